"""Locked PDFs: the original byte for byte, an unlocked copy that everything reads, one password for many, and nothing lost meanwhile."""

import logging
from pathlib import Path

import pytest

from ism_desktop import documents, exchange
from ism_desktop.documents import (
    ImportResult,
    Wish,
    import_document,
    import_documents,
    import_locked,
    import_second_copy,
    inbox_folder,
    locked_in,
    look_through,
    opened_by,
    page_plan,
    versions,
)
from ism_desktop.documents.inbox_folder import FolderWatch, Kept
from ism_desktop.documents.page_plan import OWN
from ism_desktop.documents.refiling import refile
from ism_desktop.errors import PasswordNeeded, RecordMissing, VaultNotWritable
from ism_desktop.progress import Cancelled
from ism_desktop.records import document_versions, erasing, links, page_links, safekeeping, store, version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.vault import DocumentFiles, StoredFile, Vault
from ism_desktop.worker import Workers
from tests.conftest import CHEAP
from tests.documents.test_emails import attach, letter
from tests.documents.test_inbox_folder import Clock
from tests.worker import files

PASSWORD = "Geheim 03.05.1968"


def locked_file(folder: Path, name: str, text: str, password: str = PASSWORD, lock: str = "AES-256") -> Path:
    path = folder / name
    path.write_bytes(files.locked(files.text_pdf(text, "Second page"), password, lock))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A locked report of two pages."""
    return locked_file(tmp_path, "report.pdf", "Serum tryptase 24.3")


@pytest.fixture
def document(vault: Vault, workers: Workers, path: Path) -> str:
    """The document that it becomes."""
    return taken_in(vault, workers, path)


def taken_in(vault: Vault, workers: Workers, path: Path, password: str = PASSWORD) -> str:
    found = import_document(vault, workers, path, password=password)
    assert (found.outcome, found.was_locked, found.locked) == ("imported", True, None)
    assert found.document_id is not None
    return found.document_id


def known(vault: Vault, document_id: str) -> list[Version]:
    with vault.read() as session:
        return document_versions.of_document(session, document_id)


def shelf(vault: Vault) -> dict[str, Record]:
    with vault.read() as session:
        return {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}


def text_of(vault: Vault, document_id: str) -> list[str]:
    return [page.text.strip() for page in documents.page_texts(vault, document_id)]


def test_the_original_is_kept_and_an_unlocked_copy_is_used(
    vault: Vault, workers: Workers, path: Path, document: str
) -> None:
    came = path.read_bytes()
    original, unlocked = known(vault, document)
    assert (original.number, original.is_original, original.is_locked, original.is_part, original.in_use) == (
        0,
        True,
        True,
        False,
        False,
    )
    assert (unlocked.number, unlocked.is_unlocked, unlocked.in_use, unlocked.pages) == (1, True, True, 2)
    assert [version_words.name(one) for one in (original, unlocked)] == ["Locked original", "Unlocked copy"]
    assert version_words.words(original) == ["It is kept exactly as it came, and opens only with its password."]
    assert vault.files.read(original.file["file_id"]) == came
    with pytest.raises(PasswordNeeded):
        workers.inspect(vault.files.read(original.file["file_id"]), "report.pdf")
    values = shelf(vault)["report.pdf"].values
    assert values["fingerprint"] == vault.fingerprint(came)
    assert (values["file_id"], values["sha256"]) == (unlocked.file["file_id"], unlocked.file["sha256"])
    assert text_of(vault, document) == ["Serum tryptase 24.3", "Second page"]
    assert documents.page_picture(vault, workers, document, 2, 60).width > 100
    assert documents.thumbnail(vault, workers, document).startswith(b"\x89PNG")
    assert documents.day_taken(vault, workers, document) is None
    with vault.read() as session:
        assert page_links.origins_of(session, document, values["file_id"], 2) == ["0:1", "0:2"]


def test_one_password_opens_several_and_the_rest_can_be_tried_again(
    vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    paths = [locked_file(tmp_path, f"{name}.pdf", f"Report {name}", lock=files.LOCKS[name]) for name in range(3)]
    other = locked_file(tmp_path, "other.pdf", "From elsewhere", "another")
    free = tmp_path / "free.pdf"
    free.write_bytes(files.text_pdf("Nobody locked this one"))
    results = import_documents(vault, workers, [*paths, other, free])
    assert [(one.path.name, one.outcome) for one in results[:4]] == [(path.name, "refused") for path in (*paths, other)]
    assert results[0].reason == "This PDF is locked with a password. It was not added, and stays where it is."
    locked = locked_in(results)
    assert [one.path for one in locked] == [*paths, other]
    assert opened_by(vault, workers, locked, "wrong") == []
    opened = opened_by(vault, workers, locked, PASSWORD)
    assert opened == locked[:3]
    assert set(shelf(vault)) == {"free.pdf"}, "trying takes nothing in"
    heard: list[ImportResult] = []
    came = import_locked(vault, workers, opened, PASSWORD, on_result=heard.append)
    assert heard == came
    assert [one.outcome for one in came] == ["imported"] * 3
    (left,) = import_locked(vault, workers, locked[3:], "not this one either")
    assert left.outcome == "refused"
    assert "does not open the PDF" in left.reason
    assert import_locked(vault, workers, locked_in([left]), "another")[0].outcome == "imported"
    assert set(shelf(vault)) == {"0.pdf", "1.pdf", "2.pdf", "other.pdf", "free.pdf"}


def test_the_same_locked_file_is_known_without_its_password(
    vault: Vault, workers: Workers, path: Path, document: str
) -> None:
    again = import_document(vault, workers, path)
    assert (again.outcome, again.document_id, again.locked) == ("duplicate", document, None)
    assert [one.becomes for one in look_through(vault, workers, [path])] == ["twin"]
    with vault.write() as session:
        store.trash(session, DOCUMENTS, document)
    assert import_document(vault, workers, path).outcome == "in trash"


def test_a_pdf_that_only_restricts_printing_comes_in_as_it_is(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    path = locked_file(tmp_path, "owner.pdf", "Anyone may read this", "")
    found = import_document(vault, workers, path)
    assert (found.outcome, found.was_locked) == ("imported", False)
    (only,) = known(vault, found.document_id or "")
    assert vault.files.read(only.file["file_id"]) == path.read_bytes()


def test_the_locked_original_can_be_handed_out_and_nothing_else(
    vault: Vault, workers: Workers, path: Path, document: str, tmp_path: Path
) -> None:
    original, unlocked = known(vault, document)
    with pytest.raises(RecordMissing):
        versions.use_version(vault, document, original.id)
    documents.save_version(vault, original, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == path.read_bytes()
    documents.save_original(vault, document, tmp_path / "used.pdf")
    assert workers.inspect((tmp_path / "used.pdf").read_bytes(), "used.pdf").pages == 2
    made = versions.make_version(vault, workers, document, page_plan.whole(OWN, 2)[1:])
    assert text_of(vault, document) == ["Second page"]
    assert [version_words.name(one) for one in known(vault, document)][2] == "Version 2"
    versions.take_back(vault, made)
    assert next(one for one in known(vault, document) if one.in_use).id == unlocked.id
    assert text_of(vault, document) == ["Serum tryptase 24.3", "Second page"]


def test_an_export_carries_both_and_brings_them_back(
    vault: Vault, workers: Workers, path: Path, document: str, tmp_path: Path
) -> None:
    exchange.export(vault, tmp_path / "out")
    there = {one.name: one.read_bytes() for one in (tmp_path / "out" / "documents").iterdir()}
    assert set(there) == {"Report.pdf", "Report, locked original.pdf"}
    assert there["Report, locked original.pdf"] == path.read_bytes()
    came, report = exchange.new_vault_from(
        tmp_path / "out", tmp_path / "new", "another long passphrase", workers, cost=CHEAP
    )
    try:
        assert (report.documents, report.notices) == (1, ())
        assert [(one.is_locked, one.is_unlocked, one.in_use) for one in known(came, document)] == [
            (True, False, False),
            (False, True, True),
        ]
        assert came.files.read(known(came, document)[0].file["file_id"]) == path.read_bytes()
        assert shelf(came)["report.pdf"].values["fingerprint"] == came.fingerprint(path.read_bytes())
        assert import_document(came, workers, path).outcome == "duplicate"
    finally:
        came.close()


def test_checks_backups_and_deleting_know_both(vault: Vault, document: str, tmp_path: Path) -> None:
    assert safekeeping.full_check(vault) == []
    safekeeping.back_up(vault, tmp_path / "backup")
    kept = {path.name for path in (tmp_path / "backup").rglob("*")}
    assert all(any(one.file["file_id"] in name for name in kept) for one in known(vault, document))
    with vault.write() as session:
        store.trash(session, DOCUMENTS, document)
        store.restore(session, DOCUMENTS, document)
        store.trash(session, DOCUMENTS, document)
        erasing.erase(session, DOCUMENTS, [document])
    erasing.finish(vault)
    assert vault.files.ids() == set()


def test_what_an_end_in_the_middle_leaves_is_put_together_again(
    vault: Vault, workers: Workers, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between the files and the record: three files without one, which the check offers, and one document afterwards."""
    with monkeypatch.context() as patch:
        patch.setattr(DocumentFiles, "discard", lambda *_: None)  # a program that was killed takes nothing back
        patch.setattr(document_versions, "add_unlocked", _fail)
        with pytest.raises(VaultNotWritable):
            import_document(vault, workers, path, password=PASSWORD)
    assert shelf(vault) == {}
    assert len(vault.files.ids()) == 3
    vault.files._added.clear()  # as after the next start: what is being added just now is not offered
    (done,) = refile(vault, workers, safekeeping.unfiled(vault))
    assert done.outcome == "filed"
    original, unlocked = known(vault, done.document_id or "")
    assert (original.is_locked, unlocked.is_unlocked, unlocked.in_use) == (True, True, True)
    assert text_of(vault, done.document_id or "") == ["Serum tryptase 24.3", "Second page"]
    assert import_document(vault, workers, path).outcome == "duplicate"
    assert safekeeping.full_check(vault) == []


