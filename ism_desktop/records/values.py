"""The two kinds of value a health record needs that Python lacks: a date known only in part, and a stated gap."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Gap(StrEnum):
    """Why a field holds no value. A field that was never asked holds plain `None`; these two were said by a person.

    "Not known", "none" and "not asked" must never be mixed up (International Patient Summary; clinical.md 4.2).
    """

    UNKNOWN = "unknown"
    NONE = "none"

    @property
    def words(self) -> str:
        """How the gap is shown and printed."""
        return "not known" if self is Gap.UNKNOWN else "none"


SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON_NAMES: Mapping[str, str] = {name: name for name in SEASONS} | {"fall": "autumn"}
_MONTHS = tuple(name.lower() for name in calendar.month_name)
_STORED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-(spring|summer|autumn|winter))?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: a year, a season of a year, a month, or a day.

    Raises:
        ValueError: the parts are no calendar date, or a day comes without its month.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: str | None = None

    def __post_init__(self) -> None:
        if not 1800 <= self.year <= 2200:
            raise ValueError(f"{self.year} is not a year a health record can hold")
        if self.season is not None and (self.season not in SEASONS or self.month is not None or self.day is not None):
            raise ValueError("a season stands beside a year alone")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.month is not None:
            date(self.year, self.month, self.day or 1)

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read back what `stored` wrote. Raises ValueError for anything else."""
        match = _STORED.fullmatch(text)
        if match is None:
            raise ValueError(f"not a stored date: {text!r}")
        year, month, day, season = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None, season)

    @classmethod
    def from_date(cls, day: date) -> Self:
        """The whole date of a `datetime.date`."""
        return cls(day.year, day.month, day.day)

    @property
    def stored(self) -> str:
        """`2019`, `2019-spring`, `2019-05` or `2019-05-03`: sorts by time within one precision."""
        if self.season is not None:
            return f"{self.year:04d}-{self.season}"
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def words(self) -> str:
        """`2019`, `spring 2019`, `May 2019` or `3 May 2019`: unmistakable in every country that reads English."""
        if self.season is not None:
            return f"{self.season} {self.year}"
        if self.month is None:
            return str(self.year)
        month = calendar.month_name[self.month]
        return f"{month} {self.year}" if self.day is None else f"{self.day} {month} {self.year}"

    @property
    def first_day(self) -> date:
        """The earliest day it can mean; winter begins in December of its year."""
        month = self.month or (3 * SEASONS.index(self.season) + 3 if self.season else 1)
        return date(self.year, month, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean: an injector marked 05/2027 is good to the last of May."""
        if self.day is not None:
            return self.first_day
        if self.season is not None:
            first = self.first_day
            year, month = (first.year + 1, 2) if first.month == 12 else (first.year, first.month + 2)
            return date(year, month, calendar.monthrange(year, month)[1])
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


def _year(text: str) -> int:
    if len(text) == 2:
        raise ValueError("Please write the year with four digits.")
    return int(text)


def _month(word: str) -> int | None:
    matches = [number for number, name in enumerate(_MONTHS) if number and len(word) >= 3 and name.startswith(word)]
    return matches[0] if len(matches) == 1 else 9 if word == "sept" else None


def _from_numbers(numbers: list[str], *, day_first: bool) -> PartialDate:
    if len(numbers[0]) == 4:
        month = int(numbers[1]) if len(numbers) > 1 else None
        return PartialDate(int(numbers[0]), month, int(numbers[2]) if len(numbers) > 2 else None)
    if len(numbers) == 2:
        return PartialDate(_year(numbers[1]), int(numbers[0]))
    first, second, year = int(numbers[0]), int(numbers[1]), _year(numbers[2])
    day, month = (first, second) if day_first else (second, first)
    if month > 12 >= day:
        day, month = month, day
    return PartialDate(year, month, day)


def _from_words(words: list[str], today: date) -> PartialDate:
    if words == ["today"]:
        return PartialDate.from_date(today)
    months = [found for word in words if (found := _month(word)) is not None]
    seasons = [_SEASON_NAMES[word] for word in words if word in _SEASON_NAMES]
    years = [int(word) for word in words if re.fullmatch(r"\d{4}", word)]
    days = [int(found[1]) for word in words if (found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)?", word))]
    if len(months) + len(seasons) + len(years) + len(days) != len(words) or max(len(months), len(years), len(days)) > 1:
        raise ValueError("not a date")
    if seasons and years and not months and not days:
        return PartialDate(years[0], season=seasons[0])
    if months and (years or days) and not seasons:
        return PartialDate(years[0] if years else today.year, months[0], days[0] if days else None)
    raise ValueError("not a date")


def parse_partial_date(text: str, *, day_first: bool, today: date) -> PartialDate:
    """Read a date as people write it: `3 May`, `May 2019`, `2018`, `spring 2019`, `3.5.2019`, `05/2027`, `2019-05-03`, `today`.

    Args:
        text: what was typed.
        day_first: whether the person's locale writes 3/5 for the third of May; a day over 12 settles it by itself.
        today: gives the year to `3 May`.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    cleaned = re.sub(r"[,\s]+", " ", text.strip().lower())
    numbers = re.split(r"\s*[-/.]\s*", cleaned.rstrip("."))
    try:
        if all(part.isdigit() for part in numbers) and 1 <= len(numbers) <= 3:
            if len(numbers) == 1 and len(cleaned) != 4:
                raise ValueError("not a date")
            return _from_numbers(numbers, day_first=day_first)
        return _from_words([word for word in re.split(r"[\s-]+", cleaned) if word not in {"of", "in"}], today)
    except ValueError as error:
        if str(error).startswith("Please"):
            raise
        raise ValueError(
            f"“{text.strip()}” is not a date we can read. Try 3 May 2019, May 2019, spring 2019 or 2019."
        ) from None
