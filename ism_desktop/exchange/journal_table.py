"""The journal as one table for a spreadsheet: a row for each entry, and one for each symptom, possible trigger, medicine and tracker of it.

Its columns are described in docs/journal-table.md. Days and times stand as in `2026-05-03` and `19:30`, which every spreadsheet sorts, and
as far as they are known. No cell can be taken for a formula (`csv_tables.safe_cell`).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ism_desktop.exchange.csv_tables import safe_cell
from ism_desktop.language import LazyText, tr_c, tr_lazy
from ism_desktop.records import journal_reading, store
from ism_desktop.records.journal_words import (
    EFFECTS,
    EXPOSURES,
    HOW_BAD,
    REGIONS,
    SYMPTOMS,
    label_of,
    name_in,
)
from ism_desktop.records.kinds.journal_entries import DAYS, JOURNAL_ENTRIES, is_filled_in_later
from ism_desktop.records.store import Record
from ism_desktop.records.tracker_words import tracker_name, value_words
from ism_desktop.records.values import Moment, Rows
from ism_desktop.vault import Vault

_MARK = "\ufeff"  # by which spreadsheets know UTF-8
_PIECE = 250  # entries read at a time

# By key, in their order.
COLUMNS: Mapping[str, LazyText] = {
    "entry": tr_lazy("Entry", "a column of a table"),
    "line": tr_lazy("What this row is", "a column of a table"),
    "day": tr_lazy("Day", "a column of a table"),
    "time": tr_lazy("Time", "a column of a table"),
    "zone": tr_lazy("Time zone", "a column of a table"),
    "name": tr_lazy("Name", "a column of a table"),
    "own": tr_lazy("In my own words", "a column of a table"),
    "number": tr_lazy("Number from 0 to 10", "a column of a table"),
    "words": tr_lazy("How bad, in words", "a column of a table"),
    "where": tr_lazy("Where", "a column of a table"),
    "value": tr_lazy("Value", "a column of a table"),
    "detail": tr_lazy("How much, what kind", "a column of a table"),
    "effect_30": tr_lazy("After 30 minutes", "a column of a table"),
    "effect_60": tr_lazy("After 60 minutes", "a column of a table"),
    "still_going": tr_lazy("Still going", "a column of a table"),
    "ended_day": tr_lazy("Ended, day", "a column of a table"),
    "ended_time": tr_lazy("Ended, time", "a column of a table"),
    "helped": tr_lazy("What helped", "a column of a table"),
    "notes": tr_lazy("Notes", "a column of a table"),
    "later": tr_lazy("Filled in later", "a column of a table"),
    "id": tr_lazy("Identifier", "a column of a table"),
}

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class JournalTable:
    """The table as a file, and how many entries are in it."""

    content: bytes
    entries: int


def table(vault: Vault, period: tuple[date, date] | None = None) -> JournalTable:
    """Make the table of the whole journal, or of a period, both ends included; the oldest entry first.

    An entry of which no exact day is known is in a period where it may lie in it. The vault is read a piece at a time, so that a window
    that needs it meanwhile does not wait for twenty years.
    """
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(str(head)) for head in COLUMNS.values()])
    number = 0
    for record in _records(vault):
        if not _lies_in(record, period):
            continue
        number += 1
        for cells in _rows_of(record):
            writer.writerow([safe_cell({"entry": str(number), **cells}.get(key, "")) for key in COLUMNS])
    return JournalTable(out.getvalue().encode("utf-8", "replace"), number)


def _records(vault: Vault) -> Iterator[Record]:
    with vault.read() as session:
        ids = journal_reading.ids_in_order(session)
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        with vault.read() as session:
            found = store.get_many(session, JOURNAL_ENTRIES, piece)
        yield from (found[each] for each in piece if each in found)


def _lies_in(record: Record, period: tuple[date, date] | None) -> bool:
    begun = record.values["begun"]
    if period is None or not isinstance(begun, Moment):
        return period is None
    return begun.date.last_day >= period[0] and begun.date.first_day <= period[1]


def _rows_of(record: Record) -> Iterator[Cells]:
    """The rows of an entry; each has the day and the time, so that a filtered table still says when."""
    values = record.values
    begun = _when(values["begun"])
    common = {"id": record.id, "later": _answer(is_filled_in_later(values)), **begun}
    ended = _when(values["ended"])
    yield common | {
        "line": tr_c("a row of a table", "entry"),
        "name": label_of(DAYS, values["day"]) if values["day"] else "",
        "still_going": _answer(values["still_going"]),
        "ended_day": ended.get("day", ""),
        "ended_time": ended.get("time", ""),
        "helped": str(values["helped"] or ""),
        "notes": str(values["notes"] or ""),
    }
    for name, line, cells_of in (
        ("symptoms", tr_c("a row of a table", "symptom"), _symptom),
        ("exposures", tr_c("a row of a table", "possible trigger"), _exposure),
        ("taken", tr_c("a row of a table", "taken"), _taken),
        ("readings", tr_c("a row of a table", "tracker"), _reading),
    ):
        for row in _rows(values[name]):
            yield common | {"line": line, **cells_of(row)}


def _rows(rows: object) -> Iterable[Mapping[str, Any]]:
    return rows.rows if isinstance(rows, Rows) else ()


def _symptom(row: Mapping[str, Any]) -> Cells:
    where = [label_of(REGIONS, key) for key in row.get("where") or ()]
    where += [str(row["where_words"])] if row.get("where_words") else []
    return {
        "name": name_in(SYMPTOMS, row.get("symptom"), row.get("own")),
        "own": str(row.get("own") or ""),
        "number": str(row["severity"]) if isinstance(row.get("severity"), int) else "",
        "words": label_of(HOW_BAD, row["how_bad"]) if row.get("how_bad") else "",
        "where": "; ".join(where),
    }


def _exposure(row: Mapping[str, Any]) -> Cells:
    return {
        "name": name_in(EXPOSURES, row.get("exposure"), row.get("own")),
        "own": str(row.get("own") or ""),
        "detail": str(row.get("detail") or ""),
        **_when(row.get("at")),
    }


def _taken(row: Mapping[str, Any]) -> Cells:
    effects = {name: label_of(EFFECTS, row[name]) if row.get(name) else "" for name in ("effect_30", "effect_60")}
    return {"name": str(row.get("medicine") or ""), **effects, **_when(row.get("at"))}


def _reading(row: Mapping[str, Any]) -> Cells:
    scale = row.get("scale")
    return {
        "name": tracker_name(row),
        "own": str(row.get("own") or ""),
        "number": str(scale) if isinstance(scale, int) else "",
        "value": value_words({**row, "scale": None}),
    }


def _when(at: object) -> Cells:
    """The day, the time and the zone of a moment; nothing without one, so that the entry's own stay."""
    if not isinstance(at, Moment):
        return {}
    found = {"day": at.date.stored, "time": "" if at.time is None else at.time.stored}
    return found | {"zone": at.zone} if at.zone else found


def _answer(value: object) -> str:
    if not isinstance(value, bool):
        return ""
    return tr_c("an answer", "yes") if value else tr_c("an answer", "no")
