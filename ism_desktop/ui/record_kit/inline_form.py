"""A few fields of one record, changed in place on a page written by hand; the shared form shows all of them.

What is typed is kept as a draft from the first key on, in the same draft as the shared form's, so that it survives a lock or a crash.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.records import history, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow
from ism_desktop.ui.record_kit.history import bring_back


def save_record(workspace: Workspace, kind: Kind, values: Mapping[str, Any], record_id: str | None) -> str:
    """Save a record in a transaction of its own and offer to undo it. Raises InvalidRecord."""
    with workspace.vault.write() as session:
        before = None if record_id is None else store.get(session, kind, record_id).updated_at
        saved = store.save(session, kind, values, record_id=record_id)
        after = store.get(session, kind, saved)
        latest = history.versions(session, kind, saved)[0].id
    if before is None:
        workspace.undo_bar.offer(f"“{after.title}” was added.", partial(trash, workspace, kind, [saved]))
    elif after.updated_at != before:
        undo = partial(bring_back, workspace, kind, saved, latest)
        workspace.undo_bar.offer(f"The changes to “{after.title}” were saved.", undo)
    return saved


class SomeFields(QWidget):
    """Some fields of a record or of a new one. `saved` carries the record's id; `closed` says that the person is done.

    With `buttons` it has Save and Cancel under the fields, Enter saves and Escape closes; without them the page does that. Without
    `drafts` what is typed is not kept as a draft: for fields of a second new record beside the first.
    """

    saved = Signal(str)
    closed = Signal()
    edited = Signal()

    def __init__(
        self, workspace: Workspace, kind: Kind, names: Sequence[str], *, buttons: bool = True, drafts: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName(f"fields.{kind.name}")
        self.kind = kind
        self._workspace = workspace
        self._record: Record | None = None
        self._preset: Mapping[str, Any] = {}
        self._base: dict[str, list[str | None]] = {}
        self._loading = False
        self._has_buttons = buttons
        self._has_drafts = drafts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.above = QVBoxLayout()
        column.addLayout(self.above)
        grid = QWidget()
        layout = FieldLayout(grid)
        self.rows: dict[str, FieldRow] = {}
        for name in names:
            row = FieldRow(kind.field(name), workspace)
            row.edited.connect(self._on_edited)
            self.rows[name] = row
            layout.addWidget(row)
        column.addWidget(grid)
        if buttons:
            foot = QHBoxLayout()
            foot.setSpacing(8)
            foot.addStretch(1)
            foot.addWidget(button("Cancel", self.cancel, name="cancel_fields"))
            foot.addWidget(button("Save", self._on_save, role="primary", name="save_fields"))
            column.addLayout(foot)

    @property
    def record_id(self) -> str | None:
        """The id of the record; None for a new one."""
        return None if self._record is None else self._record.id

    def open(self, record: Record | None, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record, or a new one that starts with `preset`. What was typed before and not saved is put back."""
        self._record = record
        self._preset = preset or {}
        self._loading = True
        for name, row in self.rows.items():
            row.show_value(self._preset.get(name) if record is None else record.values[name])
        self._base = {name: row.typed() for name, row in self.rows.items()}
        if record is None:
            self._base |= {name: [None, None] for name in self._preset if name in self.rows}
        draft = self._workspace.drafts.get(self.kind.name, self.record_id) or {}
        for name, typed in draft.items():
            if name in self.rows and self._has_drafts:
                self.rows[name].retype(typed)
        self._loading = False

    def follow(self, record: Record | None) -> None:
        """Take over what changed elsewhere; fields that a person is changing keep what is typed."""
        edited = self._edited()
        self._record = record
        self._loading = True
        for name, row in self.rows.items():
            if name not in edited and record is not None:
                row.show_value(record.values[name])
                self._base[name] = row.typed()
        self._loading = False

    def focus(self, name: str = "") -> None:
        """Put the cursor into a field, the first one unless named."""
        row = self.rows.get(name) or next(iter(self.rows.values()))
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> set[str]:
        return {name for name, row in self.rows.items() if self._base and row.typed() != self._base[name]}

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return bool(self._edited())

    def _on_edited(self) -> None:
        if not self._loading:
            self._keep_draft({name: self.rows[name].typed() for name in self._edited()})
            self.edited.emit()

    def forget_draft(self) -> None:
        """Drop the draft: what was typed here was saved together with something else."""
        self._keep_draft({})

    def _keep_draft(self, typed: Mapping[str, Any]) -> None:
        """Keep what is typed here beside what the shared form may have typed into other fields of the record."""
        if not self._has_drafts:
            return
        drafts = self._workspace.drafts
        others = drafts.get(self.kind.name, self.record_id) or {}
        kept = {name: value for name, value in others.items() if name not in self.rows} | dict(typed)
        if kept:
            drafts.put(self.kind.name, self.record_id, kept)
        else:
            drafts.drop(self.kind.name, self.record_id)

    def values(self) -> dict[str, Any]:
        """The values that were changed. Raises InvalidRecord when something cannot be read."""
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for name in self._edited():
            try:
                values[name] = self.rows[name].read()
            except ValueError as error:
                faults[name] = str(error)
        if faults:
            raise InvalidRecord(faults)
        return values

    def mark(self, error: InvalidRecord) -> None:
        """Show what is wrong at each field; what belongs to none of them is shown as a message."""
        marked = [name for name in self.rows if name in error.fields]
        for name in marked:
            self.rows[name].mark(error.fields[name])
        if marked:
            self.focus(marked[0])
        else:
            self._workspace.report(error)

    def save(self) -> str | None:
        """Save what was changed. Returns the record's id; None, with the faults marked, when it cannot be saved."""
        for row in self.rows.values():
            row.mark("")
        if not self.is_changed and self._record is not None:
            return self._record.id
        try:
            saved = save_record(self._workspace, self.kind, self.values(), self.record_id)
        except InvalidRecord as error:
            self.mark(error)
            return None
        self._keep_draft({})
        with self._workspace.vault.read() as session:
            self.open(store.get(session, self.kind, saved))
        self.saved.emit(saved)
        return saved

    def leave(self) -> None:
        """Save what was changed; where that is not possible it stays a draft. Asks nothing."""
        if self.is_changed:
            try:
                saved = save_record(self._workspace, self.kind, self.values(), self.record_id)
            except InvalidRecord:
                return
            except IsmError as error:
                # A full disk must not keep a person on this page: the draft stays, here and at the next try.
                self._workspace.report(error)
                return
            self._keep_draft({})
            with self._workspace.vault.read() as session:
                self.open(store.get(session, self.kind, saved))

    def cancel(self) -> None:
        """Go back to what is saved, and offer to undo that."""
        typed = {name: self.rows[name].typed() for name in self._edited()}
        self._keep_draft({})
        if typed:
            undo = partial(self._workspace.drafts.bring_back, self.kind.name, self.record_id, typed)
            self._workspace.undo_bar.offer("What you typed was discarded.", undo)
        self.open(self._record, self._preset)
        self.closed.emit()

    def _on_save(self) -> None:
        if self.save() is not None:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a one-line field saves, Escape closes."""
        if self._has_buttons and event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif (
            self._has_buttons
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not isinstance(self.focusWidget(), QPlainTextEdit)
        ):
            self._on_save()
        else:
            super().keyPressEvent(event)
