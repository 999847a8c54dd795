"""What a life does in the journal, and what is true of it afterwards."""

import json
from typing import Any

from sqlalchemy import text

from ism_desktop.records import journal_words, store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.quick_entry import Named, QuickEntry
from ism_desktop.records.values import Moment, PartialDate, Rows
from ism_desktop.records.values.plain import rows_to_json
from ism_desktop.vault import Session
from tests.faults.expected_state import State
from tests.faults.scenario import Life

_ROWS = ("symptoms", "exposures")


def notes(life: Life) -> None:
    """An entry put together by presses, as the quick entry saves it: rows of symptoms and exposures in one row of the database."""
    entry = QuickEntry(notes="n" * life.random.randrange(3000))
    for key in life.random.sample([*journal_words.SYMPTOMS[:-1]], 3):
        entry.toggle_symptom(Named(key.value))
        entry.say_of_latest("severity", life.random.randrange(11))
    entry.toggle_exposure(Named(life.random.choice(journal_words.EXPOSURES[:-1]).value))
    day = PartialDate(2026, 4, 1 + len(life.state["journal"]))
    values = entry.values(Moment(day), None)

    def write(session: Session) -> None:
        store.save(session, JOURNAL_ENTRIES, values)

    life.writes(lambda state: state["journal"].append([day.stored, *_as_kept(values)]), write)


def changes(life: Life) -> None:
    """A symptom more in an entry that is there."""
    place = life.random.randrange(len(life.state["journal"]))
    day = life.state["journal"][place][0]
    asked = text("SELECT id FROM journal_entries WHERE begun = :begun")
    with life.vault.read() as session:
        record_id = session.execute(asked, {"begun": day}).scalar_one()
        values = store.get(session, JOURNAL_ENTRIES, record_id).values
    row = {"symptom": life.random.choice(journal_words.SYMPTOMS[:-1]).value, "severity": life.random.randrange(11)}
    changed = {"symptoms": Rows.of([*values["symptoms"].rows, row]), "notes": values["notes"]}

    def change(state: State) -> None:
        state["journal"][place] = [day, *_as_kept({**values, **changed})]

    life.writes(change, lambda session: store.save(session, JOURNAL_ENTRIES, changed, record_id=record_id))


def _as_kept(values: dict[str, Any]) -> list[str | None]:
    """The parts of an entry of the journal that are compared, as the database holds them."""
    rows = [json.dumps(rows_to_json(values[name]), ensure_ascii=False, separators=(",", ":")) for name in _ROWS]
    return [values["notes"], *rows]
