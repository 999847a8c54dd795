"""What the list of research papers says, as frozen plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper: its title, where and when it appeared, its numbers, what the file marks it as (keys), and the person's note."""

    title: str
    where: str
    numbers: str
    marks: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PublicationListContent(PersonPaper):
    """The whole list. `which` is a key of `collect.WHICH`; `total` says how many there are, also those that `entries` leaves out."""

    which: str
    total: int
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Research papers")

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "which": self.which,
            "total": self.total,
            "entries": [[one.title, one.where, one.numbers, list(one.marks), one.note] for one in self.entries],
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.name
        for one in self.entries:
            yield from (one.title, one.where, one.numbers, one.note)
