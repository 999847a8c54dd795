"""`import` with locked PDFs: one password for all of them, asked for at the terminal or read from a descriptor."""

import getpass
from pathlib import Path

import pytest

from tests.command_line.running import Answer, on_a_pipe, run, run_here
from tests.command_line.test_verbs import empty_path, pytestmark
from tests.conftest import PASSPHRASE
from tests.worker import files

__all__ = ["empty_path", "pytestmark"]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Two PDFs with one password, one with another, and one without."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, password in {"a": "first", "b": "first", "c": "second", "free": None}.items():
        pdf = files.text_pdf(f"Report {name}")
        (folder / f"{name}.pdf").write_bytes(pdf if password is None else files.locked(pdf, password))
    return folder


def told(answer: Answer) -> dict[str, tuple[str, bool]]:
    return {Path(item["path"]).name: (item["outcome"], item["locked"]) for item in answer.items}


def test_passwords_come_from_a_descriptor_and_what_they_do_not_open_is_told(empty_path: Path, papers: Path) -> None:
    answer = run("import", empty_path, papers, "--dry-run")
    assert "Would be imported with its password: " in answer.out
    assert "1 would be imported, 3 with a password" in answer.err
    answer = run("import", empty_path, papers, "--json")
    assert answer.status == 5
    out, came = ("refused", True), ("imported", False)
    assert told(answer) == {"free.pdf": came, "a.pdf": out, "b.pdf": out, "c.pdf": out}
    assert "--pdf-passwords-fd" in answer.items[-1]["reason"]
    with on_a_pipe("nothing\n\nfirst\n") as reading:
        answer = run("import", empty_path, papers, "--json", "--pdf-passwords-fd", str(reading))
    assert told(answer) == {"free.pdf": ("duplicate", False), "a.pdf": came, "b.pdf": came, "c.pdf": out}
    assert run("import", empty_path, papers / "a.pdf").status == 0, "it is known without its password"
    assert {item["title"] for item in run("list", empty_path, "documents", "--json").items} == {"Free", "A", "B"}


def test_the_versions_of_a_document_are_listed_and_saved(empty_path: Path, papers: Path) -> None:
    with on_a_pipe("first\n") as reading:
        run("import", empty_path, papers, "--pdf-passwords-fd", str(reading))
    listed = run("versions", empty_path, "A")
    assert "1. Locked original: a.pdf\n    It is kept exactly as it came" in listed.out
    assert "2. Unlocked copy: a.pdf (in use)" in listed.out
    target = papers / "saved.pdf"
    answer = run("versions", empty_path, "a.pdf", "--save", "1", "--out", target, "--json")
    assert answer.items == [{"number": 1, "path": str(target)}]
    assert target.read_bytes() == (papers / "a.pdf").read_bytes()
    assert [item["in_use"] for item in run("versions", empty_path, "B", "--json").items] == [False, True]
    assert "has no version 3" in run("versions", empty_path, "A", "--save", "3", "--out", target).err
    assert "belong together" in run("versions", empty_path, "A", "--save", "1").err
    assert "Unknown document. Nothing here is called" in run("versions", empty_path, "Z").err


def test_a_person_is_asked_until_nothing_is_left_or_enter_is_pressed(
    empty_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["wrong", "first", ""])
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(typed))
    answer = run_here("import", empty_path, papers, typed=PASSPHRASE)
    assert answer.status == 5
    assert answer.out.count("Imported: ") == 3
    assert answer.out.count("Not imported: ") == 1
    assert "3 PDFs are locked with a password:" in answer.err
    assert answer.err.count("opens none of them") == 1
    assert next(typed, None) is None
    typed = iter(["second"])
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(typed))
    assert run_here("import", empty_path, papers / "c.pdf", typed=PASSPHRASE).status == 0
