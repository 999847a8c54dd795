"""The card with the questions of an appointment: collect and order them before, print them, type the answers in afterwards."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.records import fitting_questions, question_lists, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.brief_dialog import show_brief
from ism_desktop.ui.care_kit.question_field import QuestionField
from ism_desktop.ui.care_kit.question_list import QuestionList, put_back
from ism_desktop.ui.care_kit.question_picking import Picking
from ism_desktop.ui.care_kit.question_print import print_questions
from ism_desktop.ui.care_kit.question_row import Showing, Surroundings
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary

_HINTS = {
    Showing.LIST: (
        tr_lazy(
            "Drag them into the order you want to ask them in. When there are more than three, the first three get a star."
            " Press one to open it."
        )
    ),
    Showing.ANSWERS: tr_lazy("Type in what you were told, now or later. It is saved as you go."),
}
_EMPTY = tr_lazy("Nothing is on this list yet. Write down your first question, or pick some from the library.")


class AppointmentQuestions(Panel):
    """The card. `save_wanted` asks the page to keep what is typed elsewhere before something is printed."""

    new_visit_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("appointment_questions")
        self._workspace = workspace
        self._visit: Visit | None = None
        self._visits: Sequence[Visit] = ()
        self._unanswered: list[str] = []
        self._showing = Showing.LIST
        self.body.addWidget(self._head())
        self._hint = secondary("")
        self.body.addWidget(self._hint)
        self.list = QuestionList(workspace, tr("Questions for this appointment"))
        self.body.addWidget(self.list)
        self.field = QuestionField(workspace, draft="for.")
        self.body.addWidget(self.field)
        self.body.addWidget(self._buttons())
        self.offered = OfferedQuestions()
        self.offered.taken.connect(self._on_offered)
        self.body.addWidget(self.offered)
        self.carry = CarryOver()
        self.carry.chosen.connect(self._on_carry)
        self.carry.new_visit_wanted.connect(self.new_visit_wanted)
        self.body.addWidget(self.carry)

    def _head(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=12)
        words = heading(tr("Questions"))
        words.setWordWrap(False)
        row.addWidget(words)
        self._switch = Choices(
            ((Showing.LIST.name, tr("The list")), (Showing.ANSWERS.name, tr("The answers"))),
            tr("Show"),
            name="questions_show",
            role="chip",
        )
        self._switch.changed.connect(self._on_switched)
        row.addWidget(self._switch)
        return holder

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(
            button(tr("Pick from the library…"), self.pick, icon_name="mdi6.bookshelf", name="pick_from_library")
        )
        self._print = button(
            tr("Print the list…"), self.print_list, icon_name="mdi6.printer-outline", name="print_questions"
        )
        row.addWidget(self._print)
        return holder

    # Showing -------------------------------------------------------------------------------------------------------------

    def show_visit(
        self, visit: Visit, questions: Sequence[Record], visits: Sequence[Visit], names: Sequence[str]
    ) -> None:
        """Show the questions of an appointment."""
        if self._visit is None or self._visit.id != visit.id:
            # Another appointment: the rows of the last one are done with, and the view fits the day.
            self.list.save()
            self.list.fill([], Surroundings((), (), None, frozenset()))
            self._show_as(Showing.ANSWERS if visit.is_past else Showing.LIST)
        self._visit, self._visits = visit, visits
        self.field.set_appointment(visit.id, draft=f"for.{visit.id}")
        self.list.fill(questions, Surroundings(visits, tuple(names), visit, question_lists.most_important(questions)))
        self._unanswered = [question.id for question in questions if not question_lists.is_answered(question)]
        self.offered.show_questions(self._read_offered(visit))
        self._switch.setVisible(bool(questions))
        self._print.setVisible(bool(questions))
        self._hint.setText(str(_HINTS[self._showing] if questions else _EMPTY))
        coming = [other for other in visits if not other.is_past and other.id != visit.id]
        self.carry.show_count(len(self._unanswered) if visit.is_past else 0, coming)

    def _show_as(self, showing: Showing) -> None:
        self._showing = showing
        self._switch.set_value(showing.name)
        self.list.show_as(showing)
        self._hint.setText(str(_HINTS[showing]))

    def _on_switched(self) -> None:
        self.list.save()
        self._show_as(Showing[self._switch.value or Showing.LIST.name])

    def save(self) -> None:
        """Keep what is typed."""
        self.list.save()

    # Doing ---------------------------------------------------------------------------------------------------------------

    def pick(self) -> None:
        """Pick questions from the library for this appointment."""
        if self._visit is not None:
            self.list.save()
            Picking(self._workspace, self._visit.id, self).start()

    def print_list(self) -> None:
        """Show the list as it will be on paper."""
        if self._visit is not None:
            self.list.save()
            self.save_wanted.emit()
            print_questions(self._workspace, self._visit.id, self)

    def _read_offered(self, visit: Visit) -> list[Record]:
        with self._workspace.vault.read() as session:
            record = store.get(session, APPOINTMENTS, visit.id)
            return fitting_questions.offered(session, record, self._workspace.today())

    def _on_offered(self, ids: list[str]) -> None:
        """Take open questions of earlier visits over to this one, which can be undone."""
        if self._visit is None:
            return
        with self._workspace.vault.write() as session:
            before = question_lists.carry_over(session, ids, self._visit.id)
        words = tr_n("{number} question added.", "{number} questions added.", len(ids))
        self._workspace.undo_bar.offer(words, partial(put_back, self._workspace, before))

    def show_brief(self) -> None:
        """Show the brief for whom this visit is with."""
        if self._visit is None:
            return
        self.list.save()
        with self._workspace.vault.read() as session:
            member = store.get(session, APPOINTMENTS, self._visit.id).values["with_member"]
        show_brief(self._workspace, self, member)

    def _on_carry(self, visit_id: str) -> None:
        self.list.save()
        with self._workspace.vault.write() as session:
            before = question_lists.carry_over(session, self._unanswered, visit_id)
        target = next(visit for visit in self._visits if visit.id == visit_id)
        words = tr_n(
            "{number} question moved to {day}, {purpose}.",
            "{number} questions moved to {day}, {purpose}.",
            len(before),
            day=target.on_date.words,
            purpose=target.purpose,
        )
        self._workspace.undo_bar.offer(words, partial(put_back, self._workspace, before))


class OfferedQuestions(QFrame):
    """Open questions that fit whom this visit is with and stand on no list of a visit to come; `taken` carries their ids."""

    taken = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("offered_questions")
        self.setProperty("role", "leaf")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        self._said = label("")
        column.addWidget(self._said)
        self._which = secondary("")
        column.addWidget(self._which)
        take = button(tr("Add them to this list"), self._on_take, icon_name="mdi6.playlist-plus", name="take_offered")
        column.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        self._ids: list[str] = []
        self.hide()

    def show_questions(self, questions: Sequence[Record]) -> None:
        """Offer these; nothing is shown for none."""
        self._ids = [question.id for question in questions]
        self._said.setText(
            tr_n(
                "{number} open question from before fits this visit.",
                "{number} open questions from before fit this visit.",
                len(questions),
            )
        )
        self._which.setText("\n".join(question.title for question in questions))
        self.setVisible(bool(questions))

    def _on_take(self) -> None:
        self.taken.emit(self._ids)


class CarryOver(QFrame):
    """After the visit: how many questions have no answer, and where they can be asked again."""

    chosen = Signal(str)
    new_visit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("carry_over")
        self.setProperty("role", "leaf")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._words = label("")
        column.addWidget(self._words)
        row = QHBoxLayout()
        self._menu = QMenu(self)
        self._menu.setObjectName("carry_over_menu")
        self._menu.triggered.connect(self._on_chosen)
        self._go = button(tr("Move to…"), icon_name="mdi6.arrow-right", name="carry_over_go")
        self._go.setMenu(self._menu)
        self._new = button(
            tr("Add the next appointment"), self.new_visit_wanted.emit, icon_name="mdi6.plus", name="carry_over_new"
        )
        row.addWidget(self._go)
        row.addWidget(self._new)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_count(self, unanswered: int, coming: Sequence[Visit]) -> None:
        """Say how many questions wait, and offer the appointments to come."""
        self.setVisible(unanswered > 0)
        count = tr_n("{number} question has no answer yet.", "{number} questions have no answer yet.", unanswered)
        where = (
            tr("You can ask at another appointment.")
            if coming
            else tr("Add the next appointment, then move them there.")
        )
        self._words.setText(f"{count} {where}")  # two sentences, each whole
        self._go.setVisible(bool(coming))
        self._new.setVisible(not coming)
        self._menu.clear()
        for visit in coming:
            action = self._menu.addAction(visit.short_words.replace("&", "&&"))
            action.setData(visit.id)

    def _on_chosen(self, action: QAction) -> None:
        self.chosen.emit(action.data())
