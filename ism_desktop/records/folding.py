"""Text as the search compares it: what looks or means the same is the same, wherever a text comes from and however it was typed.

Compatibility forms are made plain (NFKC), capitals small, ß is ss, the final sigma a sigma. The Turkish dotless and dotted i are both i: a
record may hold several languages, and whoever types “ISI” must find “ısı”. Accents and points of Latin, Greek, Cyrillic, Arabic and Hebrew
letters do not matter, nor does it which apostrophe, quotation mark or dash was taken. Soft hyphens, variation selectors, the Arabic tatweel
and signs without width are nothing. Each letter of a script that is written without blanks (Chinese, Japanese, Korean, Thai, Lao, Tibetan,
Burmese, Khmer, Javanese, Tai Tham and their kin) counts as a word of its own, so that words are found inside a run.

`resources/export/index.js` folds in the same way for the page of an export; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# The letters of scripts without blanks, for a class of a regular expression.
DENSE = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a00-\u1aaf\u1b00-\u1b7f\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff"
    "\U000116d0-\U0001174f\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
_DENSE_LETTER = re.compile(f"[{DENSE}]")
# A stretch of ASCII, whose last letter goes with what follows it: that may be a mark on it.
_CHUNK = re.compile(r"[\x00-\x7f]+(?=[\x00-\x7f]|\Z)|[\x00-\x7f]?[^\x00-\x7f]+|[\x00-\x7f]")
# Korean letters that begin a syllable, those that go on with it, and what they can follow.
_FIRST_OF_SYLLABLE = re.compile("[\u1100-\u115f\ua960-\ua97f]")
_LATER_IN_SYLLABLE = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")
_KOREAN = re.compile("[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]")
# Letters that are no marks by their category and yet never stand alone: half-width voiced marks, the vowel “am” of Thai and Lao, joiners,
# colours of skin and tags of pictures.
_HANGING = re.compile("[\uff9e\uff9f\u0e33\u0eb3\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_LINKERS = re.compile(
    "[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\ua9c0]"
)  # the next letter is written below
_JOINER = re.compile("\u200d")
_ANYTHING = re.compile("(?s:.)")
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]")
_LONGEST_CLUSTER = 32  # longer ones are made to annoy, and may be cut
# Marks that a person may leave out, on any letter: accents and points. Vowels and tones of other scripts are part of the word.
_POINTS = re.compile(
    "[\u0300-\u06ff\u0711\u0730-\u074f\u0890-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2cf1\u2de0-\u2dff\u302a-\u302f"
    "\ua66f-\ua69f\ufb1e\ufe20-\ufe2f]"
)
# Nothing to a reader, though not all of them are of the category of such signs: fillers, variation selectors, the tatweel, noncharacters.
_NOTHING = re.compile(
    "[\u0640\u07fa\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_ALIKE = str.maketrans(
    dict.fromkeys(
        "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u00b4\u055a\u05f3\u2018\u2019\u201a\u201b\u2032\u2035\ua78c", "'"
    )
    | dict.fromkeys("\u05f4\u201c\u201d\u201e\u201f\u2033\u2036", '"')
    | dict.fromkeys("\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2044\u2215", "/")
)
# Thai and Lao: the ring of “am” and a tone over the same letter are typed in either order.
_RING_BEFORE_TONE = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])")

HYPHENS = (
    "-\u058a\u2010\u2011\u00ad\ufffe\u0002"  # U+FFFE and U+0002 are what PDFium gives for a hyphen at the end of a line
)
_IN_WORD = r"[^\x00-@\[-`{-\x7f\s\ufeff]"  # a letter, or a mark on one
_BREAK = re.compile(rf"[{HYPHENS}](?<={_IN_WORD}[{HYPHENS}])(?:[^\S\r\n]|\ufeff)*[\r\n][\s\ufeff]*(?={_IN_WORD})")
_RUN = re.compile(r"\S{1,100}")
_LONGEST_RUN, _MOST_LINES = 100, 8


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `origins` gives for each of its letters the place in the text that it came from, and last the text's length.

    `seams` are the places in the folded text where the two halves of a divided word were joined.
    """

    text: str
    origins: tuple[int, ...] | range
    seams: frozenset[int] = frozenset()

    def origin(self, place: int) -> int:
        """Where the letter at a place of the folded text stood."""
        return self.origins[place]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` to `end` of the folded text (at least one) stood: whole letters, with all their marks."""
        last = self.origins[end - 1]
        while end < len(self.text) and self.origins[end] == last:
            end += 1
        return self.origins[start], self.origins[end]


def fold(text: str, *, joined: bool = False) -> Folded:
    """Fold a text; `joined` also joins words that are divided at the end of a line."""
    if joined and (breaks := _breaks(text)):
        return _joined(text, breaks)
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


def _breaks(text: str) -> list[tuple[int, int]]:
    """What stands between the parts of divided words: the hyphen, the end of the line and blanks.

    Between letters that are words of their own nothing is divided: they are found one after the other anyway.
    """
    if "\n" not in text and "\r" not in text:
        return []
    return [
        (found.start(), found.end())
        for found in _BREAK.finditer(text)
        if not (is_dense(text[found.start() - 1]) and is_dense(text[found.end()]))
    ]


def has_divided_words(text: str) -> bool:
    """Whether a word is divided at the end of a line, so that the text reads differently when it is joined."""
    return bool(_breaks(text))


def _joined(text: str, breaks: list[tuple[int, int]]) -> Folded:
    out: list[str] = []
    origins: list[int] = []
    seams: list[int] = []
    last = 0
    for end, following in [*breaks, (len(text), len(text))]:
        part = fold(text[last:end])
        out.append(part.text)
        origins.extend(last + place for place in part.origins[: len(part.text)])
        seams.append(len(origins))
        last = following
    return Folded("".join(out), (*origins, len(text)), frozenset(seams[:-1]))


def folded(text: str) -> str:
    """A text folded, where nobody asks for the places."""
    return fold(text).text


def spaced(folded_text: str) -> str:
    """A folded text with blanks around each letter that is a word of its own."""
    return _DENSE_LETTER.sub(r" \g<0> ", folded_text)


def is_dense(term: str) -> bool:
    """Whether a text begins with a letter that is a word of its own."""
    return bool(_DENSE_LETTER.match(term))


def broken_words(text: str) -> str:
    """The words of a text that are divided at the ends of lines, joined and folded, with a blank between them.

    A word over three lines is given twice, once from its first part and once from its second: the first hyphen may be one that is written
    anyway, as in “non-smo-ker”.
    """
    breaks = _breaks(text)
    ends = [start for start, _ in breaks[1:]] + [len(text)]
    followings = [(start, end) for (_, start), end in zip(breaks, ends, strict=False)]
    words: list[str] = []
    for number, (hyphen, _) in enumerate(breaks):
        begin = max(breaks[number - 1][1] if number else 0, hyphen - _LONGEST_RUN)
        parts = [text[begin:hyphen].rsplit(maxsplit=1)[-1]]
        for start, end in followings[number : number + _MOST_LINES]:
            run = _RUN.match(text, start, end)
            parts.append(run.group() if run else "")
            if run is None or run.end() < end:
                break
        words.append(folded("".join(parts)))
    return " ".join(words)


def whole_letters(text: str, place: int, step: int) -> int:
    """The next place, going forwards (1) or backwards (-1), where a text can be cut without parting a letter from its marks."""
    for _ in range(_LONGEST_CLUSTER):
        if not 0 < place < len(text) or not goes_on(text[place - 1], text[place]):
            return place
        place += step
    return place


def _segments(text: str) -> Iterator[tuple[int, str]]:
    """Letters with the marks that belong to them, and stretches of ASCII, each with its place."""
    for chunk in _CHUNK.finditer(text):
        part, start = chunk.group(), chunk.start()
        if part.isascii():
            yield start, part
            continue
        begin = 0
        for place in range(1, len(part)):
            if not goes_on(part[place - 1], part[place]):
                yield start + begin, part[begin:place]
                begin = place
        yield start + begin, part[begin:]


def goes_on(before: str, letter: str) -> bool:
    """Whether a letter belongs to the one before it: a mark on it, a part of the same syllable or picture."""
    hold = _hold(letter)
    return hold is not None and bool(hold.match(before))


@lru_cache(maxsize=65536)
def _hold(letter: str) -> re.Pattern[str] | None:
    """What a letter needs before it to go on with that; None where nothing would do."""
    category = unicodedata.category(letter)
    if category[0] == "M" or _HANGING.match(letter):
        return _ANYTHING
    for own, before in ((_FIRST_OF_SYLLABLE, _FIRST_OF_SYLLABLE), (_LATER_IN_SYLLABLE, _KOREAN), (_FLAGS, _FLAGS)):
        if own.match(letter):
            return before
    return _LINKERS if category[0] == "L" else _JOINER if category in ("So", "Sk") else None


@lru_cache(maxsize=65536)
def _segment(segment: str) -> str:
    plain = unicodedata.normalize("NFKC", segment.translate(_ALIKE)).casefold()
    plain = unicodedata.normalize("NFKC", plain).translate(_ALIKE).replace("ı", "i")
    kept: list[str] = []
    on_symbol = False
    for letter in unicodedata.normalize("NFD", plain):
        category = unicodedata.category(letter)
        if category == "Cf" or _NOTHING.match(letter):
            continue
        if category[0] == "M":
            # A stroke through a sign is no accent: ≠ is not =.
            if on_symbol or not _POINTS.match(letter):
                kept.append(letter)
        elif category in ("Cs", "Cc"):
            kept.append(" ")
        else:
            on_symbol = category[0] == "S"
            kept.append(letter)
    return unicodedata.normalize("NFC", _RING_BEFORE_TONE.sub(r"\2\1", "".join(kept)))
