"""Lives a short life of a vault again and again, each time in a child that ends before one more of its durable steps.

Run as `python -m tests.vault.crash_points_sessions LIFE FOLDER`, in a process of its own because it forks.
The steps are those that Python sees
(write, sync, rename, removal); SQLite's own lie below and need the preloaded library of the larger suite. For life number N it leaves
`FOLDER/N/vault` and `FOLDER/N/said`, what had been acknowledged; the last life was lived to its end.
"""

import itertools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from sqlalchemy import text

from ism_desktop.vault import Vault, create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import rounds

P = ParamSpec("P")
R = TypeVar("R")

CONTENT = b"a letter " * 20_000
_ENDED = 77
# By default every ninth step: a file is written in four, so that each of them is met with every ninth file.
EVERY = rounds(9, 1)


def end_before_step(number: int) -> None:
    steps = itertools.count(1)

    def ending(real: Callable[P, R]) -> Callable[P, R]:
        def step(*args: P.args, **kwargs: P.kwargs) -> R:
            if next(steps) == number:
                os._exit(_ENDED)
            return real(*args, **kwargs)

        return step

    os.write, os.fsync, os.utime = ending(os.write), ending(os.fsync), ending(os.utime)
    for name in ("replace", "unlink", "mkdir"):
        setattr(Path, name, ending(getattr(Path, name)))


def say(word: str) -> None:
    os.writev(1, [f"{word}\n".encode()])


def _import(vault: Vault, name: str) -> str:
    stored = vault.files.add_bytes(CONTENT, name=name, media_type="text/plain")
    with vault.write() as session:
        session.execute(
            text("INSERT INTO statements VALUES (:kind, :name, '2026', 'me')"), {"kind": stored.file_id, "name": name}
        )
        session.info["changed"].add("documents")
    say(f"imported {stored.file_id}")
    return stored.file_id


def using(path: Path, number: int) -> None:
    vault = unlock(path, PASSPHRASE)
    end_before_step(number)
    first = _import(vault, "one.txt")
    _import(vault, "two.txt")
    say(f"discarding {first}")
    with vault.write() as session:
        session.execute(text("DELETE FROM statements WHERE kind = :kind"), {"kind": first})
    vault.files.discard(first)
    vault.snapshot()
    _import(vault, "three.txt")
    vault.close()


def making(path: Path, number: int) -> None:
    path.rmdir()
    end_before_step(number)
    create(path, PASSPHRASE, cost=CHEAP).close()
    say("made")


LIVES = {"using": using, "making": making}


def ends(life: Callable[[Path, int], None], folder: Path, subject: Path, number: int) -> bool:
    """Whether the life of the subject ended early; what it said is left in the folder."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(folder / "said", os.O_WRONLY | os.O_CREAT), 1)
        # A fault shows on stderr and ends the child with status 1, which the parent does not take.
        life(subject, number)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in {0, _ENDED}:
        sys.exit(1)
    return status == _ENDED


def main() -> None:
    life, folder = LIVES[sys.argv[1]], Path(sys.argv[2])
    first = folder / "first"
    first.mkdir()
    if life is using:
        create(first, PASSPHRASE, cost=CHEAP).close()
    for number in itertools.count(1, EVERY):
        (folder / str(number)).mkdir()
        shutil.copytree(first, folder / str(number) / "vault")
        if not ends(life, folder / str(number), folder / str(number) / "vault", number):
            return


if __name__ == "__main__":
    main()
