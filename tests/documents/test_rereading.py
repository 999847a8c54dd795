"""Text that is changed after the import: read again, corrected, taken back, found, and never lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from ism_desktop.documents import bad_layers, import_document, page_strings, page_texts, rereading, texts
from ism_desktop.documents.corrected_words import placed
from ism_desktop.documents.moved_text import moved
from ism_desktop.documents.page_plan import PlannedPage
from ism_desktop.records import reverting, store, text_files
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText, Word, Workers
from tests.worker import files


@pytest.fixture
def document(vault: Vault, workers: Workers, tmp_path: Path) -> str:
    path = tmp_path / "scan.pdf"
    path.write_bytes(files.scan_pdf(files.scanned("Mastocytosis clinic")))
    done = import_document(vault, workers, path)
    assert done.document_id is not None
    return done.document_id


def test_a_correction_is_kept_found_and_taken_back(vault: Vault, workers: Workers, document: str) -> None:
    (before,) = page_texts(vault, document)
    done = rereading.correct(vault, document, 0, "Mastocytosis department")
    assert done.changed == (1,)
    (page,) = page_texts(vault, document)
    assert (page.text, page.read) == ("Mastocytosis department", "Mastocytosis clinic")
    assert [word.text for word in page.words] == ["Mastocytosis", "department"]
    assert page.words[1].x0 == before.words[1].x0

    again = rereading.read_again(vault, workers, document)
    assert (again.changed, again.kept) == ((), (1,))
    assert page_texts(vault, document)[0].text == "Mastocytosis department"

    index = Index(vault, lambda text_file_id: page_strings(vault, text_file_id))
    try:
        index.catch_up()
        assert [hit.record_id for hit in index.search("department")] == [document]
        assert not index.search("clinic")
    finally:
        index.close()
    with vault.write() as session:
        reverting.revert(session, done.since, done.until)
    assert page_texts(vault, document) == [before]


def test_going_back_to_what_was_read_ends_the_correction(vault: Vault, document: str) -> None:
    rereading.correct(vault, document, 0, "Something else")
    rereading.correct(vault, document, 0, "Mastocytosis clinic ")
    (page,) = page_texts(vault, document)
    assert (page.text, page.read) == ("Mastocytosis clinic", None)
    assert rereading.correct(vault, document, 0, "Mastocytosis clinic").changed == ()


def test_former_texts_belong_to_the_document_and_leave_with_the_vaults_json(vault: Vault, document: str) -> None:
    rereading.correct(vault, document, 0, "First")
    rereading.correct(vault, document, 0, "Second")
    with vault.read() as session:
        text_file_id = store.get(session, DOCUMENTS, document).values["text_file_id"]
        named = [file.file_id for file in filed_files(session)]
    assert len(named) == len(set(named)) == 4  # the original, and three texts
    taken = texts.packed_again(text_files.unpacked(vault, text_file_id), 1)
    assert taken


def test_a_text_layer_that_is_garbage_is_named_and_replaced_only_when_asked(
    vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    garbage = " ".join(["Mas10cy105i5", "c1inlc", "xqzrt", "w|th", "]I[ae", "bBcDe"] * 8)
    path = tmp_path / "old.pdf"
    path.write_bytes(files.scan_pdf(files.scanned("Mastocytosis clinic"), layer=garbage))
    document = import_document(vault, workers, path).document_id
    assert document is not None
    (page,) = page_texts(vault, document)
    assert page.source == "layer"
    assert bad_layers.is_badly_read(page)
    assert rereading.read_again(vault, workers, document).changed == (1,)
    (page,) = page_texts(vault, document)
    assert (page.source, page.text) == ("ocr", "Mastocytosis clinic")
    assert not bad_layers.is_badly_read(page)


@pytest.mark.parametrize(
    "text",
    [
        "The blood sample of 14.03.2024 was drawn within 3 hours; tryptase 24.3 µg/l (range 1.0-11.4).",
        "Die Blutprobe vom 14.03.2024 wurde nach 3 Stunden entnommen: Tryptase 24,3 µg/l, Überempfindlichkeit möglich.",
        "La muestra de sangre se extrajo 3 horas después; triptasa 24,3 µg/l, intervalo de 1,0 a 11,4 según el laboratorio.",
    ],
)
def test_ordinary_writing_is_no_garbage(text: str) -> None:
    assert bad_layers.share_of_words(text) > 0.9


def test_all_scans_are_read_again_and_text_layers_stay(
    vault: Vault, workers: Workers, document: str, tmp_path: Path
) -> None:
    typed = tmp_path / "typed.pdf"
    typed.write_bytes(files.text_pdf("Typed by a program"))
    import_document(vault, workers, typed)
    rereading.correct(vault, document, 0, "Mine")
    told: list[str] = []
    (done,) = rereading.read_scans_again(vault, workers, tell=lambda title, _why: told.append(title))
    assert (done.changed, done.kept, told) == ((), (1,), [])


def test_words_that_were_added_split_or_left_out_have_a_place() -> None:
    words = [Word(text, 10.0 * n, 0, 10.0 * n + 8, 5, 90) for n, text in enumerate(("one", "twothree", "four"))]
    assert [word.text for word in placed(words, "one two three four five")] == ["one", "two", "three", "four", "five"]
    two, three = placed(words, "one two three four")[1:3]
    assert (two.x0, two.x1, three.x1) == (10, 14, 18)
    assert [word.text for word in placed(words, "four")] == ["four"]
    assert placed([], "some words") == ()
    assert isinstance(PageText("", (), "ocr").unsure, tuple)


def test_a_correction_stays_when_the_page_is_turned() -> None:
    read = PageText("Mine", (Word("Mine", 10, 20, 40, 30, 100),), "ocr", 1, "M1ne")
    turned = moved(read, (200.0, 100.0), PlannedPage("file", 0, turn=90))
    assert turned is not None
    assert (turned.text, turned.read, turned.turns) == ("Mine", "M1ne", 0)
    assert moved(replace(read, read=None), (200.0, 100.0), PlannedPage("file", 0, turn=90)) is None
