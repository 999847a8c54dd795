"""What was typed and not saved yet: kept encrypted in the vault's folder, so that it survives a lock, a crash and a power cut.

It is on the disk, synced, two seconds after the last key, and while typing goes on five seconds after the first.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ism_desktop.errors import IsmError
from ism_desktop.vault import Vault

_PAUSE = 2.0  # seconds after the last key
_LONGEST = 5.0  # seconds after the first
# Before drafts had files of their own they lay in the cache, under this name.
_FORMER_KEY = "drafts"

# What a form's editors hold as plain JSON, by field name.
Typed = Mapping[str, Any]


class Drafts(QObject):
    """Drafts by kind and record id; a record not saved for the first time has the id None."""

    changed = Signal()
    brought_back = Signal(str, object)  # kind, record id or None

    not_kept = Signal(object)  # IsmError: they cannot be written; told once until they can be again

    def __init__(
        self, vault: Vault, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._clock = clock
        self._drafts = self._read()
        self._dirty_since: float | None = None
        self._forget = False  # whether the former file holds something that was saved or discarded since
        self._told = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)

    def _read(self) -> dict[str, dict[str, Any]]:
        kept = self._vault.draft_files.read()
        if kept is None:
            kept = self._vault.cache_files.get(_FORMER_KEY)
        try:
            found = json.loads((kept or b"{}").decode("utf-8"))
        except ValueError:
            return {}
        return cast("dict[str, dict[str, Any]]", found) if isinstance(found, dict) else {}

    @staticmethod
    def _name(kind: str, record_id: str | None) -> str:
        return f"{kind}/{record_id or ''}"

    def get(self, kind: str, record_id: str | None) -> Typed | None:
        """What was typed into this record's form and not saved."""
        return self._drafts.get(self._name(kind, record_id))

    def put(self, kind: str, record_id: str | None, typed: Typed) -> None:
        """Keep what is typed; it is on the disk within seconds."""
        fresh = self._name(kind, record_id) not in self._drafts
        self._drafts[self._name(kind, record_id)] = dict(typed)
        self._write_soon()
        if fresh:
            self.changed.emit()

    def bring_back(self, kind: str, record_id: str | None, typed: Typed) -> None:
        """Put a discarded draft back, and let the form show it."""
        self.put(kind, record_id, typed)
        self.brought_back.emit(kind, record_id)

    def drop(self, kind: str, record_id: str | None) -> None:
        """Forget a draft: it was saved, or the person discarded it."""
        if self._drafts.pop(self._name(kind, record_id), None) is not None:
            self._forget = True
            self._write_soon()
            self.changed.emit()

    def all(self) -> list[tuple[str, str | None]]:
        """The kind and record id of every draft."""
        split = (name.partition("/") for name in self._drafts)
        return [(kind, record_id or None) for kind, _, record_id in split]

    def _write_soon(self) -> None:
        now = self._clock()
        if self._dirty_since is None:
            self._dirty_since = now
        due = min(now + _PAUSE, self._dirty_since + _LONGEST)
        self._timer.start(max(0, round((due - now) * 1000)))

    @property
    def due_in(self) -> float | None:
        """Seconds until what changed is written; none when all is written."""
        return self._timer.remainingTime() / 1000 if self._timer.isActive() else None

    def flush(self) -> None:
        """Write what has not been written yet. Where that cannot be done it is told once, and tried again with the next change."""
        self._timer.stop()
        if self._dirty_since is None:
            return
        packed = json.dumps(self._drafts).encode("utf-8")
        files = self._vault.draft_files
        try:
            # What was saved or discarded must not come back should the newer file be damaged.
            (files.write_last if self._forget else files.write)(packed)
        except IsmError as error:
            self._dirty_since = self._clock()
            if not self._told:
                self._told = True
                self.not_kept.emit(error)
            return
        self._dirty_since = None
        self._told = self._forget = False
        if self._vault.cache_files.get(_FORMER_KEY) not in {None, b"{}"}:
            self._vault.cache_files.put(_FORMER_KEY, b"{}")
