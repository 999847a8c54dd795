"""The rows of a month's journal sheet, which is filled in by hand and typed in again: in the order of the entry's form.

The sheet on paper and the view for typing it in both take their rows from here. What was printed keeps its rows, so that a sheet can be
typed in as it was printed although other symptoms have been noted meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from ism_desktop.language import LazyText, tr, tr_c, tr_lazy
from ism_desktop.records import disclosures, offered_trackers, printed, quick_entry
from ism_desktop.records.journal_words import EXPOSURES, SYMPTOMS, name_in
from ism_desktop.records.kinds.journal_entries import GOOD, JOURNAL_ENTRIES
from ism_desktop.records.tracker_words import tracker_name
from ism_desktop.vault import Session

DAY, SYMPTOM, EXPOSURE, TAKEN, READING, NOTE = "day", "symptoms", "exposures", "taken", "readings", "notes"
"""What a row is for, by the field of the entry that it fills in."""

EACH_SYMPTOM, EACH_EXPOSURE, EACH_MEDICINE = 10, 8, 5
"""How many rows there are at most of each."""

_GROUPS: dict[str, LazyText] = {
    DAY: tr_lazy("The day"),
    SYMPTOM: tr_lazy("Symptoms"),
    EXPOSURE: tr_lazy("Possible triggers"),
    TAKEN: tr_lazy("Taken"),
    READING: tr_lazy("Trackers"),
    NOTE: tr_lazy("The day"),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: what it is for; its key, or the id of the medication; and the person's own word, or the name of the medicine.

    Of a tracker also how its value is typed, and its unit: both may be others when the sheet is typed in.
    """

    part: str
    key: str = ""
    own: str = ""
    sort: str = ""
    unit: str = ""

    @property
    def name(self) -> str:
        """By this it is kept; `from_name` reads it back."""
        key = f"{self.key};{self.sort};{self.unit}" if self.part == READING else self.key
        return f"{self.part}|{key}|{self.own}"

    @classmethod
    def from_name(cls, name: str) -> Self | None:
        """What `name` gave; None for anything else."""
        part, _, rest = name.partition("|")
        key, _, own = rest.partition("|")
        if part == READING:
            tracker, sort, unit, *_ = *key.split(";", 2), "", ""
            return cls(part, tracker, own, sort, unit)
        return cls(part, key, own) if part in _GROUPS else None

    @property
    def label(self) -> str:
        """What it is called."""
        if self.part == SYMPTOM:
            return name_in(SYMPTOMS, self.key, self.own or None)
        if self.part == EXPOSURE:
            return name_in(EXPOSURES, self.key, self.own or None)
        if self.part == TAKEN:
            return self.own
        if self.part == READING:
            tracker = tracker_name({"tracker": self.key, "own": self.own or None})
            return (
                tr_c("a tracker and its unit", "{tracker}, {unit}", tracker=tracker, unit=self.unit)
                if self.unit
                else tracker
            )
        return tr("Good day, nothing to note") if self.part == DAY else tr("Note")

    @property
    def group(self) -> str:
        """What it is one of."""
        return str(_GROUPS[self.part])


def rows_now(session: Session) -> tuple[SheetRow, ...]:
    """The rows in the order of the form: what is offered in it first, own words too, and trackers; what was hidden is left out."""
    offer = quick_entry.offer(session, each=max(EACH_SYMPTOM, EACH_EXPOSURE), medicines=EACH_MEDICINE)
    of_part: dict[str, Sequence[SheetRow]] = {
        DAY: [SheetRow(DAY, GOOD)],
        SYMPTOM: [SheetRow(SYMPTOM, named.key, named.own) for named in offer.symptoms[:EACH_SYMPTOM]],
        EXPOSURE: [SheetRow(EXPOSURE, named.key, named.own) for named in offer.exposures[:EACH_EXPOSURE]],
        TAKEN: [SheetRow(TAKEN, record_id, name) for name, record_id in offer.medicines],
        READING: [SheetRow(READING, one.key, one.own, one.sort, one.unit) for one in offered_trackers.shown(session)],
        NOTE: [SheetRow(NOTE)],
    }
    return tuple(row for field in JOURNAL_ENTRIES.fields for row in of_part.get(field.name, ()))


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """The sheet that was printed last: its rows, the moment in UTC, and the month it was for, where it was for one."""

    rows: tuple[SheetRow, ...]
    at: str
    month: str


def printed_last(session: Session) -> PrintedSheet | None:
    """The sheet that was printed last; None where none was, or its copy cannot be read."""
    copy = printed.latest(session, disclosures.JOURNAL_SHEET)
    if copy is None:
        return None
    rows = tuple(_rows(copy.content.get("rows")))
    return PrintedSheet(rows, copy.at, str(copy.content.get("month") or "")) if rows else None


def _rows(kept: object) -> Iterator[SheetRow]:
    names = cast("list[Any]", kept) if isinstance(kept, list) else []
    for name in names:
        row = SheetRow.from_name(str(name))
        if row is not None:
            yield row


def with_others(rows: Iterable[SheetRow], names: Iterable[str]) -> tuple[SheetRow, ...]:
    """The rows, and behind them those by whose names something is kept."""
    there = list(rows)
    for name in names:
        row = SheetRow.from_name(name)
        if row is not None and row not in there:
            there.append(row)
    return tuple(there)
