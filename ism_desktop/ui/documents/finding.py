"""Finds words on pages, and takes the text of a stretch of them: from the stored words alone, without a picture and without Qt.

Accents and capitals do not matter. Words that stand one after the other are found as they were typed; where they never do, each of
them is found by itself, because the search over everything finds pages in that way.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ism_desktop.records.folding import folded
from ism_desktop.worker import PageText, Word

_HYPHENS = tuple("-\u2010\u2011\u00ad\ufffe")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """One word: its page, from 1, and its place among the words of the page, from 0."""

    page: int
    word: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words from `first` to `last`, both included."""

    first: Spot
    last: Spot

    def words_on(self, page: int, count: int) -> range:
        """Which words of a page with `count` words belong to the stretch."""
        if not self.first.page <= page <= self.last.page:
            return range(0)
        start = self.first.word if page == self.first.page else 0
        end = self.last.word + 1 if page == self.last.page else count
        return range(start, min(end, count))


class _Page:
    """The words of one page, and the same as one line of plain text with the place where each begins."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words

    @cached_property
    def plain_words(self) -> list[str]:
        return [folded(word.text) for word in self.words]

    @cached_property
    def lines(self) -> tuple["_Line", ...]:
        """The words in a row: as they stand, and with those joined that a line end divides, without their hyphen and with it."""
        plain = [f"{word} " for word in self.plain_words]
        divided = [index for index in range(len(self.words) - 1) if self._is_divided(index)]
        if not divided:
            return (_Line(plain),)
        joined, hyphened = plain.copy(), plain.copy()
        for index in divided:
            stem = self.plain_words[index].rstrip("".join(_HYPHENS))
            joined[index], hyphened[index] = stem, f"{stem}-"
        return _Line(plain), _Line(joined), _Line(hyphened)

    def _is_divided(self, index: int) -> bool:
        """Whether a word ends with a hyphen and the next one goes on with it in a line below."""
        word, following = self.words[index], self.words[index + 1]
        return (
            word.text[-1:] in _HYPHENS
            and word.text[-2:-1].isalpha()
            and following.text[:1].isalpha()
            and following.y0 >= (word.y0 + word.y1) / 2
        )


class _Line:
    """Words in a row, as one text with the place where each begins."""

    def __init__(self, row: Sequence[str]) -> None:
        self.text = "".join(row).rstrip()
        self._starts = [0, *accumulate(len(word) for word in row)][: len(row)]

    def word_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


class DocumentWords:
    """The words of every page of a document."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.texts = tuple(pages)
        self._pages = [_Page(page.words) for page in pages]

    @property
    def has_words(self) -> bool:
        """Whether there is anything that could be found."""
        return any(page.words for page in self._pages)

    def words(self, page: int) -> Sequence[Word]:
        """The words of a page, from 1; none for a page that is not there."""
        return self._pages[page - 1].words if 1 <= page <= len(self._pages) else ()

    def find(self, typed: str) -> list[Stretch]:
        """Every place of what was typed, in reading order."""
        wanted = " ".join(folded(typed).split())
        if not wanted:
            return []
        found = [stretch for number in range(1, len(self._pages) + 1) for stretch in self._find_line(number, wanted)]
        if found or " " not in wanted:
            return found
        beginnings = tuple(re.findall(r"\w+", wanted))
        return [
            Stretch(Spot(number, index), Spot(number, index))
            for number, page in enumerate(self._pages, 1)
            for index, word in enumerate(page.plain_words)
            if beginnings and any(piece.startswith(beginnings) for piece in re.findall(r"\w+", word))
        ]

    def _find_line(self, number: int, wanted: str) -> list[Stretch]:
        found: set[Stretch] = set()
        for line in self._pages[number - 1].lines:
            at = line.text.find(wanted)
            while at >= 0:
                end = at + len(wanted)
                found.add(Stretch(Spot(number, line.word_at(at)), Spot(number, line.word_at(end - 1))))
                at = line.text.find(wanted, end)
        return sorted(found, key=lambda stretch: (stretch.first, stretch.last))

    def nearest(self, page: int, x: float, y: float) -> Spot | None:
        """The word under a point of a page (in points from its top left), else the nearest one; None where nothing can be read."""
        best: tuple[float, int] | None = None
        for index, word in enumerate(self.words(page)):
            beside = max(word.x0 - x, 0.0, x - word.x1)
            above = max(word.y0 - y, 0.0, y - word.y1)
            # A point right of a line's end belongs to that line rather than to a word in the line below.
            distance = beside + 4 * above
            if best is None or distance < best[0]:
                best = (distance, index)
        return None if best is None else Spot(page, best[1])

    def is_on_word(self, page: int, x: float, y: float) -> bool:
        """Whether a point of a page lies on a word."""
        return any(word.x0 <= x <= word.x1 and word.y0 <= y <= word.y1 for word in self.words(page))

    def whole(self, page: int) -> Stretch | None:
        """All words of a page."""
        count = len(self.words(page))
        return Stretch(Spot(page, 0), Spot(page, count - 1)) if count else None

    def boxes(self, page: int, stretch: Stretch) -> list[Box]:
        """What to mark on a page: one box for each run of words in one line."""
        words = self.words(page)
        boxes: list[Box] = []
        for index in stretch.words_on(page, len(words)):
            word = words[index]
            box = (word.x0, word.y0, word.x1, word.y1)
            if boxes and _same_line(boxes[-1], box):
                last = boxes[-1]
                boxes[-1] = (last[0], min(last[1], box[1]), box[2], max(last[3], box[3]))
            else:
                boxes.append(box)
        return boxes

    def text(self, stretch: Stretch) -> str:
        """The words of a stretch as text, line by line, pages apart by an empty line."""
        pages: list[str] = []
        for page in range(stretch.first.page, stretch.last.page + 1):
            words = self.words(page)
            lines: list[list[str]] = []
            previous: Box | None = None
            for index in stretch.words_on(page, len(words)):
                word = words[index]
                box = (word.x0, word.y0, word.x1, word.y1)
                if previous is None or not _same_line(previous, box):
                    lines.append([])
                lines[-1].append(word.text)
                previous = box
            pages.append("\n".join(" ".join(line) for line in lines))
        return "\n\n".join(page for page in pages if page)


def _same_line(before: Box, box: Box) -> bool:
    """Whether a box goes on in the line of the one before it: overlaps in height, stands right of it and not in another column."""
    height = max(before[3] - before[1], box[3] - box[1], 0.1)
    overlap = min(before[3], box[3]) - max(before[1], box[1])
    return (
        overlap > 0.4 * min(before[3] - before[1], box[3] - box[1])
        and -0.5 * height <= box[0] - before[2] <= 3 * height
    )
