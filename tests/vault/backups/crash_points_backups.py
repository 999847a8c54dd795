"""Lives a short life of a backup, a restore or a repair again and again, each time in a child that ends before one more of its steps.

Run as `python -m tests.vault.backups.crash_points_backups LIFE FOLDER`, like
`tests.vault.crash_points_sessions`, whose steps these are. For life number
N it leaves `FOLDER/N`, with the vault and its backup, and `FOLDER/N/said`, what had been acknowledged.
"""

import itertools
import shutil
import sys
from pathlib import Path

from ism_desktop.records import safekeeping
from ism_desktop.vault import create, unlock
from ism_desktop.vault.integrity.rescuing import Rescue
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.crash_points_sessions import EVERY, end_before_step, ends, say
from tests.vault.filing import file_document, forget_document, note_medication
from tests.vault.paths import DATABASE, document_path, flip


def _prepare(folder: Path) -> None:
    vault = create(folder / "vault", PASSPHRASE, cost=CHEAP)
    note_medication(vault, "First")
    victim = file_document(vault, "First", b"first " * 5000)
    file_document(vault, "Second", b"second " * 5000)
    safekeeping.back_up(vault, folder / "stick")
    forget_document(vault, victim)
    file_document(vault, "Third", b"third " * 5000)
    vault.close()


def backing_up(folder: Path, number: int) -> None:
    vault = unlock(folder / "vault", PASSPHRASE)
    end_before_step(number)
    safekeeping.back_up(vault, folder / "stick", keep=1)
    say("backed up")
    vault.close()


def to_one_file(folder: Path, number: int) -> None:
    vault = unlock(folder / "vault", PASSPHRASE)
    end_before_step(number)
    safekeeping.back_up(vault, folder / "tars", one_file=True)
    say("backed up")
    vault.close()


def restoring(folder: Path, number: int) -> None:
    end_before_step(number)
    safekeeping.restore(folder / "stick", folder / "restored")
    say("restored")


def repairing(folder: Path, number: int) -> None:
    vault = unlock(folder / "vault", PASSPHRASE)
    (second,) = {path.stem for path in (folder / "stick" / "blobs").rglob("*.ismd")} & vault.files.ids()
    flip(document_path(folder / "vault", second), 500)
    findings = safekeeping.full_check(vault)
    end_before_step(number)
    safekeeping.repair(vault, findings, [folder / "stick"])
    say("repaired")
    vault.close()


def putting_back(folder: Path, number: int) -> None:
    flip(folder / "vault" / DATABASE, 5000)
    end_before_step(number)
    rescue = Rescue.of(folder / "vault", PASSPHRASE)
    rescue.put_back(rescue.snapshots()[0].path)
    say("rescued")


def salvaging(folder: Path, number: int) -> None:
    flip(folder / "vault" / DATABASE, (folder / "vault" / DATABASE).stat().st_size - 100)
    end_before_step(number)
    Rescue.of(folder / "vault", PASSPHRASE).salvage()
    say("rescued")


LIVES = {
    "putting_back": putting_back,
    "salvaging": salvaging,
    "backing_up": backing_up,
    "to_one_file": to_one_file,
    "restoring": restoring,
    "repairing": repairing,
}


def main() -> None:
    life, folder = LIVES[sys.argv[1]], Path(sys.argv[2])
    _prepare(folder / "first")
    for number in itertools.count(1, EVERY):
        shutil.copytree(folder / "first", folder / str(number))
        if not ends(life, folder / str(number), folder / str(number), number):
            return


if __name__ == "__main__":
    main()
