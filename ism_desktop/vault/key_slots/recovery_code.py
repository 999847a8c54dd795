"""The digits of a recovery sheet: 128 random bits as eight groups of six digits, each of which checks itself.

A group is 16 bits times 11. One wrong digit, or two neighbours swapped, is never again a multiple of 11, so the group can be named;
digits survive the telephone, another language and tired eyes (docs/security-design.md, Keys).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Self

from ism_desktop.errors import MistypedGroups
from ism_desktop.language import in_use, tr, tr_n

GROUPS = 8
DIGITS = 6
SECRET_BYTES = 2 * GROUPS
_FACTOR = 11
_LARGEST = 0xFFFF * _FACTOR
_SIX_DIGITS = re.compile(r"[0-9]{6}")
# What stands between groups on paper and on keyboards: spaces, line breaks, every dash, and the marks people type for them.
_BETWEEN = re.compile(r"[\s.,:;/|_·•−]+")


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The secret of a recovery sheet; its repr says nothing. `salt` is that of the slot which it was made for, if it was made here."""

    secret: bytes = field(repr=False)
    salt: bytes | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError(f"a recovery code has {SECRET_BYTES} bytes, not {len(self.secret)}")

    @property
    def groups(self) -> tuple[str, ...]:
        """Eight texts of six digits."""
        values = (int.from_bytes(self.secret[place : place + 2], "big") for place in range(0, SECRET_BYTES, 2))
        return tuple(f"{value * _FACTOR:0{DIGITS}d}" for value in values)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read digits as people type them: with any spaces, dashes, line breaks, or the digits of another script.

        Raises:
            MistypedGroups: with the numbers of the groups that do not check.
        """
        wrong = wrong_groups(text)
        if wrong:
            raise _mistyped(text, wrong)
        return cls(b"".join((int(group) // _FACTOR).to_bytes(2, "big") for group in _groups(text)))


def group_is_valid(text: str) -> bool:
    """Whether these are six digits that check."""
    plain = "".join(_groups(text))
    return _SIX_DIGITS.fullmatch(plain) is not None and int(plain) % _FACTOR == 0 and int(plain) <= _LARGEST


def wrong_groups(text: str) -> tuple[int, ...]:
    """The numbers, from 1, of the groups that do not check or are missing; 9 for what was typed after the eighth."""
    groups = _groups(text)
    wrong = [
        number for number in range(1, GROUPS + 1) if number > len(groups) or not group_is_valid(groups[number - 1])
    ]
    return (*wrong, GROUPS + 1) if len(groups) > GROUPS else tuple(wrong)


def _groups(text: str) -> tuple[str, ...]:
    """What was typed, in groups: as it was parted, if that gives eight, else every six signs."""
    parted = tuple(part for part in _BETWEEN.split("".join(map(_plain, text))) if part)
    if len(parted) == GROUPS:
        return parted
    together = "".join(parted)
    return tuple(together[start : start + DIGITS] for start in range(0, len(together), DIGITS))


def _plain(sign: str) -> str:
    """A digit of any script as ASCII, any dash as a space, invisible marks as nothing."""
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category == "Pd":
        return " "
    return "" if category == "Cf" else sign


def _mistyped(text: str, wrong: tuple[int, ...]) -> MistypedGroups:
    typed = len(_groups(text))
    advice = tr(
        "Compare with the sheet, digit by digit. Each group has six digits, and typing errors in it are noticed."
    )
    if typed > GROUPS:
        what = tr(
            "More than {groups} groups of {digits} digits were typed.",
            groups=GROUPS,
            digits=DIGITS,
        )
    elif typed < GROUPS and all(number > typed for number in wrong):
        what = tr_n(
            "The sheet has {groups} groups of {digits} digits, and {number} was typed.",
            "The sheet has {groups} groups of {digits} digits, and {number} were typed.",
            typed,
            groups=GROUPS,
            digits=DIGITS,
        )
    elif len(wrong) == 1:
        what = tr("Group {group} is mistyped.", group=wrong[0])
    else:
        what = tr("These groups are mistyped: {groups}.", groups=in_use().listed(map(str, wrong)))
    return MistypedGroups(what, advice, wrong)
