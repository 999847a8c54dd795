"""A screen of a chosen size for Qt's offscreen platform, which by itself has one of 800 × 800; to be asked for before Qt is loaded."""

import atexit
import json
import os
import sys
import tempfile
from pathlib import Path

ASKED = "ISM_DESKTOP_SCREEN"
LARGE = (1920, 1200)
SMALL = ((1366, 768), (1024, 700))


def size() -> tuple[int, int]:
    """The size that the variable `ISM_DESKTOP_SCREEN` asks for (`1366x768`), else the large one."""
    width, height = map(int, os.environ.get(ASKED, named(LARGE)).split("x"))
    return width, height


def platform() -> str:
    """What `QT_QPA_PLATFORM` must be for a screen of this size."""
    if sys.platform != "linux":  # elsewhere a path has a colon in it, which ends the name of the file
        return "offscreen"
    width, height = size()
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    handle, name = tempfile.mkstemp(prefix="ism-screen-", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"screens": [screen]}, file)
    atexit.register(Path(name).unlink, missing_ok=True)
    return f"offscreen:configfile={name}"


def named(size: tuple[int, int]) -> str:
    """A size as the variable holds it."""
    return f"{size[0]}x{size[1]}"
