"""Rules of repetition as vCalendar 1.0 writes them (`W2 TH #10`), said as iCalendar does (`FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=10`)."""

import re

_OLD = re.compile(
    r"^(RRULE(?:;[^:\r\n]*)?:)\s*((?:D|W|MD|MP|YM|YD)\d+(?:[ \t][^\r\n]*)?)(?=\r?$)", re.IGNORECASE | re.MULTILINE
)
_PARTS = {
    "D": ("DAILY", ""),
    "W": ("WEEKLY", "BYDAY"),
    "MD": ("MONTHLY", "BYMONTHDAY"),
    "MP": ("MONTHLY", "BYDAY"),
    "YM": ("YEARLY", "BYMONTH"),
    "YD": ("YEARLY", "BYYEARDAY"),
}
_TWICE = "2"  # where neither a number nor an end is said


def with_new_rules(block: str) -> str:
    """The event with its rules as they are written today; what is none of the old ones stays as it is."""
    return _OLD.sub(lambda found: f"{found[1]}{_new(found[2].upper().split())}", block)


def _new(words: list[str]) -> str:
    sort = words[0].rstrip("0123456789")
    every, by = _PARTS[sort]
    parts = [f"FREQ={every}", f"INTERVAL={words[0][len(sort) :]}"]
    last, which, chosen = f"COUNT={_TWICE}", list[str](), list[str]()
    for word in words[1:]:
        if word.startswith("#"):
            last = f"COUNT={word[1:]}" if word != "#0" else ""
        elif re.fullmatch(r"\d{8}(T\d{6}Z?)?", word):
            last = f"UNTIL={word}"
        elif number := re.fullmatch(
            r"(\d)([+-])", word
        ):  # of the days of the week that follow: the first, or the last but one
            which.append(f"{'-' if number[2] == '-' else ''}{number[1]}")
        elif by:
            chosen += [f"{number}{word}" for number in which] or [word]
    if chosen:
        parts.append(f"{by}={','.join(chosen)}")
    return ";".join(part for part in (*parts, last) if part)
