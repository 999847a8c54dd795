"""Whether rows that came from outside may stand in the tables: every type, every length, every rule of the form."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import checking, kinds, store, vault_settings
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.raw_tables import Column, Row, Table
from ism_desktop.records.table import DocumentVersion, FormerValues, Link, Printed, Statement, VaultSetting
from ism_desktop.records.values import Gap
from ism_desktop.records.values.plain import from_json

_ID = re.compile(r"[0-9a-f]{32}")
_IDS = {"id", "record_id", "document_id"}
_LARGEST = 2**63 - 1
_DEPTH = 20


class WrongRow(ValueError):
    """A row that cannot be kept; the text is a sentence on the file in which it stands: "It …"."""


def checked(table: Table, untrusted: object) -> Row:
    """The row, if it has exactly the table's columns and each holds what it may. Raises WrongRow."""
    if not isinstance(untrusted, dict):
        raise WrongRow(tr("It holds something that is not a row."))
    row = cast("Row", untrusted)
    names = {column.name for column in table.columns}
    if set(row) != names:
        odd = min(map(repr, set(row) ^ names))
        raise WrongRow(tr("It has a row with the wrong columns ({column}).", column=odd[:60]))
    for column in table.columns:
        value = row[column.name]
        if value is None and column.required:
            raise WrongRow(tr("The column “{column}” is empty in one of its rows.", column=column.name))
        if value is not None and not _fits(column, value):
            raise WrongRow(tr("The column “{column}” holds something that does not belong there.", column=column.name))
    _check_sense(table, row)
    return row


def is_kept_text(text: str) -> bool:
    """Whether a database can keep this text: it is Unicode without halves of letters, and without the letter that ends texts."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _fits(column: Column, value: object) -> bool:
    if column.form is not None:
        # What a form reads is kept as text too, and so must be text that can be kept all through.
        return _is_plain(value, _DEPTH) and column.form.fits(value)
    return _TYPES[column.type](column, value)


def _is_text(column: Column, value: object) -> bool:
    if not isinstance(value, str) or not is_kept_text(value):
        return False
    if column.longest is not None and len(value) > column.longest:
        return False
    return column.name not in _IDS or bool(_ID.fullmatch(value))


def _is_moment(column: Column, value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None and _is_text(column, value)
    except ValueError:
        return False


def _is_integer(_column: Column, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST


def _is_yes_or_no(_column: Column, value: object) -> bool:
    return isinstance(value, bool)


def _is_object(_column: Column, value: object) -> bool:
    return _is_plain(value, _DEPTH)


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


_TYPES: Mapping[str, Callable[[Column, object], bool]] = {
    "text": _is_text,
    "moment": _is_moment,
    "integer": _is_integer,
    "yes or no": _is_yes_or_no,
    "object": _is_object,
}


# What a row says ----------------------------------------------------------------------------------------------------------


def _check_sense(table: Table, row: Row) -> None:
    kind = kinds.BY_NAME.get(table.name)
    if kind is not None:
        _check_gaps(kind, row)
    elif table.name in _SENSE and not _SENSE[table.name](row):
        raise WrongRow(tr("It holds a row that means nothing to this program."))


def _check_gaps(kind: Kind, row: Row) -> None:
    gaps: object = row["gaps"]
    if not isinstance(gaps, dict):
        raise WrongRow(tr("The column “{column}” holds something that does not belong there.", column="gaps"))
    for name, value in cast("dict[str, object]", gaps).items():
        if row.get(name, "") is not None or not _may_be_gap(kind, name, value):
            raise WrongRow(tr("The column “{column}” holds something that does not belong there.", column="gaps"))


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


def _is_version(row: Row) -> bool:
    recipe, origins = row["recipe"], row["origins"]
    return (
        row["document_id"] is not None
        and row["number"] >= 0
        and isinstance(recipe, list)
        and all(_is_step(step) for step in cast("list[object]", recipe))
        and isinstance(origins, list)
        and len(cast("list[object]", origins)) in {0, row["pages"]}
        and all(isinstance(origin, str) and len(origin) <= 32 for origin in cast("list[object]", origins))
    )


def _is_step(step: object) -> bool:
    return isinstance(step, dict) and isinstance(cast("dict[str, object]", step).get("step"), str)


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
    DocumentVersion.__tablename__: _is_version,
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
            raise WrongRow(tr("It holds an entry that nobody could have typed. {fault}", fault=error.what)) from error
