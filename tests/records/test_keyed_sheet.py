"""A filled sheet becomes entries: what cells may say, what is refused with a sentence, and what the journal has already."""

from datetime import date
from typing import Any

import pytest

from ism_desktop.records import journal_reading, keyed_sheet, store
from ism_desktop.records.keyed_sheet import Unreadable, entries
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, is_filled_in_later
from ism_desktop.records.sheet_rows import SheetRow
from ism_desktop.records.values import Moment, Rows
from ism_desktop.vault import Vault

TODAY = date(2026, 3, 20)
GOOD, ITCH, OWN = SheetRow("day", "good"), SheetRow("symptoms", "itch"), SheetRow("symptoms", "other", "Buzzing")
WINE, PILL, NOTE = SheetRow("exposures", "alcohol"), SheetRow("taken", "a" * 32, "Cetirizine"), SheetRow("notes")

PRESSURE = SheetRow("readings", "blood_pressure", "", "pair", "mmHg")
OUTDOORS = SheetRow("readings", "other", "Outdoors", "yes_no", "")


def made(**cells: Any) -> list[dict[str, Any]]:
    rows = {"good": GOOD, "itch": ITCH, "own": OWN, "wine": WINE, "pill": PILL, "note": NOTE}
    rows |= {"pressure": PRESSURE, "outdoors": OUTDOORS}
    typed = {(rows[name], day): text for name, said in cells.items() for day, text in said.items()}
    return entries(typed, 2026, 3, TODAY, "Europe/Berlin")


def test_each_day_becomes_an_entry() -> None:
    first, second, third, fourth = made(
        itch={2: "7", 3: "X", 5: "0"},
        own={2: " 10 "},
        wine={2: "x", 4: "x"},
        pill={2: "2", 3: "x"},
        good={5: "x"},
        note={2: "Rain"},
    )
    assert first["begun"] == Moment.from_stored("2026-03-02[Europe/Berlin]")
    assert first["day"] == "symptoms"
    assert first["symptoms"].rows == (
        {"symptom": "itch", "severity": 7},
        {"symptom": "other", "own": "Buzzing", "severity": 10},
    )
    assert [row["medicine"] for row in first["taken"].rows] == ["Cetirizine", "Cetirizine"]
    assert first["notes"] == "Rain"
    assert second["symptoms"].rows == ({"symptom": "itch"},)
    assert third["day"] == "noted"
    assert fourth["day"] == "good", "0 says that it was not there"
    (measured,) = made(pressure={6: "120/80"}, outdoors={6: "0"})
    assert measured["day"] == "noted"
    pressure, outdoors = measured["readings"].rows
    assert pressure["value"].text == "120/80 mmHg"
    assert outdoors == {"tracker": "other", "own": "Outdoors", "answer": False}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"itch": {3: "11"}}, "Day 3, “Itch”: “11” cannot be read. Please write a number from 0 to 10, or x."),
        ({"wine": {3: "2"}}, "Please write x, or leave the cell empty."),
        ({"pill": {3: "many"}}, "Please write how often it was taken, from 1 to 9"),
        ({"pressure": {3: "120"}}, "Day 3, “Blood pressure, mmHg”: “120” is not two numbers."),
        ({"outdoors": {3: "no"}}, "Please write x for yes or 0 for no."),
        ({"good": {4: "x"}, "itch": {4: "2"}}, "4 March 2026 is marked as a good day, and symptoms are typed."),
        ({"itch": {21: "2"}}, "21 March 2026 is still to come."),
    ],
)
def test_what_cannot_be_is_told_with_its_cell(cells: dict[str, dict[int, str]], told: str) -> None:
    with pytest.raises(Unreadable, match=r"\w") as caught:
        made(**cells)
    assert told in str(caught.value)
    assert caught.value.cell[1] in next(iter(cells.values()))


def test_what_was_noted_as_not_there_is_counted_nowhere(vault: Vault) -> None:
    with vault.write() as session:
        rows = ({"symptom": "itch", "severity": 0}, {"symptom": "itch", "how_bad": "none"}, {"symptom": "itch"})
        for day, row in enumerate(rows, 1):
            values = {"day": "noted", "begun": Moment.from_stored(f"2026-03-{day:02}"), "symptoms": Rows.of([row])}
            store.save(session, JOURNAL_ENTRIES, values)
    with vault.read() as session:
        journal = journal_reading.read(session, [("alcohol", "")], ("itch", ""))
    assert [on.day.day for on in journal.symptoms["itch", ""]] == [3]


def test_what_is_there_is_seen_and_stays(vault: Vault) -> None:
    symptoms = Rows.of([{"symptom": "itch", "severity": 4}, {"symptom": "other", "own": "buzzing"}])
    with vault.write() as session:
        for begun, rows in (
            ("2026-03-02T08:00", symptoms),
            ("2026-03-02T20:00", Rows.of([{"symptom": "itch", "severity": 6}])),
        ):
            values = {"day": "symptoms", "begun": Moment.from_stored(begun), "symptoms": rows, "notes": "n"}
            values["taken"] = Rows.of([{"medicine": "Cetirizine", "medication": "a" * 32}])
            store.save(session, JOURNAL_ENTRIES, values)
        store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": Moment.from_stored("2026-03")})
        store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": Moment.from_stored("2026-03-05")})
    with vault.read() as session:
        found = keyed_sheet.there(session, (GOOD, ITCH, OWN, WINE, PILL, NOTE), 2026, 3)
    assert found.days == {2, 5}
    assert found.cells == {(ITCH, 2): "6", (OWN, 2): "x", (PILL, 2): "2", (NOTE, 2): "n; n", (GOOD, 5): "x"}
    with vault.write() as session:
        (one,) = keyed_sheet.save(session, made(itch={2: "1"}))
        record = store.get(session, JOURNAL_ENTRIES, one)
        assert is_filled_in_later(record.values)
        assert len(store.list_active(session, JOURNAL_ENTRIES)) == 5
