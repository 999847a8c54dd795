"""A bill entered from its paper: what it says is proposed, saved with its payment in one press, undone as one, and kept when left."""

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.documents import import_document
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.pages.unfinished import BILL, Begun, UnfinishedBanner
from ism_desktop.ui.places.money.page import MoneyPage
from ism_desktop.ui.places.money.reading_dialog import ReadingDialog
from ism_desktop.worker import Workers
from tests.drivers.widgets import click, find

_ROWS = (
    (60, (("Hollow Creek University Hospital", 72),)),
    (90, (("INVOICE", 72),)),
    (110, (("Invoice date:", 72), ("10 November 2026", 200))),
    (140, (("Description", 72), ("Charges", 480))),
    (160, (("Biopsy of the skin", 72), ("EUR 190.00", 480))),
    (180, (("Pathology", 72), ("EUR 50.00", 480))),
    (210, (("Total charges", 300), ("EUR 240.00", 480))),
    (230, (("Insurance payments", 300), ("EUR 180.00", 480))),
    (250, (("Amount due", 300), ("EUR 60.00", 480))),
)


@pytest.fixture
def document_id(workspace: Workspace, workers: Workers, tmp_path: Path) -> str:
    """A bill of 240.00 with 180.00 paid by insurance; its second page is empty."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842))
    for down, parts in _ROWS:
        for words, x in parts:
            canvas.drawString(x, 842 - down, words)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "bill.pdf"
    path.write_bytes(made.getvalue())
    found = import_document(workspace.vault, workers, path).document_id
    assert found is not None
    return found


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> MoneyPage:
    made = MoneyPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.ensure_fresh()
    return made


def read(qtbot: QtBot, page: MoneyPage, document_id: str) -> ReadingDialog:
    page.show_kind("bills")
    page.new_from_page(document_id, 1)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReadingDialog)
    qtbot.waitUntil(lambda: bool(dialog.rows), timeout=20_000)
    return dialog


def test_a_bill_is_saved_with_what_was_paid_and_undone_as_one(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage, document_id: str
) -> None:
    dialog = read(qtbot, page, document_id)
    assert {row.item.name: row.text.text() for row in dialog.rows if row.is_ticked} == {
        "what": "Biopsy of the skin",
        "total": "240.00",
        "paid by insurers": "180.00",
        "billed_on": "10 November 2026",
    }
    assert "guess" in find(dialog, QLabel, "read_row.provider.reasons").text()
    dialog.rows[0].text.setFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert find(page, QLabel, "bill_open").text() == "€60.00 is open"
    with workspace.vault.read() as session:
        (bill,) = store.list_active(session, BY_NAME["bills"])
        assert len(bill.values["lines"].rows) == 2
        assert [proof.page for proof in links.proofs(session, BY_NAME["bills"], bill.id)] == [1]
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert [store.list_active(session, BY_NAME[kind]) for kind in ("bills", "payments")] == [[], []]


def test_what_was_corrected_is_there_again_and_offered(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage, document_id: str
) -> None:
    dialog = read(qtbot, page, document_id)
    row = next(row for row in dialog.rows if row.item.name == "total")
    row.text.selectAll()
    qtbot.keyClicks(row.text, "two hundred")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "what cannot be read is said, and nothing is saved"
    assert find(row, QWidget, "read_text.total").property("fault")
    dialog.reject()
    banner = UnfinishedBanner(workspace)
    qtbot.addWidget(banner)
    assert [begun for begun, _ in banner._found()] == [Begun(BILL, document_id, 1)]
    dialog = read(qtbot, page, document_id)
    assert next(row for row in dialog.rows if row.item.name == "total").text.text() == "two hundred"
    click(qtbot, dialog, "bill_reading.by_hand")
    assert page.view.form.page_line.waiting == (document_id, 1)
    assert workspace.drafts.get("bill_reading", f"{document_id}.1") is None
