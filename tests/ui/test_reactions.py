"""Reactions and tolerated on one page, with the statement that there are none."""

import pytest
from pytestqt.qtbot import QtBot

from ism_desktop.printing import emergency_card
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.reactions.page import ReactionsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.listing import ListDriver
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, words

PLACE = "reactions"

STATED = "You stated: “I have no known allergies or reactions”"


@pytest.fixture
def page(window: MainWindow) -> ReactionsPage:
    window.show_page("reactions")
    assert isinstance(window.current_page, ReactionsPage)
    return window.current_page


def driver(page: ReactionsPage, qtbot: QtBot) -> ListDriver:
    assert isinstance(page.view, KindView)
    return ListDriver(qtbot, page.view)


def test_none_known_is_stated_shown_printed_and_taken_back(
    page: ReactionsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert STATED not in words(page)
    click(qtbot, page.view, "states_none")
    qtbot.waitUntil(lambda: STATED in words(page))
    with workspace.vault.read() as session:
        assert store.statement(session, BY_NAME["reactions"]) is Gap.NONE
        content = emergency_card.collect(session, today=workspace.today())
    assert "reactions" not in content.not_recorded
    page.show_kind("tolerated")
    assert STATED in words(page), "it holds for the page, whichever list is shown"
    click(qtbot, page, "reactions_statement.take_back")
    qtbot.waitUntil(lambda: STATED not in words(page))
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: STATED in words(page))


def test_a_reaction_ends_the_statement(page: ReactionsPage, workspace: Workspace, qtbot: QtBot) -> None:
    click(qtbot, page.view, "states_none")
    qtbot.waitUntil(lambda: STATED in words(page))
    click(qtbot, page.view, "add_first")
    form = driver(page, qtbot).form
    form.write("substance", "Ibuprofen")
    form.write("reaction", "Flushing and fainting")
    form.save()
    qtbot.waitUntil(lambda: STATED not in words(page))
    assert "1 reaction, 0 things tolerated" in words(page)
    with workspace.vault.read() as session:
        assert store.statement(session, BY_NAME["reactions"]) is None


def test_both_kinds_live_on_the_page(
    page: ReactionsPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["reactions"], {"substance": "Wasp sting", "severity": "severe"})
        tolerated = store.save(session, BY_NAME["tolerated"], {"substance": "Paracetamol", "category": "pain"})
    qtbot.waitUntil(lambda: driver(page, qtbot).column() == ["Wasp sting"])
    window.show_page("tolerated", tolerated)
    assert window.current_page is page
    assert page.view.kind.name == "tolerated"
    assert driver(page, qtbot).form.shows("substance") == "Paracetamol"
    assert "1 reaction, 1 thing tolerated" in words(page)


def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    page: ReactionsPage, workspace: Workspace, window: MainWindow, twice_the_size: None, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    with workspace.vault.write() as session:
        store.say_none(session, BY_NAME["reactions"], Gap.NONE)
    qtbot.waitUntil(lambda: STATED in words(page))
    settle()
    assert clipped(page) == []
    assert unnamed(page) == []
