"""A list so long that a thread puts it in order: nothing wrong is shown meanwhile, late answers are dropped, and locking ends it all."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import VaultClosed
from ism_desktop.records import long_list, paging, store
from ism_desktop.records.document_filter import DocumentFilter
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.paging import Listing, Row, Wish
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.record_kit import model as model_file
from ism_desktop.ui.record_kit.model import RecordsModel
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from tests.benchmarks.list_speed import fill
from tests.drivers.listing import ListDriver
from tests.drivers.widgets import find

ROWS = 120
KIND = BY_NAME["medications"]


class Held:
    """The thread's reading, held up until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = Event()
        self.gate.set()
        self.wishes: list[Wish] = []
        self._read = long_list.read
        monkeypatch.setattr(long_list, "read", self._held)

    def _held(self, vault: Any, index: Any, wish: Wish, go_on: Callable[[], object], *, is_shown: bool) -> Listing:
        self.wishes.append(wish)
        found = self._read(vault, index, wish, go_on, is_shown=is_shown)
        assert self.gate.wait(30)
        return found


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    monkeypatch.setattr(model_file, "LONG", 10)
    monkeypatch.setattr(model_file, "_LONG_TO_LOOK_THROUGH", 10)
    made = Held(monkeypatch)
    yield made
    made.gate.set()


@pytest.fixture
def driver(workspace: Workspace, qtbot: QtBot, held: Held) -> Iterator[ListDriver]:
    fill(workspace.vault, KIND, ROWS)
    page = RecordsPage(workspace, "A place", [KIND.name])
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    assert isinstance(page.view, KindView)
    made = ListDriver(qtbot, page.view)
    answered(made)
    yield made
    held.gate.set()
    page.close()
    page.deleteLater()


def answered(driver: ListDriver) -> None:
    driver.qtbot.waitUntil(lambda: not driver.view.list.model.is_waiting, timeout=20_000)
    QApplication.processEvents()


def in_order(driver: ListDriver, workspace: Workspace) -> bool:
    model = driver.view.list.model
    with workspace.vault.read() as session:
        return list(model.ids) == paging.ids(session, model.wish)


def save(workspace: Workspace, name: str, record_id: str | None = None) -> str:
    with workspace.vault.write() as session:
        return store.save(session, KIND, {"name": name}, record_id=record_id)


def test_a_long_list_is_read_by_a_thread_and_never_said_to_be_empty(
    workspace: Workspace, qtbot: QtBot, held: Held
) -> None:
    fill(workspace.vault, KIND, ROWS)
    held.gate.clear()
    page = RecordsPage(workspace, "A place", [KIND.name])
    with qtbot.waitExposed(page):
        page.show()
    view = page.view
    assert isinstance(view, KindView)
    assert not view.is_empty
    assert view.list.model.rowCount() == 0
    count = find(view, QLabel, "count")
    assert count.text() == f"{ROWS} medications"
    qtbot.waitUntil(lambda: count.text() == "Reading the list…")
    page.refresh()  # a change elsewhere does not begin it anew
    held.gate.set()
    qtbot.waitUntil(lambda: view.list.model.rowCount() == ROWS)
    qtbot.waitUntil(lambda: count.text() == f"{ROWS} medications")
    assert len(held.wishes) == 1
    page.close()
    page.deleteLater()


def test_what_is_shown_stays_until_the_new_order_is_there(driver: ListDriver, workspace: Workspace, held: Held) -> None:
    table, model = driver.table, driver.view.list.model
    before = list(model.ids)
    chosen = before[70]
    table.setFocus()
    table.choose(chosen)
    held.gate.clear()
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    QApplication.processEvents()
    assert list(model.ids) == before
    held.gate.set()
    answered(driver)
    assert model.wish.column == KIND.columns[2]
    assert in_order(driver, workspace)
    assert table.selected_ids() == [chosen]
    assert table.current_id == chosen
    assert table.hasFocus()
    row = model.row_of(chosen)
    assert table.viewport().rect().intersects(table.visualRect(model.index(row or 0, 0)))


