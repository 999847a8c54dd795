"""Words of a document that were read with doubt: which they are, the line under each, and where each stands in the text of its page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ism_desktop.ui.record_kit.viewer.finding import Box, Spot
from ism_desktop.worker import PageText, Word

_NEAR = 200  # letters: a word further on in the text is another one of the same spelling


def foot(word: Word, turns: int) -> Box:
    """The line under a word, in points of the page as it lies in the file; `turns` are the quarters that would set the page upright."""
    match turns % 4:
        case 1:
            return word.x1, word.y0, word.x1, word.y1
        case 2:
            return word.x0, word.y0, word.x1, word.y0
        case 3:
            return word.x0, word.y0, word.x0, word.y1
        case _:
            return word.x0, word.y1, word.x1, word.y1


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubtful words of every page that has some: the page from 1, its quarters, and the words with their places among all."""

    pages: dict[int, tuple[tuple[int, Word], ...]] = field(default_factory=dict[int, tuple[tuple[int, Word], ...]])
    turns: dict[int, int] = field(default_factory=dict[int, int])

    @classmethod
    def of(cls, texts: Sequence[PageText]) -> "Doubts":
        """The doubtful words of a document."""
        pages: dict[int, tuple[tuple[int, Word], ...]] = {}
        for number, text in enumerate(texts, 1):
            unsure = frozenset(map(id, text.unsure))
            if unsure:
                pages[number] = tuple((place, word) for place, word in enumerate(text.words) if id(word) in unsure)
        return cls(pages, {number: texts[number - 1].turns for number in pages})

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(map(len, self.pages.values()))

    def lines(self, page: int) -> list[Box]:
        """The line under each of a page."""
        turns = self.turns.get(page, 0)
        return [foot(word, turns) for _, word in self.pages.get(page, ())]

    def at(self, page: int, x: float, y: float) -> Spot | None:
        """The one at a point of a page."""
        for place, word in self.pages.get(page, ()):
            if word.x0 <= x <= word.x1 and word.y0 <= y <= word.y1:
                return Spot(page, place)
        return None

    def step(self, here: Spot, direction: int) -> Spot | None:
        """The next one after a place (1), or the one before it (-1), and round at the ends."""
        spots = [Spot(page, place) for page, words in self.pages.items() for place, _ in words]
        if not spots:
            return None
        if direction > 0:
            return next((spot for spot in spots if spot > here), spots[0])
        return next((spot for spot in reversed(spots) if spot < here), spots[-1])


def in_text(text: PageText, place: int) -> tuple[int, int] | None:
    """Where a word of a page begins and ends in the page's text; None where the text does not have it."""
    behind = 0
    for number, word in enumerate(text.words[: place + 1]):
        found = text.text.find(word.text, behind)
        if number == place:
            return None if found < 0 else (found, found + len(word.text))
        if 0 <= found <= behind + _NEAR:
            behind = found + len(word.text)
    return None
