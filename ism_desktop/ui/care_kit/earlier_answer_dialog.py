"""Changing an answer that a question had before its latest one. What is typed is a draft until it is saved or thrown away."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import reverting, store
from ism_desktop.records.answers import ANSWER_FIELDS
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.inline_form import InlineForm


class EarlierAnswerDialog(Dialog):
    """The fields of one earlier answer."""

    def __init__(self, workspace: Workspace, answer: Record, question: Record, parent: QWidget) -> None:
        super().__init__(tr("Change an earlier answer"), parent.window(), name="earlier_answer", width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._answer = workspace, answer
        self.body.addWidget(secondary(question.title))
        self.fields = InlineForm(workspace, QUESTION_ANSWERS, ANSWER_FIELDS, buttons=False)
        self.fields.open(answer)
        self.body.addWidget(self.fields)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        going = button(tr("Save"), self._on_save, role="primary", name="save")
        going.setDefault(True)
        self.foot.addWidget(going)
        self.fields.focus()

    def _on_save(self) -> None:
        vault = self._workspace.vault
        try:
            values = self.fields.values()
            with vault.write() as session:
                since = reverting.mark(session)
                store.save(session, QUESTION_ANSWERS, values, record_id=self._answer.id)
                until = reverting.mark(session)
        except InvalidRecord as error:
            self.fields.mark(error)
            return
        self.fields.forget_draft()
        if since != until:
            take_back = partial(revert, self._workspace, since, until)
            self._workspace.undo_bar.offer(tr("The earlier answer was changed."), take_back)
        self.accept()

    def reject(self) -> None:
        """Throw away what was typed, with the offer to undo that."""
        if self.fields.is_changed:
            self.fields.cancel()
        super().reject()


def revert(workspace: Workspace, since: int, until: int) -> None:
    """Take back what was done between two marks of the history."""
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
