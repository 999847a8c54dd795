"""Where the files of a vault lie, and blows to them, for the tests of this room."""

from collections.abc import Iterator
from pathlib import Path

HEADER = "vault.hdr"
TWIN = "vault.hdr.bak"
DATABASE = "records.db"


def document_path(vault: Path, file_id: str) -> Path:
    return vault / "blobs" / file_id[:2] / f"{file_id}.ismd"


def flip(path: Path, offset: int, bit: int = 0) -> None:
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 1 << bit
    path.write_bytes(raw)


def every_file(vault: Path) -> Iterator[Path]:
    return (path for path in sorted(vault.rglob("*")) if path.is_file())
