"""The clinical sections of the card: reactions, what not to give, tolerated, tryptase, medications that change emergency care."""

from collections.abc import Sequence

from ism_desktop.library.card_text import CardText
from ism_desktop.printing.emergency_card.content import EMPTY, NOT_RECORDED, Entry, Section
from ism_desktop.printing.values import joined, one_line, stated, unbroken, words
from ism_desktop.records.kinds.medications import EMERGENCY_CLASSES, is_current
from ism_desktop.records.kinds.tolerated import CATEGORIES, circumstance
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap

MEDICATION = "Medication to know of"
_SEVERITY_ORDER = ("life_threatening", "severe", "moderate", "mild")
DO_NOT_GIVE = "Do not give"
IN_THE_BINDER = "binder, tab Allergies and reactions"
"""Where the reactions stand for which the card has no room; the binder's own card names the page instead."""

# More would bury the worst of them, and the panel that is looked for next.
_MOST_REACTIONS = 12
_CATEGORIES_ON_CARD = frozenset({"pain", "anaesthesia", "contrast", "antibiotic"})


def reactions(records: Sequence[Record], none_stated: Gap | None) -> Section:
    """Allergies and reactions, the worst first, medicines first among equals. "No known" only when the person said so.

    What the person holds back, and what is more than a card can carry, is counted; a blank is NOT RECORDED.
    """
    heading = "Allergies and reactions"
    open_ones = [record for record in records if record.values["certainty"] != "cleared"]
    printed = sorted((record for record in open_ones if record.values["on_card"] is not False), key=worst_first)
    held_back = len(open_ones) - len(printed)
    if printed:
        entries = [_reaction(record) for record in printed[:_MOST_REACTIONS]]
        further = len(printed) - len(entries)
        if further:
            entries.append(Entry(f"and {further} more", IN_THE_BINDER))
        if held_back:
            entries.append(Entry(f"+{held_back} more in my record", "not printed here"))
        return Section("reactions", heading, tuple(entries), inline=False)
    if open_ones:
        return Section(
            "reactions", heading, (Entry("", f"none printed here; {held_back} in the patient’s own record"),)
        )
    if none_stated is Gap.NONE:
        return Section("reactions", heading, (Entry("", "no known allergies or reactions (stated by the patient)"),))
    return Section("reactions", heading, EMPTY if none_stated is None else (Entry("", stated(none_stated)),))


def worst_first(record: Record) -> tuple[bool, int, bool, str]:
    """Sorts reactions: triggers behind allergies, the worst first, among equally bad ones medicines first, then by name."""
    severity = record.values["severity"]
    rank = _SEVERITY_ORDER.index(severity) if severity in _SEVERITY_ORDER else len(_SEVERITY_ORDER)
    is_drug = record.values["substance_class"] == "drug"
    return record.values["type"] == "trigger", rank, not is_drug, words(record, "substance").casefold()


def _reaction(record: Record) -> Entry:
    kind = record.values["type"]
    certainty = record.values["certainty"]
    sure = {"suspected": "suspected", "likely": "likely", "confirmed": "confirmed"}.get(str(certainty), "")
    what = one_line(words(record, "reaction"))
    if not what and kind != "avoid":
        what = "reaction not known" if isinstance(record.values["reaction"], Gap) else f"reaction {NOT_RECORDED}"
    label = {"avoid": "told to avoid", "intolerance": "intolerance", "trigger": "trigger"}.get(str(kind), "")
    marks = joined(words(record, "severity"), label, sure, unbroken(words(record, "happened_on")))
    return Entry(words(record, "substance"), f"{what} ({marks})" if what and marks else what or marks)


def clinician_lists(details: Record | None) -> tuple[Section, ...]:
    """What is not to be given, and what is to be used with care: two lists, each with whose word it is.

    A record from before there were two lists keeps the one heading for both, until the person says what belongs to the second.
    """
    first = None if details is None else details.values["do_not_give"]
    second = None if details is None else details.values["use_with_care"]
    if details is None or (first is None and second is None):
        return (Section("do_not_give", DO_NOT_GIVE, EMPTY, short="what not to give"),)
    author = words(details, "do_not_give_by") or NOT_RECORDED
    by = joined(f"according to {author}", words(details, "do_not_give_on"), _confirmed(details, unless=author))
    if second is None:
        return (_list("do_not_give", "Do not give, or use with care", first, by),)
    # Two lists on one person's word name that person once.
    both = _is_written(first) and _is_written(second)
    return (
        _list("do_not_give", DO_NOT_GIVE, first, "" if both else by),
        _list("use_with_care", "Use with care", second, f"both {by}" if both else by),
    )


def _is_written(value: object) -> bool:
    """Whether there are words, and no stated gap, which is a text to Python too."""
    return isinstance(value, str) and not isinstance(value, Gap)


def _list(key: str, heading: str, value: object, by: str) -> Section:
    if value is None:
        return Section(key, heading, EMPTY, short="what not to give")
    behind = f" ({by})" if by else ""
    said = stated(value) if isinstance(value, Gap) else f"{one_line(str(value))}{behind}"
    return Section(key, heading, (Entry("", said),))


def _confirmed(details: Record | None, *, unless: str = "") -> str:
    """Who confirmed the card details, for the lines that come from that record, and no others."""
    confirmed = words(details, "confirmed_by")
    if not confirmed or confirmed == unless:
        return ""
    return joined(f"confirmed by {confirmed}", words(details, "confirmed_on"))


