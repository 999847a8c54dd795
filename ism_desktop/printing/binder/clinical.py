"""The tabs a clinician reads first: reactions by how bad they were, what was tolerated, and medications."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.emergency_card.clinical import before_it, in_a_sentence, worst_first
from ism_desktop.printing.values import joined, one_line, words, words_or_gap
from ism_desktop.records.kinds.medications import EMERGENCY_CLASSES, MEDICATIONS, is_current
from ism_desktop.records.kinds.reactions import REACTIONS, TYPES
from ism_desktop.records.kinds.tolerated import TOLERATED, circumstance_key
from ism_desktop.records.store import Record

_REACTION_COLUMNS: Mapping[str, tuple[str, float]] = {
    "substance": ("What it was", 2.7),
    "reaction": ("What happened", 3.5),
    "severity": ("How bad", 2.0),
    "certainty": ("How sure", 1.9),
    "happened_on": ("When", 1.8),
}
_TOLERATED_COLUMNS = (("What it was", 3.0), ("Kind", 2.0), ("Given before", 3.0), ("Last time", 2.0))
_MEDICATION_COLUMNS = (("Medication", 3.0), ("How I take it", 3.4), ("What for", 2.2), ("Since, by", 2.4))

_NOT_RECORDED = "not recorded"
"""What stands in a cell that would be read as an answer if it were blank."""

_NONE_OF_THESE = "none"


def reactions(reader: Reader) -> tuple[Group, ...]:
    """Reactions by kind, the worst of each first, cleared ones apart; then what was tolerated."""
    records = sorted(reader.all(REACTIONS), key=worst_first)
    groups: list[Group] = []
    if not records:
        groups.append(Group("Allergies and reactions", (), said=reader.nothing_words(REACTIONS)))
    headings = {"allergy": "Allergies", "intolerance": "Intolerances", "trigger": "Triggers", "avoid": "Told to avoid"}
    standing = [record for record in records if record.values["certainty"] != "cleared"]
    for choice in TYPES:
        chosen = [record for record in standing if record.values["type"] == choice.value]
        groups += _reaction_table(reader, headings.get(choice.value, choice.label), chosen, skip=("type",))
    untyped = [record for record in standing if not isinstance(record.values["type"], str)]
    groups += _reaction_table(reader, "Other reactions", untyped)
    cleared = [record for record in records if record.values["certainty"] == "cleared"]
    groups += _reaction_table(reader, "Cleared, no longer suspected", cleared, skip=("certainty",))
    return (*groups, _tolerated(reader))


def _reaction_table(reader: Reader, title: str, records: Sequence[Record], *, skip: Sequence[str] = ()) -> list[Group]:
    """A table of reactions; what is in `skip` the title says already."""
    shown = [name for name in _REACTION_COLUMNS if name not in skip]
    rows = [
        reader.row(
            record, [words_or_gap(record, name) or _NOT_RECORDED for name in shown], skip=(*shown, *skip, "on_card")
        )
        for record in records
    ]
    return [Group(title, tuple(rows), tuple(_REACTION_COLUMNS[name] for name in shown))] if rows else []


def _tolerated(reader: Reader) -> Group:
    records = reader.all(TOLERATED)
    letters = _letters(records)
    rows: list[BinderRecord] = []
    for record in records:
        cells = (
            record.title,
            words_or_gap(record, "category"),
            _given_before(record, letters),
            words_or_gap(record, "happened_on") or _NOT_RECORDED,
        )
        shown = ("substance", "category", "premedication", "happened_on", "on_card")
        rows.append(reader.row(record, cells, skip=shown))
    notes = tuple(f"({letter}) Given before: {said}" for said, letter in letters.items())
    return Group("Tolerated before", tuple(rows), _TOLERATED_COLUMNS, reader.nothing_words(TOLERATED), notes)


def _letters(records: Iterable[Record]) -> dict[str, str]:
    """The premedications that several records name in the same words, each with the letter that stands for it."""
    counted = Counter(said for record in records if (said := _premedication(record)))
    repeated = [said for said, count in counted.items() if count > 1]
    return {said: _letter(place) for place, said in enumerate(repeated)}


def _letter(place: int) -> str:
    """The letters from a on, and aa after z."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def _premedication(record: Record) -> str:
    """What was given before; empty where nothing was, also where a person typed "none"."""
    given = circumstance_key(record.values) == "after"
    return one_line(words(record, "premedication")) if given else ""


