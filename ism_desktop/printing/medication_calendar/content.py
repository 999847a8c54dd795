"""What the calendar says, as frozen plain values: the steps as they were written, and which of them a day belongs to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its first and last day where they are whole days, its days in words, and the dose as written.

    A step without a last day goes on. One whose days are not whole days stands in the list of steps, not in the months.
    """

    first: date | None
    last: date | None
    days: str
    dose: str

    def holds(self, day: date) -> bool:
        """Whether the day belongs to it."""
        return self.first is not None and self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class CalendarContent(PersonPaper):
    """The whole calendar. `months` are the first days of the months that are drawn."""

    plan: str
    medication: str
    written_by: str
    notes: str
    steps: tuple[Step, ...]
    months: tuple[date, ...]

    @property
    def title(self) -> str:
        """What the calendar is called where papers are listed."""
        return tr("Calendar of a taper or cycle")

    def of_day(self, day: date) -> tuple[int, ...]:
        """The numbers of the steps, counted from 1, that a day belongs to."""
        return tuple(number for number, step in enumerate(self.steps, 1) if step.holds(day))

    def as_dict(self) -> dict[str, Any]:
        """The calendar as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "plan": self.plan,
            "medication": self.medication,
            "steps": [[step.days, step.dose] for step in self.steps],
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (
            self.name,
            self.plan,
            self.medication,
            self.written_by,
            self.notes,
            *(step.dose for step in self.steps),
        )
        return typeface.losing(texts)
