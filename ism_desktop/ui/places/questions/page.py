"""All questions: noted quickly, picked from the library, grouped by appointment or status, answered in the same place."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.question_field import QuestionField
from ism_desktop.ui.care_kit.question_list import QuestionList
from ism_desktop.ui.care_kit.question_picking import Picking
from ism_desktop.ui.care_kit.question_print import print_open_questions, print_questions
from ism_desktop.ui.care_kit.question_row import QuestionRow, Surroundings
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.surfaces import Column, EmptyPlace, FoldingPanel, PageHead, Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.questions.question_groups import FILTERS, NO_VISIT, Group, Marks, Wanted, grouped
from ism_desktop.ui.record_kit.actions import move_to_trash, take_out_of_trash
from ism_desktop.ui.record_kit.deleting import ask_to_delete

_ABOVE = 80  # pixels over a question that was gone to: the heading of its group, or the end of the one before
_BY_VISIT, _BY_STATUS = "visit", "status"


class QuestionsPage(Page):
    """A field to note a question in, what to show, and the groups."""

    can_print = True
    kinds = frozenset({QUESTIONS.name, QUESTION_ANSWERS.name, APPOINTMENTS.name, CARE_TEAM.name, DOCUMENTS.name})
    can_add = True
    help_text = tr_lazy(
        "Write a question down when it comes to you: type it into the field at the top and press Enter. The "
        "library holds questions that others with mastocytosis found useful, by specialist and subject.\n\nOpen a "
        "question to put it on the list of an appointment, to reword it, or to type its answer in. What you type "
        "is saved as you go. “Another answer” keeps the one that stands there and makes room for the next. Ctrl+Shift+Q on any"
        " page notes a question about what is shown there: an entry, a chart, a day, a page of the guide.\n\n"
        "Each group can be printed, with room for the answers; “Print open questions…” "
        "prints all that are still to be asked. When there are more than three, the first three of a group get a "
        "star, here and on paper: move what matters most to the top."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_words = QUESTIONS.add
        self._visits: list[Visit] = []
        self._groups: dict[str, GroupPanel] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = Column(920)
        self._column.setObjectName("questions")
        outer.addWidget(self._column)
        head = PageHead(tr("Questions"))
        self._print = button(
            tr("Print open questions…"),
            self._on_print_open,
            icon_name="mdi6.printer-outline",
            name="print_open_questions",
        )
        head.add_button(self._print)
        head.add_button(
            button(tr("Pick from the library…"), self.pick, icon_name="mdi6.bookshelf", name="pick_from_library")
        )
        self._column.body.addWidget(head)
        self._column.body.addWidget(self._entry())
        self._column.body.addWidget(self._filters())
        self._nothing = secondary(tr("No matching questions. Show all of them, or search for fewer words."))
        self._column.body.addWidget(self._nothing)
        self._empty = EmptyPlace(
            QUESTIONS.icon,
            QUESTIONS.empty,
            button(tr("Pick from the library…"), self.pick, role="primary", name="pick_first"),
            QUESTIONS.example,
            scrolls=False,
        )
        self._column.body.addWidget(self._empty)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        self._column.body.addLayout(self._cards)
        self._trash = TrashPanel(workspace)
        self._column.body.addWidget(self._trash)
        self._column.body.addStretch(1)

    def _entry(self) -> Panel:
        card = Panel()
        self.field = QuestionField(self.workspace, draft="new")
        self.field.added.connect(self._on_added)
        card.body.addWidget(self.field)
        self._for = DropDown()
        self._for.setObjectName("new_question.for")
        self._for.setAccessibleName(tr("For which appointment"))
        self._for.currentIndexChanged.connect(self._on_for)
        row = QHBoxLayout()
        row.setSpacing(8)
        words = secondary(tr("For"))
        words.setWordWrap(False)
        row.addWidget(words)
        row.addWidget(self._for, 1)
        card.body.addLayout(row)
        return card

    def _filters(self) -> QWidget:
        self._bar = QWidget()
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._filter = Choices(
            [(name, str(words)) for name, words, _ in FILTERS], tr("Show"), name="questions_filter", role="chip"
        )
        self._filter.set_value("all")
        self._filter.changed.connect(self.refresh)
        column.addWidget(self._filter)
        self._words = QLineEdit()
        self._words.setObjectName("questions_search")
        self._words.setAccessibleName(tr("Search the questions"))
        self._words.setPlaceholderText(tr("Words in the question or its answer"))
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self.refresh)
        self._grouping = DropDown()
        self._grouping.setObjectName("questions_grouping")
        self._grouping.setAccessibleName(tr("Group the questions"))
        self._grouping.addItem(tr("Grouped by appointment"), _BY_VISIT)
        self._grouping.addItem(tr("Grouped by status"), _BY_STATUS)
        self._grouping.currentIndexChanged.connect(self.refresh)
        column.addWidget(SideBySide(self._words, self._grouping, needed=560, shares=(3, 2)))
        return self._bar

    # Showing -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; what is open stays open and where it is."""
        with self.workspace.vault.read() as session:
            questions = store.list_active(session, QUESTIONS)
            trashed = store.list_trashed(session, QUESTIONS)
            self._visits = visits.read_all(session, self.workspace.today())
            names = tuple(member.title for member in store.list_active(session, CARE_TEAM))
        self._fill_for()
        groups = grouped(questions, self._visits, self._wanted())
        self._let_print(possible=any(question_lists.is_to_ask(question) for question in questions))
        self._show_groups(groups, Marks.of(questions, self._visits), names)
        self._bar.setVisible(bool(questions))
        self._empty.setVisible(not questions)
        self._nothing.setVisible(bool(questions) and not groups)
        self._trash.show_questions(trashed)

    def _let_print(self, *, possible: bool) -> None:
        self._print.setVisible(possible)
        if self.can_print != possible:
            self.can_print = possible
            self.add_changed.emit()

    def _wanted(self) -> Wanted:
        by_status = self._grouping.currentData() == _BY_STATUS
        staying = {one: key for key, card in self._groups.items() for one in card.list.open_ids()}
        return Wanted(self._filter.value or "all", self._words.text(), by_status, staying)

    def _show_groups(self, groups: Sequence[Group], marks: Marks, names: tuple[str, ...]) -> None:
        wanted = {group.key for group in groups}
        for key in [key for key in self._groups if key not in wanted]:
            gone = self._groups.pop(key)
            self._cards.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, group in enumerate(groups):
            card = self._groups.get(group.key)
            if card is None:
                card = self._groups[group.key] = GroupPanel(self.workspace, group.key)
                card.list.folded.connect(self._on_folded)
                card.print_wanted.connect(self._on_print)
                card.visit_wanted.connect(self._on_visit)
            if self._cards.indexOf(card) != place:
                self._cards.insertWidget(place, card)
            around = Surroundings(self._visits, names, group.visit, marks.important)
            card.show_group(group, around, can_print=group.key in marks.printable)

    def _fill_for(self) -> None:
        chosen = self._for.currentData()
        self._for.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self._for.clear()
        self._for.addItem(tr("no appointment yet"), None)
        for visit in self._visits:
            if not visit.is_past:
                self._for.addItem(visit.short_words, visit.id)
        self._for.setCurrentIndex(max(0, self._for.findData(chosen)))
        self._for.blockSignals(False)  # noqa: FBT003
        self._on_for()

    def _on_for(self) -> None:
        self.field.set_appointment(self._for.currentData())

    def _on_added(self, _question_id: str) -> None:
        """What was just noted must be seen."""
        if self._filter.value not in {"all", "to_ask"}:
            self._filter.set_value("all")
        self._words.clear()

    def _on_folded(self) -> None:
        # A closed question goes where it belongs now; not before the press that closed it is over.
        QTimer.singleShot(0, self, self.refresh)

    def show_record(self, record_id: str, page: int | None = None) -> None:  # noqa: ARG002  (a question has no pages)
        """Open a question and bring it into view."""
        with self.workspace.vault.read() as session:
            earlier = store.find(session, QUESTION_ANSWERS, record_id)
        record_id = record_id if earlier is None else str(earlier.values["question"])
        self._filter.set_value("all")
        self._words.clear()
        self.refresh()
        for card in self._groups.values():
            row = card.list.row(record_id)
            if row is not None:
                row.set_open(is_open=True)
                row.head.setFocus()
                QTimer.singleShot(0, row, partial(_bring_into_view, self._column, row))
                return
        self._trash.set_open(is_open=True)

    # Doing ---------------------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Put the cursor where a question is noted."""
        self._column.verticalScrollBar().setValue(0)
        self.field.setFocus()

    def ask_about(self, about: Subject | None = None, quote: str = "") -> None:
        """Let the next question be about something that was on the screen, with words of it; about nothing without it."""
        self.field.set_about(about)
        self.field.begin_with(quote)
        visit = -1 if about is None or about.place != APPOINTMENTS.name else self._for.findData(about.key)
        if visit > 0:  # a question about a coming appointment is for it, unless the person says otherwise
            self._for.setCurrentIndex(visit)

    def pick(self) -> None:
        """Pick questions from the library, for the appointment that is chosen on top."""
        self.save()
        Picking(self.workspace, self._for.currentData(), self).start()

    def _on_print(self, key: str) -> None:
        self.save()
        print_questions(self.workspace, None if key == NO_VISIT else key, self)

    def print_page(self) -> None:
        """Print all open questions: Ctrl+P."""
        if self.can_print:
            self._on_print_open()

    def _on_print_open(self) -> None:
        self.save()
        print_open_questions(self.workspace, self)

    def _on_visit(self, visit_id: str) -> None:
        self.workspace.show_page(APPOINTMENTS.name, visit_id)

    def save(self) -> None:
        """Save what is typed."""
        for card in list(self._groups.values()):
            card.list.save()

    def leave(self) -> None:
        """Save what is typed; what cannot be saved stays a draft."""
        self.save()

    def trash_selected(self) -> None:
        """Move the question that holds the cursor to the trash."""
        for card in self._groups.values():
            row = card.list.focused_row()
            if row is not None:
                move_to_trash(self.workspace, QUESTIONS, [row.question.id])
                return


