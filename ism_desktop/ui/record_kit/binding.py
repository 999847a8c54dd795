"""One record, or a new one, while a person changes it: what was saved, what is typed, its draft, its faults, saving and undo.

Every form is a layout over this: all of a record (`form`), some fields with or without buttons (`inline_form`), fields that save
themselves (`autosave_form`). What is typed is kept as an encrypted draft from the first key on and stays one where it cannot be saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ism_desktop.errors import InvalidRecord, IsmError, RecordMissing
from ism_desktop.language import tr
from ism_desktop.records import history, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.records.table import new_id
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.actions import short_title, trash
from ism_desktop.ui.record_kit.editors.editor import Typed
from ism_desktop.ui.record_kit.fields import FieldRow
from ism_desktop.ui.record_kit.history import bring_back


@dataclass(frozen=True, slots=True)
class _Saved:
    """What a field held when it was last read, and what its editor showed for it."""

    value: Any
    typed: list[Typed]


_NOTHING = _Saved(None, [None, None])
BESIDE = "_"  # begins the name of what a draft holds that is no field
_FRESH = (
    "_fresh"  # the id that a new record will have: a draft that outlived its saving, as in a power cut, is known by it
)


class _ChangedElsewhere(Exception):
    """What is about to be replaced is not what the person saw when they began to type."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record


