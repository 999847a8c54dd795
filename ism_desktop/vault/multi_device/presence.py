"""The note `in-use.json` in a vault's folder: which computer has it open, since when, and its sign of life once a minute.

It is advice for people whose folder is synchronised, never a lock: on one computer the database's own lock decides
(docs/security-design.md).
"""

import contextlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from ism_desktop.vault import durable
from ism_desktop.vault.multi_device.computer import Computer

FILE = "in-use.json"

_LARGEST = 4096
_ALIVE = timedelta(minutes=10)
_CLOCKS_APART = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class InUse:
    """What the note says, and when it was written as the file itself tells."""

    instance: str
    computer_id: str
    computer: str
    opened: datetime
    heartbeat: datetime
    written: datetime

    def is_alive(self, now: datetime) -> bool:
        """Whether the window that wrote it is probably still open.

        Two clocks are asked, because computers disagree: the one in the note, which may be ahead by up to a day, and the file's time.
        """
        silent = now - self.heartbeat
        return -_CLOCKS_APART < silent < _ALIVE or abs(now - self.written) < _ALIVE


def read(vault: Path) -> InUse | None:
    """The note, if there is one that can be read."""
    path = vault / FILE
    try:
        with path.open("rb") as file:
            untrusted = cast("dict[str, Any]", json.loads(file.read(_LARGEST)))
        return InUse(
            instance=str(untrusted["instance"]),
            computer_id=str(untrusted["computer_id"]),
            computer=str(untrusted["computer"])[:80],
            opened=_moment(untrusted["opened"]),
            heartbeat=_moment(untrusted["heartbeat"]),
            written=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _moment(untrusted: object) -> datetime:
    moment = datetime.fromisoformat(str(untrusted))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def of_another(vault: Path, computer: Computer, now: datetime) -> InUse | None:
    """The note of another computer that seems to have the vault open now."""
    found = read(vault)
    return found if found is not None and found.computer_id != computer.id and found.is_alive(now) else None


class Presence:
    """This window's own note: written at opening, renewed by `heartbeat`, removed at closing. Where it cannot be written there is none."""

    def __init__(self, vault: Path, computer: Computer) -> None:
        self._vault = vault
        self._computer = computer
        self._instance = secrets.token_hex(8)
        self._opened = datetime.now(UTC)
        self._write()

    def heartbeat(self) -> InUse | None:
        """Renew the note, once a minute. Returns the note of another computer that opened the vault meanwhile."""
        other = read(self._vault)
        self._write()
        return other if other is not None and other.computer_id != self._computer.id else None

    def end(self) -> None:
        """Take the note away, if it is still ours."""
        found = read(self._vault)
        if found is not None and found.instance == self._instance:
            with contextlib.suppress(OSError):
                durable.remove(self._vault / FILE)

    def _write(self) -> None:
        content = {
            "computer": self._computer.label,
            "computer_id": self._computer.id,
            "heartbeat": datetime.now(UTC).isoformat(timespec="seconds"),
            "instance": self._instance,
            "opened": self._opened.isoformat(timespec="seconds"),
        }
        temporary = self._vault / f"{FILE}.{secrets.token_hex(4)}{durable.TEMPORARY}"
        with contextlib.suppress(OSError):
            try:
                durable.write_new(temporary, (json.dumps(content, sort_keys=True).encode(),), synced=False)
                durable.replace_unsynced(temporary, self._vault / FILE)
            except OSError:
                durable.remove(temporary)
                raise
