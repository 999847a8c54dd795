"""The headings of a table of amounts, in one line or up to three above each other, and which column of numbers each belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ism_desktop.documents.bill_rows.sheets import Atom, BillLine, plain
from ism_desktop.documents.bill_rows.vocabulary import HEADS, MONEY, NUMBERS

BY_WORDS = {phrase: kind for kind, phrases in HEADS.items() for phrase in phrases.split("|")}
_LONGEST, _STACKED = 5, 3
_LEAD = 2.4  # times the size of the writing: headings so close below each other are one
_MOST = 16  # columns
_GAPS = (0.95, 0.5, 0.34)  # of the size of the writing: what parts headings, on a wide paper and on a crowded one


@dataclass(frozen=True, slots=True)
class Head:
    """One column: what it is (empty where its heading is not known), the edges of its heading, and its words."""

    kind: str
    x0: float
    x1: float
    words: str


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of one table, from the left, and how many lines they take.

    `are_whole` is False where words close above or below may belong to them, too: what a column is called is then not certain.
    """

    columns: tuple[Head, ...]
    height: int
    size: float
    are_whole: bool = True

    def under(self, atom: Atom) -> Head:
        """The column in whose width a word begins."""
        before = [head for head in self.columns if head.x0 - self.size / 2 <= atom.x0]
        return before[-1] if before else self.columns[0]


def heads_at(lines: Sequence[BillLine], place: int) -> Heads | None:
    """The headings that begin in a line; None for any other line."""
    best, most = None, 0.0
    for height in range(1, _STACKED + 1):
        block = lines[place : place + height]
        if len(block) < height or any(_has_values(line) for line in block):
            break
        if height > 1 and not _is_close(block[-2], block[-1]):
            break
        for gap in _GAPS:
            columns = _parsed(block[0], gap) if height == 1 else _clustered(block, gap)
            worth = _worth(columns, block)
            if worth > most:
                best, most = Heads(tuple(columns), height, block[0].size, _are_whole(lines, place, height)), worth
    return best


def _is_close(above: BillLine, below: BillLine) -> bool:
    return above.page == below.page and below.y - above.y <= _LEAD * above.size


def _has_values(line: BillLine) -> bool:
    return any(atom.is_money or atom.day is not None for atom in line.atoms)


def _are_whole(lines: Sequence[BillLine], place: int, height: int) -> bool:
    """Whether no line close above or below may go on with the headings: short words that stand over or under them, and no labels."""
    first, last = lines[place], lines[place + height - 1]
    above = lines[place - 1] if place and _is_close(lines[place - 1], first) else None
    below = lines[place + height] if place + height < len(lines) and _is_close(last, lines[place + height]) else None
    return not any(other is not None and _may_be_part(other, line) for other, line in ((above, first), (below, last)))


def _may_be_part(other: BillLine, line: BillLine) -> bool:
    if _has_values(other) or any(":" in atom.text or any(map(str.isdigit, atom.text)) for atom in other.atoms):
        return False
    cells = other.cells
    over = [cell for cell in cells if any(min(cell[-1].x1, each.x1) > max(cell[0].x0, each.x0) for each in line.atoms)]
    return len(over) >= 2 and all(len(cell) <= 3 for cell in cells)


def _worth(columns: Sequence[Head], block: Sequence[BillLine]) -> float:
    """How well the words are headings; 0 for what is none."""
    known = [head for head in columns if head.kind]
    kinds = {head.kind for head in known}
    unknown = len(columns) - len(known)
    if not kinds & MONEY or len(kinds) < 2 or len(columns) > _MOST or unknown > len(known):
        return 0.0
    cells = max(len(line.cells) for line in block)
    if cells < 2 and (len(kinds) < 4 or unknown):
        return 0.0
    if any(len(head.words.split()) > 4 for head in columns if not head.kind):
        return 0.0
    return len(known) - 0.5 * unknown - 0.1 * len(block)


def _cells(line: BillLine, gap: float) -> list[list[Atom]]:
    """The words of a line, parted where they stand so far from each other."""
    cells: list[list[Atom]] = []
    for atom in line.atoms:
        if cells and atom.x0 - cells[-1][-1].x1 <= gap * line.size:
            cells[-1].append(atom)
        else:
            cells.append([atom])
    return cells


def _parsed(line: BillLine, gap: float) -> list[Head]:
    """The headings of one line: at each word the longest that is known, and what is between them."""
    columns: list[Head] = []
    for cell in _cells(line, gap):
        rest: list[Atom] = []
        place = 0
        while place < len(cell):
            kind, end = _longest(cell, place)
            if kind:
                columns += _unknown(rest)
                rest = []
                words = " ".join(atom.text for atom in cell[place:end])
                columns.append(Head(kind, cell[place].x0, cell[end - 1].x1, words))
            else:
                rest.append(cell[place])
            place = end
        columns += _unknown(rest)
    return columns


