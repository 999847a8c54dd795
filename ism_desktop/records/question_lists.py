"""What is done with questions as a group: those of one appointment in their order, picking from a library, carrying over."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record

_TO_ASK = {None, "open", "carry_on"}
_MOST_IMPORTANT = 3


def is_to_ask(question: Record) -> bool:
    """Whether the question is still to be put to someone: new, or to be asked again."""
    return question.values["status"] in _TO_ASK


def is_answered(question: Record) -> bool:
    """Whether the person marked the question as answered."""
    return question.values["status"] == "answered"


def most_important(in_order: Sequence[Record]) -> frozenset[str]:
    """The ids of the questions that matter most on one list: the first three still to be asked, once there are more than three.

    There is no field for it: people put what matters most on top, and a second way to say the same could contradict the order.
    """
    waiting = [question.id for question in in_order if is_to_ask(question)]
    return frozenset(waiting[:_MOST_IMPORTANT]) if len(waiting) > _MOST_IMPORTANT else frozenset()


def by_list(questions: Iterable[Record], appointment_ids: Collection[str]) -> dict[str | None, list[Record]]:
    """The questions by the list they stand on: that of an appointment, or None for no appointment or one that is gone."""
    lists: dict[str | None, list[Record]] = {}
    for question in questions:
        appointment = question.values["appointment"]
        lists.setdefault(appointment if appointment in appointment_ids else None, []).append(question)
    return lists


def of_appointment(session: Session, appointment_id: str) -> list[Record]:
    """The questions for one appointment, in the order they are to be asked."""
    return [
        question
        for question in store.list_active(session, QUESTIONS)
        if question.values["appointment"] == appointment_id
    ]


def counts(session: Session) -> dict[str, int]:
    """How many questions there are, by the appointment's id."""
    return _counted(store.list_active(session, QUESTIONS))


def to_ask_counts(session: Session) -> dict[str, int]:
    """How many questions are still to be asked, by the appointment's id."""
    return _counted(question for question in store.list_active(session, QUESTIONS) if is_to_ask(question))


def _counted(questions: Iterable[Record]) -> dict[str, int]:
    found = (question.values["appointment"] for question in questions)
    return dict(Counter(one for one in found if isinstance(one, str)))


def add(
    session: Session,
    text: str,
    *,
    appointment_id: str | None = None,
    specialist: str = "",
    bank_id: str = "",
    about: tuple[str, str] | None = None,
    page: int | None = None,
    fresh_id: str | None = None,
) -> str:
    """Note a question, to be asked; from the library with its `bank_id`. Returns its id. Raises InvalidRecord for no text.

    `about` is the kind and the id of the entry that it is about, or a place and the key of a part of it (`ui/base/subject`); a document,
    or with `page` that page of it, is attached to the question as well. `fresh_id` is the id that it gets, where a draft names it already.
    """
    values = {
        "text": text,
        "appointment": appointment_id,
        "specialist": specialist,
        "status": "open",
        "bank_id": bank_id,
        "about_kind": about[0] if about is not None else None,
        "about_id": about[1] if about is not None else None,
    }
    question_id = store.save(session, QUESTIONS, values, fresh_id=fresh_id)
    if about is not None and about[0] == DOCUMENTS.name:
        document = store.find(session, DOCUMENTS, about[1])
        if document is not None:
            there = page is not None and page <= document.values["pages"]
            links.attach(session, QUESTIONS, question_id, document.id, page if there else None)
    return question_id


def arrange(session: Session, ids_in_order: Sequence[str]) -> None:
    """Put some questions into this order among themselves; all others keep their places. Raises RecordMissing."""
    moved = set(ids_in_order)
    turns = iter(ids_in_order)
    everything = [question.id for question in store.list_active(session, QUESTIONS)]
    store.arrange(session, QUESTIONS, [next(turns) if one in moved else one for one in everything])


def assign(session: Session, ids: Iterable[str], appointment_id: str | None) -> None:
    """Put questions on the list of an appointment, or on none. Raises RecordMissing."""
    for question_id in ids:
        store.save(session, QUESTIONS, {"appointment": appointment_id}, record_id=question_id)


def carry_over(session: Session, ids: Iterable[str], appointment_id: str) -> dict[str, Mapping[str, object]]:
    """Move questions to another appointment; what was asked there without an answer becomes "ask again".

    Returns:
        What each of them said before, for `put_back`.
    """
    before: dict[str, Mapping[str, object]] = {}
    for question_id in ids:
        question = store.get(session, QUESTIONS, question_id)
        before[question_id] = {name: question.values[name] for name in ("appointment", "status")}
        status = "carry_on" if question.values["status"] == "asked" else question.values["status"]
        store.save(session, QUESTIONS, {"appointment": appointment_id, "status": status}, record_id=question_id)
    return before


def put_back(session: Session, before: Mapping[str, Mapping[str, object]]) -> None:
    """Give questions the values they had."""
    for question_id, values in before.items():
        store.save(session, QUESTIONS, values, record_id=question_id)
