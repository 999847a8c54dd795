"""One question as the pages show it: its words, where it stands, and, opened, its answer and all that can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.records import links, question_lists, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.links import Proof
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.earlier_answers import EarlierAnswers, answer_anew
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.drag_order import DragHandle
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.text import line
from ism_desktop.ui.record_kit.autosave_form import AutosaveForm
from ism_desktop.ui.record_kit.editors.choice import ChipsEditor, ChoiceEditor
from ism_desktop.ui.record_kit.editors.making import row_for
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow
from ism_desktop.ui.record_kit.proofs import ProofsPanel

_ALWAYS = ("answer", "status", "answered_by")
_ATTACH = tr_lazy("Attach the letter or report that it is about, or that answers it.")
_IMPORTANT = tr_lazy("One of the three that matter most")
_WIDE = 400  # pixels at 100 %
_FURTHER = ("answered_on", "answered_at", "proof", "ask_again_on", "appointment", "specialist", "text")


class Showing(Enum):
    """How much of a question is shown before anyone opens it."""

    LIST = auto()  # the question alone
    ANSWERS = auto()  # with the fields for its answer


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question may refer to: the appointments, the names of the care team, and the appointment it is shown under.

    `important` are the ids of the questions that carry a star, on the screen and on paper.
    """

    visits: Sequence[Visit]
    names: tuple[str, ...]
    visit: Visit | None
    important: frozenset[str]