def test_an_answer_that_comes_too_late_is_dropped(driver: ListDriver, workspace: Workspace, held: Held) -> None:
    model = driver.view.list.model
    seen: list[str] = []
    model.modelReset.connect(lambda: seen.append(model.wish.column))
    held.gate.clear()
    for column in (1, 2, 0):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    held.gate.set()
    answered(driver)
    assert seen == [KIND.columns[0]]
    assert in_order(driver, workspace)
    shown = model.wish
    held.gate.clear()
    model.sort(1, Qt.SortOrder.AscendingOrder)
    model.sort(0, Qt.SortOrder.DescendingOrder)  # what is shown already
    assert not model.is_waiting
    held.gate.set()
    driver.qtbot.waitUntil(lambda: workspace.background.idle)
    assert model.wish == model.wanted == shown
    assert seen == [KIND.columns[0]]


def test_what_is_saved_while_an_answer_is_on_its_way_is_in_its_place(
    driver: ListDriver, workspace: Workspace, held: Held
) -> None:
    model = driver.view.list.model
    held.gate.clear()
    model.sort(0, Qt.SortOrder.AscendingOrder)
    driver.qtbot.waitUntil(lambda: len(held.wishes) == 2)
    new = save(workspace, "AAA, new")
    save(workspace, "zzz, changed", model.ids[5])
    driver.view.refresh()
    assert new in model.ids  # in the order that is still shown
    assert in_order(driver, workspace)
    held.gate.set()
    answered(driver)
    assert model.ids[0] == new
    assert in_order(driver, workspace)


def test_many_changes_while_an_answer_is_on_its_way_have_it_read_again(
    driver: ListDriver, workspace: Workspace, held: Held
) -> None:
    model = driver.view.list.model
    held.gate.clear()
    model.sort(0, Qt.SortOrder.AscendingOrder)
    with workspace.vault.write() as session:
        for record_id in list(model.ids)[:70]:
            store.trash(session, KIND, record_id)
    held.gate.set()
    driver.qtbot.waitUntil(lambda: model.rowCount() == ROWS - 70, timeout=20_000)
    answered(driver)
    assert in_order(driver, workspace)


def test_a_record_to_be_shown_is_chosen_once_the_list_is_there(workspace: Workspace, qtbot: QtBot, held: Held) -> None:
    fill(workspace.vault, KIND, ROWS)
    with workspace.vault.read() as session:
        wanted = paging.ids(session, Wish(KIND))[100]
    held.gate.clear()
    page = RecordsPage(workspace, "A place", [KIND.name])
    with qtbot.waitExposed(page):
        page.show()
    page.show_record(wanted)
    assert isinstance(page.view, KindView)
    assert page.view.form.record_id == wanted
    held.gate.set()
    qtbot.waitUntil(lambda: page.view.list.table.selected_ids() == [wanted])  # type: ignore[union-attr]
    assert page.view.form.record_id == wanted
    page.close()
    page.deleteLater()


def test_a_record_that_the_filter_leaves_out_is_chosen_when_the_filter_is_gone(driver: ListDriver, held: Held) -> None:
    records, wanted = driver.view.list, driver.view.list.model.ids[7]
    line = find(driver.view, QLineEdit, "filter")
    line.setText("nobody says this")
    driver.qtbot.waitUntil(lambda: driver.rows() == 0)
    held.gate.clear()
    records.choose(wanted)
    assert records.model.is_waiting
    held.gate.set()
    driver.qtbot.waitUntil(lambda: driver.table.selected_ids() == [wanted])
    assert driver.rows() == ROWS


def test_the_trash_is_not_shown_with_the_rows_of_the_list(driver: ListDriver, workspace: Workspace, held: Held) -> None:
    model = driver.view.list.model
    with workspace.vault.write() as session:
        for record_id in list(model.ids)[:40]:
            store.trash(session, KIND, record_id)
    driver.view.refresh()
    answered(driver)
    driver.table.selectAll()
    held.gate.clear()
    driver.view.list.trash.setChecked(True)
    assert model.rowCount() == 0
    assert driver.table.selected_ids() == []
    held.gate.set()
    driver.qtbot.waitUntil(lambda: model.rowCount() == 40)
    assert in_order(driver, workspace)


def test_locking_while_an_answer_is_on_its_way_harms_nothing(
    driver: ListDriver, workspace: Workspace, held: Held
) -> None:
    model = driver.view.list.model
    began = len(held.wishes)
    held.gate.clear()
    model.sort(2, Qt.SortOrder.AscendingOrder)
    driver.qtbot.waitUntil(lambda: len(held.wishes) > began)
    workspace.vault.close()
    held.gate.set()
    driver.qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    QApplication.processEvents()
    model.sort(1, Qt.SortOrder.AscendingOrder)
    model.filter("tablet")
    driver.table.keyboardSearch("u")
    driver.table.scrollToBottom()
    driver.table.viewport().repaint()


