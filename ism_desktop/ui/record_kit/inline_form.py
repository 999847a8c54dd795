"""A few fields of one record, changed in place on a page written by hand; the shared form shows all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import enter
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.binding import RecordBinding
from ism_desktop.ui.record_kit.editors.making import row_for
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow


class InlineForm(QWidget):
    """Some fields of a record or of a new one. `saved` carries the record's id; `closed` says that the person is done.

    With `buttons` it has Save and Cancel under the fields, Enter saves and Escape closes; without them the page does that. Without
    `drafts` what is typed is not kept as a draft: for fields of a second new record beside the first. `draft_as`: see `RecordBinding`.
    """

    saved = Signal(str)
    closed = Signal()
    edited = Signal()

    def __init__(
        self,
        workspace: Workspace,
        kind: Kind,
        names: Sequence[str],
        *,
        buttons: bool = True,
        drafts: bool = True,
        draft_as: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(f"fields.{kind.name}")
        self.kind = kind
        self._has_buttons = buttons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.above = QVBoxLayout()
        column.addLayout(self.above)
        grid = QWidget()
        layout = FieldLayout(grid)
        self.rows: dict[str, FieldRow] = {}
        for name in names:
            row = row_for(kind.field(name), workspace)
            self.rows[name] = row
            layout.addWidget(row)
        column.addWidget(grid)
        self.binding = RecordBinding(workspace, kind, self.rows.values(), self, drafts=drafts, draft_as=draft_as)
        self.binding.edited.connect(self.edited)
        if buttons:
            foot = QHBoxLayout()
            foot.setSpacing(8)
            foot.addStretch(1)
            foot.addWidget(button(tr("Cancel"), self.cancel, name="cancel_fields"))
            foot.addWidget(button(tr("Save"), self._on_save, role="primary", name="save_fields"))
            column.addLayout(foot)

    @property
    def record_id(self) -> str | None:
        """The id of the record; None for a new one."""
        return self.binding.record_id

    def open(self, record: Record | None, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record, or a new one that starts with `preset`. What was typed before and not saved is put back."""
        self.binding.open(record, preset)

    def follow(self, record: Record | None) -> None:
        """Take over what changed elsewhere; fields that a person is changing keep what is typed."""
        self.binding.follow(record)

    def focus(self, name: str = "") -> None:
        """Put the cursor into a field, the first one unless named."""
        row = self.rows.get(name) or next(iter(self.rows.values()))
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return self.binding.is_changed

    def values(self) -> dict[str, Any]:
        """The values that were changed, for a page that saves them itself. Raises InvalidRecord when something cannot be read."""
        return self.binding.values()

    def forget_draft(self) -> None:
        """Drop the draft: what was typed here was saved together with something else."""
        self.binding.forget_draft()

    def mark(self, error: InvalidRecord) -> None:
        """Show what is wrong at each field, and go to the first of them."""
        self.binding.mark(error)
        self._focus_fault()

    def _focus_fault(self) -> None:
        first = self.binding.first_marked
        if first is not None:
            self.focus(first.field.name)

    def save(self) -> str | None:
        """Save what was changed. Returns the record's id; None, with the faults marked, when it cannot be saved."""
        was_changed = self.is_changed or self.record_id is None
        saved = self.binding.save()
        if saved is None:
            self._focus_fault()
        elif was_changed:
            self.saved.emit(saved)
        return saved

    def leave(self) -> None:
        """Save what was changed; where that is not possible it stays a draft. Asks nothing."""
        self.binding.leave()

    def cancel(self) -> None:
        """Go back to what is saved, and offer to undo that."""
        self.binding.discard()
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
            if not enter.pressed(self.focusWidget()):
                self._on_save()
        else:
            super().keyPressEvent(event)
