"""What a unit read from a picture means: powers of ten whose sign is read as a 4, and µ, which is read as u or p."""

import re
from collections.abc import Sequence

_POWER = re.compile(r"[x×*]?10(?:[\^*°'’“\"]|4)?(?P<exponent>\d{1,2})/(?P<per>.+)")
_MICRO = "\u03bc"  # the Greek letter, as folding makes it


def plain_unit(unit: str) -> str:
    """A unit as it is compared."""
    return unit.replace("μ", "µ").replace(" ", "").casefold()


def with_micro(plain: str) -> str:
    """A unit in which µ was typed, or read, as u: no unit of a lab begins with another u."""
    return re.sub(r"(^|/)u(?=[glmk])", rf"\1{_MICRO}", plain)


def plain_power(text: str, usual: Sequence[str]) -> str:
    """The usual unit of a test that a read power of ten means for certain: `1043/uL` is 10^3/µL. Empty where it is not.

    The exponent has to be read as it is. That no other exponent of the same kind is usual for the test makes a wrong one fall out.
    """
    read = _power(text)
    found = [unit for unit in usual if read is not None and _power(unit) == read]
    return next((unit for unit in found if "^" in unit), found[0]) if found else ""


def _power(unit: str) -> tuple[str, str] | None:
    small = unit.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    found = _POWER.fullmatch(plain_unit(small))
    return None if found is None else (found["exponent"], re.sub(rf"^[up{_MICRO}]+(?=l)", _MICRO, found["per"]))


def likely_unit(text: str, usual: Sequence[str]) -> str:
    """The usual unit of a test that a reading may mean: `10A9/L` is 10^9/L, and `pg/L` µg/L. It is still to be looked at."""
    power = plain_power(text, usual)
    if power:
        return power
    pattern = re.sub(r"^[x×]?10\S{0,3}?/", "10?/", plain_unit(text))
    pattern = re.sub(r"(^|/)[upj](?=[glmk])", rf"\1{_MICRO}", pattern)
    found = [unit for unit in usual if re.sub(r"^x?10[^/]*/", "10?/", plain_unit(unit)) == pattern]
    return next((unit for unit in found if "^" in unit), found[0]) if found else text
