"""A moment as far as it is known: a day or less, a time of day or a part of the day, and the time zone where one was said."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from ism_desktop.cldr import time_zones
from ism_desktop.language import Language, in_use, language, tr
from ism_desktop.records.values.date_reading import parse_partial_date
from ism_desktop.records.values.partial_date import PartialDate

DAY_PARTS = ("morning", "noon", "afternoon", "evening", "night")
PART_BEGINS = {"morning": "06", "afternoon": "14", "noon": "12", "evening": "18", "night": "22"}
"""Where a part of the day stands among times, for sorting only. "noon" is part of a longer word, which comes first."""

_STORED_TIME = re.compile(r"([01]\d|2[0-3])(?::([0-5]\d))?")
_CLOCK = re.compile(r"(\d{1,2})(?:\s?[:.h]\s?(\d{2})|(\d{2}))?\s*(?:(a|p)\.?\s?m\.?|uhr|h)?")
_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")
_STORED = re.compile(r"([0-9a-z-]+)(?:T([0-9a-z:]+))?(?:\[([A-Za-z0-9_+:/-]+)\])?")


@dataclass(frozen=True, slots=True)
class PartialTime:
    """A time of day as far as it is known: hour and minute, an hour, or a part of the day.

    Raises:
        ValueError: the parts are no time of day.
    """

    hour: int | None = None
    minute: int | None = None
    part: str | None = None

    def __post_init__(self) -> None:
        if self.part is not None:
            if self.part not in DAY_PARTS or self.hour is not None or self.minute is not None:
                raise ValueError("a part of the day stands alone")
        elif self.hour is None:
            raise ValueError("a time has an hour")
        else:
            time(self.hour, self.minute or 0)

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read back what `stored` wrote. Raises ValueError for anything else."""
        if text in DAY_PARTS:
            return cls(part=text)
        match = _STORED_TIME.fullmatch(text)
        if match is None:
            raise ValueError(f"not a stored time: {text!r}")
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    @property
    def stored(self) -> str:
        """`14:05`, `14` or `morning`."""
        if self.part is not None:
            return self.part
        return f"{self.hour:02d}" if self.minute is None else f"{self.hour:02d}:{self.minute:02d}"

    @property
    def words(self) -> str:
        """`14:05`, `around 14:00` or `morning`, in the language in use."""
        return self.said_in(in_use())

    @property
    def typed(self) -> str:
        """`14:05`, `14` or `morning`: `parse_partial_time` reads it back."""
        return self.words if self.part is not None else self.stored

    @property
    def sort_text(self) -> str:
        """Puts times of one day in order."""
        return PART_BEGINS[self.part] if self.part is not None else self.stored

    def said_in(self, wanted: Language) -> str:
        """The time in a language."""
        if self.hour is None:
            return _part_words(wanted)[self.part or ""]
        clock = wanted.clock(time(self.hour, self.minute or 0))
        return wanted.tr("around {time}", time=clock) if self.minute is None else clock


