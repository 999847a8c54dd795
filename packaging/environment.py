"""Makes `.venv`, the private Python of this checkout, with the pinned packages, and sees that Qt's system libraries are there.

Plain standard library, because it runs before anything is installed. A stamp in `.venv` says what was done, so the second run
does nothing. The folder has no `__init__.py`: the package index has a package `packaging`, and it must stay the one that is found.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import cast

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ism-desktop-stamp.json"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
RUN_REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
DEV_REQUIREMENTS = ROOT / "packaging" / "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)


class CannotPrepare(Exception):
    """The environment cannot be made; the text says what to do."""


def require_python() -> None:
    """Stop with a sentence when this Python is older than the program needs."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:2])
        raise CannotPrepare(
            f"This needs Python 3.11 or newer; this is Python {found}. Run it again with a newer python3."
        )


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def interpreter(python: Path) -> list[str]:
    """The words that start this interpreter without searching the folder we are called from for modules."""
    return [str(python), "-P"]


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere when a display server is named."""
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def pins_digest(*files: Path) -> str:
    """A hash that changes with any of the lists of packages and with this Python's version."""
    digest = hashlib.sha256(repr(sys.version_info[:3]).encode())
    for file in files:
        digest.update(b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def read_stamp(path: Path = STAMP) -> dict[str, str]:
    """What an earlier run did; empty when there was none or it cannot be read."""
    try:
        stamp: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    entries = cast("dict[object, object]", stamp) if isinstance(stamp, dict) else {}
    return {key: value for key, value in entries.items() if isinstance(key, str) and isinstance(value, str)}


def write_stamp(stamp: dict[str, str], path: Path = STAMP) -> None:
    """Note what was done."""
    path.write_text(json.dumps(stamp, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def prepare(*, development: bool, screen: bool) -> Path:
    """Return the interpreter of a `.venv` that holds every pinned package; make or renew it where something changed.

    Args:
        development: also install the linter, type checker and test runner.
        screen: also see that the libraries for a real window are there.

    Raises:
        CannotPrepare: something is missing that only a person can add.
    """
    require_python()
    stamp = read_stamp() if venv_python().exists() else {}
    run_digest = pins_digest(CONSTRAINTS, RUN_REQUIREMENTS)
    dev_digest = pins_digest(CONSTRAINTS, DEV_REQUIREMENTS)
    if stamp.get("run") != run_digest:
        stamp: dict[str, str] = {}
        _make_venv()
        _install(RUN_REQUIREMENTS, "the packages the program needs")
        stamp["run"] = run_digest
        write_stamp(stamp)
    if development and stamp.get("dev") != dev_digest:
        _install(DEV_REQUIREMENTS, "the packages the tests need")
        stamp["dev"] = dev_digest
        write_stamp(stamp)
    _put_root_on_path()
    wanted = "screen" if screen else "offscreen"
    if sys.platform == "linux" and stamp.get("libraries") not in {wanted, "screen"}:
        try:
            system_libraries.provide(site_packages(), screen=screen, say=say)
        except system_libraries.LibrariesMissing as missing:
            raise CannotPrepare(str(missing)) from missing
        stamp["libraries"] = wanted
        write_stamp(stamp)
    return venv_python()


def _make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu keep venv and pip in a package of their own.
        try:
            system_libraries.install_packages(
                ["python3-venv"], "Python’s part that makes virtual environments (ensurepip) is not installed.", say=say
            )
        except system_libraries.LibrariesMissing as missing:
            raise CannotPrepare(str(missing)) from missing
    if venv_python().exists() and subprocess.run([venv_python(), "-c", ""], check=False).returncode == 0:
        return
    say("Making a private Python in .venv …")
    # A process of its own: this one may have looked for ensurepip before it was installed.
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
    if made.returncode != 0:
        raise CannotPrepare(
            f"The folder {VENV} could not be made. Check that this folder can be written, then run it again."
        )


def _install(requirements: Path, what: str) -> None:
    say(f"Installing {what}. The first time this takes a few minutes …")
    command = [
        *(venv_python(), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"),
        *("--progress-bar", "off", "--only-binary", ":all:"),
        *("--requirement", requirements, "--constraint", CONSTRAINTS),
    ]
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        raise CannotPrepare(
            "The packages could not be installed; pip’s own words stand above. "
            "The first run needs the internet: check the connection, then run the same command again."
        )


def site_packages() -> Path:
    """The folder of the packages in `.venv`."""
    paths = sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)})
    return Path(paths)


def _put_root_on_path() -> None:
    """Let the private Python import `ism_desktop` from this checkout, wherever it is started, also after the checkout moved."""
    marker = site_packages() / "ism-desktop.pth"
    line = f"{ROOT}\n"
    if not marker.exists() or marker.read_text(encoding="utf-8") != line:
        marker.write_text(line, encoding="utf-8")


def say(sentence: str) -> None:
    """Print one line at once."""
    print(sentence, flush=True)
