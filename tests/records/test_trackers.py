"""Trackers: what is typed becomes a value or a clear sentence, what an entry says of them, and how the values of a period are read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ism_desktop.records import store, tracker_readings
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.tracker_words import (
    NUMBER,
    PAIR,
    SCALE,
    SHIPPED,
    SORTS,
    TRACKED,
    WORDS,
    YES_NO,
    ends_of,
    numbers_of,
    read_value,
    reading_words,
    sort_of,
    value_words,
)
from ism_desktop.records.values import Moment, Rows, parse_quantity
from ism_desktop.vault import Vault


@pytest.mark.parametrize(
    ("typed", "sort", "unit", "said", "numbers"),
    [
        ("62.4", NUMBER, "kg", "62.4 kg", ("62.4",)),
        ("137 lb", NUMBER, "kg", "137 lb", ("137",)),
        ("62,4", NUMBER, "", "62,4", ("62.4",)),
        ("2", NUMBER, "×", "2 ×", ("2",)),
        ("120/80", PAIR, "mmHg", "120/80 mmHg", ("120", "80")),
        ("120 / 80", PAIR, "mmHg", "120 / 80 mmHg", ("120", "80")),
        ("88/52 lying down", PAIR, "mmHg", "88/52 lying down", ("88", "52")),
        ("10", SCALE, "", "10 of 10", ()),
        ("yes", YES_NO, "", "yes", ()),
        ("no", YES_NO, "", "no", ()),
        ("like lead", WORDS, "", "like lead", ()),
        ("   ", PAIR, "mmHg", "", ()),
    ],
)
def test_what_is_typed_is_kept_as_typed(typed: str, sort: str, unit: str, said: str, numbers: tuple[str, ...]) -> None:
    cells = read_value(typed, sort, unit)
    assert value_words(cells) == said
    if "value" in cells:
        assert numbers_of(cells["value"]) == tuple(map(Decimal, numbers))


@pytest.mark.parametrize(
    ("typed", "sort", "sentence"),
    [
        ("120", PAIR, "“120” is not two numbers. Please write both, such as 120/80."),
        ("high", PAIR, "“high” is not two numbers. Please write both, such as 120/80."),
        ("120/80/60", PAIR, "“120/80/60” is not two numbers. Please write both, such as 120/80."),
        ("11", SCALE, "“11” is not on the scale. Please write a whole number from 0 to 10."),
        ("5.5", SCALE, "“5.5” is not on the scale. Please write a whole number from 0 to 10."),
        ("a lot", NUMBER, "“a lot” is not one number. Please write it such as 12.5 kg."),
        ("60-62", NUMBER, "“60-62” is not one number. Please write it such as 12.5 kg."),
    ],
)
def test_what_cannot_be_read_says_what_to_write(typed: str, sort: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="Please write") as caught:
        read_value(typed, sort, "kg")
    assert str(caught.value) == sentence


def test_the_lists_agree() -> None:
    assert [choice.value for choice in TRACKED] == [*SHIPPED, "other"]
    assert {shipped.sort for shipped in SHIPPED.values()} <= {choice.value for choice in SORTS}
    for key, shipped in SHIPPED.items():
        assert sort_of({"tracker": key}) == shipped.sort
        assert bool(ends_of({"tracker": key})[0]) == (shipped.sort == SCALE)
        if shipped.example:
            assert read_value(shipped.example, shipped.sort, shipped.unit)
    assert sort_of({"tracker": "sleep", "sort": SCALE}) == SCALE
    assert ends_of({"tracker": "other", "lowest": "calm", "highest": "wild"}) == ("calm", "wild")
    assert sort_of({"tracker": "other"}) == NUMBER


def row(tracker: str, value: str = "", **cells: Any) -> dict[str, Any]:
    return {"tracker": tracker, **cells, **({"value": parse_quantity(value)} if value else {})}


def save(vault: Vault, begun: str, *rows: dict[str, Any], **values: Any) -> str:
    with vault.write() as session:
        return store.save(
            session,
            JOURNAL_ENTRIES,
            {"day": "noted", "begun": Moment.from_stored(begun), "readings": Rows.of(rows), **values},
        )


def test_values_of_a_period_are_read_in_one_query(vault: Vault) -> None:
    save(vault, "2026-05-31T23:59", row("weight", "62 kg"))
    first = save(vault, "2026-05-01T08:00", row("blood_pressure", "120/80 mmHg"), row("stress", scale=0))
    save(vault, "2026-05-02", row("other", own="Knee  Pain", answer=False), row("weight"))
    save(vault, "2026-05", row("other", own="knee pain", answer=True))
    save(vault, "2026-06-01", row("weight", "63 kg"))
    gone = save(vault, "2026-05-03", row("weight", "99 kg"))
    with vault.write() as session:
        store.trash(session, JOURNAL_ENTRIES, gone)
        may = tracker_readings.read(session, first=date(2026, 5, 1), last=date(2026, 5, 31))
        assert [(reading.label, reading.words) for reading in may] == [
            ("Blood pressure", "120/80 mmHg"),
            ("Stress", "0 of 10"),
            ("Knee  Pain", "no"),
            ("Weight", "62 kg"),
        ]
        assert [reading.numbers for reading in may] == [(120, 80), (0,), (), (62,)]
        assert [reading.is_scale for reading in may] == [False, True, False, False]
        assert (may[0].record_id, may[0].day, may[2].answer, may[3].unit) == (first, date(2026, 5, 1), False, "kg")
        knee = tracker_readings.read(session, names=[("other", "knee pain")])
        assert [(reading.day, reading.words) for reading in knee] == [(None, "yes"), (date(2026, 5, 2), "no")]
        used = tracker_readings.used(session)
        assert list(used) == [("weight", ""), ("other", "knee pain"), ("blood_pressure", ""), ("stress", "")]
        assert [each.number for each in used.values()] == [2, 2, 1, 1]
        assert used["other", "knee pain"].label == "Knee  Pain"


def test_an_entry_says_its_values_where_it_says_nothing_else(vault: Vault) -> None:
    entry = save(vault, "2026-05-01", row("blood_pressure", "120/80 mmHg"), row("sleep", "6 h", own="nap"))
    with vault.read() as session:
        assert store.get(session, JOURNAL_ENTRIES, entry).title == (
            "1 May 2026: Blood pressure: 120/80 mmHg; Sleep: 6 h, nap"
        )
    values = {"day": "good", "readings": Rows.of([row("stress", scale=2)])}
    assert JOURNAL_ENTRIES.title_of(values) == "Good day, nothing to note"
    assert reading_words({"tracker": "mood"}) == "Mood"
    assert TRACKERS.title_of({"tracker": "other", "own": "Hours outdoors", "unit": "h"}) == "Hours outdoors, h"
    assert TRACKERS.title_of({}) == "Tracker"
