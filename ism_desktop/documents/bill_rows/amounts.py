"""Amounts as they are printed: `1,234.56`, `1.234,56 €`, `1 234,56`, `CHF 1'234.50`, `(12.00)`, `12.00 CR`, `80.-`. Exact.

Every pattern is bounded.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ism_desktop.cldr import currency_digits
from ism_desktop.documents.bill_rows.values import Doubt, Reason

SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₪": "ILS", "₩": "KRW", "us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "r$": "BRL",
    "sfr.": "CHF", "fr.": "CHF", "sfr": "CHF", "zł": "PLN", "kč": "CZK", "ft": "HUF", "$": "", "¥": "", "kr": "", "kr.": "",
}  # fmt: skip
"""Signs of currencies, in small letters; without a code where several currencies have the sign."""

_SIGN = r"US\$|CA\$|[CAR]\$|[$€£¥₹₪₩]|[Ss]?Fr\.|SFr|zł|Kč|Ft|kr\.?|[A-Z]{3}"
_MINUS = "[-−–]"
_NUMBER = r"\d{1,3}(?P<gap>[ '’.,])\d{3}(?:(?P=gap)\d{3}){0,3}(?:[.,]\d{1,3})?|\d{1,12}(?:[.,]\d{1,3})?"
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s?(?P<before>{_MINUS})?\s?(?P<sign>{_SIGN})?\s?(?P<inside>{_MINUS})?\s?(?P<number>{_NUMBER})(?P<round>[.,]{_MINUS}{{1,2}})?"
    rf"\s?(?P<close>\))?\s?(?P<behind>{_MINUS}|CR|Cr|cr)?\s?(?P<after>{_SIGN})?[*]?(?P<shut>\))?"
)
_LETTERS = str.maketrans("OoQlI|!SsBZz", "000111155822")
_LIKE = re.compile(r"[$€£]?[\dOoQlI|!SsBZz]{1,9}(?:[.,'’][\dOoQlI|!SsBZz]{1,3}){1,3}[€]?")
_LONGEST, _MOST_DIGITS = 32, 12
MOST_WORDS = 6
"""An amount is not longer than so many words."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paper writes its amounts: its decimal sign (empty where that is open), and how many decimals its currency has."""

    sign: str = ""
    digits: int = 2
    was_read: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """What a stretch of text says.

    `sign` is the currency as printed; `is_bare` says that it is a whole number with nothing that makes it money.
    """

    value: Decimal
    text: str
    sign: str
    decimals: int
    is_bare: bool
    doubts: tuple[Doubt, ...]


def code_of(sign: str) -> str | None:
    """The code of a sign or code as printed; empty for a sign of several currencies, None for what is no currency."""
    plain = sign.casefold()
    if plain in SIGNS:
        return SIGNS[plain]
    return sign if len(sign) == 3 and sign.isupper() and currency_digits(sign) is not None else None


def read(text: str, style: Style) -> Amount | None:
    """The amount that a text is, or may be: letters in place of digits are read as these, with the doubt said."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None:
        plain = text.strip("*")
        if " " in plain or not _LIKE.fullmatch(plain):
            return None
        made = _AMOUNT.fullmatch(plain.translate(_LETTERS))
        return None if made is None else _amount(made, text, style, [Doubt(Reason.LETTERS, text)])
    return _amount(found, text, style, [])


def _amount(found: re.Match[str], text: str, style: Style, doubts: list[Doubt]) -> Amount | None:
    sign = found["sign"] or found["after"] or ""
    if sign and code_of(sign) is None:
        return None
    number = found["number"]
    if sum(map(str.isdigit, number)) > _MOST_DIGITS:
        return None
    closes = found["close"] or found["shut"]
    if bool(found["open"]) != bool(closes) or (found["sign"] and found["after"] and found["sign"] != found["after"]):
        doubts.append(Doubt(Reason.LETTERS, text))
    value, decimals, about = _number(number, style, text)
    doubts += about
    if found["round"]:
        decimals = style.digits
    minuses = [bool(found[name]) for name in ("before", "inside", "behind")]
    if sum(minuses) > 1:
        doubts.append(Doubt(Reason.LETTERS, text))
    if any(minuses) or (found["open"] and closes):
        value = -value
    is_whole = decimals == 0 and style.digits != 0
    if decimals != style.digits and not (is_whole and not style.was_read):
        doubts.append(Doubt(Reason.DECIMALS, text))
    is_bare = decimals == 0 and not sign and found["gap"] in {None, " "} and not found["round"]
    return Amount(value or abs(value), text, sign, decimals, is_bare, tuple(dict.fromkeys(doubts)))


def _number(number: str, style: Style, text: str) -> tuple[Decimal, int, list[Doubt]]:
    """The value, how many decimals are printed, and what is open or odd about the shape."""
    doubts: list[Doubt] = []
    parts = re.split(r"[.,]", number)
    marks = re.findall(r"[.,]", number)
    gaps = re.sub(r"[ '’]", "", number)
    if not marks:
        if len(gaps) > 1 and gaps.startswith("0"):
            doubts.append(Doubt(Reason.LETTERS, text))
        return Decimal(gaps), 0, doubts
    last = parts[-1]
    is_group = len(last) == 3 and 1 <= len(parts[-2]) <= 3
    if len(marks) == 1 and is_group and not re.search(r"[ '’]", number):
        as_decimals = style.digits == 3 and style.sign in {marks[0], ""}
        if style.sign in {marks[0], ""}:
            doubts += [] if style.digits == 3 and style.sign else [Doubt(Reason.THOUSANDS, text)]
    elif len(marks) > 1 and len(set(marks)) == 1 and is_group:
        as_decimals = False
    else:
        as_decimals = True
    if as_decimals and (len(set(marks[:-1])) > 1 or (len(marks) > 1 and marks[-1] in marks[:-1])):
        doubts.append(Doubt(Reason.LETTERS, text))
    sign = marks[-1] if as_decimals else {".": ",", ",": "."}[marks[-1]]
    if style.sign and sign != style.sign:
        doubts.append(Doubt(Reason.MIXED_SIGNS, text))
    whole = re.sub(r"\D", "", "".join(parts[:-1] if as_decimals else parts))
    if len(whole) > 1 and whole.startswith("0"):
        doubts.append(Doubt(Reason.LETTERS, text))
    return Decimal(f"{whole}.{last}" if as_decimals else whole), len(last) if as_decimals else 0, doubts


_ENDING = re.compile(r"(?<![\d.,/-])(?:\d{1,3}(?:[.,'’ ]\d{3}){1,3}|\d{1,7})([.,])(\d{2}|\d{3})(?![\d.,/-]*\d)")


def decimal_sign(texts: Iterable[str]) -> str:
    """The decimal sign of a paper, by its numbers with two decimals; empty where they disagree or there are none."""
    counts = {".": 0, ",": 0}
    for text in texts:
        for found in _ENDING.finditer(text[:200]):
            if len(found[2]) == 2:
                counts[found[1]] += 1
    sign = max(counts, key=lambda each: counts[each])
    return sign if counts[sign] and counts[sign] >= 0.8 * sum(counts.values()) else ""
