"""The answers to a question: the latest stands in the question itself, those before it are entries of their own; none is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import links, store
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName, PartialDate

ANSWER_FIELDS = ("answer", "answered_by", "answered_on", "answered_at", "proof")
"""What makes an answer; a question and an earlier answer hold the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `visit_id` is the appointment at which it was given, `proof_id` the document that says so.

    `record_id` is empty for the latest answer, which stands in the question.
    """

    text: str
    who: str | LinkedName | None = None
    on: PartialDate | None = None
    visit_id: str | None = None
    proof_id: str | None = None
    record_id: str = ""


def answers_of(session: Session, question_id: str) -> list[Answer]:
    """Every answer to a question, the latest first. Raises RecordMissing."""
    question = store.get(session, QUESTIONS, question_id)
    return [
        *([_answer(question)] if question.values["answer"] else []),
        *(_answer(one, one.id) for one in earlier(session, question_id)),
    ]


def earlier(session: Session, question_id: str) -> Sequence[Record]:
    """The entries of the answers before the latest one, the newest first."""
    return store.list_active(session, QUESTION_ANSWERS, question=question_id)


def _answer(record: Record, record_id: str = "") -> Answer:
    text, who, on, visit_id, proof_id = (record.values[name] for name in ANSWER_FIELDS)
    return Answer(str(text or ""), who, on if isinstance(on, PartialDate) else None, visit_id, proof_id, record_id)


def add_answer(
    session: Session,
    question_id: str,
    text: str,
    *,
    who: str | LinkedName | None = None,
    on: PartialDate | None = None,
    visit_id: str | None = None,
    proof_id: str | None = None,
    status: str = "answered",
) -> None:
    """Answer a question; an answer that it had already is kept as an earlier one.

    Args:
        session: of `vault.write()`.
        question_id: the question.
        text: what was answered.
        who: who gave the answer: a `LinkedName` of the care team, or a typed name.
        on: when.
        visit_id: the appointment at which it was given.
        proof_id: the document that says so; it is attached to the question, too.
        status: what the question is then: answered, or another of its states where it has to be asked again.

    Raises:
        RecordMissing: there is no such question, appointment or document.
        InvalidRecord: there is no text.
    """
    if not text.strip():
        raise InvalidRecord({"answer": tr("Type the answer first.")})
    set_aside(session, question_id)
    if proof_id is not None:
        links.attach(session, QUESTIONS, question_id, proof_id)
    values = dict(zip(ANSWER_FIELDS, (text, who, on, visit_id, proof_id), strict=True))
    store.save(session, QUESTIONS, {**values, "status": status}, record_id=question_id)


def set_aside(session: Session, question_id: str) -> str | None:
    """Keep the latest answer as an earlier one, so that there is room for another; returns its id, None where there was no answer.

    The question is to be asked again then. Raises RecordMissing.
    """
    question = store.get(session, QUESTIONS, question_id)
    if not question.values["answer"]:
        return None
    values = {name: question.values[name] for name in ANSWER_FIELDS}
    kept = store.save(session, QUESTION_ANSWERS, {"question": question_id, **values})
    store.save(session, QUESTIONS, {**dict.fromkeys(ANSWER_FIELDS), "status": "carry_on"}, record_id=question_id)
    return kept
