"""What the medication list says, as frozen plain values: everything as typed, in sections by how it is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""

REGULAR, AS_NEEDED, PREMEDICATION = "regular", "as_needed", "premedication"
PAUSED, EMERGENCY, STOPPED = "paused", "emergency", "stopped"


@dataclass(frozen=True, slots=True)
class Medicine:
    """One line of the list: what stands on the label, how it is taken, what for, who manages it, and its latest change."""

    name: str
    details: str
    directions: str
    reason: str
    by: str
    changed: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says."""
        return self.name, self.details, self.directions, self.reason, self.by, self.changed


@dataclass(frozen=True, slots=True)
class Section:
    """Medicines that are taken in one way; `key` stays the same whatever it is called."""

    key: str
    title: str
    medicines: tuple[Medicine, ...]


@dataclass(frozen=True, slots=True)
class ListContent(PersonPaper):
    """The whole list. `name` and `birth_date` are empty when they are not recorded.

    `avoid` names allergies, reactions and what to avoid, or the person's own statement; empty when nothing was recorded.
    `said` stands in the place of the sections when there is no medication.
    """

    born_on: str
    avoid: str
    last_change: str
    said: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the list is called where papers are listed."""
        return tr("Medication list")

    def as_dict(self) -> dict[str, Any]:
        """The list as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "birth_date": self.born_on,
            "avoid": self.avoid,
            "sections": {section.key: [list(one.texts) for one in section.medicines] for section in self.sections},
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield from (self.name, self.avoid, self.said)
        for section in self.sections:
            for medicine in section.medicines:
                yield from medicine.texts
