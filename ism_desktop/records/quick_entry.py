"""An entry of the journal while it is put together by a few presses: what is chosen, as plain values that a draft can keep.

Here is also what the presses are offered from: what was used last, the medicines of the record, and the entry of the day before.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import String, select, type_coerce

from ism_desktop.records import journal_words, links, store, vault_settings
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.journal_entries import GOOD, JOURNAL_ENTRIES, NOTED, WITH_SYMPTOMS, JournalEntry
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
from ism_desktop.records.offered_trackers import Offered
from ism_desktop.records.store import Record
from ism_desktop.records.tracker_words import Name, name_of, read_value
from ism_desktop.records.values import Moment, PartialDate, Rows
from ism_desktop.records.values.plain import rows_from_json, rows_to_json
from ism_desktop.vault import Session

DRAFT = "quick_entry"
"""By this name its draft is kept."""

HIDDEN = "journal_hidden"
"""The setting of the vault that holds what is not offered."""

_LOOKED_BACK = 80  # entries whose symptoms count as used lately

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be chosen: its key, or `other` and a person's own word; for a medicine the id of its record."""

    key: str
    own: str = ""


@dataclass(slots=True)
class QuickEntry:
    """What is chosen so far. Rows are those of the kind's fields; the last symptom is the one that a severity is said of."""

    symptoms: list[Row] = field(default_factory=list[Row])
    exposures: list[Row] = field(default_factory=list[Row])
    taken: list[Row] = field(default_factory=list[Row])
    readings: list[Row] = field(default_factory=list[Row])  # each with its tracker, how it is typed, and what was typed
    photos: dict[str, bool] = field(
        default_factory=dict[str, bool]
    )  # documents, and whether each came in for this entry
    still_going: bool | None = None
    ended: str = ""
    helped: str = ""
    notes: str = ""
    day: str = ""  # as typed or chosen: empty for today
    clock: str | None = None  # as typed; None until somebody changed it

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen or written yet."""
        return self.copies_well and not self.readings and not self.photos

    @property
    def copies_well(self) -> bool:
        """Whether the entry of another day can still be taken over: nothing was said but what is never copied."""
        return not (self.symptoms or self.exposures or self.taken or self.helped.strip() or self.notes.strip())

    # Choosing ------------------------------------------------------------------------------------------------------------

    def has_symptom(self, named: Named) -> bool:
        """Whether this symptom is chosen."""
        return _place(self.symptoms, "symptom", named) is not None

    def has_exposure(self, named: Named) -> bool:
        """Whether this exposure is chosen."""
        return _place(self.exposures, "exposure", named) is not None

    def toggle_symptom(self, named: Named) -> None:
        """Choose a symptom, or take it back with what was said of it."""
        _toggle(self.symptoms, "symptom", named)

    def toggle_exposure(self, named: Named) -> None:
        """Choose an exposure, or take it back."""
        _toggle(self.exposures, "exposure", named)

    def has_taken(self, name: str) -> bool:
        """Whether a medicine was taken."""
        return any(row["medicine"] == name for row in self.taken)

    def toggle_taken(self, name: str, record_id: str, at: Moment | None) -> None:
        """Note a medicine as taken, or take that back."""
        if self.has_taken(name):
            self.taken = [row for row in self.taken if row["medicine"] != name]
            return
        self.taken.append(_filled({"medicine": name, "medication": record_id or None, "at": at}))

    @property
    def latest(self) -> Row | None:
        """The symptom chosen last, of which a severity is said."""
        return self.symptoms[-1] if self.symptoms else None

    def say_of_latest(self, name: str, value: object) -> None:
        """Say how bad the symptom chosen last is, or where; None takes it back."""
        row = self.latest
        if row is None:
            return
        if value is None or value == ():
            row.pop(name, None)
        else:
            row[name] = value

    def typed_of(self, tracker: Offered) -> str:
        """What was typed as the value of a tracker."""
        return next((str(row["typed"]) for row in self.readings if _reading_name(row) == tracker.name), "")

    def type_reading(self, tracker: Offered, typed: str) -> None:
        """Note what was typed as the value of a tracker, whether or not it can be read; a blank takes it back."""
        place = next((at for at, row in enumerate(self.readings) if _reading_name(row) == tracker.name), None)
        row = {"tracker": tracker.key, "own": tracker.own, "sort": tracker.sort, "unit": tracker.unit, "typed": typed}
        if not typed.strip():
            self.readings = [row for row in self.readings if _reading_name(row) != tracker.name]
        elif place is None:
            self.readings.append(row)
        else:
            self.readings[place] = row

    def take_over(self, record: Record) -> None:
        """Choose the symptoms and exposures of another entry, without their times. What was taken then was not taken now."""
        for name, rows in (("symptoms", self.symptoms), ("exposures", self.exposures)):
            found = record.values[name]
            rows[:] = [_filled({**row, "at": None}) for row in found.rows] if isinstance(found, Rows) else []

    # Saving --------------------------------------------------------------------------------------------------------------

    def values(self, begun: Moment, ended: Moment | None, *, is_good: bool = False) -> dict[str, Any]:
        """The values of the entry. Raises ValueError with a sentence where the value of a tracker cannot be read."""
        day = GOOD if is_good else WITH_SYMPTOMS if self.symptoms else NOTED
        return _filled(
            {
                "day": day,
                "begun": Moment(begun.date, None, begun.zone) if is_good else begun,
                "symptoms": Rows.of(self.symptoms),
                "exposures": Rows.of(self.exposures),
                "taken": Rows.of(self.taken),
                "readings": Rows.of(map(_reading, self.readings)),
                "still_going": self.still_going,
                "ended": ended,
                "helped": self.helped.strip() or None,
                "notes": self.notes.strip() or None,
            }
        )

    def plain(self) -> dict[str, Any]:
        """All of it as JSON knows it."""
        kept: dict[str, Any] = {
            name: getattr(self, name) for name in ("still_going", "ended", "helped", "notes", "day", "clock")
        }
        kept["photos"] = dict(self.photos)
        for name in ("symptoms", "exposures", "taken", "readings"):
            rows = Rows.of(getattr(self, name))
            kept[name] = [] if rows is None else rows_to_json(rows)
        return kept

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> "QuickEntry":
        """What `plain` gave; what cannot be read is left out."""
        made = cls()
        for name in ("ended", "helped", "notes", "day"):
            setattr(made, name, kept[name] if isinstance(kept.get(name), str) else "")
        made.clock = kept["clock"] if isinstance(kept.get("clock"), str) else None
        made.still_going = kept["still_going"] if isinstance(kept.get("still_going"), bool) else None
        photos: object = kept.get("photos")
        if isinstance(photos, dict):
            made.photos = {str(name): bool(new) for name, new in cast("dict[object, object]", photos).items()}
        for name in ("symptoms", "exposures", "taken", "readings"):
            try:
                rows = rows_from_json(kept.get(name)).rows if kept.get(name) else ()
            except (KeyError, TypeError, ValueError):
                rows = ()
            setattr(made, name, [dict(row) for row in rows])
        made.readings = [row for row in made.readings if row.keys() == _TYPED_READING]
        return made


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


_TYPED_READING = {"tracker", "own", "sort", "unit", "typed"}


def _reading_name(row: Row) -> Name:
    return name_of(str(row["tracker"]), row["own"])


def _reading(row: Row) -> Row:
    """A row of the entry from what was typed. Raises ValueError with a sentence."""
    cells = read_value(str(row["typed"]), str(row["sort"]), str(row["unit"]))
    return {"tracker": row["tracker"], "own": row["own"] or None, **cells}


def _place(rows: Iterable[Row], name: str, named: Named) -> int | None:
    return next(
        (place for place, row in enumerate(rows) if row[name] == named.key and row.get("own", "") == named.own), None
    )


def _toggle(rows: list[Row], name: str, named: Named) -> None:
    place = _place(rows, name, named)
    if place is None:
        rows.append(_filled({name: named.key, "own": named.own or None}))
    else:
        del rows[place]


# What is offered ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """What the buttons offer, in their order: symptoms and exposures used last first, and medicines with the ids of their records."""

    symptoms: tuple[Named, ...]
    exposures: tuple[Named, ...]
    medicines: tuple[tuple[str, str], ...]


def offer(session: Session, *, each: int, medicines: int) -> Offer:
    """What to offer, so many of each; what was hidden stands in the whole list only."""
    used, hidden = _used_lately(session), _hidden(session)
    return Offer(
        _topped_up(used["symptoms"], journal_words.FIRST_SYMPTOMS, each, hidden["symptoms"]),
        _topped_up(used["exposures"], journal_words.FIRST_EXPOSURES, each, hidden["exposures"]),
        tuple(_medicines(session, used["taken"])[:medicines]),
    )


def _topped_up(
    used: Iterable[Named], first: Iterable[str], number: int, hidden: Collection[Named]
) -> tuple[Named, ...]:
    offered = dict.fromkeys((*used, *map(Named, first)))
    return tuple(named for named in offered if named not in hidden)[:number]


def _hidden(session: Session) -> dict[str, list[Named]]:
    """What a person does not want to be offered: a choice for this vault, no fact of the record."""
    kept: Mapping[str, object] = vault_settings.get(session, HIDDEN)
    return {name: _pairs(kept.get(name)) for name in ("symptoms", "exposures")}


def _pairs(kept: object) -> list[Named]:
    found: list[Named] = []
    for pair in cast("list[object]", kept) if isinstance(kept, list) else ():
        parts = cast("list[object]", pair) if isinstance(pair, list) else []
        if len(parts) == 2:
            found.append(Named(str(parts[0]), str(parts[1])))
    return found


def hide(session: Session, name: str, named: Named, *, is_hidden: bool) -> None:
    """Offer a symptom or an exposure ("symptoms", "exposures") no longer, or again. Entries that name it stay as they are."""
    hidden = _hidden(session)
    if (named in hidden[name]) is is_hidden:
        return
    hidden[name] = [*hidden[name], named] if is_hidden else [each for each in hidden[name] if each != named]
    plain = {key: [[each.key, each.own] for each in there] for key, there in hidden.items()}
    vault_settings.put(session, HIDDEN, plain)


def offer_again(session: Session, entry: QuickEntry) -> None:
    """Offer what was chosen although it was hidden."""
    for name, rows, cell in (("symptoms", entry.symptoms, "symptom"), ("exposures", entry.exposures, "exposure")):
        for row in rows:
            hide(session, name, Named(row[cell], own_word(row)), is_hidden=False)


def own_word(row: Row) -> str:
    """A person's own word for a symptom or an exposure; empty for one that the program knows."""
    return str(row.get("own", "")) if journal_words.OTHER in {row.get("symptom"), row.get("exposure")} else ""


