"""Collecting a visit brief: the facts since a day, and the questions that fit whom it is for. Every line follows from a record."""

from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.journal_summary.content import Line, Section
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.printing.visit_brief.content import BriefContent
from ism_desktop.records import (
    care_team,
    changes_since,
    fitting_questions,
    journal_periods,
    point_person,
    question_lists,
    store,
)
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.store import Record
from ism_desktop.vault import Session

_MOST_POINTS = 3
_MONTHS = 12  # what is told to somebody who is seen for the first time


def since_seen(session: Session, member_id: str, today: date) -> date | None:
    """The day on which somebody saw the person last; None where no visit before today is recorded."""
    last, _ = care_team.last_and_next(session, member_id, today)
    return None if last is None else last.values["on_date"].first_day


def collect(
    session: Session, member_id: str, today: date, *, since: date | None = None, demo: bool = False
) -> BriefContent:
    """Collect the brief for somebody as it would be printed today.

    Without a day it tells what has changed since they saw the person last, or else in the last twelve months. Raises RecordMissing.
    """
    member = store.get(session, CARE_TEAM, member_id)
    person = store.the_one(session, PERSON)
    seen = since_seen(session, member_id, today)
    begins = since or seen or journal_periods.months_before(today, _MONTHS)
    questions = fitting_questions.of_member(session, member, today, for_anybody=True)
    return BriefContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session, member_id),
        begins=begins,
        ends=today,
        sections=(*_facts(session, begins, today), *_open(questions)),
        member_id=member_id,
        for_whom=joined(member.title, words(member, "role")),
        seen=(since is None and seen is not None) or (since is not None and since == seen),
        points=tuple(_text(question) for question in _most_important(questions)),
    )


def _facts(session: Session, begins: date, today: date) -> list[Section]:
    """A section for each sort of fact. One without any says so: silence could also mean that nobody looked."""
    titles = {
        changes_since.MEDICINES: tr("Medicines started, changed or stopped"),
        changes_since.REACTED: tr("Reactions and episodes"),
        changes_since.RESULTS: tr("Test results, as the laboratory printed them"),
        changes_since.REPORTED: tr("Reports"),
        changes_since.ANSWERED: tr("Questions that were answered"),
    }
    facts = changes_since.since(session, begins, today)
    found: list[Section] = []
    for sort, title in titles.items():
        lines = tuple(
            Line(fact.key, fact.dated_words, ["" if fact.on is None else fact.on.stored, fact.words])
            for fact in facts
            if fact.sort == sort
        )
        found.append(Section(sort, title, lines or (Line(f"{sort}.none", tr("Nothing recorded."), None),)))
    return found


def _open(questions: list[Record]) -> list[Section]:
    lines = tuple(Line(f"open.{question.id}", _text(question), _text(question)) for question in questions)
    return [Section("open", tr("What I want to ask"), lines)] if lines else []


def _most_important(questions: list[Record]) -> list[Record]:
    marked = question_lists.most_important(questions)
    return [question for question in questions if question.id in marked] or questions[:_MOST_POINTS]


def _text(question: Record) -> str:
    return " ".join(str(question.values["text"] or "").split())
