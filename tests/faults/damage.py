"""A handful of blows from the damage suite, quick enough to ask with every planted bug: what must be noticed, and in which way."""

# pyright: reportPrivateUsage=false

import contextlib
from collections.abc import Callable
from pathlib import Path

from ism_desktop.errors import VaultDamaged, VaultNotWritable
from ism_desktop.records import safekeeping
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.vault import Vault, database, header_files, look, sealed, unlock
from tests.faults import expected_state
from tests.faults.expected_state import PASSPHRASES
from tests.faults.scenario import Ground


def _opened(ground: Ground) -> Vault:
    return unlock(ground.vault, PASSPHRASES[0])


def _flipped(path: Path, offset: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 1
    path.write_bytes(raw)


def _large_document(vault: Vault) -> Path:
    with vault.read() as session:
        largest = max(filed_files(session), key=lambda file: file.size or 0)
    return vault.files.path_of(largest.file_id)


def _altered_header(ground: Ground) -> str:
    """Somebody writes another year into both headers, with a checksum that fits."""
    for name in (header_files.MAIN, header_files.TWIN):
        path = ground.vault / name
        lines = path.read_bytes().split(b"\n")
        lines[1] = lines[1].replace(b'"created":"20', b'"created":"19', 1)
        lines[3] = expected_state.sha(b"\n".join(lines[:3]) + b"\n").encode()
        path.write_bytes(b"\n".join(lines))
    look(ground.vault)
    with contextlib.suppress(VaultDamaged):
        _opened(ground).close()
        return "an altered header was taken as genuine"
    return ""


def _cut_at_a_piece(ground: Ground) -> str:
    with expected_state.closing(_opened(ground)) as vault:
        path = _large_document(vault)
        whole = path.read_bytes()
        path.write_bytes(whole[: sealed.HEADER.size + sealed.CHUNK + sealed.TAG])
        with contextlib.suppress(VaultDamaged):
            vault.files.read(path.stem)
            return "a document cut between two pieces was read as whole"
    return ""


def _other_content(ground: Ground) -> str:
    """A file that decrypts, and holds other bytes than its front and its record say."""
    with expected_state.closing(_opened(ground)) as vault:
        path = _large_document(vault)
        front = dict(vault.files.front(path.stem))
        content = b"x" * front["size"]
        pieces = vault.files._seal.seal(bytes.fromhex(path.stem), front, len(content), (content,))
        path.write_bytes(b"".join(bytes(piece) for piece in pieces))
        found = safekeeping.full_check(vault)
        return "" if safekeeping.has_damage(found) else "other content than its digest says was not noticed"


def _flipped_salt(ground: Ground) -> str:
    path = ground.vault / database.FILE
    sound = path.read_bytes()[:16]
    _flipped(path, 3)
    _opened(ground).close()
    return "" if path.read_bytes()[:16] == sound else "a damaged salt was not put right"


def _empty_database(ground: Ground) -> str:
    (ground.vault / database.FILE).write_bytes(b"")
    with contextlib.suppress(VaultDamaged):
        _opened(ground).close()
        return "an empty database was taken for a vault"
    return ""


def _moved_away(ground: Ground) -> str:
    with expected_state.closing(_opened(ground)) as vault:
        path = ground.vault / database.FILE
        path.rename(path.with_name("records (1).db"))
        with contextlib.suppress(VaultNotWritable), vault.write() as session:
            expected_state.note(session, "into the void")
            return "a database that was moved away was written on"
    return ""


def _damaged_before_snapshot(ground: Ground) -> str:
    """A page that is never read goes bad: the copy carries it on, and only the check can tell."""
    with expected_state.closing(_opened(ground)) as vault:
        with vault.write() as session:
            session.connection().exec_driver_sql("PRAGMA ignore_check_constraints = 1")
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = 0")
            session.info["changed"].add("documents")
        connection = vault._database.connection
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute(
            "INSERT INTO links (id, created_at, kind, record_id, document_id) VALUES ('1', '', 'medications', '', 'gone')"
        )
        with contextlib.suppress(VaultDamaged):
            vault.snapshot()
            return "a snapshot of a database that is not sound was kept"
    return ""


def _renamed_document(ground: Ground) -> str:
    """One document's bytes under another's name, the name in its header altered to fit."""
    with expected_state.closing(_opened(ground)) as vault:
        with vault.read() as session:
            files = [vault.files.path_of(file.file_id) for file in filed_files(session)]
        one, other = files[0], files[2]
        raw = bytearray(one.read_bytes())
        raw[32:48] = bytes.fromhex(other.stem)
        other.write_bytes(raw)
        with contextlib.suppress(VaultDamaged):
            vault.files.read(other.stem)
            return "a document under another’s name was read as genuine"
    return ""


BLOWS: tuple[Callable[[Ground], str], ...] = (
    _altered_header, _cut_at_a_piece, _other_content, _flipped_salt, _empty_database, _moved_away, _damaged_before_snapshot,
    _renamed_document,
)  # fmt: skip
