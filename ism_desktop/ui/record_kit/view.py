"""The records of one kind on a page: the list with the form beside it, or the form alone where there is one record only."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.records import paging, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.record_kit.actions import move_to_trash, put_in_order, state_answer, take_out_of_trash
from ism_desktop.ui.record_kit.deleting import ask_to_delete
from ism_desktop.ui.record_kit.empty import DraftBanner, EmptyRecords
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.form_ahead import FormAhead
from ism_desktop.ui.record_kit.list import RecordList

_SIDE_BY_SIDE = 700  # pixels at 100 %: with less room, the record takes the place of the list


class KindView(QWidget):
    """The records of one kind: list and form, or what an empty list says. Also used inside pages written by hand."""

    side_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        kind: Kind,
        records_list: RecordList | None = None,
        *,
        form_width: int = 720,
        parent: QWidget | None = None,
    ) -> None:
        """Make the view.

        Each part is made inside the one that holds it: to take a part with all that is in it to another place means to look up the
        style of each widget once more, which was half of the time in which a page opened.
        """
        super().__init__(parent)
        self.kind = kind
        self._workspace = workspace
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._banner = DraftBanner(kind)
        self._banner.continued.connect(self._on_continue)
        self._banner.discarded.connect(self._on_discard)
        column.addWidget(self._banner)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self.empty = EmptyRecords(kind, self._stack)
        self.empty.add_wanted.connect(self.new_record)
        self.empty.trash_wanted.connect(self._on_open_trash)
        self.empty.stated.connect(self._on_stated)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self._stack)
        self._side: QWidget = records_list or self.make_side(self._splitter)
        self.list = self.list_in(self._side)
        # The form is dear: it is made while nothing else happens, or when it is first needed.
        self._form: RecordForm | None = None
        self._ahead = FormAhead(workspace, kind, self, form_width)
        self._ahead.ready.connect(self._on_form_ready)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(16)
        self._splitter.addWidget(self._side)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._splitter)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.open_wanted.connect(self._on_open_wanted)
        self.list.trash_wanted.connect(self._on_trash)
        self.list.restore_wanted.connect(self._on_restore)
        self.list.delete_wanted.connect(self._on_delete)
        self.list.moved.connect(self._on_moved)
        self.list.trash_shown.connect(self._on_trash_shown)
        self._workspace.drafts.changed.connect(self._refresh_drafts)
        self._workspace.drafts.brought_back.connect(self._on_draft_back)

    @property
    def form(self) -> RecordForm:
        """The form beside the list."""
        if self._form is None:
            form = self._form = self._ahead.finish()
            form.hide()
            self._splitter.addWidget(form)
            self._splitter.setStretchFactor(0, 2)
            self._splitter.setStretchFactor(1, 3)
            form.closed.connect(self.close_form)
            form.saved.connect(self._on_saved)
            form.trash_wanted.connect(self._on_trash_one)
            form.restore_wanted.connect(self._on_restore_one)
            form.offering_changed.connect(self.side_changed)
            self.dress_form(form)
        return self._form

    def make_side(self, parent: QWidget) -> QWidget:
        """Make what stands beside the form; more than the list where a view of its own says in `list_in` which part of it the list is."""
        return RecordList(self._workspace, self.kind, parent=parent)

    def list_in(self, side: QWidget) -> RecordList:
        """The list in what stands beside the form."""
        if not isinstance(side, RecordList):
            raise TypeError("a side that is more than a list has to say where its list is")
        return side

    def dress_form(self, form: RecordForm) -> None:
        """Add what a page of its own has beside the fields, once the form is made."""

    def showEvent(self, event: QShowEvent) -> None:
        """Make the form ahead, now that the list is seen."""
        super().showEvent(event)
        if self._form is None:
            self._ahead.begin()

    def _on_form_ready(self) -> None:
        self._ahead.dress(self.form)

    def _leave_form(self) -> None:
        if self._form is not None:
            self._form.leave()

    # Reading -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what changed in the list, and the record that is shown."""
        kind = self.kind
        with self._workspace.vault.read() as session:
            trashed = paging.count(session, kind, trashed=True)
            statement = store.statement(session, kind)
            news = self.list.look(session)
            shown_id = self.form.record_id if self.is_editing else None
            shown = None if shown_id is None else store.find(session, kind, shown_id)
        if self.list.in_trash and not trashed:
            self.list.trash.setChecked(False)  # and everything is read again
            return
        self.list.show_news(news, self._drafted(), trashed)
        self.empty.refresh(statement, trashed)
        if shown_id is not None:
            if shown is not None and (shown.deleted_at is not None) is self.list.in_trash:
                self.form.refresh()
                self._choose_shown(shown_id)
            else:
                self.close_form()
        elif self.is_editing:
            self.form.refresh()
        self._choose_side(has_records=not self.list.is_empty or self.list.in_trash)
        self._refresh_drafts()

    def _choose_shown(self, record_id: str) -> None:
        """Keep the record of the form chosen, unless a person filtered it out of the list."""
        if self.list.table.selected_ids() != [record_id] and self.list.model.row_of(record_id) is not None:
            self.list.choose(record_id)

    def _drafted(self) -> frozenset[str]:
        return frozenset(
            record_id
            for kind, record_id in self._workspace.drafts.all()
            if kind == self.kind.name and record_id is not None
        )

    def _refresh_drafts(self) -> None:
        waiting = self._workspace.drafts.get(self.kind.name, None) is not None
        editing = self.is_editing and self.form.record_id is None
        self._banner.setVisible(waiting and not editing)
        self.list.mark(self._drafted())

    def _choose_side(self, *, has_records: bool) -> None:
        self._stack.setCurrentWidget(self._splitter if has_records or self.is_editing else self.empty)
        self._fit()
        self.side_changed.emit()

    @property
    def is_editing(self) -> bool:
        """Whether a form is open, also while another page covers it."""
        return self._form is not None and not self._form.isHidden()

    @property
    def is_empty(self) -> bool:
        """Whether the empty page is shown."""
        return self._stack.currentWidget() is self.empty

    def _fit(self) -> None:
        narrow = self.is_narrow
        editing = self.is_editing
        alone = editing and self.form.record_id is None and self.list.is_empty
        self._side.setVisible(not ((narrow and editing) or alone))
        if self._form is not None:
            self._form.back.setVisible(narrow and editing)
            self._form.close_button.setVisible(not narrow)

    @property
    def is_narrow(self) -> bool:
        """Whether list and form do not both have room."""
        return self.width() < theme().px(_SIDE_BY_SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and form side by side, or one in the other's place."""
        super().resizeEvent(event)
        self._fit()
        self.side_changed.emit()

    # Choosing ------------------------------------------------------------------------------------------------------------

    def show_record(self, record_id: str) -> None:
        """Choose a record and show it, also when it lies in the trash."""
        with self._workspace.vault.read() as session:
            record = store.get(session, self.kind, record_id)
        self.list.trash.setChecked(record.deleted_at is not None)
        self.refresh()
        self.list.choose(record_id)
        self._open(record_id)

    def new_record(self, preset: Mapping[str, Any] | None = None) -> None:
        """Begin a new record; an unsaved one is gone on with."""
        self.form.leave()
        self.list.trash.setChecked(False)
        self.list.choose(None)
        self._open(None, preset if isinstance(preset, Mapping) else None)
        self.form.focus_first()

    def duplicate(self) -> None:
        """Begin a new record with the values of the one that is chosen; where they come from is not carried over."""
        selected = self.list.table.selected_ids()
        if len(selected) != 1 or self.list.in_trash:
            return
        self.form.leave()
        with self._workspace.vault.read() as session:
            record = store.get(session, self.kind, selected[0])
        copied = {field.name for field in self.kind.fields if not field.exclusive}
        self.new_record({name: value for name, value in record.values.items() if name in copied and value is not None})

    def _open(self, record_id: str | None, preset: Mapping[str, Any] | None = None) -> None:
        self.form.open(record_id, preset)
        fresh = not self.is_editing
        if fresh:
            # Shown in the size it will have, it is arranged once, not three times.
            self.form.resize(self.width() * 3 // 5 - self._splitter.handleWidth(), self._splitter.height())
        self.form.show()
        if fresh:
            self._splitter.setSizes([self.width() * 2 // 5, self.width() * 3 // 5])
        self._choose_side(has_records=not self.list.is_empty)
        self._refresh_drafts()

    def close_form(self) -> None:
        """Put the form away; whoever calls this has kept what was typed."""
        if self._form is not None:
            self._form.hide()
        self.list.choose(None)
        self._choose_side(has_records=not self.list.is_empty or self.list.in_trash)
        self._refresh_drafts()
        if self.isVisible():
            # Otherwise the cursor would jump to whatever stands next, such as the search box.
            (self.empty if self.is_empty else self.list.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open_wanted(self) -> None:
        self.form.focus_first()

    def _on_chosen(self, record_id: str | None) -> None:
        self._leave_form()
        if record_id is None:
            if self._form is not None:
                self._form.hide()
            self._fit()
            self.side_changed.emit()
        else:
            self._open(record_id)

    def _on_continue(self) -> None:
        self.new_record()

    def _on_discard(self) -> None:
        self.form.open(None)
        self.form.discard()

    def _on_draft_back(self, kind: str, record_id: str | None) -> None:
        if kind == self.kind.name and self.isVisible():
            self._open(record_id)

    def _on_saved(self, record_id: str) -> None:
        self.refresh()
        self.list.choose(record_id)

    # Changing ------------------------------------------------------------------------------------------------------------

    def _on_trash_one(self, record_id: str) -> None:
        self._on_trash([record_id])

    def _on_trash(self, ids: list[str]) -> None:
        self._leave_form()
        move_to_trash(self._workspace, self.kind, ids)

    def _on_restore_one(self, record_id: str) -> None:
        self._on_restore([record_id])

    def _on_restore(self, ids: list[str]) -> None:
        try:
            take_out_of_trash(self._workspace, self.kind, ids)
        except Exception as error:  # noqa: BLE001  (the workspace tells our own errors from bugs)
            self._workspace.report(error)

    def _on_delete(self, ids: list[str]) -> None:
        ask_to_delete(self._workspace, {self.kind.name: ids}, self)

    def _on_moved(self, step: int) -> None:
        selected = self.list.table.selected_ids()
        if not self.kind.ordered or len(selected) != 1 or self.list.in_trash:
            return
        with self._workspace.vault.read() as session:
            before = paging.ids(session, paging.Wish(self.kind))
        place = before.index(selected[0])
        if not 0 <= place + step < len(before):
            return
        after = list(before)
        after[place], after[place + step] = after[place + step], after[place]
        self.list.clear_sorting()
        put_in_order(self._workspace, self.kind, before, after)

    def _on_stated(self, answer: Gap | None) -> None:
        state_answer(self._workspace, self.kind, answer)

    def _on_open_trash(self) -> None:
        self.list.trash.setChecked(True)

    def _on_trash_shown(self) -> None:
        self._leave_form()
        if self._form is not None:
            self._form.hide()
        self.refresh()


class SingleView(QWidget):
    """The one record of a kind that has only one: its form alone."""

    def __init__(self, workspace: Workspace, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self._workspace = workspace
        self._opened = False
        self.form = RecordForm(workspace, kind, width=860)
        self.form.title.hide()
        self.form.close_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.form.closed.connect(self._on_closed)
        workspace.drafts.brought_back.connect(self._on_draft_back)

    is_editing = True

    def refresh(self) -> None:
        """Read the record again."""
        with self._workspace.vault.read() as session:
            record: Record | None = store.the_one(session, self.kind)
        record_id = None if record is None else record.id
        if not self._opened or record_id != self.form.record_id:
            self._opened = True
            self.form.open(record_id)
        else:
            self.form.refresh()

    def show_record(self, _record_id: str) -> None:
        """There is only one, and it is shown."""
        self.refresh()

    def new_record(self) -> None:
        """There is only one: put the cursor into its first field."""
        self.form.focus_first()

    def _on_closed(self) -> None:
        self._opened = False
        self.refresh()

    def _on_draft_back(self, kind: str, _record_id: object) -> None:
        if kind == self.kind.name:
            self._on_closed()


def shown_in(view: KindView | SingleView) -> Subject | None:
    """The record that a view shows in its form, else of the only one that is chosen in its list."""
    if view.is_editing:
        return None if view.form.record_id is None else Subject(view.kind.name, view.form.record_id)
    chosen = view.list.table.selected_ids() if isinstance(view, KindView) else []
    return Subject(view.kind.name, chosen[0]) if len(chosen) == 1 else None
