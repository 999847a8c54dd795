"""A virtual screen with a window manager on it, for tests that open a real window."""

import os
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 10.0  # seconds


@contextmanager
def managed_screen(width: int, height: int) -> Generator[str]:
    """A new Xvfb screen on which openbox frames the windows; gives its name, as `DISPLAY` wants it."""
    read, write = os.pipe()
    size = f"{width}x{height}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    with tempfile.TemporaryDirectory(prefix="ism-managed-") as folder:
        started = Path(folder) / "started"
        # openbox runs this command when it is ready to frame windows.
        managing = subprocess.Popen(
            ["openbox", "--startup", f"touch {started}"],
            env=os.environ | {"DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(started)
            yield display
        finally:
            for process in (managing, server):
                process.terminate()
                process.wait(_PATIENCE)


def _wait_for(file: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not file.exists():
        assert time.monotonic() < until, "openbox did not start"
        time.sleep(0.02)
