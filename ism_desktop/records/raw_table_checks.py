"""Whether rows that came from outside may stand in the tables: every type, every length, every rule of the form."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import checking, kinds, store, vault_settings
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.raw_tables import Column, Row, Table
from ism_desktop.records.table import FormerValues, Link, Printed, Statement, VaultSetting
from ism_desktop.records.values import Gap
from ism_desktop.records.values.plain import from_json

_ID = re.compile(r"[0-9a-f]{32}")
_IDS = {"id", "record_id", "document_id"}
_LARGEST = 2**63 - 1
_DEPTH = 20


class WrongRow(ValueError):
    """A row that cannot be kept; the text says what is wrong with it, in words that follow the name of its file."""


def checked(table: Table, untrusted: object) -> Row:
    """The row, if it has exactly the table's columns and each holds what it may. Raises WrongRow."""
    if not isinstance(untrusted, dict):
        raise WrongRow("holds something that is no row")
    row = cast("Row", untrusted)
    names = {column.name for column in table.columns}
    if set(row) != names:
        odd = min(map(repr, set(row) ^ names))
        raise WrongRow(f"has a row with the wrong columns ({odd[:60]})")
    for column in table.columns:
        fault = _fault(column, row[column.name])
        if fault:
            raise WrongRow(f"holds in the column “{column.name}” {fault}")
    _check_sense(table, row)
    return row


def is_kept_text(text: str) -> bool:
    """Whether a database can keep this text: it is Unicode without halves of letters, and without the letter that ends texts."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _fault(column: Column, value: object) -> str:
    if value is None:
        return "nothing, where something must stand" if column.required else ""
    if column.form is not None:
        # What a form reads is kept as text too, and so must be text that can be kept all through.
        fits = _is_plain(value, _DEPTH) and column.form.fits(value)
        return "" if fits else _WRONG_FORM[column.type]
    return _TYPES[column.type](column, value)


def _text_fault(column: Column, value: object) -> str:
    if not isinstance(value, str):
        return "something that is no text"
    if not is_kept_text(value):
        return "a text that cannot be kept"
    if column.longest is not None and len(value) > column.longest:
        return "a text that is too long"
    if column.name in _IDS and not _ID.fullmatch(value):
        return "something that is no id"
    return ""


def _moment_fault(column: Column, value: object) -> str:
    try:
        is_moment = isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        is_moment = False
    return _text_fault(column, value) if is_moment else "something that is no moment"


def _integer_fault(_column: Column, value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST
    return "" if is_number else "something that is no whole number"


def _yes_no_fault(_column: Column, value: object) -> str:
    return "" if isinstance(value, bool) else "something that is neither yes nor no"


def _object_fault(_column: Column, value: object) -> str:
    return "" if _is_plain(value, _DEPTH) else "something that cannot be kept"


def _is_plain(value: object, depth: int) -> bool:
    if depth == 0:
        return False
    if isinstance(value, str):
        return is_kept_text(value)
    if isinstance(value, list):
        return all(_is_plain(item, depth - 1) for item in cast("list[object]", value))
    if isinstance(value, dict):
        entries = cast("dict[str, object]", value)
        return all(is_kept_text(name) and _is_plain(item, depth - 1) for name, item in entries.items())
    return value is None or isinstance(value, bool | int | float)


_WRONG_FORM: Mapping[str, str] = {
    "date": "something that is no date",
    "quantity": "something that is no quantity",
    "money": "something that is no amount of money",
    "day and time": "something that is no day and time",
    "choices": "something that is no list of answers",
    "rows": "something that is no list of rows",
}

_TYPES: Mapping[str, Callable[[Column, object], str]] = {
    "text": _text_fault,
    "moment": _moment_fault,
    "integer": _integer_fault,
    "yes or no": _yes_no_fault,
    "object": _object_fault,
}


# What a row says ----------------------------------------------------------------------------------------------------------


def _check_sense(table: Table, row: Row) -> None:
    kind = kinds.BY_NAME.get(table.name)
    if kind is not None:
        _check_gaps(kind, row)
    elif table.name in _SENSE and not _SENSE[table.name](row):
        raise WrongRow("holds a row that says nothing this program knows")


def _check_gaps(kind: Kind, row: Row) -> None:
    gaps: object = row["gaps"]
    if not isinstance(gaps, dict):
        raise WrongRow("holds in the column “gaps” something else")
    for name, value in cast("dict[str, object]", gaps).items():
        if row.get(name, "") is not None or not _may_be_gap(kind, name, value):
            raise WrongRow("holds in the column “gaps” a gap that cannot be")


def _may_be_gap(kind: Kind, name: str, value: object) -> bool:
    try:
        return isinstance(value, str) and Gap(value) in kind.field(name).gaps
    except (KeyError, ValueError):
        return False


def _is_history(row: Row) -> bool:
    former: object = row["former"]
    if row["kind"] not in kinds.BY_NAME or not isinstance(former, dict):
        return False
    try:
        return all(_is_former(value) for value in cast("dict[str, object]", former).values())
    except (KeyError, TypeError, ValueError):
        return False


def _is_former(value: object) -> bool:
    """Whether history can give this value back. Raises what `from_json` raises for what it never wrote."""
    if isinstance(value, dict):
        entry = cast("dict[str, object]", value)
        return len(entry) == 1 and from_json(entry) is not None
    return value is None or isinstance(value, str | int)


def _is_setting(row: Row) -> bool:
    declared = vault_settings.DECLARED.get(row["name"])
    return declared is not None and declared.travels and declared.accepts(row["value"])


_SENSE: Mapping[str, Callable[[Row], bool]] = {
    FormerValues.__tablename__: _is_history,
    Link.__tablename__: lambda row: row["kind"] in kinds.BY_NAME and (row["page"] is None or row["page"] >= 1),
    Statement.__tablename__: lambda row: (
        row["answer"] in set(Gap)
        if row["kind"] in kinds.BY_NAME
        else (row["kind"], row["answer"]) == (store.DEMO, "yes")
    ),
    Printed.__tablename__: lambda row: isinstance(row["content"], dict) and row["number"] >= 1,
    VaultSetting.__tablename__: _is_setting,
}


def check_rules(session: Session, kind: Kind) -> None:
    """See that each record of a kind, as it stands in the session, could have been typed. Raises WrongRow.

    What a field points to is not asked for: a record may outlive it.
    """
    typed = {field.name for field in kind.form_fields if field.input is not Input.REFERENCE}
    for record in (*store.list_active(session, kind), *store.list_trashed(session, kind)):
        values = {name: value for name, value in record.values.items() if name in typed}
        try:
            checking.check(session, kind, values, store.TABLES, whole=False)
        except InvalidRecord as error:
            raise WrongRow(f"holds a record that could not have been typed. {error.what}") from error
