"""What the letter says, as frozen plain values, and what a person changed of it before printing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.library.prompts import AIRLINE, DOCTOR, EMPLOYER, SCHOOL
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""

READER_WORDS: Mapping[str, LazyText] = {
    DOCTOR: tr_lazy("For a new doctor"),
    SCHOOL: tr_lazy("For a school"),
    EMPLOYER: tr_lazy("For an employer"),
    AIRLINE: tr_lazy("For an airline"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a person chose for one reader: the ids in their order (None: not chosen yet), other words by id, and lines above and below."""

    ids: tuple[str, ...] | None = None
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    opening: str = ""
    closing: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen or written."""
        return self.ids is None and not self.words and not self.opening.strip() and not self.closing.strip()

    def plain(self) -> dict[str, Any]:
        """All of it as JSON knows it."""
        ids = None if self.ids is None else list(self.ids)
        return {"ids": ids, "words": dict(self.words), "opening": self.opening, "closing": self.closing}

    @classmethod
    def from_plain(cls, kept: object) -> "Changes":
        """What was kept; what cannot be read is left out."""
        if not isinstance(kept, Mapping):
            return cls()
        read = cast("Mapping[str, Any]", kept)
        ids, words = read.get("ids"), read.get("words")
        return cls(
            tuple(str(one) for one in cast("list[object]", ids)) if isinstance(ids, list) else None,
            {str(key): str(said) for key, said in cast("dict[object, object]", words).items()}
            if isinstance(words, dict)
            else {},
            str(read.get("opening") or ""),
            str(read.get("closing") or ""),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A question and what is said to it in this letter."""

    id: str
    asked: str
    answer: str


@dataclass(frozen=True, slots=True)
class Letter(PersonPaper):
    """The whole letter; `reader` is a key of `library.prompts.READERS`."""

    reader: str
    opening: str
    parts: tuple[Part, ...]
    closing: str

    @property
    def title(self) -> str:
        """What it is called where papers are listed."""
        return tr("About me and my ISM")

    @property
    def for_whom(self) -> str:
        """For whom it is, in words."""
        return str(READER_WORDS[self.reader])

    def as_dict(self) -> dict[str, Any]:
        """The letter as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "reader": self.reader,
            "opening": self.opening,
            "parts": [[part.id, part.asked, part.answer] for part in self.parts],
            "closing": self.closing,
        }

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield from (self.name, self.opening, self.closing)
        for part in self.parts:
            yield from (part.asked, part.answer)
