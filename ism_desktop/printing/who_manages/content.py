"""What the page of who manages what says, as frozen plain values: a line for each topic, a column for each person who has a part in one."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class Line:
    """One topic, who looks after it and who else is involved, by name; `looks_after` is empty where nobody does yet."""

    topic: str
    looks_after: tuple[str, ...]
    involved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhoManagesContent(PersonPaper):
    """The whole page. `people` are those who have a part in a topic, with how to reach them, in the order of the columns."""

    lines: tuple[Line, ...]
    people: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Who manages what")

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The topics that nobody looks after yet."""
        return tuple(line.topic for line in self.lines if not line.looks_after)

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "lines": [[line.topic, list(line.looks_after), list(line.involved)] for line in self.lines],
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        said = (text for line in self.lines for text in (line.topic, *line.looks_after, *line.involved))
        return typeface.losing((self.name, self.point_person, *said, *(reached for _, reached in self.people)))
