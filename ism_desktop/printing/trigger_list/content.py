"""What the page of triggers says, as frozen plain values, in sections by what the person knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class Line:
    """One trigger: its name, by whom it was confirmed or cleared, what it does, how it is avoided, and a note."""

    name: str
    by: str
    effect: str
    avoid: str
    notes: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says."""
        return self.name, self.by, self.effect, self.avoid, self.notes


@dataclass(frozen=True, slots=True)
class Section:
    """Triggers of which the same is known; `key` stays the same whatever it is called."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TriggerContent(PersonPaper):
    """The whole page. `name` and `birth_date` are empty when they are not recorded."""

    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("My triggers")

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "sections": {section.key: [list(line.texts) for line in section.lines] for section in self.sections},
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.name
        for section in self.sections:
            for line in section.lines:
                yield from line.texts
