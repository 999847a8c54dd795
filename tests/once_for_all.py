"""What takes seconds to make and is only read or copied: made once for all processes of a run."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


def once_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills. Two processes that need it at the same moment make one each, and one of them is kept."""
    root = factory.getbasetemp()
    # The workers of one run have a folder each, side by side.
    shared = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / f"once for all {name}"
    if shared.exists():
        return shared
    own = factory.mktemp(name) / name
    own.mkdir()
    make(own)
    try:
        own.rename(shared)
    except OSError:  # the other one was quicker
        return own
    return shared


LOCALES = ("de_DE", "tr_TR", "ar_EG")


def compiled_locales(factory: pytest.TempPathFactory) -> Path:
    """A folder with locales, made from the sources that a Linux carries; empty where there are none."""

    def make(folder: Path) -> None:
        localedef = shutil.which("localedef")
        for name in LOCALES:
            if localedef is not None and Path("/usr/share/i18n/locales", name).exists():
                command = [localedef, "--no-archive", "-i", name, "-f", "UTF-8", f"{folder}/{name}.UTF-8"]
                subprocess.run(command, check=False, capture_output=True)

    return once_for_all(factory, "locales", make)
