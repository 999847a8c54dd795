"""Which of several columns under dates holds the results of a report: that of the newest day, where the report itself says the same day.

Both must be printed plainly. A day that can be read in two ways counts only where the newest is the newest either way.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ism_desktop.documents.report_rows.heads import Head, Heads
from ism_desktop.documents.report_rows.lines import Line

_DAY = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{1,2}-\d{1,2}"
_ONLY_DAY = re.compile(_DAY)
# What stands before the day on which a sample was taken. A day of printing, of arrival or of birth is none.
_TAKEN = re.compile(
    r"(?:collected|collection date|date of collection|collection|date collected|drawn|sample taken|specimen taken|date taken"
    r"|entnahme|entnahmedatum|abnahme|abnahmedatum|entnommen|fecha de extracción|extracción|toma de muestra|fecha de toma)"
    rf"\s*(?:on|am|el)?\s*:?\s*({_DAY})(?!\d)",
    re.IGNORECASE,
)
_SURE = 94  # as sure as the reading must be of a value
_ORDERS = ((2, 1, 0), (2, 0, 1), (0, 1, 2))  # where year, month and day stand

Printed = tuple[str, int, int, int]


def taken_on(lines: Iterable[Line]) -> Printed | None:
    """The day on which a report says that its sample was taken, as printed; None where it says none, or more than one."""
    said = " \n".join(" ".join(piece.text for piece in line.pieces) for line in lines)
    days = {_printed(found.group(1)) for found in _TAKEN.finditer(said)}
    return days.pop() if len(days) == 1 else None


def told_by_days(heads: Heads, taken: Printed | None) -> Heads:
    """The heads, with the newest day as that of the results and the others as former, where this is certain; else as they are."""
    dated = [head for head in heads.columns if head.kind == "dated"]
    if taken is None or len(dated) < 2 or len(dated) != len(heads.numeric):
        return heads
    if not all(_ONLY_DAY.fullmatch(head.words) and head.confidence >= _SURE for head in dated):
        return heads
    days = [_printed(head.words) for head in dated]
    if taken not in days or _newest(days) != days.index(taken):
        return heads
    newest = dated[days.index(taken)]
    return replace(heads, columns=tuple(_told(head, newest) for head in heads.columns))


def _told(head: Head, newest: Head) -> Head:
    if head.kind != "dated":
        return head
    return replace(head, kind="value" if head is newest else "former")


def _printed(words: str) -> Printed:
    """The sign between the numbers, and the numbers in the order in which they are printed."""
    sign = next(letter for letter in words if not letter.isdigit())
    first, second, third = map(int, words.split(sign))
    return sign, first, second, third


def _newest(days: Sequence[Printed]) -> int | None:
    """The place of the newest day, in whichever order day and month stand; None where this is open."""
    places: set[int] = set()
    for order in _ORDERS:
        read = [_read(day, order) for day in days]
        known = [day for day in read if day is not None]
        if len(known) < len(days):
            continue
        latest = max(known)
        if known.count(latest) > 1:
            return None
        places.add(known.index(latest))
    return places.pop() if len(places) == 1 else None


def _read(day: Printed, order: tuple[int, int, int]) -> date | None:
    parts = day[1:]
    year, month, number = (parts[place] for place in order)
    try:
        return date(year, month, number) if year > 999 else None
    except ValueError:
        return None
