"""A filled sheet as it is typed in: signs in cells by row and day, and the entries of the journal that they become, one for each day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import String, select, type_coerce

from ism_desktop.language import in_use, tr
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.journal_reading import name_of
from ism_desktop.records.journal_words import OTHER, is_there
from ism_desktop.records.kinds.journal_entries import GOOD, JOURNAL_ENTRIES, NOTED, WITH_SYMPTOMS, JournalEntry
from ism_desktop.records.sheet_rows import DAY, EXPOSURE, NOTE, READING, SYMPTOM, TAKEN, SheetRow
from ism_desktop.records.tracker_words import NO, YES_NO, read_value
from ism_desktop.records.tracker_words import YES as ANSWERED_YES
from ism_desktop.records.values import Moment, PartialDate, Quantity, Rows
from ism_desktop.vault import Session

YES = "x"
YES_NO_NO = "0"
"""How a tracker of yes or no is denied."""

MOST_BAD, MOST_TIMES = 10, 9
_YES = frozenset({"x", "×", "✓", "✔", "+"})

Cell = tuple[SheetRow, int]
"""A row and a day of the month."""

Cells = Mapping[Cell, str]


class Unreadable(ValueError):
    """A cell, or two of a day, that cannot be taken as they are. Its text is a sentence for the person."""

    def __init__(self, cell: Cell, words: str) -> None:
        super().__init__(words)
        self.cell = cell


def read_cell(row: SheetRow, day: int, text: str) -> Any:
    """What a cell says: True for a sign of yes, a number, a text, or the cells of a tracker's row. Raises Unreadable."""
    typed = text.strip()
    if row.part == NOTE:
        return typed
    if row.part == READING:
        return _read_tracker(row, day, typed)
    if typed.casefold() in _YES:
        return True
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 2 else None
    if row.part == SYMPTOM:
        if number is not None and number <= MOST_BAD:
            return number
        raise _unreadable(row, day, typed, tr("Please write a number from 0 to {most}, or x.", most=MOST_BAD))
    if row.part == TAKEN:
        if number is not None and 1 <= number <= MOST_TIMES:
            return number
        raise _unreadable(
            row,
            day,
            typed,
            tr("Please write how often it was taken, from 1 to {most}, or x for once.", most=MOST_TIMES),
        )
    raise _unreadable(row, day, typed, tr("Please write x, or leave the cell empty."))


def _read_tracker(row: SheetRow, day: int, typed: str) -> dict[str, Any]:
    if row.sort == YES_NO:
        answers = dict.fromkeys(_YES, ANSWERED_YES) | {YES_NO_NO: NO}
        if typed.casefold() not in answers:
            raise _unreadable(row, day, typed, tr("Please write x for yes or 0 for no."))
        typed = answers[typed.casefold()]
    try:
        return read_value(typed, row.sort, row.unit)
    except ValueError as error:
        words = tr("Day {day}, “{row}”: {fault}", day=day, row=row.label, fault=str(error))
        raise Unreadable((row, day), words) from error


def _unreadable(row: SheetRow, day: int, typed: str, what: str) -> Unreadable:
    # Two sentences, each whole.
    wrong = tr("Day {day}, “{row}”: “{typed}” cannot be read.", day=day, row=row.label, typed=typed)
    return Unreadable((row, day), f"{wrong} {what}")


def days_typed(cells: Cells) -> list[int]:
    """The days of the month for which something is typed."""
    return sorted({day for (_, day), text in cells.items() if text.strip()})


def entries(cells: Cells, year: int, month: int, today: date, zone: str) -> list[dict[str, Any]]:
    """The values of an entry for each day that something is typed for. Raises Unreadable for the first cell that is wrong."""
    return [_entry(cells, date(year, month, day), today, zone) for day in days_typed(cells)]


