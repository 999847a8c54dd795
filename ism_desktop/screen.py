"""Whether a window can be opened here, asked before Qt is: where it cannot, Qt ends the process with a message for programmers."""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_lazy, tr_n
from ism_desktop.library.resources import read_object

_PLUGINS = "Qt/plugins/platforms"
_LOADER = re.compile(r"^([^\s/:]+\.so[^\s/:]*): ")  # what follows is in the language of the system


class NoScreen(IsmError):
    """No window can be opened."""

    title = tr_lazy("No window can be opened here")


def require() -> None:
    """See that a window can be opened. Raises NoScreen with what to do. Only Linux can lack a screen or what it takes to draw on it."""
    if sys.platform != "linux":
        return
    wanted = platforms()
    if not wanted:
        raise NoScreen(
            tr("This computer has no screen, or none was named to the program."),
            tr("Add --help to see what works without one."),
        )
    lacking = [missing_for(platform) for platform in wanted]
    if all(lacking):
        raise NoScreen(_what(lacking[0]), _advice(lacking[0]))
    if wanted == ["xcb"] and not _x_answers():
        raise NoScreen(
            tr("The screen “{name}” does not answer.", name=os.environ.get("DISPLAY", "")),
            tr("Start the program from a terminal on that screen."),
        )


def platforms() -> list[str]:
    """The ways to a screen that the environment names, as Qt calls them; Qt takes the first that works."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if named:
        return [word.split(":")[0] for word in named.split(";")]
    return [
        platform
        for variable, platform in (("WAYLAND_DISPLAY", "wayland"), ("DISPLAY", "xcb"))
        if os.environ.get(variable)
    ]


def missing_for(platform: str) -> list[str]:
    """The system libraries without which Qt cannot draw on such a screen."""
    return missing(_files(platform))


def _files(platform: str) -> list[Path]:
    """What Qt loads to draw on such a screen; its widgets alone for a platform that it does not bring."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return []
    folder = Path(found.submodule_search_locations[0])
    return [*sorted(folder.glob("QtWidgets.*so")), *sorted((folder / _PLUGINS).glob(f"libq{platform}*.so"))]


def missing(files: Sequence[Path]) -> list[str]:
    """The names of the system libraries that these files need and the loader does not find, such as `libEGL.so.1`."""
    first = ""
    for file in files:
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            if named := _LOADER.match(str(error)):
                first = named[1]
                break
    if not first:
        return []
    ldd = shutil.which("ldd")
    if ldd is None:
        return [first]
    # Slow, and asked only now: the loader stops at the first that it lacks.
    answer = subprocess.run(  # noqa: S603  (our own files)
        [ldd, *map(str, files)], check=False, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"}
    )
    found = {line.split()[0] for line in answer.stdout.splitlines() if line.rstrip().endswith("=> not found")}
    return sorted({first, *(name for name in found if not name.startswith(("libQt6", "libpyside6", "libshiboken6")))})


def _what(lacking: Sequence[str]) -> str:
    return tr_n(
        "A system library needed to open windows is missing: {names}.",
        "{number} system libraries needed to open windows are missing: {names}.",
        len(lacking),
        names=in_use().listed(lacking),
    )


def _advice(lacking: Sequence[str]) -> str:
    command = install_command(lacking)
    if command:
        return tr("Install what is missing with: {command}", command=command)
    return tr("Install the packages that hold what is missing with your system’s package manager.")


def install_command(libraries: Iterable[str]) -> str:
    """What a person types to install these libraries on this computer; empty where that is not known."""
    if shutil.which("apt-get"):
        packages = read_object("system_packages.json")["debian"]
        known = sorted({packages[library] for library in libraries if library in packages})
        return f"sudo apt-get install {' '.join(known)}" if known else ""
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            # Fedora and openSUSE packages can be asked for by the library they hold.
            wanted = " ".join(f"'{library}()(64bit)'" for library in libraries)
            return f"sudo {tool} install {wanted}"
    return ""


def _x_answers() -> bool:
    """Whether the X server named in DISPLAY takes a connection."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # Qt will say
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers
