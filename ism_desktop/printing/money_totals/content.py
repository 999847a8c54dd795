"""What the totals of bills and payments say, as frozen plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.bound_behind import Behind
from ism_desktop.printing.person_paper import PersonPaper

FORM = 2
"""The form in which printed copies are kept now; in the first one the periods were called years."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is called, and the five sums in words; empty for nothing."""

    name: str
    billed: str
    by_me: str
    by_insurers: str
    taken_off: str
    back: str

    @property
    def cells(self) -> tuple[str, str, str, str, str, str]:
        """In the order of the columns."""
        return self.name, self.billed, self.by_me, self.by_insurers, self.taken_off, self.back


@dataclass(frozen=True, slots=True)
class Entry:
    """A bill or a payment: its day, what it is, the amount, and the ids of the documents attached to it."""

    day: str
    name: str
    amount: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """One period: what it is called, its lines, all of them together, and each bill and payment."""

    words: str
    lines: tuple[Line, ...]
    whole: Line
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MoneyTotalsContent(PersonPaper):
    """One or more periods. `by` is a key of `collect.WAYS`; `undated` says how many bills and payments have no day and are in none.

    `papers` are the documents to be bound behind, in the order of the entries.
    """

    by: str
    periods: tuple[PeriodTotals, ...]
    undated: int
    papers: tuple[Behind, ...] = ()

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Totals of bills and payments")

    @property
    def without_paper(self) -> int:
        """How many entries have no document."""
        return sum(not entry.papers for one in self.periods for entry in one.entries)

    def as_dict(self) -> dict[str, Any]:
        """The paper as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "by": self.by,
            "undated": self.undated,
            "periods": [
                {
                    "words": one.words,
                    "lines": [list(line.cells) for line in (*one.lines, one.whole)],
                    "entries": [[entry.day, entry.name, entry.amount] for entry in one.entries],
                }
                for one in self.periods
            ],
            "papers": [paper.title for paper in self.papers],
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.name
        for one in self.periods:
            for line in one.lines:
                yield line.name
            for entry in one.entries:
                yield from (entry.day, entry.name, entry.amount)
        for paper in self.papers:
            yield paper.title
