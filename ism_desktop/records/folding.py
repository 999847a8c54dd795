"""Text as the search compares it: what looks or means the same is the same, wherever a text comes from and however it was typed.

Compatibility forms are made plain (NFKC), capitals small, ß is ss, the final sigma a sigma. The Turkish dotless and dotted i are both i: a
record may hold several languages, and whoever types “ISI” must find “ısı”. Accents and points of Latin, Greek, Cyrillic, Arabic and Hebrew
letters do not matter. Soft hyphens and signs without width are nothing. Each letter of a script that is written without blanks (Chinese,
Japanese, Korean, Thai, Lao, Tibetan, Burmese, Khmer) counts as a word of its own, so that words are found inside a run.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DENSE = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_DENSE_LETTER = re.compile(f"[{_DENSE}]")
_DENSE_OR_OTHER = re.compile(f"[{_DENSE}]+|[^{_DENSE}]+")
# A stretch of ASCII, whose last letter goes with what follows it: that may be a mark on it.
_CHUNK = re.compile(r"[\x00-\x7f]+(?=[\x00-\x7f]|\Z)|[\x00-\x7f]?[^\x00-\x7f]+|[\x00-\x7f]")
_CONJOINING = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_VOICED_MARKS = "\uff9e\uff9f"  # of half-width katakana: letters, but they join the letter before
_UNMARKED = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "COMBINING")
_HYPHENS = "-\u2010\u2011\u00ad\ufffe\u0002"
_BROKEN_WORD = re.compile(rf"([^\W\d_][\w\u0300-\u036f]*)[{_HYPHENS}][ \t]*\r?\n[ \t]*([^\W\d_][\w\u0300-\u036f]*)")
_BREAK = re.compile(rf"(?<=[^\W\d_])[{_HYPHENS}][ \t]*\r?\n[ \t]*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `origins` gives for each of its letters the place in the text that it came from, and last the text's length."""

    text: str
    origins: tuple[int, ...] | range

    def origin(self, place: int) -> int:
        """Where the letter at a place of the folded text stood."""
        return self.origins[place]


def fold(text: str, *, joined: bool = False) -> Folded:
    """Fold a text; `joined` also joins words that are divided at the end of a line."""
    if joined and _BREAK.search(text):
        return _joined(text)
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1))
    out: list[str] = []
    origins: list[int] = []
    for start, segment in _segments(text):
        if segment.isascii():
            out.append(segment.lower())
            origins.extend(range(start, start + len(segment)))
        else:
            folded = _segment(segment)
            out.append(folded)
            origins.extend([start] * len(folded))
    return Folded("".join(out), (*origins, len(text)))


def _joined(text: str) -> Folded:
    out: list[str] = []
    origins: list[int] = []
    last = 0
    for end, following in [*((found.start(), found.end()) for found in _BREAK.finditer(text)), (len(text), len(text))]:
        part = fold(text[last:end])
        out.append(part.text)
        origins.extend(last + place for place in part.origins[: len(part.text)])
        last = following
    return Folded("".join(out), (*origins, len(text)))


def folded(text: str) -> str:
    """A text folded, where nobody asks for the places."""
    return fold(text).text


def spaced(folded_text: str) -> str:
    """A folded text with blanks around each letter that is a word of its own."""
    return _DENSE_LETTER.sub(r" \g<0> ", folded_text)


def broken_words(text: str) -> str:
    """The words of a text that are divided at the end of a line, joined and folded, with a blank between them."""
    if "\n" not in text or not _BREAK.search(text):
        return ""  # most texts, and the search for whole words takes a hundred times longer
    return " ".join(folded(first + second) for first, second in _BROKEN_WORD.findall(text))


def terms(typed: str) -> list[str]:
    """What was typed, as the pieces that must each stand in a text: words, and runs of letters that are words of their own."""
    words = "".join(letter if _is_of_word(letter) else " " for letter in folded(typed)).split()
    return [piece for word in words for piece in _DENSE_OR_OTHER.findall(word)]


def is_dense(term: str) -> bool:
    """Whether a piece of `terms` is found anywhere inside a run; the others begin a word."""
    return bool(_DENSE_LETTER.match(term))


def first_spot(text: str, wanted: list[str]) -> int | None:
    """The place in an unfolded text where the first of the `terms` stands; None where none does."""
    small = text.lower()
    if len(small) == len(text):
        # Most texts and most words need no more than this, and it is many times faster.
        place = _first_in(small, wanted)
        if place is not None:
            return place
    for version in (fold(text), fold(text, joined=True)):
        place = _first_in(version.text, wanted)
        if place is not None:
            return version.origin(place)
    return None


def _first_in(text: str, wanted: list[str]) -> int | None:
    places = (_place_in(text, term) for term in wanted)
    return min((place for place in places if place is not None), default=None)


def _place_in(text: str, term: str) -> int | None:
    place = text.find(term)
    while place > 0 and not is_dense(term) and (text[place - 1].isalnum() or text[place - 1] == "_"):
        place = text.find(term, place + 1)
    return None if place < 0 else place


def spots(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """The stretches of an unfolded text where any of the `terms` stands, to the end of its word, in order."""
    pattern = re.compile(
        "|".join(re.escape(term) if is_dense(term) else rf"(?<!\w){re.escape(term)}\w*" for term in wanted)
    )
    for version in (fold(text), fold(text, joined=True)):
        found = [(version.origin(hit.start()), version.origin(hit.end())) for hit in pattern.finditer(version.text)]
        if found:
            return found
    return []


@lru_cache(maxsize=4096)
def _is_of_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM" or unicodedata.category(letter) == "Co"


def _segments(text: str) -> Iterator[tuple[int, str]]:
    """Letters with the marks that belong to them, and stretches of ASCII, each with its place."""
    for chunk in _CHUNK.finditer(text):
        part, start = chunk.group(), chunk.start()
        if part.isascii():
            yield start, part
            continue
        begin = 0
        for place in range(1, len(part)):
            if not _goes_on(part[place - 1], part[place]):
                yield start + begin, part[begin:place]
                begin = place
        yield start + begin, part[begin:]


@lru_cache(maxsize=65536)
def _goes_on(before: str, letter: str) -> bool:
    """Whether a letter belongs to the one before it: a mark on it, a part of the same syllable."""
    if letter in _VOICED_MARKS or unicodedata.category(letter)[0] == "M":
        return True
    return bool(_CONJOINING.match(letter) and _CONJOINING.match(before))


@lru_cache(maxsize=65536)
def _segment(segment: str) -> str:
    plain = unicodedata.normalize("NFKC", segment).casefold()
    plain = unicodedata.normalize("NFKC", plain).replace("ı", "i")
    kept: list[str] = []
    unmarked = True
    for letter in unicodedata.normalize("NFD", plain):
        category = unicodedata.category(letter)
        if category[0] == "M":
            if not unmarked:
                kept.append(letter)
        elif category == "Cf":
            continue
        elif category in ("Cs", "Cc"):
            kept.append(" ")
        else:
            unmarked = unicodedata.name(letter, "").startswith(_UNMARKED)
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))
