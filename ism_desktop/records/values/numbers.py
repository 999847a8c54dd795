"""Reading a number as people and laboratories write it, with a point or a comma before the decimals."""

import re
from decimal import Decimal

NUMBER = r"[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+|\d+)?(?:(?<=\d)[.,٫٬]\d+)*"
"""What may be a number; `read_number` says whether it is one."""

_GAPS = re.compile(r"[ \u00a0\u202f'’]")
_LARGEST = 24


def read_number(text: str, signs: tuple[str, str]) -> Decimal | None:
    """The number that a text is; None for a text that is none.

    `signs` are the decimal sign and the sign between thousands of the person's language. They decide only where it is open: `1,500`
    may be both, `12,5` and `0,125` and `1,234,567` cannot.
    """
    plain = _GAPS.sub("", text).replace("−", "-").replace("٫", ".").replace("٬", ",")
    if not re.fullmatch(r"[-+]?\d+(?:[.,]\d+)*", plain) or len(plain) > _LARGEST:
        return None
    parts = re.split(r"[.,]", plain)
    marks = re.findall(r"[.,]", plain)
    decimals = marks and _ends_in_decimals(parts, marks, signs)
    thousands = parts[1:-1] if decimals else parts[1:]
    grouped = thousands and (any(len(part) != 3 for part in thousands) or not 1 <= len(parts[0].lstrip("+-")) <= 3)
    if grouped or len(set(marks[:-1] if decimals else marks)) > 1:
        return None
    whole = "".join(parts[:-1] if decimals else parts)
    return Decimal(f"{whole}.{parts[-1]}" if decimals else whole)


def _ends_in_decimals(parts: list[str], marks: list[str], signs: tuple[str, str]) -> bool:
    """Whether what follows the last sign are decimals, and no thousands."""
    if len(marks) > 1:
        return marks[-1] != marks[-2]
    whole = parts[0].lstrip("+-")
    if len(parts[1]) != 3 or len(whole) > 3 or whole.startswith("0"):
        return True
    return marks[0] != signs[1]
