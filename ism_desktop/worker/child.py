"""One worker process as its parent sees it: started, asked, overdue, ended."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from ism_desktop.worker.frames import BrokenPipe, Message, read_frame, write_frame
from ism_desktop.worker.limits import JOBS_PER_CHILD, MAX_ANSWER_BYTES, PAGE_SECONDS
from ism_desktop.worker.watchdog import Watchdog

_log = logging.getLogger(__name__)

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_OUT_OF_PROCESSOR_TIME = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None
_NO_CONSOLE_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one for every process
_PIPE_BYTES = 1024 * 1024
_PROGRAM_FOLDER = Path(__file__).resolve().parent.parent.parent
# -I leaves the environment and the current folder out of the import path, so the program's own folder is put there by hand.
_BOOTSTRAP = (
    "import sys; sys.path.insert(0, sys.argv[1]); from ism_desktop.worker.process import main; main(sys.argv[2])"
)
# Windows cannot start Python without it. Nothing else of the environment is passed on.
_PASSED_ON = ("SYSTEMROOT",)


class Stopped(Exception):
    """The process ended instead of answering; `overdue` when it was ended for taking too long."""

    def __init__(self, *, overdue: bool) -> None:
        super().__init__("overdue" if overdue else "ended")
        self.overdue = overdue


class Child:
    """A worker process. Used by one thread at a time; `end` may be called from any thread."""

    def __init__(self, role: str) -> None:
        """Start a process and wait until it is in its sandbox. Raises Stopped."""
        self.holds: tuple[str, int] | None = None
        """A document that stays open between jobs: what it is known by, and its number of pages."""
        self._overdue = False
        self._jobs_left = JOBS_PER_CHILD
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell, nothing from outside in the command
            _command(role),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Threads of Tesseract and numpy only get in each other's way: pages are spread over processes instead.
            env={**environment, "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
            cwd=_PROGRAM_FOLDER.anchor,
            bufsize=0,
            creationflags=_NO_CONSOLE_WINDOW,
            start_new_session=True,  # Ctrl+C in a terminal is for the program alone
        )
        _widen(self._process.stdin, self._process.stdout)
        self._to_child = cast("BinaryIO", self._process.stdin)
        self._from_child = cast("BinaryIO", self._process.stdout)
        self._watchdog = Watchdog(PAGE_SECONDS, self._end_overdue)
        try:
            ready, _ = self._within(lambda: self.receive(0))
        except Stopped:
            self.close()
            raise
        if not ready.get("filter"):
            _log.info("a worker process runs without a filter of system calls")

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def gone(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    @property
    def worn_out(self) -> bool:
        """Whether the process has done its share of jobs, or is gone, and a fresh one should follow."""
        return self._jobs_left <= 0 or self.gone

    def ask(
        self, message: Message, raw: bytes | memoryview = b"", *, wear: int = 1, max_raw: int = 0
    ) -> tuple[Message, Any]:
        """Have one job done; the answer's JSON and its raw bytes. Raises Stopped; the process is gone then.

        `wear` is how much of the process's life the job takes: 0 for a page that is only copied.
        """
        self._jobs_left -= wear

        def turn() -> tuple[Message, Any]:
            self.send(message, raw)
            return self.receive(max_raw)

        return self._within(turn)

    def send(self, message: Message, raw: bytes | memoryview = b"") -> None:
        """Send one frame."""
        _write_whole(self._to_child, message, raw)

    def receive(self, max_raw: int) -> tuple[Message, Any]:
        """Receive one frame."""
        return read_frame(self._from_child, MAX_ANSWER_BYTES, max_raw)

    def end(self) -> None:
        """End the process now. Harmless when it is gone already."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process and close the pipes."""
        self._watchdog.close()
        self.end()
        self._to_child.close()
        self._from_child.close()

    def _within(self, turn: Callable[[], tuple[Message, Any]]) -> tuple[Message, Any]:
        try:
            with self._watchdog.span():
                return turn()
        except BrokenPipe as error:
            self.end()
            raise Stopped(overdue=self._overdue or self._process.returncode == _OUT_OF_PROCESSOR_TIME) from error
        except BaseException:
            # Ctrl+C in the middle of an answer: what is left of it in the pipe must not be taken for the answer to the next job.
            self.end()
            raise

    def _end_overdue(self) -> None:
        self._overdue = True
        self._process.kill()


def _widen(*pipes: IO[bytes] | None) -> None:
    """Let Linux's pipes hold 1 MB instead of 64 KB: fewer turns, a sixth less processor time for a large binder."""
    if fcntl is None or not hasattr(fcntl, "F_SETPIPE_SZ"):
        return
    for pipe in pipes:
        if pipe is not None:
            with contextlib.suppress(OSError):  # a user's share of pipe memory may be used up; it works without
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _command(role: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", role]
    return [sys.executable, "-I", "-B", "-c", _BOOTSTRAP, str(_PROGRAM_FOLDER), role]


def _write_whole(stream: BinaryIO, message: Message, raw: bytes | memoryview) -> None:
    """Write a frame to an unbuffered pipe, which may take less than it is given in one go."""
    write_frame(cast("BinaryIO", _Whole(stream)), message, raw)


class _Whole:
    """A pipe whose `write` does not return before everything is written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, raw: bytes | memoryview) -> None:
        left = memoryview(raw)
        while left:
            left = left[self._stream.write(left) :]

    def flush(self) -> None:
        """An unbuffered pipe has nothing to flush."""
