"""The dates of care on the start page: records that are due, what comes next after a call, and questions to ask again."""

from collections.abc import Iterator
from datetime import date

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS, is_waiting
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.places.home.dated import Dated
from ism_desktop.vault import Session


def dates(session: Session, today: date) -> Iterator[Dated]:
    """Those of every request that is waited for, of every call with something left to do, and of every question to ask again."""
    for request in store.list_active(session, RECORDS_REQUESTS):
        due = request.values["due_on"]
        if isinstance(due, PartialDate) and is_waiting(request.values):
            words = tr("Records due from {whom}", whom=str(request.values["asked"]))
            yield _dated(request, due, words, _line(request.values["what"]), today)
    for call in store.list_active(session, CALLS):
        day = call.values["next_on"]
        if isinstance(day, PartialDate) and call.values["done"] is not True:
            words = call.values["next_action"] or tr("What comes next after a call")
            yield _dated(call, day, words, tr("After the call with {whom}", whom=str(call.values["with_whom"])), today)
    for question in store.list_active(session, QUESTIONS):
        day = question.values["ask_again_on"]
        if isinstance(day, PartialDate):
            words = tr("Ask again: {question}", question=_line(question.values["text"]))
            yield _dated(question, day, words, question.values["specialist"] or "", today)


def _line(words: object) -> str:
    return " ".join(str(words or "").split())


def _dated(record: Record, when: PartialDate, words: str, detail: str, today: date) -> Dated:
    kind = record.kind
    return Dated(
        f"{kind.name}.{record.id}", when, words, detail, kind.icon, kind.name, record.id, when.last_day < today
    )
