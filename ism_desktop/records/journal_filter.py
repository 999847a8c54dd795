"""Which entries of the journal are looked at: by symptom, possible trigger, place on the body, medicine, severity and period, in SQL.

List, calendar and chart narrow by the same conditions. A severity, a place and a symptom are those of one row: “flushing, 5 or more”
does not find an entry with flushing at 2 and a headache at 8.
"""

import json
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, String, and_, exists, func, select, text, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records.folding import folded
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.kinds.journal_entries import JournalEntry

MOST = 10
"""The highest severity."""

_MEDICINES = text("SELECT group_concat(taken) FROM journal_entries WHERE deleted_at IS NULL")


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What an entry must hold to be shown; with nothing said, every entry. A medicine is its name as `plain_name` makes it."""

    symptom: Name | None = None
    exposure: Name | None = None
    place: str = ""
    medicine: str = ""
    least: int | None = None
    most: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every entry is shown."""
        return self == JournalFilter()

    def without(self, *names: str) -> "JournalFilter":
        """The same with these of its fields left out."""
        kept = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in names}
        return JournalFilter(**kept)

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """What the database looks for."""
        found: list[ColumnElement[bool]] = []
        if self.symptom is not None or self.place or self.least is not None or self.most is not None:
            found.append(self._in_symptoms(session))
        if self.exposure is not None:
            found.append(_has_row(session, JournalEntry.exposures, "exposure", self.exposure, []))
        if self.medicine:
            _give(session)
            row = _row_of(JournalEntry.taken)
            same = func.ism_journal_name(_value(row, "medicine")) == self.medicine
            found.append(exists(select(row.c.key).where(same)))
        begun = type_coerce(JournalEntry.begun, String)
        if self.first is not None:
            # A whole month is meant from its first day on, with what has no day in it.
            found.append(begun >= self.first.isoformat()[: 7 if self.first.day == 1 else 10])
        if self.last is not None:
            found.append(begun < (self.last + timedelta(days=1)).isoformat())
        return found

    def _in_symptoms(self, session: Session) -> ColumnElement[bool]:
        column = JournalEntry.symptoms
        row = _row_of(column)
        more: list[ColumnElement[bool]] = []
        severity = _value(row, "severity")
        if self.least is not None:
            more.append(severity >= self.least)
        if self.most is not None:
            more.append(severity <= self.most)
        if self.place:
            place = func.json_each(func.json_extract(row.c.value, "$.where.choices")).table_valued(
                "value", name="place"
            )
            more.append(exists(select(place.c.value).where(place.c.value == self.place)))
        if self.symptom is not None:
            return _has_row(session, column, "symptom", self.symptom, more, row)
        said = f'"{self.place}"' if self.place else '"severity"'  # only entries that say it are taken apart
        return and_(_says(column, said), exists(select(row.c.key).where(*more)))


def entries_of(session: Session, narrowing: JournalFilter) -> frozenset[str]:
    """The ids of the entries that a filter lets through; none of them lies in the trash."""
    kept = func.ifnull(JournalEntry.deleted_at, "") == ""
    return frozenset(session.scalars(select(JournalEntry.id).where(kept, *narrowing.conditions(session))))


def plain_name(words: object) -> str:
    """A medicine's name, or a person's own word, whatever its case and blanks."""
    return " ".join(folded(str(words or "")).split())


def medicines(session: Session) -> dict[str, str]:
    """What was noted as taken: each name as it was first found, by its plain name, in the order of the alphabet."""
    found: dict[str, str] = {}
    for rows in json.loads(f"[{session.execute(_MEDICINES).scalar() or ''}]"):
        for row in rows:
            if row.get("medicine"):
                found.setdefault(plain_name(row["medicine"]), str(row["medicine"]))
    return {name: found[name] for name in sorted(found)}


def _has_row(
    session: Session, column: Any, what: str, name: Name, more: list[ColumnElement[bool]], row: Any = None
) -> ColumnElement[bool]:
    """Whether one of the rows is of this name, and all the rest holds of the same one. Only entries that say its key are taken apart."""
    key, own = name
    row = _row_of(column) if row is None else row
    same = [_value(row, what) == key]
    if own:
        _give(session)
        same.append(func.ism_journal_name(_value(row, "own")) == own)
    return and_(_says(column, f'"{key}"'), exists(select(row.c.key).where(*same, *more)))


def _row_of(column: Any) -> Any:
    return func.json_each(type_coerce(column, String)).table_valued("key", "value", name="row_of")


def _value(row: Any, name: str) -> Any:
    return func.json_extract(row.c.value, f"$.{name}")


def _says(column: Any, words: str) -> ColumnElement[bool]:
    return func.instr(type_coerce(column, String), words) > 0


def _give(session: Session) -> None:
    """Let SQL fold a person's own word as the counts do."""
    connection = cast("Any", session.connection().connection.driver_connection)
    connection.create_function("ism_journal_name", 1, plain_name, deterministic=True)
