"""What a file is said to be: told when it is added, in its details, above its pages; and the files inside are one click away."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings
from ism_desktop.records import document_notices, store
from ism_desktop.records.document_notices import DocumentNotice
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.drivers.documents import DocumentsDriver
from tests.drivers.widgets import click, find, words
from tests.ui.papers import letter
from tests.worker.files import text_pdf
from tests.worker.inside import holder, xfa_form


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow) -> DocumentsDriver:
    return DocumentsDriver(qtbot, window)


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def above_pages(place: DocumentsDriver) -> str:
    """The line above the pages; nothing while it is hidden."""
    line = place.page.viewer.notice_line
    return words(line) if line.isVisibleTo(place.page) else ""


def note(vault: Vault, title: str, *notices: DocumentNotice) -> None:
    """Give a document other notices than its file has."""
    with vault.write() as session:
        record = next(one for one in store.list_active(session, DOCUMENTS) if one.title == title)
        store.save(session, DOCUMENTS, {"notices": document_notices.stored(notices)}, record_id=record.id)


def test_a_portfolio_is_told_and_its_files_are_added(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    inside = [("lab.pdf", text_pdf("Tryptase 24")), ("table.xlsx", b"PK\3\4 xl/ ")]
    place.drop(put(tmp_path / "box.pdf", holder(inside, portfolio=True)))
    place.settle()
    said = place.results()["box.pdf"]
    assert said.startswith("Added, 1 page. This PDF is a folder of other files; only its cover is shown here.")
    assert find(place.window, QWidget, "job_lines").isVisibleTo(place.window), "nobody has to ask for it"
    assert above_pages(place) == "This PDF is a folder of other files; only its cover is shown here."
    card = find(place.page.details, QWidget, "notices")
    assert "2 files in this PDF" in words(card)
    add = find(card, QAbstractButton, "add_inside")
    assert add.text() == "Add the 2 files inside"
    click(qtbot, card, "add_inside")
    place.settle()
    results = place.results()
    assert results["lab.pdf"] == "Added, 1 page."
    assert "Office document" in results["table.xlsx"]
    assert set(place.titles) == {"Box", "Lab"}


def test_a_dynamic_form_and_unreadable_pages_stand_above_the_pages(
    place: DocumentsDriver, tmp_path: Path, vault: Vault
) -> None:
    place.take_in(
        put(tmp_path / "form.pdf", xfa_form(needs_rendering=True, widgets=False)),
        letter(tmp_path / "torn.pdf", "One", "Two"),
        letter(tmp_path / "whole.pdf", "Whole"),
    )
    note(vault, "Torn", DocumentNotice("unreadable_pages", (2,)))
    place.choose("Form")
    assert "Please wait" in above_pages(place)
    place.choose("Torn")
    assert above_pages(place) == "Page 2 could not be read; it is blank here. Every other page is here."
    place.choose("Whole")
    assert above_pages(place) == ""
    assert not place.page.details.notices.isVisibleTo(place.page)


def test_private_facts_stand_in_the_details_only(place: DocumentsDriver, tmp_path: Path, vault: Vault) -> None:
    place.take_in(letter(tmp_path / "photo.pdf", "Photo"))
    note(vault, "Photo", DocumentNotice("private_facts", (), ("place", "serial_number")))
    place.choose("Photo")
    place.page._on_details(shown=True)
    place.settle()
    assert above_pages(place) == ""
    assert "where it was taken and the camera’s serial number" in words(place.page.details.notices)
    assert not find(place.page.details, QAbstractButton, "add_inside").isVisibleTo(place.page)


def test_a_document_from_before_there_were_notices_says_nothing(
    place: DocumentsDriver, tmp_path: Path, vault: Vault
) -> None:
    place.take_in(letter(tmp_path / "old.pdf", "Old"))
    with vault.write() as session:
        (record,) = store.list_active(session, DOCUMENTS)
        store.save(session, DOCUMENTS, {"notices": None}, record_id=record.id)
    place.choose("Old")
    assert above_pages(place) == ""