def _bring_into_view(column: QScrollArea, row: QuestionRow) -> None:
    """Its words at the top: opened, it is higher than a small window."""
    column.ensureWidgetVisible(row, 0, _ABOVE)  # which arranges what was just opened
    QTimer.singleShot(0, row, partial(_to_the_top, column, row))


def _to_the_top(column: QScrollArea, row: QuestionRow) -> None:
    inside = cast("QWidget", column.widget())
    top = row.head.mapTo(inside, QPoint(0, 0)).y()
    column.verticalScrollBar().setValue(top - _ABOVE)


class GroupPanel(Panel):
    """One group: its heading, its questions, and what can be done with them together."""

    print_wanted = Signal(str)
    visit_wanted = Signal(str)

    def __init__(self, workspace: Workspace, key: str) -> None:
        super().__init__("…")
        self.setObjectName(f"group.{key}")
        self._key = key
        self._detail = secondary("")
        self.body.addWidget(self._detail)
        self.list = QuestionList(workspace, tr("Questions"))
        self.body.addWidget(self.list)
        self._buttons = QWidget()
        row = FlowLayout(self._buttons)
        self._print = button(
            tr("Print…"), self._on_print, role="quiet", icon_name="mdi6.printer-outline", name="group.print"
        )
        self._open = button(
            tr("Open the appointment"), self._on_open, role="quiet", icon_name=APPOINTMENTS.icon, name="group.open"
        )
        row.addWidget(self._print)
        row.addWidget(self._open)
        self.body.addWidget(self._buttons)

    def show_group(self, group: Group, around: Surroundings, *, can_print: bool) -> None:
        """Show the group. `can_print` unless nothing of it would stand on paper."""
        if self.heading is not None:
            self.heading.setText(group.words)
        self._detail.setText(group.detail)
        self._detail.setVisible(bool(group.detail))
        self.list.setAccessibleName(tr("Questions: {words}", words=group.words))
        self._print.setAccessibleName(tr("Print the questions: {words}", words=group.words))
        self._print.setVisible(can_print)
        self._open.setVisible(group.visit is not None)
        self._buttons.setVisible(group.visit is not None or can_print)
        self.list.fill(group.questions, around)

    def _on_print(self) -> None:
        self.print_wanted.emit(self._key)

    def _on_open(self) -> None:
        self.visit_wanted.emit(self._key)


