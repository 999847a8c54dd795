"""The verb passphrase: with its two lines on a file descriptor, and at a real terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ism_desktop.errors import PassphraseTooShort, VaultMissing, WrongPassphrase, WrongRecoveryCode
from ism_desktop.vault import create, key_slots, unlock
from tests.command_line.running import ROOT, Answer, in_this_process, on_a_pipe
from tests.conftest import CHEAP, PASSPHRASE

NEW = "bootleg pretzel both kinfolk transpire"

# Makes the terminal on standard input the one of this process, and becomes the program.
_AT_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    create(folder, PASSPHRASE, cost=CHEAP).close()
    return folder


def run(*words: str | Path, lines: str) -> Answer:
    """Run the verb here, with these lines on a file descriptor."""
    with on_a_pipe(lines) as reading:
        return in_this_process(*words, "--passphrase-fd", str(reading))


def opens(path: Path, passphrase: str) -> bool:
    try:
        unlock(path, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def test_it_is_changed(path: Path) -> None:
    answer = run("passphrase", path, "--json", lines=f"{PASSPHRASE}\r\n{NEW}\nnot part of it\n")
    assert answer.status == 0, answer.err
    assert answer.items == [{"vault": str(path), "changed": True}]
    assert "Backups made before" in answer.err
    assert NEW not in answer.out + answer.err
    assert not opens(path, PASSPHRASE)
    assert opens(path, NEW)


def test_a_last_line_needs_no_end(path: Path) -> None:
    answer = run("passphrase", path, lines=f"{PASSPHRASE}\n{NEW}")
    assert answer.status == 0, answer.err
    assert "Passphrase changed" in answer.out
    assert opens(path, NEW)


@pytest.mark.parametrize(
    ("lines", "status", "sentence"),
    [
        (f"{NEW}\n{NEW}\n", 3, str(WrongPassphrase.title)),
        (f"{PASSPHRASE}\nshort\n", 2, str(PassphraseTooShort.title)),
        (f"{PASSPHRASE}\n", 2, "second line"),
        (f"{PASSPHRASE}\n\n", 2, "second line"),
        (f"\n{NEW}\n", 2, "first line"),
        ("", 2, "first line"),
    ],
)
def test_what_is_refused_changes_nothing(path: Path, lines: str, status: int, sentence: str) -> None:
    before = (path / "vault.hdr").read_bytes()
    answer = run("passphrase", path, lines=lines)
    assert answer.status == status
    assert sentence in answer.err
    assert answer.out == ""
    assert (path / "vault.hdr").read_bytes() == before


def test_a_forgotten_passphrase_is_set_with_the_sheet(path: Path) -> None:
    vault = unlock(path, PASSPHRASE)
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    vault.close()
    mistyped = run(
        "passphrase", path, "--recovery", lines=f"{'-'.join((*code.groups[:4], '000001', *code.groups[5:]))}\n{NEW}\n"
    )
    assert mistyped.status == 3
    assert "Group 5 is mistyped" in mistyped.err
    wrong = run("passphrase", path, "--recovery", lines=f"{' '.join(['000011'] * 8)}\n{NEW}\n")
    assert wrong.status == 3
    assert str(WrongRecoveryCode.title) in wrong.err
    assert opens(path, PASSPHRASE)
    answer = run("passphrase", path, "--recovery", "--json", lines=f"{'-'.join(code.groups)}\n{NEW}\n")
    assert answer.status == 0, answer.err
    assert answer.items == [{"vault": str(path), "changed": True}]
    assert "".join(code.groups) not in answer.out + answer.err
    assert not opens(path, PASSPHRASE)
    assert opens(path, NEW)


def test_without_a_vault_nothing_is_asked(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "ism_desktop", "passphrase", str(tmp_path / "nowhere")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 2
    assert str(VaultMissing.title) in done.stderr
    assert "assphrase:" not in done.stdout + done.stderr


def at_a_terminal(path: Path, *typed: str, words: tuple[str, ...] = ()) -> tuple[int, str]:
    """Run the program at a terminal of its own, type one line for each question, and give back its status and all that was shown."""
    try:
        terminal, side = pty.openpty()
    except OSError as error:
        pytest.skip(f"this system has no terminals to give: {error}")
    command = [sys.executable, "-c", _AT_TERMINAL, "-m", "ism_desktop", "passphrase", str(path), "--json", *words]
    program = subprocess.Popen(command, cwd=ROOT, stdin=side, stdout=side, stderr=side, start_new_session=True)
    os.close(side)
    shown, asked = b"", 0
    left = list(typed)
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the program has closed the terminal
            break
        if not piece:
            break
        shown += piece
        if left and shown[asked:].endswith((b"passphrase: ", b"again: ", b"sheet: ")):
            asked = len(shown)
            os.write(terminal, left.pop(0).encode() + b"\n")
    os.close(terminal)
    return program.wait(), shown.decode()


def test_at_a_terminal_the_new_one_is_asked_twice_and_nothing_is_shown(path: Path) -> None:
    status, shown = at_a_terminal(path, PASSPHRASE, NEW, NEW + "s")
    assert status == 2
    assert "not the same" in shown
    assert opens(path, PASSPHRASE)
    status, shown = at_a_terminal(path, PASSPHRASE, NEW, NEW)
    assert status == 0, shown
    assert PASSPHRASE not in shown
    assert NEW not in shown
    assert json.dumps({"vault": str(path), "changed": True}) in shown
    assert opens(path, NEW)


def test_help_names_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ism_desktop", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "passphrase" in done.stdout
    assert "--worker" not in done.stdout
    assert "--keyring" not in done.stdout
