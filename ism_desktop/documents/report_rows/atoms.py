"""What a stretch of words is by its form alone: a number, a range, a unit, a flag, a result in words, a date, or other words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ism_desktop.documents.report_rows.lines import Piece
from ism_desktop.documents.report_rows.values import Doubt, Reason

_NUMBER = r"\d+(?:[.,]\d+)*"
_COMPARED = r"[<>≤≥]\s?=?"
_NUMBER_ALONE = re.compile(rf"(?:{_COMPARED}\s?)?{_NUMBER}")
_TITRE = re.compile(rf"(?:{_COMPARED}\s?)?1\s?:\s?\d{{1,6}}")
_GRADE = re.compile(r"[1-4]\s?\+|\+{1,4}")
_TO = r"(?:-|–|—|−|‑|to|bis|a|hasta)"
_RANGE = re.compile(
    rf"(?:(?:ref\.?|range:?|normal:?|nl\.?|norm:?|ref\.-bereich:?)\s?)?[\[(]?\s?(?:{_NUMBER}\s?{_TO}\s?{_NUMBER})\s?[\])]?",
    re.IGNORECASE,
)
_BOUND = re.compile(
    rf"[\[(]?\s?(?:(?:ref\.?:?|range:?|norm:?)\s?)?(?:{_COMPARED}|up to|less than|greater than|below|above|bis|unter|über|hasta"
    rf"|menor (?:de|que)|mayor (?:de|que)|inferior a|superior a)\s?(?:1\s?:\s?\d{{1,6}}|{_NUMBER})\s?[\])]?",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?")
_LIKE_NUMBER = re.compile(r"[<>]?[\dOoIl|SBZgqi!.,:;'’°*“”\"-]+")
_FLAG_WORDS = {
    *("h", "l", "hh", "ll", "a", "hi", "lo", "high", "low", "abnormal", "crit", "critical", "(h)", "(l)", "[h]", "[l]"),
    *("*", "**", "***", "+", "++", "+++", "-", "--", "−", "↑", "↓", "↑↑", "↓↓", "▲", "▼", "!", "h*", "l*", "*h", "*l"),
    *("hoch", "niedrig", "erhöht", "erniedrigt", "alto", "bajo", "elevado", "above", "below"),
}
_RESULT_WORDS = {
    *("negative", "positive", "neg", "pos", "neg.", "pos.", "trace", "traces", "none", "absent", "present", "normal"),
    *(
        "detected",
        "not detected",
        "none detected",
        "nonreactive",
        "non-reactive",
        "reactive",
        "clear",
        "yellow",
        "small",
    ),
    *("negativ", "positiv", "nachweisbar", "nicht nachweisbar", "nicht nachgewiesen", "nachgewiesen", "spuren", "spur"),
    *("negativo", "positivo", "detectado", "no detectado", "trazas", "indicios", "ausente", "presente", "no reactivo"),
}
_UNIT_SHAPE = re.compile(
    r"(?:[x×*]?\s?10\s?(?:[\^*]|E|e)?\s?[\d³⁶⁹¹²]{0,2}\s?/\s?[a-zA-Zµμ]+"
    r"|[a-zA-Zµμ%]{1,6}\s?/\s?(?:\d+\s?)?[a-zA-Zµμ]{1,6}\d?(?:/1[.,]73\s?m[²2])?(?:\s(?:creatinine|crea|krea|kreatinin|creatinina|h))?"
    r"|/\s?[nµμpu][lL]|%|‰|[fp][lLg]|[mµμn]?mol|mm\s?/?\s?h|sec|s|copies|kopien|copias|ratio|index|mg|g)"
)
_BARE_POWER = re.compile(r"[x×*]?\s?10\s?\S{0,3}\s?/\s?\S+")


class Form(Enum):
    """The forms of atoms."""

    NUMBER = "number"
    LIKE_NUMBER = "like_number"
    WORDS = "words"
    RANGE = "range"
    BOUND = "bound"
    UNIT = "unit"
    FLAG = "flag"
    DATE = "date"
    TEXT = "text"


VALUES = frozenset({Form.NUMBER, Form.LIKE_NUMBER, Form.WORDS, Form.BOUND})


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of one form. `flag` is a flag that hangs at a number; `cell` counts the cells of a line, `doubts` are about its letters."""

    form: Form
    text: str
    pieces: tuple[Piece, ...]
    cell: int
    flag: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def confidence(self) -> int:
        """How sure the reading is of the least sure of its words."""
        return min(piece.confidence for piece in self.pieces)

    @property
    def has_digits(self) -> bool:
        """Whether a digit stands in it."""
        return any(letter.isdigit() for letter in self.text)


