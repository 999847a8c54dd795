"""What stands at the top of the repository, and what must not stand in its packaging files."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import ism_desktop

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    *(".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "README.md", "ism_desktop", "packaging"),
    *("CONTRIBUTING.md", "SECURITY.md", "docs", "pyproject.toml", "resources", "tests"),
}


def test_nothing_else_at_the_top() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    top = {line.split("/", 1)[0] for line in listed.splitlines()}
    assert top <= TOP, f"unexpected: {top - TOP}"


def test_what_must_be_there_is_there() -> None:
    assert {name for name in TOP if not (ROOT / name).exists()} == set()


def test_the_checks_can_be_started() -> None:
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111, ".ci/run must be executable"
    assert "packaging/test.py" in run.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["constraints.txt", "requirements.txt", "requirements-dev.txt", "../pyproject.toml"])
def test_no_index_address(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    for forbidden in ("://", "index-url", "find-links", "trusted-host", "git+", " @ "):
        assert forbidden not in text, f"{name} names {forbidden}"


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    assert "keepachangelog.com" in text
    versions = re.findall(r"^## \[([^]]+)\] - (Unreleased|unreleased|\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    assert versions
    assert versions[0][0] == ism_desktop.__version__
    headings = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert headings <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == len(versions), "every version heading has its date"


def test_papers_name_what_exists() -> None:
    """Paths written in the papers at the top are there."""
    for paper in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"):
        text = (ROOT / paper).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:ism_desktop|packaging|resources|tests|\.ci)/[\w./-]*)`", text):
            assert (ROOT / path).exists(), f"{paper} names {path}"
