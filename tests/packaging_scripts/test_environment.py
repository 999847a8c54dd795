"""The scripts that set the program up: the pins, the stamp, and what they say when something is missing."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """`environment` and `system_libraries`, imported as `start.py` does: from their own folder."""
    monkeypatch.syspath_prepend(PACKAGING)
    import environment
    import system_libraries

    return environment, system_libraries


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _lines(name: str) -> list[str]:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _pins() -> dict[str, str]:
    pins = {}
    for line in _lines("constraints.txt"):
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9][0-9A-Za-z.+!]*)", line)
        assert match, f"not an exact version: {line}"
        assert _normal(match[1]) not in pins, f"twice: {line}"
        pins[_normal(match[1])] = match[2]
    return pins


def test_everything_required_is_pinned() -> None:
    pins = _pins()
    for name in (*_lines("requirements.txt"), *_lines("requirements-dev.txt")):
        assert _normal(name) in pins, f"{name} has no version"


def test_requirements_are_those_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required: list[str] = project["dependencies"]
    bounds = {name: f">={bound}" for name, _, bound in (each.partition(">=") for each in required)}
    assert {_normal(name) for name in bounds} == {_normal(name) for name in _lines("requirements.txt")}
    pins = _pins()
    for name, bound in bounds.items():
        assert bound.split(",")[0] == f">={pins[_normal(name)]}", f"{name}: the lower bound is what was tested"
    development = project["optional-dependencies"]["dev"]
    assert {_normal(name) for name in development} == {_normal(name) for name in _lines("requirements-dev.txt")}


def test_what_is_installed_for_the_program_is_pinned(scripts: tuple[ModuleType, ModuleType]) -> None:
    """In the project's own environment nothing unpinned was drawn in; elsewhere there is nothing to compare."""
    environment, _ = scripts
    if Path(sys.prefix).resolve() != environment.VENV.resolve():
        pytest.skip("not running in .venv")
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format", "freeze"], check=True, capture_output=True, text=True
    ).stdout
    installed = dict(line.split("==") for line in listed.splitlines() if "==" in line)
    pins = _pins()
    for name, version in installed.items():
        if _normal(name) not in {"pip", "setuptools"}:
            assert pins.get(_normal(name)) == version, name


def test_the_stamp_is_read_back(scripts: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    environment, _ = scripts
    stamp = tmp_path / "stamp.json"
    assert environment.read_stamp(stamp) == {}
    environment.write_stamp({"run": "abc", "libraries": "offscreen"}, stamp)
    assert environment.read_stamp(stamp) == {"run": "abc", "libraries": "offscreen"}
    stamp.write_text("[1, 2", encoding="utf-8")
    assert environment.read_stamp(stamp) == {}
    stamp.write_text("[1, 2]", encoding="utf-8")
    assert environment.read_stamp(stamp) == {}


def test_the_digest_changes_with_any_list_and_not_with_line_ends(
    scripts: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    environment, _ = scripts
    pins, names = tmp_path / "constraints.txt", tmp_path / "requirements.txt"
    pins.write_bytes(b"pypdf==7.1.0\n")
    names.write_bytes(b"pypdf\n")
    first = environment.pins_digest(pins, names)
    pins.write_bytes(b"pypdf==7.1.0\r\n")
    assert environment.pins_digest(pins, names) == first
    pins.write_bytes(b"pypdf==7.1.1\n")
    assert environment.pins_digest(pins, names) != first


def test_missing_libraries_are_read_from_the_loaders_answer(scripts: tuple[ModuleType, ModuleType]) -> None:
    _, libraries = scripts
    answer = (
        "/venv/QtWidgets.abi3.so:\n"
        "\tlinux-vdso.so.1 (0x00007ffd)\n"
        "\tlibGL.so.1 => not found\n"
        "\tlibEGL.so.1 => not found\n"
        "\tlibQt6Pdf.so.6 => not found\n"
        "\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n"
        "/venv/QtGui.abi3.so:\n"
        "\tlibGL.so.1 => not found\n"
    )
    assert libraries.missing_in(answer) == ["libEGL.so.1", "libGL.so.1"]
    assert libraries.apt_command(["libegl1", "libgl1"]) == "sudo apt-get install libegl1 libgl1"


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS need no system libraries")
def test_a_person_who_is_not_root_reads_the_exact_command(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, libraries = scripts
    monkeypatch.setattr(libraries.shutil, "which", lambda tool: "/usr/bin/apt-get" if tool == "apt-get" else None)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 1000)
    with pytest.raises(libraries.LibrariesMissing, match=r"sudo apt-get install libegl1 libgl1"):
        libraries.install_packages(["libegl1", "libgl1"], "Two libraries are missing.", say=print)


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS need no system libraries")
def test_another_linux_is_told_what_to_look_for(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, libraries = scripts
    monkeypatch.setattr(libraries.shutil, "which", lambda tool: "/usr/bin/dnf" if tool == "dnf" else None)
    monkeypatch.setattr(libraries, "find_missing", lambda *_, **__: ["libEGL.so.1"])
    with pytest.raises(libraries.LibrariesMissing, match=re.escape("sudo dnf install 'libEGL.so.1()(64bit)'")):
        libraries.provide(tmp_path, screen=True, say=print)


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS need no system libraries")
def test_every_library_missing_here_has_a_known_package(scripts: tuple[ModuleType, ModuleType]) -> None:
    """On this machine nothing may be missing whose package we could not name."""
    _, libraries = scripts
    site_packages = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    assert set(libraries.find_missing(site_packages, screen=True)) <= set(libraries.DEBIAN_PACKAGES)


def test_the_screen_is_noticed(scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    environment, _ = scripts
    monkeypatch.setattr(environment.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not environment.has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert environment.has_screen()
