"""What the totals of bills and payments say, as frozen plain values."""

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
    """One line: what it is called, and the four sums in words; empty for nothing."""

    name: str
    billed: str
    by_me: str
    by_insurers: str
    back: str

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """In the order of the columns."""
        return self.name, self.billed, self.by_me, self.by_insurers, self.back


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One year: its lines, all of them together, and each bill and payment with its day, what it is, and the amount."""

    year: int
    lines: tuple[Line, ...]
    whole: Line
    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MoneyTotalsContent(PersonPaper):
    """One or more years. `by` is a key of `collect.WAYS`; `undated` says how many bills and payments have no day and are in no year."""

    by: str
    years: tuple[YearTotals, ...]
    undated: int

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Totals of bills and payments")

    def as_dict(self) -> dict[str, Any]:
        """The paper as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "by": self.by,
            "undated": self.undated,
            "years": [
                {
                    "year": one.year,
                    "lines": [list(line.cells) for line in (*one.lines, one.whole)],
                    "entries": [list(entry) for entry in one.entries],
                }
                for one in self.years
            ],
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.name
        for one in self.years:
            for line in one.lines:
                yield line.name
            for entry in one.entries:
                yield from entry