def _entry(cells: Cells, day: date, today: date, zone: str) -> dict[str, Any]:
    typed = {row: text for (row, number), text in cells.items() if number == day.day and text.strip()}
    said = {row: read_cell(row, day.day, text) for row, text in typed.items()}
    if day > today:
        first = next(iter(said))
        raise Unreadable(
            (first, day.day), tr("{day} is still to come. Please take out what is typed there.", day=in_use().day(day))
        )
    symptoms = [_symptom(row, value) for row, value in said.items() if row.part == SYMPTOM]
    there = any(is_there(row) for row in symptoms)
    good = next((row for row in said if row.part == DAY), None)
    if good is not None and there:
        raise Unreadable(
            (good, day.day),
            tr(
                "{day} is marked as a good day, and symptoms are typed. Please take one of them out.",
                day=in_use().day(day),
            ),
        )
    notes = " ".join(str(value) for row, value in said.items() if row.part == NOTE)
    values: dict[str, Any] = {
        "day": WITH_SYMPTOMS if there else GOOD if good is not None else NOTED,
        "begun": Moment(PartialDate.from_date(day), None, zone),
        "symptoms": Rows.of(symptoms),
        "exposures": Rows.of(_exposure(row) for row in said if row.part == EXPOSURE),
        "taken": Rows.of(one for row, value in said.items() if row.part == TAKEN for one in _taken(row, value)),
        "readings": Rows.of(_reading(row, value) for row, value in said.items() if row.part == READING),
        "notes": notes or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _symptom(row: SheetRow, value: Any) -> dict[str, Any]:
    return {"symptom": row.key, "own": row.own or None, "severity": None if value is True else value}


def _exposure(row: SheetRow) -> dict[str, Any]:
    return {"exposure": row.key, "own": row.own or None}


def _taken(row: SheetRow, value: Any) -> list[dict[str, Any]]:
    return [{"medicine": row.own, "medication": row.key or None}] * (1 if value is True else value)


def _reading(row: SheetRow, cells: Mapping[str, Any]) -> dict[str, Any]:
    return {"tracker": row.key, "own": row.own or None, **cells}


# What is there already -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class There:
    """What the journal holds of a month: the days with an entry, and what it says in the cells of the sheet."""

    days: set[int] = field(default_factory=set[int])
    cells: dict[Cell, str] = field(default_factory=dict[Cell, str])


def there(session: Session, rows: Iterable[SheetRow], year: int, month: int) -> There:
    """Read what the journal says of a month."""
    by_name = {_name(row.part, row.key, row.own): row for row in rows}
    text, table = type_coerce(JournalEntry.begun, String), JournalEntry
    statement = (
        select(table.begun, table.day, table.symptoms, table.exposures, table.taken, table.readings, table.notes)
        .where(table.deleted_at.is_(None), text.between(f"{year:04}-{month:02}-", f"{year:04}-{month:02}-~"))
        .order_by(text)
    )
    made = There()
    for begun, day, symptoms, exposures, taken, readings, notes in session.execute(statement):
        if not isinstance(begun, Moment) or begun.date.day is None:
            continue
        number = begun.date.day
        made.days.add(number)
        said = [(_name(DAY, GOOD, ""), YES)] if day == GOOD else []
        said += [(_name(SYMPTOM, row["symptom"], row.get("own")), _number(row)) for row in _rows(symptoms)]
        said += [(_name(EXPOSURE, row["exposure"], row.get("own")), YES) for row in _rows(exposures)]
        said += [(_name(TAKEN, row.get("medication"), row["medicine"]), YES) for row in _rows(taken)]
        said += [(_name(READING, row["tracker"], row.get("own")), _value(row)) for row in _rows(readings)]
        said += [(_name(NOTE, "", ""), str(notes))] if notes else []
        for name, words in said:
            if name in by_name:
                _add(made.cells, (by_name[name], number), words)
    return made


def _rows(rows: object) -> Iterable[Mapping[str, Any]]:
    return rows.rows if isinstance(rows, Rows) else ()


def _name(part: str, key: object, own: object) -> tuple[str, str, str]:
    """By what a row of an entry and a row of the sheet are the same."""
    if part == TAKEN:
        return part, str(key or ""), "" if key else folded(str(own))
    return (part, *name_of(str(key or ""), own)) if key == OTHER else (part, str(key or ""), "")


def _number(row: Mapping[str, Any]) -> str:
    return str(row["severity"]) if isinstance(row.get("severity"), int) else YES


def _value(row: Mapping[str, Any]) -> str:
    """The value of a tracker as it is typed into a cell."""
    if isinstance(row.get("value"), Quantity):
        return row["value"].text
    if isinstance(row.get("scale"), int):
        return str(row["scale"])
    return YES if row.get("answer") else YES_NO_NO


def _add(cells: dict[Cell, str], cell: Cell, words: str) -> None:
    """Of several entries of a day: the higher number, how often it was taken, every note."""
    before, part = cells.get(cell), cell[0].part
    if before is None:
        cells[cell] = words
    elif part == TAKEN:
        cells[cell] = str((1 if before == YES else int(before)) + 1)
    elif part in {NOTE, READING}:
        cells[cell] = f"{before}; {words}"
    elif words != YES:
        cells[cell] = words if before == YES else str(max(int(before), int(words)))


def save(session: Session, values: Iterable[Mapping[str, Any]]) -> list[str]:
    """Save the entries; returns their ids."""
    return [store.save(session, JOURNAL_ENTRIES, one) for one in values]
