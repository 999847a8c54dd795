"""The tools that tests need: what is missing is installed or named, the run goes on, and at its end the skipped suites are listed."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ism_desktop import screen
from tests.tools import lacking_for_a_window

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="written for Linux")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`tools_for_tests`, imported as `test.py` does: from its own folder."""
    monkeypatch.syspath_prepend(PACKAGING)
    import tools_for_tests

    return tools_for_tests


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`packaging/test.py` itself, as a module."""
    monkeypatch.syspath_prepend(PACKAGING)
    import importlib.util

    spec = importlib.util.spec_from_file_location("packaging_test_script", PACKAGING / "test.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@LINUX
def test_a_tool_is_known_by_its_program_or_by_a_file_of_it(tools: ModuleType, tmp_path: Path) -> None:
    there = tmp_path / "header.h"
    there.touch()
    present = [
        tools.Tool("python", "python3", "", present=sys.executable),
        tools.Tool("header", "some-dev", "", present=str(there)),
        tools.Tool("sh", "dash", ""),
    ]
    absent = [
        tools.Tool("no-such-tool-here", "none", ""),
        tools.Tool("gone", "none-dev", "", present=str(tmp_path / "x")),
    ]
    assert tools.missing([*present, *absent]) == absent


def test_nothing_is_asked_for_where_everything_is_there(tools: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(tools.system_libraries, "install_packages", lambda *_, **__: pytest.fail("nothing to install"))
    assert tools.provide(said.append, [tools.Tool("sh", "dash", "")]) == []
    assert said == []


@LINUX
def test_a_person_who_is_not_root_reads_the_command_and_the_run_goes_on(
    tools: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = tools.system_libraries
    monkeypatch.setattr(libraries.shutil, "which", lambda tool: "/usr/bin/apt-get" if tool == "apt-get" else None)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 1000)
    said: list[str] = []
    wanted = [tools.Tool("strange-trace", "strange-trace", "lists"), tools.Tool("odd-bus", "odd-bus-daemon", "talks")]
    assert tools.provide(said.append, wanted) == wanted
    [words] = said
    assert "sudo apt-get install odd-bus-daemon strange-trace" in words
    assert "strange-trace, odd-bus are skipped" in words


@LINUX
def test_root_installs_with_apt_get_and_hears_when_that_fails(
    tools: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stand-in for apt-get: a script that writes down how it was called, once without and once with a failure."""
    calls, made = tmp_path / "calls", tmp_path / "tool.h"
    apt = tmp_path / "bin" / "apt-get"
    apt.parent.mkdir()
    apt.write_text(f'#!/bin/sh\necho "$@" >> "{calls}"\ncase "$*" in *install*) touch "{made}";; esac\n')
    apt.chmod(0o700)
    monkeypatch.setenv("PATH", str(apt.parent), prepend=":")
    monkeypatch.setattr(tools.system_libraries.os, "geteuid", lambda: 0)
    wanted = tools.Tool("odd headers", "odd-dev", "", present=str(made))
    said: list[str] = []
    assert tools.provide(said.append, [wanted]) == []
    assert calls.read_text().splitlines() == ["-qq update", "-qq install --yes --no-install-recommends odd-dev"]
    assert "Installing with apt-get: odd-dev" in said[0]

    made.unlink()
    apt.write_text("#!/bin/sh\necho 'the mirror cannot be reached' >&2\nexit 100\n")
    assert tools.provide(said.append, [wanted]) == [wanted]
    assert "the mirror cannot be reached" in said[-1]
    assert "everything else is tested" in said[-1]


