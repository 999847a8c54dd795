"""The shared form, built from a `Kind`: every record is shown and changed in the same place.

What is typed is never lost: it is kept as an encrypted draft from the first key on, saved when the form is left, and stays a draft where
it cannot be saved.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ism_desktop.errors import RecordMissing
from ism_desktop.language import in_use, tr
from ism_desktop.records import authors, history, links, paging, store, titles
from ism_desktop.records.kind import SOURCE_GROUP, Field, Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.in_view import bring_into_view
from ism_desktop.ui.kit.widgets.surfaces import Column, FoldingPanel, Panel
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.record_kit.binding import RecordBinding
from ism_desktop.ui.record_kit.editors.choice import ChoiceEditor
from ism_desktop.ui.record_kit.editors.making import row_for
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow
from ism_desktop.ui.record_kit.glossary.term_line import TermLine
from ism_desktop.ui.record_kit.history import HistoryPanel
from ism_desktop.ui.record_kit.page_line import PageLine
from ism_desktop.ui.record_kit.proofs import ProofsPanel

# A series of photos shows what is attached to it itself; what somebody looks for needs no proof.
_WITHOUT_PROOFS = frozenset({"documents", "photo_series", "saved_searches"})
_MANY = 200  # records that a reference can point to, from which on they are read when somebody is about to choose one


class RecordForm(QWidget):
    """Shows one record of a kind, or a new one.

    Signals: `opened` with the id of the record that is now shown, or None for a new one; `saved` with the record's id after every
    save; `closed` when the person is done with the form; `trash_wanted` and `restore_wanted` with the id. Extra widgets of a page
    go into `extra`, above the fields. Made `gradually` it is not to be used before `build_on` came to
    its end.
    """

    opened = Signal(object)
    saved = Signal(str)
    closed = Signal()
    trash_wanted = Signal(str)
    restore_wanted = Signal(str)
    offering_changed = Signal()

    def __init__(self, workspace: Workspace, kind: Kind, *, width: int = 720, gradually: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"form.{kind.name}")
        self.kind = kind
        self._workspace = workspace
        self._rows: dict[str, FieldRow] = {}
        self.cards: dict[str, QWidget] = {}  # by the group's key, for pages that put them in another order
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.head = self._head()
        outer.addWidget(self.head)
        self.column = Column(width, margin=0)
        outer.addWidget(self.column, 1)
        outer.addWidget(self._foot())
        self.extra = QVBoxLayout()
        self.column.body.addLayout(self.extra)
        self._building = self._steps()
        while not gradually and self.build_on():
            pass

    def build_on(self) -> bool:
        """Make the next part, in some milliseconds. False when nothing was left to make."""
        return next(self._building, False)

    # Building ------------------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.back = icon_button(tr("Back to the list"), "mdi6.arrow-left", self._on_close, name="back")
        self.title = heading("")
        self.title.setObjectName("record_title")
        self._trash = icon_button(tr("Move to trash"), "mdi6.trash-can-outline", self._on_trash, name="trash")
        self._restore = button(
            tr("Restore"), self._on_restore, role="primary", icon_name="mdi6.restore", name="restore"
        )
        self.close_button = icon_button(tr("Close"), "mdi6.close", self._on_close, name="close_form")
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1)
        row.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._trash, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.back.hide()
        return head

    def _foot(self) -> QFrame:
        self._bar = QFrame()
        self._bar.setObjectName("save_bar")
        self._bar.setProperty("role", "panel")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self._bar_words = secondary("")
        self._bar_words.setObjectName("save_words")
        row.addWidget(self._bar_words, 1)
        self._discard = button(tr("Discard"), self.discard, name="discard")
        row.addWidget(self._discard)
        self._save = button(tr("Save"), self._on_save, role="primary", name="save")
        self._save.setToolTip("Ctrl+S")
        row.addWidget(self._save)
        return self._bar

    def _steps(self) -> Iterator[bool]:
        groups: dict[str, list[Field]] = {}
        for field in self.kind.form_fields:
            groups.setdefault(field.group_key, []).append(field)
        for key, fields in groups.items():
            words = fields[0].group_label
            card = FoldingPanel(words, name="provenance") if key == SOURCE_GROUP.key else Panel(words)
            self.cards[key] = card
            self.column.body.addWidget(card)
            card.body.addSpacing(4)
            grid = QWidget()
            card.body.addWidget(grid)
            layout = FieldLayout(grid)
            for field in fields:
                row = row_for(field, self._workspace)
                self._rows[field.name] = row
                layout.addWidget(row)
                yield True
            yield True
        self.binding = RecordBinding(self._workspace, self.kind, self._rows.values(), self)
        self.binding.edited.connect(self._say_state)
        self.page_line = PageLine(self._workspace, self.binding, self)
        self.extra.addWidget(self.page_line)
        yield True
        self._proofs = ProofsPanel(self._workspace, self.kind)
        if self.kind.name in _WITHOUT_PROOFS:
            self._proofs.hide()
        self._history = HistoryPanel(self._workspace, self.kind)
        self._history.wanted.connect(self._fill_history)
        self._terms = TermLine(self._workspace, self.kind)
        self.column.body.addWidget(self._terms)
        self.column.body.addWidget(self._proofs)
        self.column.body.addWidget(self._history)
        self.column.body.addStretch(1)

    def row(self, name: str) -> FieldRow:
        """The row of a field, for pages that have more to do with it. Raises KeyError."""
        return self._rows[name]

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def record_id(self) -> str | None:
        """The id of the record that is shown; None for a new one."""
        return self.binding.record_id

    @property
    def record(self) -> Record | None:
        """The record as it was last read."""
        return self.binding.record

    def open(self, record_id: str | None, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record, or a new one that starts with `preset`; an unsaved draft of it is put back.

        Raises:
            RecordMissing: there is no such record.
        """
        record = self._read(record_id)
        self._fill_references()
        self.binding.open(record, preset)
        self.column.verticalScrollBar().setValue(0)
        self._show_around()
        self.opened.emit(record_id)

    def refresh(self) -> None:
        """Read the record again after a commit; fields that a person is changing keep what is typed."""
        self._fill_references()
        if self.record_id is None:
            return
        try:
            self.binding.follow(self._read(self.record_id))
        except RecordMissing:
            self.closed.emit()
            return
        self._show_around()

    def _read(self, record_id: str | None) -> Record | None:
        if record_id is None:
            return None
        with self._workspace.vault.read() as session:
            return store.get(session, self.kind, record_id)

    def _show_around(self) -> None:
        """Show what stands around the fields: proofs, history, title and buttons."""
        if self.record_id is not None:
            with self._workspace.vault.read() as session:
                proofs = links.proofs(session, self.kind, self.record_id)
            self._proofs.show_proofs(self.record_id, proofs)
            if self._history.is_open:
                self._fill_history()
        self._terms.show_record(self.record)
        self.page_line.refresh()
        self._say_state()

    def _fill_references(self) -> None:
        references = [row for row in self._rows.values() if row.field.input is Input.REFERENCE]
        if not references:
            return
        with self._workspace.vault.read() as session:
            kinds = {row.field.name: BY_NAME[row.field.refers_to] for row in references}
            many = {name for name, kind in kinds.items() if paging.count(session, kind) > _MANY}
            offered = {name: titles.in_order(session, kind) for name, kind in kinds.items() if name not in many}
        for row in references:
            name, kind = row.field.name, kinds[row.field.name]
            if not isinstance(row.editor, ChoiceEditor):
                continue
            if name in many:
                row.editor.set_options_late(partial(self._titles, kind), partial(self._title, kind))
            else:
                row.editor.set_options(offered[name])

    def _titles(self, kind: Kind) -> list[tuple[str, str]]:
        with self._workspace.vault.read() as session:
            return titles.in_order(session, kind)

    def _title(self, kind: Kind, record_id: str) -> str:
        with self._workspace.vault.read() as session:
            found = store.find(session, kind, record_id)
        return found.title if found is not None and found.deleted_at is None else ""

    def _fill_history(self) -> None:
        if self.record is None:
            return
        titles: dict[str, str] = {}
        with self._workspace.vault.read() as session:
            versions = history.versions(session, self.kind, self.record.id)
            known = authors.known(session, self._workspace.vault.opened_by)
            for field in self.kind.fields:
                for version in versions:
                    value = version.former.get(field.name)
                    if field.input is Input.REFERENCE and isinstance(value, str):
                        found = store.find(session, BY_NAME[field.refers_to], value)
                        titles[value] = found.title if found is not None else tr("no longer in your record")
        self._history.show_history(self.record, versions, titles, known)

    def _say_state(self) -> None:
        trashed = self.record is not None and self.record.deleted_at is not None
        dirty = self.is_changed
        if self.kind.single:
            self.title.setText(self.kind.singular)
        elif self.record is None:
            self.title.setText(self.kind.new)
        else:
            self.title.setText(self.record.title)
        self._trash.setVisible(self.record is not None and not trashed and not self.kind.single)
        self._restore.setVisible(trashed)
        self._proofs.setVisible(self.record is not None and self.kind.name not in _WITHOUT_PROOFS)
        self._history.setVisible(self.record is not None)
        for row in self._rows.values():
            row.setEnabled(not trashed)
        self._discard.setVisible(dirty)
        self._bar_words.setText(tr("Not saved yet.") if dirty else self._needed())
        shows_bar = (dirty or self.record is None) and not trashed
        if shows_bar is self._bar.isHidden():
            self._bar.setVisible(shows_bar)
            self._outer.activate()  # a bar that comes late jumps under the hand, in a long form with large text above all
            self.offering_changed.emit()

    def _needed(self) -> str:
        needed = [field.label for field in self.kind.fields if field.required]
        if not needed:
            return tr("Fill in what you know. The rest can wait.")
        if len(needed) == 1:
            return tr("Only “{field}” is needed. The rest can wait.", field=needed[0])
        fields = in_use().listed(tr("“{field}”", field=field) for field in needed)
        return tr("Only {fields} are needed. The rest can wait.", fields=fields)

    # Changing ------------------------------------------------------------------------------------------------------------

    @property
    def leading_buttons(self) -> tuple[QPushButton, QPushButton]:
        """Those that lead a page while they are seen."""
        return self._restore, self._save

    @property
    def offers_saving(self) -> bool:
        """Whether “Save” stands below the fields: with a new record, and with one that was changed."""
        return not self._bar.isHidden()

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return self.binding.is_changed

    def save(self) -> str | None:
        """Save what was changed. Returns the record's id; None, with the faults marked, when it cannot be saved."""
        was_changed = self.is_changed or self.record_id is None
        waiting = self.page_line.waiting
        record_id = self.binding.save()
        if record_id is None:
            self._show_faults()
        elif was_changed:
            self._say_saved(record_id, waiting)
        return record_id

    def _say_saved(self, record_id: str, waiting: tuple[str, int] | None) -> None:
        if waiting is not None:
            self.page_line.attach(record_id, waiting)
        self._show_around()
        self.opened.emit(record_id)
        self.saved.emit(record_id)

    def _show_faults(self) -> None:
        first = self.binding.first_marked
        if first is not None:
            self._bar_words.setText(tr("Not saved yet. Please check the marked fields."))
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.column.ensureWidgetVisible(first, 0, 40)

    def leave(self) -> None:
        """Save what was changed; where that is not possible it stays a draft. Asks nothing."""
        self.page_line.forget_unused()
        waiting = self.page_line.waiting
        record_id = self.binding.leave()
        if record_id is not None:
            self._say_saved(record_id, waiting)

    def discard(self) -> None:
        """Go back to what is saved, and offer to undo that."""
        self.binding.discard()
        if self.record_id is None:
            self.closed.emit()
        else:
            self.open(self.record_id)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, name: str) -> None:
        """Put the cursor into the field with this name and bring it into view, once what was just saved is arranged."""
        row = self._rows[name]
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(row)

    def _on_save(self) -> None:
        self.save()

    def _on_close(self) -> None:
        self.leave()
        self.closed.emit()

    def _on_trash(self) -> None:
        if self.record is not None:
            self.trash_wanted.emit(self.record.id)

    def _on_restore(self) -> None:
        if self.record is not None:
            self.restore_wanted.emit(self.record.id)
