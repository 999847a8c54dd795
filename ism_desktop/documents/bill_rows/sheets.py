"""The pages of a paper as lines of words, each with the amounts and dates in it.

A page without boxes gets some by the columns of its text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ism_desktop.cldr import currency_digits
from ism_desktop.documents.bill_rows import amounts
from ism_desktop.documents.bill_rows.amounts import Amount, Style
from ism_desktop.documents.bill_rows.values import Doubt, Place, Reason
from ism_desktop.documents.proposals.dates import dates_in, tongue_of
from ism_desktop.documents.proposals.lines import Line as TextLine
from ism_desktop.documents.report_rows.lines import Line, Piece, lines_of, size_of
from ism_desktop.documents.report_rows.readings import DISAGREED
from ism_desktop.records.folding import folded
from ism_desktop.records.values import PartialDate
from ism_desktop.worker import PageText, Word

SURE_AMOUNT = 88
"""An amount that the reading is less sure of is looked at by the person."""
_SURE_DATE = 88
_MOST_PAGES, _MOST_WORDS, _MOST_LINES, _LONGEST_WORD = 12, 2500, 400, 60
_MOST_IN_LINE = 60  # words; what is longer is no line of a bill
_CELL = 4.0  # points: two words that begin nearer to each other lie on one another
_LETTER, _LEAD = 5.0, 12.0  # of a page without boxes
_WIDE_GAP = 0.95  # of the size of the writing: between the cells of a line
_NARROW_GAP = 0.85  # of the size of the writing: the words of one amount stand so close


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of a line: an amount, a date, or a word of text."""

    pieces: tuple[Piece, ...]
    text: str
    amount: Amount | None = None
    day: PartialDate | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.pieces[-1].x1

    @property
    def is_money(self) -> bool:
        """Whether it is an amount by its own form: decimals, or a currency at it."""
        return self.amount is not None and not self.amount.is_bare


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of the paper. `size` is that of the writing of its page; `has_boxes` that it lies on a page with boxes.

    `cells` are its atoms that stand close to each other, together; an amount and a date are cells of their own.
    """

    page: int
    number: int
    atoms: tuple[Atom, ...]
    cells: tuple[tuple[Atom, ...], ...]
    y: float
    size: float
    has_boxes: bool

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(atom.text for atom in self.atoms)

    def place(self, atoms: Sequence[Atom] = ()) -> Place:
        """Where some of its atoms stand; the whole line for none."""
        boxes = [piece.box for atom in (atoms or self.atoms) for piece in atom.pieces]
        edges = tuple(zip(*boxes, strict=True))
        box = (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))
        return Place(self.page, self.number, box if self.has_boxes else None)


def _parted(atoms: Sequence[Atom], size: float) -> tuple[tuple[Atom, ...], ...]:
    cells: list[list[Atom]] = []
    for atom in atoms:
        last = cells[-1][-1] if cells else None
        alone = last is None or any(each.is_money or each.day for each in (atom, last))
        if last is None or alone or atom.x0 - last.x1 > _WIDE_GAP * size:
            cells.append([atom])
        else:
            cells[-1].append(atom)
    return tuple(tuple(cell) for cell in cells)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A whole paper: its lines in reading order, how it writes amounts, and which currencies stand on it."""

    lines: tuple[BillLine, ...]
    style: Style
    signs: dict[str, int] = field(default_factory=dict[str, int])
    tongue: str = "en"
    bounds: tuple[int, ...] = ()  # where the pages begin


_Raw = tuple[int, int, Line, float, bool, bool]  # page, number, line, size, has boxes, by another


