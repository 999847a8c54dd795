"""Lives through changes of the ways into a vault again and again, each time in a child that ends, or meets a full disk, one step later.

Run as `python -m tests.vault.key_slots.crash_points_changes LIFE FOLDER [fail-once|fail-on]`, in a process
of its own because it forks. The steps
are those that Python sees; for life number N it leaves `FOLDER/N/vault` and `FOLDER/N/said`: what was begun, and what was acknowledged or
reported as failed.
"""

import errno
import itertools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from ism_desktop.errors import VaultNotWritable
from ism_desktop.vault import Vault, create, key_slots, unlock
from ism_desktop.vault.key_slots import RecoveryCode
from tests.conftest import CHEAP, PASSPHRASE

P = ParamSpec("P")
R = TypeVar("R")

OLD = PASSPHRASE
NEW = "bootleg pretzel both kinfolk transpire"
SISTER = "the sister’s own passphrase"
_ENDED = 77
_REACHED = 78


def say(word: str) -> None:
    os.writev(1, [f"{word}\n".encode()])


def count_steps(number: int, how: str) -> Callable[[], bool]:
    """Let the step of this number end the process, or fail as on a full disk: once, or it and all after it.

    Returns:
        Whether it was reached.
    """
    steps = itertools.count(1)
    reached: list[int] = []

    def counted(real: Callable[P, R]) -> Callable[P, R]:
        def step(*args: P.args, **kwargs: P.kwargs) -> R:
            this = next(steps)
            if this == number and how == "end":
                os._exit(_ENDED)
            if this == number or (this > number and how == "fail-on"):
                reached.append(this)
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **kwargs)

        return step

    os.write, os.fsync = counted(os.write), counted(os.fsync)
    for name in ("replace", "unlink"):
        setattr(Path, name, counted(getattr(Path, name)))
    return lambda: bool(reached)


def attempt(name: str, change: Callable[[], object]) -> None:
    say(f"begun {name}")
    try:
        change()
    except VaultNotWritable:
        say(f"failed {name}")
    else:
        say(f"done {name}")


def changing(vault: Vault, _: RecoveryCode) -> None:
    attempt("change", lambda: key_slots.change_passphrase(vault, OLD, NEW, cost=CHEAP))


def adding(vault: Vault, _: RecoveryCode) -> None:
    attempt("add", lambda: key_slots.add_passphrase(vault, SISTER, "Maria", cost=CHEAP))


def renewing(vault: Vault, code: RecoveryCode) -> None:
    attempt("use", lambda: key_slots.use_recovery_code(vault, code))


def cancelling(vault: Vault, _: RecoveryCode) -> None:
    attempt("cancel", lambda: key_slots.cancel_recovery_code(vault))


LIVES = {"changing": changing, "adding": adding, "renewing": renewing, "cancelling": cancelling}


def live(life: str, how: str, subject: Path, number: int) -> int:
    vault = unlock(subject, OLD)
    fresh = key_slots.draft_recovery_code(vault)
    former = key_slots.present_recovery_code(vault)
    assert former is not None
    say(f"former {former.secret.hex()}")
    say(f"fresh {fresh.secret.hex()}")
    reached = count_steps(number, how)
    LIVES[life](vault, fresh)
    # What the vault itself holds to be true must be what lies in the folder.
    say(f"header {vault.header.hex()}")
    return _REACHED if reached() else 0


def ends(life: str, how: str, folder: Path, subject: Path, number: int) -> bool:
    """Whether the life of the subject met its step; what it said is left in the folder."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(folder / "said", os.O_WRONLY | os.O_CREAT), 1)
        # A fault shows on stderr and ends the child with status 1, which the parent does not take.
        os._exit(live(life, how, subject, number))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in {0, _ENDED, _REACHED}:
        sys.exit(1)
    return status != 0


def main() -> None:
    life, folder = sys.argv[1], Path(sys.argv[2])
    how = sys.argv[3] if len(sys.argv) > 3 else "end"
    first = folder / "first"
    made = create(first, OLD, cost=CHEAP)
    key_slots.use_recovery_code(made, key_slots.draft_recovery_code(made))
    made.close()
    for number in itertools.count(1):
        (folder / str(number)).mkdir()
        shutil.copytree(first, folder / str(number) / "vault")
        if not ends(life, how, folder / str(number), folder / str(number) / "vault", number):
            return


if __name__ == "__main__":
    main()
