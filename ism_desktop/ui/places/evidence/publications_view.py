"""The research papers: the list by what became of them, and beside it the paper to read. One key or press says what becomes of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.progress import Cancelled
from ism_desktop.records import publications
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.publications import LATER, NEW, NOT_FOR_ME, PUBLICATIONS, SEEN, STATES
from ism_desktop.records.paging import Narrowing
from ism_desktop.records.publication_filter import PublicationFilter
from ism_desktop.records.publications import Before
from ism_desktop.settings import Settings
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.places.evidence.paper_panel import PaperPanel
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.list import RecordList
from ism_desktop.ui.record_kit.record_table import RecordTable
from ism_desktop.ui.record_kit.view import KindView

ALL, CHANGED = "all", "changed"
_KEYS = {Qt.Key.Key_1: NEW, Qt.Key.Key_2: SEEN, Qt.Key.Key_3: LATER, Qt.Key.Key_4: NOT_FOR_ME}
_AT_ONCE = 300  # more are marked in the background


class PublicationTable(RecordTable):
    """The table of papers: the keys 1 to 4 say what becomes of those that are chosen."""

    state_wanted = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(PUBLICATIONS, settings, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number key gives the chosen papers a state."""
        state = _KEYS.get(Qt.Key(event.key()))
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if state is not None and plain and self.selectionModel().hasSelection():
            self.state_wanted.emit(state)
        else:
            super().keyPressEvent(event)