class QuestionHead(RowButton):
    """The question's words; pressing them opens and closes it. Ctrl+Up and Ctrl+Down go to the row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Up, Ctrl+Down and Del to the row and the window."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
            return
        super().keyPressEvent(event)


class QuestionRow(QFrame):
    """A question. Signals carry its id: `moved` with -1 or 1, `taken_off` the list, `trashed`; `folded` when it was closed."""

    folded = Signal()
    moved = Signal(str, int)
    taken_off = Signal(str)
    trashed = Signal(str)

    def __init__(self, workspace: Workspace, question: Record, *, ordered: bool) -> None:
        super().__init__()
        self.question = question
        self.setObjectName(f"question.{question.id}")
        self._workspace = workspace
        self._ordered = ordered
        self._showing = Showing.LIST
        self._is_open = False
        self._around = Surroundings((), (), None, frozenset())
        self._live: AutosaveForm | None = None
        self._rows: dict[str, FieldRow] = {}
        self._proofs: ProofsPanel | None = None
        self._attached: list[Proof] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(4)
        self._column.addLayout(self._top())
        self._body = QWidget()
        self._body.hide()
        self._column.addWidget(self._body)
        self._column.addWidget(line())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._handle = DragHandle(self, self.question.id)
        self._number = QLabel()
        self._number.setProperty("role", "accent")
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._star = IconLabel("mdi6.star", 18)
        self._star.setObjectName("question_star")
        self._star.setToolTip(str(_IMPORTANT))
        self._star.setAccessibleName(str(_IMPORTANT))
        self.head = QuestionHead("", pressed=self._on_pressed, name="question_head", leads_on=False)
        self._up = icon_button(tr("Move up (Ctrl+Up)"), "mdi6.arrow-up", self._on_up, name="move_up")
        self._down = icon_button(tr("Move down (Ctrl+Down)"), "mdi6.arrow-down", self._on_down, name="move_down")
        self._fold = icon_button(tr("Open"), "mdi6.chevron-down", self._on_pressed, name="question_open")
        middle = Qt.AlignmentFlag.AlignVCenter
        for part in (self._handle, self._star, self._number):
            row.addWidget(part, 0, middle)
        row.addWidget(self.head, 1, middle)
        for part in (self._up, self._down, self._fold):
            row.addWidget(part, 0, middle)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the words need the room: moving up and down goes to the foot of the opened question."""
        super().resizeEvent(event)
        self._fit_arrows()

    def _fit_arrows(self) -> None:
        arranging = self._ordered and self._showing is Showing.LIST
        wide = self.width() >= theme().px(_WIDE)
        self._handle.setVisible(arranging)
        for part in (self._up, self._down):
            part.setVisible(arranging and wide)
        if self._live is not None:
            for part in (self._foot_up, self._foot_down):
                part.setVisible(arranging and not wide)

    # Showing -------------------------------------------------------------------------------------------------------------

    def show_question(self, question: Record, around: Surroundings, *, number: int, count: int) -> None:
        """Show the question as it was read, as number `number` of `count`."""
        self.question = question
        self._around = around
        self._read_attached()
        self._number.setText(f"{number}.")
        # Next to rows with a star, those without one keep its place, so that all words begin below each other.
        policy = self._star.sizePolicy()
        policy.setRetainSizeWhenHidden(bool(around.important))
        self._star.setSizePolicy(policy)
        self._star.setVisible(question.id in around.important)
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < count)
        self.head.set_text(question.title, self._state_words())
        self._name_parts(question.title)
        if self._live is not None:
            self._fill_choices()
            self._live.show_record(question)
            self._show_known()
        if self._workspace.drafts.get(QUESTIONS.name, question.id) is not None and self._live is None:
            self._build_body()
            self._is_open = True
        self._fit()

    def _read_attached(self) -> None:
        with self._workspace.vault.read() as session:
            self._attached = links.proofs(session, QUESTIONS, self.question.id)
        if self._proofs is not None:
            self._proofs.show_proofs(self.question.id, self._attached)

    def _state_words(self) -> str:
        values = self.question.values
        important = str(_IMPORTANT) if self.question.id in self._around.important else ""
        if self._is_shown():
            return important
        count = len(self._attached)
        attached = tr_n("{number} document attached", "{number} documents attached", count) if count else ""
        status = "" if values["status"] in {None, "open"} else shown(QUESTIONS.field("status"), values["status"])
        if values["answered_by"] and question_lists.is_answered(self.question):
            status = tr("Answered by {name}", name=values["answered_by"])
        answer = " ".join(str(values["answer"] or "").split())
        return " · ".join(part for part in (important, status, self._visit_words(), attached, answer) if part)

    def _visit_words(self) -> str:
        """The appointment it is for, where the heading above does not say so."""
        if self._around.visit is not None:
            return ""
        own = self.question.values["appointment"]
        return next((visit.short_words for visit in self._around.visits if visit.id == own), "")

    def _name_parts(self, title: str) -> None:
        self._up.setAccessibleName(tr("Move up: {title}", title=title))
        self._down.setAccessibleName(tr("Move down: {title}", title=title))
        opens = tr("Close: {title}", title=title) if self._is_open else tr("Open: {title}", title=title)
        self._fold.setAccessibleName(opens)

    def show_as(self, showing: Showing) -> None:
        """Show the question alone, or with the fields for its answer."""
        self._showing = showing
        if showing is Showing.ANSWERS:
            self._build_body()
        self._fit()

    def _is_shown(self) -> bool:
        return self._is_open or self._showing is Showing.ANSWERS

    def _fit(self) -> None:
        self._body.setVisible(self._is_shown())
        self._number.setVisible(self._ordered)
        self._fit_arrows()
        for name in _FURTHER:
            if name in self._rows:
                self._rows[name].setVisible(self._is_open)
        if self._live is not None:
            self._foot.setVisible(self._is_open)
            self._known.setVisible(self._is_open and not self._known.is_empty)
            self._take_off.setVisible(self._around.visit is not None)
        if self._proofs is not None:
            self._proofs.setVisible(self._is_open or bool(self._attached))
        from_here = tr("Show less") if self._is_open else tr("Show all of it")
        self._fold.setToolTip(from_here)
        self._fold.setIcon(icon("mdi6.chevron-up" if self._is_open else "mdi6.chevron-down", "muted"))
        self.head.set_text(self.question.title, self._state_words())
        self._name_parts(self.question.title)

    def _on_pressed(self) -> None:
        self.set_open(is_open=not self._is_open)

    def set_open(self, *, is_open: bool) -> None:
        """Open or close the question."""
        if not is_open and self._live is not None:
            self._live.save()
        if is_open:
            self._build_body()
        self._is_open = is_open
        self._fit()
        if not is_open:
            self.folded.emit()

    # The fields ----------------------------------------------------------------------------------------------------------

    def _build_body(self) -> None:
        if self._live is not None:
            return
        column = QVBoxLayout(self._body)
        column.setContentsMargins(12, 4, 4, 12)
        column.setSpacing(8)
        # What it is about and what was said before come first: whoever asks again wants to see that.
        self._known = EarlierAnswers(self._workspace)
        column.addWidget(self._known)
        grid = QWidget()
        layout = FieldLayout(grid)
        for name in (*_ALWAYS, *_FURTHER):
            field = QUESTIONS.field(name)
            if name == "answered_by":
                field = replace(field, suggestions=self._around.names)
            row = row_for(field, self._workspace, ChipsEditor(field) if name == "status" else None)
            row.editor.control.setAccessibleDescription(tr("For the question: {title}", title=self.question.title))
            self._rows[name] = row
            layout.addWidget(row)
        column.addWidget(grid)
        self._proofs = ProofsPanel(self._workspace, QUESTIONS, tr("Documents for this question"), lead=str(_ATTACH))
        self._proofs.show_proofs(self.question.id, self._attached)
        column.addWidget(self._proofs)
        self._foot = QWidget()
        buttons = FlowLayout(self._foot)
        self._anew = button(
            tr("Another answer"), self._on_anew, role="quiet", icon_name="mdi6.comment-plus-outline", name="answer_anew"
        )
        self._anew.setToolTip(tr("The answer that stands here is kept among the earlier ones."))
        buttons.addWidget(self._anew)
        self._take_off = button(
            tr("Remove from this list"),
            self._on_take_off,
            role="quiet",
            icon_name="mdi6.playlist-minus",
            name="take_off",
        )
        trash = button(
            tr("Move to trash"), self._on_trash, role="quiet", icon_name="mdi6.trash-can-outline", name="trash_question"
        )
        self._foot_up = button(tr("Move up"), self._on_up, role="quiet", icon_name="mdi6.arrow-up", name="foot_move_up")
        self._foot_down = button(
            tr("Move down"), self._on_down, role="quiet", icon_name="mdi6.arrow-down", name="foot_move_down"
        )
        for part in (self._foot_up, self._foot_down, self._take_off):
            buttons.addWidget(part)
        buttons.addWidget(trash)
        column.addWidget(self._foot)
        self._live = AutosaveForm(self._workspace, QUESTIONS, list(self._rows.values()), self)
        self._fill_choices()
        self._live.show_record(self.question)
        self._show_known()
        self._rows["answer"].edited.connect(self._on_answer_typed)

    def _fill_choices(self) -> None:
        seen = [(visit.id, visit.short_words) for visit in self._around.visits]
        papers = list(dict.fromkeys((proof.document_id, proof.title) for proof in self._attached))
        proof = self.question.values["proof"]
        if proof and proof not in dict(papers):
            with self._workspace.vault.read() as session:
                paper = store.find(session, DOCUMENTS, proof)
            papers += [] if paper is None else [(paper.id, paper.title)]
        for name, options in (("appointment", seen), ("answered_at", seen), ("proof", papers)):
            editor = self._rows[name].editor
            if isinstance(editor, ChoiceEditor):
                editor.set_options(options)

    def _show_known(self) -> None:
        self._known.show_question(self.question)
        self._anew.setVisible(bool(self.question.values["answer"]))

    def _on_anew(self) -> None:
        self.save()
        answer_anew(self._workspace, self.question.id)

    def _on_answer_typed(self) -> None:
        """Once an answer is there, the question is answered: say so, and by whom and when; a person can change all of it."""
        live = self._live
        if live is None or not live.is_changed or self._rows["answer"].editor.typed() is None:
            return
        if self._rows["status"].read() not in {None, "open", "asked"}:
            return
        values: dict[str, object] = {"status": "answered"}
        visit = self._around.visit
        if visit is not None:
            if self._rows["answered_by"].editor.typed() is None and visit.with_name:
                values["answered_by"] = visit.with_name
            if self._rows["answered_at"].editor.typed() is None and visit.on_date.first_day <= self._workspace.today():
                values["answered_at"] = visit.id
            if self._rows["answered_on"].editor.typed() is None and visit.on_date.last_day <= self._workspace.today():
                values["answered_on"] = visit.on_date
        elif self._rows["answered_on"].editor.typed() is None:
            values["answered_on"] = PartialDate.from_date(self._workspace.today())
        live.type_in(values)

    def save(self) -> None:
        """Save what is typed; what cannot be saved stays a draft."""
        if self._live is not None:
            self._live.save()

    def focus_answer(self) -> None:
        """Put the cursor into the answer, once its field is shown."""
        if "answer" in self._rows:
            self._rows["answer"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_open(self) -> bool:
        """Whether all of it is shown."""
        return self._is_open

    # Changing ------------------------------------------------------------------------------------------------------------

    def _on_up(self) -> None:
        self.moved.emit(self.question.id, -1)

    def _on_down(self) -> None:
        self.moved.emit(self.question.id, 1)

    def _on_take_off(self) -> None:
        self.save()
        self.taken_off.emit(self.question.id)

    def _on_trash(self) -> None:
        self.save()
        self.trashed.emit(self.question.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Up and Ctrl+Down move the question."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._ordered and control and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(self.question.id, -1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)
