"""The lines of a table as rows: the name in front, and the atoms that stand behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.documents.report_rows.atoms import VALUES, Atom, Form, atoms_of
from ism_desktop.documents.report_rows.heads import NUMERIC, Head, Heads
from ism_desktop.documents.report_rows.lines import Line, Piece
from ism_desktop.documents.report_rows.values import Box

_LONGEST_NAME = 9  # words; what is longer is a sentence
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A name and what stands behind it. `name_is_sure` says that its end was seen; `alone` that nothing but words stands in the line."""

    name: str
    name_pieces: tuple[Piece, ...]
    name_is_sure: bool
    atoms: tuple[Atom, ...]
    line: Line
    before: tuple[Atom, ...] = ()

    @property
    def numbers(self) -> list[Atom]:
        """What may be a value, but for ranges."""
        return [atom for atom in self.atoms if atom.form in VALUES]

    @property
    def is_alone(self) -> bool:
        """Whether nothing stands behind the name."""
        return not self.atoms

    @property
    def box(self) -> Box:
        """The place of the line on the page as it lies there."""
        boxes = [piece.box for piece in self.line.pieces]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )


def row_of(line: Line, heads: Heads | None, size: float, units: frozenset[str]) -> TableRow | None:
    """Take a line apart; None for one without a name in front."""
    cells = [atoms_of(cell, place, units) for place, cell in enumerate(line.cells(size))]
    first = next((place for place, cell in enumerate(cells) if _is_name(cell)), None)
    if first is None:
        return None
    before = tuple(atom for cell in cells[:first] for atom in cell)
    behind = [atom for cell in cells[first + 1 :] for atom in cell]
    name, rest, is_sure = _split(cells[first], behind, heads)
    name, behind, joined = _joined(name, behind if not rest else [*rest, *behind], heads)
    pieces = tuple(piece for atom in name for piece in atom.pieces)
    words = " ".join(piece.text for piece in pieces)
    if len(pieces) > _LONGEST_NAME:
        return None
    text = words.strip(" :.…*|")
    if not _LETTER.search(text):
        return None
    return TableRow(text, pieces, is_sure and not joined, tuple(behind), line, before)


def _is_name(cell: Sequence[Atom]) -> bool:
    return any(atom.form is Form.TEXT and _LETTER.search(atom.text) for atom in cell)


def _split(cell: list[Atom], behind: Sequence[Atom], heads: Heads | None) -> tuple[list[Atom], list[Atom], bool]:
    """Where the name ends in the first cell: at its end, unless its numbers stand under a head, or no other value stands behind."""
    first = next(place for place, atom in enumerate(cell) if atom.form is Form.TEXT)
    numeric = [head for head in heads.columns if head.kind in NUMERIC] if heads is not None else []
    for place in range(first + 1, len(cell)):
        atom = cell[place]
        if atom.form is Form.LIKE_NUMBER or (atom.form not in VALUES and atom.form is not Form.RANGE):
            continue
        if any(_overlap(atom, head) for head in numeric):
            return cell[:place], cell[place:], True
        if not any(other.form in VALUES for other in behind):
            ends_here = cell[place - 1].text.rstrip().endswith(":")
            return cell[:place], cell[place:], ends_here
    return cell, [], True


def _joined(name: list[Atom], behind: list[Atom], heads: Heads | None) -> tuple[list[Atom], list[Atom], bool]:
    """Words that follow a name before anything else belong to it, unless a head stands over them."""
    others = [head for head in heads.columns if head.kind != "test"] if heads is not None else []
    joined = False
    while len(behind) > 1 and behind[0].form is Form.TEXT and not any(_overlap(behind[0], head) for head in others):
        if behind[0].x0 - name[-1].x1 > 60 and heads is not None:
            break
        name, behind, joined = [*name, behind[0]], behind[1:], True
    return name, behind, joined


def _overlap(atom: Atom, head: Head) -> bool:
    return min(atom.x1, head.x1) - max(atom.x0, head.x0) > 0
