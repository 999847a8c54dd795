"""Comparing episodes in the window: the newest are shown at once, others are chosen by keys, at most six, and one is opened by Enter."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.records import episodes, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog
from ism_desktop.ui.places.episodes.choosing_episodes import ChoosingEpisodes
from ism_desktop.ui.places.episodes.compare_dialog import CompareDialog
from ism_desktop.ui.places.episodes.page import EpisodesPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped
from tests.drivers.widgets import click, dialog

BEGAN = datetime(2026, 5, 3, 14, 2, 5, tzinfo=timezone(timedelta(hours=2)))
COUNT = 8


@pytest.fixture
def ids(workspace: Workspace) -> list[str]:
    """Eight episodes, the latest first."""
    made: list[str] = []
    with workspace.vault.write() as session:
        for number in range(COUNT):
            moment = BEGAN + timedelta(days=7 * number)
            found, _ = episodes.record(session, episodes.Press("noticed", symptom="itch"), moment)
            episodes.record(session, episodes.Press("over"), moment + timedelta(minutes=30))
            made.append(found)
        store.save(session, BY_NAME["reactions"], {"substance": "Ibuprofen"})
    return made[::-1]


def opened(window: MainWindow, qtbot: QtBot) -> CompareDialog:
    window.show_page("episodes")
    page = window.current_page
    assert isinstance(page, EpisodesPage)
    click(qtbot, page, "compare_episodes")
    shown = dialog(qtbot, "compare_dialog")
    assert isinstance(shown, CompareDialog)
    return shown


def test_the_newest_are_shown_and_others_chosen_by_keys(ids: list[str], window: MainWindow, qtbot: QtBot) -> None:
    shown = opened(window, qtbot)
    assert shown.chosen == ids[:6]
    head = shown.table.verticalHeaderItem(3)
    assert head is not None
    assert head.text() == "What was noticed, in order"
    click(qtbot, shown, "compare.choose")
    choosing = dialog(qtbot, "episodes_choose_dialog")
    assert isinstance(choosing, ChoosingEpisodes)
    said = choosing.findChild(QLabel, "episodes_choose_said")
    assert said is not None
    for _ in range(6):
        qtbot.keyClick(choosing.list, Qt.Key.Key_Down)
    qtbot.keyClick(choosing.list, Qt.Key.Key_Space)
    assert said.text() == "There is room for 6 only. Untick 1."
    qtbot.keyClick(choosing.list, Qt.Key.Key_Return)
    assert choosing.isVisible(), "what does not fit is not taken"
    for _ in range(6):
        qtbot.keyClick(choosing.list, Qt.Key.Key_Up)
    qtbot.keyClick(choosing.list, Qt.Key.Key_Space)
    assert said.isHidden()
    qtbot.keyClick(choosing.list, Qt.Key.Key_Return)
    assert shown.chosen == ids[1:7]
    assert clipped(shown) == []
    shown.table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [len(line.split("\t")) for line in lines] == [7] * 11
    click(qtbot, shown, "compare.print")
    paper = dialog(qtbot, "comparison_print")
    assert isinstance(paper, PaperDialog)
    paper.accept()
    shown.table.setCurrentCell(2, 1)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    page = window.current_page
    assert isinstance(page, EpisodesPage)
    assert page.view.kind is EPISODES
    assert page.view.form.record_id == ids[2]


def test_without_any_it_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    shown = opened(window, qtbot)
    assert any("Record a reaction with F9" in made.text() for made in shown.findChildren(QLabel))
    shown.accept()
