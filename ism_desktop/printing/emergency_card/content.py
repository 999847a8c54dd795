"""What an emergency card says, as frozen plain values, and how two cards differ in words."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from ism_desktop.printing import typeface

NOT_RECORDED = "NOT RECORDED"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section: what stands in front, in bold (may be empty), and what is said of it."""

    lead: str
    text: str

    @property
    def words(self) -> str:
        """The entry as one line of text."""
        return f"{self.lead}: {self.text}" if self.lead and self.text else self.lead or self.text


EMPTY = (Entry("", NOT_RECORDED),)
"""The entries of a section of which nothing was ever said."""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the card.

    `key` stays the same between releases. An `inline` section stands on its heading's line. `short` names it in the list of what is
    not recorded. Where the main face has no room for all `entries`, it carries `brief`, and `details` (what that leaves out) stand on the
    next panel.
    """

    key: str
    heading: str
    entries: tuple[Entry, ...]
    inline: bool = True
    short: str = ""
    brief: tuple[Entry, ...] = ()
    details: tuple[Entry, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded and nothing stated."""
        return self.entries == EMPTY


@dataclass(frozen=True, slots=True)
class CardContent:
    """Everything one card says.

    `main` belongs on the main face, `more` on the other panels, `large_only` on the large card, which has room. `steps` and the other
    lines of the first-aid text are empty when the person switched that text off. `short_diagnosis` may stand on a main face that has no
    room for `diagnosis`, which then stands whole on the next panel; empty when there is none. `not_recorded` names what prints as
    NOT RECORDED. `number` is 0 before the card is printed.
    """

    demo: bool
    number: int
    printed_on: date
    review_by: str
    language: str
    name: str
    birth_date: str
    diagnosis: str
    short_diagnosis: str
    risk: str
    steps: tuple[str, ...]
    main: tuple[Section, ...]
    more: tuple[Section, ...]
    text_set: str
    not_recorded: tuple[str, ...]
    large_only: tuple[Section, ...] = field(default=())

    @property
    def code(self) -> str:
        """A short code that is the same for two cards exactly when they say the same."""
        said = json.dumps(self._said(), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(said.encode()).hexdigest().upper()
        return f"{digest[:4]}-{digest[4:8]}"

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return tuple(text for text in self._texts() if typeface.loses(text))

    def as_dict(self) -> dict[str, Any]:
        """The card as JSON values, for the record of what was printed."""
        return {"number": self.number, "printed_on": self.printed_on.isoformat(), "code": self.code, **self._said()}

    def differences(self, older: Mapping[str, Any]) -> tuple[str, ...]:
        """How this card differs from an older one (its `as_dict`), each as one sentence; empty when they say the same."""
        before, now = _lines_by_heading(older), _lines_by_heading(self._said())
        sentences: list[str] = []
        for heading in dict.fromkeys((*now, *before)):
            sentences += _changes(heading, before.get(heading, ()), now.get(heading, ()))
        return tuple(sentences)

    def _said(self) -> dict[str, Any]:
        return {
            "demo": self.demo,
            "language": self.language,
            "name": self.name,
            "birth_date": self.birth_date,
            "diagnosis": self.diagnosis,
            "risk": self.risk,
            "review_by": self.review_by,
            "steps": list(self.steps),
            "text_set": self.text_set,
            "sections": [
                {"heading": section.heading, "lines": [entry.words for entry in section.entries]}
                for section in (*self.main, *self.more)
            ],
        }

    def _texts(self) -> Iterator[str]:
        yield from (self.name, self.diagnosis, *self.steps)
        for section in (*self.main, *self.more, *self.large_only):
            for entry in section.entries:
                yield entry.words


def _lines_by_heading(said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What a card says under each heading. Tolerates what an older release wrote: anything missing is simply not there."""
    plain = {
        "Name": "name",
        "Birth date": "birth_date",
        "Diagnosis": "diagnosis",
        "Warning": "risk",
        "Review by": "review_by",
        "First-aid text": "text_set",
    }
    found: dict[str, tuple[str, ...]] = {heading: (str(said[key]),) for heading, key in plain.items() if said.get(key)}
    found["First-aid steps"] = tuple(cast("Sequence[str]", said.get("steps", ())))
    for section in cast("Sequence[Mapping[str, Any]]", said.get("sections", ())):
        found[str(section["heading"])] = tuple(cast("Sequence[str]", section["lines"]))
    return found


def _changes(heading: str, before: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    gone = [line for line in before if line not in now]
    new = [line for line in now if line not in before]
    if len(gone) == len(new) == 1:
        yield f"{heading}: “{gone[0]}” is now “{new[0]}”."
        return
    yield from (f"{heading}: “{line}” is no longer there." for line in gone)
    yield from (f"{heading}: “{line}” is new." for line in new)
    if not gone and not new and before != now:
        yield f"{heading}: the order has changed."
