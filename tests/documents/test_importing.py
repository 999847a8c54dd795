"""Importing: the original byte for byte, its text, one record, and nothing half-made whatever goes wrong on the way."""

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ism_desktop import documents
from ism_desktop.documents import ImportResult, import_document, import_documents, restore_document
from ism_desktop.documents.naming import title_from
from ism_desktop.errors import VaultNotWritable
from ism_desktop.progress import Cancelled, no_progress
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.vault import DocumentFiles, StoredFile, Vault
from ism_desktop.worker import Workers
from tests.worker import files


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder that files are dropped from."""
    folder = tmp_path / "Desk"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def record(vault: Vault, document_id: str | None) -> Record:
    """A document's record."""
    assert document_id is not None
    with vault.read() as session:
        return store.get(session, DOCUMENTS, document_id)


def is_untouched(vault: Vault) -> bool:
    """Whether there is no document and no file in the vault."""
    with vault.read() as session:
        records = store.list_active(session, DOCUMENTS) + store.list_trashed(session, DOCUMENTS)
    return not records and not vault.files.ids() and not list(vault.path.rglob("*.tmp"))


def test_a_pdf_is_taken_in_whole(vault: Vault, workers: Workers, desk: Path) -> None:
    pdf = files.text_pdf("Serum tryptase 24.3", "Second page", title="Inner title")
    path = put(desk, "2024-03-01_lab_report.pdf", pdf)
    changed: list[frozenset[str]] = []
    vault.on_change(changed.append)
    result = import_document(vault, workers, path)
    assert result == ImportResult(path, "imported", "", result.document_id, 2)
    assert changed == [frozenset({"documents"})]
    values = record(vault, result.document_id).values
    assert values["title"] == "2024-03-01 lab report"
    assert values["file_name"] == "2024-03-01_lab_report.pdf"
    assert (values["media_type"], values["size"], values["pages"]) == ("application/pdf", len(pdf), 2)
    assert values["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert values["text_from"] == "layer"
    assert values["imported_at"].startswith("20")
    assert values["document_date"] is None
    assert values["type"] is None
    assert vault.files.read(values["file_id"]) == pdf
    assert path.read_bytes() == pdf
    first, second = documents.page_texts(vault, result.document_id or "")
    assert first.text.strip() == "Serum tryptase 24.3"
    assert first.words[0].text == "Serum"
    assert first.words[0].x0 == pytest.approx(72, abs=3)
    assert documents.page_strings(vault, values["text_file_id"])[1].strip() == "Second page" == second.text.strip()


def test_a_word_that_stands_only_in_the_picture_is_read(vault: Vault, workers: Workers, desk: Path) -> None:
    path = put(
        desk, "scan.jpg", files.encoded(files.scanned("Hydroxyzine nightly", inches=(6, 1.5)), "JPEG", dpi=(300, 300))
    )
    result = import_document(vault, workers, path)
    assert record(vault, result.document_id).values["text_from"] == "ocr"
    (page,) = documents.page_texts(vault, result.document_id or "")
    assert page.text == "Hydroxyzine nightly"


def test_a_picture_without_text_is_taken_too(vault: Vault, workers: Workers, desk: Path) -> None:
    result = import_document(
        vault, workers, put(desk, "blue.png", files.encoded(Image.new("RGB", (90, 90), "navy"), "PNG"))
    )
    assert result.outcome == "imported"
    assert record(vault, result.document_id).values["text_from"] == "none"


def test_the_same_bytes_are_not_taken_twice(vault: Vault, workers: Workers, desk: Path) -> None:
    pdf = files.text_pdf("once")
    first = import_document(vault, workers, put(desk, "first.pdf", pdf))
    kept = vault.files.ids()
    second = import_document(vault, workers, put(desk, "second.pdf", pdf))
    assert (second.outcome, second.document_id) == ("duplicate", first.document_id)
    assert second.reason == "This file is already in your record, as “First”. Nothing was added."
    assert vault.files.ids() == kept
    with vault.write() as session:
        store.trash(session, DOCUMENTS, first.document_id or "")
    third = import_document(vault, workers, desk / "second.pdf")
    assert (third.outcome, third.document_id) == ("in trash", first.document_id)
    assert third.reason == "This file is in the trash, as “First”. Nothing was added; restore it instead."
    fourth = restore_document(vault, third)
    assert (fourth.outcome, fourth.document_id, fourth.pages) == ("restored", first.document_id, 1)
    assert record(vault, first.document_id).values["title"] == "First"
    assert import_document(vault, workers, desk / "second.pdf").outcome == "duplicate"


def test_two_imports_of_one_file_at_the_same_time_make_one_document(vault: Vault, workers: Workers, desk: Path) -> None:
    path = put(desk, "twice.pdf", files.text_pdf("racing"))
    ready = threading.Barrier(2)
    results: list[ImportResult] = []

    class Together:
        """Both threads reach the filing before either goes on."""

        def __init__(self) -> None:
            self.waited = False

        def __call__(self, done: int, total: int, what: str) -> None:
            if what == "Encrypting" and not self.waited:
                self.waited = True
                ready.wait(timeout=30)

    def run() -> None:
        results.append(import_document(vault, workers, path, Together()))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.outcome for result in results) == ["duplicate", "imported"]
    with vault.read() as session:
        (only,) = store.list_active(session, DOCUMENTS)
    assert vault.files.ids() == {only.values["file_id"], only.values["text_file_id"]}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "This file is empty"),
        ("broken.pdf", b"%PDF-1.4 and nothing more", "damaged"),
        ("locked.pdf", files.locked(files.text_pdf("x"), "sesame"), "locked with a password"),
        ("archive.pdf", b"PK\x03\x04" + b"\0" * 100, "ZIP archive"),
        ("data.json", b'{"a": 1}', "data for programs"),
        ("bomb.pdf", files.form_recursion(), "could not be read"),
        ("cut.jpg", files.encoded(files.scanned("x"), "JPEG")[:700], "damaged"),
        ("huge.png", files.png_claiming(50_000, 50_000), "pixels"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_cannot_be_taken_is_refused_with_a_reason_and_leaves_nothing(
    vault: Vault, workers: Workers, desk: Path, name: str, content: bytes, words: str
) -> None:
    result = import_document(vault, workers, put(desk, name, content))
    assert (result.outcome, result.document_id, result.pages) == ("refused", None, 0)
    assert words in result.reason
    assert result.reason.endswith(".")
    assert is_untouched(vault)


def test_a_damaged_last_page_refuses_the_whole_document(vault: Vault, workers: Workers, desk: Path) -> None:
    frames = [files.scanned("good"), files.scanned("bad")]
    tiff = bytearray(files.encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="jpeg"))
    half = len(tiff) // 2
    tiff[half + 200 : -700] = bytes(len(tiff) - half - 900)
    result = import_document(vault, workers, put(desk, "half.tif", bytes(tiff)))
    assert result.outcome == "refused"
    assert is_untouched(vault)