class PublicationsView(KindView):
    """What is shown stays while the program runs; at first it is what is new, where something is."""

    panel: PaperPanel

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, PUBLICATIONS, parent=parent)
        shown = [(NEW, ""), (CHANGED, ""), *((one.value, "") for one in STATES if one.value != NEW), (ALL, tr("All"))]
        self.filter = Choices(shown, tr("Show"), name="evidence.filter")  # the page sets it beside its own
        self.filter.changed.connect(self._on_filter)
        self.list.narrowed.connect(self._on_narrowed)
        self._is_chosen = self._has_news = False

    def make_side(self, parent: QWidget) -> QWidget:
        """The list, whose table knows the keys."""
        made = RecordList(self._workspace, PUBLICATIONS, PublicationTable, parent)
        if isinstance(made.table, PublicationTable):
            made.table.state_wanted.connect(self._on_state_of_chosen)
        return made

    def dress_form(self, form: RecordForm) -> None:
        """Put what is read above the fields. What the file says stands there already, and its fields are folded away."""
        form.row("state").hide()
        self.panel = PaperPanel(self._workspace, form)
        self.panel.state_wanted.connect(self._on_state_of_shown)
        form.extra.addWidget(self.panel)
        self.panel.refresh()

    def refresh(self) -> None:
        """Read the list again, how many papers are in each state, and the one that is shown."""
        with self._workspace.vault.read() as session:
            numbers = publications.numbers(session)
        self._say_numbers(numbers)
        if not self._is_chosen:
            self._is_chosen = True
            # Before the first import, too: it changes nothing then, and what comes is new.
            self.show_only(ALL if any(numbers.values()) and not numbers.get(NEW) else NEW)
        super().refresh()
        if self.is_editing:
            self.panel.refresh()

    def _say_numbers(self, numbers: dict[str, int]) -> None:
        self._has_news = bool(numbers.get("news"))
        for state in STATES:
            words = tr("{state} ({number})", state=state.label, number=numbers.get(state.value, 0))
            self.filter.set_words(state.value, words)
        words = tr("{state} ({number})", state=tr("Marked since"), number=numbers.get("news", 0))
        self.filter.set_words(CHANGED, words)
        self.filter.set_offered(CHANGED, is_offered=self._has_news)

    # Filtering -----------------------------------------------------------------------------------------------------------

    def show_only(self, what: str) -> None:
        """Show the papers in a state, those that a later file marks, or all."""
        self.filter.set_value(what)
        self.filter.set_offered(CHANGED, is_offered=self._has_news)
        narrowing = (
            None if what == ALL else PublicationFilter(has_news=True) if what == CHANGED else PublicationFilter(what)
        )
        self.list.narrow(narrowing)

    def _on_filter(self) -> None:
        if self.is_editing:
            self.form.leave()
            self.close_form()
        self.show_only(self.filter.value or ALL)

    def _on_narrowed(self, narrowing: Narrowing | None) -> None:
        if narrowing is None:  # a paper was wanted that the filter left out
            self.filter.set_value(ALL)

    # Marking -------------------------------------------------------------------------------------------------------------

    def _on_open_wanted(self) -> None:
        if self.is_editing and self.form.record is not None:
            self.panel.state.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._on_open_wanted()

    def _on_state_of_chosen(self, state: str) -> None:
        self.mark(self.list.table.selected_ids(), state)

    def _on_state_of_shown(self, state: str) -> None:
        record_id = self.form.record_id
        if record_id is not None:
            self.mark([record_id], state)

    def mark(self, ids: Sequence[str], state: str) -> None:
        """Say what becomes of papers, and go on to the next one where they leave the list by it."""
        if not ids or self.list.in_trash:
            return
        self._leave_form()
        if len(ids) > _AT_ONCE:
            self._workspace.background.run(
                partial(_mark_many, self._workspace, tuple(ids), state),
                owner=self,
                title=tr("Saving"),
                on_result=partial(self._offer_undo, state),
            )
            return
        following = self._following(ids)
        with self._workspace.vault.write() as session:
            before = publications.mark(session, ids, state)
        if before:
            self._offer_undo(state, before)
        self.refresh()
        if following is not None and all(self.list.model.row_of(each) is None for each in ids):
            self.list.choose(following)
            self._open(following)

    def _following(self, ids: Sequence[str]) -> str | None:
        """The paper behind these in the list, or the one before them."""
        there, rows = self.list.model.ids, self.list.model.rows_of(ids)
        if not rows:
            return None
        after = rows[-1] + 1
        if after < len(there):
            return there[after]
        return there[rows[0] - 1] if rows[0] > 0 else None

    def _offer_undo(self, state: str, before: Before) -> None:
        label = choice_label(PUBLICATIONS.field("state"), state)
        words = tr_n("{number} paper: {state}", "{number} papers: {state}", len(before), state=label)
        undo, redo = (
            partial(_unmark, self._workspace, before),
            partial(_mark_again, self._workspace, tuple(before), state),
        )
        self._workspace.undo_bar.offer(words, undo, redo)


def _unmark(workspace: Workspace, before: Before) -> None:
    """Take a state back; of many papers in the background, as it was given."""
    if len(before) > _AT_ONCE:
        workspace.background.run(partial(_unmark_many, workspace, before), owner=workspace, title=tr("Saving"))
        return
    with workspace.vault.write() as session:
        publications.unmark(session, before)


def _mark_again(workspace: Workspace, ids: Sequence[str], state: str) -> None:
    if len(ids) > _AT_ONCE:
        workspace.background.run(partial(_mark_many, workspace, ids, state), owner=workspace, title=tr("Saving"))
        return
    with workspace.vault.write() as session:
        publications.mark(session, ids, state)


def _unmark_many(workspace: Workspace, before: Before, task: Task) -> None:
    ids = list(before)
    for start in range(0, len(ids), _AT_ONCE):
        task(start, len(ids), tr("Saving"))
        with workspace.vault.write() as session:
            publications.unmark(session, {each: before[each] for each in ids[start : start + _AT_ONCE]})


def _mark_many(workspace: Workspace, ids: Sequence[str], state: str, task: Task) -> Before:
    before: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        try:
            task(start, len(ids), tr("Saving"))
        except Cancelled:
            break  # what was given so far can be taken back
        with workspace.vault.write() as session:
            before |= publications.mark(session, ids[start : start + _AT_ONCE], state)
    return before
