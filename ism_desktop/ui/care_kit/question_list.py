"""The questions of one appointment, or of one group: in their order, moved by drag, buttons or keys; each action can be undone."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.question_row import QuestionRow, Showing, Surroundings
from ism_desktop.ui.kit.widgets.drag_order import DragColumn
from ism_desktop.ui.record_kit.actions import move_to_trash


class QuestionList(QWidget):
    """Rows of questions. They are kept when the list is read again, so that nobody loses the cursor or what is typed."""

    folded = Signal()

    def __init__(self, workspace: Workspace, words: str) -> None:
        super().__init__()
        self.setObjectName("question_list")
        self.setAccessibleName(words)
        self._workspace = workspace
        self._rows: dict[str, QuestionRow] = {}
        self._showing = Showing.LIST
        self._order: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._drag = DragColumn()
        self._drag.dropped.connect(self._on_dropped)
        column.addWidget(self._drag)

    def fill(self, questions: Sequence[Record], around: Surroundings) -> None:
        """Show these questions in this order."""
        rows: dict[str, QuestionRow] = {}
        for number, question in enumerate(questions, 1):
            row = self._rows.get(question.id) or self._new_row(question)
            row.show_question(question, around, number=number, count=len(questions))
            rows[question.id] = row
        self._rows = rows
        self._order = list(rows)
        self._drag.set_rows(list(rows.items()))

    def _new_row(self, question: Record) -> QuestionRow:
        row = QuestionRow(self._workspace, question, ordered=True)
        row.moved.connect(self._on_moved)
        row.taken_off.connect(self._on_taken_off)
        row.trashed.connect(self._on_trashed)
        row.folded.connect(self.folded)
        row.show_as(self._showing)
        return row

    def show_as(self, showing: Showing) -> None:
        """Show the questions alone, or with the fields for their answers."""
        self._showing = showing
        for row in self._rows.values():
            row.show_as(showing)

    @property
    def ids(self) -> list[str]:
        """The ids in the order that is shown."""
        return list(self._order)

    def open_ids(self) -> set[str]:
        """The questions that are open: they stay where they are until a person closes them."""
        return {question_id for question_id, row in self._rows.items() if row.is_open}

    def row(self, question_id: str) -> QuestionRow | None:
        """The row of a question."""
        return self._rows.get(question_id)

    def save(self) -> None:
        """Save what is typed in any row."""
        for row in list(self._rows.values()):
            row.save()

    def focused_row(self) -> QuestionRow | None:
        """The row that holds the cursor."""
        return next((row for row in self._rows.values() if row.isAncestorOf(self.focusWidget() or self)), None)

    # Changing ------------------------------------------------------------------------------------------------------------

    def _on_moved(self, question_id: str, step: int) -> None:
        place = self._order.index(question_id) + step
        if 0 <= place < len(self._order):
            self._put(question_id, place)

    def _on_dropped(self, question_id: str, place: int) -> None:
        if self._order.index(question_id) != place:
            self._put(question_id, place)

    def _put(self, question_id: str, place: int) -> None:
        before = list(self._order)
        after = [one for one in before if one != question_id]
        after.insert(place, question_id)
        _arrange(self._workspace, after)
        back, again = (partial(_arrange, self._workspace, order) for order in (before, after))
        self._workspace.undo_bar.offer(tr("The order was changed."), back, again)

    def _on_taken_off(self, question_id: str) -> None:
        with self._workspace.vault.write() as session:
            question = store.get(session, QUESTIONS, question_id)
            before = {question_id: {"appointment": question.values["appointment"]}}
            question_lists.assign(session, [question_id], None)
        words = tr("The question was removed from the list. It is still among your questions.")
        self._workspace.undo_bar.offer(words, partial(put_back, self._workspace, before))

    def _on_trashed(self, question_id: str) -> None:
        move_to_trash(self._workspace, QUESTIONS, [question_id])


def _arrange(workspace: Workspace, ids: Sequence[str]) -> None:
    with workspace.vault.write() as session:
        question_lists.arrange(session, ids)


def put_back(workspace: Workspace, before: Mapping[str, Mapping[str, object]]) -> None:
    """Give questions the values they had."""
    with workspace.vault.write() as session:
        question_lists.put_back(session, before)
