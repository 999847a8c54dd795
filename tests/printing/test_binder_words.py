"""The text of scans in the binder: as read, as the person corrected it, in the version that is used; never what is blacked out."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import StreamObject

from ism_desktop.documents import import_document, page_plan, page_texts, rereading, versions
from ism_desktop.documents.page_plan import OWN
from ism_desktop.printing import binder, unseen_words
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store, text_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.printing import patients
from tests.ui.papers import scan
from tests.worker import files

SECRET = "Zirkonblau"


def said(pdf: bytes, path: Path) -> dict[str, str]:
    """What each program reads in a file, and everything that stands in it, unpacked."""
    path.write_bytes(pdf)
    reader = PdfReader(io.BytesIO(pdf))
    document = pypdfium2.PdfDocument(pdf)
    inside = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    found = {
        "pypdf": "\n".join(page.extract_text() for page in reader.pages),
        "pdfium": "\n".join(document[page].get_textpage().get_text_range() for page in range(len(document))),
        "streams": "\n".join(one.get_data().decode("latin-1") for one in inside if isinstance(one, StreamObject)),
    }
    if shutil.which("pdftotext"):
        command = ["pdftotext", str(path), "-"]
        found["poppler"] = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return {name: " ".join(text.split()) for name, text in found.items()}


def built(vault: Vault, workers: Workers) -> bytes:
    """The binder."""
    out = io.BytesIO()
    with vault.read() as session:
        content = binder.collect(session, patients.TODAY)
    binder.build(vault, workers, content, Paper.A4, out)
    return out.getvalue()


def taken_in(vault: Vault, workers: Workers, path: Path) -> str:
    """The id of a document that was taken in."""
    found = import_document(vault, workers, path).document_id
    assert found is not None
    return found


def test_what_a_person_corrected_is_what_other_programs_find(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    document = taken_in(vault, workers, scan(tmp_path / "a.png", "Prescription", "Cromolyn every morning"))
    rereading.correct(vault, document, 0, "Prescription\nCromolyn every evening")
    for name, text in said(built(vault, workers), tmp_path / "binder.pdf").items():
        if name != "streams":
            assert "Cromolyn every evening" in text, name
            assert "morning" not in text, name


def test_nothing_of_a_blacked_out_word_is_anywhere(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    path = scan(tmp_path / "a.png", "Prescription", f"{SECRET} every morning", "Harmless words below")
    document = taken_in(vault, workers, path)
    before = page_texts(vault, document)[0].text
    rereading.correct(vault, document, 0, before.replace("Harmless", "Mild"))
    (text,) = page_texts(vault, document)
    (word,) = (one for one in text.words if one.text == SECRET)
    (size,) = (page["size"] for page in text_files.pages(vault, _text_file(vault, document)))
    area = (word.x0 / size[0] - 0.01, word.y0 / size[1] - 0.01, word.x1 / size[0] + 0.01, word.y1 / size[1] + 0.01)
    plan = page_plan.blackened(page_plan.whole(OWN, 1), 0, [area])
    versions.make_version(vault, workers, document, plan)
    coded = "".join(f"{ord(letter):04x}" for letter in SECRET)
    for name, found in said(built(vault, workers), tmp_path / "binder.pdf").items():
        assert SECRET.casefold() not in found.casefold(), name
        assert coded not in found, name
        if name != "streams":
            assert "words below" in found, name


def _text_file(vault: Vault, document: str) -> str:
    with vault.read() as session:
        return store.get(session, DOCUMENTS, document).values["text_file_id"]


def test_a_turned_and_cropped_version_has_the_words_of_what_is_shown(
    vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    document = taken_in(vault, workers, scan(tmp_path / "a.png", "Prescription", "Cromolyn every morning"))
    rereading.correct(vault, document, 0, "Corrected\nCromolyn every evening")
    line = next(word for word in page_texts(vault, document)[0].words if word.text == "evening")
    (size,) = (page["size"] for page in text_files.pages(vault, _text_file(vault, document)))
    (page,) = page_plan.whole(OWN, 1)
    below = (line.y0 - 4) / size[1]
    versions.make_version(vault, workers, document, (replace(page, crop=(0, below, 1, 1), turn=90),))
    for name, text in said(built(vault, workers), tmp_path / "binder.pdf").items():
        if name != "streams":
            assert "Cromolyn every evening" in text, name
            assert "Corrected" not in text, name


def test_only_pages_that_were_read_from_a_picture_get_words(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    own, layered = tmp_path / "own.pdf", tmp_path / "layered.pdf"
    own.write_bytes(files.text_pdf("Own text of a letter"))
    layered.write_bytes(files.scan_pdf(files.scanned("Tryptase elevated"), layer="Good words of a scanner. " * 6))
    pages = {path: taken_in(vault, workers, path) for path in (own, layered)}

    def laid_over(document: str) -> list[str]:
        found = unseen_words.of_document(vault, _text_file(vault, document))()
        return [word[0] for words in found.values() for word in words.words]

    assert laid_over(pages[own]) == laid_over(pages[layered]) == []
    rereading.correct(vault, pages[own], 0, "Own text corrected")
    assert laid_over(pages[own]) == [], "what is seen on the page stays its text"
    assert said(built(vault, workers), tmp_path / "binder.pdf")["pdfium"].count("Good words of a scanner") == 6
    rereading.read_again(vault, workers, pages[layered])
    assert laid_over(pages[layered]) == ["Tryptase", "elevated"]
    again = said(built(vault, workers), tmp_path / "binder.pdf")["pdfium"]
    assert "Good words" not in again
    assert again.count("Tryptase elevated") == 1
