"""Making, looking at, unlocking and locking a vault, and the different messages when that is not possible."""

import json
import os
import stat
import sys
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from ism_desktop.errors import (
    ExitStatus,
    IsmError,
    PassphraseTooShort,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from ism_desktop.progress import Cancelled
from ism_desktop.vault import FORMAT, Vault, create, look, unlock
from ism_desktop.vault.header import parse
from ism_desktop.vault.migrations import STEPS
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import DATABASE, HEADER, TWIN, every_file


def say(vault: Vault, kind: str, answer: str = "none") -> None:
    with vault.write() as session:
        session.execute(
            text("INSERT INTO statements VALUES (:kind, :answer, '2026', 'patient')"), {"kind": kind, "answer": answer}
        )
        session.info["changed"].add(kind)


def said(vault: Vault) -> list[str]:
    with vault.read() as session:
        return list(session.execute(text("SELECT kind FROM statements ORDER BY kind")).scalars())


def test_a_vault_is_made_locked_and_reopened(vault_path: Path) -> None:
    made = create(vault_path, PASSPHRASE, cost=CHEAP)
    say(made, "reactions")
    stored = made.files.add_bytes(b"%PDF-1.7 a letter", name="letter.pdf", media_type="application/pdf")
    made.close()
    made.close()
    reopened = unlock(vault_path, PASSPHRASE)
    assert reopened.vault_id == made.vault_id
    assert reopened.notices == ()
    assert reopened.generation == 1
    assert said(reopened) == ["reactions"]
    assert reopened.files.read(stored.file_id) == b"%PDF-1.7 a letter"
    assert reopened.check_database() == ()
    reopened.close()


def test_locking_leaves_one_file_without_a_log(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions")
    assert (vault_path / "records.db-wal").stat().st_size > 0
    vault.close()
    assert not (vault_path / "records.db-wal").exists()


def test_the_folder_is_laid_out_as_described(vault: Vault, vault_path: Path) -> None:
    names = {path.name for path in vault_path.iterdir()}
    assert names >= {HEADER, TWIN, DATABASE, "blobs", "trash", "snapshots", "cache", "READ ME - how to open this.txt"}
    assert (vault_path / HEADER).read_bytes() == (vault_path / TWIN).read_bytes()
    assert (vault_path / HEADER).read_bytes().startswith(b"ISMVAULT 1\n")
    assert not list(vault_path.rglob("*.tmp"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_everything_belongs_to_the_owner_alone(vault: Vault, vault_path: Path) -> None:
    mask = os.umask(0)
    try:
        say(vault, "reactions")
        vault.files.add_bytes(b"letter", name="letter.txt", media_type="text/plain")
        vault.cache_files.put("thumbnail", b"picture")
        vault.connect_cache("search").close()
        vault.snapshot()
        second = create(vault_path.with_name("second"), PASSPHRASE, cost=CHEAP)
        say(second, "reactions")
    finally:
        os.umask(mask)
    for place in (vault_path, vault_path.with_name("second")):
        for path in (place, *place.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    second.close()


def test_nothing_readable_stands_in_any_file(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions", "canarycanary")
    stored = vault.files.add_bytes(b"canarycanary" * 9, name="canarycanary.pdf", media_type="canarycanary")
    vault.cache_files.put("canarycanary", b"canarycanary" * 9)
    cache = vault.connect_cache("search")
    cache.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    cache.execute("INSERT INTO words VALUES ('canarycanary')")
    vault.snapshot()
    spelled = [
        spelling.encode(code)
        for spelling in ("canarycanary", vault.fingerprint(b""))
        for code in ("utf-8", "utf-16-le")
    ]
    spelled += [b"SQLite format 3", stored.sha256.encode(), PASSPHRASE.encode(), sha256(b"canarycanary" * 9).digest()]
    for closed in (False, True):
        for path in every_file(vault_path):
            assert not any(word in path.read_bytes() for word in spelled), path
        if not closed:
            cache.close()
            vault.close()


def test_a_passphrase_is_the_same_on_every_keyboard(vault_path: Path) -> None:
    spoken = "café crème à Orléans"
    create(vault_path, unicodedata.normalize("NFD", spoken), cost=CHEAP).close()
    unlock(vault_path, unicodedata.normalize("NFC", spoken)).close()


@pytest.mark.parametrize("passphrase", ["", "elevenchars", unicodedata.normalize("NFD", "ééééééééééé")])
def test_a_short_passphrase_is_refused_before_anything_is_made(vault_path: Path, passphrase: str) -> None:
    with pytest.raises(PassphraseTooShort, match="12 characters"):
        create(vault_path, passphrase, cost=CHEAP)
    assert not vault_path.exists()


# The four different messages ----------------------------------------------------------------------------------------------


def test_four_faults_have_four_messages(vault: Vault, vault_path: Path) -> None:
    vault.close()
    messages: dict[type[IsmError], IsmError] = {}

    def note(expected: type[IsmError], passphrase: str = PASSPHRASE, path: Path = vault_path) -> None:
        with pytest.raises(expected) as caught:
            unlock(path, passphrase)
        messages[expected] = caught.value

    note(WrongPassphrase, "correct horse battery stable")
    note(VaultMissing, path=vault_path.with_name("nowhere"))
    sound = (vault_path / HEADER).read_bytes()
    for name in (HEADER, TWIN):
        (vault_path / name).write_bytes(sound[:-5])
    note(VaultDamaged)
    for name in (HEADER, TWIN):
        (vault_path / name).write_bytes(b"ISMVAULT 2\nwhatever a later format holds\n")
    note(VaultTooNew)
    assert len({error.title for error in messages.values()}) == 4
    assert len({error.what for error in messages.values()}) == 4
    assert "nowhere" in messages[VaultMissing].what
    assert HEADER in messages[VaultDamaged].what
    assert TWIN in messages[VaultDamaged].what
    assert "format 2" in messages[VaultTooNew].what
    assert messages[WrongPassphrase].exit_status == ExitStatus.WRONG_PASSPHRASE
    assert messages[VaultTooNew].exit_status == messages[VaultDamaged].exit_status == ExitStatus.VAULT_UNREADABLE
    for error in messages.values():
        assert error.advice.endswith(".")
        assert "!" not in str(error)


def test_an_empty_folder_and_a_file_hold_no_vault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    for name in ("file", "empty", "absent"):
        with pytest.raises(VaultMissing):
            look(tmp_path / name)


def test_a_folder_that_lost_both_headers_is_damaged_not_missing(vault: Vault, vault_path: Path) -> None:
    vault.close()
    (vault_path / HEADER).unlink()
    (vault_path / TWIN).unlink()
    with pytest.raises(VaultDamaged, match="missing"):
        look(vault_path)


def test_a_damaged_or_wrong_vault_is_not_changed(vault: Vault, vault_path: Path) -> None:
    vault.close()
    before = {path: path.read_bytes() for path in every_file(vault_path)}
    with pytest.raises(WrongPassphrase):
        unlock(vault_path, PASSPHRASE + "x")
    assert {path: path.read_bytes() for path in every_file(vault_path)} == before


def _with_body(vault_path: Path, **changes: object) -> bytes:
    """A header with a valid checksum whose body was changed by somebody who has no key."""
    magic, body, seal, *_ = (vault_path / HEADER).read_bytes().split(b"\n")
    changed = json.dumps({**json.loads(body), **changes}, sort_keys=True, separators=(",", ":")).encode()
    lines = b"\n".join((magic, changed, seal, b""))
    return lines + sha256(lines).hexdigest().encode() + b"\n"


def test_a_header_that_needs_a_newer_reader_is_refused(vault: Vault, vault_path: Path) -> None:
    vault.close()
    (vault_path / TWIN).write_bytes(_with_body(vault_path, min_reader=FORMAT + 1, something_new=True))
    # One sound old copy does not matter: a newer program was here and did not finish.
    with pytest.raises(VaultTooNew, match=f"format {FORMAT + 1}"):
        look(vault_path)


def test_records_of_a_newer_program_are_refused(vault: Vault, vault_path: Path) -> None:
    with vault.write() as session:
        session.execute(text(f"PRAGMA user_version = {len(STEPS) + 1}"))
        session.info["changed"].add("reactions")
    vault.close()
    before = (vault_path / DATABASE).read_bytes()
    with pytest.raises(VaultTooNew, match=f"version {len(STEPS) + 1}"):
        unlock(vault_path, PASSPHRASE)
    assert (vault_path / DATABASE).read_bytes() == before


def test_an_altered_header_is_named_although_the_passphrase_is_right(vault: Vault, vault_path: Path) -> None:
    vault.close()
    forged = _with_body(vault_path, created="1999-01-01T00:00:00+00:00")
    assert parse(forged)
    for name in (HEADER, TWIN):
        (vault_path / name).write_bytes(forged)
    with pytest.raises(VaultDamaged, match="altered"):
        unlock(vault_path, PASSPHRASE)


def test_an_altered_copy_does_not_keep_the_owner_out(vault: Vault, vault_path: Path) -> None:
    vault.close()
    forged = _with_body(vault_path, seq=99)
    (vault_path / HEADER).write_bytes(forged)
    reopened = unlock(vault_path, PASSPHRASE)
    assert any(HEADER in notice and "altered" in notice for notice in reopened.notices)
    reopened.close()
    assert (vault_path / HEADER).read_bytes() == forged


def test_unreasonable_key_costs_are_refused_before_any_work(vault: Vault, vault_path: Path) -> None:
    vault.close()
    (slot,) = json.loads((vault_path / HEADER).read_bytes().split(b"\n")[1])["slots"]
    for part, value in (
        ("memory_kib", 1024 * 1024 + 1),
        ("memory_kib", 8),
        ("iterations", 65),
        ("iterations", 0),
        ("lanes", 17),
    ):
        forged = _with_body(vault_path, slots=[{**slot, "kdf": {**slot["kdf"], part: value}}])
        for name in (HEADER, TWIN):
            (vault_path / name).write_bytes(forged)
        with pytest.raises(VaultDamaged, match="more work"):
            look(vault_path)


# Where a vault can be made ------------------------------------------------------------------------------------------------


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"mine")
    with pytest.raises(VaultExists, match="not empty"):
        create(tmp_path, PASSPHRASE, cost=CHEAP)
    with pytest.raises(VaultExists, match="is a file"):
        create(tmp_path / "letter.pdf", PASSPHRASE, cost=CHEAP)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"letter.pdf": b"mine"}


def test_a_vault_is_not_made_over_a_vault(vault: Vault, vault_path: Path) -> None:
    with pytest.raises(VaultExists):
        create(vault_path, PASSPHRASE, cost=CHEAP)
    assert said(vault) == []


def test_an_empty_folder_with_the_file_windows_litter_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"")
    create(tmp_path, PASSPHRASE, cost=CHEAP).close()
    assert (tmp_path / ".DS_Store").exists()


def test_a_vault_may_have_any_folder_name(tmp_path: Path) -> None:
    path = tmp_path / "Ärzte & co? #1 50%25" / "l’été ☂"
    made = create(path, PASSPHRASE, cost=CHEAP)
    say(made, "reactions")
    made.close()
    reopened = unlock(path, PASSPHRASE)
    assert said(reopened) == ["reactions"]
    reopened.close()


@pytest.mark.parametrize("stop_at", [0, 1, 2])
def test_making_that_is_cancelled_leaves_nothing(tmp_path: Path, stop_at: int) -> None:
    def progress(done: int, total: int, what: str) -> None:
        assert what
        if done >= stop_at:
            raise Cancelled

    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(Cancelled):
            create(path, PASSPHRASE, progress, cost=CHEAP)
        assert list(tmp_path.iterdir()) == []


def test_unlocking_that_is_cancelled_lets_go_of_the_vault(vault: Vault, vault_path: Path) -> None:
    vault.close()

    def progress(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        unlock(vault_path, PASSPHRASE, progress)
    unlock(vault_path, PASSPHRASE).close()


def test_a_vault_is_opened_once(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions")
    with pytest.raises(VaultInUse, match="open"):
        unlock(vault_path, PASSPHRASE)
    say(vault, "tolerated")
    vault.close()
    reopened = unlock(vault_path, PASSPHRASE)
    assert said(reopened) == ["reactions", "tolerated"]
    reopened.close()


def test_a_look_tells_what_may_be_known_without_a_passphrase(vault: Vault, vault_path: Path) -> None:
    summary = look(vault_path)
    assert summary.vault_id == vault.vault_id
    assert summary.unlock_methods == ("passphrase",)
    assert summary.created.startswith("20")
