"""The page of the journal: the form with rows, places in a dialog, and the person's triggers."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.journal_words import REGIONS
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.triggers import TRIGGERS
from ism_desktop.records.values import Moment, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.places.journal.trigger_dialog import TriggerDialog
from ism_desktop.ui.record_kit.editors.body_outline import BodyOutline
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.form import FormDriver
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, dialog, find

PLACE = "journal"


@pytest.fixture
def page(window: MainWindow) -> JournalPage:
    assert isinstance(window.current_page, JournalPage)
    return window.current_page


def save(workspace: Workspace, kind: str, **values: Any) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def triggers(workspace: Workspace) -> dict[str, str | None]:
    with workspace.vault.read() as session:
        return {one.values["trigger"]: one.values["state"] for one in store.list_active(session, TRIGGERS)}


def test_the_form_keeps_what_the_program_wrote_in_a_row_until_the_medicine_is_another(
    page: JournalPage, workspace: Workspace, qtbot: QtBot
) -> None:
    taken = Rows(
        ({"medicine": "Cetirizine", "medication": "f" * 32}, {"medicine": "Famotidine", "medication": "e" * 32})
    )
    entry = save(
        workspace, "journal_entries", day="symptoms", begun=Moment.from_stored("2026-05-03T14:05"), taken=taken
    )
    page.show_record(entry)
    assert isinstance(page.view, KindView)
    typing = FormDriver(qtbot, page.view.form)
    line = find(page, QPushButton, "taken.add")
    assert line.isVisible()
    typing.write("taken.2.medicine", "Loratadine")
    typing.save()
    with workspace.vault.read() as session:
        kept = store.get(session, JOURNAL_ENTRIES, entry).values
    assert kept["taken"] == Rows(({"medicine": "Cetirizine", "medication": "f" * 32}, {"medicine": "Loratadine"}))
    assert kept["begun"].zone == "", "no time zone is made up for a moment that had none"


def test_places_of_the_body_are_chosen_in_a_dialog(page: JournalPage, workspace: Workspace, qtbot: QtBot) -> None:
    rows = Rows(({"symptom": "itch", "where": ("chest",)},))
    entry = save(workspace, "journal_entries", day="symptoms", begun=Moment.from_stored("2026-05-03"), symptoms=rows)
    page.show_record(entry)
    click(qtbot, page, "symptoms.1.where")
    places = dialog(qtbot, "many_choices")
    click(qtbot, places, "many_choices.list.belly")
    outline = find(places, BodyOutline, "body_outline")
    for key in ("upper_back", "chest"):  # the second one is taken back
        qtbot.mouseClick(outline, Qt.MouseButton.LeftButton, pos=outline.place_of(key).toPoint())
    assert all(outline.region_at(outline.place_of(choice.value)) == choice.value for choice in REGIONS)
    assert unnamed(places) == []
    click(qtbot, places, "close")
    page.save()
    with workspace.vault.read() as session:
        kept = store.get(session, JOURNAL_ENTRIES, entry).values["symptoms"]
    assert kept == Rows(({"symptom": "itch", "where": ("belly", "upper_back")},))


def test_the_list_of_triggers_stores_only_what_was_pressed(
    page: JournalPage, workspace: Workspace, qtbot: QtBot
) -> None:
    save(workspace, "triggers", trigger="other", own="Cats", state="cleared", avoid="nothing")
    page.show_kind("triggers")
    click(qtbot, page, "go_through")
    inside = dialog(qtbot, "trigger_dialog")
    assert isinstance(inside, TriggerDialog)
    assert unnamed(inside) == []
    assert triggers(workspace) == {"other": "cleared"}
    row = next(row for row in inside.rows if row.key == "alcohol")
    stops = [made for made in inside.findChildren(QPushButton) if made.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == len(inside.rows) + 1, "one stop for each trigger, and the button that closes"
    for key, state in ((Qt.Key.Key_Right, "confirmed"), (Qt.Key.Key_Up, "suspected"), (Qt.Key.Key_Left, "unknown")):
        focused = row.state.focusProxy()
        assert focused is not None
        focused.setFocus()
        qtbot.keyClick(focused, key)
        reached = row.state.focusProxy()
        assert reached is not None
        assert reached.objectName() == f"state.alcohol.{state}"
    assert triggers(workspace) == {"other": "cleared"}, "an arrow only goes there"
    for state in ("suspected", "confirmed"):
        click(qtbot, row, f"state.alcohol.{state}")
        assert triggers(workspace) == {"other": "cleared", "alcohol": state}
    workspace.undo_bar.undo_latest()
    assert triggers(workspace)["alcohol"] == "suspected"
    workspace.undo_bar.redo_latest()
    click(qtbot, row, "state.alcohol.confirmed")  # pressed again: nothing is said any more
    assert triggers(workspace) == {"other": "cleared"}
    cats = next(row for row in inside.rows if row.key == "other")
    click(qtbot, cats, "state.other.cleared")
    assert triggers(workspace) == {"other": None}, "what else was written stays"
    click(qtbot, inside, "close")


def test_my_triggers_are_printed_in_four_steps(page: JournalPage, workspace: Workspace, qtbot: QtBot) -> None:
    save(workspace, "triggers", trigger="alcohol", state="suspected")
    click(qtbot, page, "kind.triggers")  # 2, after the page itself
    assert page.can_print
    qtbot.waitUntil(find(page, QPushButton, "print_page").isVisible)
    click(qtbot, page, "print_page")  # 3, and 4 prints
    shown = dialog(qtbot, "trigger_list")
    assert find(shown, QPushButton, "print").isVisible()
    shown.close()
