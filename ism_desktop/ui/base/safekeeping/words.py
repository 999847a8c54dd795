"""How days, counts and sizes are said on the pages about keeping the vault safe."""

import re
from datetime import date, datetime
from pathlib import Path

_LONG = re.compile(r"\S{24,}")
_PIECE = re.compile(r".{1,12}")


def local(moment: datetime) -> datetime:
    """The moment on this computer's clock."""
    return moment.astimezone()


def on_day(moment: datetime, today: date) -> str:
    """“today”, “yesterday”, “on 3 May”, or with its year when that is another."""
    then = local(moment).date()
    days = (today - then).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"on {day(moment, today)}"


def day(moment: datetime, today: date) -> str:
    """“3 May”, with the year when it is another."""
    then = local(moment).date()
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day} {then:%B}{year}"


def at_time(moment: datetime, today: date) -> str:
    """“today at 14:05”, “on 3 May at 14:05”."""
    return f"{on_day(moment, today)} at {local(moment):%H:%M}"


def counted(number: int, one: str, several: str = "") -> str:
    """“1 document”, “12 documents”, “no documents”."""
    if number == 0:
        return f"no {several or f'{one}s'}"
    return f"1 {one}" if number == 1 else f"{number:,} {several or f'{one}s'}"


def size(number: int) -> str:
    """A size in megabytes, or in gigabytes when it is large."""
    if number >= 10_000_000_000:
        return f"{number / 1_000_000_000:,.0f} GB"
    return f"{max(1, round(number / 1_000_000)):,} MB"


def path(place: Path) -> str:
    """A path that may be broken at each of its folders; else a long one would make the whole page wider than the window."""
    return (
        re.sub(r"[^/\\]+", lambda part: breakable(part[0]), str(place))
        .replace("/", "/\u200b")
        .replace("\\", "\\\u200b")
    )


def breakable(sentence: str) -> str:
    """The sentence with places to break in words that are too long for a line, such as the name of a file."""
    return _LONG.sub(lambda found: "\u200b".join(_PIECE.findall(found[0])), sentence)


def begun(sentence: str) -> str:
    """With a capital letter."""
    return sentence[:1].upper() + sentence[1:]
