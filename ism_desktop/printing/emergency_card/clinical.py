"""The clinical topics of the card: reactions, what not to give, tolerated, tryptase, medications that change emergency care."""

from collections.abc import Sequence

from ism_desktop.printing.emergency_card.statements import NOTHING, Statement, Topic, one
from ism_desktop.printing.emergency_card.wording import (
    IN_BINDER,
    MISSING,
    Value,
    counted,
    joined,
    of_field,
    say,
    stated,
    unbroken,
)
from ism_desktop.printing.values import one_line, words
from ism_desktop.records.kinds.medications import EMERGENCY_CLASSES, is_current
from ism_desktop.records.kinds.tolerated import CATEGORIES, circumstance_key
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap

_SEVERITY_ORDER = ("life_threatening", "severe", "moderate", "mild")

# More would bury the worst of them, and the panel that is looked for next.
_MOST_REACTIONS = 12
_CATEGORIES_ON_CARD = frozenset({"pain", "anaesthesia", "contrast", "antibiotic"})
_OTHER = "other"
_NONE_OF_THESE = "none"


def reactions(records: Sequence[Record], none_stated: Gap | None) -> Topic:
    """Allergies and reactions, the worst first, medicines first among equals. "No known" only when the person said so.

    What the person holds back, and what is more than a card can carry, is counted; a blank is NOT RECORDED.
    """
    open_ones = [record for record in records if record.values["certainty"] != "cleared"]
    printed = sorted((record for record in open_ones if record.values["on_card"] is not False), key=worst_first)
    held_back = len(open_ones) - len(printed)
    if printed:
        said = [_reaction(record) for record in printed[:_MOST_REACTIONS]]
        further = len(printed) - len(said)
        if further:
            said.append(Statement(counted("and_more", further), IN_BINDER))
        if held_back:
            said.append(Statement(counted("held_back", held_back), say("not_printed")))
        return Topic("reactions", tuple(said), inline=False)
    if open_ones:
        return one("reactions", counted("all_held_back", held_back))
    if none_stated is Gap.NONE:
        return one("reactions", say("reactions_none"))
    return one("reactions", MISSING if none_stated is None else stated(none_stated))


def worst_first(record: Record) -> tuple[bool, int, bool, str]:
    """Sorts reactions: triggers behind allergies, the worst first, among equally bad ones medicines first, then by name."""
    severity = record.values["severity"]
    rank = _SEVERITY_ORDER.index(severity) if severity in _SEVERITY_ORDER else len(_SEVERITY_ORDER)
    is_drug = record.values["substance_class"] == "drug"
    return record.values["type"] == "trigger", rank, not is_drug, words(record, "substance").casefold()


def _reaction(record: Record) -> Statement:
    kind, certainty = record.values["type"], record.values["certainty"]
    what: Value = one_line(words(record, "reaction"))
    if not what and kind != "avoid":
        is_unknown = isinstance(record.values["reaction"], Gap)
        what = say("reaction_unknown") if is_unknown else say("reaction_missing", missing=MISSING)
    marks = joined(
        "comma",
        of_field(record, "severity", "severity_"),
        say(f"type_{kind}") if kind in {"avoid", "intolerance", "trigger"} else "",
        say(f"certainty_{certainty}") if certainty in {"suspected", "likely", "confirmed"} else "",
        unbroken(of_field(record, "happened_on")),
    )
    return Statement(words(record, "substance"), _with_more(what, marks) if what != "" else marks)


def _with_more(what: Value, more: Value) -> Value:
    """What is said, with more about it in brackets where there is more."""
    return say("in_brackets", what=what, more=more) if more != "" else what


def clinician_lists(details: Record | None) -> tuple[Topic, ...]:
    """What is not to be given, and what is to be used with care: two lists, each with whose word it is.

    A record from before there were two lists keeps the one heading for both, until the person says what belongs to the second.
    """
    first = None if details is None else details.values["do_not_give"]
    second = None if details is None else details.values["use_with_care"]
    if details is None or (first is None and second is None):
        return (_list("do_not_give", None, ""),)
    author = words(details, "do_not_give_by")
    by = joined(
        "comma",
        say("according", author=author or MISSING),
        of_field(details, "do_not_give_on"),
        _confirmed(details, unless=author),
    )
    if second is None:
        return (_list("do_not_give", first, by, heading="section_do_not_give_or_with_care"),)
    # Two lists on one person's word name that person once.
    both = _is_written(first) and _is_written(second)
    return (
        _list("do_not_give", first, "" if both else by),
        _list("use_with_care", second, say("both", by=by) if both else by),
    )


def _is_written(value: object) -> bool:
    """Whether there are words, and no stated gap, which is a text to Python too."""
    return isinstance(value, str) and not isinstance(value, Gap)


def _list(key: str, value: object, by: Value, *, heading: str = "") -> Topic:
    if value is None:
        said: Value = MISSING
    else:
        said = stated(value) if isinstance(value, Gap) else _with_more(one_line(str(value)), by)
    return one(key, said, short="short_do_not_give", heading=heading)


def _confirmed(details: Record | None, *, unless: str = "") -> Value:
    """Who confirmed the card details, for the lines that come from that record, and no others."""
    confirmed = words(details, "confirmed_by")
    if not confirmed or confirmed == unless:
        return ""
    return joined("comma", say("confirmed_by", name=confirmed), of_field(details, "confirmed_on"))