class RecordBinding(QObject):
    """Ties the rows of a form to one record. `edited` is emitted while a person types.

    Without `drafts` what is typed is not kept as a draft: for a second new record beside the first. A form in a dialog of its own keeps
    it by another name than that of the record, `draft_as`: a name for the dialog, and what it is about.
    """

    edited = Signal()

    def __init__(
        self,
        workspace: Workspace,
        kind: Kind,
        rows: Iterable[FieldRow],
        parent: QObject,
        *,
        drafts: bool = True,
        draft_as: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.rows: Mapping[str, FieldRow] = {row.field.name: row for row in rows}
        self._workspace = workspace
        self._has_drafts = drafts
        self._draft_as = draft_as
        self._record: Record | None = None
        self._preset: Mapping[str, Any] = {}
        self._base: dict[str, _Saved] = {}
        self._beside: dict[str, list[Typed]] = {}
        self.fresh_id = new_id()
        """The id that a new record gets when it is saved, by this form or by the page."""
        self.is_showing = False  # while values are put into the editors: then nobody types
        for row in self.rows.values():
            row.edited.connect(self._on_edited)

    def keep_drafts_as(self, name: tuple[str, str]) -> None:
        """From the next `open` on, keep what is typed by this name: a dialog or page, and what it is about."""
        self._draft_as = name

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def record(self) -> Record | None:
        """The record as it was last read; None for a new one."""
        return self._record

    @property
    def record_id(self) -> str | None:
        """The id of the record; None for a new one."""
        return None if self._record is None else self._record.id

    def open(self, record: Record | None, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record, or a new one that starts with `preset`. What was typed before and not saved is put back."""
        self._record = record
        self._preset = preset or {}
        self._beside = {}
        self.fresh_id = new_id()
        for name in self.rows:
            self._show(name, self._preset.get(name) if record is None else record.values[name])
        if record is None:
            self._base |= {name: _NOTHING for name in self._preset if name in self.rows}
        self._recall()
        self._lead()

    def follow(self, record: Record | None) -> None:
        """Take over what changed elsewhere. Fields that a person is changing keep what is typed, and say what changed."""
        former = self._record
        if former is None and record is not None and not self.kind.single and self.is_changed:
            return  # what is typed belongs to a new entry, not to the one that was added meanwhile
        if former is not None and (record is None or record.id != former.id):
            self.open(record)
            return
        self._record = record
        if record is None:
            return
        edited = self.edited_names
        for name in self.rows:
            if name not in edited:
                self._show(name, record.values[name])
            elif record.values[name] != self._base[name].value:
                self._show_beneath(name, record.values[name])
        self._lead()
        if former is None and edited:
            self._put_draft(None, {})
            self._keep_draft()

    def _lead(self) -> None:
        """Tell each editor of which record it is, and each field that follows another one what that says."""
        for row in self.rows.values():
            row.editor.record_id = self.record_id
            row.follow(self.rows.get(row.field.follows))

    def _show(self, name: str, value: object) -> None:
        self.is_showing = True
        self.rows[name].show_value(value)
        self._base[name] = _Saved(value, self.rows[name].typed())
        self.is_showing = False

    def _show_beneath(self, name: str, value: object) -> None:
        """Take a new saved value as the base of a field and leave what is typed there standing."""
        row = self.rows[name]
        typed = row.typed()
        self._show(name, value)
        self.is_showing = True
        row.retype(typed)
        self.is_showing = False
        if self._is_edited(name):
            row.mark_changed(value)

    def type_in(self, values: Mapping[str, object]) -> None:
        """Fill in values as if a person had typed them; nobody has left a field by that, so nothing is saved yet."""
        self.is_showing = True
        for name, value in values.items():
            self.rows[name].show_value(value)
        self.is_showing = False
        self._on_edited()

    # What is typed -------------------------------------------------------------------------------------------------------

    @property
    def edited_names(self) -> set[str]:
        """The fields that say something else than what is saved."""
        return {name for name in self._base if self._is_edited(name)}

    def _is_edited(self, name: str) -> bool:
        row, base = self.rows[name], self._base[name]
        if row.typed() == base.typed:
            return False
        try:
            return row.read() != base.value  # “5/2019” and “May 2019” are the same
        except ValueError:
            return True

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        return any(self._is_edited(name) for name in self._base)

    @property
    def is_trashed(self) -> bool:
        """Whether the record lies in the trash: then it is looked at and not changed."""
        return self._record is not None and self._record.deleted_at is not None

    def _typed(self) -> dict[str, list[Typed]]:
        edited = self.edited_names  # once: many rows of values take a while to read
        return {name: row.typed() for name, row in self.rows.items() if name in edited}

    def _on_edited(self) -> None:
        if self._base and not self.is_showing:
            self._lead()
            self._keep_draft()
            self.edited.emit()

    # The draft -----------------------------------------------------------------------------------------------------------

    def _keep_draft(self) -> None:
        self._put_draft(self.record_id, self._typed())

    def _draft_name(self, record_id: str | None) -> tuple[str, str | None]:
        return self._draft_as or (self.kind.name, record_id)

    def _put_draft(self, record_id: str | None, typed: Mapping[str, list[Typed]]) -> None:
        """Keep what is typed here beside what another form may have typed into other fields of the record."""
        if not self._has_drafts:
            return
        drafts, name = self._workspace.drafts, self._draft_name(record_id)
        others = drafts.get(*name) or {}
        kept = {name: value for name, value in others.items() if name not in self.rows and not name.startswith(BESIDE)}
        kept |= {**typed, **self._beside}
        if typed and record_id is None:
            kept[_FRESH] = [self.fresh_id]
        if kept:
            drafts.put(*name, kept)
        else:
            drafts.drop(*name)

    @property
    def beside(self) -> Mapping[str, list[Typed]]:
        """What a page keeps in the draft that is no field, such as the document to be attached; forgotten once it is saved."""
        return self._beside

    def keep_beside(self, name: str, typed: list[Typed] | None) -> None:
        """Keep something in the draft that is no field, or None to forget it."""
        self._beside.pop(BESIDE + name, None)
        if typed is not None:
            self._beside[BESIDE + name] = typed
        self._keep_draft()

    def _recall(self) -> None:
        draft = self._workspace.drafts.get(*self._draft_name(self.record_id)) if self._has_drafts else None
        draft = dict(draft or {})
        fresh = draft.pop(_FRESH, None)
        self._beside = {name: kept for name, kept in draft.items() if name.startswith(BESIDE)}
        own = [name for name in self.rows if name in draft]
        if not own:
            return
        if self._record is None and fresh is not None:
            self.fresh_id = str(fresh[0])
            if self._was_saved():
                self.fresh_id = new_id()
                self._beside = {}
                self._put_draft(None, {})
                return
        self.is_showing = True
        for name in own:
            self.rows[name].retype(draft[name])
        self.is_showing = False
        if not self.is_changed:  # it was saved some other way since
            self._keep_draft()

    def _was_saved(self) -> bool:
        """Whether the new record that the draft is of is there already."""
        with self._workspace.vault.read() as session:
            return store.find(session, self.kind, self.fresh_id) is not None

    def forget_draft(self) -> None:
        """Drop the draft: what was typed here was saved together with something else."""
        self._beside = {}
        self._put_draft(self.record_id, {})

    def discard(self) -> None:
        """Go back to what is saved, and offer to undo that."""
        typed = self._typed() | self._beside
        self.forget_draft()
        if typed:
            undo = partial(_bring_draft_back, self._workspace, *self._draft_name(self.record_id), typed)
            self._workspace.undo_bar.offer(tr("What you typed was discarded."), undo)
        self.open(self._record, self._preset)

    # Faults --------------------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """The values that were changed. Raises InvalidRecord when something cannot be read."""
        values, faults = self._read()
        if faults:
            raise InvalidRecord(faults)
        return values

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        edited = self.edited_names
        for name in self.rows:
            if name in edited:
                try:
                    values[name] = self.rows[name].read()
                except ValueError as error:
                    faults[name] = str(error)
        return values, faults

    def mark(self, error: InvalidRecord) -> None:
        """Show what is wrong at each field; what belongs to none of them is shown as a message."""
        for name, fault in error.fields.items():
            if name in self.rows:
                self.rows[name].mark(fault)
        if not self.rows.keys() & error.fields.keys():
            self._workspace.report(error)

    @property
    def first_marked(self) -> FieldRow | None:
        """The first field with a fault."""
        return next((row for row in self.rows.values() if row.fault.text()), None)

    # Saving --------------------------------------------------------------------------------------------------------------

    def save(self, *, partly: bool = False) -> str | None:
        """Save what was changed, and offer to undo it. Returns the record's id; None when it cannot be saved, with the faults marked.

        With `partly` what can be read is saved and only the rest stays a draft.
        """
        for row in self.rows.values():
            row.mark("")
        values, faults = self._read()
        if faults:
            self.mark(InvalidRecord(faults))
            if not partly:
                return None
        try:
            return self._write(values)
        except InvalidRecord as error:
            self.mark(error)
        except RecordMissing as error:
            if not partly:  # fields that save themselves may outlive their record for a moment
                self._workspace.report(error)
        except IsmError as error:
            self._workspace.report(error)
        return None

    def leave(self) -> str | None:
        """Save what was changed; where that is not possible it stays a draft. Asks nothing. Returns the id of what was saved."""
        if not self.is_changed or self.is_trashed:
            return None
        try:
            return self._write(self.values())
        except InvalidRecord:
            return None
        except IsmError as error:
            # A full disk must not keep a person on this page: the draft stays, here and at the next try.
            self._workspace.report(error)
            return None

    def _write(self, values: Mapping[str, Any]) -> str | None:
        former = self._record
        if former is not None and not values:
            return former.id
        try:
            with self._workspace.vault.write() as session:
                before = None if former is None else store.get(session, self.kind, former.id)
                if before is not None and self._differs(before, values):
                    raise _ChangedElsewhere(before)
                record_id = store.save(session, self.kind, values, record_id=self.record_id, fresh_id=self.fresh_id)
                record = store.get(session, self.kind, record_id)
                latest = history.versions(session, self.kind, record_id)[0].id
        except _ChangedElsewhere as changed:
            self.follow(changed.record)
            return None
        self._take(record, set(values))
        self._offer(before, record, latest)
        return record_id

    def _differs(self, now: Record, values: Mapping[str, Any]) -> bool:
        """Whether one of these fields holds something now that the person has not seen."""
        return any(
            now.values[name] != self._base[name].value and now.values[name] != value for name, value in values.items()
        )

    def _take(self, record: Record, saved: set[str]) -> None:
        """Go on with the record as it is saved now; what could not be saved stays typed, and a draft."""
        left = self.edited_names - saved
        self._beside = {}
        self._put_draft(self.record_id, {})
        self._record = record
        for name in self.rows:
            if name not in left:
                self._show(name, record.values[name])
        if left:
            self._keep_draft()

    def _offer(self, before: Record | None, after: Record, version: str) -> None:
        workspace, title = self._workspace, short_title(after)
        if before is None:
            undo = partial(trash, workspace, self.kind, [after.id])
            workspace.undo_bar.offer(tr("“{title}” was added.", title=title), undo)
        elif after.updated_at != before.updated_at:
            undo = partial(bring_back, workspace, self.kind, after.id, version)
            workspace.undo_bar.offer(tr("The changes to “{title}” were saved.", title=title), undo)


def _bring_draft_back(workspace: Workspace, kind: str, record_id: str | None, typed: Mapping[str, list[Typed]]) -> None:
    others = workspace.drafts.get(kind, record_id) or {}
    workspace.drafts.bring_back(kind, record_id, {**others, **typed})
