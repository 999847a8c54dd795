"""Whether values may be saved in a kind's record: every rule of a `Field`, checked in one place, with a sentence for each fault."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap, PartialDate

_TEXTS = {Input.TEXT, Input.LONG_TEXT, Input.PHONE, Input.EMAIL, Input.CHOICE, Input.REFERENCE, Input.TIME}
_TYPES: Mapping[Input, type] = {Input.DATE: PartialDate, Input.NUMBER: int, Input.YES_NO: bool} | dict.fromkeys(
    _TEXTS, str
)


def clean(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with outer blanks removed and empty text turned into "not asked".

    Raises:
        KeyError: a name is no field of the kind: a mistake in the program, not in what was typed.
    """
    cleaned: dict[str, Any] = {}
    for name, value in values.items():
        kind.field(name)
        stripped = value.strip() if isinstance(value, str) and not isinstance(value, Gap) else value
        cleaned[name] = None if stripped == "" else stripped
    return cleaned


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
                faults.setdefault(wanted.name, f"Please fill in “{wanted.label}”.")
    if faults:
        raise InvalidRecord(faults)


def _fault(session: Session, field: Field, value: object, tables: Mapping[str, type[RecordTable]]) -> str:
    if value is None:
        return f"Please fill in “{field.label}”." if field.required else ""
    if isinstance(value, Gap):
        return "" if value in field.gaps else f"“{field.label}” cannot be “{value.words}”."
    if field.input is Input.SYSTEM:
        return ""
    expected = _TYPES[field.input]
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        return f"“{field.label}” cannot hold this value."
    return _fault_of_typed(session, field, value, tables)


def _fault_of_typed(session: Session, field: Field, value: object, tables: Mapping[str, type[RecordTable]]) -> str:
    if isinstance(value, str) and "\x00" in value:
        return f"“{field.label}” holds a character that cannot be kept. Please type it again."
    if field.input is Input.CHOICE and value not in {choice.value for choice in field.choices}:
        return f"Please choose one of the answers for “{field.label}”."
    if field.input is Input.NUMBER and isinstance(value, int) and not field.minimum <= value <= field.maximum:
        return f"“{field.label}” must lie between {field.minimum} and {field.maximum}."
    if field.input is Input.TIME and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
        return "Please write the time as hours and minutes, such as 14:30."
    if field.input is Input.REFERENCE and session.get(tables[field.refers_to], value) is None:
        return f"What “{field.label}” points to is not there any more. Please choose again."
    return ""
