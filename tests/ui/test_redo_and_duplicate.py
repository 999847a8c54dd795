"""Redo takes an undo back, by the history or by its own function; duplicate begins a new entry with the values of the chosen one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.records import history, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.form import FormDriver
from tests.drivers.widgets import find

PLACE = "medications"

MEDICATIONS = BY_NAME["medications"]


def name_of(workspace: Workspace, record_id: str) -> str:
    with workspace.vault.read() as session:
        return store.get(session, MEDICATIONS, record_id).values["name"]


def is_trashed(workspace: Workspace, record_id: str) -> bool:
    with workspace.vault.read() as session:
        return store.get(session, MEDICATIONS, record_id).deleted_at is not None


@pytest.fixture
def medication(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        return store.save(session, MEDICATIONS, {"name": "Cetirizine", "strength": "10 mg"})


@pytest.fixture
def change(workspace: Workspace, medication: str) -> Callable[[str], None]:
    def change_name(name: str) -> None:
        with workspace.vault.write() as session:
            store.save(session, MEDICATIONS, {"name": name}, record_id=medication)
            version = history.versions(session, MEDICATIONS, medication)[0].id

        def undo() -> None:
            with workspace.vault.write() as session:
                history.bring_back(session, MEDICATIONS, medication, version)

        workspace.undo_bar.offer(f"The name is {name} now.", undo)

    return change_name


def test_changes_are_undone_and_done_again_in_order(
    workspace: Workspace, window: MainWindow, medication: str, change: Callable[[str], None], qtbot: QtBot
) -> None:
    change("Loratadine")
    change("Fexofenadine")
    steps = [
        (Qt.Key.Key_Z, False, "Loratadine"),
        (Qt.Key.Key_Z, False, "Cetirizine"),
        (Qt.Key.Key_Z, True, "Loratadine"),
        (Qt.Key.Key_Y, False, "Fexofenadine"),
        (Qt.Key.Key_Z, False, "Loratadine"),
    ]
    for key, shift, expected in steps:
        modifiers = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(window, key, modifiers)
        assert name_of(workspace, medication) == expected


def test_what_was_trashed_brought_back_and_trashed_again(workspace: Workspace, medication: str) -> None:
    trash(workspace, MEDICATIONS, [medication])

    def undo() -> None:
        with workspace.vault.write() as session:
            store.restore(session, MEDICATIONS, medication)

    workspace.undo_bar.offer("Cetirizine is in the trash.", undo)
    workspace.undo_bar.undo_latest()
    assert not is_trashed(workspace, medication)
    assert workspace.undo_bar.redo_latest()
    assert is_trashed(workspace, medication)
    assert workspace.undo_bar.undo_latest()
    assert not is_trashed(workspace, medication)


def test_a_new_action_ends_what_could_be_done_again(workspace: Workspace, change: Callable[[str], None]) -> None:
    change("Loratadine")
    workspace.undo_bar.undo_latest()
    assert workspace.undo_bar.can_redo
    change("Fexofenadine")
    assert not workspace.undo_bar.can_redo
    assert not workspace.undo_bar.redo_latest()


def test_an_action_with_its_own_redo_uses_that(workspace: Workspace) -> None:
    done: list[str] = []
    workspace.undo_bar.offer("The order was changed.", lambda: done.append("undo"), lambda: done.append("redo"))
    workspace.undo_bar.undo_latest()
    workspace.undo_bar.redo_latest()
    assert done == ["undo", "redo"]


def test_what_the_history_does_not_know_is_not_offered_again(workspace: Workspace) -> None:
    workspace.undo_bar.offer("Something small.", lambda: None)
    workspace.undo_bar.undo_latest()
    assert not workspace.undo_bar.can_redo


def test_ctrl_d_begins_a_new_entry_with_the_same_values(
    workspace: Workspace, window: MainWindow, medication: str, qtbot: QtBot
) -> None:
    window.show_page("medications", medication)
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = window.current_page
    assert isinstance(page, RecordsPage)
    assert isinstance(page.view, KindView)
    form = page.view.form
    assert form.record_id is None
    assert find(form, QLineEdit, "strength").text() == "10 mg"
    FormDriver(qtbot, form).write("strength", "20 mg")
    saved = form.save()
    assert saved is not None
    assert saved != medication
    with workspace.vault.read() as session:
        strengths = [record.values["strength"] for record in store.list_active(session, MEDICATIONS)]
    assert sorted(strengths) == ["10 mg", "20 mg"]
