"""One of each kind of place that a person may choose by mistake, and what each is."""

import os
import tarfile
import zipfile
from pathlib import Path

from PIL import Image

from ism_desktop.exchange import export
from ism_desktop.records import safekeeping
from ism_desktop.vault import create, recognising
from ism_desktop.vault.recognising import Place
from tests.conftest import CHEAP, PASSPHRASE
from tests.worker.files import text_pdf


def make(root: Path) -> dict[str, Path]:
    """One of each kind of place."""
    made = create(root / "vault", PASSPHRASE, cost=CHEAP)
    backup = safekeeping.back_up(made, root / "backup").paths[0]
    one_file = safekeeping.back_up(made, root / "tars", one_file=True).paths[0]
    export(made, root / "export")
    made.close()
    (root / "paper.pdf").write_bytes(text_pdf("x"))
    Image.new("RGB", (8, 8)).save(root / "picture.png")
    (root / "text.txt").write_text("a text that names vault.hdr")
    (root / "empty.txt").write_bytes(b"")
    (root / "empty folder").mkdir()
    (root / "folder").mkdir()
    (root / "folder" / "text.txt").write_text("words")
    with tarfile.open(root / "foreign.tar", "w") as tar:
        tar.add(root / "text.txt", "text.txt")
    with zipfile.ZipFile(root / "archive.zip", "w") as archive:
        archive.writestr("text.txt", "words")
    (root / "renamed.bin").write_bytes(_with_a_damaged_beginning(one_file))
    os.mkfifo(root / "pipe")
    (root / "ring").symlink_to(root / "ring")
    places = {path.name: path for path in root.iterdir() if path.name not in {"tars", "backup"}}
    return places | {
        "backup": backup,
        "one file": one_file,
        "backups": root / "tars",
        "missing": root / "nothing",
        "in vault": root / "vault" / "blobs",
        "file in vault": root / "vault" / "records.db",
        "too long": root / ("x" * 300),
    }


def _with_a_damaged_beginning(one_file: Path) -> bytes:
    """A backup whose first member is large and whose head is gone, under a name that says nothing."""
    whole = one_file.read_bytes()
    return b"\1" * 512 + whole[512:] if len(whole) > 4096 else whole


SAID = {
    "vault": Place.VAULT,
    "export": Place.EXPORT,
    "backup": Place.BACKUP,
    "backups": Place.BACKUPS,
    "one file": Place.BACKUP_FILE,
    "renamed.bin": Place.BACKUP_FILE,
    "paper.pdf": Place.PDF,
    "picture.png": Place.PICTURE,
    "archive.zip": Place.ZIP,
    "text.txt": Place.FILE,
    "foreign.tar": Place.FILE,
    "empty.txt": Place.EMPTY_FILE,
    "empty folder": Place.EMPTY_FOLDER,
    "folder": Place.FOLDER,
    "pipe": Place.DEVICE,
    "ring": Place.UNREACHABLE,
    "too long": Place.UNREACHABLE,
    "missing": Place.MISSING,
    "in vault": Place.IN_VAULT,
    "file in vault": Place.IN_VAULT,
}


def as_said(place: Place) -> str:
    """What a message says of it; of what lies in a vault, in which one."""
    if place is Place.IN_VAULT:
        return "is inside the record “vault”"
    return recognising.told(Path("it"), place).partition("” ")[2].rstrip(".")
