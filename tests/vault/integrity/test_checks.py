"""The checks of an open vault: every damage found and named by its document, and never an alarm about a sound one."""

import secrets
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ism_desktop.errors import VaultClosed, VaultDamaged
from ism_desktop.progress import Cancelled
from ism_desktop.records import safekeeping
from ism_desktop.vault import Vault, unlock
from ism_desktop.vault.integrity import Fault, Finding, Severity, full, quick, share_of_the_day, unfiled
from tests.conftest import PASSPHRASE
from tests.vault.filing import file_document, filed_files, files_named, forget_document, note_medication
from tests.vault.paths import DATABASE, HEADER, TWIN, document_path, every_file, flip

TODAY = date(2026, 11, 22)


@pytest.fixture
def filled(vault: Vault) -> Vault:
    note_medication(vault, "Cetirizine")
    file_document(vault, "Biopsy 2019", secrets.token_bytes(200_000), b"words of the biopsy")
    file_document(vault, "Letter", b"a short letter", b"words of the letter")
    discarded = file_document(vault, "Discarded", b"no longer wanted")
    forget_document(vault, discarded)
    vault.snapshot()
    return vault


def name_of(vault_path: Path, path: Path) -> str:
    return path.relative_to(vault_path).as_posix()


# Sound --------------------------------------------------------------------------------------------------------------------


def test_a_sound_vault_raises_no_alarm(filled: Vault, vault_path: Path) -> None:
    for _ in range(3):
        assert quick(filled, filed_files) == []
        assert full(filled, filed_files) == []
        assert share_of_the_day(filled, filed_files, TODAY) == []
        note_medication(filled, "One more")
        filled.close()
        filled = unlock(vault_path, PASSPHRASE)
    filled.close()


def test_a_vault_in_use_raises_no_alarm(filled: Vault) -> None:
    """Files come and go, each before its row, while the check is under way."""
    number = 0
    filed = [file_document(filled, "First", b"first")]

    def use(_done: int, _total: int, _what: str) -> None:
        nonlocal number
        number += 1
        forget_document(filled, filed.pop())
        filed.append(file_document(filled, f"Number {number}", secrets.token_bytes(1000)))

    for check in (quick, full):
        assert check(filled, filed_files, use) == []
    # An import between its file and its row.
    filled.files.add_bytes(b"under way", name="scan.pdf", media_type="application/pdf")
    assert quick(filled, filed_files) == []
    assert unfiled(filled, filed_files) == []
    assert number > 5