def _with_confirmed(said: str, details: Record | None) -> str:
    confirmed = _confirmed(details)
    return f"{said} ({confirmed})" if confirmed else said


def after_adrenaline(details: Record | None, text: CardText) -> Section:
    """What the person copied from the signed plan."""
    heading = text.text("after_adrenaline")
    value = None if details is None else details.values["after_adrenaline"]
    if value is None:
        return Section("after_adrenaline", heading, EMPTY, short="plan after adrenaline")
    said = stated(value) if isinstance(value, Gap) else _with_confirmed(one_line(str(value)), details)
    return Section("after_adrenaline", heading, (Entry("", said),))


def medications(records: Sequence[Record], none_stated: Gap | None, text: CardText | None) -> Section:
    """Regular drugs of a class that changes emergency care. The person states the class; the program looks nothing up."""
    heading = MEDICATION
    empty = Section("medications", heading, EMPTY, short="medication")
    current = [record for record in records if is_current(record.values["use"], record.values["stopped_on"])]
    regular = [record for record in current if record.values["use"] != "premedication"]
    if not regular:
        if none_stated is Gap.NONE and not records:
            return Section("medications", heading, (Entry("", "no medication (stated by the patient)"),))
        return empty if none_stated is None else Section("medications", heading, (Entry("", stated(none_stated)),))
    entries: list[Entry] = []
    absent: list[str] = []
    for choice in EMERGENCY_CLASSES:
        names = [record.title for record in regular if record.values["emergency_class"] == choice.value]
        if choice.value == "none":
            continue
        if names:
            note = f" ({text.text('beta_blocker')})" if text is not None and choice.value == "beta_blocker" else ""
            entries.append(Entry(choice.label, ", ".join(names) + note))
        else:
            absent.append(in_a_sentence(choice.label))
    unclassed = sum(not _is_written(record.values["emergency_class"]) for record in regular)
    if not entries and unclassed == len(regular):
        return empty
    if unclassed:
        entries.append(Entry("", f"class {NOT_RECORDED} for {unclassed} of {len(regular)} medications"))
    else:
        entries.append(Entry("", f"no {', '.join(absent)} (stated by the patient)"))
    return Section("medications", heading, tuple(entries), inline=len(entries) == 1)


def in_a_sentence(label: str) -> str:
    """A class of medicines as it stands inside a sentence: abbreviations keep their capitals."""
    plain = label.split(" (", maxsplit=1)[0]
    return plain if plain[1].isupper() else plain[0].lower() + plain[1:]


def tolerated(records: Sequence[Record]) -> Section:
    """What went well, by kind; pain relief, anaesthesia, contrast and antibiotics unless the person chose otherwise.

    Things of one kind that went well on one day under the same circumstances share the words on these.
    """
    by_category: dict[str, dict[str, list[str]]] = {}
    for record in records:
        category = record.values["category"]
        choice = record.values["on_card"]
        if choice is True or (choice is None and category in _CATEGORIES_ON_CARD):
            label = next((known.label for known in CATEGORIES if known.value == category), "Other")
            marks = joined(unbroken(words(record, "happened_on")), before_it(record))
            by_category.setdefault(label, {}).setdefault(marks, []).append(words(record, "substance"))
    order = [known.label for known in CATEGORIES]
    entries = [
        Entry(label, "; ".join(f"{', '.join(names)} ({marks})" for marks, names in by_category[label].items()))
        for label in order
        if label in by_category
    ]
    return Section("tolerated", "Tolerated before", tuple(entries) or EMPTY, inline=False, short="tolerated before")


def before_it(record: Record) -> str:
    """Whether something was given before: without it, that a thing was tolerated says little. A blank is a gap, and no "not known"."""
    return f"premedication {NOT_RECORDED}" if record.values["premedication"] is None else circumstance(record.values)


def tryptase(details: Record | None, text: CardText | None) -> Section:
    """The baseline as the report printed it, and when to draw blood. Nothing is computed from it (clinical.md 7.2)."""
    value = None if details is None else details.values["tryptase"]
    if details is None or value is None:
        baseline = NOT_RECORDED
    elif isinstance(value, Gap):
        baseline = stated(value)
    else:
        baseline = joined(_with_unit_twin(str(value)), words(details, "tryptase_on") or f"date {NOT_RECORDED}")
        baseline = _with_confirmed(baseline, details)
    entries = [Entry("", baseline)]
    if text is not None:
        entries.append(Entry("", f"{text.text('blood_when')} {text.text('blood_rule')}"))
    return Section("tryptase", "Baseline tryptase", tuple(entries))


def _with_unit_twin(value: str) -> str:
    """The value with the other name of its unit beside it: ng/mL and µg/L are the same, so nothing is converted."""
    plain = value.replace("μ", "µ").lower()
    if "ng/ml" in plain and "g/l" not in plain:
        return f"{value} (= µg/L)"
    if any(unit in plain for unit in ("µg/l", "ug/l", "mcg/l")) and "ng/ml" not in plain:
        return f"{value} (= ng/mL)"
    return value


def premedication(details: Record | None) -> Section:
    """Whether a premedication plan exists, and where it is."""
    value = None if details is None else details.values["premedication"]
    where = one_line(words(details, "premedication_where"))
    if value is True:
        said = f"yes, {where}" if where else f"yes, place {NOT_RECORDED}"
    elif isinstance(value, Gap):
        said = stated(value)
    else:
        said = NOT_RECORDED if value is None else "none"
    return Section("premedication", "Premedication plan", (Entry("", said),), short="premedication plan")
