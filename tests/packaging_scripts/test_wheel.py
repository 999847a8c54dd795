"""The wheel that is built from the repository holds the program and all it ships, and runs away from the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was unpacked into, as an installer does it."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    with zipfile.ZipFile(folder / built) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


# What a key costs is measured by the tests of the verbs; here it is as cheap as the header allows.
_MAIN = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from ism_desktop.__main__ import main
from ism_desktop.vault import KeyCost
KeyCost.calibrated = classmethod(lambda cls: cls(1024, 1, 1))
raise SystemExit(main())
"""


def _run(installed: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    # -I: neither the checkout nor the folder it is started in is looked into.
    command = [sys.executable, "-I", "-c", _MAIN, str(installed), *words]
    return subprocess.run(command, input=given, cwd=installed, capture_output=True, text=True, check=False)


def test_everything_shipped_lies_inside_the_package(installed: Path) -> None:
    inside = installed / "ism_desktop" / "resources"
    there = {path.relative_to(inside) for path in inside.rglob("*.*")}
    shipped = {path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*.*") if path.is_file()}
    assert shipped - {path for path in shipped if "__pycache__" in path.parts} <= there
    assert {Path("format/FORMAT.md"), Path("format/read_vault.py")} <= there
    assert not (installed / "resources").exists(), "a folder of that name in everybody's site-packages"


def test_it_runs_and_prints_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    vault, card = tmp_path / "Record", tmp_path / "card.pdf"
    made = _run(installed, "create", str(vault), given="correct horse battery staple\n" * 2)
    assert made.returncode == 0, made.stderr
    printed = _run(installed, "print", str(vault), "card", "--out", str(card), given="correct horse battery staple\n")
    assert printed.returncode == 0, printed.stderr
    assert card.read_bytes().startswith(b"%PDF")


def test_both_commands_are_offered(installed: Path) -> None:
    [entries] = installed.glob("*.dist-info/entry_points.txt")
    assert entries.read_text().count("ism_desktop.__main__:main") == 2
