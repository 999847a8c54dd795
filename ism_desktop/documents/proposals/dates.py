"""Dates that stand in a document's text, the likeliest date of the document first, each with the line and the reason.

Every pattern is bounded and has no repetition within a repetition: the text comes from a file of somebody else, and no text takes long.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ism_desktop.documents.proposals.lines import Line
from ism_desktop.language import language
from ism_desktop.records.folding import folded
from ism_desktop.records.values import PartialDate

# Reasons, as keys; `words` says them.
BESIDE, AT_TOP, IN_TEXT, MONTH_ONLY = "beside", "top", "text", "month"
BIRTH, FOOT, PRINTED, FUTURE = "birth", "foot", "printed", "future"
DOUBTS = frozenset({BIRTH, FOOT, PRINTED, FUTURE})

_TONGUES = ("en", "de", "es", "fr", "it", "nl", "pt")
_LITTLE_WORDS = {
    "en": {"the", "and", "of", "with", "for", "patient", "was", "is"},
    "de": {"der", "die", "und", "mit", "nicht", "wir", "ist", "für", "vom", "befund"},
    "es": {"el", "los", "del", "con", "para", "una", "paciente", "que"},
    "fr": {"le", "les", "des", "avec", "pour", "une", "est", "et"},
    "it": {"il", "della", "con", "per", "paziente", "di", "che"},
    "nl": {"het", "een", "van", "met", "voor", "niet"},
    "pt": {"o", "os", "da", "com", "uma", "paciente", "não"},
}
_NUMBERS = re.compile(r"(?<![\d.,/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-]|[.,]\d)")
_ISO = re.compile(r"(?<![\d.,/-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d/-]|[.,]\d)")
_DAY_MONTH = re.compile(
    r"(?<![\w.,/-])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -](?:of |de |del )?([^\W\d_]{3,12})\.?,?[ -](?:de |del )?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<![\w])([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_MONTH = re.compile(r"(?<![\w])([^\W\d_]{3,12})\.?,? (?:de |of )?(\d{4})(?!\d)")
_MONTH_NUMBER = re.compile(r"(?<![\d.,/-])(0?[1-9]|1[0-2])[/.](\d{4})(?![\d/-]|[.,]\d)")

# What may stand before a date, folded. The longer ones first: of what stands there, the first that is found counts.
_BIRTH = ("date of birth", "birth", "born", "dob", "d.o.b", "geburtsdatum", "geboren", "geb.", "geb", "nacimiento", "nacido", "nacida",
          "nac", "f. nac",
          "fecha nac", "naissance", "ne(e)", "nee le", "ne le", "nascita", "nato", "nata", "geboortedatum", "nascimento")  # fmt: skip
_PRINTED = ("printed", "print date", "gedruckt", "druckdatum", "ausdruck", "impreso", "imprime", "stampato", "afgedrukt", "version",
            "revised", "revision", "rev.", "stand:", "form ", "copyright", "valid until", "expires", "expiry", "expiry date",
          "expiration date", "due date", "due", "gultig bis",
            "next appointment", "next visit", "nachster termin", "proxima cita", "prochain rendez-vous", "fallig", "vence")  # fmt: skip
_DATED = ("date of report", "report date", "reported on", "reported", "date of letter", "letter date", "date of visit", "visit date",
          "date of service", "service date", "invoice date", "statement date", "bill date", "date of issue", "issued on", "issued",
          "dated", "date", "befunddatum", "berichtsdatum", "rechnungsdatum", "ausgestellt am", "ausstellungsdatum", "datum", "den",
          "fecha del informe", "fecha de emision", "fecha", "date du compte rendu", "fait le", "le", "data del referto", "data",
          "verslagdatum")  # fmt: skip
_TAKEN = ("date collected", "collection date", "collected on", "collected", "sample taken", "date of examination", "examination date",
          "exam date", "examined on", "entnahmedatum", "entnahme", "abnahme", "untersuchungsdatum", "untersuchung vom", "vom",
          "fecha de extraccion", "extraccion", "fecha de toma", "prelevement", "prelievo", "received")  # fmt: skip
_BEFORE = 42  # letters before a date in which such a word can stand


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date, where it stands (page and line from 1, the line's text), why, and the word that it stands beside."""

    date: PartialDate
    page: int
    line: int
    text: str
    reason: str
    beside: str = ""
    weight: int = 0

    @property
    def is_doubtful(self) -> bool:
        """Whether something says that it is not the date of the document: it is listed and never the one proposed."""
        return self.reason in DOUBTS


def candidates(
    lines: Sequence[Line], *, today: date, day_first: bool, born: PartialDate | None = None
) -> list[DateCandidate]:
    """Every date in the lines, once each, the likeliest first."""
    tongue = tongue_of(lines)
    order = _order(lines, tongue, day_first=day_first)
    best: dict[PartialDate, DateCandidate] = {}
    counts: dict[PartialDate, int] = {}
    for line in lines:
        for found, start, _ in dates_in(line.text, tongue, day_first=order):
            made = _judged(found, start, line, today, born)
            counts[found] = counts.get(found, 0) + 1
            kept = best.get(found)
            if kept is None or (made.reason == BIRTH) > (kept.reason == BIRTH) or made.weight > kept.weight:
                best[found] = made if kept is None or kept.reason != BIRTH else kept
    places = {day: place for place, day in enumerate(best)}
    return sorted(
        best.values(),
        key=lambda each: (each.is_doubtful, -each.weight - 2 * min(counts[each.date], 3), places[each.date]),
    )


