"""What is known of a question besides its fields: earlier answers, the entry it is about, and the source of one from the library."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.library import questions as bank
from ism_desktop.records import answers, reverting, store
from ism_desktop.records.answers import Answer
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.vault import Session


class EarlierAnswers(QWidget):
    """Stands below the fields of an opened question."""

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
            lines = [_words(session, one) for one in answers.answers_of(session, question.id) if one.record_id]
            about = _about(session, question)
        if lines:
            self._column.addWidget(label(tr("Earlier answers"), "subheading"))
        for words in lines:
            self._column.addWidget(label(words))
        if about is not None:
            going = partial(self._workspace.show_page, about.kind.name, about.id)
            words = tr("About: {title}", title=about.title)
            self._column.addWidget(button(words, going, role="quiet", icon_name=about.kind.icon, name="question_about"))
        source = source_words(str(question.values["bank_id"] or ""))
        if source:
            self._column.addWidget(secondary(source))
        self.is_empty = not (lines or about or source)
        self.setVisible(not self.is_empty)


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


def _about(session: Session, question: Record) -> Record | None:
    kind = BY_NAME.get(str(question.values["about_kind"] or ""))
    record = None if kind is None else store.find(session, kind, str(question.values["about_id"] or ""))
    return record if record is not None and record.deleted_at is None else None


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
        workspace.undo_bar.offer(words, partial(_take_back, workspace, since, until))


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