@LINUX
def test_another_package_manager_is_waited_for(
    tools: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """apt-get's own words while a lock is held, twice; then it is free."""
    turns, made = tmp_path / "turns", tmp_path / "tool.h"
    apt = tmp_path / "bin" / "apt-get"
    apt.parent.mkdir()
    apt.write_text(
        f'#!/bin/sh\necho "$@" >> "{turns}"\n'
        f'if [ "$(wc -l < "{turns}")" -le 2 ]; then\n'
        "  echo 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)' >&2; exit 100\nfi\n"
        f'case "$*" in *install*) touch "{made}";; esac\n'
    )
    apt.chmod(0o700)
    monkeypatch.setenv("PATH", str(apt.parent), prepend=":")
    monkeypatch.setattr(tools.system_libraries.os, "geteuid", lambda: 0)
    monkeypatch.setattr(tools.system_libraries, "_AGAIN", 0.01)
    said: list[str] = []
    wanted = tools.Tool("odd headers", "odd-dev", "", present=str(made))
    assert tools.provide(said.append, [wanted]) == []
    assert len(turns.read_text().splitlines()) == 4
    assert [words for words in said if "waiting" in words] == [
        "Another program is installing packages; waiting until it has finished …"
    ]
    monkeypatch.setattr(tools.system_libraries, "PATIENCE", 0.0)
    made.unlink()
    turns.unlink()
    assert tools.provide(said.append, [wanted]) == [wanted], "it does not wait for ever"
    assert "Could not get lock" in said[-1]


def test_the_report_says_which_suites_were_skipped_for_want_of_which_tool(tools: ModuleType, tmp_path: Path) -> None:
    """A real run of pytest with real skips, read back from its report."""
    suite = tmp_path / "suites" / "privacy"
    suite.mkdir(parents=True)
    (suite / "test_one.py").write_text(
        "import pytest\n"
        "class TestGroup:\n"
        "    @pytest.mark.skipif(True, reason='strace is not installed')\n"
        "    def test_a(self): ...\n"
        "def test_b(): pytest.skip('dbus-daemon is not installed')\n"
        "def test_c(): pytest.skip('not for this platform')\n"
        "def test_d(): pass\n"
    )
    (suite / "test_two.py").write_text(
        "import pytest\npytestmark = pytest.mark.skip('strace is not installed')\ndef test_a(): ...\n"
    )
    report = tmp_path / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run(
        [*command, f"--junitxml={report}", str(suite)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    skips = tools.skipped(report)
    assert set(skips) == {"strace is not installed", "dbus-daemon is not installed", "not for this platform"}
    assert tools.for_want_of(skips) == [
        "strace (package strace): suites/privacy/test_one.py, suites/privacy/test_two.py",
        "dbus-daemon (package dbus): suites/privacy/test_one.py",
    ]
    assert tools.skipped(tmp_path / "absent.xml") == {}


@LINUX
def test_the_libraries_of_a_real_window_are_installed_and_the_run_goes_on_without_them(
    tools: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    libraries = tools.system_libraries
    lacking = ["libxcb-icccm.so.4", "libxcb-keysyms.so.1"]
    installed: list[str] = []
    said: list[str] = []

    def find_missing(_folder: Path, *, screen: bool) -> list[str]:
        return [] if installed or not screen else lacking

    def install(packages: list[str], _reason: str, **_: object) -> None:
        installed.extend(packages)

    monkeypatch.setattr(libraries, "find_missing", find_missing)
    monkeypatch.setattr(libraries, "install_packages", install)
    monkeypatch.setattr(libraries, "_package_tool", lambda: "apt-get")
    assert tools.provide_window(tmp_path, said.append) == []
    assert (installed, said) == (["libxcb-icccm4", "libxcb-keysyms1"], [])

    installed.clear()
    monkeypatch.setattr(libraries, "_package_tool", lambda: "")
    assert tools.provide_window(tmp_path, said.append) == lacking
    [words] = said
    assert "libxcb-icccm.so.4, libxcb-keysyms.so.1" in words
    assert "everything else is tested" in words


@LINUX
def test_a_window_lacks_what_the_loader_does_not_find(tools: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason of the skip names each library, so that the end of the run names its package."""
    lacking = ["libxcb-icccm.so.4", "libxcb-keysyms.so.1"]

    def missing(_files: list[Path]) -> list[str]:
        return lacking

    monkeypatch.setattr(screen, "missing", missing)
    reason = lacking_for_a_window.__wrapped__()
    assert tools.for_want_of({reason: ["tests/ui/test_small_screens.py"]}) == [
        "libxcb-icccm.so.4 (package libxcb-icccm4): tests/ui/test_small_screens.py",
        "libxcb-keysyms.so.1 (package libxcb-keysyms1): tests/ui/test_small_screens.py",
    ]
    lacking.clear()
    assert lacking_for_a_window.__wrapped__() == ""


def test_every_tool_a_test_asks_for_is_one_that_is_installed(tools: ModuleType) -> None:
    """`needs(...)` in a test names only what `test.py` provides."""
    import ast

    known = {tool.name for tool in tools.TOOLS}
    asked = {
        argument.value
        for file in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"needs", "lacking"}
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }
    assert asked <= known


def test_the_program_itself_asks_for_no_tool() -> None:
    assert "tools_for_tests" not in (PACKAGING / "start.py").read_text(encoding="utf-8")
    assert "tools_for_tests" not in (PACKAGING / "environment.py").read_text(encoding="utf-8")


@LINUX
def test_the_words_that_shut_the_network_off_do_so_and_keep_the_user(run: ModuleType) -> None:
    way = run.without_network()
    if not way:
        pytest.skip("this system permits no network namespace")
    code = "import os; print(os.geteuid()); print(open('/proc/net/dev').read().count(':'))"
    told = subprocess.run([*way, sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    import os

    assert told == [str(os.geteuid()), "1"]  # the loopback alone
