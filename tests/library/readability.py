"""How many years of school in the United States a text asks for: the formula of Flesch and Kincaid (1975)."""

import re

_WORD = re.compile(r"[A-Za-z’'-]*[A-Za-z][A-Za-z’'-]*")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """About how many syllables an English word has."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee", "ye"))
    silent = silent or (plain.endswith("ed") and not plain.endswith(("ted", "ded")))
    return max(1, count - silent)


def grade(text: str) -> float:
    """The grade of a text."""
    words = _WORD.findall(text)
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$|[”’])", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
