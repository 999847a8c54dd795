"""A field's value as JSON knows it: how history and the rows inside a record keep it. Every value that is no plain text says what it is."""

from collections.abc import Mapping
from typing import Any, cast

from ism_desktop.records.values.gap import Gap
from ism_desktop.records.values.linked_name import LinkedName
from ism_desktop.records.values.moment import Moment
from ism_desktop.records.values.money import Money
from ism_desktop.records.values.partial_date import PartialDate
from ism_desktop.records.values.quantity import Quantity
from ism_desktop.records.values.rows import Rows


def to_json(value: object) -> object:  # noqa: PLR0911  (a line for each sort of value)
    """The value as it is kept."""
    match value:
        case PartialDate():
            return {"date": value.stored}
        case Gap():
            return {"gap": value.value}
        case LinkedName():
            return {"linked": value.plain}
        case Quantity():
            return {"quantity": value.plain}
        case Money():
            return {"money": value.stored}
        case Moment():
            return {"moment": value.stored}
        case tuple():
            return {"choices": list(cast("tuple[str, ...]", value))}
        case Rows():
            return {"rows": rows_to_json(value)}
        case _:
            return value


def for_programs(value: object) -> object:
    """A value as an export and the command line write it: dates as 2019-05, amounts as 12.50 EUR, a stated gap as {"gap": "unknown"}."""
    match value:
        case PartialDate() | Money() | Moment():
            return value.stored
        case Quantity():
            return value.plain
        case tuple():
            return list(cast("tuple[str, ...]", value))
        case Rows():
            return rows_to_json(value)
        case LinkedName():
            return str(value)
        case _:
            return to_json(value)


def from_json(plain: object) -> Any:  # noqa: PLR0911  (as many)
    """What `to_json` was given. Raises KeyError, TypeError or ValueError for what it never gave."""
    if not isinstance(plain, dict):
        return plain
    [(word, kept)] = cast("dict[str, Any]", plain).items()
    match word:
        case "date":
            return PartialDate.from_stored(kept)
        case "gap":
            return Gap(kept)
        case "linked":
            return LinkedName.from_plain(kept)
        case "quantity":
            return Quantity.from_plain(kept)
        case "money":
            return Money.from_stored(kept)
        case "moment":
            return Moment.from_stored(kept)
        case "choices":
            return choices_from_json(kept)
        case "rows":
            return rows_from_json(kept)
        case _:
            raise KeyError(word)


def choices_from_json(plain: object) -> tuple[str, ...]:
    """Several choices. Raises ValueError for anything else."""
    if not isinstance(plain, list) or not plain:
        raise ValueError("not several choices")
    kept = cast("list[object]", plain)
    if not all(isinstance(each, str) for each in kept) or len(set(kept)) != len(kept):
        raise ValueError("not several choices")
    return tuple(cast("list[str]", kept))


def rows_to_json(rows: Rows) -> list[dict[str, object]]:
    """Rows, each value as `to_json` gives it."""
    return [{name: to_json(value) for name, value in row.items()} for row in rows.rows]


def rows_from_json(plain: object) -> Rows:
    """What `rows_to_json` was given. Raises KeyError, TypeError or ValueError for anything else."""
    if not isinstance(plain, list):
        raise TypeError("not rows")
    made: list[Mapping[str, Any]] = []
    for row in cast("list[object]", plain):
        if not isinstance(row, dict):
            raise TypeError("not a row")
        made.append({name: _cell(kept) for name, kept in cast("dict[str, object]", row).items()})
    return Rows(tuple(made))


def _cell(plain: object) -> Any:
    value = from_json(plain)
    if isinstance(value, Rows | float | list):
        raise TypeError("not a value that a row can hold")
    return value
