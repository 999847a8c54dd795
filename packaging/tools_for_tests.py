"""The programs that some tests need beside Python: which are missing here, how to install them, and what was skipped for want of one.

The program itself needs none of them, so `start.py` does not ask. A tool that cannot be installed stops nothing: the tests that need it
are skipped with a reason that names it, and `test.py` says so at its end.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import system_libraries


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `present` is the path of a program or a file that is there when the tool is; `package` is Debian's and Ubuntu's."""

    name: str
    package: str
    use: str
    present: str = ""

    @property
    def here(self) -> bool:
        """Whether this computer has it."""
        wanted = self.present or self.name
        return Path(wanted).exists() if wanted.startswith("/") else shutil.which(wanted) is not None


# What the tests use, and nothing else. The packages were looked up on Debian 12; they have the same names on Ubuntu 22.04 and 24.04.
TOOLS: tuple[Tool, ...] = (
    Tool("strace", "strace", "lists every file that is opened for writing and every socket"),
    Tool("gcc", "gcc", "compiles the shim that stops the program at a chosen write"),
    Tool("libc headers", "libc6-dev", "the shim is compiled against them", present="/usr/include/stdio.h"),
    Tool("dbus-daemon", "dbus", "the private message bus on which a real keyring answers"),
    Tool("dbus-send", "dbus", "asks that bus whether the keyring answers"),
    Tool("pdftotext", "poppler-utils", "reads the binder's pages as another program than ours does"),
    Tool("Xvfb", "xvfb", "small screens on which the window and every dialog must lie"),
    Tool("openbox", "openbox", "the window manager that frames the windows on them"),
    Tool("scanimage", "sane-utils", "SANE's own test device, which scanning is tried with"),
    Tool("gnome-keyring-daemon", "gnome-keyring", "the real keyring that “remember on this computer” is tried with"),
)
# What Qt needs for a real window, on top of what the tests without a screen do; a few tests open one on a virtual screen.
WINDOW_LIBRARIES: tuple[Tool, ...] = tuple(
    Tool(library, package, "Qt needs it to open a real window")
    for library, package in system_libraries.DEBIAN_PACKAGES.items()
)


def missing(tools: Iterable[Tool] = TOOLS) -> list[Tool]:
    """The tools that are not here. Elsewhere than on Linux none is used, so none is missing."""
    return [tool for tool in tools if not tool.here] if sys.platform == "linux" else []


def provide(say: Callable[[str], None], tools: Iterable[Tool] = TOOLS) -> list[Tool]:
    """Install what is missing where that is possible, say what to do where it is not; returns what is still missing."""
    wanted = missing(tools)
    if not wanted:
        return []
    packages = sorted({tool.package for tool in wanted})
    names = ", ".join(tool.name for tool in wanted)
    try:
        system_libraries.install_packages(packages, f"Some tests need what is not installed here: {names}.", say=say)
    except system_libraries.LibrariesMissing as problem:
        say(f"{problem}\nThe tests that need {names} are skipped; everything else is tested.")
    return missing(wanted)


def provide_window(site_packages: Path, say: Callable[[str], None]) -> list[str]:
    """The same for the libraries of a real window; returns the names of those that are still missing."""
    if sys.platform != "linux":
        return []
    try:
        system_libraries.provide(site_packages, screen=True, say=say)
    except system_libraries.LibrariesMissing as problem:
        say(f"{problem}\nThe tests that open a real window are skipped; everything else is tested.")
        return system_libraries.find_missing(site_packages, screen=True)
    return []


def skipped(report: Path) -> dict[str, list[str]]:
    """From pytest's XML report: the reason and the suites that were skipped for it; empty when there is no report."""
    try:
        cases = ElementTree.parse(report).iter("testcase")  # noqa: S314  (our own pytest wrote it a moment ago)
    except (OSError, ElementTree.ParseError):
        return {}
    found: dict[str, list[str]] = {}
    for case in cases:
        for skip in case.findall("skipped"):
            suites = found.setdefault(skip.get("message") or "no reason given", [])
            suite = _suite(case.attrib)
            if suite not in suites:
                suites.append(suite)
    return found


def _suite(attributes: Mapping[str, str]) -> str:
    """The file of a test, from the dotted name that the report has: `tests.privacy.test_memory` and perhaps a class."""
    parts = [part for part in attributes.get("classname", "").split(".") if not part[:1].isupper()]
    return "/".join(parts) + ".py" if parts else attributes.get("name", "")


def for_want_of(skips: Mapping[str, list[str]], tools: Iterable[Tool] = (*TOOLS, *WINDOW_LIBRARIES)) -> list[str]:
    """One line for each tool for want of which suites were skipped: its name, its package, the suites."""
    lines: list[str] = []
    for tool in tools:
        word = re.compile(rf"(?<![\w-]){re.escape(tool.name)}(?![\w-])")
        suites = sorted({suite for reason, each in skips.items() if word.search(reason) for suite in each})
        if suites:
            lines.append(f"{tool.name} (package {tool.package}): {', '.join(suites)}")
    return lines
