"""A bill and an explanation of benefits side by side: what each says, line by line where lines fit, with the differences as facts.

It says what differs and never which of the two is right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Field
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import AMOUNTS_OF_A_LINE, BILLS
from ism_desktop.records.money.balances import total_of
from ism_desktop.records.money.matching import meet
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate, Rows

_Row = Mapping[str, Any]
_SAME_AMOUNT, _SAME_WORDS, _SAME_DAY = 4, 2, 1
_ENOUGH = _SAME_WORDS + _SAME_DAY


@dataclass(frozen=True, slots=True)
class Said:
    """What both say of one thing, such as what was billed; empty where one says nothing of it."""

    label: str
    bill: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One line that both have, or only one of them: what it is, what they say of it, and what differs. The first is about the whole."""

    what: str
    said: tuple[Said, ...]
    differences: tuple[str, ...]


def compared(bill: Record, explanation: Record) -> list[Compared]:
    """Both as a whole, then their lines: those that fit side by side, the others by themselves, in the order of the bill."""
    found = [_whole(bill, explanation)]
    mine, theirs = _lines(bill), _lines(explanation)
    fitting = _fitting(mine, theirs)
    for number, line in enumerate(mine):
        other = theirs[fitting[number]] if number in fitting else None
        found.append(_pair(line, other))
    taken = set(fitting.values())
    found += [_pair(None, line) for number, line in enumerate(theirs) if number not in taken]
    return found


def differences(bill: Record, explanation: Record) -> list[str]:
    """What bill and explanation say differently as a whole, as facts."""
    said: list[str] = []
    total, billed = total_of(bill.values), explanation.values["billed"]
    if isinstance(total, Money) and isinstance(billed, Money) and total != billed:
        said.append(
            tr("Billed {bill}; the explanation says {explanation}.", bill=total.words, explanation=billed.words)
        )
    mine, theirs = bill.values["service_on"], explanation.values["service_on"]
    if isinstance(mine, PartialDate) and isinstance(theirs, PartialDate) and not meet(mine, theirs):
        said.append(
            tr(
                "The bill says that the service was on {bill}; the explanation says {explanation}.",
                bill=mine.words,
                explanation=theirs.words,
            )
        )
    return said


def _whole(bill: Record, explanation: Record) -> Compared:
    mine = {"billed": total_of(bill.values), "service_on": bill.values["service_on"]}
    names = ("billed", "allowed", "adjustment", "paid", "my_share", "service_on")
    said = [_said(BENEFIT_EXPLANATIONS.field(name), mine.get(name), explanation.values[name]) for name in names]
    return Compared(tr("All together"), tuple(filter(None, said)), tuple(differences(bill, explanation)))


def _pair(line: _Row | None, other: _Row | None) -> Compared:
    mine, theirs = line or {}, other or {}
    what = str(mine.get("what") or theirs.get("what") or tr("A line without words"))
    cells = BILLS.field("lines")
    said = [_said(cells.cell(name), mine.get(name), theirs.get(name)) for name in (*AMOUNTS_OF_A_LINE, "service_on")]
    if line is None:
        facts = [tr("Not on the bill.")]
    elif other is None:
        facts = [tr("Not in the explanation.")]
    else:
        facts = [*_different(line, other)]
        if theirs.get("what") and folded(str(theirs["what"])) != folded(what):
            said.insert(0, Said(cells.cell("what").label, what, str(theirs["what"])))
    return Compared(what, tuple(filter(None, said)), tuple(facts))


def _said(field: Field, mine: object, theirs: object) -> Said | None:
    words = [each.words if isinstance(each, Money | PartialDate) else "" for each in (mine, theirs)]
    return Said(field.label, *words) if any(words) else None


def _different(line: _Row, other: _Row) -> Iterator[str]:
    for name in AMOUNTS_OF_A_LINE:
        mine, theirs = line.get(name), other.get(name)
        if isinstance(mine, Money) and isinstance(theirs, Money) and mine != theirs:
            if name == "billed":
                yield tr(
                    "Billed {bill}; the explanation says {explanation}.", bill=mine.words, explanation=theirs.words
                )
            else:
                yield tr(
                    "{what}: the bill says {bill}; the explanation says {explanation}.",
                    what=BILLS.field("lines").cell(name).label,
                    bill=mine.words,
                    explanation=theirs.words,
                )
    mine, theirs = line.get("service_on"), other.get("service_on")
    if isinstance(mine, PartialDate) and isinstance(theirs, PartialDate) and not meet(mine, theirs):
        yield tr(
            "The bill says that the service was on {bill}; the explanation says {explanation}.",
            bill=mine.words,
            explanation=theirs.words,
        )


def _lines(record: Record) -> Sequence[_Row]:
    lines = record.values["lines"]
    return lines.rows if isinstance(lines, Rows) else ()


def _fitting(mine: Sequence[_Row], theirs: Sequence[_Row]) -> dict[int, int]:
    """Which line of the explanation fits which of the bill: the most alike first, each only once."""
    alike = [
        (_likeness(line, other), -here, -there) for here, line in enumerate(mine) for there, other in enumerate(theirs)
    ]
    found: dict[int, int] = {}
    for likeness, here, there in sorted(alike, reverse=True):
        is_only = len(mine) == len(theirs) == 1
        if (likeness >= _ENOUGH or is_only) and -here not in found and -there not in found.values():
            found[-here] = -there
    return found


def _likeness(line: _Row, other: _Row) -> int:
    billed, words = line.get("billed"), folded(str(line.get("what") or ""))
    mine, theirs = line.get("service_on"), other.get("service_on")
    on_one_day = isinstance(mine, PartialDate) and isinstance(theirs, PartialDate) and meet(mine, theirs)
    return (
        _SAME_AMOUNT * (isinstance(billed, Money) and billed == other.get("billed"))
        + _SAME_WORDS * bool(words and words == folded(str(other.get("what") or "")))
        + _SAME_DAY * on_one_day
    )
