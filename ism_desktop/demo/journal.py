"""The demo patient's journal, made by rule from a fixed seed: two years with good days, bad ones, and days on which nothing was written.

The rules are an invented person's days, no statement about the illness. `triggers` are what she knows of her own; she keeps track of her
sleep, of stress, and of her blood pressure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from ism_desktop.demo.emergency import WREN
from ism_desktop.demo.entries import Entry, on
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.kinds.triggers import TRIGGERS
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows, parse_quantity

DAYS = 730
"""How many days of the journal there are, up to the day before today; tests write fewer, because each entry takes its time."""

_SEED = 8_160_421
_ZONE = "America/New_York"

# What she met on a day, with how often; and what followed, with how often it did.
_MET = {
    "alcohol": 0.06,
    "stress": 0.13,
    "exertion": 0.10,
    "spicy_food": 0.05,
    "tiredness": 0.12,
    "friction": 0.04,
    "odour": 0.03,
    "infection": 0.02,
    "food": 0.04,
}
_FOLLOWED: Mapping[str, tuple[float, tuple[str, ...]]] = {
    "alcohol": (0.70, ("flushing", "headache")),
    "stress": (0.40, ("belly_pain", "diarrhoea", "flushing")),
    "exertion": (0.35, ("itch", "flushing", "lightheaded")),
    "spicy_food": (0.35, ("reflux", "flushing")),
    "heat": (0.55, ("itch", "flushing", "fatigue")),
    "temperature_change": (0.50, ("itch", "hives")),
    "tiredness": (0.50, ("brain_fog", "fatigue")),
    "friction": (0.70, ("rubbed_skin",)),
    "odour": (0.50, ("headache", "wheeze")),
    "infection": (0.80, ("fatigue", "muscle_pain", "nose")),
    "food": (0.30, ("bloating", "cramps")),
}
_ANYHOW = ("fatigue", "bone_pain", "brain_fog", "headache", "itch", "nausea", "poor_sleep")
_DETAILS = {
    "alcohol": ("a glass of red wine", "half a beer", "a glass of sparkling wine"),
    "food": ("tinned fish", "tomato soup", "old cheese"),
    "exertion": ("up the hill with shopping", "half an hour on the bicycle"),
    "spicy_food": ("curry", "chilli"),
}
_PLACES = {
    "itch": ("right_arm", "left_arm", "belly"),
    "flushing": ("face", "neck", "chest"),
    "hives": ("chest", "upper_back"),
    "rubbed_skin": ("right_thigh", "left_thigh"),
    "bone_pain": ("lower_back", "right_thigh"),
}
_HELPED = ("Lying down in a cool room", "A cool cloth", "Peppermint tea", "A short walk", "Sleep")
_NOTES = (
    "Had to leave work an hour early.",
    "Better than last time.",
    "Wanted to go out, stayed at home.",
    "The window was open all night.",
)


def entries(today: date, days: int = DAYS) -> list[Entry]:
    """What she knows of her triggers, what she keeps track of, and her journal of the last `days` days."""
    return [*_TRIGGERS, *_TRACKERS, *_journal(today, days)]


def _journal(today: date, days: int) -> Iterator[Entry]:
    for back in range(min(days, DAYS), 0, -1):
        # By its own seed each day is the same, however many days there are.
        day = today - timedelta(days=back)
        for entry in _day(day, Random(_SEED + back), back):  # noqa: S311  (invented days, no secret)
            readings = _readings(day, Random(_SEED * 3 + back))  # noqa: S311
            yield entry if readings is None else replace(entry, values={**entry.values, "readings": readings})


def _day(day: date, chance: Random, back: int) -> Iterator[Entry]:
    if back > 3 and chance.random() < 0.22:
        return
    met = [name for name, often in _MET.items() if chance.random() < often]
    if day.month in {6, 7, 8} and chance.random() < 0.25:
        met.append("heat")
    if day.month in {11, 12, 1, 2} and chance.random() < 0.15:
        met.append("temperature_change")
    felt = [
        symptom
        for name in met
        for symptom in _FOLLOWED[name][1][: chance.randint(1, 3)]
        if chance.random() < _FOLLOWED[name][0]
    ]
    if chance.random() < 0.3:
        felt.append(chance.choice(_ANYHOW))
    yield _entry(day, chance, met, list(dict.fromkeys(felt)))


def _entry(day: date, chance: Random, met: list[str], felt: list[str]) -> Entry:
    hour, minute = chance.randint(8, 21), chance.choice((0, 10, 15, 30, 45))
    later = chance.random() < 0.06
    values: dict[str, Any] = {
        "begun": _moment(day, hour, minute) if felt or met else Moment(PartialDate.from_date(day), None, _ZONE),
        "entered_on": (day + timedelta(days=later)).isoformat(),
        "exposures": Rows.of(_exposure(day, chance, name, hour) for name in met),
        "day": "symptoms" if felt else "noted" if met else "good",
    }
    if felt:
        rows = [_symptom(chance, name) for name in felt[:3]]
        worst = max(row.get("severity", 0) for row in rows)
        values |= {"symptoms": Rows.of(rows)} | _afterwards(day, chance, hour, worst)
    return Entry(JOURNAL_ENTRIES, {name: value for name, value in values.items() if value is not None})


def _moment(day: date, hour: int, minute: int = 0) -> Moment:
    return Moment(PartialDate.from_date(day), PartialTime(hour, minute), _ZONE)


def _exposure(day: date, chance: Random, name: str, hour: int) -> dict[str, Any]:
    row: dict[str, Any] = {"exposure": name}
    if name in _DETAILS and chance.random() < 0.6:
        row["detail"] = chance.choice(_DETAILS[name])
    if chance.random() < 0.5:
        row["at"] = _moment(day, max(6, hour - chance.randint(0, 3)))
    return row


def _symptom(chance: Random, name: str) -> dict[str, Any]:
    row: dict[str, Any] = {"symptom": name}
    if chance.random() < 0.85:
        row["severity"] = min(10, max(1, round(chance.gauss(4.2, 1.9))))
    elif chance.random() < 0.6:
        row["how_bad"] = chance.choice(("mild", "moderate", "severe"))
    if name in _PLACES and chance.random() < 0.5:
        row["where"] = _PLACES[name][: chance.randint(1, 3)]
    return row


def _afterwards(day: date, chance: Random, hour: int, worst: int) -> dict[str, Any]:
    """How it went on: what was taken, what helped, when it was over."""
    more: dict[str, Any] = {}
    if worst >= 5 and chance.random() < 0.6:
        effects = {
            "effect_30": chance.choice(("same", "better")),
            "effect_60": chance.choice(("better", "better", "same")),
        }
        known = effects if chance.random() < 0.5 else {}
        more["taken"] = Rows.of([{"medicine": "Cetirizine 10 mg", "at": _moment(day, min(23, hour + 1)), **known}])
    if chance.random() < 0.25:
        more["helped"] = chance.choice(_HELPED)
    if chance.random() < 0.12:
        more["notes"] = chance.choice(_NOTES)
    ending = chance.random()
    if ending < 0.35:
        more["ended"] = _moment(day, min(23, hour + chance.randint(1, 4)), 30)
    elif ending < 0.55:
        more["still_going"] = ending < 0.40
    return more


def _readings(day: date, chance: Random) -> Rows | None:
    """What she noted of her sleep and stress on most days, and of her blood pressure twice a week. Of nothing does anything follow."""
    rows: list[dict[str, Any]] = []
    if chance.random() < 0.7:
        hours = min(9.5, max(3.5, round(chance.gauss(6.8, 1.1) * 2) / 2))
        rows.append({"tracker": "sleep", "value": parse_quantity(f"{hours:g} h")})
    if chance.random() < 0.5:
        rows.append({"tracker": "stress", "scale": min(9, max(0, round(chance.gauss(3.6, 1.8))))})
    if day.weekday() in {0, 4} and chance.random() < 0.8:
        upper = round(chance.gauss(112, 8))
        rows.append({"tracker": "blood_pressure", "value": parse_quantity(f"{upper}/{round(upper * 0.64)} mmHg")})
    return Rows.of(rows)


_TRACKERS = (
    Entry(TRACKERS, {"tracker": "sleep", "sort": "number", "unit": "h", "shown": True}),
    Entry(TRACKERS, {"tracker": "stress", "sort": "scale", "shown": True}),
    Entry(TRACKERS, {"tracker": "blood_pressure", "sort": "pair", "unit": "mmHg", "shown": True}),
    Entry(
        TRACKERS,
        {
            "tracker": "other",
            "own": "How warm the day was",
            "sort": "scale",
            "lowest": "cool all day",
            "highest": "the hottest I know",
            "shown": False,
            "notes": "Only from June to September.",
        },
    ),
)


def _trigger(key: str, state: str, *, refers: Mapping[str, str] | None = None, **more: Any) -> Entry:
    return Entry(TRIGGERS, {"trigger": key, "state": state, **more}, refers=refers or {})


_TRIGGERS = (
    _trigger(
        "sting",
        "confirmed",
        own="Wasp",
        effect="Collapse after ten minutes.",
        avoid="Shoes on grass, drinks covered, both injectors with me.",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        refers={"reaction": "wasp sting"},
    ),
    _trigger(
        "nsaid",
        "confirmed",
        own="Ibuprofen",
        avoid="Paracetamol instead. Say so at every visit.",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        refers={"reaction": "ibuprofen"},
    ),
    _trigger(
        "alcohol",
        "suspected",
        effect="Flushing within half an hour, mostly after red wine.",
        avoid="One glass at most.",
        refers={"reaction": "red wine"},
    ),
    _trigger(
        "heat",
        "suspected",
        avoid="Cool vest in July and August, lukewarm showers.",
        refers={"reaction": "heat and hot showers"},
    ),
    _trigger("stress", "suspected"),
    _trigger("spicy_food", "cleared", notes="A month with and a month without made no difference."),
    _trigger("contrast", "suspected", refers={"reaction": "contrast medium for ct"}),
    _trigger("antibiotic", "cleared", own="Penicillin", confirmed_by=WREN, confirmed_on=on("2025-02-11")),
    _trigger("opioid", "suspected", own="Morphine", refers={"reaction": "morphine"}, where_from="Letter"),
    _trigger("vibration", "never_met"),
    _trigger("hormones", "unknown"),
)
