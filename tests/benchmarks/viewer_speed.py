"""How fast the viewer is, every figure beside its aim: `python -m tests.benchmarks.viewer_speed`.

A real encrypted vault with 20,000 documents of three pages, among them one of 3 and one of 500 scanned pages with the words of each, and
one of 10,000 pages. Opens the shelf and the pages, scrolls both, goes through the thumbnails, and finds words. Printed are the median
time until it is painted, and the longest time in which the window answered nothing; of both what the processor worked for it.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import io
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.documents import texts
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import PageText, Word, Workers
from tests.benchmarks.list_speed import Pulse, fill, settle, timed, until

HELD, SCANNED, MANY, WORDS = 20_000, 500, 10_000, 300
USUAL = 3  # pages of an ordinary scan
_A4 = (595.0, 842.0)
_SYLLABLES = ("mas", "to", "cy", "tryp", "ta", "se", "ren", "al", "bo", "ne", "mar", "row")


def scanned(pages: int) -> bytes:
    """A PDF whose pages are pictures, as a scanner makes them at 150 dots to the inch."""
    chance = random.Random(3)
    sheets: list[Image.Image] = []
    for number in range(20):
        sheet = Image.effect_noise((1240, 1754), 4).point([min(255, grey + 120) for grey in range(256)])
        pen = ImageDraw.Draw(sheet)
        for line in range(60):
            pen.text((100, 60 + line * 27), " ".join(chance.choices(_SYLLABLES, k=30)) + f" {number}", fill=20)
        sheets.append(sheet)
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, resolution=150, append_images=[sheets[n % 20] for n in range(1, pages)])
    return made.getvalue()


def typed(pages: int) -> bytes:
    """A PDF with a line of text on each of its pages."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=_A4)
    for number in range(pages):
        canvas.drawString(72, 700, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def read_words(number: int, words: int) -> PageText:
    """What was read on a page; every fiftieth word with doubt."""
    chance = random.Random(number)
    row = [
        Word(
            "".join(chance.choices(_SYLLABLES, k=3)),
            60 + place % 10 * 48,
            60 + place // 10 * 24,
            100 + place % 10 * 48,
            74 + place // 10 * 24,
            40 if place % 50 == 7 else 95,
        )
        for place in range(words)
    ]
    return PageText(" ".join(word.text for word in row), tuple(row), "ocr")


def take_in(vault: Vault, title: str, pdf: bytes, pages: int, words: int) -> str:
    """Put a document into the vault as an import would, without reading its pages."""
    file = vault.files.add_bytes(pdf, name=f"{title}.pdf", media_type="application/pdf", document="")
    text = texts.packed([read_words(number, words) for number in range(pages)], [_A4] * pages)
    read = vault.files.add_bytes(text, name=f"{title}, text", media_type=texts.MEDIA_TYPE, document="")
    values = {
        "title": title,
        "file_name": f"{title}.pdf",
        "media_type": "application/pdf",
        "size": len(pdf),
        "sha256": "0" * 64,
        "fingerprint": f"{pages:064x}",
        "pages": pages,
        "file_id": file.file_id,
        "text_file_id": read.file_id,
        "text_from": "ocr",
        "imported_at": "2026-01-01T00:00:00+00:00",
    }
    with vault.write() as session:
        return store.save(session, DOCUMENTS, values)


def main() -> None:
    """Build the vault, and measure the shelf and the pages."""
    app = QApplication([])
    GarbageCollection(app)
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        settings = Settings(Path(folder) / "settings.json")
        settings["appearance"] = "light"
        apply_look(settings)
        vault = create(Path(folder) / "vault", "a benchmark passphrase", cost=KeyCost(8192, 1, 1))
        fill(vault, BY_NAME["documents"], HELD)
        scan = scanned(SCANNED)
        ids = [take_in(vault, "Scanned", scan, SCANNED, WORDS), take_in(vault, "Many", typed(MANY), MANY, 3)]
        usual = take_in(vault, "Usual", scanned(USUAL), USUAL, WORDS)
        print(f"{HELD} documents; {SCANNED} scanned pages in {len(scan) / 1e6:.0f} MB; {MANY} pages")
        index = Index(vault, lambda _file: [])
        workspace = Workspace(vault, workers, index, settings)
        workspace._index_timer.stop()
        spare_what_stays()
        measure_shelf(workspace)
        measure_viewer(workspace, usual, "Usual", USUAL)
        measure_viewer(workspace, ids[0], "Scanned", SCANNED)
        measure_viewer(workspace, ids[1], "Many", MANY)
        workspace.close()
        index.close()
        vault.close()
    app.quit()


def measure_shelf(workspace: Workspace) -> None:
    """The list of all documents."""
    pulse = Pulse()
    pages: list[DocumentsPage] = []

    def build() -> None:
        page = DocumentsPage(workspace)
        page.resize(1118, 700)
        pages.append(page)

    def answered() -> bool:
        return not pages[-1].shelf.entries.is_waiting and pages[-1].shelf.entries.rowCount() > 0

    print("the shelf:")
    timed("  build the page, once for each window", "-", pulse, build, runs=1, stall="-")
    timed("  open the page", "300", pulse, pages[-1].show, answered, runs=1, stall="50")
    settle(1_500)
    bar = pages[-1].shelf.list.verticalScrollBar()
    timed("  scroll 200 steps", "-", pulse, lambda: steps(bar.setValue, 96, 200), runs=1, stall="50")
    timed("  to the end and back", "-", pulse, lambda: (bar.setValue(bar.maximum()), bar.setValue(0)), stall="50")
    pages[-1].close()
    pages[-1].deleteLater()
    settle()


def steps(move: Callable[[int], object], by: int, number: int) -> None:
    """Scroll as a wheel does, sixty times in a second."""
    for step in range(number):
        began = time.perf_counter()
        move(step * by)
        QApplication.processEvents()
        settle(max(1, round(16 - (time.perf_counter() - began) * 1000)))


def measure_viewer(workspace: Workspace, document_id: str, title: str, pages: int) -> None:
    """One document."""
    pulse = Pulse()
    viewer = DocumentViewer(workspace)
    viewer.resize(1000, 700)
    viewer.show()
    settle(200)
    print(f"a document of {pages} pages:")

    def seen() -> bool:
        at = viewer.area.page
        return viewer.area.has_pages and viewer.pictures.has(at, viewer.area._dpi(at))

    def shut() -> None:
        viewer.open(None, "", 0)
        until(lambda: workspace.background.idle)
        settle(100)

    for page in (1, pages // 2, pages):
        shut()
        timed(
            f"  open at page {page}",
            "300",
            pulse,
            lambda page=page: viewer.open(document_id, title, pages, page=page),
            seen,
            runs=1,
            stall="50",
        )
    until(lambda: workspace.background.idle)
    settle(3_000)
    for page in (pages // 3, pages // 4):
        timed(f"  go to page {page}", "300", pulse, lambda page=page: viewer.area.go_to(page), seen, runs=1, stall="50")
    bar = viewer.area.verticalScrollBar()
    start = bar.value()
    timed(
        "  scroll the pages 300 steps",
        "-",
        pulse,
        lambda: steps(lambda at: bar.setValue(start + at), 96, 300),
        runs=1,
        stall="50",
    )
    settle(500)
    strip = viewer.strip.verticalScrollBar()
    timed("  scroll the thumbnails 200 steps", "-", pulse, lambda: steps(strip.setValue, 96, 200), runs=1, stall="50")
    settle(500)
    timed("  to the end and back", "-", pulse, lambda: (viewer.area.go_to(pages), viewer.area.go_to(1)), stall="50")
    for typed_words in ("mastocy", "tryptase"):
        timed(
            f"  find {typed_words}",
            "-",
            pulse,
            lambda words=typed_words: viewer.find_bar.look_for(words, 1),
            runs=1,
            stall="50",
        )
    timed("  next place", "-", pulse, viewer.find_bar.next, stall="50")
    viewer.find_bar.clear()
    timed("  next doubtful word", "-", pulse, viewer.side.next_doubt, stall="50")
    timed("  turn", "-", pulse, viewer.turn_right, stall="50")
    timed("  larger", "-", pulse, viewer.side.zoom_in, stall="50")
    timed("  resize", "-", pulse, lambda: viewer.resize(viewer.width() + 10, 700), stall="50")
    timed(
        "  the words alone, and back",
        "-",
        pulse,
        lambda: (viewer.toggle_text(), viewer.toggle_text()),
        runs=1,
        stall="50",
    )
    shut()
    viewer.close()
    viewer.deleteLater()
    settle()


if __name__ == "__main__":
    main()