def _used_lately(session: Session) -> dict[str, list[Named]]:
    """What the entries written last name, the latest first, each once."""
    table = JournalEntry
    statement = (
        select(table.symptoms, table.exposures, table.taken)
        .where(table.deleted_at.is_(None))
        .order_by(table.generation.desc())
        .limit(_LOOKED_BACK)
    )
    found: dict[str, dict[Named, None]] = {"symptoms": {}, "exposures": {}, "taken": {}}
    for entry in session.execute(statement):
        for rows, (name, cell) in zip(
            entry, (("symptoms", "symptom"), ("exposures", "exposure"), ("taken", "medicine")), strict=True
        ):
            for row in rows.rows if isinstance(rows, Rows) else ():
                own = "" if name == "taken" or row[cell] != journal_words.OTHER else str(row.get("own", ""))
                if row[cell] != journal_words.OTHER or own:
                    found[name].setdefault(Named(str(row[cell]), own))
    return {name: list(each) for name, each in found.items()}


def _medicines(session: Session, used: Iterable[Named]) -> list[tuple[str, str]]:
    """Medicines taken as needed, those taken last first; then others of the record that were noted lately."""
    current = [
        record
        for record in store.list_active(session, MEDICATIONS)
        if is_current(record.values["use"], record.values["stopped_on"])
    ]
    lately = [named.key for named in used]
    offered = [record for record in current if record.values["use"] == "as_needed" or record.title in lately]
    place = {name: number for number, name in enumerate(lately)}
    offered.sort(key=lambda record: (place.get(record.title, len(place)), record.values["use"] != "as_needed"))
    return [(record.title, record.id) for record in offered]


