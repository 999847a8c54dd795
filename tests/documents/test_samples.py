"""Every PDF and picture of the sample files in one drop: each ends imported or refused with its reason, and the binder looks like them.

Runs when the environment variable ISM_SAMPLES names the folder of the samples.
"""

import io
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4

from ism_desktop import documents
from ism_desktop.documents import ImportResult, import_documents
from ism_desktop.printing.binder.notes import footnotes
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault, create
from ism_desktop.worker import PageNote, PageText, Scan, Workers
from ism_desktop.worker.merging import FOOTER_STRIP
from tests import comparing
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import LARGE
from tests.worker.test_merge import placeholder, stamp

SAMPLES = os.environ.get("ISM_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="ISM_SAMPLES does not name the folder of sample files")

FOLDERS = ("pdf", "scans", "photos", "awkward")
LONG_TO_READ = {
    "cardinal.pdf",
    "multipage.pdf",
    "skew.pdf",
    "rotated_skew.pdf",
    "ccitt.pdf",
    "epson.pdf",
    "GeoTopo-komprimiert.pdf",
    "c02-22.pdf",
    "cmyk-image.pdf",
}
"""Those that take three quarters of all the time; others of their sorts are read by default, these in the large setting."""

_HEADING = "Notes on this page"
_MEASURE_BESIDE_NUMBERS = 200  # the numbers of footnotes lie on the page
REFUSED = {
    "libreoffice-writer-password.pdf": "locked with a password",
    "invalid.pdf": "damaged",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault of its own for the whole drop, which takes half a minute."""
    made = create(tmp_path_factory.mktemp("samples") / "vault", PASSPHRASE, cost=CHEAP)
    yield made
    made.close()


@pytest.fixture(scope="module")
def results(filled: Vault, workers: Workers) -> dict[str, ImportResult]:
    """The whole drop."""
    folders = [Path(SAMPLES) / name for name in FOLDERS]
    if not LARGE:
        folders = [path for folder in folders for path in sorted(folder.iterdir()) if path.name not in LONG_TO_READ]
    return {result.path.name: result for result in import_documents(filled, workers, folders)}


def test_every_sample_is_imported_or_refused_with_its_reason(
    filled: Vault, workers: Workers, results: dict[str, ImportResult]
) -> None:
    assert len(results) >= 50
    for name, result in results.items():
        expected = "refused" if name in REFUSED else "imported"
        assert result.outcome == expected, (name, result)
        assert REFUSED.get(name, "") in result.reason
    with filled.read() as session:
        records = {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}
    for name, record in records.items():
        pages = documents.page_texts(filled, record.id)
        assert len(pages) == record.values["pages"] == results[name].pages
        assert documents.thumbnail(filled, workers, record.id)
        assert documents.page_picture(filled, workers, record.id, len(pages), 50).width > 0
    assert len(filled.files.ids()) == 2 * len(records)
    _read_well(filled, records["linn.png"].id)


def _read_well(vault: Vault, document_id: str) -> None:
    """At least nine of ten words of the true text are found."""
    true_words = (Path(SAMPLES) / "scans" / "linn.txt").read_text(encoding="utf-8").split()
    (page,) = documents.page_texts(vault, document_id)
    found = set(page.text.split())
    assert sum(word in found for word in true_words) >= 0.9 * len(true_words)


def test_the_binder_shows_and_says_every_page_of_every_sample(
    filled: Vault, workers: Workers, results: dict[str, ImportResult]
) -> None:
    scans: list[Scan] = []
    current: list[str] = []
    heights: dict[str, list[float]] = {}

    def draw(notes: Sequence[PageNote], size: tuple[float, float]) -> tuple[bytes, float]:
        pdf, height = footnotes(notes, size, Paper.A4)
        heights.setdefault(current[-1], []).append(height)
        return pdf, height

    texts: dict[str, list[PageText]] = {}
    with filled.read() as session:
        records = store.list_active(session, DOCUMENTS)
    for record in records:
        values = record.values

        def load(file_id: str = values["file_id"], name: str = values["file_name"]) -> bytes:
            current.append(name)
            return filled.files.read(file_id)

        scans.append(Scan(load, values["media_type"], values["file_name"], values["pages"]))
        texts[values["file_name"]] = documents.page_texts(filled, record.id)
    total = sum(scan.pages for scan in scans)
    assert total == sum(result.pages for result in results.values())
    out = io.BytesIO()
    report = workers.merge(scans, paper=A4, stamp=stamp(total), placeholder=placeholder, footnotes=draw, out=out)
    lost = {
        (name, number)
        for name, pages in texts.items()
        for number, page in enumerate(pages)
        if page.source == "unreadable"
    }
    assert {name for name, _ in report.failures} == {name for name, _ in lost}
    binder = pypdfium2.PdfDocument(out.getvalue())
    page = 0
    for scan in scans:
        original = scan.load()
        sizes = workers.inspect(original, scan.name).page_sizes
        for number, size in enumerate(sizes):
            said = binder[page].get_textpage().get_text_bounded()
            strip = FOOTER_STRIP + (heights[scan.name].pop(0) if _HEADING in said else 0.0)
            # By default a picture of the first page of each: the text of all.
            if (scan.name, number) not in lost and (LARGE or number == 0):
                expected = comparing.page_in_place(workers, original, scan.media_type, number, size, A4, strip)
                shown = comparing.bound_page(binder, page, strip)
                unlike = comparing.unlike(shown, expected)
                assert unlike < (comparing.MEASURE if strip == FOOTER_STRIP else _MEASURE_BESIDE_NUMBERS), (
                    scan.name,
                    number,
                )
            text = texts[scan.name][number]
            if text.source == "layer":
                assert _letters(text.text) <= _letters(said), (scan.name, number)
            page += 1
    assert not any(heights.values())
    binder.close()


def _letters(text: str) -> Counter[str]:
    """The letters and digits of a page: two readers put blanks and line ends in other places."""
    return Counter(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
