"""A vault and a backup of every format that was ever released: they open, are brought up to date, and everything is there.

Each archive holds `vault/` and `backup/`, as the program of that day left them. None is ever made anew.
"""

import tarfile
from datetime import date
from pathlib import Path

import pytest

from ism_desktop.documents import texts
from ism_desktop.printing import emergency_card
from ism_desktop.records import document_notices, history, printed, safekeeping, store, vault_settings
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.vault import Vault, key_slots, look, unlock
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.migrations.step import version
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import holdings, note_medication
from tests.vault.paths import every_file

FOLDER = Path(__file__).resolve().parent
ARCHIVES = sorted(FOLDER.glob("schema_*.tar.xz"))


@pytest.fixture(params=ARCHIVES, ids=lambda path: path.name.split(".")[0])
def unpacked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as archive:
        for member in archive.getmembers():
            if member.isdir():
                (tmp_path / member.name).mkdir(exist_ok=True)
            elif member.isfile():
                content = archive.extractfile(member)
                assert content is not None
                (tmp_path / member.name).write_bytes(content.read())
    return tmp_path


def require_everything(vault: Vault) -> None:
    """What was put into the first of them; later ones hold the same, and more."""
    with vault.read() as session:
        (person,) = store.list_active(session, PERSON)
        (medication,) = store.list_active(session, MEDICATIONS)
        (document,) = store.list_active(session, DOCUMENTS)
        assert person.title == "Golden Patient"
        assert medication.title == "Cetirizine 10 mg"
        assert document.title == "Biopsy report"
        assert document_notices.of_document(document.values) == ()
        assert history.versions(session, DOCUMENTS, document.id)
        assert store.list_trashed(session, MEDICATIONS) == []
    pdf = vault.files.read(document.values["file_id"])
    assert pdf.startswith(b"%PDF")
    assert len(pdf) == document.values["size"]
    assert len(texts.page_strings(vault, document.values["text_file_id"])) == document.values["pages"]
    assert vault.check_database() == ()
    assert safekeeping.full_check(vault) == []
    assert safekeeping.unfiled(vault) == []


def test_there_is_one_of_every_released_schema() -> None:
    assert [path.name for path in ARCHIVES][:1] == ["schema_1.tar.xz"]


def test_an_old_vault_opens_is_brought_up_to_date_and_goes_on(unpacked: Path) -> None:
    path = unpacked / "vault"
    before = {each.name for each in (path / "snapshots").glob("*.db")}
    vault = unlock(path, PASSPHRASE)
    require_everything(vault)
    assert version(vault._database.engine) == len(STEPS)  # pyright: ignore[reportPrivateUsage]
    # What came later works in it too: settings, a new passphrase, a recovery sheet, the inbox’s key.
    with vault.write() as session:
        vault_settings.put(session, "idle_minutes", 5)
    key_slots.change_passphrase(vault, PASSPHRASE, "a new passphrase for an old vault", cost=CHEAP)
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    held = holdings(vault)
    vault.close()
    again = unlock(path, "a new passphrase for an old vault")
    assert holdings(again) == held
    note_medication(again, "Later")
    again.close()
    key_slots.unlock_with_recovery(path, code).close()
    assert before < {each.name for each in (path / "snapshots").glob("*.db")}, "a copy from before is kept"


def test_what_was_printed_still_says_the_same(unpacked: Path) -> None:
    vault = unlock(unpacked / "vault", PASSPHRASE)
    with vault.read() as session:
        copy = printed.latest(session, "card")
        now = emergency_card.collect(session, today=date(2026, 11, 22))
    assert copy is not None
    assert copy.content.get("form") == 1, "marked as kept in sentences"
    if "sections" not in copy.content:
        vault.close()
        pytest.skip("the copy in this one is no card")
    assert now.differences(copy.content) == ()
    assert copy.content["birth_date"] == "1984-03-12"
    assert {section["key"] for section in copy.content["sections"]} >= {
        "devices",
        "reactions",
        "do_not_give_or_with_care",
    }
    with vault.write() as session:
        contact = store.list_active(session, EMERGENCY_CONTACTS)[0]
        store.save(session, EMERGENCY_CONTACTS, {"phone": "+1 555 010 0199"}, record_id=contact.id)
    with vault.read() as session:
        later = emergency_card.collect(session, today=date(2026, 11, 22))
        questions = printed.latest(session, "questions")
    assert [line.partition(":")[0] for line in later.differences(copy.content)] == ["Contact"]
    assert questions is not None
    assert (questions.content["on_date"], questions.content["at_time"]) == ("2027-01-14", "10:30")
    vault.close()


def test_looking_at_an_old_vault_changes_nothing(unpacked: Path) -> None:
    before = {each: each.read_bytes() for each in every_file(unpacked / "vault")}
    assert look(unpacked / "vault").unlock_methods == ("passphrase",)
    assert {each: each.read_bytes() for each in every_file(unpacked / "vault")} == before


def test_an_old_backup_is_checked_restored_and_opens(unpacked: Path, tmp_path: Path) -> None:
    assert safekeeping.check_backup(unpacked / "backup") == []
    report = safekeeping.restore(unpacked / "backup", tmp_path / "restored", passphrase=PASSPHRASE)
    assert report.is_complete
    assert report.findings == ()
    vault = unlock(tmp_path / "restored", PASSPHRASE)
    require_everything(vault)
    vault.close()
    assert safekeeping.restore_drill(unpacked / "backup", PASSPHRASE, scratch=tmp_path).is_proven


def test_an_old_backup_goes_on_with_the_vault_of_today(unpacked: Path, tmp_path: Path) -> None:
    vault = unlock(unpacked / "vault", PASSPHRASE)
    note_medication(vault, "Later")
    report = safekeeping.back_up(vault, unpacked / "backup")
    assert report.findings == ()
    assert report.manifest.number == 2
    assert report.copied == 2, "the documents are there already"
    held = holdings(vault)
    vault.close()
    safekeeping.restore(unpacked / "backup", tmp_path / "restored", passphrase=PASSPHRASE)
    restored = unlock(tmp_path / "restored", PASSPHRASE)
    assert holdings(restored) == held
    restored.close()
