"""What is known of a question besides its fields: earlier answers, the entry it is about, and the source of one from the library."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.library import questions as bank
from ism_desktop.records import answers, reverting, store
from ism_desktop.records.answers import Answer
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import subjects
from ism_desktop.ui.care_kit.about_line import about_words
from ism_desktop.ui.care_kit.earlier_answer_dialog import EarlierAnswerDialog, revert
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.actions import move_to_trash
from ism_desktop.vault import Session


class EarlierAnswers(QWidget):
    """Stands above the fields of an opened question."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("earlier_answers")
        self._workspace = workspace
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.is_empty = True

    def show_question(self, question: Record) -> None:
        """Read and show what is known."""
        empty_layout(self._column)
        with self._workspace.vault.read() as session:
            earlier = [one for one in answers.answers_of(session, question.id) if one.record_id]
            lines = [(one.record_id, _words(session, one)) for one in earlier]
            about = subjects.of_question(session, question)
        if about is not None:
            going = partial(subjects.lead_to, self._workspace, about.subject)
            row = RowButton(about_words(about), icon_name=about.icon, pressed=going, name="question_about")
            self._column.addWidget(row)
        if lines:
            self._column.addWidget(label(tr("Earlier answers"), "subheading"))
        for answer_id, words in lines:
            self._column.addWidget(self._line(answer_id, words, question))
        source = source_words(str(question.values["bank_id"] or ""))
        if source:
            self._column.addWidget(secondary(source))
        self.is_empty = not (lines or about or source)
        self.setVisible(not self.is_empty)

    def _line(self, answer_id: str, words: str, question: Record) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label(words), 1)
        change, trash = (partial(act, answer_id, question) for act in (self._on_change, self._on_trash))
        for tip, icon_name, pressed, name in (
            (tr("Change this answer: {words}", words=words), "mdi6.pencil-outline", change, "change_answer"),
            (
                tr("Move this answer to the trash: {words}", words=words),
                "mdi6.trash-can-outline",
                trash,
                "trash_answer",
            ),
        ):
            row.addWidget(icon_button(tip, icon_name, pressed, name=name), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _on_change(self, answer_id: str, question: Record) -> None:
        with self._workspace.vault.read() as session:
            answer = store.get(session, QUESTION_ANSWERS, answer_id)
        EarlierAnswerDialog(self._workspace, answer, question, self).open()

    def _on_trash(self, answer_id: str, _question: Record) -> None:
        move_to_trash(self._workspace, QUESTION_ANSWERS, [answer_id])


def _words(session: Session, answer: Answer) -> str:
    """An answer in a line: when, who, at which appointment, the document that says so, and its words."""
    visit = store.find(session, APPOINTMENTS, answer.visit_id or "")
    proof = store.find(session, DOCUMENTS, answer.proof_id or "")
    parts = [
        "" if answer.on is None else answer.on.words,
        str(answer.who or ""),
        "" if visit is None else visit.title,
        "" if proof is None else tr("document: {title}", title=proof.title),
    ]
    head = " · ".join(part for part in parts if part)
    return tr("{when_and_who}: {answer}", when_and_who=head, answer=answer.text) if head else answer.text


def source_words(bank_id: str) -> str:
    """Where a question of the library comes from, and as of when; empty for one of the person's own."""
    found = next((one for one in bank.load() if one.id == bank_id), None)
    if found is None:
        return ""
    return tr(
        "From the library, as of {date}. Source: {source}", date=in_use().day(bank.reviewed_on()), source=found.source
    )


def answer_anew(workspace: Workspace, question_id: str) -> None:
    """Keep the latest answer as an earlier one, so that there is room for another; that can be undone."""
    with workspace.vault.write() as session:
        since = reverting.mark(session)
        kept = answers.set_aside(session, question_id)
        until = reverting.mark(session)
    if kept is not None:
        words = tr("The answer is kept among the earlier ones.")
        workspace.undo_bar.offer(words, partial(revert, workspace, since, until))
