"""The stand-alone reader reads a real vault: the same bytes and rows as the program, and clear sentences for what goes wrong."""

import ast
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ism_desktop.records import store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds import KINDS
from ism_desktop.vault import Vault, backups, inbox, key_slots, unlock
from ism_desktop.vault.inbox import NewItem
from tests.conftest import PASSPHRASE
from tests.records.samples import values_for
from tests.vault.filing import file_document
from tests.vault.paths import DATABASE, HEADER, TWIN, document_path, every_file, flip
from tests.vectors.reader import PATH

LONG = bytes(range(256)) * 1500 + b"the end"


def run(vault: Path, *words: str | Path, passphrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    reading, writing = os.pipe()
    os.write(writing, f"{passphrase}\n".encode())
    os.close(writing)
    # -I: nothing of this repository can be imported, so the script stands alone.
    command = [sys.executable, "-I", str(PATH), str(vault), "--passphrase-fd", str(reading), *map(str, words)]
    try:
        return subprocess.run(command, pass_fds=[reading], capture_output=True, text=True, timeout=60, check=False)
    finally:
        os.close(reading)


def digests(vault: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in every_file(vault)}


def rows(vault: Vault) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as the program reads them."""
    with vault.read() as session:
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {
            name: [dict(row) for row in session.execute(text(f'SELECT * FROM "{name}"')).mappings()] for name in names
        }


@pytest.fixture
def filled(vault: Vault) -> dict[str, bytes]:
    """A record of every kind, and three documents: the content by the id of each file."""
    with vault.write() as session:
        for kind in KINDS:
            store.save(session, kind, values_for(kind))
    contents = {"Biopsy 2019": LONG, "Befund Müller ☂ ../../etc": b"short", "empty": b""}
    return {file_document(vault, title, content): content for title, content in contents.items()}


def test_it_stands_alone() -> None:
    tree = ast.parse(PATH.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    foreign = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    assert foreign == {"cryptography", "sqlcipher3"}


def test_it_lists_every_document_and_writes_nothing(vault: Vault, vault_path: Path, filled: dict[str, bytes]) -> None:
    vault.close()
    before = digests(vault_path)
    answer = run(vault_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(filled)
    assert any(line.endswith("Befund Müller ☂ ../../etc.pdf") for line in lines)
    assert digests(vault_path) == before


def test_it_gives_the_same_bytes_and_rows(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    expected = rows(vault)
    vault.close()
    before, to = digests(vault_path), tmp_path / "out"
    answer = run(vault_path, "--to", to)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert digests(vault_path) == before
    listed = json.loads((to / "documents.json").read_text(encoding="utf-8"))
    extracted = {entry["file_id"]: (to / "documents" / entry["extracted"]).read_bytes() for entry in listed}
    assert extracted == filled
    assert {entry["sha256"] for entry in listed} == {hashlib.sha256(content).hexdigest() for content in filled.values()}
    tables = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (to / "tables").iterdir()}
    assert set(tables) == set(expected)
    for name, found in tables.items():
        assert sorted(found, key=repr) == sorted(expected[name], key=repr), name
    assert {path.name for path in to.iterdir()} == {"documents", "documents.json", "tables"}
    if sys.platform != "win32":
        assert stat.S_IMODE(to.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in every_file(to))


def test_changes_that_are_in_the_log_alone_are_read_too(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    """The copy of a vault that is open, or whose program was killed: its last changes lie in records.db-wal."""
    expected = rows(vault)
    copy = shutil.copytree(vault_path, tmp_path / "copy")
    assert (copy / f"{DATABASE}-wal").stat().st_size > 0
    answer = run(copy, "--to", tmp_path / "out")
    assert (answer.returncode, answer.stderr) == (0, "")
    found = json.loads((tmp_path / "out" / "tables" / "medications.json").read_text(encoding="utf-8"))
    assert found == expected["medications"]
    assert len(found) == 1


@pytest.mark.parametrize("typed", ["correct horse battery stable", "", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_said_and_nothing_is_made(
    vault: Vault, vault_path: Path, tmp_path: Path, typed: str
) -> None:
    vault.close()
    answer = run(vault_path, "--to", tmp_path / "out", passphrase=typed)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Wrong passphrase")
    assert not (tmp_path / "out").exists()


def test_a_damaged_document_is_named_and_the_others_are_read(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    vault.close()
    damaged = next(file_id for file_id, content in filled.items() if content == LONG)
    flip(document_path(vault_path, damaged), 200_000)
    answer = run(vault_path, "--to", tmp_path / "out")
    assert answer.returncode == 3
    assert answer.stderr.count("\n") == 1
    for word in ("Biopsy 2019.pdf", f"{damaged}.ismd", "damaged in piece 4"):
        assert word in answer.stderr
    out = tmp_path / "out" / "documents"
    kept = (out / f"INCOMPLETE {damaged} Biopsy 2019.pdf").read_bytes()
    assert LONG.startswith(kept), "what is kept of a damaged document is genuine"
    assert 0 < 3 * 65536 - len(kept) < 1000, "three pieces, less what stands before the content"
    listed = json.loads((tmp_path / "out" / "documents.json").read_text(encoding="utf-8"))
    sound = {entry["file_id"]: (out / entry["extracted"]).read_bytes() for entry in listed if "damaged" not in entry}
    assert sound == {file_id: content for file_id, content in filled.items() if file_id != damaged}


def test_swapped_documents_are_named(vault: Vault, vault_path: Path, filled: dict[str, bytes]) -> None:
    vault.close()
    first, second, _ = sorted(filled)
    shutil.copyfile(document_path(vault_path, first), document_path(vault_path, second))
    answer = run(vault_path)
    assert answer.returncode == 3
    assert f"The file {second}.ismd holds another document" in answer.stderr
    assert first in answer.stdout


def test_a_damaged_database_leaves_the_documents_and_the_snapshot(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    expected = rows(vault)
    snapshot = vault.snapshot()
    vault.close()
    flip(vault_path / DATABASE, 100)
    answer = run(vault_path, "--to", tmp_path / "out")
    assert answer.returncode == 3
    assert f"The database {DATABASE} is damaged" in answer.stderr
    assert len(list((tmp_path / "out" / "documents").iterdir())) == len(filled)
    answer = run(vault_path, "--to", tmp_path / "again", "--database", snapshot)
    assert (answer.returncode, answer.stderr) == (0, "")
    found = json.loads((tmp_path / "again" / "tables" / "documents.json").read_text(encoding="utf-8"))
    assert sorted(found, key=repr) == sorted(expected["documents"], key=repr)


def test_damage_in_a_page_of_the_database_is_said(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    vault.close()
    flip(vault_path / DATABASE, (vault_path / DATABASE).stat().st_size - 2000)
    answer = run(vault_path, "--to", tmp_path / "out")
    assert answer.returncode == 3
    assert "damaged" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_damaged_header_is_named_and_its_twin_used(vault: Vault, vault_path: Path, filled: dict[str, bytes]) -> None:
    snapshot = vault.snapshot()
    vault.close()
    flip(vault_path / HEADER, 100)
    answer = run(vault_path)
    assert answer.returncode == 0
    assert f"The key header {HEADER} does not match its checksum" in answer.stderr
    (vault_path / TWIN).unlink()
    answer = run(vault_path)
    assert answer.returncode == 0, "the copy beside the snapshot opens the vault too"
    snapshot.with_suffix(".hdr").unlink()
    for path in vault_path.glob("snapshots/*.hdr"):
        path.unlink()
    answer = run(vault_path)
    assert answer.returncode == 1
    assert "holds no usable key header" in answer.stderr


def test_what_is_no_vault_is_said(tmp_path: Path) -> None:
    for folder, sentence in ((tmp_path / "absent", "There is no folder"), (tmp_path, "holds no usable key header")):
        answer = run(folder)
        assert answer.returncode == 1
        assert sentence in answer.stderr
        assert "Traceback" not in answer.stderr


def test_it_never_writes_into_what_is_there(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    vault.close()
    (tmp_path / "taken").mkdir()
    answer = run(vault_path, "--to", tmp_path / "taken")
    assert answer.returncode == 1
    assert "taken" in answer.stderr
    assert list((tmp_path / "taken").iterdir()) == []


def test_the_parts_that_a_backup_keeps_are_enough(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    expected = rows(vault)
    vault.snapshot()
    vault.close()
    for part in ("blobs", "snapshots"):
        shutil.copytree(vault_path / part, tmp_path / "backup" / part)
    answer = run(tmp_path / "backup", "--to", tmp_path / "out")
    assert answer.returncode == 0
    found = json.loads((tmp_path / "out" / "tables" / "documents.json").read_text(encoding="utf-8"))
    assert sorted(found, key=repr) == sorted(expected["documents"], key=repr)
    assert len(list((tmp_path / "out" / "documents").iterdir())) == len(filled)


def test_the_digits_of_the_recovery_sheet_open_it_too(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    vault.close()
    answer = run(vault_path, "--to", tmp_path / "out", passphrase=" - ".join(code.groups))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert len(list((tmp_path / "out" / "documents").iterdir())) == len(filled)
    mistyped = f"{int(code.groups[0]) ^ 1:06d} {' '.join(code.groups[1:])}"
    answer = run(vault_path, passphrase=mistyped)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Wrong passphrase")


def test_what_waits_in_the_inbox_is_extracted_too(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    vault.close()
    unlock(vault_path, PASSPHRASE).close()  # which makes the key of the inbox
    inbox.leave(vault_path, NewItem("note", text="Hives after a plum ☂"))
    inbox.leave(vault_path, NewItem("photo", name="../hives.jpg", content=LONG))
    answer = run(vault_path, "--to", tmp_path / "out")
    assert (answer.returncode, answer.stderr) == (0, "")
    listed = json.loads((tmp_path / "out" / "documents.json").read_text(encoding="utf-8"))
    things = {entry["sort"]: entry for entry in listed if "sort" in entry}
    out = tmp_path / "out" / "documents"
    assert (out / things["note"]["extracted"]).read_text(encoding="utf-8") == "Hives after a plum ☂"
    assert (out / things["photo"]["extracted"]).read_bytes() == LONG
    (left,) = [path for path in (vault_path / "inbox").glob("*.ismi") if path.stem == things["photo"]["file_id"]]
    flip(left, 150)
    answer = run(vault_path)
    assert answer.returncode == 3
    assert f"{left.name} is damaged in piece 1" in answer.stderr


def test_a_backup_is_read_like_the_vault(
    vault: Vault, vault_path: Path, filled: dict[str, bytes], tmp_path: Path
) -> None:
    expected = rows(vault)
    backups.back_up(vault, tmp_path / "folder", filed_files)
    backups.back_up_to_one_file(vault, tmp_path / "tar", filed_files)
    vault.close()
    (tar,) = (tmp_path / "tar").glob("*.tar")
    shutil.unpack_archive(tar, tmp_path / "unpacked")
    for place in ("folder", "unpacked"):
        answer = run(tmp_path / place, "--to", tmp_path / f"out of {place}")
        assert answer.returncode == 0, place
        # A tar holds one of the two headers.
        assert set(answer.stderr.splitlines()) <= {
            "The key header vault.hdr.bak cannot be read or written (No such file or directory)."
        }
        out = tmp_path / f"out of {place}"
        assert len(list((out / "documents").iterdir())) == len(filled)
        found = json.loads((out / "tables" / "medications.json").read_text(encoding="utf-8"))
        assert found == expected["medications"]
