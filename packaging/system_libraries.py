"""Finds the system libraries that the installed wheels need and this Linux lacks, and installs or names their packages.

Windows and macOS need none. On Debian and Ubuntu as root they are installed; otherwise the exact command is printed.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

PATIENCE = 600.0
"""How many seconds to wait for another package manager."""
_AGAIN = 2.0  # seconds between two attempts
_HELD = ("Could not get lock", "Unable to acquire the dpkg frontend lock", "Unable to lock", "is held by process")

# The package of Debian and Ubuntu that holds each library; found with `dpkg -S` on Debian 12. The program reads the same list, for its
# own advice where it is started without these scripts (`ism_desktop/screen.py`).
_LIST = Path(__file__).resolve().parent.parent / "resources" / "system_packages.json"
DEBIAN_PACKAGES: dict[str, str] = json.loads(_LIST.read_text(encoding="utf-8"))["debian"]

# What is loaded when the program runs without a screen, and what a real window adds. Patterns below site-packages.
OFFSCREEN = (
    "PySide6/QtWidgets*.so",
    "PySide6/QtPrintSupport*.so",
    "PySide6/QtSvg.*so",
    "PySide6/QtDBus*.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/imageformats/libqjpeg.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "sqlcipher3/*.so",
    "tesserocr/*.so",
    "pypdfium2_raw/*.so",
    "zxingcpp/*.so",
    "PIL/_imaging.*so",
    "_pi_heif.*so",
    "numpy/_core/_multiarray_umath*.so",
)
SCREEN = (
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland*.so",
)


class LibrariesMissing(Exception):
    """System libraries are missing and a person has to install them; the text says how."""


def provide(site_packages: Path, *, screen: bool, say: Callable[[str], None]) -> None:
    """Install what is missing, or raise `LibrariesMissing` with the command that does."""
    missing = find_missing(site_packages, screen=screen)
    if not missing:
        return
    unknown = [library for library in missing if library not in DEBIAN_PACKAGES]
    reason = f"Some system libraries are missing: {', '.join(missing)}."
    if _package_tool() != "apt-get" or unknown:
        raise LibrariesMissing(f"{reason}\n{_advice(missing)}")
    install_packages(sorted({DEBIAN_PACKAGES[library] for library in missing}), reason, say=say)
    still_missing = find_missing(site_packages, screen=screen)
    if still_missing:
        raise LibrariesMissing(f"These system libraries are still missing: {', '.join(still_missing)}.")


def find_missing(site_packages: Path, *, screen: bool) -> list[str]:
    """The names of the libraries that the loader does not find, such as `libEGL.so.1`."""
    patterns = (*OFFSCREEN, *SCREEN) if screen else OFFSCREEN
    files = [file for pattern in patterns for file in sorted(site_packages.glob(pattern))]
    answer = subprocess.run(
        ["ldd", *files], check=False, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"}
    )
    return missing_in(answer.stdout)


def missing_in(ldd_answer: str) -> list[str]:
    """The libraries that `ldd` reports as not found, each once."""
    found = {line.split()[0] for line in ldd_answer.splitlines() if line.rstrip().endswith("=> not found")}
    # Qt's own parts find each other once loaded; a plugin of a part we do not install is no system library.
    return sorted(name for name in found if not name.startswith(("libQt6", "libpyside6", "libshiboken6")))


def install_packages(packages: Sequence[str], reason: str, *, say: Callable[[str], None]) -> None:
    """Install packages of Debian or Ubuntu as root; otherwise raise `LibrariesMissing` with the command."""
    if _package_tool() != "apt-get":
        raise LibrariesMissing(f"{reason}\nInstall it with your system’s package manager, then run this again.")
    if os.geteuid() != 0:
        raise LibrariesMissing(f"{reason}\nInstall them with:\n\n    {apt_command(packages)}\n\nthen run this again.")
    say(f"{reason}\nInstalling with apt-get: {' '.join(packages)} …")
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages],
    ):
        done = _run_when_free(command, say)
        if done.returncode != 0:
            raise LibrariesMissing(f"{done.stderr.strip()}\n{reason}\nThis did not work: {' '.join(command)}")


def _run_when_free(command: Sequence[str], say: Callable[[str], None]) -> subprocess.CompletedProcess[str]:
    """Run apt-get; while another package manager holds its lock, as after switching a computer on, wait up to `PATIENCE` seconds."""
    # Its messages are read for the lock, so they must be the English ones.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    until = time.monotonic() + PATIENCE
    told = False
    while True:
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
        held = done.returncode != 0 and any(words in done.stderr for words in _HELD)
        if not held or time.monotonic() >= until:
            return done
        if not told:
            say("Another program is installing packages; waiting until it has finished …")
            told = True
        time.sleep(_AGAIN)


def apt_command(packages: Iterable[str]) -> str:
    """The command a person types to install packages on Debian or Ubuntu."""
    return f"sudo apt-get install {' '.join(packages)}"


def _package_tool() -> str:
    """The first package manager found; empty when none is known to us."""
    return next((tool for tool in ("apt-get", "dnf", "zypper") if shutil.which(tool)), "")


def _advice(missing: Sequence[str]) -> str:
    tool = _package_tool()
    if tool == "apt-get":
        packages = sorted({DEBIAN_PACKAGES[library] for library in missing if library in DEBIAN_PACKAGES})
        known = f"Install what is known with:\n\n    {apt_command(packages)}\n\n" if packages else ""
        return f"{known}Find the packages of the others with: apt-file search NAME"
    if tool:
        # Fedora and openSUSE packages can be asked for by the library they hold.
        wanted = " ".join(f"'{library}()(64bit)'" for library in missing)
        return f"Install them with:\n\n    sudo {tool} install {wanted}\n\nthen run this again."
    return "Install the packages that hold them with your system’s package manager, then run this again."
