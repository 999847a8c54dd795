"""Versions of a document: the original untouched, every edit another file, links on their pages, and all of it undone."""

import hashlib
from pathlib import Path

import pytest

from ism_desktop import documents, exchange
from ism_desktop.documents import import_document, page_plan, versions
from ism_desktop.documents.page_plan import OWN, Plan, PlannedPage
from ism_desktop.errors import DocumentRefused, InvalidRecord, RecordMissing
from ism_desktop.progress import Cancelled
from ism_desktop.records import (
    document_versions,
    erasing,
    filed_documents,
    history,
    links,
    reverting,
    safekeeping,
    store,
)
from ism_desktop.records.document_versions import Version
from ism_desktop.records.kinds.documents import DOCUMENTS, twin_of
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.store import Record
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.conftest import CHEAP
from tests.worker import files


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file of three pages."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(files.text_pdf("First", "Second", "Third", size=(300, 600)))
    return path


@pytest.fixture
def document(vault: Vault, workers: Workers, letter: Path) -> str:
    """A document of three pages."""
    found = import_document(vault, workers, letter).document_id
    assert found is not None
    return found


def values(vault: Vault, document_id: str) -> Record:
    """The record of a document."""
    with vault.read() as session:
        return store.get(session, DOCUMENTS, document_id)


def known(vault: Vault, document_id: str) -> list[Version]:
    """All versions of a document."""
    with vault.read() as session:
        return document_versions.of_document(session, document_id)


def said(vault: Vault, document_id: str) -> list[str]:
    """The text of each page."""
    return [page.text.strip() for page in documents.page_texts(vault, document_id)]


def plan(*pages: int) -> Plan:
    """These pages of the document, from 0."""
    return tuple(PlannedPage(OWN, page) for page in pages)


def test_an_edit_is_another_file_and_the_original_is_untouched(
    vault: Vault, workers: Workers, document: str, letter: Path
) -> None:
    before = values(vault, document)
    versions.make_version(vault, workers, document, page_plan.turned(plan(2, 0), {0}, 90))
    after = values(vault, document)
    assert said(vault, document) == ["Third", "First"]
    assert (after.values["pages"], after.values["sha256"] != before.values["sha256"]) == (2, True)
    original, made = known(vault, document)
    assert (original.is_original, original.in_use, made.in_use) == (True, False, True)
    assert original.file["sha256"] == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert vault.files.read(original.file["file_id"]) == letter.read_bytes()
    assert list(made.recipe) == [
        {"step": "delete", "pages": [2]},
        {"step": "reorder"},
        {"step": "turn", "pages": [1], "degrees": 90},
    ]
    word = documents.page_texts(vault, document)[0].words[0]
    assert word.text == "Third"
    assert word.x1 - word.x0 < word.y1 - word.y0, "the box lies as the turned page does"


def test_any_version_is_used_again_and_the_undo_of_the_program_takes_it_back(
    vault: Vault, workers: Workers, document: str
) -> None:
    versions.make_version(vault, workers, document, plan(1))
    with vault.write() as session:
        since = reverting.mark(session)
    versions.use_version(vault, document, known(vault, document)[0].id)
    assert said(vault, document) == ["First", "Second", "Third"]
    with vault.write() as session:
        until = reverting.mark(session)
        assert reverting.is_covered(session, since, until)
        reverting.revert(session, since, until)
    assert said(vault, document) == ["Second"]
    with vault.read() as session:
        changes = history.versions(session, DOCUMENTS, document)
    assert [change.other_file for change in changes] == [True, True, True, False]
    assert all("file_id" not in change.former for change in changes)


def test_links_stay_on_their_page_and_say_when_it_is_gone(vault: Vault, workers: Workers, document: str) -> None:
    with vault.write() as session:
        medication = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
        for page in (1, 2, None):
            links.attach(session, MEDICATIONS, medication, document, page)

    def pages() -> list[tuple[int | None, bool]]:
        with vault.read() as session:
            return [(proof.page, proof.is_gone) for proof in links.proofs(session, MEDICATIONS, medication)]

    versions.make_version(vault, workers, document, plan(2, 1, 0))
    assert pages() == [(3, False), (2, False), (None, False)]
    versions.make_version(vault, workers, document, plan(0, 2))
    assert pages() == [(2, False), (None, True), (None, False)]
    with vault.write() as session:
        links.attach(session, MEDICATIONS, medication, document, 1)
    versions.use_version(vault, document, known(vault, document)[0].id)
    assert pages() == [(1, False), (2, False), (None, False), (3, False)]