@lru_cache(maxsize=64)
def zone_called(name: str) -> tzinfo | None:
    """The time zone of a moment by its name or offset; None for no name, and for one whose clock nobody knows, such as `Etc/Unknown`."""
    if not name:
        return None
    if _OFFSET.fullmatch(name):
        hours, minutes = int(name[1:3]), int(name[4:6])
        return timezone((1 if name[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _part_words(wanted: Language) -> dict[str, str]:
    return {
        "morning": wanted.tr_c("part of a day", "morning"),
        "noon": wanted.tr_c("part of a day", "noon"),
        "afternoon": wanted.tr_c("part of a day", "afternoon"),
        "evening": wanted.tr_c("part of a day", "evening"),
        "night": wanted.tr_c("part of a day", "night"),
    }


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as far as it is known, with the time of day where it happened.

    `zone` is a name of the IANA database (`Europe/Berlin`), an offset (`+02:00`), or empty where none was said. Moments are sorted by the
    time on the clock of their place, as people remember them.

    Raises:
        ValueError: there is no such time zone.
    """

    date: PartialDate
    time: PartialTime | None = None
    zone: str = ""

    def __post_init__(self) -> None:
        if self.zone and self.zone not in time_zones() and not _OFFSET.fullmatch(self.zone):
            raise ValueError(f"{self.zone!r} is no time zone")

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read back what `stored` wrote. Raises ValueError for anything else."""
        match = _STORED.fullmatch(text)
        if match is None:
            raise ValueError(f"not a stored moment: {text!r}")
        day, clock, zone = match.groups()
        return cls(PartialDate.from_stored(day), PartialTime.from_stored(clock) if clock else None, zone or "")

    @property
    def stored(self) -> str:
        """`2019-05-03T14:05[Europe/Berlin]`, without what is not known."""
        clock = "" if self.time is None else f"T{self.time.stored}"
        return f"{self.date.stored}{clock}" + (f"[{self.zone}]" if self.zone else "")

    @property
    def words(self) -> str:
        """`3 May 2019, 14:05 (Berlin time)`, in the language in use."""
        return self.said_in(in_use())

    @property
    def typed(self) -> str:
        """The moment without its zone: `parse_moment` reads it back."""
        return self.date.words if self.time is None else f"{self.date.words}, {self.time.typed}"

    @property
    def sort_text(self) -> str:
        """Puts moments in order by the clock of their place."""
        return self.date.sort_text + ("" if self.time is None else f"T{self.time.sort_text}")

    def said_in(self, wanted: Language) -> str:
        """The moment in a language."""
        day = self.date.said_in(wanted)
        if not self.zone:
            if self.time is None:
                return day
            return wanted.tr_c("a day and the time of day", "{day}, {time}", day=day, time=self.time.said_in(wanted))
        place = self._place(wanted)
        if self.time is None:
            return wanted.tr("{day} ({place})", day=day, place=place)
        return wanted.tr("{day}, {time} ({place})", day=day, time=self.time.said_in(wanted), place=place)

    def _place(self, wanted: Language) -> str:
        if _OFFSET.fullmatch(self.zone) or self.zone == "UTC":
            return wanted.tr("UTC {offset}", offset=self.zone) if self.zone != "UTC" else self.zone
        return wanted.tr("{city} time", city=wanted.time_zone(self.zone))


def parse_partial_time(text: str) -> PartialTime:
    """Read a time of day as people write it: `14:05`, `2.30 pm`, `14`, `morning`.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    typed = " ".join(text.casefold().split())
    for known in (in_use(), language("en")):
        for part, word in _part_words(known).items():
            if typed in {part, word.casefold()}:
                return PartialTime(part=part)
    match = _CLOCK.fullmatch(typed)
    if match is not None:
        minute = match[2] or match[3]
        hour = int(match[1])
        if match[4] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[4] == "p" else 0)
        if hour <= 23 and (minute is None or int(minute) <= 59):
            return PartialTime(hour, None if minute is None else int(minute))
    raise ValueError(tr("Please write the time as hours and minutes, such as {time}.", time="14:30"))


def parse_clock(text: str) -> str:
    """Read a whole time of day; `14` is 14:00. Returns `HH:MM`.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    known = parse_partial_time(text)
    if known.hour is None:
        raise ValueError(tr("Please write the time as hours and minutes, such as {time}.", time="14:30"))
    return PartialTime(known.hour, known.minute or 0).stored


def parse_moment(text: str, *, today: date, day_first: bool | None = None, zone: str = "") -> Moment:
    """Read a day with a time of day behind it, both as far as they are known: `3 May 2019, 14:05`, `May 2019, evening`.

    Args:
        text: what was typed.
        today: gives the year to `3 May`.
        day_first: whether 3/5 is the third of May; None for what the language in use has.
        zone: the time zone that is meant.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    typed = text.strip()
    try:
        return Moment(parse_partial_date(typed, day_first=day_first, today=today), None, zone)
    except ValueError as error:
        refusal = error
    for split in re.finditer(r"[,،、]\s*|\s+", typed):
        day, clock = typed[: split.start()], typed[split.end() :]
        if split[0].isspace() and clock.isdigit():
            continue  # in `3 May 14` the 14 may be half a year
        try:
            known = parse_partial_time(clock)
            return Moment(parse_partial_date(day, day_first=day_first, today=today), known, zone)
        except ValueError:
            continue
    raise refusal
