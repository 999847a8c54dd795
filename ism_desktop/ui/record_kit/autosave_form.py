"""A few fields of one record that save themselves: as a draft from the first key on, as the record when a person leaves the field."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent

from ism_desktop.errors import InvalidRecord, RecordMissing
from ism_desktop.records import history, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.fields import FieldRow
from ism_desktop.ui.record_kit.history import bring_back

# Focus that goes to a menu, a list that drops down or another window comes back: nobody has left the field.
_PASSING = {"PopupFocusReason", "MenuBarFocusReason", "ActiveWindowFocusReason"}


class LiveFields(QObject):
    """Ties rows to one record. What cannot be saved is marked at its field and stays a draft.

    `edited` is emitted while a person types, `saved` after something was saved.
    """

    edited = Signal()
    saved = Signal()

    def __init__(self, workspace: Workspace, kind: Kind, rows: Sequence[FieldRow], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kind = kind
        self.rows: Mapping[str, FieldRow] = {row.field.name: row for row in rows}
        self._base: dict[str, list[str | None]] = {}
        self._record: Record | None = None
        self._loading = False
        for row in rows:
            row.edited.connect(self._on_edited)
            row.editor.finished.connect(self.save)
            row.editor.control.installEventFilter(self)

    def show_record(self, record: Record) -> None:
        """Show the record as it was read; fields that hold something unsaved keep it."""
        fresh = self._record is None
        kept = self._edited()
        self._record = record
        self._loading = True
        for name, row in self.rows.items():
            if name not in kept:
                row.show_value(record.values[name])
                self._base[name] = row.typed()
        if fresh:
            draft = self._workspace.drafts.get(self._kind.name, record.id) or {}
            for name, typed in draft.items():
                if name in self.rows:
                    self.rows[name].retype(typed)
        self._loading = False

    def type_in(self, values: Mapping[str, object]) -> None:
        """Fill in values as if a person had typed them."""
        for name, value in values.items():
            self.rows[name].show_value(value)
        self._on_edited()

    def _edited(self) -> set[str]:
        return {name for name, typed in self._base.items() if self.rows[name].typed() != typed}

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return bool(self._edited())

    def _on_edited(self) -> None:
        if self._loading or self._record is None:
            return
        typed = {name: self.rows[name].typed() for name in self._edited()}
        if typed:
            self._workspace.drafts.put(self._kind.name, self._record.id, typed)
        else:
            self._workspace.drafts.drop(self._kind.name, self._record.id)
        self.edited.emit()

    def save(self) -> bool:
        """Save what can be saved. False when something could not; it is marked and stays a draft."""
        if self._loading or self._record is None:
            return True
        values: dict[str, object] = {}
        for name in self._edited():
            try:
                values[name] = self.rows[name].read()
            except ValueError as error:
                self.rows[name].mark(str(error))
        if values:
            self._write(self._record, values)
        return not self._edited()

    def _write(self, record: Record, values: Mapping[str, object]) -> None:
        try:
            with self._workspace.vault.write() as session:
                store.save(session, self._kind, values, record_id=record.id)
                latest = history.versions(session, self._kind, record.id)[0].id
                self._record = store.get(session, self._kind, record.id)
        except InvalidRecord as error:
            for name, fault in error.fields.items():
                if name in self.rows:
                    self.rows[name].mark(fault)
            return
        except RecordMissing:
            return
        for name in values:
            self._base[name] = self.rows[name].typed()
        self._workspace.drafts.drop(self._kind.name, record.id)
        left = {name: self.rows[name].typed() for name in self._edited()}
        if left:
            self._workspace.drafts.put(self._kind.name, record.id, left)
        if any(self._record.values[name] != record.values[name] for name in values):
            undo = partial(bring_back, self._workspace, self._kind, record.id, latest)
            words = f"What you changed in “{_short(self._record.title)}” was saved."
            self._workspace.undo_bar.offer(words, undo)
        self.saved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the focus leaves one of the fields."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason().name not in _PASSING:
            self.save()
        return super().eventFilter(watched, event)


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[:most].rstrip()}…"
