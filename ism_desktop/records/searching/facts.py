"""What is known of each record that a search can be narrowed by: its day, the names in it, its kind of document, what it lacks.

A fact is a row (what, value, shown): `value` is compared, `shown` is what a person reads. Names are compared folded, days as stored.
"""

from collections.abc import Sequence

from ism_desktop.records import matching, own_fields, paper_numbers, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE
from ism_desktop.records.searching.query import Condition
from ism_desktop.records.values import Moment, PartialDate

Fact = tuple[str, str, str]

OWN = "own"
"""The sort of fact that tells what a document says in a field of the person's own."""

LABEL = "label"
"""The sort of fact that tells the number on a paper."""

_DATED = frozenset({Input.DATE, Input.MOMENT})
_LAST = "\U0010ffff"  # sorts behind whatever may follow the beginning of a date


def _day_field(kind: Kind) -> str | None:
    """The field that says when: the one that the kind's list is in the order of, else its first date."""
    dated = [field.name for field in kind.fields if field.input in _DATED]
    first = next((name for name in (each.lstrip("-") for each in kind.order_by) if name in dated), None)
    return first or next(iter(dated), None)


_DAY_FIELDS = {name: _day_field(kind) for name, kind in BY_NAME.items()}
_NAME_FIELDS = {
    name: tuple(field.name for field in kind.form_fields if field.input is Input.NAME) for name, kind in BY_NAME.items()
}


def facts_of(record: store.Record, pages: Sequence[str]) -> list[Fact]:
    """All facts of one record; `pages` are the texts of a document's pages."""
    facts: list[Fact] = []
    day_field = _DAY_FIELDS[record.kind.name]
    day = record.values.get(day_field) if day_field else None
    day = day.date if isinstance(day, Moment) else day
    if isinstance(day, PartialDate):
        facts.append(("day", day.sort_text, str(day.year)))
    names = {str(name) for field in _NAME_FIELDS[record.kind.name] if (name := record.values.get(field))}
    facts += [("from", f" {folded(name)}", name) for name in sorted(names)]
    if record.kind is DOCUMENTS:
        kind = record.values.get("type")
        facts += [("type", str(kind), "")] if kind else [("no", "kind", "")]
        facts += [("no", "date", "")] if not isinstance(day, PartialDate) else []
        facts += [("no", "sender", "")] if not record.values.get("source") else []
        facts += [("no", "text", "")] if not any(text.strip() for text in pages) else []
        facts += [("no", "filing", "")] if record.values.get("filing") == TO_FILE else []
        facts += [("tag", f" {folded(tag)}", tag) for tag in record.values.get("tags") or ()]
        number = paper_numbers.key_of(record.values.get(paper_numbers.FIELD) or "")
        facts += [(LABEL, number, "")] if number else []
        facts += [
            (OWN, f"{own_fields.search_key(name)}: {' '.join(matching.terms(words))}", "")
            for name, words in own_fields.said(record.values)
        ]
    return facts


def narrowing(condition: Condition) -> tuple[str, list[str | int]]:
    """SQL that is true of an entry for which the condition holds, and its values.

    The names of tables are those of the index: `entries`, and `facts` of a record.
    """
    said, values = _narrowing(condition)
    return (f"NOT ({said})" if condition.excluded else f"({said})"), values


def _narrowing(condition: Condition) -> tuple[str, list[str | int]]:
    values: list[str | int] = [*condition.values]
    marks = ", ".join("?" * len(values))
    match condition.what:
        case "kind":
            of_documents = _fact(f"facts.what = 'type' AND facts.value IN ({marks})")
            return f"entries.kind IN ({marks}) OR {of_documents}", [*values, *values]
        case "before":
            return _fact("facts.what = 'day' AND facts.value < ?"), values
        case "after":
            return _fact("facts.what = 'day' AND facts.value > ?"), [condition.values[0] + _LAST]
        case "on":
            first = condition.values[0]
            return _fact("facts.what = 'day' AND facts.value BETWEEN ? AND ?"), [first, first + _LAST]
        case "no":
            return _fact(f"facts.what = 'no' AND facts.value IN ({marks})"), values
        case "tag":
            # A tag is found by the beginning of a word or of a tag in it: “bone” finds “Mastocytosis/Bone marrow”.
            return _fact("facts.what = 'tag' AND (instr(facts.value, ?) OR instr(facts.value, ?))"), [
                f" {values[0]}",
                f"/{values[0]}",
            ]
        case "own":
            key, *words = condition.values
            each = [
                _fact("facts.what = 'own' AND substr(facts.value, 1, ?) = ? AND instr(facts.value, ?)") for _ in words
            ]
            return " AND ".join(each), [part for word in words for part in (len(key) + 1, f"{key}:", f" {word}")]
        case what:
            words = condition.values[0].split()
            each = [_fact(f"facts.what = '{what}' AND instr(facts.value, ?)") for _ in words]
            return " AND ".join(each), [f" {word}" for word in words]


def _fact(true: str) -> str:
    return f"EXISTS (SELECT 1 FROM facts WHERE facts.kind = entries.kind AND facts.record = entries.record AND {true})"  # noqa: S608
