"""How strong a passphrase is, in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.vault import keys

_LABELS = (
    tr_lazy("very weak", "a passphrase"),
    tr_lazy("weak", "a passphrase"),
    tr_lazy("fair", "a passphrase"),
    tr_lazy("strong", "a passphrase"),
    tr_lazy("very strong", "a passphrase"),
)
# zxcvbn's own limit: beyond it, its time grows with the square of the length and its answer does not change.
_LONGEST_ESTIMATED = 72
# Words that anybody who finds the vault would try first.
_OWN_WORDS = ("ism", "mastocytosis", "mastocyte", "mast cell", "tryptase", "health", "record", "desktop", "vault")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_OF_DATES = {*_MONTHS, *(month[:3] for month in _MONTHS), "sept", "st", "nd", "rd", "th", "of", "the"}
_LONGEST_NUMBER = 24
# What zxcvbn warns of, each with our sentence.
_WARNINGS = {
    "Straight rows of keys are easy to guess.": tr_lazy("Straight rows of keys are easy to guess."),
    "Short keyboard patterns are easy to guess.": tr_lazy("Short keyboard patterns are easy to guess."),
    'Repeats like "aaa" are easy to guess.': tr_lazy("Repeats like “aaa” are easy to guess."),
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': tr_lazy(
        "Repeats like “abcabcabc” are only slightly harder to guess than “abc”."
    ),
    'Sequences like "abc" or "6543" are easy to guess.': tr_lazy("Sequences like “abc” or “6543” are easy to guess."),
    "Recent years are easy to guess.": tr_lazy("Recent years are easy to guess."),
    "Dates are often easy to guess.": tr_lazy("Dates are often easy to guess."),
    "This is a top-10 common password.": tr_lazy("This is one of the ten most common passwords."),
    "This is a top-100 common password.": tr_lazy("This is one of the hundred most common passwords."),
    "This is a very common password.": tr_lazy("This is a very common password."),
    "This is similar to a commonly used password.": tr_lazy("This is similar to a commonly used password."),
    "A word by itself is easy to guess.": tr_lazy("A word by itself is easy to guess."),
    "Names and surnames by themselves are easy to guess.": tr_lazy("Names by themselves are easy to guess."),
    "Common names and surnames are easy to guess.": tr_lazy("Common names are easy to guess."),
}


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: `level` 0 to 4, its `label`, and a sentence to show under the field."""

    level: int
    label: str
    sentence: str


def strength(passphrase: str, own_words: Sequence[str] = ()) -> Strength:
    """Judge a passphrase as a guesser would. There are no rules but the length.

    Args:
        passphrase: as typed so far.
        own_words: what others know of the person: their name, their place, the vault's name.
    """
    if not passphrase:
        return Strength(0, str(_LABELS[0]), tr("Type a passphrase, or use the five words suggested."))
    # Loading zxcvbn takes 50 ms for its word lists, which the page that only asks for a passphrase does not need.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    found = cast(
        "dict[str, Any]",
        zxcvbn(passphrase[:_LONGEST_ESTIMATED], _known(own_words), max_length=_LONGEST_ESTIMATED),
    )
    level = int(found["score"])
    missing = keys.SHORTEST_PASSPHRASE - keys.length_of(passphrase)
    if missing > 0:
        level = min(level, 1)
        sentence = tr_n(
            "At least {number} more character is needed.", "At least {number} more characters are needed.", missing
        )
        return Strength(level, str(_LABELS[level]), sentence)
    if _is_date_or_number(passphrase):
        return Strength(
            1,
            str(_LABELS[1]),
            tr("Dates and numbers are tried first. Another word or two make it much harder to guess."),
        )
    return Strength(level, str(_LABELS[level]), _sentence(level, found))


def _is_date_or_number(passphrase: str) -> bool:
    """Whether this is a date, a telephone number or the like, which zxcvbn takes for chance unless it is written as Americans do."""
    words = re.findall(r"[^\W\d_]+", passphrase.casefold())
    return len(passphrase) <= _LONGEST_NUMBER and _OF_DATES.issuperset(words)


def _known(own_words: Sequence[str]) -> list[str]:
    """What a guesser would try first: names whole and in parts, and what the vault is about."""
    parts = [part for words in own_words for part in words.split() if len(part) > 2]
    return [*own_words, *parts, *_OWN_WORDS]


def _sentence(level: int, found: dict[str, Any]) -> str:
    if level == 4:
        return tr("This one is very hard to guess.")
    if level == 3:
        return tr("This is good. One more word makes it very good.")
    warning = _WARNINGS.get(str(found["feedback"]["warning"]))
    if warning is not None:
        return tr("{warning} Another word or two make it much harder to guess.", warning=warning)
    return tr("One or two more words that have nothing to do with each other make it much harder to guess.")
