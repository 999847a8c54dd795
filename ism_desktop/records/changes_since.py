"""What has changed in the record since a day: medicines, reactions, results, reports and answers, each a fact with its date.

Nothing is compared or judged. A result stands as the laboratory printed it, with its own range and flag beside it as words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import dated_events, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES, STARTED, STOPPED, change_words
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS, result_words
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, Moment, PartialDate, Rows

MEDICINES, REACTED, RESULTS, REPORTED, ANSWERED = "medicines", "reactions", "results", "reports", "answered"
SORTS = (MEDICINES, REACTED, RESULTS, REPORTED, ANSWERED)
"""What a fact can be about, in the order in which it is told."""

READ_FROM = (
    MEDICATIONS,
    MEDICATION_CHANGES,
    REACTIONS,
    EPISODES,
    TEST_RESULTS,
    REPORTS,
    QUESTIONS,
    QUESTION_ANSWERS,
)
"""The kinds of record that the facts are read from."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is about, the record that says so, the day, and its words without the day."""

    sort: str
    kind: Kind
    record_id: str
    on: PartialDate
    words: str
    part: str = ""

    @property
    def key(self) -> str:
        """What stays the same whatever it says."""
        return ".".join(part for part in (self.sort, self.record_id, self.part) if part)

    @property
    def dated_words(self) -> str:
        """Its words behind the day."""
        return tr("{date}: {words}", date=self.on.words, words=self.words)


def since(session: Session, day: date, until: date) -> list[Fact]:
    """Every fact from this day on until another, both included, sort by sort and in each the earliest first.

    A month or year counts where it reaches into that time: what may belong there is not left out.
    """
    found = [
        *_medicines(session),
        *_reactions(session),
        *_results(session),
        *_reports(session),
        *_answers(session),
    ]
    within = [fact for fact in found if fact.on.last_day >= day and fact.on.first_day <= until]
    return sorted(within, key=lambda fact: (SORTS.index(fact.sort), fact.on.first_day, fact.on.last_day, fact.words))


def _medicines(session: Session) -> Iterator[Fact]:
    medications = {record.id: record for record in store.list_active(session, MEDICATIONS)}
    told: set[tuple[str, str]] = set()
    for change in store.list_active(session, MEDICATION_CHANGES):
        medication, on = medications.get(change.values["medication"]), change.values["on_date"]
        if medication is None:
            continue
        told.add((medication.id, change.values["what"]))
        if isinstance(on, PartialDate):
            words = tr("{medicine} – {change}", medicine=medication.title, change=_plain(change_words(change.values)))
            words = _because(words, change.values["reason"])
            yield Fact(MEDICINES, MEDICATION_CHANGES, change.id, on, words)
    for medication in medications.values():
        started, stopped = medication.values["started_on"], medication.values["stopped_on"]
        if isinstance(started, PartialDate) and (medication.id, STARTED) not in told:
            words = _because(tr("{medicine} started", medicine=medication.title), medication.values["reason"])
            yield Fact(MEDICINES, MEDICATIONS, medication.id, started, words, STARTED)
        if isinstance(stopped, PartialDate) and (medication.id, STOPPED) not in told:
            words = _because(tr("{medicine} stopped", medicine=medication.title), medication.values["stopped_why"])
            yield Fact(MEDICINES, MEDICATIONS, medication.id, stopped, words, STOPPED)


def _because(words: str, reason: object) -> str:
    """With the reason as somebody wrote it down."""
    return tr("{words} ({reason})", words=words, reason=_plain(reason)) if reason and isinstance(reason, str) else words


def _plain(words: object) -> str:
    return " ".join(str(words).split())


def _reactions(session: Session) -> Iterator[Fact]:
    for event in dated_events.reactions(session):
        kind = EPISODES if event.what == dated_events.EPISODE else REACTIONS
        yield Fact(REACTED, kind, event.record_id, event.on, event.words)


def _results(session: Session) -> Iterator[Fact]:
    for record in store.list_active(session, TEST_RESULTS):
        taken, values = record.values["taken_at"], record.values["values"]
        if isinstance(taken, Moment):
            said = [result_words(row) for row in values.rows] if isinstance(values, Rows) else []
            yield Fact(RESULTS, TEST_RESULTS, record.id, taken.date, "; ".join(said) or record.title)


def _reports(session: Session) -> Iterator[Fact]:
    for record in store.list_active(session, REPORTS):
        on, conclusion = record.values["on_date"], record.values["conclusion"]
        if isinstance(on, PartialDate):
            title = record.values["title"] or record.title
            said = isinstance(conclusion, str) and not isinstance(conclusion, Gap)
            words = tr("{title}: {words}", title=title, words=_plain(conclusion)) if said else title
            yield Fact(REPORTED, REPORTS, record.id, on, words)


def _answers(session: Session) -> Iterator[Fact]:
    questions = {record.id: record for record in store.list_active(session, QUESTIONS)}
    for question in questions.values():
        yield from _answer(QUESTIONS, question, question)
    for record in store.list_active(session, QUESTION_ANSWERS):
        question = questions.get(record.values["question"])
        if question is not None:
            yield from _answer(QUESTION_ANSWERS, record, question)


def _answer(kind: Kind, record: Record, question: Record) -> Iterator[Fact]:
    on, answer, who = (record.values[name] for name in ("answered_on", "answer", "answered_by"))
    if not isinstance(on, PartialDate) or not answer:
        return
    words = tr("{question} {answer}", question=_plain(question.values["text"]), answer=_plain(answer))
    yield Fact(ANSWERED, kind, record.id, on, _because(words, None if who is None else str(who)))
