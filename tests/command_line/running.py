"""Verbs run by tests: in this process, where that saves a second for the start of a program, or as another program would run them."""

import contextlib
import getpass
import io
import json
import os
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.command_line import arguments, passphrase, running
from ism_desktop.vault import KeyCost
from tests.conftest import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a run of the program wrote, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def items(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def run(*words: str | Path, passphrase: str | None = PASSPHRASE) -> Answer:
    """Run a verb in this process, with a passphrase on a pipe; the same as `run_program` without a second for the start of a program."""
    if passphrase is None:
        return in_this_process(*words)
    with on_a_pipe(f"{passphrase}\nnot part of it\n") as reading:
        return in_this_process(*words, "--passphrase-fd", str(reading))


def in_this_process(*words: str | Path) -> Answer:
    """Run a verb here, where no terminal is to be asked at."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(getpass, "getpass", _no_terminal)
        patch.setattr(running, "log_to_terminal", lambda: None)
        # Measuring the computer and then deriving keys that cost a guesser half a second is what `run_program` still does.
        patch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
        patch.setattr(KeyCost, "raised", lambda cost, _seconds: cost)
        try:
            status = running.run(arguments.parser().parse_args([str(word) for word in words]))
        except SystemExit as end:  # help, and words that are not understood
            status = int(end.code or 0)
    assert status != running._BUG, err.getvalue()
    return Answer(status, out.getvalue(), err.getvalue())


def _no_terminal(*_words: object) -> str:
    raise EOFError


@contextlib.contextmanager
def on_a_pipe(lines: str) -> Generator[int]:
    """The number of an open file descriptor that gives these lines."""
    reading, writing = os.pipe()
    try:
        os.write(writing, lines.encode())
        os.close(writing)
        yield reading
    finally:
        os.close(reading)


def run_program(*words: str | Path, passphrase: str = PASSPHRASE) -> Answer:
    """Run the program with a passphrase on a pipe, as another program would."""
    with on_a_pipe(f"{passphrase}\nnot part of it\n") as reading:
        command = [sys.executable, "-m", "ism_desktop", *map(str, words), "--passphrase-fd", str(reading)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            pass_fds=(reading,),
            stdin=subprocess.DEVNULL,
            check=False,
        )
    assert "Traceback" not in done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


class Asked(BaseException):
    """The passphrase was asked for."""


def run_here(*words: str | Path, typed: str | None = None) -> Answer:
    """Run a verb with what is typed at the passphrase's prompt. Raises Asked."""

    def ask(*_arguments: object, **_options: object) -> str:
        if typed is None:
            raise Asked
        return typed

    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
        patch.setattr(KeyCost, "raised", lambda cost, _seconds: cost)
        for name in ("get", "get_if_wanted", "get_change"):
            patch.setattr(passphrase, name, ask)
        patch.setattr(running, "log_to_terminal", lambda: None)
        status = running.run(arguments.parser().parse_args([str(word) for word in words]))
    assert status != running._BUG, err.getvalue()
    return Answer(status, out.getvalue(), err.getvalue())
