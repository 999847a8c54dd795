"""What a question list says: the visit it is for, and the questions in their order."""

from dataclasses import dataclass
from datetime import date

from ism_desktop.printing import typeface
from ism_desktop.printing.values import joined, words
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.vault import Session


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One question; `answer` is what was typed in already, with who gave it."""

    text: str
    answer: str
    answered: str


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
        return " ".join(part for part in ("Questions", f"for {self.who}" if self.who else "", self.when) if part)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = [self.name, self.purpose, self.who, self.place, self.prepare]
        texts += [text for question in self.questions for text in (question.text, question.answer)]
        return tuple(text for text in texts if typeface.loses(text))


def collect(session: Session, appointment_id: str | None, today: date, *, demo: bool = False) -> QuestionListContent:
    """Collect the questions for an appointment, in the person's order; without one, the open questions of no appointment.

    Raises:
        RecordMissing: there is no such appointment.
    """
    person = store.the_one(session, PERSON)
    appointment = None if appointment_id is None else store.get(session, APPOINTMENTS, appointment_id)
    listed = [
        question
        for question in store.list_active(session, QUESTIONS)
        if question.values["appointment"] == appointment_id
        and (appointment_id is not None or question.values["status"] in {None, "open", "carry_on"})
    ]
    return QuestionListContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=words(person, "name"),
        birth_date=words(person, "birth_date"),
        purpose=words(appointment, "purpose"),
        when=joined(words(appointment, "on_date"), words(appointment, "at_time")),
        who=who(session, appointment),
        place=words(appointment, "place"),
        prepare=words(appointment, "prepare"),
        questions=tuple(_listed(question) for question in listed),
    )


def who(session: Session, appointment: Record | None) -> str:
    """Whom the appointment is with: the care team member with role, or whoever else was written down."""
    if appointment is None:
        return ""
    member_id = appointment.values["with_member"]
    member = store.find(session, CARE_TEAM, member_id) if isinstance(member_id, str) else None
    return joined(words(member, "name"), words(member, "role")) if member else words(appointment, "with_whom")


def _listed(question: Record) -> ListedQuestion:
    answered = joined(words(question, "answered_by"), words(question, "answered_on"))
    return ListedQuestion(words(question, "text"), words(question, "answer"), answered)
