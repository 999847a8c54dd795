"""What a request letter says, as frozen plain values. It names no illness but what the person typed into the request."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class LetterContent(PersonPaper):
    """The whole letter. `own` and `to` are address lines of the sender and of whom it goes to; `wanted` is a line for each thing.

    `due` is a day in words, `copy_to` whoever shall get a copy with the address lines; what is not known is empty.
    """

    record_id: str
    own: tuple[str, ...]
    to: tuple[str, ...]
    wanted: tuple[str, ...]
    own_number: str = ""
    due: str = ""
    copy_to: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the letter is called where papers are listed."""
        return tr("Records request to {whom}", whom=self.to[0]) if self.to else tr("Records request")

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing((self.name, *self.own, *self.to, *self.wanted, self.own_number, *self.copy_to))

    def as_dict(self) -> dict[str, Any]:
        """The letter as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "request": self.record_id,
            "to": list(self.to),
            "wanted": list(self.wanted),
        }
