"""Every PDF and picture of the sample files in one drop: each ends imported or refused with its reason, and the binder looks like them.

Runs when the environment variable ISM_SAMPLES names the folder of the samples.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.lib.pagesizes import A4

from ism_desktop import documents
from ism_desktop.documents import ImportResult, import_documents
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault, create
from ism_desktop.worker import Scan, Workers
from ism_desktop.worker.merging import FOOTER_STRIP
from tests.conftest import CHEAP, PASSPHRASE
from tests.worker.test_merge import placeholder, stamp

SAMPLES = os.environ.get("ISM_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="ISM_SAMPLES does not name the folder of sample files")

REFUSED = {
    "libreoffice-writer-password.pdf": "protected with a password",
    "invalid.pdf": "damaged",
    "linn.txt": "plain text",
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
    folders = [Path(SAMPLES) / name for name in ("pdf", "scans", "photos")]
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


def test_the_binder_shows_every_page_of_every_sample(
    filled: Vault, workers: Workers, results: dict[str, ImportResult]
) -> None:
    scans: list[Scan] = []
    with filled.read() as session:
        for record in store.list_active(session, DOCUMENTS):
            values = record.values

            def load(file_id: str = values["file_id"]) -> bytes:
                return filled.files.read(file_id)

            scans.append(Scan(load, values["media_type"], values["file_name"], values["pages"]))
    total = sum(scan.pages for scan in scans)
    assert total == sum(result.pages for result in results.values())
    out = io.BytesIO()
    report = workers.merge(scans, paper=A4, stamp=stamp(total), placeholder=placeholder, out=out)
    assert report.failures == ()
    binder = pypdfium2.PdfDocument(out.getvalue())
    page = 0
    for scan in scans:
        original = scan.load()
        sizes = workers.inspect(original, scan.name).page_sizes
        for number, size in enumerate(sizes):
            shown = binder[page].render(scale=1).to_pil().convert("RGB")
            assert _unlike(shown, workers, original, scan.media_type, number, size) < 8, (scan.name, number)
            page += 1
    binder.close()


def _unlike(
    shown: Image.Image, workers: Workers, original: bytes, media_type: str, number: int, size: tuple[float, float]
) -> float:
    """How far a page of the binder is from the document's page, scaled into the same place; both seen from afar."""
    width, height = size
    scale = min(1.0, A4[0] / width, (A4[1] - FOOTER_STRIP) / height)
    picture = Image.open(io.BytesIO(workers.render(original, media_type, number, 72 * scale).png)).convert("RGB")
    expected = Image.new("RGB", shown.size, "white")
    room = A4[1] - FOOTER_STRIP
    expected.paste(picture, (round((A4[0] - width * scale) / 2), round((room - height * scale) / 2)))
    above = (0, 0, shown.width, int(room))
    afar = [image.crop(above).resize((100, 136), Image.Resampling.BOX).convert("L") for image in (shown, expected)]
    return ImageStat.Stat(ImageChops.difference(*afar)).mean[0]
