"""The text of a page beside its picture: corrected, read again, taken back; what was typed is a draft."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings, page_texts
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.viewer.page_text_dialog import DRAFT, PageTextDialog
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.drivers.documents import DocumentsDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.ui.papers import scan


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> DocumentsDriver:
    made = DocumentsDriver(qtbot, window)
    made.take_in(scan(tmp_path / "scan of the letter.png", "Prescription", "Cromolyn every morning"))
    return made


def opened(place: DocumentsDriver, qtbot: QtBot) -> PageTextDialog:
    place.page.viewer._actions["open_page_text"].trigger()
    shown = dialog(qtbot, "page_text_dialog")
    assert isinstance(shown, PageTextDialog)
    return shown


def said(place: DocumentsDriver) -> str:
    assert place.page.viewer.document_id is not None
    return page_texts(place.page.workspace.vault, place.page.viewer.document_id)[0].text


def test_a_correction_is_saved_stays_when_read_again_and_is_undone(place: DocumentsDriver, qtbot: QtBot) -> None:
    shown = opened(place, qtbot)
    qtbot.waitUntil(lambda: not shown._picture.pixmap().isNull(), timeout=10_000)
    shown.text.setPlainText("Prescription\nCromolyn every evening")
    click(qtbot, shown, "save")
    place.settle()
    assert "every evening" in said(place)
    shown = opened(place, qtbot)
    assert "every morning" in find(shown, QPlainTextEdit, "page_text.read").toPlainText()
    click(qtbot, shown, "page_text.again")
    qtbot.waitUntil(lambda: shown.again.isEnabled() and place.page.workspace.background.idle, timeout=20_000)
    assert "Your corrections were kept" in shown._said.text()
    shown.reject()
    place.page.workspace.undo_bar.undo_latest()
    place.settle()
    assert "every morning" in said(place)


def test_what_is_typed_survives_the_dialog_and_is_dropped_by_cancel(place: DocumentsDriver, qtbot: QtBot) -> None:
    shown = opened(place, qtbot)
    shown.text.setPlainText("half a corr")
    shown.reject()  # as locking and Esc do
    banner = place.page.editing.unfinished
    assert "Your correction of page 1 of “Scan of the letter” is not saved yet." in words(banner)
    place.page.viewer.open(None, "", 0)
    click(qtbot, banner, "unfinished.go_on")
    place.settle()
    shown = dialog(qtbot, "page_text_dialog")
    assert isinstance(shown, PageTextDialog)
    assert shown.text.toPlainText() == "half a corr"
    click(qtbot, shown, "cancel")
    assert DRAFT not in {kind for kind, _ in place.page.workspace.drafts.all()}
    assert not banner.isVisibleTo(place.page)
    assert "every morning" in said(place)