def _fail(*_arguments: object) -> None:
    raise VaultNotWritable("The disk is full.", "")


def test_nothing_stays_when_it_fails_or_is_cancelled(
    vault: Vault, workers: Workers, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = DocumentFiles.add

    def add(files_: DocumentFiles, *arguments: object, **how: object) -> StoredFile:
        if len(files_.ids()) == 1:
            _fail()
        return real(files_, *arguments, **how)  # type: ignore[arg-type]

    def stop(_done: int, _total: int, what: str) -> None:
        if what == "Encrypting":
            raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(DocumentFiles, "add", add)
        with pytest.raises(VaultNotWritable):
            import_document(vault, workers, path, password=PASSWORD)
    with pytest.raises(Cancelled):
        import_document(vault, workers, path, stop, password=PASSWORD)
    assert vault.files.ids() == set()
    assert shelf(vault) == {}
    assert path.is_file()


def test_a_locked_attachment_comes_in_with_its_e_mail_beside_it(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    mail = letter()
    attach(mail, "Befund.pdf", files.locked(files.text_pdf("Tryptase 24"), PASSWORD))
    path = tmp_path / "mail.eml"
    path.write_bytes(mail.as_bytes())
    results = import_documents(vault, workers, [path])
    (locked,) = locked_in(results)
    assert (locked.path.name, locked.inside) == ("Befund.pdf", "mail.eml")
    path.unlink()  # the e-mail in the record has it
    assert opened_by(vault, workers, [locked], "no") == []
    assert opened_by(vault, workers, [locked], PASSWORD) == [locked]
    (came,) = import_locked(vault, workers, [locked], PASSWORD)
    assert (came.outcome, came.inside) == ("imported", "mail.eml")
    there = shelf(vault)
    assert there["Befund.pdf"].values["notes"] == "Attached to the e-mail “mail.eml”."
    with vault.read() as session:
        assert there["mail.eml"].id in [one.record.id for one in links.backlinks(session, there["Befund.pdf"].id)]
    with vault.write() as session:
        store.trash(session, DOCUMENTS, there["mail.eml"].id)
        erasing.erase(session, DOCUMENTS, [there["mail.eml"].id])
    assert opened_by(vault, workers, [locked], PASSWORD) == [locked], "gone: taking it in says so"
    (gone,) = import_locked(vault, workers, [locked], PASSWORD)
    assert (gone.outcome, gone.locked) == ("refused", None)


def test_what_was_proposed_for_a_file_is_not_lost_with_the_lock(vault: Vault, workers: Workers, path: Path) -> None:
    (foreseen,) = look_through(vault, workers, [path])
    assert (foreseen.becomes, foreseen.reason) == ("locked", "This PDF is locked with a password.")
    found = import_documents(vault, workers, [path], proposed=lambda *_: {"tags": ("Clinic",)})
    assert found[0].locked is not None
    assert found[0].locked.wish == Wish({"tags": ("Clinic",)})
    import_locked(vault, workers, found, PASSWORD)
    assert shelf(vault)["report.pdf"].values["tags"] == ("Clinic",)


def test_a_file_that_changed_meanwhile_says_so(vault: Vault, workers: Workers, path: Path, tmp_path: Path) -> None:
    other = locked_file(tmp_path, "other.pdf", "Another one")
    locked = import_documents(vault, workers, [path, other])
    path.unlink()
    other.write_bytes(files.text_pdf("Somebody saved it without the password"))
    assert opened_by(vault, workers, locked, PASSWORD) == locked
    gone, saved = import_locked(vault, workers, locked, PASSWORD)
    assert (gone.outcome, gone.locked) == ("refused", None)
    assert "no longer exists" in gone.reason
    assert (saved.outcome, saved.was_locked) == ("imported", False)


def test_the_copy_in_the_inbox_folder_is_compared_with_the_locked_original(
    vault: Vault, workers: Workers, path: Path
) -> None:
    results = import_locked(vault, workers, import_documents(vault, workers, [path]), PASSWORD)
    document_id = results[0].document_id or ""
    assert inbox_folder.kept(vault, results) == [Kept(path, document_id)]
    changed = path.read_bytes()
    path.write_bytes(changed + b" ")
    assert inbox_folder.remove(vault, [Kept(path, document_id)]) == [path]
    path.write_bytes(changed)
    assert inbox_folder.remove(vault, [Kept(path, document_id)]) == []
    assert not path.exists()


def test_a_second_copy_is_kept_as_the_first_one_was_without_its_password(
    vault: Vault, workers: Workers, path: Path, document: str
) -> None:
    path.unlink()
    second = import_second_copy(vault, workers, path, document)
    assert (second.outcome, second.was_locked) == ("imported", True)
    assert second.document_id not in (None, document)
    kept, twin = known(vault, str(second.document_id)), known(vault, document)
    assert [one.is_locked for one in kept] == [True, False]
    assert [one.file["sha256"] for one in kept] == [one.file["sha256"] for one in twin]
    assert text_of(vault, str(second.document_id)) == text_of(vault, document)


def test_a_locked_file_that_was_left_in_the_inbox_folder_is_left_until_it_changes(
    vault: Vault, workers: Workers, path: Path
) -> None:
    def found() -> list[Path]:
        clock = Clock()
        watch = FolderWatch(path.parent, clock)
        watch.look()
        clock.now += 9
        return inbox_folder.new_files(vault, watch)

    inbox_folder.leave_out(vault, import_documents(vault, workers, found()))
    assert found() == []
    path.write_bytes(files.locked(files.text_pdf("Another report"), PASSWORD))
    assert found() == [path]


def test_pages_are_not_taken_out_of_a_locked_file_unasked(vault: Vault, workers: Workers, path: Path) -> None:
    with pytest.raises(PasswordNeeded, match="Add it to your documents, where you are asked"):
        versions.stage(vault, workers, path)
    assert vault.files.ids() == set()


def test_the_password_is_in_no_line_of_the_log_and_no_result(
    vault: Vault, workers: Workers, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = import_locked(vault, workers, import_documents(vault, workers, [path]), f"{PASSWORD}?")
    right = import_locked(vault, workers, wrong, PASSWORD)
    assert right[0].outcome == "imported"
    assert PASSWORD not in caplog.text + repr(wrong) + repr(right)
    typed = PASSWORD.encode()
    assert not [one for one in vault.path.rglob("*") if one.is_file() and typed in one.read_bytes()]
