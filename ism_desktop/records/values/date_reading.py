"""Reading a date as people write it, in English and in the language in use."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache

from ism_desktop.language import Language, in_use, language, tr
from ism_desktop.records.folding import folded
from ism_desktop.records.values.partial_date import SEASONS, PartialDate, season_words

_EXAMPLE = date(2019, 5, 3)
# Japanese, Chinese and Korean write the unit behind each number.
_UNITS = re.compile(r"\s*[年月日년월일]\s*")
_SHORTEST = 3
_LONGEST = 80  # letters; no language writes a date so long


class _Advice(ValueError):
    """A refusal that says what to do, in a sentence for the person."""


class _Words:
    """The words for dates in one language, folded as search folds them, so that capitals and accents do not matter."""

    def __init__(self, known: Language) -> None:
        self.months = {folded(word): number for word, number in known.month_words.items()}
        self.months |= {folded(known.month_name(number)): number for number in range(1, 13)}
        self.seasons = {folded(season_words(known, season, "")).strip(): season for season in SEASONS}
        if known.tag == "en":
            # As they stand in the program, whatever the catalogue makes of them, and the American word.
            self.seasons |= {season: season for season in SEASONS} | {"fall": "autumn"}
        self.today = folded(known.tr("today"))
        self.yesterday = folded(known.tr("yesterday"))
        # “of” in “3 de mayo de 2019”: what a language puts between the parts.
        between = re.findall(r"[^\W\d_]+", f"{folded(known.day(_EXAMPLE))} {folded(known.month(2019, 5))}")
        self.between = {word for word in between if word not in self.months}

    def month(self, word: str) -> int | None:
        """The month that a word is, or begins."""
        if word in self.months:
            return self.months[word]
        begun = {number for name, number in self.months.items() if len(word) >= _SHORTEST and name.startswith(word)}
        return begun.pop() if len(begun) == 1 else None


@lru_cache(maxsize=8)
def _words_of(known: Language) -> _Words:
    return _Words(known)


def _year(text: str) -> int:
    if len(text) == 2:
        raise _Advice(tr("Please write the year with four digits."))
    return int(text)


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


def _from_words(words: list[str], today: date, tongues: tuple[_Words, ...]) -> PartialDate:
    seasons: list[str] = []
    months: list[int] = []
    years: list[int] = []
    days: list[int] = []
    for word in words:
        bare = word.rstrip(".")
        if bare in {"of", "in"} or any(bare in tongue.between for tongue in tongues):
            continue
        if re.fullmatch(r"\d{4}", bare):
            years.append(int(bare))
        elif found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?", word):
            days.append(int(found[1]))
        elif months_found := [found for tongue in tongues if (found := tongue.month(bare)) is not None]:
            months.append(months_found[0])
        elif seasons_found := [tongue.seasons[bare] for tongue in tongues if bare in tongue.seasons]:
            seasons.append(seasons_found[0])
        else:
            raise ValueError("not a date")
    if max(len(months), len(years), len(days), len(seasons)) > 1:
        raise ValueError("not a date")
    if seasons and years and not months and not days:
        return PartialDate(years[0], season=seasons[0])
    if months and (years or days) and not seasons:
        return PartialDate(years[0] if years else today.year, months[0], days[0] if days else None)
    raise ValueError("not a date")


def _as_shown(text: str, known: Language) -> PartialDate | None:
    """The date whose words, as the language shows them, are exactly this text: whatever stands on the screen can be typed back.

    It settles what no list of words does: Hebrew joins “of” to the month, Vietnamese numbers its months, and a weekday may stand in front.
    """
    said = _plain(text)
    numbers = {int(each) for each in re.findall(r"\d{1,4}", said)} if len(said) <= _LONGEST else set[int]()
    for year in (number for number in numbers if number >= 1000):
        for month in range(1, 13):
            if _plain(known.month(year, month)) == said:
                return PartialDate(year, month)
            for day in (date(year, month, each) for each in numbers if 1 <= each <= monthrange(year, month)[1]):
                if said in {_plain(known.day(day)), _plain(known.weekday_and_day(day))}:
                    return PartialDate.from_date(day)
    return None


def _plain(text: str) -> str:
    return re.sub(r"[,،、\s\u200e\u200f]+", " ", folded(text)).strip()


def parse_partial_date(text: str, *, today: date, day_first: bool | None = None) -> PartialDate:
    """Read a date as people write it: `3 May`, `3. Mai 2019`, `May 2019`, `2018`, `spring 2019`, `3.5.2019`, `05/2027`, `today`.

    Args:
        text: what was typed, in English or in the language in use.
        today: gives the year to `3 May`.
        day_first: whether 3/5 is the third of May; None for what the language in use has. A day over 12 settles it by itself.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    now = in_use()
    tongues = (_words_of(now), _words_of(language("en")))
    cleaned = re.sub(r"[,،、\s\u200e\u200f]+", " ", _UNITS.sub("-", folded(text))).strip(" -")
    if day_first is None:
        day_first = now.day_first
    numbers = re.split(r"\s*[-/.]\s*", cleaned.rstrip("."))
    try:
        if cleaned in {"today", *(tongue.today for tongue in tongues)}:
            return PartialDate.from_date(today)
        if cleaned in {"yesterday", *(tongue.yesterday for tongue in tongues)}:
            return PartialDate.from_date(today - timedelta(days=1))
        if all(re.fullmatch(r"\d{1,4}", part) for part in numbers) and 1 <= len(numbers) <= 3:
            if len(numbers) == 1 and len(cleaned) != 4:
                raise ValueError("not a date")
            return _from_numbers(numbers, day_first=day_first)
        return _from_words([word for word in re.split(r"[\s-]+", cleaned) if word], today, tongues)
    except _Advice:
        raise
    except ValueError:
        with suppress(ValueError):
            shown = _as_shown(text, now) or _as_shown(text, language("en"))
            if shown is not None:
                return shown
        raise ValueError(advice(text)) from None


def advice(typed: str) -> str:
    """What is said of a text that is no date, with examples in the language in use."""
    known = in_use()
    return tr(
        "“{typed}” is not a date we can read. Try {day}, {month}, {season} or {year}.",
        typed=typed.strip(),
        day=known.day(_EXAMPLE),
        month=known.month(_EXAMPLE.year, _EXAMPLE.month),
        season=season_words(known, "spring", str(_EXAMPLE.year)),
        year=str(_EXAMPLE.year),
    )