def sheets_of(pages: Sequence[PageText], *, day_first: bool) -> Sheets:
    """The lines of a paper. What is longer than any bill is cut off."""
    raw: list[_Raw] = []
    for page, text in enumerate(pages[:_MOST_PAGES], 1):
        raw += _raw(page, text)
    texts = [" ".join(piece.text for piece in line.pieces) for _, _, line, _, _, _ in raw]
    was_read = any(page.source == "ocr" for page in pages[:_MOST_PAGES])
    signs = _signs(texts)
    codes = {amounts.code_of(sign) for sign in signs}
    known = {digits for code in codes if code and (digits := currency_digits(code)) is not None}
    digits = known.pop() if len(known) == 1 else 0 if signs and set(signs) == {"¥"} else 2
    style = Style(amounts.decimal_sign(texts), digits, was_read)
    if digits == 3 and not style.sign:
        style = replace(style, sign=_third(texts))
    told = [TextLine(page, number, text) for (page, number, *_), text in zip(raw, texts, strict=True)]
    tongue = tongue_of(told)
    order = _day_order(texts, tongue)
    lines = tuple(_line(each, style, tongue, order, day_first=day_first) for each in raw)
    return Sheets(lines, style, signs, tongue)


def _raw(page: int, text: PageText) -> Iterator[_Raw]:
    words, has_boxes = (text.words, True) if text.words else (_from_text(text.text), False)
    kept = _apart([word for word in words if word.text.strip()][:_MOST_WORDS])
    by_another = (text.source == "layer" and any(word.confidence < 100 for word in kept)) or (
        text.source == "ocr" and not has_boxes
    )
    for number, line in enumerate(lines_of(kept, was_read=text.source == "ocr")[:_MOST_LINES], 1):
        if len(line.pieces) > _MOST_IN_LINE:
            continue
        yield page, number, line, size_of(kept), has_boxes, by_another


def _from_text(text: str) -> list[Word]:
    return [
        Word(found[0], found.start() * _LETTER, _LEAD * row, found.end() * _LETTER, _LEAD * row + 8.0, 100)
        for row, line in enumerate(text[:200_000].splitlines()[:_MOST_LINES])
        for found in re.finditer(r"\S+", line[:400].expandtabs(8))
    ]


def _apart(words: Sequence[Word]) -> list[Word]:
    """The words without those that lie on another: bold letters are drawn twice. Where the two say different things, nobody is sure."""
    kept: dict[tuple[int, int], Word] = {}
    for word in words:
        if not all(abs(edge) < 100_000 for edge in (word.x0, word.y0, word.x1, word.y1)):
            continue
        word = replace(word, text=word.text[:_LONGEST_WORD])  # noqa: PLW2901
        x, y = int(word.x0 // _CELL), int(word.y0 // _CELL)
        there = next(
            (
                place
                for place in ((x, y), (x - 1, y), (x + 1, y))
                if place in kept and abs(kept[place].x0 - word.x0) < _CELL / 2
            ),
            None,
        )
        if there is None:
            kept[x, y] = word if (x, y) not in kept else replace(word, confidence=min(word.confidence, DISAGREED))
        elif kept[there].text != word.text:
            kept[there] = replace(kept[there], confidence=min(kept[there].confidence, DISAGREED))
    return list(kept.values())


_CODED = re.compile(r"(?<![^\W\d_])([A-Z]{3})(?![^\W\d_])")
_MARKED = re.compile(r"US\$|CA\$|[CAR]\$|[$€£¥₹₪₩]|\b[Ss]?Fr\.(?=\s?\d)|\bzł\b|\bKč\b")


def _signs(texts: Sequence[str]) -> dict[str, int]:
    """The currencies that are printed, and how often. A code counts beside a number, or in brackets or at the end of a heading."""
    counts: dict[str, int] = {}
    for text in texts:
        for found in _MARKED.finditer(text):
            counts[found[0]] = counts.get(found[0], 0) + 1
        for found in _CODED.finditer(text):
            before, after = text[max(0, found.start() - 3) : found.start()], text[found.end() : found.end() + 3]
            beside = (
                re.search(r"[\d.-] ?$", before)
                or re.match(r" ?[-−]?\d", after)
                or before.endswith("(")
                or not after
                or found[1] in _USUAL
            )
            if beside and amounts.code_of(found[1]):
                counts[found[1]] = counts.get(found[1], 0) + 1
    return counts


_USUAL = frozenset(
    ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "KWD", "BHD"]
)


