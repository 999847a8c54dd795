"""What a card says, before it is put into a language: the person's own words, dates, numbers, and lines of the card language by their keys.

A card is collected as such values and only then worded. A printed copy keeps the values too, so neither another wording nor another
language can make a card differ from its copy; only what is said can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from ism_desktop.language import Language
from ism_desktop.library.card_text import CardText
from ism_desktop.printing.values import unbroken as without_breaks
from ism_desktop.records.kind import Input
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate

Join = Literal["", "words", "comma", "semicolon", "or", "and"]


@dataclass(frozen=True, slots=True)
class Say:
    """A line of the card language, by its key, and what fills its gaps. `number` chooses the plural form of a line that counts."""

    line: str
    gaps: tuple[tuple[str, "Value"], ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values one after the other, with what the language puts between them; nothing for `""`."""

    join: Join
    parts: tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A phone number or date that stays on one line. Only how it is set; a copy keeps the value alone."""

    value: "Value"


Value = str | int | PartialDate | Say | Joined | Unbroken

MISSING = Say("missing")
"""Stands where nothing was ever recorded and nothing stated."""

IN_BINDER = Say("in_binder")
"""Where the reactions stand for which the card has no room; the binder's own card names the page instead."""


def say(line: str, **gaps: Value) -> Say:
    """A line with its gaps filled."""
    return Say(line, tuple(gaps.items()))


def counted(line: str, number: int, **gaps: Value) -> Say:
    """A line that counts."""
    return Say(line, tuple(gaps.items()), number)


def joined(join: Join, *parts: Value) -> Value:
    """The parts that say something, one after the other; the part itself when it is the only one, and `""` when there is none."""
    found = tuple(part for part in parts if part != "")
    return Joined(join, found) if len(found) > 1 else found[0] if found else ""


def unbroken(value: Value) -> Value:
    """The value, held together on its line; `""` stays empty."""
    return Unbroken(value) if value != "" else ""


def stated(gap: Gap) -> Value:
    """A gap that a person stated, so that it can never be read as a blank."""
    return say("stated", what=say("gap_unknown" if gap is Gap.UNKNOWN else "gap_none"))


def of_field(record: Record | None, name: str, prefix: str = "") -> Value:
    """A field's value: the person's words, a date, or for a choice the line `prefix` + its key; `""` when there is none or a gap."""
    value = None if record is None else record.values[name]
    if record is None or value is None or isinstance(value, Gap):
        return ""
    if isinstance(value, PartialDate):
        return value
    field = record.kind.field(name)
    if field.input is Input.CHOICE:
        return say(f"{prefix}{value}")
    return value if isinstance(value, int) else str(value).strip()


def lacks(value: Value) -> bool:
    """Whether it says of something that it is not recorded."""
    if isinstance(value, Say):
        return value == MISSING or any(lacks(part) for _, part in value.gaps)
    if isinstance(value, Joined):
        return any(lacks(part) for part in value.parts)
    return isinstance(value, Unbroken) and lacks(value.value)


# Into words -----------------------------------------------------------------------------------------------------------


def worded(value: Value, text: CardText) -> str:
    """The value in the card's language. Raises KeyError for a line that the language does not have."""
    if isinstance(value, Say):
        gaps = {name: worded(part, text) for name, part in value.gaps}
        return text.text(value.line, **gaps) if value.number is None else text.counted(value.line, value.number, **gaps)
    if isinstance(value, Joined):
        return _strung([worded(part, text) for part in value.parts], value.join, text)
    if isinstance(value, Unbroken):
        return without_breaks(worded(value.value, text))
    if isinstance(value, PartialDate):
        return dated(value, text, text.forms)
    return text.forms.number(value) if isinstance(value, int) else value


def _strung(parts: Sequence[str], join: Join, text: CardText) -> str:
    if not join:
        return "".join(parts)
    *before, said = parts
    for part in reversed(before):
        said = text.text(f"join_{join}", first=part, rest=said)
    return said


def dated(day: PartialDate, text: CardText, forms: Language) -> str:
    """A date as far as it is known: `2019`, `spring 2019`, `May 2019` or `3 May 2019`."""
    if day.season is not None:
        return text.text(f"season_{day.season}", year=str(day.year))
    if day.month is None:
        return str(day.year)
    return forms.month(day.year, day.month) if day.day is None else forms.day(day.first_day)


# For a printed copy -----------------------------------------------------------------------------------------------------


def as_plain(value: Value) -> Any:
    """The value as JSON: words as they are, dates as ISO, lines by their keys."""
    if isinstance(value, Say):
        number = {} if value.number is None else {"number": value.number}
        return {"say": value.line, **number, "with": {name: as_plain(part) for name, part in value.gaps}}
    if isinstance(value, Joined):
        return {"join": value.join, "parts": [as_plain(part) for part in value.parts]}
    if isinstance(value, Unbroken):
        return as_plain(value.value)
    return {"date": value.stored} if isinstance(value, PartialDate) else value


def of_plain(kept: object) -> Value:
    """Read back what `as_plain` wrote. What another release wrote in another way is kept as its bare words."""
    if isinstance(kept, str) or (isinstance(kept, int) and not isinstance(kept, bool)):
        return kept
    plain: Mapping[str, Any] = cast("Mapping[str, Any]", kept) if isinstance(kept, Mapping) else {}
    try:
        if "date" in plain:
            return PartialDate.from_stored(plain["date"])
        if "join" in plain:
            return Joined(plain["join"], tuple(of_plain(part) for part in plain["parts"]))
        gaps = tuple((name, of_plain(part)) for name, part in plain["with"].items())
        return Say(plain["say"], gaps, plain.get("number"))
    except (KeyError, TypeError, ValueError, AttributeError):
        return str(cast("object", kept))


def worded_kept(kept: object, text: CardText) -> str:
    """What a copy kept, in the card's language; a line that this release does not know is left out with “…”."""
    try:
        return worded(of_plain(kept), text)
    except (KeyError, ValueError, TypeError, RecursionError):
        return "…"