def tongue_of(lines: Iterable[Line]) -> str:
    """The language of a text, by its little words; English where none stands out."""
    words = re.findall(r"[^\W\d_]+", " ".join(line.text for line in lines).casefold())
    numbers = {tongue: sum(word in little for word in words) for tongue, little in _LITTLE_WORDS.items()}
    best = max(_TONGUES, key=lambda tongue: numbers[tongue])
    return best if numbers[best] else "en"


def _order(lines: Iterable[Line], tongue: str, *, day_first: bool) -> bool:
    """Whether the day stands first in this text: a number over 12 in any of its dates settles it; else the language; else the person."""
    firsts = seconds = 0
    for line in lines:
        for found in _NUMBERS.finditer(line.text):
            firsts += int(found[1]) > 12
            seconds += int(found[3]) > 12
    if firsts or seconds:
        return firsts >= seconds
    return True if tongue != "en" else day_first


@lru_cache(maxsize=8)
def _months(tongue: str) -> dict[str, int]:
    names = {folded(word): number for word, number in language("en").month_words.items()}
    return names | {folded(word): number for word, number in language(tongue).month_words.items()}


def dates_in(text: str, tongue: str, *, day_first: bool) -> Iterator[tuple[PartialDate, int, int]]:
    """The dates in a line, where each begins and where it ends; what is part of a longer one counts as that."""
    taken: list[tuple[int, int]] = []
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int | None]]], ...] = (
        (_ISO, lambda found: (int(found[1]), int(found[3]), int(found[4]))),
        (_NUMBERS, lambda found: _of_numbers(found[1], found[3], found[4], found[2], day_first=day_first)),
        (_DAY_MONTH, lambda found: (int(found[3]), _month(found[2], tongue), int(found[1]))),
        (_MONTH_DAY, lambda found: (int(found[3]), _month(found[1], tongue), int(found[2]))),
        (_MONTH, lambda found: (int(found[2]), _month(found[1], tongue), None)),
        (_MONTH_NUMBER, lambda found: (int(found[2]), int(found[1]), None)),
    )
    for pattern, read in readers:
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            year, month, day = read(found)
            if not month or not 1900 <= year <= 2100:
                continue
            try:
                made = PartialDate(year, month, day)
            except ValueError:
                continue
            taken.append(found.span())
            yield made, found.start(), found.end()


def _of_numbers(first: str, second: str, year: str, sign: str, *, day_first: bool) -> tuple[int, int, int]:
    whole = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    one, two = int(first), int(second)
    day, month = (one, two) if day_first or sign == "." else (two, one)
    return (whole, day, month) if month > 12 >= day else (whole, month, day)


def _month(word: str, tongue: str) -> int:
    return _months(tongue).get(folded(word).rstrip("."), 0)


def _judged(found: PartialDate, start: int, line: Line, today: date, born: PartialDate | None) -> DateCandidate:
    """How likely this is the date of the document, and why."""
    before = folded(line.text[max(0, start - _BEFORE) : start])

    def made(reason: str, weight: int, beside: str = "") -> DateCandidate:
        exact = 0 if found.day else -12
        return DateCandidate(found, line.page, line.number, line.text, reason, beside, weight + exact)

    if found == born or _ends_with(before, _BIRTH):
        return made(BIRTH, -100)
    if _ends_with(before, _PRINTED):
        return made(PRINTED, -40)
    if found.sort_text[:10] > today.isoformat():
        return made(FUTURE, -30)
    first_page = 10 if line.page == 1 else 0
    if word := _ends_with(before, _DATED):
        return made(BESIDE, 50 + first_page, _as_printed(line.text[:start], word))
    if word := _ends_with(before, _TAKEN):
        return made(BESIDE, 35 + first_page, _as_printed(line.text[:start], word))
    if line.in_foot and not line.in_head:
        return made(FOOT, -20)
    if line.in_head:
        return made(AT_TOP, 25)
    return made(IN_TEXT if found.day else MONTH_ONLY, first_page)


def _ends_with(before: str, words: Iterable[str]) -> str:
    """The word after which nothing but a few signs and little words comes; empty for none."""
    rest = before.rstrip(" :.,-–(#")
    for little in (" of", " on", " am", " el", " the"):
        rest = rest.removesuffix(little).rstrip(" :.,-–(")
    for word in words:
        bare = word.strip(" :.")
        if rest.endswith(bare) and not rest[: -len(bare)][-1:].isalnum():
            return bare
    return ""


def _as_printed(before: str, word: str) -> str:
    """The word as it stands on the paper, as near as it can be found."""
    bare = before.rstrip(" :.,-–(#")
    return bare[-len(word) :] if folded(bare[-len(word) :]) == word else word
