"""Reading a lab's printed range as numbers, to draw it beside a value: only where it plainly is two numbers, or one behind `<` or `>`.

What may be read in two ways is not read at all; it stays what it is, words on a report.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ism_desktop.language import LazyText, in_use, tr_lazy
from ism_desktop.records.folding import folded
from ism_desktop.records.typed_words import in_every_language
from ism_desktop.records.values.numbers import NUMBER, read_number

_BELOW = tr_lazy("below|less than|under|up to", "recognised words, with | between")
_ABOVE = tr_lazy("above|more than|greater than|over|at least", "recognised words, with | between")
_TO = tr_lazy("to", "recognised words, with | between")

_BELOW_SIGNS = frozenset({"<", "<=", "=<", "≤"})
_ABOVE_SIGNS = frozenset({">", ">=", "=>", "≥"})
_TO_SIGNS = frozenset({"-", "–", "—", "−", "‑", "…", ".."})

_NUMBER = re.compile(NUMBER)
_TWO = re.compile(rf"(?P<low>{NUMBER})(?P<between>\s*[-–—−‑…]\s*|\s*\.\.\s*|\s+[^\d\s]+\s+)(?P<high>{NUMBER})")
_ONE = re.compile(rf"(?P<sign>[^\d\s+−-]\D*?)\s*(?P<number>{NUMBER})")
_SIGNS = ((".", ","), (",", "."))
_PLAIN = re.compile(r"[0-9]{1,20}(?:(?P<sign>[.,])[0-9]{1,2})?")
_BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class PrintedRange:
    """The numbers of a range; None for an end that was not printed."""

    low: Decimal | None
    high: Decimal | None


def read_range(text: str, *, value: str = "", number: Decimal | None = None, unit: str = "") -> PrintedRange | None:
    """The numbers of a printed range; None where it is no plain range.

    Args:
        text: the range as printed: `4.0 to 10.0`, `< 11.4`, `30-100 ng/mL`.
        value: the value beside it as printed. Its number says how the lab writes decimals.
        number: what the value was read as.
        unit: the unit of the value; behind the range it says nothing new.
    """
    bare = _without_brackets(" ".join(text.split()))
    if unit and bare.endswith(unit):
        bare = bare.removesuffix(unit).rstrip()
    candidates = _candidates(value, number)
    if len(candidates) == 1:  # as nearly always: a set would have to make the hash of its decimals
        return _read_in(bare, candidates[0], in_use().tag)
    readings = {_read_in(bare, signs, in_use().tag) for signs in candidates}
    return readings.pop() if len(readings) == 1 else None


def _without_brackets(text: str) -> str:
    return text[1:-1].strip() if len(text) > 2 and _BRACKETS.get(text[0]) == text[-1] else text


def _candidates(value: str, number: Decimal | None) -> tuple[tuple[str, str], ...]:
    """The ways of writing decimals in which the value reads as the number that it was read as."""
    plain = _PLAIN.fullmatch(value)  # as nearly all are: it can be read in one way only, and a chart has hundreds
    if plain is not None and number == Decimal(value.replace(",", ".")):
        sign = plain["sign"]
        return _SIGNS if sign is None else _SIGNS[:1] if sign == "." else _SIGNS[1:]
    typed = next((found for found in _NUMBER.findall(value) if any(letter.isdigit() for letter in found)), "")
    fitting = tuple(signs for signs in _SIGNS if number is not None and read_number(typed, signs) == number)
    if len(fitting) == len(_SIGNS):  # what reads alike in both ways may still show its decimal sign
        shown = tuple(signs for signs in _SIGNS if re.fullmatch(rf"[-+−]?\d+[{signs[0]}]\d+", typed))
        return shown if len(shown) == 1 else fitting
    return fitting or _SIGNS


@lru_cache(maxsize=1024)  # a lab prints the same range beside every value of a test
def _read_in(text: str, signs: tuple[str, str], _language: str) -> PrintedRange | None:
    return _read(text, signs)


def _read(text: str, signs: tuple[str, str]) -> PrintedRange | None:
    two = _TWO.fullmatch(text)
    if two is not None:
        low, high = read_number(two["low"], signs), read_number(two["high"], signs)
        if low is None or high is None or low > high or not _says(two["between"], _TO_SIGNS, _TO):
            return None
        return PrintedRange(low, high)
    one = _ONE.fullmatch(text)
    end = read_number(one["number"], signs) if one is not None else None
    if one is None or end is None:
        return None
    if _says(one["sign"], _BELOW_SIGNS, _BELOW):
        return PrintedRange(None, end)
    return PrintedRange(end, None) if _says(one["sign"], _ABOVE_SIGNS, _ABOVE) else None


def _says(words: str, signs: frozenset[str], listed: LazyText) -> bool:
    bare = words.strip()
    return bare in signs or folded(bare) in in_every_language(listed)