class TrashPanel(FoldingPanel):
    """Questions in the trash, each with a button that brings it back."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("In the trash"), name="question_trash")
        self._workspace = workspace
        self._rows: list[TrashedQuestion] = []

    def show_questions(self, questions: Sequence[Record]) -> None:
        """Show what lies in the trash, the latest first."""
        self.setVisible(bool(questions))
        self.head.setText(tr("In the trash ({questions})", questions=len(questions)))
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [TrashedQuestion(question) for question in questions]
        for row in self._rows:
            row.restored.connect(self._on_restored)
            row.delete_wanted.connect(self._on_delete)
            self.body.addWidget(row)

    def _on_restored(self, question_id: str) -> None:
        take_out_of_trash(self._workspace, QUESTIONS, [question_id])

    def _on_delete(self, question_id: str) -> None:
        ask_to_delete(self._workspace, {QUESTIONS.name: [question_id]}, self)


class TrashedQuestion(QWidget):
    """One question in the trash."""

    restored = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, question: Record) -> None:
        super().__init__()
        self._id = question.id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(question.title, "secondary"), 1)
        back = button(tr("Restore"), self._on_pressed, role="quiet", icon_name="mdi6.restore", name="restore_question")
        back.setAccessibleName(tr("Restore: {title}", title=question.title))
        row.addWidget(back)
        words = tr("Delete for good: {title}", title=question.title)
        row.addWidget(icon_button(words, "mdi6.delete-forever-outline", self._on_delete, name="delete_question"))

    def _on_delete(self) -> None:
        self.delete_wanted.emit(self._id)

    def _on_pressed(self) -> None:
        self.restored.emit(self._id)