def _longest(cell: Sequence[Atom], place: int) -> tuple[str, int]:
    """The longest heading that begins at a word, and where it ends."""
    for end in range(min(len(cell), place + _LONGEST), place, -1):
        kind = _kind(" ".join(atom.text for atom in cell[place:end]))
        if kind:
            return kind, end
    return "", place + 1


def _unknown(atoms: Sequence[Atom]) -> list[Head]:
    if not any(letter.isalnum() for atom in atoms for letter in atom.text):
        return []
    return [Head("", atoms[0].x0, atoms[-1].x1, " ".join(atom.text for atom in atoms))]


def _clustered(block: Sequence[BillLine], gap: float) -> list[Head]:
    """The headings of several lines: words that stand above each other are one."""
    parts = sorted(
        (
            (cell[0].x0, cell[-1].x1, row, " ".join(atom.text for atom in cell))
            for row, line in enumerate(block)
            for cell in _cells(line, gap)
        ),
        key=lambda part: part[0],
    )
    clusters: list[list[tuple[float, float, int, str]]] = []
    for part in parts[: 6 * _MOST]:
        if clusters and part[0] < max(other[1] for other in clusters[-1]):
            clusters[-1].append(part)
        else:
            clusters.append([part])
    columns: list[Head] = []
    for cluster in clusters:
        words = " ".join(part[3] for part in sorted(cluster, key=lambda part: part[2]))
        columns.append(Head(_kind(words), min(part[0] for part in cluster), max(part[1] for part in cluster), words))
    return columns


def _kind(words: str) -> str:
    said = plain(words)
    return BY_WORDS.get(said) or BY_WORDS.get(said.strip("()[]-")) or BY_WORDS.get(said.replace("- ", ""), "")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the numbers of a table stand, and the heading of each place; `are_clear` says which of them can belong to no other."""

    strips: tuple[tuple[float, float], ...]
    heads: tuple[Head | None, ...]
    are_clear: tuple[bool, ...]

    def of(self, atom: Atom) -> tuple[Head | None, bool]:
        """The heading of an amount, and whether it is that for certain."""
        shares = [min(atom.x1, right) - max(atom.x0, left) for left, right in self.strips]
        best = max(range(len(shares)), key=lambda place: shares[place], default=None)
        if best is None or shares[best] <= 0:
            return None, False
        return self.heads[best], self.are_clear[best]


def columns_of(atoms: Sequence[Atom], heads: Heads) -> Columns:
    """The columns of a table by all of its numbers, from left to right: no column crosses another."""
    strips: list[tuple[float, float]] = []
    for atom in sorted(atoms, key=lambda each: each.x0):
        if strips and atom.x0 < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], atom.x1))
        else:
            strips.append((atom.x0, atom.x1))
    numeric = [head for head in heads.columns if not head.kind or head.kind in MONEY | NUMBERS - {"date"}]
    strips = strips[: 2 * _MOST]
    money = [head for head in numeric if head.kind in MONEY]
    given = _given(strips, numeric, heads.size)
    clear: list[bool] = []
    for strip, head in zip(strips, given, strict=True):
        over = [other for other in heads.columns if min(strip[1], other.x1) > max(strip[0], other.x0)]
        own = head is not None and (over == [head] or (len(strips) == len(numeric) == len(money)))
        clear.append(
            own or (head is not None and not over and len(strips) == len(numeric)) or _is_nearest(strip, head, heads)
        )
    return Columns(tuple(strips), tuple(given), tuple(clear))


def _is_nearest(strip: tuple[float, float], head: Head | None, heads: Heads) -> bool:
    """Whether no other heading could be meant: it is much farther away."""
    if head is None:
        return False
    others = [_distance(strip, other) for other in heads.columns if other is not head]
    return _distance(strip, head) + heads.size <= min(others, default=1e9)


def _distance(strip: tuple[float, float], head: Head) -> float:
    return min(abs(strip[0] - head.x0), abs(strip[1] - head.x1), abs(strip[0] + strip[1] - head.x0 - head.x1) / 2)


def _given(strips: Sequence[tuple[float, float]], heads: Sequence[Head], size: float) -> list[Head | None]:
    """A heading for each strip, in the same order, so that all lie as near as they can. One that lies far from all has none."""

    @cache
    def best(strip: int, head: int) -> tuple[float, tuple[int, ...]]:
        if strip == len(strips):
            return 0.0, ()
        cost, rest = best(strip + 1, head)
        found = (cost + 6 * size, (-1, *rest))
        for place in range(head, len(heads)):
            cost, rest = best(strip + 1, place + 1)
            found = min(found, (cost + _distance(strips[strip], heads[place]), (place, *rest)))
        return found

    return [None if place < 0 else heads[place] for place in best(0, 0)[1]]
