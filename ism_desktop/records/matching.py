"""Where the words that were typed stand in a text: the same answer for the snippets of the search, the find bar and the index.

A word is found where a word begins with it. A run of letters that are words of their own is found anywhere, also over the end of a line,
as the index finds it. `resources/export/index.js` follows the same rules.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ism_desktop.records.folding import DENSE, Folded, fold, folded, goes_on, has_divided_words, is_dense

_DENSE_OR_OTHER = re.compile(f"[{DENSE}]+|[^{DENSE}]+")
_GAP = rf"[^\w{DENSE}]*"  # what the index passes over between two letters that are words of their own
_LONGEST_WITH_GAPS = 100  # a longer run is found only as it was typed: its pattern would take long to make
_BLANKS = re.compile(r"\s+")


def terms(typed: str) -> list[str]:
    """What was typed, as the pieces that must each stand in a text: words, and runs of letters that are words of their own."""
    words = "".join(letter if _is_of_word(letter) else " " for letter in folded(typed)).split()
    return [piece for word in words for piece in _DENSE_OR_OTHER.findall(word)]


def hits(made: Folded, term: str) -> Iterator[tuple[int, int]]:
    """Every place of one of the `terms` in a folded text."""
    if is_dense(term):
        if len(term) <= _LONGEST_WITH_GAPS:
            yield from (found.span() for found in _with_gaps(term).finditer(made.text))
            return
        yield from (found.span() for found in re.finditer(re.escape(term), made.text))
        return
    place = made.text.find(term)
    while place >= 0:
        if place == 0 or place in made.seams or not _is_of_other_word(made.text[place - 1]):
            yield place, place + len(term)
        place = made.text.find(term, place + 1)


def first_spot(text: str, wanted: list[str]) -> int | None:
    """The place in an unfolded text where the first of the `terms` stands; None where none does."""
    small = text.lower()
    if len(small) == len(text):
        # Most texts and most words need no more than this, and it is many times faster.
        place = min((at for term in wanted if (at := _plain_place(small, term)) is not None), default=None)
        if place is not None:
            return place
    for version in _readings(text):
        places = [start for term in wanted for start, _ in [next(hits(version, term), (-1, -1))] if start >= 0]
        if places:
            return version.origin(min(places))
    return None


def _plain_place(small: str, term: str) -> int | None:
    """Where a term stands in a text that is not folded, unless a mark follows, which may make another letter of its last one."""
    if is_dense(term):
        place = small.find(term)
        end = place + len(term)
        return None if place < 0 or (end < len(small) and goes_on(small[end - 1], small[end])) else place
    return next((start for start, _ in hits(Folded(small, range(len(small) + 1)), term)), None)


def spots(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """The stretches of an unfolded text where any of the `terms` stands, to the end of its word, in order and apart."""
    found: list[tuple[int, int]] = []
    for version in _readings(text):
        more = sorted(
            version.stretch(start, end if is_dense(term) else _end_of_word(version.text, end))
            for term in wanted
            for start, end in hits(version, term)
        )
        # Half of a divided word that was found by itself is not marked again with its other half.
        found += [
            (start, end) for start, end in more if not any(start < other[1] and other[0] < end for other in found)
        ]
        found = _merged(found)
    return found


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def in_line(made: Folded) -> Folded:
    """A folded text with one blank for any number of them, and none beside letters that are words of their own."""
    text = made.text
    kept: list[int] = []
    last = 0
    for found in _BLANKS.finditer(text):
        start, end = found.span()
        kept += range(last, start)
        last = end
        if start > 0 and end < len(text) and not is_dense(text[start - 1]) and not is_dense(text[end]):
            kept.append(start)
    kept += range(last, len(text))
    return Folded(
        "".join(" " if text[place].isspace() else text[place] for place in kept),
        (*(made.origins[place] for place in kept), made.origins[-1]),
        frozenset(new for new, old in enumerate(kept) if old in made.seams),
    )


def _readings(text: str) -> Iterator[Folded]:
    yield fold(text)
    if has_divided_words(text):
        yield fold(text, joined=True)


def _end_of_word(text: str, place: int) -> int:
    while place < len(text) and _is_of_other_word(text[place]):
        place += 1
    return place


@lru_cache(maxsize=256)
def _with_gaps(term: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(re.escape(letter) for letter in term))


@lru_cache(maxsize=4096)
def _is_of_word(letter: str) -> bool:
    """Whether a letter is one to the index too."""
    return unicodedata.category(letter)[0] in "LNM" or unicodedata.category(letter) == "Co"


@lru_cache(maxsize=4096)
def _is_of_other_word(letter: str) -> bool:
    """Whether a letter belongs to a word of several letters."""
    return _is_of_word(letter) and not is_dense(letter)
