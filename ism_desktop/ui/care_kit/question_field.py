"""The field in which a question is noted: Enter adds it, the focus stays, and what is half typed survives a lock or a power cut."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QMoveEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.table import new_id
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.about_line import AboutLine
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.growing_text import EnterText
from ism_desktop.ui.record_kit.actions import trash

_AROUND = 12  # pixels left above and below
_LONGEST_QUOTE = 500  # letters


class QuestionField(QWidget):
    """A field and its button. `added` carries the id of the question that was noted.

    `draft` tells the fields of different pages apart, so that each gives back its own half-typed question.
    """

    added = Signal(str)

    def __init__(self, workspace: Workspace, *, draft: str, name: str = "new_question") -> None:
        super().__init__()
        self._workspace = workspace
        self._draft = draft
        self._appointment_id: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self.text = EnterText(tr("A question of your own"), name=name, hint=tr("Write a question"))
        self.text.setToolTip(tr("Enter adds the question, Shift+Enter begins a new line."))
        self.text.entered.connect(self._on_entered)
        self.text.textChanged.connect(self._on_typed)
        row.addWidget(self.text, 1)
        self._add = button(tr("Add"), self._on_entered, icon_name="mdi6.plus", name=f"{name}.add")
        self._add.setAccessibleName(tr("Add the question"))
        row.addWidget(self._add)
        self._about = AboutLine(workspace, name)
        self._about.dropped.connect(self._on_dropped)
        column.addWidget(self._about)
        self.setFocusProxy(self.text)
        self._recall()

    def set_appointment(self, appointment_id: str | None, *, draft: str | None = None) -> None:
        """Say which appointment new questions are for, and change to the draft that belongs there."""
        self._appointment_id = appointment_id
        if draft is not None and draft != self._draft:
            self._draft = draft
            self._recall()

    def set_about(self, about: Subject | None) -> None:
        """Let the next question be about this; about nothing without it."""
        self._about.show_subject(about)
        self._on_typed()

    def begin_with(self, quote: str) -> None:
        """Put words that the question is about before it; a question that is half written stays as it is."""
        words = " ".join(quote.split())
        if words and not self.text.toPlainText().strip():
            self.text.setPlainText(tr("“{quote}” –", quote=words[:_LONGEST_QUOTE]) + " ")
            self.text.moveCursor(QTextCursor.MoveOperation.End)

    def _on_dropped(self) -> None:
        self._on_typed()
        self.text.setFocus()

    def _recall(self) -> None:
        kept = self._workspace.drafts.get(QUESTIONS.name, self._draft) or {}
        self._fresh_id = str(kept.get("id") or "")
        if self._fresh_id and self._was_saved():
            self._workspace.drafts.drop(QUESTIONS.name, self._draft)
            self._fresh_id, kept = "", {}
        self._fresh_id = self._fresh_id or new_id()
        place, key = (str(kept.get(name) or "") for name in ("about_kind", "about_id"))
        page = kept.get("about_page")
        self._about.show_subject(
            Subject(place, key, page if isinstance(page, int) else None) if place and key else None
        )
        self.text.setPlainText(str(kept.get("text") or ""))

    def _was_saved(self) -> bool:
        """Whether the question that the draft is of is there already: a draft outlives its saving in a power cut."""
        with self._workspace.vault.read() as session:
            return store.find(session, QUESTIONS, self._fresh_id) is not None

    def _on_typed(self) -> None:
        text, about = self.text.toPlainText(), self._about.subject
        if text.strip():
            place, key, page = about or (None, None, None)
            typed = {
                "text": text,
                "id": self._fresh_id,
                "about_kind": place,
                "about_id": key,
                "about_page": page,
            }
            self._workspace.drafts.put(QUESTIONS.name, self._draft, typed)
        else:
            self._workspace.drafts.drop(QUESTIONS.name, self._draft)

    def add_typed(self) -> None:
        """Add what is typed, if anything is: for a dialog whose button saves all of it."""
        if self.text.toPlainText().strip():
            self._on_entered()

    def _on_entered(self) -> None:
        text = " ".join(self.text.toPlainText().split())
        if not text:
            self.text.setFocus()
            return
        with self._workspace.vault.write() as session:
            about = self._about.subject
            question_id = question_lists.add(
                session,
                text,
                appointment_id=self._appointment_id,
                about=None if about is None else (about.place, about.key),
                page=None if about is None else about.page,
                fresh_id=self._fresh_id,
            )
        self._fresh_id = new_id()
        self._about.show_subject(None)
        self.text.clear()
        self.text.setFocus()
        undo = partial(trash, self._workspace, QUESTIONS, [question_id])
        self._workspace.undo_bar.offer(tr("The question was added."), undo)
        self.added.emit(question_id)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Stay in sight while somebody types here, though the list above grows with each question."""
        super().moveEvent(event)
        if self.text.hasFocus():
            QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self, 0, _AROUND)
