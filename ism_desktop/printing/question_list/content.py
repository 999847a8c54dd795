"""What a question list says: the visit it is for if it is for one, and the questions in the person's order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ism_desktop.errors import CannotPrint
from ism_desktop.printing import typeface
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.vault import Session


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One question; `answer` is what was typed in already, with who gave it.

    `is_open` until it is marked as answered, `is_important` for one of the three that matter most. `about` says whom or which visit it
    is meant for, on a list that is for no visit.
    """

    text: str
    answer: str = ""
    answered: str = ""
    is_open: bool = True
    is_important: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class QuestionListContent:
    """Everything on one question list. Without an appointment, `purpose`, `when`, `who` and `place` are empty."""

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

    @property
    def title(self) -> str:
        """What the list is called where papers are listed."""
        if not self.is_for_visit:
            return "Open questions"
        return " ".join(part for part in ("Questions", f"for {self.who}" if self.who else "", self.when) if part)

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
        texts = [self.name, self.purpose, self.who, self.place, self.prepare]
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
            "No question is open, so there is no list to print.",
            "Write a question down first, or set one that was asked before to “ask again”.",
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
        when=joined(words(appointment, "on_date"), words(appointment, "at_time")),
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
    )


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
    )


def _about(session: Session, question: Record) -> str:
    """Whom a question is meant for: without a visit in the heading, the paper may be taken to anyone."""
    appointment_id = question.values["appointment"]
    appointment = store.find(session, APPOINTMENTS, appointment_id) if isinstance(appointment_id, str) else None
    if appointment is not None and appointment.deleted_at is not None:
        appointment = None
    visit = joined(words(appointment, "purpose"), words(appointment, "on_date"))
    return joined(words(question, "specialist") or who(session, appointment), visit)
