"""The shared form, built from a `Kind`: every record is shown and changed in the same place.

What is typed is never lost: it is kept as an encrypted draft from the first key on, saved when the form is left, and stays a draft where
it cannot be saved.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord, IsmError, RecordMissing
from ism_desktop.records import authors, history, links, store
from ism_desktop.records.kind import SOURCE_GROUP, Field, Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.surfaces import Card, Column, FoldingCard
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.record_kit.editors import ChoiceEditor
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow
from ism_desktop.ui.record_kit.history import HistoryCard, bring_back
from ism_desktop.ui.record_kit.proofs import ProofsCard


class RecordForm(QWidget):
    """Shows one record of a kind, or a new one.

    Signals: `opened` with the id of the record that is now shown, or None for a new one; `saved` with the record's id after every
    save; `closed` when the person is done with the form; `trash_wanted` and `restore_wanted` with the id. Extra widgets of a page
    go into `extra`, above the fields.
    """

    opened = Signal(object)
    saved = Signal(str)
    closed = Signal()
    trash_wanted = Signal(str)
    restore_wanted = Signal(str)

    def __init__(self, workspace: Workspace, kind: Kind, *, width: int = 720) -> None:
        super().__init__()
        self.setObjectName(f"form.{kind.name}")
        self.kind = kind
        self._workspace = workspace
        self._record: Record | None = None
        self._preset: Mapping[str, Any] = {}
        self._base: dict[str, list[str | None]] = {}
        self._loading = False
        self._rows: dict[str, FieldRow] = {}
        self.cards: dict[str, QWidget] = {}  # by the group's key, for pages that put them in another order
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(self._head())
        self.column = Column(width, margin=0)
        outer.addWidget(self.column, 1)
        outer.addWidget(self._foot())
        self.extra = QVBoxLayout()
        self.column.body.addLayout(self.extra)
        self._build_fields()
        self._proofs = ProofsCard(workspace, kind)
        if kind.name == "documents":
            self._proofs.hide()
        self._history = HistoryCard(workspace, kind)
        self._history.wanted.connect(self._fill_history)
        self.column.body.addWidget(self._proofs)
        self.column.body.addWidget(self._history)
        self.column.body.addStretch(1)

    # Building ------------------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = icon_button("Back to the list", "mdi6.arrow-left", self._on_close, name="back")
        self.title = heading("")
        self.title.setObjectName("record_title")
        self._trash = icon_button("Move to trash", "mdi6.trash-can-outline", self._on_trash, name="trash")
        self._restore = button("Restore", self._on_restore, role="primary", icon_name="mdi6.restore", name="restore")
        self.close_button = icon_button("Close this entry", "mdi6.close", self._on_close, name="close_form")
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1)
        row.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._trash, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.back.hide()
        return row

    def _foot(self) -> QFrame:
        self._bar = QFrame()
        self._bar.setObjectName("save_bar")
        self._bar.setProperty("role", "card")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self._bar_words = secondary("")
        self._bar_words.setObjectName("save_words")
        row.addWidget(self._bar_words, 1)
        self._discard = button("Discard", self.discard, name="discard")
        row.addWidget(self._discard)
        self._save = button("Save", self._on_save, role="primary", name="save")
        self._save.setToolTip("Ctrl+S")
        row.addWidget(self._save)
        return self._bar

    def _build_fields(self) -> None:
        groups: dict[str, list[Field]] = {}
        for field in self.kind.form_fields:
            groups.setdefault(field.group_key, []).append(field)
        for key, fields in groups.items():
            words = fields[0].group_label
            card = FoldingCard(words, name="provenance") if key == SOURCE_GROUP.key else Card(words)
            self.cards[key] = card
            card.body.addSpacing(4)
            grid = QWidget()
            layout = FieldLayout(grid)
            for field in fields:
                row = FieldRow(field, self._workspace)
                row.edited.connect(self._on_edited)
                self._rows[field.name] = row
                layout.addWidget(row)
            card.body.addWidget(grid)
            self.column.body.addWidget(card)

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def record_id(self) -> str | None:
        """The id of the record that is shown; None for a new one."""
        return self._record.id if self._record is not None else None

    @property
    def record(self) -> Record | None:
        """The record as it was last read."""
        return self._record

    def open(self, record_id: str | None, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record, or a new one that starts with `preset`; an unsaved draft of it is put back.

        Raises:
            RecordMissing: there is no such record.
        """
        self._preset = preset or {}
        self._read(record_id)
        self._loading = True
        for name, row in self._rows.items():
            row.show_value(self._value(name))
        self._base = {name: row.typed() for name, row in self._rows.items()}
        if record_id is None:
            self._base |= {name: [None, None] for name in self._preset}
        draft = self._workspace.drafts.get(self.kind.name, record_id) or {}
        for name, typed in draft.items():
            if name in self._rows:
                self._rows[name].retype(typed)
        self._loading = False
        self.column.verticalScrollBar().setValue(0)
        self._say_state()
        self.opened.emit(record_id)

    def refresh(self) -> None:
        """Read the record again after a commit; fields that a person is changing keep what is typed."""
        if self._record is None:
            self._fill_references()
            return
        try:
            self._read(self._record.id)
        except RecordMissing:
            self.closed.emit()
            return
        self._loading = True
        edited = self._edited()
        for name, row in self._rows.items():
            if name in edited:
                continue
            row.show_value(self._value(name))
            self._base[name] = row.typed()
        self._loading = False
        self._say_state()

    def _value(self, name: str) -> Any:
        return self._preset.get(name) if self._record is None else self._record.values.get(name)

    def _read(self, record_id: str | None) -> None:
        self._record = None
        if record_id is not None:
            with self._workspace.vault.read() as session:
                self._record = store.get(session, self.kind, record_id)
                proofs = links.proofs(session, self.kind, record_id)
            self._proofs.show_proofs(record_id, proofs)
            if self._history.is_open:
                self._fill_history()
        self._fill_references()

    def _fill_references(self) -> None:
        references = [row for row in self._rows.values() if row.field.input is Input.REFERENCE]
        if not references:
            return
        with self._workspace.vault.read() as session:
            for row in references:
                records = store.list_active(session, BY_NAME[row.field.refers_to])
                if isinstance(row.editor, ChoiceEditor):
                    row.editor.set_options([(record.id, record.title) for record in records])

    def _fill_history(self) -> None:
        if self._record is None:
            return
        titles: dict[str, str] = {}
        with self._workspace.vault.read() as session:
            versions = history.versions(session, self.kind, self._record.id)
            known = authors.known(session, self._workspace.vault.opened_by)
            for field in self.kind.fields:
                for version in versions:
                    value = version.former.get(field.name)
                    if field.input is Input.REFERENCE and isinstance(value, str):
                        found = store.find(session, BY_NAME[field.refers_to], value)
                        titles[value] = found.title if found is not None else "someone no longer in the list"
        self._history.show_history(self._record, versions, titles, known)

    def _say_state(self) -> None:
        trashed = self._record is not None and self._record.deleted_at is not None
        dirty = self.is_changed
        self.title.setText(f"New {self.kind.singular.lower()}" if self._record is None else self._record.title)
        if self.kind.single:
            self.title.setText(self.kind.singular)
        self._trash.setVisible(self._record is not None and not trashed and not self.kind.single)
        self._restore.setVisible(trashed)
        self._proofs.setVisible(self._record is not None and self.kind.name != "documents")
        self._history.setVisible(self._record is not None)
        self._bar.setVisible((dirty or self._record is None) and not trashed)
        self._discard.setVisible(dirty)
        self._bar_words.setText("Not saved yet." if dirty else self._needed())
        for row in self._rows.values():
            row.setEnabled(not trashed)

    def _needed(self) -> str:
        names = [f"“{field.label}”" for field in self.kind.fields if field.required]
        if not names:
            return "Fill in what you know; the rest can wait."
        return f"Only {' and '.join(names)} {'is' if len(names) == 1 else 'are'} needed; the rest can wait."

    # Changing ------------------------------------------------------------------------------------------------------------

    def _edited(self) -> set[str]:
        return {name for name, row in self._rows.items() if row.typed() != self._base[name]}

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return bool(self._base) and bool(self._edited())

    def _on_edited(self) -> None:
        if self._loading:
            return
        typed = {name: self._rows[name].typed() for name in self._edited()}
        if typed:
            self._workspace.drafts.put(self.kind.name, self.record_id, typed)
        else:
            self._workspace.drafts.drop(self.kind.name, self.record_id)
        self._say_state()

    def values(self) -> dict[str, Any]:
        """The values of the fields that were changed. Raises InvalidRecord when something cannot be read."""
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for name in self._edited():
            try:
                values[name] = self._rows[name].read()
            except ValueError as error:
                faults[name] = str(error)
        if faults:
            raise InvalidRecord(faults)
        return values

    def save(self) -> str | None:
        """Save what was changed. Returns the record's id; None, with the faults marked, when it cannot be saved."""
        for row in self._rows.values():
            row.mark("")
        if not self.is_changed and self._record is not None:
            return self._record.id
        try:
            record_id = self._write(self.values())
        except InvalidRecord as error:
            self._show_faults(error)
            return None
        except IsmError as error:
            self._workspace.report(error)
            return None
        return record_id

    def _write(self, values: Mapping[str, Any]) -> str:
        former = self._record
        with self._workspace.vault.write() as session:
            record_id = store.save(session, self.kind, values, record_id=self.record_id)
            latest = history.versions(session, self.kind, record_id)[0].id
            title = store.get(session, self.kind, record_id).title
        self._workspace.drafts.drop(self.kind.name, None if former is None else former.id)
        if former is None:
            self._workspace.undo_bar.offer(
                f"“{title}” was added.", partial(_trash, self._workspace, self.kind, record_id)
            )
        elif values:
            undo = partial(bring_back, self._workspace, self.kind, record_id, latest)
            self._workspace.undo_bar.offer(f"The changes to “{title}” were saved.", undo)
        self.open(record_id)
        self.saved.emit(record_id)
        return record_id

    def _show_faults(self, error: InvalidRecord) -> None:
        first: FieldRow | None = None
        for name, fault in error.fields.items():
            if name in self._rows:
                self._rows[name].mark(fault)
                if first is None or list(self._rows).index(name) < list(self._rows).index(first.field.name):
                    first = self._rows[name]
        if first is None:
            self._workspace.report(error)
            return
        self._bar_words.setText("Not saved yet: please look at the marked fields.")
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.ensureWidgetVisible(first, 0, 40)

    def leave(self) -> None:
        """Save what was changed; where that is not possible it stays a draft. Asks nothing."""
        if not self.is_changed or (self._record is not None and self._record.deleted_at is not None):
            return
        try:
            self._write(self.values())
        except InvalidRecord:
            return
        except IsmError as error:
            # A full disk must not keep a person on this page: the draft stays, here and at the next try.
            self._workspace.report(error)

    def discard(self) -> None:
        """Go back to what is saved, and offer to undo that."""
        typed = {name: self._rows[name].typed() for name in self._edited()}
        record_id = self.record_id
        self._workspace.drafts.drop(self.kind.name, record_id)
        if typed:
            undo = partial(self._workspace.drafts.bring_back, self.kind.name, record_id, typed)
            self._workspace.undo_bar.offer("What you typed was discarded.", undo)
        if record_id is None:
            self.closed.emit()
        else:
            self.open(record_id)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        self.save()

    def _on_close(self) -> None:
        self.leave()
        self.closed.emit()

    def _on_trash(self) -> None:
        if self._record is not None:
            self.trash_wanted.emit(self._record.id)

    def _on_restore(self) -> None:
        if self._record is not None:
            self.restore_wanted.emit(self._record.id)


def _trash(workspace: Workspace, kind: Kind, record_id: str) -> None:
    with workspace.vault.write() as session:
        store.trash(session, kind, record_id)
