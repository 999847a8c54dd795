"""What can be done to several documents at once: the same kind, date, sender, place, own fields and tags for all, or the trash."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr, tr_n
from ism_desktop.records.kind import Field, Input
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.own_fields import VALUES as OWN_VALUES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.leading import Leading
from ism_desktop.ui.kit.widgets.surfaces import Column, Panel
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.record_kit.editors.making import row_for
from ism_desktop.ui.record_kit.editors.own_values import OwnValuesEditor
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow

_FIELDS = ("type", "document_date", "source", "shelf_mark", OWN_VALUES)
ADD_TAGS, REMOVE_TAGS = "add_tags", "remove_tags"


def _tag_fields() -> tuple[Field, Field]:
    return Field(ADD_TAGS, tr("Add tags"), Input.TAGS), Field(REMOVE_TAGS, tr("Take away tags"), Input.TAGS)


class Several(QWidget):
    """Shown in place of the viewer while several documents are chosen. `change_wanted` carries the values that were filled in."""

    change_wanted = Signal(dict)
    labels_wanted = Signal()
    trash_wanted = Signal()
    restore_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, workspace: Workspace, leading: Leading) -> None:
        super().__init__()
        self.setObjectName("several")
        self._leading = leading
        self._workspace = workspace
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._rows: dict[str, FieldRow] = {}

    def _build(self) -> None:
        """Made when several are first chosen: many people never do."""
        column = Column(480, margin=0)
        card = Panel()
        self._title = heading("")
        self._words = secondary("")
        card.body.addWidget(self._title)
        card.body.addWidget(self._words)
        self._grid = QWidget()
        layout = FieldLayout(self._grid)
        fields = (*(DOCUMENTS.field(name) for name in _FIELDS), *_tag_fields())
        self._rows = {field.name: row_for(field, self._workspace) for field in fields}
        for row in self._rows.values():
            row.edited.connect(self._say)
            layout.addWidget(row)
        self._rows["type"].edited.connect(self._on_kind)
        card.body.addWidget(self._grid)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.change = button("", self._on_change, role="primary", name="change_all")
        self.labels = button(tr("Labels…"), self.labels_wanted.emit, icon_name="mdi6.label-outline", name="labels_all")
        self.trash = button(
            tr("Move to trash"), self.trash_wanted.emit, icon_name="mdi6.trash-can-outline", name="trash_all"
        )
        self.restore = button(
            tr("Restore"), self.restore_wanted.emit, role="primary", icon_name="mdi6.restore", name="restore_all"
        )
        self.delete = button(
            tr("Delete for good…"), self.delete_wanted.emit, icon_name="mdi6.delete-forever-outline", name="delete_all"
        )
        for part in (self.change, self.restore, self.delete, self.labels, self.trash):
            flow.addWidget(part)
        self._leading.add([self.change, self.restore], first=True)
        card.body.addSpacing(8)
        card.body.addWidget(buttons)
        column.body.addWidget(card)
        column.body.addStretch(1)
        self._outer.addWidget(column)

    def show_count(self, count: int, *, in_trash: bool) -> None:
        """Say how many are chosen, and forget what was filled in for others."""
        if not self._rows:
            self._build()
        self._title.setText(tr_n("{number} document selected", "{number} documents selected", count))
        words = (
            tr("They are in the trash.")
            if in_trash
            else tr("What you fill in here changes all of them; what you leave empty stays as it is.")
        )
        self._words.setText(words)
        for row in self._rows.values():
            row.show_value(None)
        own = self._rows[OWN_VALUES]
        own.setVisible(isinstance(own.editor, OwnValuesEditor) and own.editor.is_of_use)
        self._grid.setVisible(not in_trash)
        self.change.setText(tr("Change all {number}", number=count))
        self.change.setAccessibleName(tr("Change all {number}", number=count))
        self.change.setVisible(not in_trash)
        self.labels.setVisible(not in_trash)
        self.trash.setVisible(not in_trash)
        self.restore.setVisible(in_trash)
        self.delete.setVisible(in_trash)
        self._say()

    def _on_kind(self) -> None:
        self._rows[OWN_VALUES].follow(self._rows["type"])

    def _say(self) -> None:
        self.change.setEnabled(any(row.typed() != [None, None] and any(row.typed()) for row in self._rows.values()))

    def _on_change(self) -> None:
        values: dict[str, Any] = {}
        for name, row in self._rows.items():
            try:
                value = row.read()
            except ValueError as error:
                row.mark(str(error))
                return
            if value is not None:
                values[name] = value
        if values:
            self.change_wanted.emit(values)

    def show_faults(self, error: InvalidRecord) -> None:
        """Mark what cannot be saved."""
        for name, fault in error.fields.items():
            if name in self._rows:
                self._rows[name].mark(fault)