def _given_before(record: Record, letters: Mapping[str, str]) -> str:
    """What was given before. It is never left to the reader to find out from a note that there was something."""
    said = _premedication(record)
    if not said:
        return before_it(record)
    return f"after premedication ({letters[said]})" if said in letters else f"after premedication: {said}"


def medications(reader: Reader) -> tuple[Group, ...]:
    """Taken now, as needed, before procedures, and stopped with the reason."""
    records = reader.all(MEDICATIONS)
    if not records:
        return (Group("", (), said=reader.nothing_words(MEDICATIONS)),)
    current = [record for record in records if is_current(record.values["use"], record.values["stopped_on"])]
    by_use: dict[str, list[Record]] = {"Taken now": [], "As needed": [], "Before procedures": []}
    for record in current:
        heading = {"as_needed": "As needed", "premedication": "Before procedures"}.get(
            str(record.values["use"]), "Taken now"
        )
        by_use[heading].append(record)
    groups = [_medication_table(reader, heading, chosen) for heading, chosen in by_use.items() if chosen]
    if groups:
        groups[-1] = replace(groups[-1], notes=_classes_note(current))
    past = [record for record in records if record not in current]
    return (*groups, *([Group("Stopped", tuple(_stopped(reader, record) for record in past))] if past else []))


def _medication_table(reader: Reader, title: str, records: Iterable[Record]) -> Group:
    shown = (
        "name", "strength", "brand", "form", "use", "directions", "reason", "started_on", "prescriber", "emergency_class",
    )  # fmt: skip
    rows: list[BinderRecord] = []
    for record in records:
        brand, form = words(record, "brand"), words(record, "form")
        name = "\n".join(part for part in (record.title, joined(brand, form)) if part)
        since = "\n".join(part for part in (words_or_gap(record, "started_on"), words(record, "prescriber")) if part)
        cells = (name, words(record, "directions"), words(record, "reason"), since)
        rows.append(replace(reader.row(record, cells, skip=shown), badge=_class_words(record)))
    return Group(title, tuple(rows), _MEDICATION_COLUMNS)


def _class_words(medication: Record) -> str:
    """The class that matters in an emergency, or that it is not known; what is none of them is said once, below the table."""
    if medication.values["emergency_class"] in {None, _NONE_OF_THESE}:
        return ""
    return f"{MEDICATIONS.field('emergency_class').label}: {words_or_gap(medication, 'emergency_class')}"


def _classes_note(current: Sequence[Record]) -> tuple[str, ...]:
    """What was asked of every medication, and which were left out: silence in a line must not pass for an answer."""
    asked = [record for record in current if record.values["emergency_class"] is not None]
    silent = [record.title for record in current if record.values["emergency_class"] is None]
    said = [f"{MEDICATIONS.field('emergency_class').label}: {_classes()}."]
    if any(record.values["emergency_class"] == _NONE_OF_THESE for record in asked):
        said.append("A medication above without one of these in its line is none of them (stated by the patient).")
    if silent:
        said.append(f"{'But not' if len(said) > 1 else 'Not'} recorded for: {', '.join(silent)}.")
    return (" ".join(said),)


def _classes() -> str:
    """The classes that are asked about, as a list in a sentence; a name of letters like ACE keeps them."""
    labels = [choice.label for choice in EMERGENCY_CLASSES if choice.value != _NONE_OF_THESE]
    small = [in_a_sentence(label) for label in labels]
    return f"{', '.join(small[:-1])} or {small[-1]}"


def _stopped(reader: Reader, medication: Record) -> BinderRecord:
    """A medication of the past. Its class no longer matters in an emergency, and must not look as if it did."""
    none = medication.values["emergency_class"] == _NONE_OF_THESE
    block = reader.block(medication, skip=("name", "strength", "use", *(["emergency_class"] if none else [])))
    label = MEDICATIONS.field("emergency_class").label
    return replace(block, facts=tuple(("Class" if said == label else said, value) for said, value in block.facts))
