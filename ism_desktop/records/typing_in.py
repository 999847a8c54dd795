"""What a person types into a field of one line, and the value that it is: both ways, for every input."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ism_desktop.language import tr
from ism_desktop.records.kind import SCALE_ENDS, Field, Input, shown
from ism_desktop.records.values import (
    Gap,
    Moment,
    Money,
    parse_clock,
    parse_moment,
    parse_money,
    parse_partial_date,
    parse_quantity,
)


def parsed(field: Field, text: str, *, today: date, day_first: bool | None = None, zone: str = "") -> Any:
    """The value that was typed; None for nothing.

    Args:
        field: one that is typed in one line: no choices, no rows.
        text: what was typed.
        today: gives the year to `3 May`.
        day_first: whether 3/5 is the third of May; None for what the language in use has.
        zone: the time zone of a moment, which is not typed with it.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    typed = text.strip()
    if not typed:
        return None
    if field.input is Input.DATE:
        return parse_partial_date(typed, day_first=day_first, today=today)
    if field.input is Input.MOMENT:
        return parse_moment(typed, day_first=day_first, today=today, zone=zone)
    return _READERS[field.input](field, typed)


def typed(field: Field, value: object) -> str:
    """The text that `parsed` reads back as the value; empty for nothing and for a stated gap."""
    if value is None or isinstance(value, Gap):
        return ""
    if isinstance(value, Money | Moment):
        return value.typed
    if field.input in {Input.SCALE, Input.NUMBER, Input.TIME}:
        return str(value)
    return shown(field, value)


def number_fault(field: Field) -> str:
    """What is said of a text that is no number which the field can hold."""
    least, most = SCALE_ENDS if field.input is Input.SCALE else (field.minimum, field.maximum)
    return tr("Please write a whole number from {least} to {most}.", least=least, most=most)


def _number(field: Field, text: str) -> int:
    least, most = SCALE_ENDS if field.input is Input.SCALE else (field.minimum, field.maximum)
    if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
        raise ValueError(number_fault(field))
    return int(text)


def _as_typed(_field: Field, text: str) -> str:
    return text


_READERS: Mapping[Input, Callable[[Field, str], Any]] = {
    Input.TEXT: _as_typed,
    Input.LONG_TEXT: _as_typed,
    Input.PHONE: _as_typed,
    Input.EMAIL: _as_typed,
    Input.NAME: _as_typed,
    Input.TIME: lambda _field, text: parse_clock(text),
    Input.NUMBER: _number,
    Input.SCALE: _number,
    Input.QUANTITY: lambda _field, text: parse_quantity(text),
    Input.MONEY: lambda field, text: parse_money(text, field.currency),
}
