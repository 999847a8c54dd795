"""A vault with all that a binder can hold: records, a signed plan, scans, and a file that cannot be read."""

from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.records import links, store
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.vault import Vault
from tests.printing import patients


def scan(*words: str, rotate: int = 0) -> bytes:
    """A PDF of one page for each word."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(612, 792))
    for word in words:
        canvas.drawString(72, 700, word)
        canvas.showPage()
    canvas.save()
    if not rotate:
        return target.getvalue()
    writer = PdfWriter(clone_from=BytesIO(target.getvalue()))
    for page in writer.pages:
        page.rotate(rotate)
    turned = BytesIO()
    writer.write(turned)
    return turned.getvalue()


def fill(vault: Vault) -> None:
    """A full record, a signed plan, a report of three pages that proves a reaction, a turned page and a broken file."""
    with vault.write() as session:
        patients.full(session)
    day = patients.day
    report = patients.document(
        vault,
        scan("marrow one", "marrow two", "marrow three"),
        "Bone marrow report",
        pages=3,
        document_date=day("2021-03-04"),
    )
    plan: dict[str, Any] = {"type": "emergency_plan", "document_date": day("2026-05-03"), "source": "Dr Imani Okafor"}
    patients.document(vault, scan("signed plan"), "Emergency plan", **plan)
    patients.document(vault, scan("turned page", rotate=90), "Turned letter", document_date=day("2020"))
    patients.document(vault, b"%PDF-1.4 broken", "Broken file", pages=2, document_date=day("2019"))
    with vault.write() as session:
        ibuprofen = next(one for one in store.list_active(session, REACTIONS) if one.title == "Ibuprofen")
        links.attach(session, REACTIONS, ibuprofen.id, report, 2)