def _third(texts: Sequence[str]) -> str:
    """The decimal sign of a currency with three decimals: the one that stands before the last three digits everywhere."""
    found = {
        each[1]
        for text in texts
        for each in re.finditer(
            r"(?<![\d.,/-])(?:\d{1,3}(?:[ ,.']\d{3}){1,3}|\d{1,7})([.,])\d{3}(?![\d.,/-])", text[:200]
        )
    }
    found |= {
        each[1] for text in texts for each in re.finditer(r"(?<![\d.,/-])\d{1,3}([.,])\d{3}(?![\d.,/-])", text[:200])
    }
    return found.pop() if len(found) == 1 else ""


_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})(?!\d)")


def _day_order(texts: Sequence[str], tongue: str) -> bool | None:
    """Whether the day stands first in the dates, where a date or the language settles it; None where it is open."""
    firsts = seconds = 0
    for text in texts:
        for found in _NUMERIC.finditer(text[:400]):
            firsts += int(found[1]) > 12
            seconds += int(found[2]) > 12
    if firsts and seconds:
        return None
    if firsts or seconds:
        return bool(firsts)
    return True if tongue != "en" else None


def _line(raw: _Raw, style: Style, tongue: str, order: bool | None, *, day_first: bool) -> BillLine:
    page, number, line, size, has_boxes, by_another = raw
    days = _days(line.pieces, tongue, order, day_first=day_first)
    atoms: list[Atom] = []
    place = 0
    while place < len(line.pieces):
        if place in days:
            end, day, text, open_order = days[place]
            atom = Atom(line.pieces[place:end], text, day=day)
            atom = replace(
                atom,
                doubts=_about(atom, _SURE_DATE, by_another) + ((Doubt(Reason.DAY_ORDER, text),) if open_order else ()),
            )
        else:
            atom = _amount_at(line.pieces, place, size, style, by_another) or Atom(
                line.pieces[place : place + 1], line.pieces[place].text
            )
        atoms.append(atom)
        place += len(atom.pieces)
    return BillLine(page, number, tuple(atoms), _parted(atoms, size), line.y, size, has_boxes)


def _amount_at(pieces: Sequence[Piece], place: int, size: float, style: Style, by_another: bool) -> Atom | None:
    """The longest stretch of words from here that is an amount."""
    end = place + 1
    while (
        end < min(len(pieces), place + amounts.MOST_WORDS) and pieces[end].x0 - pieces[end - 1].x1 <= _NARROW_GAP * size
    ):
        end += 1
    for last in range(end, place, -1):
        text = " ".join(piece.text for piece in pieces[place:last])
        made = amounts.read(text, style)
        if made is not None and (last == place + 1 or not made.is_bare):
            atom = Atom(tuple(pieces[place:last]), text, made)
            return replace(atom, doubts=made.doubts + _about(atom, SURE_AMOUNT, by_another))
    return None


def _about(atom: Atom, least: int, by_another: bool) -> tuple[Doubt, ...]:
    doubts = [Doubt(Reason.FAINT, atom.text)] if any(piece.confidence < least for piece in atom.pieces) else []
    if any(piece.is_between for piece in atom.pieces):
        doubts.append(Doubt(Reason.LINE))
    if by_another:
        doubts.append(Doubt(Reason.OTHER_READER))
    return tuple(doubts)


def _days(
    pieces: Sequence[Piece], tongue: str, order: bool | None, *, day_first: bool
) -> dict[int, tuple[int, PartialDate, str, bool]]:
    """The whole dates of a line by the word they begin at: the word behind them, the date, its text, and whether its order is open."""
    starts: list[int] = []
    text = ""
    for piece in pieces:
        starts.append(len(text))
        text += piece.text + " "
    found: dict[int, tuple[int, PartialDate, str, bool]] = {}
    for day, start, end in dates_in(text[:600], tongue, day_first=day_first if order is None else order):
        if day.day is None:
            continue
        first = max(place for place, at in enumerate(starts) if at <= start)
        last = max(place for place, at in enumerate(starts) if at < end)
        printed = text[start:end]
        numeric = _NUMERIC.fullmatch(printed)
        both = numeric is not None and int(numeric[1]) <= 12 and int(numeric[2]) <= 12 and numeric[1] != numeric[2]
        found.setdefault(first, (last + 1, day, printed, order is None and both and "." not in printed))
    return found


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Words as headings and labels are compared."""
    return " ".join(folded(words).split()).strip(" :|*.")
