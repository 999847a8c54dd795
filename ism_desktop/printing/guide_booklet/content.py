"""What the booklet says, as frozen plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class BookletStatement:
    """One thing that is said: `lead` stands before it in bold (a term, a question), `numbers` are those of its sources at the end."""

    key: str
    lead: str
    text: str
    numbers: tuple[int, ...]
    sources_disagree: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookletPart:
    """Statements under a heading, which may be empty."""

    heading: str
    statements: tuple[BookletStatement, ...]


@dataclass(frozen=True, slots=True)
class BookletPage:
    """One page of the guide. `reviewed` says on which days its statements were checked; `ask` is empty where there is none."""

    key: str
    title: str
    about: str
    parts: tuple[BookletPart, ...]
    ask: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class BookletContent(PersonPaper):
    """The whole booklet. Without notes it says nothing about the person, and `name` is empty."""

    not_reviewed: str
    pages: tuple[BookletPage, ...]
    sources: tuple[str, ...]
    with_notes: bool

    @property
    def title(self) -> str:
        """What it is called where papers are listed."""
        return tr("Guide to the condition")

    def as_dict(self) -> dict[str, Any]:
        """The booklet as JSON values, for the record of what was printed: which pages, and the notes as they stood."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "pages": [page.key for page in self.pages],
            "notes": {one.key: list(one.notes) for one in self._statements() if one.notes},
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print: only notes can."""
        return typeface.losing(self._typed())

    def _statements(self) -> Iterator[BookletStatement]:
        for page in self.pages:
            for part in page.parts:
                yield from part.statements

    def _typed(self) -> Iterator[str]:
        yield self.name
        for statement in self._statements():
            yield from statement.notes
