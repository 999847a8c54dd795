"""The real program in a process of its own, with a hand and a guard in it and a home folder that nobody else writes to."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.privacy.guard import REFUSALS
from tests.privacy.remote_control import DESCRIPTORS

_INJECTED = Path(__file__).with_name("injected")
_PATIENCE = 120.0  # seconds; a slow machine is no fault


@dataclass(frozen=True)
class Home:
    """The folders that the program may know of, all below one of our own."""

    root: Path

    @classmethod
    def made(cls, root: Path) -> "Home":
        """Make them."""
        home = cls(root)
        for folder in home.variables().values():
            Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        return home

    @property
    def config(self) -> Path:
        """Where the program keeps its settings."""
        return self.root / "config" / "ism-desktop"

    @property
    def refusals(self) -> Path:
        """What the guard refused."""
        return self.root.parent / "refusals.jsonl"

    def variables(self) -> dict[str, str]:
        """The environment's names for these folders."""
        named = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "share"}
        named |= {"XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp"}
        return {name: str(self.root / folder) for name, folder in named.items()}

    def environment(self) -> dict[str, str]:
        """What the program is started with: nothing of the person who tests but where programs lie."""
        return self.variables() | {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(_INJECTED),
            "ISM_DESKTOP_CATALOGUES": os.environ.get("ISM_DESKTOP_CATALOGUES", ""),
            # Compiled code of ours would be written beside it; it is no secret, and would only be in the way here.
            "PYTHONDONTWRITEBYTECODE": "1",
            REFUSALS: str(self.refusals),
        }


def command(*words: str) -> list[str]:
    """The command that starts the program, as `packaging/start.py` gives it."""
    return [sys.executable, "-P", "-m", "ism_desktop", *words]


@dataclass
class Running:
    """A running program and the pipes to its hand."""

    process: subprocess.Popen[bytes]
    orders: int
    answers: int
    pid: int = 0
    window_at: float = 0.0
    relaunched_at: float = 0.0
    _rest: bytearray = field(default_factory=bytearray)

    def order(self, what: str, **how: Any) -> Any:
        """Have the hand do something, and wait for the answer."""
        self.begin(what, **how)
        return self._answer()

    def begin(self, what: str, **how: Any) -> None:
        """Have the hand do something without waiting."""
        os.write(self.orders, (json.dumps({"do": what, **how}) + "\n").encode())

    def wait_for_window(self) -> None:
        """Until the program, or the one that a lock put in its place, shows its first window."""
        self.window_at = self._answer()

    def lock(self) -> float:
        """Press Ctrl+L and wait for the lock screen. Returns the seconds from the end of one program to the next one's window."""
        self.order("lock")
        self.wait_for_window()
        return self.window_at - self.relaunched_at

    def kill(self) -> None:
        """End it now, as a power cut or the system's memory killer would."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def quit(self) -> int:
        """Press Ctrl+Q. Returns the exit status."""
        self.order("leave")
        return self.wait()

    def wait(self) -> int:
        """Wait for the end, and close the pipes."""
        status = self.process.wait(_PATIENCE)
        self.close()
        return status

    def close(self) -> None:
        """End what still runs, and close the pipes."""
        if self.process.poll() is None:
            if self.pid not in {0, self.process.pid}:
                # Under a tracer the program is its child; a killed tracer lets go of it, and it would run on for ever.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
        for descriptor in (self.orders, self.answers):
            if descriptor >= 0:
                os.close(descriptor)
        self.orders = self.answers = -1

    def _answer(self) -> Any:
        while True:
            told = json.loads(self._line())
            if "relaunching" in told:
                self.relaunched_at = told["relaunching"]
                continue
            assert "failed" not in told, told["failed"]
            return told["answer"]

    def _line(self) -> bytes:
        until = time.monotonic() + _PATIENCE
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self.answers], [], [], max(0.0, until - time.monotonic()))
            assert ready, "the program does not answer"
            piece = os.read(self.answers, 65536)
            assert piece, f"the program is gone, with status {self.process.poll()}"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        return bytes(line)


def start(home: Home, *, before: Sequence[str] = (), more: Mapping[str, str] | None = None) -> Running:
    """Start the program and wait for its first window. `before` are words in front of the command, such as those of strace."""
    orders_out, orders_in = os.pipe()
    answers_out, answers_in = os.pipe()
    environment = home.environment() | {DESCRIPTORS: f"{orders_out},{answers_in}"} | dict(more or {})
    with (home.root.parent / "output").open("ab") as said:
        process = subprocess.Popen(
            [*before, *command()],
            env=environment,
            cwd=home.root,
            pass_fds=(orders_out, answers_in),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    os.close(orders_out)
    os.close(answers_in)
    running = Running(process, orders_in, answers_out)
    try:
        running.wait_for_window()
    except BaseException:
        running.close()
        raise
    running.pid = process.pid if not before else _child_of(process.pid)
    return running


def _child_of(pid: int) -> int:
    """The program that a tracer runs."""
    [child] = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    lists = [task / "children" for task in Path(f"/proc/{pid}/task").iterdir()]
    return [int(child) for each in lists for child in each.read_text().split()]
