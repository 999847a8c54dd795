"""How a report writes its numbers: which decimal sign it uses, and what of a number is open."""

import re
from collections.abc import Iterable

_MARKS = re.compile(r"[.,]")
_FEW = 2


def decimal_sign(texts: Iterable[str]) -> str:
    """The decimal sign of a report by its numbers that leave it open nowhere; empty where there are too few, or they disagree."""
    counts = {".": 0, ",": 0}
    for text in texts:
        for number in re.findall(r"\d+(?:[.,]\d+)+", text):
            sign = sure_sign(number)
            if sign:
                counts[sign] += 1
    sign = max(counts, key=lambda each: counts[each])
    total = sum(counts.values())
    return sign if counts[sign] >= _FEW and counts[sign] >= 0.85 * total else ""


def sure_sign(number: str) -> str:
    """The decimal sign of one number, where only one reading is possible."""
    marks, parts = _MARKS.findall(number), _MARKS.split(number)
    if not marks:
        return ""
    if len(marks) > 1:
        return marks[-1] if marks[-1] != marks[-2] else ("," if marks[0] == "." else ".")
    return "" if is_open(number) else marks[0] if parts[1] else ""


def is_open(number: str) -> bool:
    """Whether a number can be read in two ways: 1.234 is one and a little, or a thousand and more."""
    marks, parts = _MARKS.findall(number), _MARKS.split(number)
    return len(marks) == 1 and len(parts[1]) == 3 and 1 <= len(parts[0]) <= 3 and not parts[0].startswith("0")


def decimals(number: str) -> int:
    """How many digits stand behind the last sign."""
    parts = _MARKS.split(number)
    return len(parts[-1]) if len(parts) > 1 else 0
