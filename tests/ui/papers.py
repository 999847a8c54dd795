"""Small files to take in, drawn for a test: a PDF with text, a scan of words without text, a broken file."""

from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.documents import page_sizes, page_texts
from ism_desktop.documents.texts import packed
from ism_desktop.library import fonts
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault

_WIDTH, _HEIGHT = 595, 842


def letter(path: Path, *pages: str, size: int = 14) -> Path:
    """A PDF with a text layer, one string for each page; its lines are split at newlines."""
    canvas = Canvas(str(path), (_WIDTH, _HEIGHT), invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(72, _HEIGHT - 100 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def scan(path: Path, *lines: str) -> Path:
    """A picture of words, as a scanner makes it at 150 dots to the inch."""
    picture = Image.new("L", (1240, 900), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(fonts.regular()), 48)
    for number, line in enumerate(lines):
        draw.text((120, 120 + 90 * number), line, fill=0, font=font)
    picture.save(path, dpi=(150, 150))
    return path


def broken(path: Path) -> Path:
    """A file that claims to be a PDF and is none."""
    path.write_bytes(b"%PDF-1.7\nthere is nothing behind this\n")
    return path


def lay_on_its_side(vault: Vault, document_id: str, page: int) -> None:
    """Let a document's text say that a page (from 1) was found lying on its side."""
    pages = [replace(text, turns=int(number == page)) for number, text in enumerate(page_texts(vault, document_id), 1)]
    content = packed(pages, page_sizes(vault, document_id))
    text_file = vault.files.add_bytes(content, name="text", media_type="application/json").file_id
    with vault.write() as session:
        store.save(session, DOCUMENTS, {"text_file_id": text_file}, record_id=document_id)