@pytest.mark.parametrize("how", ["cancelled", "unreadable", "outdated"])
def test_an_edit_that_fails_leaves_everything_as_it_was(
    vault: Vault, workers: Workers, document: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, there = values(vault, document), vault.files.ids()

    def stop(done: int, total: int, _what: str) -> None:
        if how == "cancelled" and done > total // 2:
            raise Cancelled
        if how == "outdated" and done == total * 95 // 100:
            versions.make_version(vault, workers, document, plan(0))

    pages = plan(0, 99) if how == "unreadable" else plan(0, 1)
    with pytest.raises((Cancelled, DocumentRefused, InvalidRecord)):
        versions.make_version(vault, workers, document, pages, stop)
    if how != "outdated":
        assert (values(vault, document), vault.files.ids()) == (before, there)
    with vault.read() as session:
        assert {file.file_id for file in filed_documents.filed_files(session)} == vault.files.ids()


def test_pages_of_another_document_are_put_in_and_it_goes_into_the_trash(
    vault: Vault, workers: Workers, document: str, tmp_path: Path
) -> None:
    path = tmp_path / "backs.pdf"
    path.write_bytes(files.text_pdf("Back 3", "Back 2", "Back 1"))
    other = import_document(vault, workers, path).document_id
    assert other is not None
    backs = page_plan.whole(page_plan.of_document(other), 3)
    both = page_plan.interleaved(plan(0, 1, 2), backs, reverse=True)
    versions.make_version(vault, workers, document, both, trashed=[other])
    assert said(vault, document) == ["First", "Back 1", "Second", "Back 2", "Third", "Back 3"]
    assert values(vault, other).deleted_at is not None
    assert known(vault, document)[1].recipe == ({"step": "add", "pages": [2, 4, 6], "from": "Backs"},)


def test_pages_become_documents_of_their_own(vault: Vault, workers: Workers, document: str) -> None:
    new = versions.NewDocument("The bill", plan(1), "bill")
    done = versions.make_version(vault, workers, document, plan(0, 2), split_off=[new])
    (made,) = done.new_ids
    assert (said(vault, document), said(vault, made)) == (["First", "Third"], ["Second"])
    assert values(vault, made).values["type"] == "bill"
    versions.take_back(vault, done)
    assert said(vault, document) == ["First", "Second", "Third"]
    assert values(vault, made).deleted_at is not None
    versions.use_version(vault, document, done.version_id)
    ids = versions.split(
        vault, workers, document, [versions.NewDocument("A", plan(0)), versions.NewDocument("B", plan(1))]
    )
    assert [said(vault, one) for one in ids] == [["First"], ["Third"]]
    assert said(vault, document) == ["First", "Third"]


def test_photos_are_joined_and_each_is_kept_as_an_original(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.png").write_bytes(files.encoded(files.scanned(f"Page {name}"), "PNG", dpi=(300, 300)))
    one, two, spare = (versions.stage(vault, workers, tmp_path / f"{name}.png") for name in ("one", "two", "two"))
    with vault.read() as session:
        assert {file.file_id for file in filed_documents.filed_files(session)} == vault.files.ids()
    pages = (PlannedPage(page_plan.of_staged(two.id), 0), PlannedPage(page_plan.of_staged(one.id), 0))
    made = versions.join(vault, workers, pages, "Letter")
    versions.unstage(vault, [spare.id, one.id])
    assert said(vault, made) == ["Page two", "Page one"]
    files_of = known(vault, made)
    assert [(each.is_part, each.in_use) for each in files_of] == [(True, False), (True, False), (False, True)]
    content = (tmp_path / "one.png").read_bytes()
    assert content in [vault.files.read(each.file["file_id"]) for each in files_of]
    with vault.read() as session:
        found = twin_of(session, vault.fingerprint(content))
        assert found is not None
        assert found[0] == made
        assert {file.file_id for file in filed_documents.filed_files(session)} == vault.files.ids()
        assert document_versions.all_staged(session) == []
    with pytest.raises(RecordMissing):
        versions.use_version(vault, made, files_of[0].id)


def test_versions_leave_with_an_export_and_come_back(
    vault: Vault, workers: Workers, document: str, tmp_path: Path
) -> None:
    with vault.write() as session:
        medication = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
        links.attach(session, MEDICATIONS, medication, document, 3)
    versions.make_version(vault, workers, document, plan(2, 0))
    versions.make_version(vault, workers, document, plan(1))
    exchange.export(vault, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out" / "documents").iterdir())
    assert names == ["Letter, original.pdf", "Letter, version 1.pdf", "Letter.pdf"]
    came, report = exchange.new_vault_from(
        tmp_path / "out", tmp_path / "new", "another long passphrase", workers, cost=CHEAP
    )
    try:
        assert report.documents == 1
        assert said(came, document) == ["First"]
        assert [(one.number, one.in_use) for one in known(came, document)] == [(0, False), (1, False), (2, True)]
        versions.use_version(came, document, known(came, document)[0].id)
        assert said(came, document) == ["First", "Second", "Third"]
        with came.read() as session:
            assert [proof.page for proof in links.proofs(session, MEDICATIONS, medication)] == [3]
            assert {file.file_id for file in filed_documents.filed_files(session)} == came.files.ids()
    finally:
        came.close()


def test_what_is_deleted_for_good_takes_its_versions_along(vault: Vault, workers: Workers, document: str) -> None:
    versions.make_version(vault, workers, document, plan(1))
    with vault.write() as session:
        store.trash(session, DOCUMENTS, document)
    assert len(known(vault, document)) == 2
    with vault.write() as session:
        erasing.erase(session, DOCUMENTS, [document])
    erasing.finish(vault)
    assert vault.files.ids() == set()
    with vault.read() as session:
        assert filed_documents.filed_files(session) == []


def test_the_checks_and_backups_know_every_version(
    vault: Vault, workers: Workers, document: str, tmp_path: Path
) -> None:
    versions.make_version(vault, workers, document, plan(1))
    assert safekeeping.full_check(vault) == []
    safekeeping.back_up(vault, tmp_path / "backup")
    original = known(vault, document)[0].file["file_id"]
    assert any(original in path.name for path in (tmp_path / "backup").rglob("*"))
    damaged = vault.files.path_of(original)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    (finding,) = safekeeping.full_check(vault)
    assert finding.document_id == document