def after_adrenaline(details: Record | None) -> Topic:
    """What the person copied from the signed plan."""
    value = None if details is None else details.values["after_adrenaline"]
    if value is None:
        said: Value = MISSING
    else:
        said = stated(value) if isinstance(value, Gap) else _with_more(one_line(str(value)), _confirmed(details))
    return one("after_adrenaline", said, short="short_after_adrenaline", heading="after_adrenaline")


def medications(records: Sequence[Record], none_stated: Gap | None, *, with_advice: bool) -> Topic:
    """Regular drugs of a class that changes emergency care. The person states the class; the program looks nothing up.

    `with_advice`: what clinicians may consider stands beside a beta-blocker.
    """
    current = [record for record in records if is_current(record.values["use"], record.values["stopped_on"])]
    regular = [record for record in current if record.values["use"] != "premedication"]
    empty = one("medications", MISSING, short="short_medications")
    if not regular:
        if none_stated is Gap.NONE and not records:
            return one("medications", say("medications_none"))
        return empty if none_stated is None else one("medications", stated(none_stated))
    said: list[Statement] = []
    absent: list[Value] = []
    for choice in EMERGENCY_CLASSES:
        if choice.value == _NONE_OF_THESE:
            continue
        taken = joined("comma", *(drug.title for drug in regular if drug.values["emergency_class"] == choice.value))
        if taken == "":
            absent.append(say(f"listed_{choice.value}"))
            continue
        advice = say("beta_blocker") if with_advice and choice.value == "beta_blocker" else ""
        said.append(Statement(say(f"class_{choice.value}"), _with_more(taken, advice)))
    unclassed = sum(not _is_written(record.values["emergency_class"]) for record in regular)
    if not said and unclassed == len(regular):
        return empty
    if unclassed:
        lacking = counted("class_missing", len(regular), unclassed=unclassed, missing=MISSING)
        said.append(Statement("", lacking))
    else:
        said.append(Statement("", say("classes_none", classes=joined("comma", *absent))))
    return Topic("medications", tuple(said), inline=len(said) == 1)


def tolerated(records: Sequence[Record]) -> Topic:
    """What went well, by kind; pain relief, anaesthesia, contrast and antibiotics unless the person chose otherwise.

    Things of one kind that went well on one day under the same circumstances share the words on these.
    """
    known = [choice.value for choice in CATEGORIES]
    by_category: dict[str, dict[Value, list[str]]] = {}
    for record in records:
        category = record.values["category"]
        choice = record.values["on_card"]
        if choice is True or (choice is None and category in _CATEGORIES_ON_CARD):
            marks = joined("comma", unbroken(of_field(record, "happened_on")), _before_it(record))
            key = category if category in known else _OTHER
            by_category.setdefault(key, {}).setdefault(marks, []).append(words(record, "substance"))
    said = tuple(
        Statement(
            say(f"category_{category}"),
            joined("semicolon", *(_with_more(joined("comma", *names), marks) for marks, names in found.items())),
        )
        for category in known
        if (found := by_category.get(category))
    )
    return Topic("tolerated", said or NOTHING, inline=False, short="short_tolerated")


def _before_it(record: Record) -> Value:
    """Whether something was given before: without it, that a thing was tolerated says little. A blank is a gap, and no "not known"."""
    if record.values["premedication"] is None:
        return say("circumstance_missing", missing=MISSING)
    return say(f"circumstance_{circumstance_key(record.values)}")


def tryptase(details: Record | None, *, with_advice: bool) -> Topic:
    """The baseline as the report printed it, and when to draw blood. Nothing is computed from it (docs/clinical-sources.md, Kept out)."""
    value = None if details is None else details.values["tryptase"]
    if details is None or value is None:
        baseline: Value = MISSING
    elif isinstance(value, Gap):
        baseline = stated(value)
    else:
        day = of_field(details, "tryptase_on")
        dated = day if day != "" else say("date_missing", missing=MISSING)
        baseline = _with_more(joined("comma", _with_unit_twin(str(value)), dated), _confirmed(details))
    said = [Statement("", baseline)]
    if with_advice:
        said.append(Statement("", joined("words", say("blood_when"), say("blood_rule"))))
    return Topic("tryptase", tuple(said))


def _with_unit_twin(value: str) -> str:
    """The value with the other name of its unit beside it: ng/mL and µg/L are the same, so nothing is converted."""
    plain = value.replace("μ", "µ").lower()
    if "ng/ml" in plain and "g/l" not in plain:
        return f"{value} (= µg/L)"
    if any(unit in plain for unit in ("µg/l", "ug/l", "mcg/l")) and "ng/ml" not in plain:
        return f"{value} (= ng/mL)"
    return value


def premedication(details: Record | None) -> Topic:
    """Whether a premedication plan exists, and where it is."""
    value = None if details is None else details.values["premedication"]
    if value is True:
        where = one_line(words(details, "premedication_where"))
        said: Value = joined("comma", say("yes"), where or say("place_missing", missing=MISSING))
    elif isinstance(value, Gap):
        said = stated(value)
    else:
        said = MISSING if value is None else say("premedication_none")
    return one("premedication", said, short="short_premedication")
