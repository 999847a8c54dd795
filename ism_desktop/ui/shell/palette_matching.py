"""What a few letters find in the palette, and in which order: no Qt, so that it can be tried letter by letter.

A name is found by its beginning (“emer”), by the beginnings of its words in any order (“card em”), by its initials (“ec”), and by a part
of a word from three letters on. Capitals and accents do not count.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ism_desktop.records.folding import folded

_WORD = re.compile(r"\w+")
_SHORTEST_PART = 3
_OTHER_WORDS = 10  # added to the grade of what was found only by its other words


class Section(IntEnum):
    """The parts of the list, in their order."""

    PAGES_AND_COMMANDS = 0
    SEARCHES = 1
    SETTINGS = 2
    ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something the palette can go to. `detail` stands at the end of its line; `also` are other words by which it is found."""

    section: Section
    words: str
    target: object
    detail: str = ""
    icon: str = ""
    also: str = ""


def grade(typed: str, words: str) -> int | None:
    """How well the letters fit a name: 0 for the name itself, higher for less; None when they do not."""
    wanted, name = folded(typed).strip(), _folded(words)
    if not wanted:
        return 0
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    beginnings, terms = _WORD.findall(name), _WORD.findall(wanted)
    if not terms:
        return None
    if all(any(word.startswith(term) for word in beginnings) for term in terms):
        return 2 if beginnings and beginnings[0].startswith(terms[0]) else 3
    if len(terms) == 1:
        initials = "".join(word[0] for word in beginnings)
        if len(wanted) > 1 and initials.startswith(wanted):
            return 4
        if len(wanted) >= _SHORTEST_PART and wanted in name:
            return 5
    return None


def matching(typed: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that fit, section by section, the best first; those that fit equally well stay in the order in which they came."""
    graded: list[tuple[int, int, Candidate]] = []
    for candidate in candidates:
        found = grade(typed, candidate.words)
        if found is None and candidate.also and (other := grade(typed, candidate.also)) is not None:
            found = other + _OTHER_WORDS
        if found is not None:
            graded.append((candidate.section, found, candidate))
    return [candidate for _, _, candidate in sorted(graded, key=lambda each: each[:2])]


def by_title(typed: str, titles: Sequence[str]) -> list[int]:
    """The order of entries found by the search: those whose title fits first; within both as the search ranked them."""
    return sorted(range(len(titles)), key=lambda place: (grade(typed, titles[place]) is None, place))


@lru_cache(maxsize=512)
def _folded(words: str) -> str:
    return folded(words)
