"""A verb run in this process: what it answers, as from the command line, without a second for the start of a program.

A passphrase that is asked for without one being given ends the verb with `Asked`: so a test sees what is refused before.
"""

import contextlib
import io
from pathlib import Path

import pytest

from ism_desktop.command_line import arguments, passphrase, running
from tests.command_line.test_verbs import Answer


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
        for name in ("get", "get_if_wanted", "get_change"):
            patch.setattr(passphrase, name, ask)
        patch.setattr(running, "log_to_terminal", lambda: None)
        status = running.run(arguments.parser().parse_args([str(word) for word in words]))
    assert "Something in the program went wrong" not in err.getvalue(), err.getvalue()
    return Answer(status, out.getvalue(), err.getvalue())
