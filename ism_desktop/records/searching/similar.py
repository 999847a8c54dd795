"""Words of the record that are nearly the one that was typed: a slip of the finger, or letters that a scan reads for one another.

The vocabulary is every word that the index knows, folded. One slip is let pass in words of five letters, two in words of nine: a letter
that is wrong, missing or too many, or two neighbours changed. What reading a scan takes for one another (rn and m, vv and w, cl and d,
1 and l and i, 0 and o) is no slip at all. Numbers are never similar to other numbers: 11.4 is not 11.9.
"""

import re
import threading
from collections.abc import Iterable
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ism_desktop.records.folding import is_dense

# In the scripts of India vowels are marks, which Python does not count among the letters.
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff])+")
SHORTEST, LONGEST = 3, 40  # letters of a word that is worth knowing: a scan reads “lgE” for “IgE”
_ONE_SLIP, _TWO_SLIPS = 5, 9  # letters from which on so many slips are let pass
_START = 2  # letters that the beginning of a longer word must have right
_MOST = 30  # similar words of one

# What a reading takes for one another, as pairs first. "ii" and "u" are left out: they join too many words that differ.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SINGLE = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o"})


def allowed_slips(word: str) -> int:
    """How many slips are let pass in a word of this length; none where a digit stands in it."""
    if any(letter.isdigit() for letter in word):
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _ONE_SLIP else 0


def as_a_scan_reads(word: str) -> str:
    """A word with one letter for all that a scan takes for one another."""
    form = word.translate(_SINGLE)
    for pair, single in _PAIRS:
        form = form.replace(pair, single)
    return form


def words_of(folded_text: str) -> set[str]:
    """The words of a folded text that are worth knowing."""
    return {word for word in _WORD.findall(folded_text) if SHORTEST <= len(word) <= LONGEST and not is_dense(word)}


class Vocabulary:
    """Every word that the index knows. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._by_length: dict[int, list[str]] = {}
        self._by_start: dict[str, list[str]] = {}
        self._spelled: dict[str, list[str]] = {}  # the words of a form that are not written as the form itself

    def learn(self, words: Iterable[str]) -> list[str]:
        """Learn words; those that were not known before are given back."""
        with self._lock:
            new = [word for word in words if word not in self._known]
            for word in new:
                self._learn(word)
        return new

    def forget(self) -> None:
        """Know nothing any more."""
        with self._lock:
            for kept in (self._known, self._by_length, self._by_start, self._spelled):
                kept.clear()

    def _learn(self, word: str) -> None:
        form = as_a_scan_reads(word)
        if form not in self._known and form not in self._spelled:
            self._by_length.setdefault(len(form), []).append(form)
            self._by_start.setdefault(form[:_START], []).append(form)
        self._known.add(word)
        if word != form:
            self._spelled.setdefault(form, []).append(word)

    def _words(self, form: str) -> list[str]:
        spelled = self._spelled.get(form, [])
        return [form, *spelled] if form in self._known else spelled

    def similar(self, word: str) -> list[str]:
        """The known words that are nearly this one, or begin nearly with it, the nearest first; none that do begin with it."""
        if len(word) < SHORTEST or is_dense(word):
            return []
        form, slips = as_a_scan_reads(word), allowed_slips(word)
        with self._lock:
            near = self._near(form, slips)
            found = [
                (distance, abs(len(other) - len(word)), other)
                for candidate, distance in near.items()
                for other in self._words(candidate)
                if not other.startswith(word) and (slips or _digits(other) or not _digits(word))
            ]
        return [other for _, _, other in sorted(found)[:_MOST]]

    def _near(self, form: str, slips: int) -> dict[str, float]:
        if not slips:
            same = {other for other in self._by_start.get(form[:_START], ()) if other.startswith(form)}
            return dict.fromkeys(same, 0.0)
        near: dict[str, float] = {}
        for length in range(len(form) - slips, len(form) + slips + 1):
            near |= _within(form, self._by_length.get(length, ()), slips)
        longer = [other for other in self._by_start.get(form[:_START], ()) if len(other) > len(form)]
        beginnings = _within(form, {other[: len(form)] for other in longer}, slips)
        for other in longer:
            if (distance := beginnings.get(other[: len(form)])) is not None:
                near.setdefault(other, distance)
        return near


def _within(form: str, others: Iterable[str], slips: int) -> dict[str, float]:
    """Those of the others that are so few slips away, each with how many."""
    scorer: Any = OSA.distance  # its type does not say that it is a scorer
    found = process.extract(form, others, scorer=scorer, score_cutoff=slips, limit=None)
    return {other: distance for other, distance, _ in found}


def _digits(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
