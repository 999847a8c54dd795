"""What the search finds leads to the page, and its mark lies on the ink, also where a later version turned it or it was corrected."""

import io
from pathlib import Path

from PIL import Image

from ism_desktop import documents
from ism_desktop.documents import import_document, page_plan, page_strings, page_texts, rereading, versions
from ism_desktop.documents.page_plan import OWN, PlannedPage
from ism_desktop.documents.pictures import page_picture
from ism_desktop.records.search import Hit, Index
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.worker import files

DPI = 72


def _hit(vault: Vault, words: str) -> Hit:
    index = Index(vault, lambda text_file_id: page_strings(vault, text_file_id))
    try:
        index.catch_up()
        (hit,) = [hit for hit in index.search(words) if hit.page]
        return hit
    finally:
        index.close()


def _marked_ink(vault: Vault, workers: Workers, document: str, hit: Hit) -> tuple[str, float]:
    """The words under the mark of a hit on its page, and which part of all the ink of that page is under it."""
    assert hit.page is not None
    words = DocumentWords(page_texts(vault, document))
    (place,) = [one for one in words.find(" ".join(hit.words), hit.page) if one.first.page == hit.page]
    picture = page_picture(vault, workers, document, hit.page, DPI)
    page = Image.open(io.BytesIO(picture.png)).convert("L").point([1] * 128 + [0] * 128)
    (box,) = words.boxes(hit.page, place)
    inside = page.crop((round(box[0] - 2), round(box[1] - 2), round(box[2] + 2), round(box[3] + 2)))
    return words.text(place), sum(inside.tobytes()) / max(1, sum(page.tobytes()))


def test_the_mark_lies_on_a_page_that_was_moved_turned_and_cut(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(files.text_pdf("First", "Second", "Tryptase", size=(300, 600)))
    document = import_document(vault, workers, path).document_id
    assert document is not None
    assert _hit(vault, "tryptase").page == 3
    plan = page_plan.turned((PlannedPage(OWN, 2), PlannedPage(OWN, 0)), {0}, 90)
    versions.make_version(vault, workers, document, page_plan.cropped(plan, {0}, (0.1, 0.0, 1.0, 1.0)))
    hit = _hit(vault, "tryptase")
    assert hit.page == 1
    text, share = _marked_ink(vault, workers, document, hit)
    assert (text, share > 0.95) == ("Tryptase", True)


def test_the_mark_lies_on_a_scanned_word_that_was_corrected_and_turned(
    vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(files.scan_pdf(files.scanned("Mastocytosis clinic")))
    document = import_document(vault, workers, path).document_id
    assert document is not None
    rereading.correct(vault, document, 0, "Mastocytosis department")
    versions.make_version(vault, workers, document, page_plan.turned((PlannedPage(OWN, 0),), {0}, 270))
    text, share = _marked_ink(vault, workers, document, _hit(vault, "department"))
    assert text == "department"
    assert 0.2 < share < 0.6, "half of what stands there"
    assert documents.page_texts(vault, document)[0].text == "Mastocytosis department"
