"""The page of episodes: times above the form, times that are corrected or marked but never thrown away, injectors marked, papers."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import episodes, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.values import Moment, PartialDate, PartialTime
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog
from ism_desktop.ui.places.episodes.page import EpisodesPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped
from tests.drivers.widgets import click, dialog
from tests.drivers.window import WindowDriver

PLACE = "episodes"
BEGAN = datetime(2026, 5, 3, 14, 2, 5, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def episode(workspace: Workspace) -> tuple[str, str]:
    """An episode with an injector after seven minutes, and the id of that time."""
    with workspace.vault.write() as session:
        made, _ = episodes.record(session, episodes.Press("noticed", symptom="flushing"), BEGAN)
        _, time_id = episodes.record(session, episodes.Press("injector_1"), BEGAN + timedelta(minutes=7))
        at = Moment(PartialDate(2026, 5, 4), PartialTime(9, 30))
        store.save(session, BY_NAME["test_results"], {"taken_at": at, "lab": "Fernbrook"})
    return made, time_id


@pytest.fixture
def page(episode: tuple[str, str], window: MainWindow, qtbot: QtBot) -> EpisodesPage:
    window.show_page("episodes", episode[0])
    made = window.current_page
    assert isinstance(made, EpisodesPage)
    return made


def rows(page: EpisodesPage, begins: str) -> list[str]:
    found = [made for made in page.findChildren(QAbstractButton) if made.objectName().startswith(begins)]
    return [made.accessibleName() for made in found if not made.isHidden()]


def test_the_times_stand_above_the_form_with_their_difference(page: EpisodesPage, episode: tuple[str, str]) -> None:
    assert rows(page, "time.") == [
        "14:02:05 · Flushing. when it began",
        "14:09:05 · Injector 1. 7 minutes after it began",
    ]
    assert len(rows(page, "result.")) == 1, "the result of the day after"


def test_a_time_is_corrected_in_its_own_form_and_never_thrown_away(
    page: EpisodesPage, episode: tuple[str, str], workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    click(qtbot, page, f"time.{episode[1]}")
    view = page.view
    assert isinstance(view, KindView)
    assert view.kind is EPISODE_TIMES
    assert view.form.record_id == episode[1]
    page.trash_selected()
    with workspace.vault.read() as session:
        time = store.get(session, EPISODE_TIMES, episode[1])
    assert (time.deleted_at, time.values["mistaken"]) == (None, True)
    WindowDriver(qtbot, window).undo()
    with workspace.vault.write() as session:
        assert store.get(session, EPISODE_TIMES, episode[1]).values["mistaken"] is None
        at = Moment(PartialDate(2026, 5, 3), PartialTime(14, 6))
        store.save(session, EPISODE_TIMES, {"at": at}, record_id=episode[1])
    window.show_page("episodes", episode[0])
    told = "14:06 · Injector 1. 4 minutes after it began · corrected; the button was pressed at 14:09:05"
    qtbot.waitUntil(lambda: told in rows(page, "time."))


def test_an_injector_that_is_named_is_marked_as_used_and_undo_takes_it_back(
    page: EpisodesPage, episode: tuple[str, str], workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        values = {"product": "EpiPen", "strength": "0.3 mg", "status": "carried"}
        device = store.save(session, BY_NAME["adrenaline_devices"], values)
        store.save(session, EPISODES, {"device_1": device}, record_id=episode[0])
    view = page.view
    assert isinstance(view, KindView)
    view.form.saved.emit(episode[0])  # as saving the form does

    def status() -> object:
        with workspace.vault.read() as session:
            return store.get(session, BY_NAME["adrenaline_devices"], device).values["status"]

    assert status() == "used"
    qtbot.waitUntil(lambda: rows(page, "times_panel.replace") == ["Add the injector that replaces it…"])
    WindowDriver(qtbot, window).undo()
    assert status() == "carried"


def test_a_time_that_was_not_pressed_is_added_by_hand(
    page: EpisodesPage, episode: tuple[str, str], qtbot: QtBot
) -> None:
    click(qtbot, page, "times_panel.add")
    view = page.view
    assert isinstance(view, KindView)
    assert view.kind is EPISODE_TIMES
    assert view.form.record_id is None


@pytest.mark.parametrize("name", ["print_report", "print_slip", "Ctrl+P"])
def test_both_papers_are_shown_before_they_leave(page: EpisodesPage, name: str, qtbot: QtBot) -> None:
    if name == "Ctrl+P":
        page.print_page()
    else:
        click(qtbot, page, name)
    shown = dialog(qtbot, "episode_print")
    assert isinstance(shown, PaperDialog)
    assert shown.findChild(QPushButton, "save_pdf") is not None
    assert clipped(shown) == []
    shown.accept()
