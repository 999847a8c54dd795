"""The languages of papers in the settings: offered from a folder, held at once, and what cannot be read is said there."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.shell.languages_card import LanguagesCard
from ism_desktop.ui.shell.settings_dialog import settings_of
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import find


def test_languages_of_a_folder_are_ticked_and_a_damaged_one_is_named(
    workspace: Workspace, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "deu.traineddata").write_bytes(b"no model")
    dialog = settings_of(workspace, window)
    dialog.open()
    card = find(dialog, LanguagesCard, "reading_languages")
    card.take_folder(str(tmp_path))
    find(card, TickBox, "reading_language.deu").click()
    assert workspace.settings["reading_languages"] == ["eng", "deu"]
    problems = find(card, QLabel, "reading_problems")
    qtbot.waitUntil(problems.isVisible, timeout=10_000)
    assert "Deutsch is not read: deu.traineddata is damaged" in problems.text()
    find(card, TickBox, "reading_language.deu").click()
    qtbot.waitUntil(lambda: not problems.isVisible(), timeout=10_000)
    assert workspace.settings["reading_languages"] == ["eng"]
    dialog.close()
