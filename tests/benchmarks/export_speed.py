"""How fast everything leaves a vault as a plain export and comes back: `python -m tests.benchmarks.export_speed [FOLDER]`.

A thousand documents of 1 MB with the text of three pages each. In the system's temporary folder unless another is named; beside each
figure stands plain copying of the same bytes in the same run, read back from the disk as the export is.
"""

import gzip
import hashlib
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ism_desktop.exchange import export, import_export
from ism_desktop.vault import KeyCost, Vault, create, durable
from ism_desktop.worker import Workers
from tests.vault.filing import file_document

MB = 1_000_000
DOCUMENTS = 1_000
PASSPHRASE = "a benchmark passphrase"
CHEAP = KeyCost(8192, 1, 1)
WORDS = 400


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _say(what: str, size: float, seconds: float) -> None:
    print(f"{what:<58} {size / MB / seconds:,.0f} MB/s  ({seconds:.1f} s)", flush=True)


def _text(number: int) -> bytes:
    words = [[f"word{number}x{place}", 72.0, 72.5, 99.25, 88.75, 96] for place in range(WORDS)]
    text = " ".join(str(word[0]) for word in words)
    page = {"text": text, "source": "ocr", "size": [595.0, 842.0], "words": words}
    packed = json.dumps({"version": 1, "pages": [page]}, separators=(",", ":")).encode()
    return gzip.compress(packed, 6, mtime=0)


def _copy(source: Path, target: Path) -> None:
    """Copy every file of a folder, sync it, and read it back from the disk."""
    target.mkdir()
    copied: list[tuple[Path, str]] = []
    for path in source.iterdir():
        content = path.read_bytes()
        (target / path.name).write_bytes(content)
        copied.append((target / path.name, hashlib.sha256(content).hexdigest()))
    for path, digest in copied:
        durable.sync_file(path)
        with path.open("rb") as file:
            durable.forget_cached(file.fileno())
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise SystemExit(f"{path} came back otherwise")


def _fill(vault: Vault) -> None:
    head = b"%PDF-1.7\n"
    for number in range(DOCUMENTS):
        file_document(vault, f"Report {number}", head + secrets.token_bytes(MB - len(head)), _text(number))


def main() -> None:
    """Measure."""
    place = sys.argv[1] if len(sys.argv) > 1 else tempfile.gettempdir()
    with tempfile.TemporaryDirectory(prefix="ism-export-", dir=place) as name, Workers() as workers:
        folder = Path(name)
        vault, target = (create(folder / word, PASSPHRASE, cost=CHEAP) for word in ("vault", "target"))
        _fill(vault)
        size = DOCUMENTS * MB
        print(f"{DOCUMENTS} documents, {size / MB:,.0f} MB, {os.cpu_count()} processors, in {place}")
        exporting = _seconds(lambda: export(vault, folder / "out"))
        copying = _seconds(lambda: _copy(folder / "out" / "documents", folder / "copy"))
        _say("plain copy of the documents, synced and read back", size, copying)
        _say("export: decrypted, written, synced, read back", size, exporting)
        importing = _seconds(lambda: import_export(target, folder / "out", workers))
        _say("import: checked, looked into, encrypted, synced", size, importing)
        page = (folder / "out" / "index.html").stat().st_size
        print(f"{'the page with its search':<58} {page / MB:,.1f} MB")
        vault.close()
        target.close()


if __name__ == "__main__":
    main()
