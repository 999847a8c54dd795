"""What a test needs beside Python, said in one way, so that `packaging/test.py` can name at its end what was skipped for want of what."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ism_desktop import screen

# A tool that is no program is known by a file of it.
_FILES = {"libc headers": "/usr/include/stdio.h"}


def lacking(*tools: str) -> str:
    """A sentence naming the first of these tools that is not here; empty when all are."""
    if sys.platform != "linux":
        return "written for Linux"
    for tool in tools:
        there = Path(_FILES[tool]).exists() if tool in _FILES else shutil.which(tool) is not None
        if not there:
            return f"{tool} is not installed"
        if tool == "strace" and not _may_trace():
            return "strace is installed, but this system does not let it trace a program"
    return ""


@functools.cache
def lacking_for_a_window(platform: str = "xcb") -> str:
    """A sentence naming the system libraries that Qt lacks to open a real window; empty when it lacks none."""
    if sys.platform != "linux":
        return "written for Linux"
    missing = screen.missing_for(platform)
    return f"what a real window needs is not installed: {', '.join(missing)}" if missing else ""


@functools.cache
def _may_trace() -> bool:
    """Whether a program may be traced: inside some containers it may not."""
    command = ["strace", "--follow-forks", "--seccomp-bpf", "-qq", "-o", os.devnull, "true"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def needs(*tools: str) -> pytest.MarkDecorator:
    """A mark that skips a test, or with `pytestmark` a file, unless these tools are here."""
    reason = lacking(*tools)
    return pytest.mark.skipif(bool(reason), reason=reason)


def without_network() -> list[str]:
    """The words that start a command in a network namespace with nothing in it; none where the system does not permit that."""
    way = ["unshare", "--net"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*way, "true"], check=False, capture_output=True).returncode != 0
    ):
        return []
    return way
