"""Every rule by which a row is doubted. Each looks at the form of what is printed, and none at what a value means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ism_desktop.documents.report_rows.atoms import Atom, Form, is_bare_power
from ism_desktop.documents.report_rows.number_style import decimals, is_open, sure_sign
from ism_desktop.documents.report_rows.table_rows import TableRow
from ism_desktop.documents.report_rows.units_read import plain_power, plain_unit, with_micro
from ism_desktop.documents.report_rows.values import Doubt, KnownTests, Reason

SURE_VALUE = 94
"""A number that the reading is less sure of is looked at by the person."""

_SURE_BESIDE = 75
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = re.compile(r"[.,]")
_MAY_BE_MICRO = re.compile(r"[pu]", re.IGNORECASE)
_NARROW, _WIDE = 0.88, 1.1  # of the width that a number of such digits has on its page


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a line, before anything is doubted."""

    row: TableRow
    value: Atom
    unit: Atom | None
    range: Atom | None
    flags: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for a whole page: how it was read, how the report writes its numbers, how wide a digit is."""

    was_read: bool
    by_another: bool
    sign: str
    known: KnownTests
    digit: float


def digit_width(atoms: Sequence[Atom]) -> float:
    """The usual width of a digit among the numbers of a page; a decimal sign is half as wide."""
    widths = [_width(atom) for atom in atoms if atom.form is Form.NUMBER and len(atom.pieces) == 1]
    return median(widths) if len(widths) >= 5 else 0.0


def _width(atom: Atom) -> float:
    letters = atom.pieces[0].text
    return (atom.x1 - atom.x0) / max(0.5, sum(0.5 if letter in ".,:" else 1.0 for letter in letters))


def doubts_about(found: Found, at: Circumstances) -> list[Doubt]:
    """Every reason why the row should be looked at, but for those about its column and about other rows."""
    doubts = list(found.value.doubts)
    if at.by_another:
        doubts.append(Doubt(Reason.OTHER_READER))
    doubts += _about_name(found.row, at)
    doubts += _about_number(found, at)
    doubts += _about_unit(found, at)
    if at.was_read:
        doubts += _about_reading(found, at)
    return doubts


def _about_name(row: TableRow, at: Circumstances) -> list[Doubt]:
    doubts = [] if row.name_is_sure else [Doubt(Reason.NAME, row.name)]
    if at.was_read and at.known.units_of(row.name) is None:
        doubts.append(Doubt(Reason.NEW_NAME, row.name))
    return doubts


def _about_number(found: Found, at: Circumstances) -> list[Doubt]:
    text = found.value.text
    if found.value.form is Form.WORDS:
        return []
    number = _NUMBER.search(text)
    if number is None:
        return []
    digits = number.group()
    doubts: list[Doubt] = []
    if re.match(r"0\d", digits):
        doubts.append(Doubt(Reason.LETTERS, text))
    if is_open(digits) and (not at.sign or at.sign != at.known.decimal_sign):
        doubts.append(Doubt(Reason.THOUSANDS, text))
    elif decimals(digits) and not is_open(digits) and sure_sign(digits) != at.sign and _is_mixed(at):
        doubts.append(Doubt(Reason.MIXED_SIGNS, text))
    return doubts


def _is_mixed(at: Circumstances) -> bool:
    """On a page of real text with too few numbers to compare, a decimal sign is what it is."""
    return bool(at.sign) or at.was_read


def _about_unit(found: Found, at: Circumstances) -> list[Doubt]:
    units = {atom.text for atom in found.row.atoms if atom.form is Form.UNIT}
    usual = at.known.units_of(found.row.name)
    if found.unit is None:
        return _about_no_unit(found, usual, at)
    text = found.unit.text
    if at.was_read and found.unit.pieces[0].box == found.value.pieces[0].box:
        return [Doubt(Reason.LETTERS, f"{found.value.text}{text}")]
    if at.was_read and len(units) == 1 and plain_power(text, usual or ()):
        return []
    if len(units) > 1 or (is_bare_power(text) and not re.search(r"[\^*Ee³⁶⁹¹²]", text)):
        return [Doubt(Reason.UNIT, text)]
    if not at.was_read:
        return []
    fitting = usual if usual is not None else tuple(at.known.units)
    plain = with_micro(plain_unit(text))
    if plain not in {with_micro(plain_unit(unit)) for unit in fitting}:
        return [Doubt(Reason.UNIT, text)]
    # µ is often read as p or u, and only a test that is known tells them apart.
    return [Doubt(Reason.UNIT, text)] if usual is None and _MAY_BE_MICRO.match(text) and text.upper() != "U/L" else []


def _about_no_unit(found: Found, usual: Sequence[str] | None, at: Circumstances) -> list[Doubt]:
    """A result in words, a titre and a test without units have none; elsewhere one was lost, or the line is none of a table."""
    if found.range is None and found.value.form is not Form.WORDS and usual != ():
        return [Doubt(Reason.NO_UNIT)]
    may_lack = found.value.form is Form.WORDS or ":" in found.value.text or usual == ()
    return [Doubt(Reason.NO_UNIT)] if at.was_read and not may_lack else []


def _about_reading(found: Found, at: Circumstances) -> list[Doubt]:
    """What a reading of a picture may have got wrong although each letter looks right."""
    value, doubts = found.value, list[Doubt]()
    if value.confidence < SURE_VALUE and not value.doubts:
        doubts.append(Doubt(Reason.FAINT, value.text))
    if any(piece.is_between for piece in (*value.pieces, *found.row.name_pieces)):
        doubts.append(Doubt(Reason.LINE))
    if found.range is not None and (found.range.confidence < _SURE_BESIDE or not _is_whole(found.range, at.sign)):
        doubts.append(Doubt(Reason.FAINT_BESIDE, found.range.text))
    doubts += [Doubt(Reason.FAINT_BESIDE, flag.text) for flag in found.flags if flag.confidence < _SURE_BESIDE]
    if value.form is Form.WORDS or ":" in value.text:
        # Where a result was not seen, the word that the lab expects could be taken for it.
        return doubts if found.range is not None else [*doubts, Doubt(Reason.NO_RANGE)]
    return doubts + _about_point(found, at)


def _is_whole(printed: Atom, sign: str) -> bool:
    """Whether a range looks like one: written as the rest of the report, the lower bound first, and no bound lost."""
    if any(sure_sign(bound) not in {"", sign} for bound in _NUMBER.findall(printed.text)):
        return False
    bounds = [
        float(bound.replace(",", ".")) for bound in _NUMBER.findall(printed.text) if len(_MARKS.findall(bound)) < 2
    ]
    if printed.form is Form.RANGE:
        return len(bounds) == 2 and bounds[0] < bounds[1]
    return printed.form in {Form.BOUND, Form.WORDS} or ":" in printed.text


def _about_point(found: Found, at: Circumstances) -> list[Doubt]:
    """A lost decimal sign makes another number of the same digits: the range beside it, and the width of the word, tell."""
    number = _NUMBER.search(found.value.text)
    if number is None:
        return []
    if found.range is None:
        return [Doubt(Reason.NO_RANGE)]
    bounds = {decimals(bound) for bound in _NUMBER.findall(found.range.text)}
    if bounds != {decimals(number.group())}:
        return [Doubt(Reason.POINT, found.value.text)]
    if at.digit and len(found.value.pieces) == 1 and not found.value.text.startswith(("<", ">", "≤", "≥")):
        ratio = _width(found.value) / at.digit
        if not _NARROW <= ratio <= _WIDE:
            return [Doubt(Reason.POINT, found.value.text)]
    return []
