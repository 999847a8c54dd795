"""A few fields of one record that save themselves: as a draft from the first key on, as the record when a person leaves the field."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.binding import RecordBinding
from ism_desktop.ui.record_kit.fields import FieldRow


class AutosaveForm(QObject):
    """Rows that stand anywhere on a page and save themselves. What cannot be saved is marked at its field and stays a draft.

    `edited` is emitted while a person types, `saved` after something was saved.
    """

    edited = Signal()
    saved = Signal()

    def __init__(self, workspace: Workspace, kind: Kind, rows: Sequence[FieldRow], parent: QObject) -> None:
        super().__init__(parent)
        self.binding = RecordBinding(workspace, kind, rows, self)
        self.binding.edited.connect(self.edited)
        for row in rows:
            row.editor.finished.connect(self.save)

    def show_record(self, record: Record) -> None:
        """Show the record as it was read; fields that hold something unsaved keep it."""
        if self.binding.record is None:
            self.binding.open(record)
        else:
            self.binding.follow(record)

    def type_in(self, values: Mapping[str, object]) -> None:
        """Fill in values as if a person had typed them."""
        self.binding.type_in(values)

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return self.binding.is_changed

    def save(self) -> bool:
        """Save what can be saved. False when something could not; it is marked and stays a draft."""
        binding = self.binding
        if binding.is_showing or binding.record is None or binding.is_trashed or not binding.is_changed:
            return True
        if binding.save(partly=True) is not None:
            self.saved.emit()
        return not binding.is_changed