def test_nothing_more_is_read_while_the_window_closes(
    driver: ListDriver, workspace: Workspace, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = driver.view.list.model
    before = list(model.ids)
    monkeypatch.setattr(workspace, "_is_closed", True)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert not model.is_waiting
    assert list(model.ids) == before
    assert not any(wish.column == KIND.columns[1] for wish in held.wishes)


def test_a_reading_that_was_ended_stops_at_the_next_piece(workspace: Workspace) -> None:
    fill(workspace.vault, KIND, ROWS)
    pieces = iter(range(3))

    def locked() -> None:
        if next(pieces, None) is None:
            workspace.vault.close()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(long_list, "_AT_ONCE", 0)
        patched.setattr(long_list, "_MOST", 16)
        with pytest.raises(VaultClosed):
            long_list.read(workspace.vault, workspace.index, Wish(KIND), locked)


# Choosing all -------------------------------------------------------------------------------------------------------------


def test_choosing_all_at_the_end_of_a_long_list_measures_no_more_rows_than_fit(
    driver: ListDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    row = RecordsModel.row

    def counting(self: RecordsModel, place: int) -> Row | None:
        asked.append(place)
        return row(self, place)

    table = driver.table
    table.scrollToBottom()
    QApplication.processEvents()
    monkeypatch.setattr(RecordsModel, "row", counting)
    table.selectAll()
    table.resize(table.width() - 40, table.height())  # a scroll bar comes, a form opens beside it
    table.fit_columns()
    table.viewport().repaint()
    QApplication.processEvents()
    fit = table.viewport().height() // table.verticalHeader().defaultSectionSize() + 3
    assert 0 < len(set(asked)) <= fit < ROWS / 3


# Documents ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(workspace: Workspace, qtbot: QtBot, held: Held) -> Iterator[DocumentsPage]:
    fill(workspace.vault, BY_NAME["documents"], ROWS)
    held.gate.clear()
    page = DocumentsPage(workspace)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    held.gate.set()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=30_000)
    page.close()
    page.deleteLater()


def test_a_long_shelf_opens_with_its_first_document(shelf: DocumentsPage, qtbot: QtBot, held: Held) -> None:
    assert shelf.shelf.count.text() == f"{ROWS} documents"
    assert shelf.shelf.selected_ids == []
    held.gate.set()
    qtbot.waitUntil(lambda: len(shelf.shelf.entries.ids) == ROWS)
    qtbot.waitUntil(lambda: shelf.shelf.selected_ids == [shelf.shelf.entries.ids[0]])


def test_a_document_to_be_shown_is_chosen_once_the_shelf_is_there(
    shelf: DocumentsPage, workspace: Workspace, qtbot: QtBot, held: Held
) -> None:
    with workspace.vault.read() as session:
        wanted = store.list_active(session, BY_NAME["documents"])[90].id
    shelf.show_record(wanted)
    assert shelf.viewer.document_id == wanted
    held.gate.set()
    qtbot.waitUntil(lambda: shelf.shelf.selected_ids == [wanted])
    assert shelf.viewer.document_id == wanted
    assert shelf.details.form.record_id == wanted


def test_the_shelf_keeps_what_is_chosen_over_a_save_and_a_new_order(
    shelf: DocumentsPage, workspace: Workspace, qtbot: QtBot, held: Held
) -> None:
    held.gate.set()
    qtbot.waitUntil(lambda: bool(shelf.shelf.selected_ids))
    entries = shelf.shelf.entries
    wanted = [entries.ids[60], entries.ids[64]]
    shelf.shelf.choose(wanted)
    place = shelf.shelf.list.verticalScrollBar().value()
    assert place > 0
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["documents"], {"title": "Changed"}, record_id=wanted[0])
    shelf.refresh()
    assert entries.entry(entries.row_of(wanted[0]) or 0).title == "Changed"  # type: ignore[union-attr]
    assert shelf.shelf.list.verticalScrollBar().value() == place
    for order in ("title", "added", "oldest", "newest"):
        entries.arrange(order, "", DocumentFilter())
        qtbot.waitUntil(lambda: not entries.is_waiting)
        assert set(shelf.shelf.selected_ids) == set(wanted)
        with workspace.vault.read() as session:
            assert list(entries.ids) == paging.ids(session, entries.wish)
