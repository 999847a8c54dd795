"""The order of records by one column, by what its values mean: once for Python and once for the database, and both agree.

What is empty comes last whichever way the column is sorted, and so does a stated gap. Dates stand where they begin, quantities by their
number, money by currency, answers in the order in which the field lists them, rows by how many there are.
"""

import json
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import REAL, ColumnElement, Text, case, func, literal, type_coerce
from sqlalchemy import cast as as_type

from ism_desktop.records.columns import OF_LINKED
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.values import Gap, Moment, Money, PartialDate, Quantity, Rows
from ism_desktop.records.values.moment import PART_BEGINS
from ism_desktop.records.values.partial_date import SEASON_BEGINS

# Where a comparator puts a quantity around its number.
_AROUND = {"<": -2, "≤": -1, "≥": 1, ">": 2}
_TEXTS = {None, Input.TEXT, Input.LONG_TEXT, Input.PHONE, Input.EMAIL}


def sort_key(field: Field, value: object) -> tuple[Any, ...]:
    """The place of a value among those of its field, ascending."""
    if value is None or isinstance(value, Gap):
        return (1,)
    return (0, *_key(field, value))


def _key(field: Field, value: object) -> tuple[Any, ...]:
    match value:
        case PartialDate() | Moment():
            return (value.sort_text,)
        case Quantity():
            around = _AROUND.get(value.comparator, 0)
            return (value.number is None, value.number or Decimal(0), around, value.text.casefold())
        case Money():
            return (value.currency, value.amount)
        case Rows():
            return (len(value),)
        case tuple():
            given = cast("tuple[str, ...]", value)
            return tuple(choice.value not in given for choice in field.choices)
        case str() if field.input is Input.CHOICE:
            order = [choice.value for choice in field.choices]
            return (order.index(value) if value in order else len(order),)
        case str():
            return (value.casefold(),)
        case _:
            return (value,)


def terms(kind: Kind, name: str, *, descending: bool = False) -> list[tuple[ColumnElement[Any], bool]]:
    """What the database compares for the same order, by a field or a column such as `created_at`, each with whether it descends."""
    column = getattr(kind.table, name)
    field = next((each for each in (*kind.form_fields, *kind.fields) if each.name == name), None)
    return terms_of(field, column, descending=descending)


def terms_of(field: Field | None, column: Any, *, descending: bool) -> list[tuple[ColumnElement[Any], bool]]:
    """The same for a column that is none of a table; without a field it is sorted as it stands."""
    empty_last: ColumnElement[Any] = case((column.is_(None), 1), else_=0)
    parts = [column] if field is None else _parts(field, column)
    return [(empty_last, False), *((part, descending) for part in parts)]


def order_by(kind: Kind, name: str, *, descending: bool = False) -> list[ColumnElement[Any]]:
    """The same order, to be given to the database as it is."""
    return [part.desc() if down else part.asc() for part, down in terms(kind, name, descending=descending)]


def _parts(field: Field, column: Any) -> list[ColumnElement[Any]]:  # noqa: PLR0911  (a line for each way of typing)
    text: ColumnElement[str] = type_coerce(column, Text)
    match field.input:
        case Input.DATE:
            return [_begun(text)]
        case Input.MOMENT:
            with_end = text.op("||")(literal("["))
            return [_begun(func.substr(with_end, 1, func.instr(with_end, "[") - 1))]
        case Input.QUANTITY:
            number = func.json_extract(text, "$.number")
            around = case(_AROUND, value=func.json_extract(text, "$.comparator"), else_=0)
            words = func.lower(func.json_extract(text, "$.text"))
            return [case((number.is_(None), 1), else_=0), as_type(number, REAL), around, words]
        case Input.MONEY:
            return [func.substr(text, -3), as_type(text, REAL)]
        case Input.ROWS:
            return [func.json_array_length(text)]
        case Input.CHOICES:
            return [func.instr(text, json.dumps(choice.value)) == 0 for choice in field.choices]
        case Input.TAGS:
            return [func.lower(text)]
        case Input.CHOICE:
            order = {choice.value: place for place, choice in enumerate(field.choices)}
            return [case(order, value=column, else_=len(order))]
        case Input.NAME:
            return [func.lower(name_text(text))]
        case _:
            return [func.lower(column) if field.input in _TEXTS else column]


def name_text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The words of a column of names, whether they were typed or point to an entry."""
    text: ColumnElement[str] = type_coerce(column, Text)
    linked = func.substr(text, 1, len(OF_LINKED)) == OF_LINKED
    return case((linked, func.json_extract(text, "$.name")), else_=text)


def first_day(column: Any) -> ColumnElement[str]:
    """The first day that a date can mean, as text such as 2019-05-01; nothing where there is no date."""
    return func.substr(_begun(type_coerce(column, Text)).op("||")("-01-01"), 1, len("2019-05-01"))


def _begun(text: ColumnElement[str]) -> ColumnElement[str]:
    """A stored date or moment with the month in which a season begins, and the hour in which a part of the day does."""
    for word, begins in {**SEASON_BEGINS, **PART_BEGINS}.items():
        text = func.replace(text, word, begins)
    return text
