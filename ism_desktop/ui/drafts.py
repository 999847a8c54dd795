"""What was typed and not saved yet: kept encrypted in the vault's folder, so that it survives a lock, a crash and a power cut."""

import json
from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from ism_desktop.vault import Vault

_KEY = "drafts"
_DELAY = 2_000  # milliseconds after the last key

# What a form's editors hold as plain JSON, by field name.
Typed = Mapping[str, Any]


class Drafts(QObject):
    """Drafts by kind and record id; a record not saved for the first time has the id None."""

    changed = Signal()
    brought_back = Signal(str, object)  # kind, record id or None

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._drafts = self._read()
        self._dirty = False
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._timer.timeout.connect(self.flush)

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            found = json.loads((self._vault.cache_files.get(_KEY) or b"{}").decode("utf-8"))
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
        """Keep what is typed; it is on the disk, encrypted, two seconds after the last change."""
        fresh = self._name(kind, record_id) not in self._drafts
        self._drafts[self._name(kind, record_id)] = dict(typed)
        self._dirty = True
        self._timer.start()
        if fresh:
            self.changed.emit()

    def bring_back(self, kind: str, record_id: str | None, typed: Typed) -> None:
        """Put a discarded draft back, and let the form show it."""
        self.put(kind, record_id, typed)
        self.brought_back.emit(kind, record_id)

    def drop(self, kind: str, record_id: str | None) -> None:
        """Forget a draft: it was saved, or the person discarded it."""
        if self._drafts.pop(self._name(kind, record_id), None) is not None:
            self._dirty = True
            self._timer.start()
            self.changed.emit()

    def all(self) -> list[tuple[str, str | None]]:
        """The kind and record id of every draft."""
        split = (name.partition("/") for name in self._drafts)
        return [(kind, record_id or None) for kind, _, record_id in split]

    def flush(self) -> None:
        """Write what has not been written yet."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self._vault.cache_files.put(_KEY, json.dumps(self._drafts).encode("utf-8"))
