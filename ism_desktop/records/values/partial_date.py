"""A date known only in part: a year, a season of a year, a month, or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from ism_desktop.language import Language, in_use

SEASONS = ("spring", "summer", "autumn", "winter")
SEASON_BEGINS = {"spring": "03", "summer": "06", "autumn": "09", "winter": "12"}
"""Where a season stands among the months of its year, for sorting."""

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
    def sort_text(self) -> str:
        """Puts dates in order by when they begin, the less exact first."""
        return self.stored if self.season is None else f"{self.year:04d}-{SEASON_BEGINS[self.season]}"

    @property
    def words(self) -> str:
        """`2019`, `spring 2019`, `May 2019` or `3 May 2019`, in the language in use."""
        return self.said_in(in_use())

    def said_in(self, language: Language) -> str:
        """The date in a language, for a paper that is not in the one in use."""
        if self.season is not None:
            return season_words(language, self.season, str(self.year))
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return language.month(self.year, self.month)
        return language.day(date(self.year, self.month, self.day))

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


def season_words(language: Language, season: str, year: str) -> str:
    """`spring 2019` in a language."""
    if season == "spring":
        return language.tr("spring {year}", year=year)
    if season == "summer":
        return language.tr("summer {year}", year=year)
    return language.tr("autumn {year}", year=year) if season == "autumn" else language.tr("winter {year}", year=year)