def attach_photos(session: Session, record_id: str, photos: Iterable[str]) -> None:
    """Link photos that are documents already to an entry; one that was thrown away meanwhile stays where it is."""
    for document_id in photos:
        document = store.find(session, DOCUMENTS, document_id)
        if document is not None and document.deleted_at is None:
            links.attach(session, JOURNAL_ENTRIES, record_id, document_id)


def save(session: Session, entry: QuickEntry, values: Mapping[str, Any]) -> Record:
    """Save the values of a new entry with its photos, and offer what it names again. Raises InvalidRecord."""
    record_id = store.save(session, JOURNAL_ENTRIES, values)
    attach_photos(session, record_id, entry.photos)
    offer_again(session, entry)
    return store.get(session, JOURNAL_ENTRIES, record_id)


def of_day(session: Session, day: date) -> list[Record]:
    """The entries of a day, the latest of the day first."""
    stored = PartialDate.from_date(day).stored
    text = type_coerce(JournalEntry.begun, String)
    ids = session.scalars(
        select(JournalEntry.id)
        .where(text >= stored, text < f"{stored}~", JournalEntry.deleted_at.is_(None))
        .order_by(text.desc(), JournalEntry.created_at.desc())
    ).all()
    found = store.get_many(session, JOURNAL_ENTRIES, list(ids))
    return [found[each] for each in ids]


def with_symptoms_on(session: Session, day: date) -> list[Record]:
    """The entries of a day that tell of symptoms, the latest of the day first. One noted as 0 or as none tells of none."""
    return [record for record in of_day(session, day) if _tells_symptoms(record)]


def _tells_symptoms(record: Record) -> bool:
    rows = record.values["symptoms"]
    if isinstance(rows, Rows):
        return any(map(journal_words.is_there, rows.rows))
    return record.values["day"] == WITH_SYMPTOMS


def of_day_before(session: Session, day: date) -> Record | None:
    """The latest entry of the day before; None where there is none."""
    found = of_day(session, day - timedelta(days=1))
    return found[0] if found else None
