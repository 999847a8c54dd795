"""What can be tracked besides symptoms: the program's own few, by key, each with the sort of its values, a unit, and words for both ends.

Nobody tracks any of them unless they want to (`kinds.trackers`). No value has a threshold, a colour or a score, and none is worked out from
another. The list, its order and its words are our own and no questionnaire's. A person's own tracker is `other` with their word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ism_desktop.language import LazyText, tr, tr_c, tr_lazy
from ism_desktop.records.folding import folded
from ism_desktop.records.journal_words import OTHER, name_in
from ism_desktop.records.kind import SCALE_ENDS, choices
from ism_desktop.records.values import Quantity, parse_quantity

YES_NO, NUMBER, SCALE, PAIR, WORDS = "yes_no", "number", "scale", "pair", "words"
"""The sorts of value: yes or no, a number with its unit, 0 to 10, two numbers such as 120/80, or words."""

SORTS = choices(
    number=tr_lazy("A number"),
    scale=tr_lazy("0 to 10"),
    yes_no=tr_lazy("Yes or no"),
    pair=tr_lazy("Two numbers, such as 120/80"),
    words=tr_lazy("Words"),
)

Name = tuple[str, str]
"""What a value is a value of: the key of a tracker, and for the person's own one its word, folded; as in `journal_reading`."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """One of the program's own: its name, the sort of its values unless the person wants another, unit, and what 0 and 10 mean."""

    label: LazyText
    sort: str
    unit: str = ""
    lowest: LazyText | None = None
    highest: LazyText | None = None
    example: str = ""


SHIPPED: Mapping[str, Shipped] = {
    "sleep": Shipped(tr_lazy("Sleep"), NUMBER, "h", example="7.5"),
    "stress": Shipped(tr_lazy("Stress"), SCALE, lowest=tr_lazy("none"), highest=tr_lazy("as much as I can imagine")),
    "energy": Shipped(tr_lazy("Energy"), SCALE, lowest=tr_lazy("none left"), highest=tr_lazy("full of it")),
    "mood": Shipped(
        tr_lazy("Mood"), SCALE, lowest=tr_lazy("as low as it can be"), highest=tr_lazy("could not be better")
    ),
    "stool": Shipped(tr_lazy("Stool, how often"), NUMBER, "×", example="2"),
    "weight": Shipped(tr_lazy("Weight"), NUMBER, "kg", example="62.4"),
    "blood_pressure": Shipped(tr_lazy("Blood pressure"), PAIR, "mmHg", example="120/80"),
    "pulse": Shipped(tr_lazy("Pulse"), NUMBER, "/min", example="72"),
}

TRACKED = (
    *choices(**{key: shipped.label for key, shipped in SHIPPED.items()}),
    *choices(other=tr_lazy("One of my own")),
)

# Only numbers: then the unit of the tracker is put behind them.
_BARE_PAIR = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*/\s*\d{1,3}(?:[.,]\d+)?")
_PAIR = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*/\s*(\d{1,3}(?:[.,]\d+)?)(?![\d/])")
_SCALE = re.compile(r"\d{1,2}")


def name_of(key: str, own: object) -> Name:
    """What a row or a tracker is counted as: its key, and for an own one its word, whatever its capitals and blanks."""
    return (key, " ".join(folded(str(own)).split()) if key == OTHER and own else "")


def tracker_name(values: Mapping[str, Any]) -> str:
    """What a tracker, or a value of one, is called: the person's own word for an own one."""
    return name_in(TRACKED, values.get("tracker"), values.get("own"))


def sort_of(values: Mapping[str, Any]) -> str:
    """The sort of a tracker's values: what the person chose, else what the program ships, else a number."""
    chosen = values.get("sort")
    shipped = SHIPPED.get(str(values.get("tracker")))
    return str(chosen) if isinstance(chosen, str) else shipped.sort if shipped is not None else NUMBER


def ends_of(values: Mapping[str, Any]) -> tuple[str, str]:
    """What 0 and 10 of a tracker mean, in the person's words, else in ours; both empty where nobody says."""
    shipped = SHIPPED.get(str(values.get("tracker")))
    lowest, highest = values.get("lowest"), values.get("highest")
    if shipped is not None and shipped.lowest is not None and shipped.highest is not None:
        return (str(lowest or shipped.lowest), str(highest or shipped.highest))
    return (str(lowest or ""), str(highest or ""))


def value_words(row: Mapping[str, Any]) -> str:
    """What a row says of its tracker: `62.4 kg`, `6 of 10`, `yes`; empty for nothing. Several stand side by side."""
    parts: list[str] = []
    if isinstance(row.get("value"), Quantity):
        parts.append(row["value"].words)
    if isinstance(row.get("scale"), int):
        parts.append(tr("{number} of {most}", number=row["scale"], most=SCALE_ENDS[1]))
    if isinstance(row.get("answer"), bool):
        parts.append(tr_c("an answer", "yes") if row["answer"] else tr_c("an answer", "no"))
    return ", ".join(parts)


def reading_words(row: Mapping[str, Any]) -> str:
    """A value in a line: `Blood pressure: 120/80 mmHg`."""
    name, own, said = tracker_name(row), row.get("own"), value_words(row)
    if own and row.get("tracker") not in {OTHER, None}:
        said = ", ".join(part for part in (said, str(own)) if part)
    return tr_c("a tracker and its value", "{tracker}: {value}", tracker=name, value=said) if said else name


def numbers_of(value: Quantity) -> tuple[Decimal, ...]:
    """The numbers in what was typed, for the place of a dot: one, of `120/80` two, none of words. Nothing is computed with them."""
    if value.number is not None:
        return (value.number,)
    pair = _PAIR.match(value.text)
    return () if pair is None else tuple(Decimal(part.replace(",", ".")) for part in pair.groups())


def read_value(typed: str, sort: str, unit: str = "") -> dict[str, Any]:
    """The cells of a row from what was typed for a tracker of this sort; nothing for a blank.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    text = " ".join(typed.split())
    if not text:
        return {}
    if sort == YES_NO:
        return {"answer": text == YES}
    if sort == SCALE:
        if not _SCALE.fullmatch(text) or int(text) > SCALE_ENDS[1]:
            raise ValueError(tr("“{typed}” is not on the scale. Please write a whole number from 0 to 10.", typed=text))
        return {"scale": int(text)}
    if sort == PAIR:
        if not _PAIR.match(text):
            raise ValueError(
                tr("“{typed}” is not two numbers. Please write both, such as {example}.", typed=text, example="120/80")
            )
        text = f"{text} {unit}".strip() if _BARE_PAIR.fullmatch(text) else text
        return {"value": parse_quantity(text)}
    if sort == NUMBER:
        found = parse_quantity(text, unit)
        if found.number is None:
            raise ValueError(
                tr(
                    "“{typed}” is not one number. Please write it such as {example}.",
                    typed=text,
                    example=f"12.5 {unit}".strip(),
                )
            )
        return {"value": found}
    return {"value": parse_quantity(text)}


YES, NO = "yes", "no"
"""How an answer is typed for `read_value`: keys, never words."""
