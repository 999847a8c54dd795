"""The program's other processes, started as a frozen program starts them: by itself, with a hidden word."""

import subprocess
import sys
from pathlib import Path

import pytest

from ism_desktop.worker import child
from ism_desktop.worker.child import Child
from ism_desktop.worker.process import ROLES

ROOT = Path(__file__).resolve().parents[2]
# Stands for the frozen program: it knows where it lies, and is handed the words.
_PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from ism_desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize("role", ROLES)
def test_the_program_becomes_a_worker(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = child._command(role)
    assert command == [sys.executable, "--worker", role]
    monkeypatch.setattr(child, "_command", lambda _: [sys.executable, "-I", "-B", "-c", _PROGRAM, *command[1:]])
    # Its first answer says that its walls stand; then it waits for jobs.
    started = Child(role)
    assert not started.gone
    started.close()
    assert started.gone


@pytest.mark.parametrize("words", [["--worker"], ["--worker", "viewer", "more"], ["--keyring", "more"]])
def test_other_words_are_a_mistake(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage:" in done.stderr