def test_missing_and_unreadable_files_are_refused(vault: Vault, workers: Workers, desk: Path) -> None:
    assert "no longer exists" in import_document(vault, workers, desk / "gone.pdf").reason
    os.mkfifo(desk / "pipe.pdf")
    assert "not a file" in import_document(vault, workers, desk / "pipe.pdf").reason
    (desk / "broken link.pdf").symlink_to(desk / "nowhere")
    assert import_document(vault, workers, desk / "broken link.pdf").outcome == "refused"
    if os.geteuid() != 0:
        path = put(desk, "private.pdf", b"%PDF-")
        path.chmod(0)
        assert "no permission" in import_document(vault, workers, path).reason
    assert is_untouched(vault)


def test_a_file_without_permission_is_refused(
    vault: Vault, workers: Workers, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(desk, "private.pdf", b"%PDF-")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = import_document(vault, workers, path)
    assert "no permission" in result.reason


@pytest.mark.parametrize("moment", ["Opening", "Reading", "Reading page 1 of 2", "Text read", "Encrypting", "Saving"])
def test_cancelled_at_any_moment_nothing_stays(vault: Vault, workers: Workers, desk: Path, moment: str) -> None:
    reached: list[str] = []

    def cancel(done: int, total: int, what: str) -> None:
        assert 0 <= done <= total
        reached.append(what)
        if what == moment:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_document(vault, workers, put(desk, "a.pdf", files.text_pdf("one", "two")), cancel)
    assert reached[-1] == moment
    assert is_untouched(vault)


def test_a_full_disk_between_the_two_files_leaves_nothing(
    vault: Vault, workers: Workers, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: DocumentFiles, *rest: object, **more: object) -> StoredFile:
        raise VaultNotWritable("The disk is full.", "Make room.")

    monkeypatch.setattr(DocumentFiles, "add_bytes", full)
    with pytest.raises(VaultNotWritable):
        import_document(vault, workers, put(desk, "a.pdf", files.text_pdf("one")))
    assert is_untouched(vault)


def test_a_folder_is_walked_and_every_file_has_its_result(vault: Vault, workers: Workers, desk: Path) -> None:
    inner = desk / "2024" / "march"
    inner.mkdir(parents=True)
    (desk / "empty").mkdir()
    put(inner, "b.pdf", files.text_pdf("b"))
    put(inner, "a.pdf", files.text_pdf("a"))
    put(inner, ".hidden.pdf", files.text_pdf("hidden"))
    put(inner, "Thumbs.db", b"\0")
    put(desk, "bad.pdf", b"%PDF-")
    heard: list[ImportResult] = []
    results = import_documents(vault, workers, [desk, desk / "empty", desk / "gone.pdf"], no_progress, heard.append)
    assert heard == results
    assert [(result.path.name, result.outcome) for result in results] == [
        ("bad.pdf", "refused"),
        ("a.pdf", "imported"),
        ("b.pdf", "imported"),
        ("empty", "refused"),
        ("gone.pdf", "refused"),
    ]
    assert "no files in this folder" in results[3].reason


def test_the_vault_itself_is_not_imported_into_itself(vault: Vault, workers: Workers) -> None:
    put(vault.path.parent, "beside.pdf", files.text_pdf("beside"))
    results = import_documents(vault, workers, [vault.path.parent])
    assert [result.path.name for result in results] == ["beside.pdf"]


def test_progress_names_the_file_and_runs_over_all_of_them(vault: Vault, workers: Workers, desk: Path) -> None:
    put(desk, "a.pdf", files.text_pdf("a"))
    put(desk, "b.pdf", files.text_pdf("b"))
    seen: list[tuple[int, int, str]] = []

    def note(done: int, total: int, what: str) -> None:
        seen.append((done, total, what))

    import_documents(vault, workers, [desk], note)
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert len({total for _, total, _ in seen}) == 1
    assert any(what == "a.pdf: Reading page 1 of 1" for _, _, what in seen)
    assert seen[-1][0] == seen[-1][1]


def test_what_was_imported_before_cancel_stays(vault: Vault, workers: Workers, desk: Path) -> None:
    put(desk, "a.pdf", files.text_pdf("a"))
    put(desk, "b.pdf", files.text_pdf("b"))
    heard: list[ImportResult] = []

    def cancel(done: int, total: int, what: str) -> None:
        if what.startswith("b.pdf"):
            raise Cancelled

    with pytest.raises(Cancelled):
        import_documents(vault, workers, [desk], cancel, heard.append)
    assert [result.outcome for result in heard] == ["imported"]
    with vault.read() as session:
        assert store.count(session, DOCUMENTS) == 1
    assert len(vault.files.ids()) == 2


def canaries(folder: Path) -> Iterator[Path]:
    """Files that hold the canary word in the clear."""
    for path in folder.rglob("*"):
        if path.is_file() and b"canary" in path.read_bytes().lower():
            yield path


def test_no_word_of_a_document_lies_on_the_disk_in_the_clear(
    vault: Vault, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    source = put(tmp_path, "Canary letter.pdf", files.text_pdf("The canary sings"))
    result = import_document(vault, workers, source)
    documents.thumbnail(vault, workers, result.document_id or "")
    documents.page_picture(vault, workers, result.document_id or "", 1, 100)
    vault.close()
    # reportlab packs the page's content; the name and the text would stand in the clear in records and text file.
    assert list(canaries(vault.path)) == []
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("bone_marrow_report.pdf", "Bone marrow report"),
        ("2021-03-04 Dr. Müller.PDF", "2021-03-04 Dr. Müller"),
        ("MRI%20spine+neck.tiff", "MRI spine neck"),
        ("IMG_2031.JPG", "IMG 2031"),
        ("a.b.c.pdf", "A.b.c"),
        ("  _.pdf", "Document"),
        ("no ending", "No ending"),
        ("line\nbreak\x07.pdf", "Line break"),
        ("x" * 400 + ".pdf", "X" + "x" * 199),
        ("%FF%FE.pdf", "��"),
    ],
)
def test_titles_are_made_from_file_names(name: str, title: str) -> None:
    assert title_from(name) == title
