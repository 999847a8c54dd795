"""A long list: only the pages that are needed are read, and what is chosen and seen stays so over every change."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.records import paging, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.model import PAGE
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from tests.benchmarks.list_speed import fill
from tests.drivers.listing import ListDriver
from tests.drivers.widgets import find

ROWS = 2_000  # so many are still read at once; what a thread reads: test_long_lists
KIND = BY_NAME["medications"]


@pytest.fixture
def read_pages(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were read each time."""
    sizes: list[int] = []
    rows = paging.rows

    def counting(session: Any, kind: Any, page: Any) -> Any:
        sizes.append(len(page))
        return rows(session, kind, page)

    monkeypatch.setattr(paging, "rows", counting)
    return sizes


@pytest.fixture
def long_list(workspace: Workspace, qtbot: QtBot, read_pages: list[int]) -> Iterator[ListDriver]:
    fill(workspace.vault, KIND, ROWS)
    page = RecordsPage(workspace, "A place", [KIND.name])
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    assert isinstance(page.view, KindView)
    yield ListDriver(qtbot, page.view)
    page.close()
    page.deleteLater()


def model(driver: ListDriver) -> QAbstractItemModel:
    return driver.table.model()


def test_only_the_pages_that_are_seen_are_read(long_list: ListDriver, read_pages: list[int], qtbot: QtBot) -> None:
    assert long_list.rows() == ROWS
    assert 0 < sum(read_pages) <= 2 * PAGE
    long_list.table.scrollToBottom()
    qtbot.wait(50)
    long_list.sort(0)
    long_list.table.selectAll()
    qtbot.wait(50)
    assert len(long_list.table.selected_ids()) == ROWS
    assert sum(read_pages) <= 6 * PAGE


def test_letters_typed_go_to_a_row_that_was_never_read(long_list: ListDriver, read_pages: list[int]) -> None:
    model(long_list).sort(0, Qt.SortOrder.AscendingOrder)
    read_pages.clear()
    long_list.table.keyboardSearch("z")
    assert model(long_list).index(long_list.table.currentIndex().row(), 0).data().startswith("Z")
    assert sum(read_pages) <= 3 * PAGE


def test_what_is_chosen_stays_chosen_over_a_new_order_and_a_save(
    long_list: ListDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    table, records = long_list.table, long_list.view.list.model
    ids = [records.ids[row] for row in (3, 700, 1_500)]
    table.choose_all(ids, ids[1])
    long_list.sort(2)
    assert set(table.selected_ids()) == set(ids)
    assert table.current_id == ids[1]
    with workspace.vault.write() as session:
        store.save(session, KIND, {"name": "Aaa"}, record_id=ids[0])
        store.save(session, KIND, {"name": "new one"})
    long_list.view.refresh()
    assert set(table.selected_ids()) == set(ids)
    assert long_list.rows() == ROWS + 1
    with workspace.vault.read() as session:
        assert list(records.ids) == paging.ids(session, records.wish)


def test_the_view_does_not_jump_when_a_row_above_is_saved(long_list: ListDriver, workspace: Workspace) -> None:
    table = long_list.table
    table.verticalScrollBar().setValue(table.rowHeight(0) * 500)
    before = table.top()
    assert before is not None
    with workspace.vault.write() as session:
        store.save(session, KIND, {"name": "AAA, above all"})
    long_list.view.refresh()
    assert table.top() == before


def test_the_filter_leaves_what_says_the_words_and_goes_back(long_list: ListDriver, workspace: Workspace) -> None:
    with workspace.vault.write() as session:
        wanted = store.save(session, KIND, {"name": "Zileuton", "reason": "Ärger"})
    long_list.view.refresh()
    line = find(long_list.view, QLineEdit, "filter")
    line.setText("arger")
    long_list.qtbot.waitUntil(lambda: list(long_list.view.list.model.ids) == [wanted])
    line.setText("nobody says this")
    long_list.qtbot.waitUntil(lambda: long_list.rows() == 0)
    assert not long_list.view.is_empty
    long_list.qtbot.keyClick(line, Qt.Key.Key_Escape)
    long_list.qtbot.waitUntil(lambda: long_list.rows() == ROWS + 1)


def test_many_rows_go_to_the_trash_unread(long_list: ListDriver, workspace: Workspace, read_pages: list[int]) -> None:
    records = long_list.view.list.model
    ids = list(records.ids[1_000:1_060])
    long_list.table.choose_all(ids, ids[0])
    read_pages.clear()
    long_list.view.list.trash_selected()
    assert sum(read_pages) <= 2 * PAGE
    long_list.view.refresh()
    assert long_list.rows() == ROWS - 60
    assert not set(ids) & set(records.ids)
