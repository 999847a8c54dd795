"""How fast a vault is verified, written, read, opened and saved: `python -m tests.benchmarks.verify_speed [FOLDER]`.

On a RAM disk (/dev/shm) unless another folder is named, so that the figures are the program's own; each stands beside plain copying of the
same bytes in the same run.
"""

import hashlib
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert

from ism_desktop.records import safekeeping, store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.documents import Document
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import KeyCost, Vault, backups, create, keys, unlock
from ism_desktop.vault.multi_device import Computer
from tests.vault.filing import file_document

MB = 1_000_000
PASSPHRASE = "a benchmark passphrase"
CHEAP = KeyCost(8192, 1, 1)
SCAN, SCANS = 8 * MB, 60
ROWS, SAVES, OPENINGS, ROUNDS = 20_000, 200, 7, 3


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _best_rate(size: int, action: Callable[[], object]) -> float:
    return max(size / MB / _seconds(action) for _ in range(ROUNDS))


def _say(what: str, figure: str) -> None:
    print(f"{what:<58} {figure}", flush=True)


def _copy(source: Path, target: Path) -> None:
    """Copy as a careful program does: in pieces of a MiB, and synced."""
    with source.open("rb", buffering=0) as reading, target.open("wb", buffering=0) as writing:
        while piece := reading.read(1024 * 1024):
            writing.write(piece)
        os.fsync(writing.fileno())
    target.unlink()


def _documents(folder: Path, vault: Vault) -> None:
    content = secrets.token_bytes(25 * SCAN)
    plain = folder / "plain"
    plain.write_bytes(content)
    size, digest = len(content), hashlib.sha256(content).hexdigest()
    copying = _best_rate(size, lambda: _copy(plain, folder / "copy"))
    _say("plain copy of the same bytes", f"{copying:,.0f} MB/s")
    written: list[str] = []

    def write() -> None:
        pieces = (content[at : at + MB] for at in range(0, size, MB))
        stored = vault.files.add(pieces, name="scan.pdf", media_type="application/pdf", size=size, sha256=digest)
        written.append(stored.file_id)

    _say("a document is encrypted, written and synced (aim: 300)", f"{_best_rate(size, write):,.0f} MB/s")

    def read() -> None:
        for _piece in vault.files.stream(written[0]):
            pass

    _say("a document is read and verified (aim: 300)", f"{_best_rate(size, read):,.0f} MB/s")
    for file_id in written:
        vault.files.path_of(file_id).unlink()


def _verifying(folder: Path, vault: Vault) -> None:
    for number in range(SCANS):
        file_document(vault, f"Scan {number}", secrets.token_bytes(SCAN), b"text")
    size = SCAN * SCANS
    _require_clean(safekeeping.full_check(vault))
    _say("full check (aim: 300)", f"{_best_rate(size, lambda: safekeeping.full_check(vault)):,.0f} MB/s")
    first = _seconds(lambda: safekeeping.back_up(vault, folder / "backup"))
    _say("first backup, copied and read back", f"{size / MB / first:,.0f} MB/s")
    again = _seconds(lambda: safekeeping.back_up(vault, folder / "backup"))
    _say("the same again: nothing new, all read back", f"{size / MB / again:,.0f} MB/s")
    rate = _best_rate(size, lambda: safekeeping.check_backup(folder / "backup"))
    _say("check of a backup", f"{rate:,.0f} MB/s")
    source = backups.find(folder / "backup")
    restoring = _seconds(lambda: backups.restore(source, folder / "restored"))
    _say("restore, compared and read back", f"{size / MB / restoring:,.0f} MB/s")


def _require_clean(found: list[safekeeping.Finding]) -> None:
    if found:
        raise SystemExit(f"the check of a sound vault found {found[0]}")


def _opening(folder: Path) -> None:
    path = folder / "many"
    vault = create(path, PASSPHRASE, cost=CHEAP)
    sample = vault.files.add_bytes(b"content", name="scan.pdf", media_type="application/pdf")
    content = vault.files.path_of(sample.file_id).read_bytes()
    rows = [_row(number, sample.sha256) for number in range(ROWS)]
    with vault.write() as session:
        session.execute(insert(Document), rows)
    for row in rows:
        # The files count by being there: looking them over is part of opening.
        target = vault.files.path_of(str(row["file_id"]))
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    vault.close()
    computer = Computer(folder / "config")
    unlock(path, PASSPHRASE, computer=computer).close()
    derivation = statistics.median(
        _seconds(lambda: keys.stretch(PASSPHRASE, bytes(16), CHEAP)) for _ in range(OPENINGS)
    )
    times: list[float] = []
    for _ in range(OPENINGS):
        started = time.perf_counter()
        opened = unlock(path, PASSPHRASE, computer=computer)
        times.append(time.perf_counter() - started - derivation)
        opened.close()
    milliseconds = statistics.median(times) * 1000
    _say(f"unlock beyond the key derivation, {ROWS:,} documents (aim: < 150)", f"{milliseconds:,.0f} ms")
    opened = unlock(path, PASSPHRASE, computer=computer)
    quick = _seconds(lambda: safekeeping.quick_check(opened))
    _say(f"quick check, {ROWS:,} documents (aim: < 5)", f"{quick:.2f} s")
    with opened.read() as session:
        listing = _seconds(lambda: filed_files(session))
    _say("the list of filed documents holds the vault for", f"{listing * 1000:,.0f} ms")
    _saving(opened)
    opened.close()


def _saving(opened: Vault) -> None:
    saving: list[float] = []
    for number in range(SAVES):
        started = time.perf_counter()
        with opened.write() as session:
            store.save(session, MEDICATIONS, {"name": f"Medication {number}", "notes": "twice a day"})
        saving.append((time.perf_counter() - started) * 1000)
    saving.sort()
    figures = f"{statistics.median(saving):.1f} ms, 95th percentile {saving[int(SAVES * 0.95)]:.1f} ms"
    _say("a record is saved and synced (aim: < 10)", figures)


def _row(number: int, sha256: str) -> dict[str, object]:
    return {
        "id": f"{number:032x}",
        "created_at": store.now(),
        "updated_at": store.now(),
        "generation": 1,
        "author": "patient",
        "gaps": {},
        "title": f"Document {number}",
        "file_name": f"scan-{number}.pdf",
        "media_type": "application/pdf",
        "size": 7,
        "sha256": sha256,
        "fingerprint": f"{number:064x}",
        "pages": 1,
        "file_id": secrets.token_hex(16),
        "imported_at": store.now(),
    }


def main() -> None:
    """Make the vaults in a folder of their own, measure, print, and remove them."""
    ram = Path("/dev/shm")
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else (ram if ram.is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="ism-verify-speed-", dir=place) as name:
        folder = Path(name)
        vault = create(folder / "vault", PASSPHRASE, cost=CHEAP)
        _documents(folder, vault)
        _verifying(folder, vault)
        vault.close()
        _opening(folder)


if __name__ == "__main__":
    main()
