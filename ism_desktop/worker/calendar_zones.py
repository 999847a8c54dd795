"""The time zones of a calendar file by names that we know: its own blocks, the names of Windows, and the long names of other programs."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_NAMED = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")
_SHOWN = re.compile(r"\(UTC[^)]*\)\s*(.+)")
_AMERICAN = re.compile(r"(Eastern|Central|Mountain|Pacific) Time \(US")
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)


class Zones:
    """Finds the time zone for a name that stands in the file."""

    def __init__(self, blocks: list[str]) -> None:
        self._own: dict[str, tzinfo] = {}
        self._called: dict[str, str] = {}
        for block in blocks:
            try:
                zone = cast("Timezone", Timezone.from_ical(block))
                name = str(zone["TZID"])
                self._own[name] = zone.to_tz(lookup_tzid=False)
            except Exception:  # noqa: BLE001, S112  (whatever is wrong with it: an event that names it is refused if nothing else knows it)
                continue
            self._called[name] = str(zone.get("X-LIC-LOCATION", ""))

    def find(self, name: str) -> tuple[tzinfo, str] | None:
        """The zone and the name by which it is kept, which is empty for one that only the file describes. None: nobody knows it."""
        known = known_name(name) or known_name(self._called.get(name, ""))
        if known:
            return ZoneInfo(known), known
        own = self._own.get(name)
        if own is not None:
            return own, ""
        offset = _OFFSET.fullmatch(name.strip())
        if offset is None:
            return None
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        return timezone((1 if offset[1] == "+" else -1) * timedelta(hours=hours, minutes=minutes)), ""


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=512)
def known_name(name: str) -> str:
    """The name in the IANA database of what a file calls a zone; empty where it has none."""
    name = name.strip().strip('"')
    if name in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[name]
    zones = _zones()
    if name in zones:
        return name
    shown = _SHOWN.fullmatch(name)
    if shown is not None:  # as an office program shows it: (UTC+01:00) Amsterdam, Berlin
        return _by_cities(shown[1])
    for found in _NAMED.findall(name):  # such as /freeassociation.sourceforge.net/Europe/Berlin
        parts = found.split("/")
        for begin in range(len(parts)):
            shorter = "/".join(parts[begin:])
            if "/" in shorter and shorter in zones:
                return shorter
    return ""


def _by_cities(words: str) -> str:
    american = _AMERICAN.match(words)
    if american is not None:
        return WINDOWS_TO_OLSON.get(f"{american[1]} Standard Time", "")
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(_zones()) if "/" in zone}
    wanted = (city.strip().replace(" ", "_").casefold() for city in words.split(","))
    return next((cities[city] for city in wanted if city in cities), "")


def offset_name(moment: datetime) -> str:
    """The offset of a moment as the name of its zone: `+05:30`."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    sign = "+" if minutes >= 0 else "-"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
