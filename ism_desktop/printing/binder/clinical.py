"""The tabs a clinician reads first: reactions by how bad they were, what was tolerated, and medications."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ism_desktop.language import LazyText, in_use, tr, tr_c, tr_lazy
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.binder.medicines import over_time
from ism_desktop.printing.emergency_card.clinical import worst_first
from ism_desktop.printing.values import joined, one_line, words, words_or_gap
from ism_desktop.records.kinds.medications import EMERGENCY_CLASSES, MEDICATIONS, is_current
from ism_desktop.records.kinds.reactions import REACTIONS, TYPES
from ism_desktop.records.kinds.tolerated import TOLERATED, circumstance_key
from ism_desktop.records.store import Record

_REACTION_COLUMNS: Mapping[str, tuple[LazyText, float]] = {
    "substance": (tr_lazy("What it was"), 2.7),
    "reaction": (tr_lazy("What happened"), 3.5),
    "severity": (tr_lazy("How bad"), 2.0),
    "certainty": (tr_lazy("How sure"), 1.9),
    "happened_on": (tr_lazy("When"), 1.8),
}
_TYPE_HEADINGS: Mapping[str, LazyText] = {
    "allergy": tr_lazy("Allergies"),
    "intolerance": tr_lazy("Intolerances"),
    "trigger": tr_lazy("Triggers"),
    "avoid": tr_lazy("Told to avoid"),
}
# The classes of medicines as they stand inside a sentence.
_CLASSES: Mapping[str, LazyText] = {
    "beta_blocker": tr_lazy("beta-blocker"),
    "ace_inhibitor": tr_lazy("ACE inhibitor"),
    "kit_inhibitor": tr_lazy("KIT inhibitor"),
    "steroid": tr_lazy("steroid"),
    "anticoagulant": tr_lazy("blood thinner"),
    "mao_inhibitor": tr_lazy("MAO inhibitor"),
    "tricyclic": tr_lazy("tricyclic antidepressant"),
}
_CIRCUMSTANCES: Mapping[str, LazyText] = {
    "after": tr_lazy("after premedication"),
    "none": tr_lazy("no premedication"),
    "unknown": tr_lazy("premedication not known"),
}
_USE_HEADINGS: Mapping[str, LazyText] = {
    "regular": tr_lazy("Taken now"),
    "as_needed": tr_lazy("As needed"),
    "premedication": tr_lazy("Before procedures"),
}
_NONE_OF_THESE = "none"


def _not_recorded() -> str:
    """What stands in a cell that would be read as an answer if it were blank."""
    return tr("not recorded")


def reactions(reader: Reader) -> tuple[Group, ...]:
    """Reactions by kind, the worst of each first, cleared ones apart; then what was tolerated."""
    records = sorted(reader.all(REACTIONS), key=worst_first)
    groups: list[Group] = []
    if not records:
        groups.append(Group(tr("Allergies and reactions"), (), said=reader.nothing_words(REACTIONS)))
    standing = [record for record in records if record.values["certainty"] != "cleared"]
    for choice in TYPES:
        chosen = [record for record in standing if record.values["type"] == choice.value]
        groups += _reaction_table(reader, str(_TYPE_HEADINGS.get(choice.value, choice.label)), chosen, skip=("type",))
    untyped = [record for record in standing if not isinstance(record.values["type"], str)]
    groups += _reaction_table(reader, tr("Other reactions"), untyped)
    cleared = [record for record in records if record.values["certainty"] == "cleared"]
    groups += _reaction_table(reader, tr("Cleared, no longer suspected"), cleared, skip=("certainty",))
    return (*groups, _tolerated(reader))


def _reaction_table(reader: Reader, title: str, records: Sequence[Record], *, skip: Sequence[str] = ()) -> list[Group]:
    """A table of reactions; what is in `skip` the title says already."""
    shown = [name for name in _REACTION_COLUMNS if name not in skip]
    rows = [
        reader.row(
            record, [words_or_gap(record, name) or _not_recorded() for name in shown], skip=(*shown, *skip, "on_card")
        )
        for record in records
    ]
    columns = tuple((str(words_above), share) for words_above, share in (_REACTION_COLUMNS[name] for name in shown))
    return [Group(title, tuple(rows), columns)] if rows else []


def _tolerated(reader: Reader) -> Group:
    records = reader.all(TOLERATED)
    letters = _letters(records)
    rows: list[BinderRecord] = []
    for record in records:
        cells = (
            record.title,
            words_or_gap(record, "category"),
            _given_before(record, letters),
            words_or_gap(record, "happened_on") or _not_recorded(),
        )
        shown = ("substance", "category", "premedication", "happened_on", "on_card")
        rows.append(reader.row(record, cells, skip=shown))
    notes = tuple(tr("({letter}) Given before: {what}", letter=letter, what=said) for said, letter in letters.items())
    columns = (tr("What it was"), 3.0), (tr("Kind"), 2.0), (tr("Given before"), 3.0), (tr("Last time"), 2.0)
    return Group(tr("Tolerated before"), tuple(rows), columns, reader.nothing_words(TOLERATED), notes)


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
    if said in letters:
        return tr("after premedication ({letter})", letter=letters[said])
    if said:
        return tr("after premedication: {what}", what=said)
    if record.values["premedication"] is None:
        return tr("premedication NOT RECORDED")
    return str(_CIRCUMSTANCES[circumstance_key(record.values)])


def medications(reader: Reader) -> tuple[Group, ...]:
    """Taken now, as needed, before procedures, and stopped with the reason; then how that changed over time."""
    records = reader.all(MEDICATIONS)
    if not records:
        return (Group("", (), said=reader.nothing_words(MEDICATIONS)), *over_time(reader))
    current = [record for record in records if is_current(record.values["use"], record.values["stopped_on"])]
    by_use: dict[str, list[Record]] = {use: [] for use in _USE_HEADINGS}
    for record in current:
        use = str(record.values["use"])
        by_use[use if use in by_use else "regular"].append(record)
    groups = [_medication_table(reader, str(_USE_HEADINGS[use]), chosen) for use, chosen in by_use.items() if chosen]
    if groups:
        groups[-1] = replace(groups[-1], notes=_classes_note(current))
    past = [record for record in records if record not in current]
    return (
        *groups,
        *([Group(tr_c("medicines", "Stopped"), tuple(_stopped(reader, record) for record in past))] if past else []),
        *over_time(reader),
    )


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
    columns = (tr("Medication"), 3.0), (tr("How I take it"), 3.4), (tr("What for"), 2.2), (tr("Since, by"), 2.4)
    return Group(title, tuple(rows), columns)


def _class_words(medication: Record) -> str:
    """The class that matters in an emergency, or that it is not known; what is none of them is said once, below the table."""
    if medication.values["emergency_class"] in {None, _NONE_OF_THESE}:
        return ""
    return tr(
        "{label}: {value}",
        label=MEDICATIONS.field("emergency_class").label,
        value=words_or_gap(medication, "emergency_class"),
    )


def _classes_note(current: Sequence[Record]) -> tuple[str, ...]:
    """What was asked of every medication, and which were left out: silence in a line must not pass for an answer."""
    asked = [record for record in current if record.values["emergency_class"] is not None]
    silent = [record.title for record in current if record.values["emergency_class"] is None]
    label = MEDICATIONS.field("emergency_class").label
    said = [tr("{question}: {classes}.", question=label, classes=_classes())]
    has_none = any(record.values["emergency_class"] == _NONE_OF_THESE for record in asked)
    if has_none:
        said.append(tr("A medication above without one of these in its line is none of them (stated by the patient)."))
    if silent:
        names = ", ".join(silent)
        said.append(
            tr("But not recorded for: {names}.", names=names)
            if has_none
            else tr("Not recorded for: {names}.", names=names)
        )
    return (" ".join(said),)


def _classes() -> str:
    """The classes that are asked about, as a list in a sentence."""
    asked = [choice for choice in EMERGENCY_CLASSES if choice.value != _NONE_OF_THESE]
    return in_use().listed([str(_CLASSES.get(choice.value, choice.label)) for choice in asked], "or")


def _stopped(reader: Reader, medication: Record) -> BinderRecord:
    """A medication of the past. Its class no longer matters in an emergency, and must not look as if it did."""
    none = medication.values["emergency_class"] == _NONE_OF_THESE
    skip = ("name", "strength", "use", *(["emergency_class"] if none else []))
    return reader.block(medication, skip=skip, labels={"emergency_class": tr_c("of a medicine", "Class")})