def atoms_of(cell: Sequence[Piece], place: int, units: frozenset[str]) -> list[Atom]:
    """Take a cell apart: at each word the longest stretch that has a form; what has none is text."""
    atoms: list[Atom] = []
    start = 0
    while start < len(cell):
        for end in range(min(len(cell), start + 7), start, -1):
            atom = _atom(tuple(cell[start:end]), place, units)
            if atom is not None:
                atoms.append(atom)
                start = end
                break
        else:
            glued = _glued(cell[start], place, units)
            if glued:
                atoms += glued
            else:
                _add_text(atoms, cell[start], place)
            start += 1
    return atoms


def _add_text(atoms: list[Atom], piece: Piece, place: int) -> None:
    if atoms and atoms[-1].form is Form.TEXT:
        last = atoms.pop()
        atoms.append(Atom(Form.TEXT, f"{last.text} {piece.text}", (*last.pieces, piece), place))
    else:
        atoms.append(Atom(Form.TEXT, piece.text, (piece,), place))


def _atom(pieces: tuple[Piece, ...], place: int, units: frozenset[str]) -> Atom | None:
    text = " ".join(piece.text for piece in pieces)
    plain = text.casefold()
    for form, fits in _FORMS:
        if fits(text, plain, units):
            return Atom(form, text, pieces, place)
    return _odd_number(text, pieces, place) if len(pieces) == 1 else None


_FORMS: tuple[tuple[Form, Callable[[str, str, frozenset[str]], object]], ...] = (
    (Form.NUMBER, lambda text, _plain, _units: _TITRE.fullmatch(text)),
    (Form.DATE, lambda text, _plain, _units: _DATE.fullmatch(text)),
    (Form.RANGE, lambda text, _plain, _units: _RANGE.fullmatch(text)),
    (Form.NUMBER, lambda text, _plain, _units: _NUMBER_ALONE.fullmatch(text) and text[0].isdigit()),
    (Form.BOUND, lambda text, _plain, _units: _BOUND.fullmatch(text)),
    (Form.FLAG, lambda _text, plain, _units: plain in _FLAG_WORDS),
    (Form.WORDS, lambda text, plain, _units: plain.strip("[]() ") in _RESULT_WORDS or _GRADE.fullmatch(text)),
    (Form.UNIT, lambda text, _plain, units: text in units or _UNIT_SHAPE.fullmatch(text)),
)
_WITH_UNIT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>%|[a-zA-Zµμ]+/\S+)")
_HANGING = re.compile(rf"(?P<before>[*+\-−↑↓]{{0,2}})(?P<number>(?:[<>≤≥]=?)?{_NUMBER})(?P<after>[*HL↑↓+\-!]{{0,2}})")


def _glued(piece: Piece, place: int, units: frozenset[str]) -> list[Atom]:
    """A number and its unit without a gap between them: `12.4%`."""
    found = _WITH_UNIT.fullmatch(piece.text)
    if found is None or not (found["unit"] in units or _UNIT_SHAPE.fullmatch(found["unit"])):
        return []
    edge = piece.x0 + (piece.x1 - piece.x0) * len(found["number"]) / len(piece.text)
    return [
        Atom(Form.NUMBER, found["number"], (replace(piece, text=found["number"], x1=edge),), place),
        Atom(Form.UNIT, found["unit"], (replace(piece, text=found["unit"], x0=edge),), place),
    ]


def _odd_number(text: str, pieces: tuple[Piece, ...], place: int) -> Atom | None:
    """A number with a flag at it, or with letters in the place of digits."""
    found = _HANGING.fullmatch(text)
    if found is not None:
        doubts: tuple[Doubt, ...] = ()
        if found["before"] and found["before"] not in {"*", "**", "↑", "↓"}:
            doubts = (Doubt(Reason.SIGN, text),)
        elif any(mark in "HL+-!" for mark in found["after"]):
            doubts = (Doubt(Reason.LETTERS, text),)
        return Atom(Form.NUMBER, found["number"], pieces, place, found["before"] + found["after"], doubts)
    if _LIKE_NUMBER.fullmatch(text) and any(letter.isdigit() for letter in text) and not text.endswith(":"):
        return Atom(Form.LIKE_NUMBER, text, pieces, place, "", (Doubt(Reason.LETTERS, text),))
    return None


def is_bare_power(unit: str) -> bool:
    """Whether a unit is a power of ten whose little digits may have been read as large ones: `109/L`."""
    return _BARE_POWER.fullmatch(unit) is not None


def bound_as_value(atom: Atom) -> bool:
    """Whether a bound such as `< 1.0` may be a result: words and brackets make it a range."""
    return re.fullmatch(rf"{_COMPARED}\s?{_NUMBER}", atom.text) is not None
