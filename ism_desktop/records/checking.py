"""Whether values may be saved in a kind's record: every rule of a `Field`, checked in one place, with a sentence for each fault."""

import re
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records.kind import SCALE_ENDS, Field, Input, Kind
from ism_desktop.records.table import RecordTable
from ism_desktop.records.tag_names import tidy_all
from ism_desktop.records.values import Gap, LinkedName, Moment, Money, PartialDate, Quantity, Rows

_TEXTS = {Input.TEXT, Input.LONG_TEXT, Input.PHONE, Input.EMAIL, Input.CHOICE, Input.REFERENCE, Input.NAME, Input.TIME}
_TYPES: Mapping[Input, type] = {
    Input.DATE: PartialDate,
    Input.NUMBER: int,
    Input.SCALE: int,
    Input.YES_NO: bool,
    Input.QUANTITY: Quantity,
    Input.MONEY: Money,
    Input.MOMENT: Moment,
    Input.CHOICES: tuple,
    Input.TAGS: tuple,
    Input.ROWS: Rows,
} | dict.fromkeys(_TEXTS, str)


def clean(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with outer blanks removed, empty text turned into "not asked", and several choices in their order.

    Raises:
        KeyError: a name is no field of the kind: a mistake in the program, not in what was typed.
    """
    return {name: _clean(kind.field(name), value) for name, value in values.items()}


def _clean(field: Field, value: Any) -> Any:
    if isinstance(value, Gap):
        return value
    if isinstance(value, LinkedName):
        return value if field.input is Input.NAME else str(value)
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Rows):
        cells = {cell.name: cell for cell in field.fields}
        return Rows.of({name: _clean(cells[name], cell) for name, cell in row.items()} for row in value.rows)
    if field.input is Input.TAGS and isinstance(value, tuple):
        return tidy_all(str(each) for each in cast("tuple[object, ...]", value)) or None
    if field.input is Input.CHOICES and isinstance(value, tuple):
        given = cast("tuple[object, ...]", value)
        order = [choice.value for choice in field.choices]
        known = tuple(each for each in order if each in given)
        return (*known, *dict.fromkeys(each for each in given if each not in order)) or None
    return value


def check(
    session: Session, kind: Kind, values: Mapping[str, Any], tables: Mapping[str, type[RecordTable]], *, whole: bool
) -> None:
    """Check cleaned values; `whole` says that required fields not named are missing.

    Raises:
        InvalidRecord: with one sentence for every field at fault.
    """
    faults: dict[str, str] = {}
    for name, value in values.items():
        fault = _fault(session, kind.field(name), value, tables)
        if fault:
            faults[name] = fault
    if whole:
        for wanted in kind.fields:
            if wanted.required and values.get(wanted.name) is None:
                faults.setdefault(wanted.name, _missing(wanted))
    if faults:
        raise InvalidRecord(faults)


def row_faults(
    session: Session, field: Field, rows: Rows, tables: Mapping[str, type[RecordTable]]
) -> dict[tuple[int, str], str]:
    """What is wrong with single cells of cleaned rows, by the row's place from 0 and the field's name: a sentence for each."""
    faults: dict[tuple[int, str], str] = {}
    for place, row in enumerate(rows.rows):
        for cell in field.fields:
            fault = _fault(session, cell, row.get(cell.name), tables)
            if fault:
                faults[place, cell.name] = fault
    return faults


def _missing(field: Field) -> str:
    return tr("Please fill in “{label}”.", label=field.label)


def _fault(session: Session, field: Field, value: object, tables: Mapping[str, type[RecordTable]]) -> str:
    if value is None:
        return _missing(field) if field.required else ""
    if isinstance(value, Gap):
        return "" if value in field.gaps else tr("“{label}” cannot be “{gap}”.", label=field.label, gap=value.words)
    if field.input is Input.SYSTEM:
        return ""
    expected = _TYPES[field.input]
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        return tr("This value cannot be used for “{label}”.", label=field.label)
    if isinstance(value, Rows):
        return _fault_of_rows(session, field, value, tables)
    return _fault_of_typed(session, field, value, tables)


def _fault_of_rows(session: Session, field: Field, rows: Rows, tables: Mapping[str, type[RecordTable]]) -> str:
    names = {cell.name for cell in field.fields}
    keys = {cell.name for cell in field.fields if cell.input is Input.SYSTEM}
    if any(name not in names or (name in keys and not isinstance(row[name], str)) for row in rows.rows for name in row):
        return tr("This value cannot be used for “{label}”.", label=field.label)
    faults = row_faults(session, field, rows, tables)
    for (place, _), fault in faults.items():
        return tr("Line {number} of “{label}”: {fault}", number=place + 1, label=field.label, fault=fault)
    return ""


def _fault_of_typed(session: Session, field: Field, value: object, tables: Mapping[str, type[RecordTable]]) -> str:
    if isinstance(value, str) and "\x00" in value:
        return tr("“{label}” contains a character that cannot be saved. Please type it again.", label=field.label)
    if field.input is Input.CHOICE and value not in {choice.value for choice in field.choices}:
        return tr("Please choose one of the answers for “{label}”.", label=field.label)
    if field.input is Input.CHOICES and not _are_choices(field, value):
        return tr("Please choose from the answers for “{label}”.", label=field.label)
    if field.input is Input.TAGS and any("\x00" in each for each in cast("tuple[str, ...]", value)):
        return tr("“{label}” contains a character that cannot be saved. Please type it again.", label=field.label)
    if field.input in {Input.NUMBER, Input.SCALE} and isinstance(value, int):
        least, most = SCALE_ENDS if field.input is Input.SCALE else (field.minimum, field.maximum)
        if not least <= value <= most:
            return tr("“{label}” must be between {least} and {most}.", label=field.label, least=least, most=most)
    if field.input is Input.TIME and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
        return tr("Please write the time as hours and minutes, such as {time}.", time="14:30")
    if field.input is Input.REFERENCE and session.get(tables[field.refers_to], value) is None:
        return tr("What “{label}” points to no longer exists. Please choose again.", label=field.label)
    return ""


def _are_choices(field: Field, value: object) -> bool:
    given = cast("tuple[object, ...]", value)
    order = [choice.value for choice in field.choices]
    return bool(given) and tuple(each for each in order if each in given) == given
