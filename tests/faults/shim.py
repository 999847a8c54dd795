"""The preloaded library of `shim.c` as Python sees it: building it, arming it in this process, and reading the log that it keeps."""

import ctypes
import json
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("shim.c")

WATCH, KILL, FULL, FAULT, HALT = range(5)
SAID = "A"

_ENTRY = struct.Struct("<cIIQQ")


def compiler() -> str | None:
    """The C compiler of this computer."""
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


def build(folder: Path) -> Path:
    """Compile the library into a folder."""
    found = compiler()
    assert found is not None
    target = folder / "shim.so"
    command = [found, "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(target), str(SOURCE), "-lpthread"]
    subprocess.run(command, check=True, capture_output=True)
    return target


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log: what was done, to which path (and which other), where, and the bytes."""

    op: str
    path: str
    other: str
    offset: int
    content: bytes

    @property
    def said(self) -> dict[str, Any]:
        """What the life said, for an entry that is no change."""
        return json.loads(self.content)


def read_log(log: int) -> Iterator[Change]:
    """Every entry of a log, from its beginning."""
    raw = memoryview(os.pread(log, os.fstat(log).st_size, 0))
    start = 0
    while start + _ENTRY.size <= len(raw):
        op, first, second, offset, length = _ENTRY.unpack_from(raw, start)
        start += _ENTRY.size
        parts: list[bytes] = []
        for size in (first, second, length):
            parts.append(bytes(raw[start : start + size]))
            start += size
        yield Change(op.decode(), parts[0].decode(), parts[1].decode(), offset, parts[2])


class Shim:
    """The library that was preloaded into this process; forked children inherit it disarmed."""

    def __init__(self) -> None:
        loaded = ctypes.CDLL(None)
        self._arm = loaded.shim_arm
        self._arm.argtypes = (
            ctypes.c_char_p, ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int,
        )  # fmt: skip
        self._say = loaded.shim_say
        self._say.argtypes = (ctypes.c_char_p, ctypes.c_long)
        self._counted = loaded.shim_counted
        self._counted.restype = ctypes.c_long
        self.halting = loaded.shim_halting
        self.calm = loaded.shim_calm
        self.disarm = loaded.shim_disarm

    def arm(
        self, folder: Path, log: int, how: int = WATCH, at: int = 0, *, half: bool = False, log_changes: bool = False
    ) -> None:
        """Count the changes below a folder from now on, and let what was chosen happen at number `at`."""
        self._arm(str(folder).encode(), how, at, half, log, log_changes)

    def say(self, said: dict[str, Any]) -> None:
        """Put something into the log, in its order among the changes; it outlives this process."""
        raw = json.dumps(said, sort_keys=True).encode()
        self._say(raw, len(raw))

    @property
    def counted(self) -> int:
        """How many changes there were since it was armed."""
        return self._counted()
