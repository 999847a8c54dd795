"""The field in which a question is noted: Enter adds it, the focus stays, and what is half typed survives a lock or a power cut."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.table import new_id
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.growing_text import EnterText
from ism_desktop.ui.record_kit.actions import trash


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
        self.about: tuple[str, str] | None = None  # kind and id of the entry that the next question is about
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.text = EnterText(tr("A question of your own"), name=name, hint=tr("Write a question"))
        self.text.setToolTip(tr("Enter adds the question, Shift+Enter begins a new line."))
        self.text.entered.connect(self._on_entered)
        self.text.textChanged.connect(self._on_typed)
        row.addWidget(self.text, 1)
        self._add = button(tr("Add"), self._on_entered, icon_name="mdi6.plus", name=f"{name}.add")
        self._add.setAccessibleName(tr("Add the question"))
        row.addWidget(self._add)
        self.setFocusProxy(self.text)
        self._recall()

    def set_appointment(self, appointment_id: str | None, *, draft: str | None = None) -> None:
        """Say which appointment new questions are for, and change to the draft that belongs there."""
        self._appointment_id = appointment_id
        if draft is not None and draft != self._draft:
            self._draft = draft
            self._recall()

    def _recall(self) -> None:
        kept = self._workspace.drafts.get(QUESTIONS.name, self._draft)
        self._fresh_id = str(kept.get("id") or "") if kept else ""
        if kept and self._fresh_id and self._was_saved():
            self._workspace.drafts.drop(QUESTIONS.name, self._draft)
            kept = None
        self._fresh_id = self._fresh_id if kept and self._fresh_id else new_id()
        self.text.setPlainText(str(kept["text"]) if kept else "")

    def _was_saved(self) -> bool:
        """Whether the question that the draft is of is there already: a draft outlives its saving in a power cut."""
        with self._workspace.vault.read() as session:
            return store.find(session, QUESTIONS, self._fresh_id) is not None

    def _on_typed(self) -> None:
        text = self.text.toPlainText()
        if text.strip():
            self._workspace.drafts.put(QUESTIONS.name, self._draft, {"text": text, "id": self._fresh_id})
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
            question_id = question_lists.add(
                session, text, appointment_id=self._appointment_id, about=self.about, fresh_id=self._fresh_id
            )
        self._fresh_id = new_id()
        self.text.clear()
        self.text.setFocus()
        undo = partial(trash, self._workspace, QUESTIONS, [question_id])
        self._workspace.undo_bar.offer(tr("The question was added."), undo)
        self.added.emit(question_id)
