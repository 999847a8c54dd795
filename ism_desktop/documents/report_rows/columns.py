"""Which numbers of a table stand in one column, which column each head means, and which one holds the results.

Numbers that stand below each other are a strip. Strips are given to heads from left to right, so that none crosses another: where a
table has a result and a former result, the first strip of numbers is never taken for the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ism_desktop.documents.report_rows.atoms import Atom, Form, bound_as_value
from ism_desktop.documents.report_rows.heads import Head, Heads
from ism_desktop.documents.report_rows.table_rows import TableRow

_BUILDING = frozenset({Form.NUMBER, Form.BOUND, Form.RANGE})
_MOSTLY = 0.4
_CROWDED = 0.15  # of the rows without heads: so many with two numbers make every row doubtful


@dataclass(frozen=True, slots=True)
class Strip:
    """A column of numbers as it lies on the page. `holds_ranges` says that most of it are ranges."""

    x0: float
    x1: float
    holds_ranges: bool
    bounds: float
    count: int


@dataclass(frozen=True, slots=True)
class Columns:
    """What each strip is: `kinds` names it as its head does, or `unnamed`. `are_sure` says whether the results are told from all others."""

    strips: tuple[Strip, ...]
    kinds: tuple[str, ...]
    are_sure: bool
    have_heads: bool = True

    def kind_of(self, atom: Atom) -> str:
        """The column in which an atom stands."""
        best, most = "unnamed", 0.0
        for strip, kind in zip(self.strips, self.kinds, strict=True):
            shared = min(atom.x1, strip.x1) - max(atom.x0, strip.x0)
            if shared > most:
                best, most = kind, shared
        return best


def columns_of(rows: Sequence[TableRow], heads: Heads | None, size: float) -> Columns:
    """The columns of a table."""
    strips = _strips(rows, size)
    if heads is None or not heads.columns:
        return _without_heads(rows, strips)
    given = _given(strips, heads, size)
    kinds = ["unnamed" if head is None else head.kind for head in given]
    numeric = [place for place, strip in enumerate(strips) if not strip.holds_ranges and kinds[place] != "range"]
    if "value" in kinds:
        return Columns(strips, tuple(kinds), _are_clear(strips, given, numeric, heads))
    if "value" in heads.names:
        return Columns(strips, tuple(kinds), are_sure=False)
    dated = [place for place in numeric if kinds[place] == "dated"]
    if dated:
        kinds[dated[0]] = "value"
        return Columns(strips, tuple(kinds), are_sure=len(numeric) == 1 and len(heads.numeric) == 1)
    free = [place for place in numeric if kinds[place] == "unnamed"]
    if free:
        kinds[free[0]] = "value"
    return Columns(strips, tuple(kinds), are_sure=len(numeric) == 1 and not heads.numeric)


def _are_clear(strips: Sequence[Strip], given: Sequence[Head | None], numeric: Sequence[int], heads: Heads) -> bool:
    """Whether each column of numbers has a head, and the head of the results cannot mean another."""
    if any(given[place] is None for place in numeric):
        return False
    if len(numeric) == len(heads.numeric):
        return True
    for place in numeric:
        head = given[place]
        if head is None or head.kind != "value":
            continue
        others = [_distance(strips[place], other) for other in heads.numeric if other.kind != "value"]
        if _distance(strips[place], head) > 0 or (others and min(others) <= 0):
            return False
    return True


def _without_heads(rows: Sequence[TableRow], strips: tuple[Strip, ...]) -> Columns:
    """With no heads the first column that holds no ranges is proposed; sure only where it is the only one."""
    kinds = ["range" if strip.holds_ranges else "value" for strip in strips]
    crowded = [row for row in rows if len([atom for atom in row.numbers if not _is_range_by_words(atom)]) > 1]
    return Columns(strips, tuple(kinds), are_sure=len(crowded) <= _CROWDED * len(rows), have_heads=False)


def _is_range_by_words(atom: Atom) -> bool:
    return atom.form is Form.BOUND and not bound_as_value(atom)


def _strips(rows: Sequence[TableRow], size: float) -> tuple[Strip, ...]:
    atoms = [atom for row in rows for atom in row.atoms if atom.form in _BUILDING]
    spans = _merged(atoms, size)
    words = [
        atom
        for row in rows
        for atom in row.atoms
        if atom.form in {Form.WORDS, Form.LIKE_NUMBER}
        and not any(min(atom.x1, span[1]) > max(atom.x0, span[0]) for span in spans)
    ]
    spans = sorted(spans + _merged(words, size))
    return tuple(_strip(span, [*atoms, *words]) for span in spans)


def _merged(atoms: Sequence[Atom], size: float) -> list[tuple[float, float]]:
    """The stretches of the page's width that these cover; a hair's breadth of overlap does not join two columns."""
    slack = 0.15 * size
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((atom.x0, atom.x1) for atom in atoms):
        if spans and x0 < spans[-1][1] - min(slack, (x1 - x0) / 3):
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _strip(span: tuple[float, float], atoms: Sequence[Atom]) -> Strip:
    own = [atom for atom in atoms if span[0] <= (atom.x0 + atom.x1) / 2 <= span[1]]
    ranges = sum(atom.form is Form.RANGE or _is_range_by_words(atom) for atom in own)
    bounds = sum(atom.form is Form.BOUND for atom in own)
    count = max(1, len(own))
    return Strip(*span, ranges >= _MOSTLY * count, bounds / count, len(own))


def _distance(strip: Strip, head: Head) -> float:
    return max(0.0, strip.x0 - head.x1, head.x0 - strip.x1)


def _given(strips: Sequence[Strip], heads: Heads, size: float) -> list[Head | None]:
    """The head of each strip, in order from the left, at the least distance in all."""
    columns = [head for head in heads.columns if head.kind not in {"test", "unit", "flag"}]

    @cache
    def best(strip: int, column: int) -> tuple[float, tuple[int, ...]]:
        if strip == len(strips):
            return 0.0, ()
        rest = best(strip + 1, column)
        found = (10 * size + rest[0], (-1, *rest[1]))
        for place in range(column, len(columns)):
            cost = _cost(strips[strip], columns[place], size)
            after = best(strip + 1, place + 1)
            found = min(found, (cost + after[0], (place, *after[1])))
        return found

    return [None if place < 0 else columns[place] for place in best(0, 0)[1]]


def _cost(strip: Strip, head: Head, size: float) -> float:
    shared = min(strip.x1, head.x1) - max(strip.x0, head.x0)
    cost = _distance(strip, head) - 0.05 * max(0.0, shared)
    if strip.holds_ranges != (head.kind == "range") and not (head.kind == "range" and strip.bounds > 0.6):
        cost += 8 * size
    return cost
