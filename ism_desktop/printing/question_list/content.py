"""What a question list says: the visit it is for if it is for one, and the questions in the person's order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.records import point_person, question_lists, store, visit_times
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session

FORM = 2
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One question; `answer` is what was typed in already, with who gave it.

    `is_open` until it is marked as answered, `is_important` for one of the three that matter most. `about` says whom or which visit it
    is meant for, on a list that is for no visit. `answered_by` and `answered_on` (ISO) are what `answered` was made of.
    """

    text: str
    answer: str = ""
    answered: str = ""
    is_open: bool = True
    is_important: bool = False
    about: str = ""
    answered_by: str = ""
    answered_on: str = ""


@dataclass(frozen=True, slots=True)
class QuestionListContent:
    """Everything on one question list. Without an appointment, `purpose`, `when`, `who` and `place` are empty.

    `born_on` and `visit_on` are the dates of birth and of the visit in ISO, as far as they are known; `visit_at` is the visit's time.
    `is_large`: in large letters, which a printed copy need not tell. `point_person` names the point person, as on all papers for doctors.
    """

    demo: bool
    printed_on: date
    name: str
    birth_date: str
    purpose: str
    when: str
    who: str
    place: str
    prepare: str
    questions: tuple[ListedQuestion, ...]
    born_on: str = ""
    visit_on: str = ""
    visit_at: str = ""
    is_large: bool = False
    point_person: str = ""

    @property
    def title(self) -> str:
        """What the list is called where papers are listed."""
        if not self.is_for_visit:
            return tr("Open questions")
        if self.who and self.when:
            return tr("Questions for {whom} {when}", whom=self.who, when=self.when)
        if self.who:
            return tr("Questions for {whom}", whom=self.who)
        return tr("Questions {when}", when=self.when) if self.when else tr("Questions")

    def as_dict(self) -> dict[str, Any]:
        """The list as JSON values, for the record of what was printed: keys, ISO dates and the person's own words."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "birth_date": self.born_on,
            "purpose": self.purpose,
            "on_date": self.visit_on,
            "at_time": self.visit_at,
            "who": self.who,
            "place": self.place,
            "prepare": self.prepare,
            "questions": [
                {
                    "text": question.text,
                    "answer": question.answer,
                    "answered_by": question.answered_by,
                    "answered_on": question.answered_on,
                    "is_open": question.is_open,
                    "is_important": question.is_important,
                }
                for question in self.questions
            ],
        }

    @property
    def is_for_visit(self) -> bool:
        """Whether the list is for one appointment."""
        return bool(self.purpose or self.when or self.who or self.place)

    @property
    def has_important(self) -> bool:
        """Whether three questions are marked as those that matter most."""
        return any(question.is_important for question in self.questions)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = [self.name, self.point_person, self.purpose, self.who, self.place, self.prepare]
        for question in self.questions:
            texts += [question.text, question.answer, question.answered, question.about]
        return tuple(text for text in texts if typeface.loses(text))


def collect(session: Session, appointment_id: str | None, today: date, *, demo: bool = False) -> QuestionListContent:
    """Collect the questions for an appointment, in the person's order; without one, the open questions of no appointment.

    Raises:
        RecordMissing: there is no such appointment.
    """
    appointment = None if appointment_id is None else store.get(session, APPOINTMENTS, appointment_id)
    known = {record.id for record in store.list_active(session, APPOINTMENTS)}
    if appointment is not None:
        known.add(appointment.id)
    listed = question_lists.by_list(store.list_active(session, QUESTIONS), known).get(appointment_id, [])
    if appointment is None:
        listed = [question for question in listed if question_lists.is_to_ask(question)]
    return _content(session, appointment, listed, today, demo=demo)


def collect_open(session: Session, today: date, *, demo: bool = False) -> QuestionListContent:
    """Collect every question that is still to be asked, of every appointment and of none, in the person's order.

    Raises:
        CannotPrint: no question is open.
    """
    listed = [question for question in store.list_active(session, QUESTIONS) if question_lists.is_to_ask(question)]
    if not listed:
        raise CannotPrint(
            tr("No question is open, so there is no list to print."),
            tr("Write a question down first, or set one that was asked before to “ask again”."),
        )
    return _content(session, None, listed, today, demo=demo)


def _content(
    session: Session, appointment: Record | None, listed: Sequence[Record], today: date, *, demo: bool
) -> QuestionListContent:
    person = store.the_one(session, PERSON)
    important = question_lists.most_important(listed)
    return QuestionListContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        purpose=words(appointment, "purpose"),
        when="" if appointment is None else visit_times.when_words(appointment.values),
        who=who(session, appointment),
        place=words(appointment, "place"),
        prepare=words(appointment, "prepare"),
        questions=tuple(
            _listed(
                question,
                is_important=question.id in important,
                about="" if appointment is not None else _about(session, question),
            )
            for question in listed
        ),
        born_on=_stored(person, "birth_date"),
        visit_on=_stored(appointment, "on_date"),
        visit_at=words(appointment, "at_time"),
        point_person=point_person.line(session, _member(appointment)),
    )


def _member(appointment: Record | None) -> str:
    """Whose visit it is: nobody is asked to send copies to themselves."""
    return "" if appointment is None else str(appointment.values["with_member"] or "")


def _stored(record: Record | None, name: str) -> str:
    day = None if record is None else record.values[name]
    return day.stored if isinstance(day, PartialDate) else ""


def who(session: Session, appointment: Record | None) -> str:
    """Whom the appointment is with: the care team member with role, or whoever else was written down."""
    if appointment is None:
        return ""
    member_id = appointment.values["with_member"]
    member = store.find(session, CARE_TEAM, member_id) if isinstance(member_id, str) else None
    return joined(words(member, "name"), words(member, "role")) if member else words(appointment, "with_whom")


def _listed(question: Record, *, is_important: bool, about: str) -> ListedQuestion:
    return ListedQuestion(
        text=words(question, "text"),
        answer=words(question, "answer"),
        answered=joined(words(question, "answered_by"), words(question, "answered_on")),
        is_open=not question_lists.is_answered(question),
        is_important=is_important,
        about=about,
        answered_by=words(question, "answered_by"),
        answered_on=_stored(question, "answered_on"),
    )


def _about(session: Session, question: Record) -> str:
    """Whom a question is meant for: without a visit in the heading, the paper may be taken to anyone."""
    appointment_id = question.values["appointment"]
    appointment = store.find(session, APPOINTMENTS, appointment_id) if isinstance(appointment_id, str) else None
    if appointment is not None and appointment.deleted_at is not None:
        appointment = None
    visit = joined(words(appointment, "purpose"), words(appointment, "on_date"))
    return joined(words(question, "specialist") or who(session, appointment), visit)
