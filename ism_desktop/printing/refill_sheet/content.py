"""What the refill sheet says, as frozen plain values."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class RefillLine:
    """One medication: what is at hand as counted, when that is used up with how that was worked out, its date, and the last box."""

    name: str
    at_hand: str
    used_up: str
    worked_out: str
    expires: str
    last_box: str
    prescriber: str
    pharmacy: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says."""
        return (
            *(self.name, self.at_hand, self.used_up, self.worked_out),
            *(self.expires, self.last_box, self.prescriber, self.pharmacy),
        )


@dataclass(frozen=True, slots=True)
class RefillContent(PersonPaper):
    """The whole sheet. `name` and `birth_date` are empty when they are not recorded."""

    lines: tuple[RefillLine, ...]

    @property
    def title(self) -> str:
        """What the sheet is called where papers are listed."""
        return tr("Refill sheet")

    def as_dict(self) -> dict[str, Any]:
        """The sheet as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "lines": [list(line.texts) for line in self.lines],
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (self.name, *(text for line in self.lines for text in line.texts))
        return typeface.losing(texts)
