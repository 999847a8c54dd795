"""A file that a person asked for outside the vault: whole or not at all, and nothing of it when the program is killed meanwhile."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ism_desktop.vault import chosen_file

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["nameless", "hidden"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways a system may have: without a name until it is whole, or hidden beside its place."""
    if request.param == "hidden":
        monkeypatch.setattr(chosen_file, "_nameless", lambda _folder: None)
    elif sys.platform != "linux":
        pytest.skip("only Linux has files without a name")
    return request.param


@pytest.mark.usefixtures("way")
def test_it_is_there_when_it_is_whole_and_replaces_what_was(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    for content in (b"first" * 1000, b"second"):
        with chosen_file.writing(target) as file:
            file.write(content)
        assert target.read_bytes() == content
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


@pytest.mark.usefixtures("way")
def test_what_fails_in_between_leaves_what_was(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    with pytest.raises(InterruptedError), chosen_file.writing(target) as file:
        file.write(b"new")
        raise InterruptedError
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), chosen_file.writing(tmp_path / "gone" / "paper.pdf"):
        pass


def test_a_link_that_stands_in_its_place_stays_and_leads_to_the_new_file(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"old")
    (tmp_path / "paper.pdf").symlink_to(elsewhere)
    with chosen_file.writing(tmp_path / "paper.pdf") as file:
        file.write(b"new")
    assert elsewhere.read_bytes() == b"new"
    assert (tmp_path / "paper.pdf").is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")
def test_a_program_that_is_killed_leaves_no_half_file(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ism_desktop.vault import chosen_file\n"
        "with chosen_file.writing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half a page'); file.flush(); print('written', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "paper.pdf")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"written\n"
        os.kill(writing.pid, signal.SIGKILL)
    assert list(tmp_path.iterdir()) == []
