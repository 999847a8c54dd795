"""What the paper of a count says: whose it is, and the answer as the window shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import point_person, store
from ism_desktop.records.asked_counts import Answer, AskedCount, answer
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.vault import Session

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class CountContent(PersonPaper):
    """The whole page."""

    answer: Answer

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Counted days")

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing((self.name, self.answer.question))

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "count": self.answer.said(),
        }


def collect(session: Session, asked: AskedCount, today: date, *, demo: bool = False) -> CountContent:
    """Count, and collect the page as it would be printed today."""
    person = store.the_one(session, PERSON)
    return CountContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        answer=answer(session, asked),
    )
