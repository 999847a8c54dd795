"""What the file of an appeal says, as frozen plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.bound_behind import Behind
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A research paper: its title, where it appeared, and its numbers."""

    title: str
    where: str
    numbers: str


@dataclass(frozen=True, slots=True)
class AppealContent(PersonPaper):
    """The whole file. `own` and `to` are the address lines of the sender and of the insurer; what is not known is empty.

    `facts` are labels and values of the reference lines, `documents` the sections with what stands in each, `line` the days and words of
    the time line, `statement` what it means to the person, in their own words.
    """

    denial_id: str
    own: tuple[str, ...]
    to: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    what: str
    denied_on: str
    reason: str
    asked: str
    documents: tuple[tuple[str, tuple[Behind, ...]], ...]
    papers: tuple[Paper, ...]
    line: tuple[tuple[str, str], ...]
    statement: str

    @property
    def title(self) -> str:
        """What the file is called where papers are listed."""
        return tr("Appeal: {what}", what=self.what)

    def as_dict(self) -> dict[str, Any]:
        """The file as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "denial": self.denial_id,
            "to": list(self.to),
            "what": self.what,
            "reason": self.reason,
            "asked": self.asked,
            "documents": [[section, [one.title for one in found]] for section, found in self.documents],
            "papers": [paper.title for paper in self.papers],
            "line": [list(one) for one in self.line],
            "statement": self.statement,
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield from (self.name, self.what, self.reason, self.asked, self.statement, *self.own, *self.to)
        for _, value in self.facts:
            yield value
        for _, found in self.documents:
            yield from (one.title for one in found)
        for paper in self.papers:
            yield from (paper.title, paper.where)
        for _, words in self.line:
            yield words
