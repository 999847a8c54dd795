"""Labels for papers in the window: printed for chosen and for coming papers, read off a new page, and warned of when given twice."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings
from ism_desktop.media_types import PDF
from ism_desktop.printing import paper_labels
from ism_desktop.printing.paper_labels import Label, LabelsContent
from ism_desktop.records import disclosures, paper_numbers, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.labels_dialog import LabelsDialog
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.drivers.documents import DocumentsDriver
from tests.drivers.widgets import click, find, words
from tests.records.samples import values_for
from tests.ui.test_filing import PileDriver


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


def document(vault: Vault, count: int, number: str | None) -> str:
    with vault.write() as session:
        values = {**values_for(DOCUMENTS, count), "title": f"Paper {count}", "own_values": None}
        return store.save(session, DOCUMENTS, {**values, paper_numbers.FIELD: number})


def numbers(vault: Vault) -> list[str | None]:
    with vault.read() as session:
        return sorted(one.values[paper_numbers.FIELD] or "" for one in store.list_active(session, DOCUMENTS))


def test_chosen_documents_get_numbers_in_one_step_and_free_labels_are_remembered(
    qtbot: QtBot, window: MainWindow, vault: Vault
) -> None:
    ids = [document(vault, 1, "P 9"), document(vault, 2, None), document(vault, 3, None)]
    window.show_page("documents")
    page = window.current_page
    assert isinstance(page, DocumentsPage)
    chosen = LabelsDialog(window.workspace, ids, page)
    chosen.open()
    assert [label.number for label in chosen._labels] == ["P 9"]
    assert "2 documents have no number yet." in words(chosen)
    assert not any(label.title or label.date for label in chosen._labels), "private unless it is ticked"
    click(qtbot, chosen, "labels_give")
    assert [label.number for label in chosen._labels] == ["P 9", "P 10", "P 11"]
    window.workspace.undo_bar.undo_latest()
    assert numbers(vault) == ["", "", "P 9"]
    chosen.reject()
    free = LabelsDialog(window.workspace, None, page)
    free.open()
    free.many.setValue(2)
    assert [label.number for label in free._labels] == ["P 10", "P 11"]
    free.went_out.emit()
    assert window.workspace.settings["lists"]["labels"]["begins"] == 3
    free.reject()
    again = LabelsDialog(window.workspace, None, page)
    assert [label.number for label in again._labels[:1]] == ["P 12"]
    assert again.begins.value() == 3
    assert again.printout.leaving.paper == disclosures.PAPER_LABELS
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=60_000)
    again.deleteLater()


def test_a_page_with_a_label_is_proposed_with_its_number_and_leads_back(
    qtbot: QtBot, window: MainWindow, vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    first = document(vault, 1, "P 17")
    pdf = paper_labels.draw(LabelsContent((Label("P 17"),), "l7160", begins=8))
    picture = Image.open(io.BytesIO(workers.render(pdf, PDF, 0, 150).png)).convert("L")
    picture.rotate(3, fillcolor=255).save(tmp_path / "scan.png", dpi=(150, 150))
    DocumentsDriver(qtbot, window).take_in(tmp_path / "scan.png")
    pile = PileDriver(qtbot, window)
    assert pile.read(paper_numbers.FIELD) == "P 17"
    assert "Read off the label on the paper." in words(pile.page)
    qtbot.waitUntil(lambda: "This number is also on “Paper 1”." in words(pile.page), timeout=5_000)
    click(qtbot, pile.page, f"{paper_numbers.FIELD}.open")
    page = window.current_page
    assert isinstance(page, DocumentsPage)
    assert page.viewer.document_id == first
    window.show_page("to_file")
    pile.settle()
    line = find(pile.page, QLineEdit, paper_numbers.FIELD)
    line.setText("")
    qtbot.waitUntil(lambda: "Next free: P 18" in words(pile.page), timeout=5_000)
    click(qtbot, pile.page, f"{paper_numbers.FIELD}.free")
    pile.key(Qt.Key.Key_Return)
    assert numbers(vault) == ["P 17", "P 18"]
