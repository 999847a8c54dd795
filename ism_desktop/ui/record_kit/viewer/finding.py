"""Finds words on pages, and takes the text of a stretch of them: from the stored words alone, without a picture and without Qt.

Texts are compared as the search over everything compares them (`records.folding`). Words that stand one after the other are found as
they were typed; where they never do, each of them is found by itself, because the search over everything finds pages in that way.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ism_desktop.progress import Progress, no_progress
from ism_desktop.records.folding import HYPHENS, Folded, fold
from ism_desktop.records.matching import hits, in_line, terms
from ism_desktop.worker import PageText, Word

_HYPHENS = tuple(HYPHENS)

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
    """The words of one page, and the same as lines of folded text."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words

    @cached_property
    def lines(self) -> tuple["_Line", ...]:
        """The words in a row: as they stand, and with those joined that a line end divides, without their hyphen and with it."""
        plain = [f"{word.text} " for word in self.words]
        divided = [index for index in range(len(self.words) - 1) if self._is_divided(index)]
        if not divided:
            return (_Line(plain),)
        joined, hyphened = plain.copy(), plain.copy()
        for index in divided:
            word = self.words[index].text
            joined[index], hyphened[index] = f"{word}\n", f"{word.rstrip(HYPHENS)}-"
        return _Line(plain), _Line(joined, joined=True), _Line(hyphened)

    def _is_divided(self, index: int) -> bool:
        """Whether a word ends with a hyphen and the next one stands in a line below; folding decides whether they are one word."""
        word, following = self.words[index], self.words[index + 1]
        return word.text.endswith(_HYPHENS) and following.y0 >= (word.y0 + word.y1) / 2


class _Line:
    """Words in a row, as one folded text with the word that each of its letters comes from."""

    def __init__(self, row: Sequence[str], *, joined: bool = False) -> None:
        # Folded as one text: a mark can stand in a box of its own, behind its letter.
        self.made: Folded = in_line(fold("".join(row), joined=joined))
        self._starts = [0, *accumulate(len(word) for word in row)][: len(row)]

    def words(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word of a stretch of the folded text."""
        first, behind = self.made.stretch(start, end)
        return self._word_at(first), self._word_at(behind - 1)

    def _word_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def phrase(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Every place of a folded text, as first and last word. A hyphen of it may be one at which a word is divided."""
        seams = self.made.seams
        hyphen = "(-?)" if seams else "(-)"
        for found in re.finditer(hyphen.join(re.escape(part) for part in wanted.split("-")), self.made.text):
            hyphens = range(1, (found.lastindex or 0) + 1)
            if found.group() and all(found.group(number) or found.start(number) in seams for number in hyphens):
                yield self.words(*found.span())


def _stretch(number: int, first: int, last: int) -> Stretch:
    return Stretch(Spot(number, first), Spot(number, last))


class DocumentWords:
    """The words of every page of a document."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.texts = tuple(pages)
        self._pages = [_Page(page.words) for page in pages]
        self._is_given_up = False

    def prepare(self, progress: Progress = no_progress) -> None:
        """Fold every page now, in the background, so that the first words looked for are found as fast as those after them.

        Ends early once `give_up` was called; lets `Cancelled` out of `progress` pass.
        """
        for number, page in enumerate(self._pages):
            if self._is_given_up:
                return
            page.lines  # noqa: B018  (it is kept)
            progress(number, len(self._pages), "")

    def give_up(self) -> None:
        """Nobody looks for anything here any more."""
        self._is_given_up = True

    @property
    def has_words(self) -> bool:
        """Whether there is anything that could be found."""
        return any(page.words for page in self._pages)

    def words(self, page: int) -> Sequence[Word]:
        """The words of a page, from 1; none for a page that is not there."""
        return self._pages[page - 1].words if 1 <= page <= len(self._pages) else ()

    def find(self, typed: str) -> list[Stretch]:
        """Every place of what was typed, in reading order."""
        wanted = in_line(fold(typed)).text.strip()
        if not wanted:
            return []
        found = [place for number in self._numbers for place in self._phrase(number, wanted)]
        if found:
            return found
        pieces = terms(typed)
        return [place for number in self._numbers for place in self._pieces(number, pieces)]

    @property
    def _numbers(self) -> range:
        return range(1, len(self._pages) + 1)

    def _phrase(self, number: int, wanted: str) -> list[Stretch]:
        lines = self._pages[number - 1].lines
        return [
            _stretch(number, *words) for words in sorted({words for line in lines for words in line.phrase(wanted)})
        ]

    def _pieces(self, number: int, pieces: Sequence[str]) -> list[Stretch]:
        """Every place of any of the pieces on a page; a half of a divided word is not shown again with its other half."""
        found: list[tuple[int, int]] = []
        for line in self._pages[number - 1].lines:
            more = {line.words(start, end) for piece in pieces for start, end in hits(line.made, piece)}
            found += [(a, b) for a, b in more if not any(a <= last and first <= b for first, last in found)]
        return [_stretch(number, *words) for words in sorted(found)]

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
