"""What the summary of the journal says, as frozen plain values: lines in sections, and what the person changed of them by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self, cast

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""

WISHES = 3
"""How many points a person may put on top."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a key that stays the same whatever it says, its words, and what it says as JSON values.

    The words of a line that is `fixed` can be left out, and not be changed: they are counts with their definitions.
    """

    key: str
    words: str
    said: Any = None
    fixed: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; `notes` stand below them in small print."""

    key: str
    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What the person changed: keys of lines that are left out, the words of lines by their keys, own points on top, own lines below."""

    left_out: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    wishes: tuple[str, ...] = ()
    added: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not (self.left_out or self.words or any(self.wishes) or self.added.strip())

    def plain(self) -> dict[str, Any]:
        """All of it as JSON knows it."""
        return {
            "left_out": sorted(self.left_out),
            "words": dict(self.words),
            "wishes": list(self.wishes),
            "added": self.added,
        }

    @classmethod
    def from_plain(cls, kept: object) -> Self:
        """What `plain` gave; what cannot be read is left out."""
        there = cast("dict[str, Any]", kept) if isinstance(kept, dict) else {}
        words = there.get("words")
        return cls(
            frozenset(map(str, _list(there.get("left_out")))),
            {str(key): str(said) for key, said in cast("dict[str, Any]", words).items()}
            if isinstance(words, dict)
            else {},
            tuple(map(str, _list(there.get("wishes"))))[:WISHES],
            str(there.get("added") or ""),
        )


def _list(kept: object) -> list[object]:
    return cast("list[object]", kept) if isinstance(kept, list) else []


@dataclass(frozen=True, slots=True)
class SummaryContent(PersonPaper):
    """The whole page. `wishes` are what the person wants to say, `added` own lines below everything else."""

    begins: date
    ends: date
    sections: tuple[Section, ...]
    wishes: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Summary of the journal, {period}", period=self.period)

    @property
    def period(self) -> str:
        """From which day to which."""
        said = in_use()
        return tr("{begins} to {ends}", begins=said.day(self.begins), ends=said.day(self.ends))

    def changed(self, changes: Changes) -> Self:
        """The page as the person changed it."""
        sections: list[Section] = []
        for section in self.sections:
            kept = [_changed(line, changes) for line in section.lines if line.key not in changes.left_out]
            if kept or not section.lines:
                sections.append(replace(section, lines=tuple(kept)))
        return replace(
            self,
            sections=tuple(sections),
            wishes=_filled(changes.wishes),
            added=_filled(changes.added.splitlines()),
        )

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON values, for the record of what was printed: what was counted, and what the person wrote."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "period": [self.begins.isoformat(), self.ends.isoformat()],
            "wishes": list(self.wishes),
            "sections": {
                section.key: {line.key: line.words if line.by_hand else line.said for line in section.lines}
                for section in self.sections
            },
            "added": list(self.added),
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.name
        yield from self.wishes
        for section in self.sections:
            for line in section.lines:
                yield line.words
        yield from self.added


def _changed(line: Line, changes: Changes) -> Line:
    own = " ".join(changes.words.get(line.key, "").split())
    return replace(line, words=own, by_hand=True) if own and own != line.words and not line.fixed else line


def _filled(texts: Sequence[str]) -> tuple[str, ...]:
    joined = (" ".join(text.split()) for text in texts)
    return tuple(text for text in joined if text)
