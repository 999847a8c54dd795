"""Deleting for good: nothing of the record is left in any row, file, index or older copy, whenever the program was killed in between."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ism_desktop.errors import InvalidRecord, RecordMissing, VaultNotWritable
from ism_desktop.records import erasing, history, links, safekeeping, store, vault_settings
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS, thumbnail_key
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.search import Index
from ism_desktop.vault import Vault, backups, document_files, keys, snapshots, sqlcipher, unlock
from ism_desktop.vault.vault import Vault as OpenVault
from tests.conftest import PASSPHRASE
from tests.records.samples import values_for
from tests.vault.filing import file_document

CANARY = "Zirkonblau"


def _trashed_document(vault: Vault) -> store.Record:
    file_document(vault, f"{CANARY} letter", CANARY.encode(), f"{CANARY} on paper".encode())
    with vault.write() as session:
        (document,) = store.list_active(session, DOCUMENTS)
        medication = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
        links.attach(session, MEDICATIONS, medication, document.id)
        store.save(session, DOCUMENTS, {"title": f"{CANARY} again"}, record_id=document.id)
    vault.snapshot()
    with vault.write() as session:
        store.trash(session, DOCUMENTS, document.id)
    vault.cache_files.put(thumbnail_key(document.id), CANARY.encode())
    vault.files.path_of(document.values["file_id"]).parent.mkdir(exist_ok=True)
    aside = vault.path / document_files.TRASH / f"{document.values['file_id']}.damaged-00000000.ismd"
    aside.write_bytes(b"what a repair put aside")
    return document


def _rows_with(vault: Vault, words: str) -> list[str]:
    with vault.read() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return [name for name in names for row in session.execute(text(f"SELECT * FROM {name}")) if words in str(row)]


def _erase(vault: Vault, *ids: str) -> None:
    with vault.write() as session:
        erasing.erase(session, DOCUMENTS, ids)


def _is_gone(vault: Vault, document: store.Record) -> bool:
    file_ids = {document.values["file_id"], document.values["text_file_id"]}
    left = [path for path in vault.path.rglob("*") if path.name.partition(".")[0] in file_ids]
    older = [path for path in snapshots.newest_first(vault.path / snapshots.FOLDER) if CANARY in _words_in(vault, path)]
    cached = vault.cache_files.get(thumbnail_key(document.id))
    return (
        not left
        and not older
        and cached is None
        and not _rows_with(vault, CANARY)
        and not _rows_with(vault, document.id)
    )


def _words_in(vault: Vault, path: Path) -> str:
    """Every row of a snapshot."""
    key = vault.open_key()
    salt = key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
    with closing(sqlcipher.connect(path, key.derive(keys.DATABASE), salt, sqlcipher.Mode.READ_ONLY)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return "\n".join(str(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in names)


def test_nothing_of_a_document_is_left_and_the_checks_are_clean(vault: Vault) -> None:
    document = _trashed_document(vault)
    assert not _is_gone(vault, document)
    _erase(vault, document.id)
    assert erasing.finish(vault) == []
    assert _is_gone(vault, document)
    with vault.read() as session:
        assert session.scalar(text("PRAGMA freelist_count")) == 0
        assert vault_settings.get(session, "erasing") == {}
        assert [record.title for record in store.list_active(session, MEDICATIONS)] == ["Cetirizine"]
    assert safekeeping.full_check(vault) == []
    assert safekeeping.unfiled(vault) == []
    assert len(list((vault.path / snapshots.FOLDER).glob("*.db"))) == 1


def test_killed_before_the_files_were_removed_it_is_finished_at_the_next_opening(vault: Vault) -> None:
    document = _trashed_document(vault)
    _erase(vault, document.id)
    vault.close()
    again = unlock(vault.path, PASSPHRASE)
    try:
        assert document.values["file_id"] in again.files.ids()
        assert safekeeping.unfiled(again) == []  # not offered as a document without a record
        assert safekeeping.quick_check(again) == []
        assert safekeeping.full_check(again) == []
        erasing.finish_at_opening(again)
        assert _is_gone(again, document)
        assert safekeeping.full_check(again) == []
    finally:
        again.close()


@pytest.mark.parametrize("step", ["erase", "purge_former_states"])
def test_cut_off_at_any_step_it_goes_on_where_it_was(vault: Vault, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    document = _trashed_document(vault)
    _erase(vault, document.id)

    def fails(*_: object) -> None:
        raise VaultNotWritable("The disk is full.", "Make room.")

    target = document_files.DocumentFiles if step == "erase" else OpenVault
    with monkeypatch.context() as patched:
        patched.setattr(target, step, fails)
        erasing.finish_at_opening(vault)  # says nothing, and the vault stays usable
        assert safekeeping.quick_check(vault) == []
    assert not _is_gone(vault, document)
    erasing.finish_at_opening(vault)
    assert _is_gone(vault, document)


def test_a_file_that_a_record_names_is_never_removed(vault: Vault) -> None:
    document = _trashed_document(vault)
    with vault.write() as session:
        vault_settings.put(session, "erasing", {"files": [document.values["file_id"]], "documents": []})
    erasing.finish(vault)
    assert document.values["file_id"] in vault.files.ids()


def test_only_what_is_in_the_trash_can_be_deleted(vault: Vault) -> None:
    with vault.write() as session:
        kept = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
    with pytest.raises(InvalidRecord), vault.write() as session:
        erasing.erase(session, MEDICATIONS, [kept])
    with pytest.raises(RecordMissing), vault.write() as session:
        erasing.erase(session, MEDICATIONS, ["0" * 32])
    with vault.read() as session:
        assert store.get(session, MEDICATIONS, kept).title == "Cetirizine"


def test_what_pointed_to_it_points_nowhere_and_its_history_stays(vault: Vault) -> None:
    with vault.write() as session:
        visit = store.save(session, APPOINTMENTS, values_for(APPOINTMENTS) | {"with_member": None})
        question = store.save(session, QUESTIONS, values_for(QUESTIONS) | {"appointment": visit})
        store.trash(session, APPOINTMENTS, visit)
    with vault.write() as session:
        erasing.erase(session, APPOINTMENTS, [visit])
    erasing.finish(vault)
    with vault.read() as session:
        assert store.get(session, QUESTIONS, question).values["appointment"] is None
        assert [version.action for version in history.versions(session, QUESTIONS, question)] == ["created"]
    assert not _rows_with(vault, visit)


def test_the_search_index_holds_no_word_of_it_any_more(vault: Vault) -> None:
    document = _trashed_document(vault)

    def pages_of(_file_id: str) -> Sequence[str]:
        return [f"{CANARY} on paper"]

    with vault.write() as session:
        store.restore(session, DOCUMENTS, document.id)
    index = Index(vault, pages_of)
    index.catch_up()
    assert index.search(CANARY)
    with vault.write() as session:
        store.trash(session, DOCUMENTS, document.id)
    index.catch_up()
    _erase(vault, document.id)
    erasing.finish(vault)
    index.catch_up()
    assert index.search(CANARY) == []
    assert index.search("cetirizine")
    index.close()
    with closing(vault.connect_cache("search")) as connection:
        blocks = b"".join(bytes(row[0]) for row in connection.execute("SELECT block FROM words_data"))
        assert CANARY.lower().encode() not in blocks
        assert connection.execute("SELECT count(*) FROM entries WHERE record = ?", (document.id,)).fetchone() == (0,)


def test_a_backup_from_before_holds_it_and_one_from_afterwards_does_not(vault: Vault, tmp_path: Path) -> None:
    document = _trashed_document(vault)
    before, after = tmp_path / "before", tmp_path / "after"
    safekeeping.back_up(vault, before)
    _erase(vault, document.id)
    erasing.finish(vault)
    assert safekeeping.check_backup(before, vault=vault) == []
    safekeeping.back_up(vault, after)
    safekeeping.back_up(vault, before)  # the older one of this folder still stands
    for place, held in ((before, True), (after, False)):
        assert safekeeping.check_backup(place, vault=vault) == []
        assert bool(list(place.rglob(f"{document.values['file_id']}.ismd"))) is held
    assert backups.repair(vault, [], [before]) == []
    assert safekeeping.full_check(vault) == []
    vault.close()
    restored = safekeeping.restore(after, tmp_path / "restored", passphrase=PASSPHRASE)
    with closing(unlock(restored.path, PASSPHRASE)) as opened:
        assert _is_gone(opened, document)
