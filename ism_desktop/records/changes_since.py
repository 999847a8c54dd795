"""What has changed in the record since a day: medicines, reactions, results, reports and answers, each a fact with its date.

Nothing is compared or judged. A result stands as the laboratory printed it, with its own range and flag beside it as words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import dated_events, history, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES, STARTED, STOPPED, change_words
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
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

_REASONS = {STARTED: "reason", STOPPED: "stopped_why"}  # where a change says none, the medicine may

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
    """One fact: what it is about, the record that says so, the day, and its words without the day.

    Where no day was noted, `entered` is the one on which it was written into the record.
    """

    sort: str
    kind: Kind
    record_id: str
    on: PartialDate | None
    words: str
    part: str = ""
    entered: date = date.min

    @property
    def key(self) -> str:
        """What stays the same whatever it says."""
        return ".".join(part for part in (self.sort, self.record_id, self.part) if part)

    @property
    def dated_words(self) -> str:
        """Its words behind the day, or behind the word that none was noted."""
        if self.on is None:
            entered = PartialDate.from_date(self.entered).words
            return tr("Date not noted (entered {date}): {words}", date=entered, words=self.words)
        return tr("{date}: {words}", date=self.on.words, words=self.words)


def since(session: Session, day: date, until: date) -> list[Fact]:
    """Every fact from this day on until another, both included, sort by sort and in each the earliest first.

    A month or year counts where it reaches into that time: what may belong there is not left out. What has no date counts, and stands
    last, where it was entered since that day.
    """
    found = [
        *_medicines(session),
        *_reactions(session),
        *_undated_reactions(session),
        *_results(session),
        *_reports(session),
        *_answers(session),
    ]
    within = [fact for fact in found if _is_within(fact, day, until)]
    return sorted(within, key=lambda fact: (SORTS.index(fact.sort), *_when(fact), fact.words))


def _is_within(fact: Fact, day: date, until: date) -> bool:
    return fact.entered >= day if fact.on is None else fact.on.last_day >= day and fact.on.first_day <= until


def _when(fact: Fact) -> tuple[bool, date, date]:
    return (True, fact.entered, fact.entered) if fact.on is None else (False, fact.on.first_day, fact.on.last_day)


def _fact(session: Session, sort: str, record: Record, on: object, words: str, part: str = "", *, by: str = "") -> Fact:
    """A fact, with its day where one is known; else with the day on which its field `by`, or all of it, was entered."""
    if isinstance(on, PartialDate):
        return Fact(sort, record.kind, record.id, on, words, part)
    return Fact(sort, record.kind, record.id, None, words, part, _entered(session, record, by))


def _entered(session: Session, record: Record, name: str) -> date:
    changes = history.versions(session, record.kind, record.id) if name else []
    at = next((change.at for change in changes if name in change.former), record.created_at)
    return datetime.fromisoformat(at).astimezone().date()


def _medicines(session: Session) -> Iterator[Fact]:
    medications = {record.id: record for record in store.list_active(session, MEDICATIONS)}
    told: set[tuple[str, str]] = set()
    for change in store.list_active(session, MEDICATION_CHANGES):
        medication, what = medications.get(change.values["medication"]), change.values["what"]
        if medication is None:
            continue
        told.add((medication.id, what))
        words = tr("{medicine} – {change}", medicine=medication.title, change=_plain(change_words(change.values)))
        known = medication.values[_REASONS[what]] if what in _REASONS else None
        words = _because(words, change.values["reason"] or known)
        yield _fact(session, MEDICINES, change, change.values["on_date"], words)
    for medication in medications.values():
        if (medication.id, STARTED) not in told:
            yield from _started(session, medication)
        if (medication.id, STOPPED) not in told:
            yield from _stopped(session, medication)


def _started(session: Session, medication: Record) -> Iterator[Fact]:
    """Of one whose start nobody noted it is only told that it is taken, and of one of the past nothing."""
    on, title = medication.values["started_on"], medication.title
    is_dated = isinstance(on, PartialDate)
    if is_dated or is_current(medication.values["use"], medication.values["stopped_on"]):
        words = tr("{medicine} started", medicine=title) if is_dated else tr("{medicine} is taken", medicine=title)
        words = _because(words, medication.values["reason"])
        yield _fact(session, MEDICINES, medication, on, words, STARTED)


def _stopped(session: Session, medication: Record) -> Iterator[Fact]:
    on, title = medication.values["stopped_on"], medication.title
    is_dated = isinstance(on, PartialDate)
    if is_dated or not is_current(medication.values["use"], on):
        words = (
            tr("{medicine} stopped", medicine=title)
            if is_dated
            else tr("{medicine} is not taken any more", medicine=title)
        )
        words = _because(words, medication.values["stopped_why"])
        yield _fact(session, MEDICINES, medication, on, words, STOPPED, by="use")


def _because(words: str, reason: object) -> str:
    """With the reason as somebody wrote it down."""
    return tr("{words} ({reason})", words=words, reason=_plain(reason)) if reason and isinstance(reason, str) else words


def _plain(words: object) -> str:
    return " ".join(str(words).split())


def _reactions(session: Session) -> Iterator[Fact]:
    for event in dated_events.reactions(session):
        kind = EPISODES if event.what == dated_events.EPISODE else REACTIONS
        yield Fact(REACTED, kind, event.record_id, event.on, event.words)


def _undated_reactions(session: Session) -> Iterator[Fact]:
    for record in store.list_active(session, REACTIONS):
        if dated_events.has_happened(record) and not isinstance(record.values["happened_on"], PartialDate):
            yield _fact(session, REACTED, record, None, tr("Reaction: {what}", what=record.title))


def _results(session: Session) -> Iterator[Fact]:
    for record in store.list_active(session, TEST_RESULTS):
        taken, values = record.values["taken_at"], record.values["values"]
        said = [result_words(row) for row in values.rows] if isinstance(values, Rows) else []
        on = taken.date if isinstance(taken, Moment) else None
        yield _fact(session, RESULTS, record, on, "; ".join(said) or record.title)


def _reports(session: Session) -> Iterator[Fact]:
    for record in store.list_active(session, REPORTS):
        on, conclusion = record.values["on_date"], record.values["conclusion"]
        title = record.values["title"] or record.title
        said = isinstance(conclusion, str) and not isinstance(conclusion, Gap)
        words = tr("{title}: {words}", title=title, words=_plain(conclusion)) if said else title
        yield _fact(session, REPORTED, record, on, words)


def _answers(session: Session) -> Iterator[Fact]:
    questions = {record.id: record for record in store.list_active(session, QUESTIONS)}
    for question in questions.values():
        yield from _answer(session, question, question)
    for record in store.list_active(session, QUESTION_ANSWERS):
        question = questions.get(record.values["question"])
        if question is not None:
            yield from _answer(session, record, question)


def _answer(session: Session, record: Record, question: Record) -> Iterator[Fact]:
    on, answer, who = (record.values[name] for name in ("answered_on", "answer", "answered_by"))
    if not answer:
        return
    words = tr("{question} {answer}", question=_plain(question.values["text"]), answer=_plain(answer))
    words = _because(words, None if who is None else str(who))
    yield _fact(session, ANSWERED, record, on, words, by="answer")