def test_progress_counts_up_and_may_cancel(filled: Vault) -> None:
    steps: list[tuple[int, int, str]] = []
    full(filled, filed_files, lambda *step: steps.append(step))
    reading = [(done, total) for done, total, what in steps if what == "Reading your documents"]
    assert reading == sorted(reading)
    assert reading[-1][0] == pytest.approx(reading[-1][1], rel=0.01)

    def cancel(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    for check in (quick, full):
        with pytest.raises(Cancelled):
            check(filled, filed_files, cancel)


def test_a_vault_locked_meanwhile_is_not_read_further(filled: Vault) -> None:
    def lock(_done: int, _total: int, what: str) -> None:
        if what == "Reading your documents":
            filled.close()

    with pytest.raises(VaultClosed):
        full(filled, filed_files, lock)


# Damage -------------------------------------------------------------------------------------------------------------------


def test_a_flip_in_any_file_is_found_and_named(filled: Vault, vault_path: Path, tmp_path: Path) -> None:
    filled.close()
    sound = tmp_path / "sound"
    shutil.copytree(vault_path, sound)
    chance = secrets.SystemRandom()
    left_out = {"READ ME - how to open this.txt"}
    for path in every_file(sound):
        if path.name in left_out or path.parts[-2] == "cache":
            continue
        size = path.stat().st_size
        for offset in {0, size // 2, size - 1, chance.randrange(size)}:
            shutil.rmtree(vault_path)
            shutil.copytree(sound, vault_path)
            flip(vault_path / path.relative_to(sound), offset, chance.randrange(8))
            found = _all_findings(vault_path)
            assert files_named(found) == {name_of(sound, path)}, offset
            if path.suffix == ".ismd" and "trash" not in path.parts:
                assert {finding.title for finding in found} <= {"Biopsy 2019", "Letter"}


def _all_findings(vault_path: Path) -> list[Finding]:
    """As the command line does: what opens is checked, what does not is read without its records."""
    try:
        opened = unlock(vault_path, PASSPHRASE)
    except VaultDamaged as damage:
        return safekeeping.check_without_records(vault_path, PASSPHRASE, damage)
    try:
        return full(opened, filed_files)
    finally:
        opened.close()


def test_the_quick_check_sees_what_is_missing_cut_or_not_downloaded(filled: Vault, vault_path: Path) -> None:
    files = {
        name: file_document(filled, name, secrets.token_bytes(300_000)) for name in ("gone", "cut", "empty", "long")
    }
    paths = {name: document_path(vault_path, file_id) for name, file_id in files.items()}
    paths["gone"].unlink()
    paths["cut"].write_bytes(paths["cut"].read_bytes()[:-70_000])
    paths["empty"].write_bytes(b"")
    paths["long"].write_bytes(paths["long"].read_bytes() + bytes(70_000))
    found = {finding.title: finding for finding in quick(filled, filed_files)}
    assert {title: finding.fault for title, finding in found.items()} == {
        "gone": Fault.MISSING,
        "cut": Fault.DAMAGED,
        "empty": Fault.NOT_DOWNLOADED,
        "long": Fault.DAMAGED,
    }
    assert all(finding.severity is Severity.DAMAGED for finding in found.values())
    assert "cloud service" in found["empty"].advice
    assert {finding.title for finding in full(filled, filed_files)} == set(found)


def test_a_lost_text_says_that_the_document_itself_is_there(filled: Vault, vault_path: Path) -> None:
    with filled.read() as session:
        text_file = next(file for file in filed_files(session) if file.part.value == "text")
    document_path(vault_path, text_file.file_id).unlink()
    (finding,) = quick(filled, filed_files)
    assert finding.title == text_file.title
    assert finding.what.startswith("The text that was read from the document")
    assert "The document itself lies in another file" in finding.advice


def test_every_document_is_read_in_thirty_days(filled: Vault, vault_path: Path) -> None:
    files = [file_document(filled, f"Document {number}", b"content") for number in range(60)]
    for file_id in files:
        flip(document_path(vault_path, file_id), 100)
    found: list[str] = []
    for day in range(30):
        found += [finding.file for finding in share_of_the_day(filled, filed_files, TODAY + timedelta(days=day))]
    assert len(found) == len(set(found)) == 60


def test_a_row_that_names_other_content_is_found(filled: Vault, vault_path: Path) -> None:
    """Both files are genuine; only the record can tell that they are not the right ones."""
    with filled.write() as session:
        session.execute(text("UPDATE documents SET sha256 = :other WHERE title = 'Letter'"), {"other": "0" * 64})
    (finding,) = full(filled, filed_files)
    assert finding.title == "Letter"
    assert "other content" in finding.what


def test_a_file_without_a_record_is_offered_back(filled: Vault, vault_path: Path) -> None:
    stray = filled.files.add_bytes(
        b"left by a crash", name="scan 7.pdf", media_type="application/pdf", document="d" * 32
    )
    filled.close()
    opened = unlock(vault_path, PASSPHRASE)
    (finding,) = quick(opened, filed_files)
    assert finding.severity is Severity.NOTICE
    assert finding.fault is Fault.UNFILED
    assert "scan 7.pdf" in finding.what
    assert not safekeeping.has_damage([finding])
    (offered,) = unfiled(opened, filed_files)
    assert (offered.file_id, offered.name, offered.size) == (stray.file_id, "scan 7.pdf", 15)
    assert offered.document_id == "d" * 32
    # A damaged one cannot be offered, and is named as damaged.
    flip(document_path(vault_path, stray.file_id), 100)
    assert unfiled(opened, filed_files) == []
    (finding,) = full(opened, filed_files)
    assert finding.severity is Severity.DAMAGED
    opened.close()


def test_damage_that_opening_put_right_is_told(filled: Vault, vault_path: Path) -> None:
    filled.close()
    flip(vault_path / TWIN, 100)
    flip(vault_path / DATABASE, 3)
    opened = unlock(vault_path, PASSPHRASE)
    found = full(opened, filed_files)
    assert {(finding.file, finding.severity) for finding in found} == {
        (TWIN, Severity.REPAIRED),
        (DATABASE, Severity.REPAIRED),
    }
    assert safekeeping.has_damage(found)
    opened.close()
    opened = unlock(vault_path, PASSPHRASE)
    assert full(opened, filed_files) == []
    # While it is open it is not put right, and so it is damage.
    (vault_path / HEADER).unlink()
    (finding,) = quick(opened, filed_files)
    assert (finding.file, finding.severity, finding.fault) == (HEADER, Severity.DAMAGED, Fault.MISSING)
    opened.close()
