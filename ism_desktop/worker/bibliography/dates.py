"""Dates of publication as files write them, taken no more exactly than they say. Runs in the worker process."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_NUMBERS = re.compile(r"((?:18|19|20|21)\d\d)[-/](\d\d?)(?:[-/](\d\d?))?(?!\d)")
_COMPACT = re.compile(r"((?:18|19|20|21)\d\d)(\d\d)(\d\d)")
_OF_MAIL = re.compile(r"\b(\d\d?) ([A-Za-z]{3}) (\d{4})\b")


def written(text: str) -> str:
    """`2021 Mar 5`, `2021-03-05`, `20210305` or `5 Mar 2021` as `2021-03-05`.

    Of a range only what holds for all of it is kept: `2021 Nov-Dec` is 2021, `2021 Dec 3-9` December. Empty where there is no year.
    """
    text = text.strip()
    if found := _COMPACT.fullmatch(text):
        return _stored(*found.groups())
    if found := _NUMBERS.match(text):
        return _stored(*found.groups())
    if found := _OF_MAIL.search(text):
        day, month, year = found.groups()
        return parts(year, month, day)
    found = _YEAR.search(text)
    if found is None:
        return ""
    return parts(found[0], *_words_behind(text[found.end() :]))


def of_issue(issue: str, online: str) -> str:
    """The issue's date, or where that is a year alone, the day on which it appeared online in the same year."""
    if len(issue) == 4 and online.startswith(issue):
        return online
    return issue or online


def parts(year: str, month: str = "", day: str = "") -> str:
    """A date whose parts stand apart, the month as a number or by its English name."""
    number = month.strip().lower()[:3]
    if number in _MONTHS:
        number = str(_MONTHS.index(number) + 1)
    return _stored(year.strip(), number, day.strip())


def _words_behind(text: str) -> tuple[str, ...]:
    """Month and day behind a year, unless they are a range."""
    words = text.split()
    if not words or "-" in words[0] or "/" in words[0] or (len(words) > 1 and words[1].startswith("-")):
        return ()
    if len(words) == 1 or not words[1].isdigit():
        return (words[0],)
    return words[0], words[1]


def _stored(year: str, month: str | None = "", day: str | None = "") -> str:
    try:
        if not (month and 1 <= int(month) <= 12):
            return f"{int(year):04d}"
        if not day or not day.isascii() or not day.isdigit():
            return f"{int(year):04d}-{int(month):02d}"
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return year if _YEAR.fullmatch(year) else ""
