"""The journal as a table: a row for all that an entry holds, heads that the documentation names, and no cell that runs as a formula."""

import csv
import io
from datetime import date
from pathlib import Path

from ism_desktop.exchange import journal_table
from ism_desktop.exchange.journal_table import COLUMNS
from ism_desktop.records import store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.values import Moment, Rows, parse_quantity
from ism_desktop.vault import Vault

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "journal-table.md"


def test_each_entry_and_each_thing_in_it_has_a_row(vault: Vault) -> None:
    with vault.write() as session:
        values = {
            "day": "symptoms",
            "begun": Moment.from_stored("2026-05-03T19:30[Europe/Berlin]"),
            "ended": Moment.from_stored("2026-05-04"),
            "still_going": False,
            "symptoms": Rows.of(
                [
                    {"symptom": "flushing", "severity": 0, "how_bad": "none", "where": ("face", "chest")},
                    {"symptom": "other", "own": "=HYPERLINK(1)"},
                ]
            ),
            "exposures": Rows.of(
                [{"exposure": "alcohol", "detail": "@wine", "at": Moment.from_stored("2026-05-03T18")}]
            ),
            "taken": Rows.of([{"medicine": "-Pill", "effect_30": "better"}]),
            "readings": Rows.of(
                [{"tracker": "weight", "value": parse_quantity("62.4 kg")}, {"tracker": "mood", "scale": 4}]
            ),
            "notes": "\t=1+1\nsecond line; “quotes”, commas",
            "helped": "＝lying down",
        }
        store.save(session, JOURNAL_ENTRIES, values)
        store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": Moment.from_stored("2026-05")})
    made = journal_table(vault)
    none = journal_table(vault, (date(2026, 6, 1), date(2026, 6, 30)))
    may = journal_table(vault, (date(2026, 5, 20), date(2026, 5, 31)))
    assert (made.entries, none.entries, may.entries) == (2, 0, 1), "of a month nobody knows the day"
    text = made.content.decode("utf-8-sig")
    heads, *rows = list(csv.reader(io.StringIO(text)))
    assert heads == [str(head) for head in COLUMNS.values()]
    named = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert [row["line"] for row in named] == [
        "entry", "entry", "symptom", "symptom", "possible trigger", "taken", "tracker", "tracker",
    ]  # fmt: skip
    first, entry, flushing, own, wine, pill, weight, mood = named
    assert (first["day"], first["entry"], entry["entry"]) == ("2026-05", "1", "2")
    assert (entry["day"], entry["time"], entry["zone"]) == ("2026-05-03", "19:30", "Europe/Berlin")
    assert (entry["ended_day"], entry["still_going"], entry["later"]) == ("2026-05-04", "no", "yes")
    assert (flushing["number"], flushing["words"], flushing["where"]) == ("0", "none", "Face; Chest")
    assert (wine["time"], wine["zone"]) == ("18", "Europe/Berlin")
    assert pill["effect_30"] == "better"
    assert (weight["value"], mood["number"]) == ("62.4 kg", "4")
    assert [own["name"], wine["detail"], pill["name"]] == ["'=HYPERLINK(1)", "'@wine", "'-Pill"]
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in row)


def test_the_documentation_names_every_column() -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in text.splitlines() if line.startswith("| ")]
    for head in COLUMNS.values():
        assert any(str(head).removeprefix("Ended, ") in cell for cell in table), str(head)
