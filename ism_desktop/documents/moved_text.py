"""The text of a page whose place, turn or visible area changed: its words keep their places on the page."""

from collections.abc import Sequence
from dataclasses import replace

from ism_desktop.documents.page_plan import PlannedPage
from ism_desktop.worker import PageText, Word

Size = tuple[float, float]


def moved(text: PageText, size: Size, page: PlannedPage) -> PageText | None:
    """The text of a page after what was done to it; None where it has to be read again. `size` is that of the page before, in points.

    What was recognised on a page that lay on its side is worth little, so it is read again once the page stands upright; but what a
    person corrected stays.
    """
    is_redrawn = page.black or page.corners is not None or page.angle or page.even
    is_read_again = page.turn and text.source != "layer" and text.read is None
    if is_redrawn or text.source == "unreadable" or is_read_again:
        return None
    words = list(text.words)
    found = text
    if page.crop is not None:
        left, top, right, bottom = (edge * side for edge, side in zip(page.crop, size * 2, strict=True))
        kept = [word for word in words if _is_within(word, (left, top, right, bottom))]
        words = [_at(word, word.x0 - left, word.y0 - top, word.x1 - left, word.y1 - top) for word in kept]
        size = (right - left, bottom - top)
        if len(kept) < len(text.words):
            found = replace(text, text=joined(kept), source=text.source if kept else "none")
    for _ in range(page.turn // 90):
        high = size[1]
        words = [_at(word, high - word.y1, word.x0, high - word.y0, word.x1) for word in words]
        size = (size[1], size[0])
    return replace(found, words=tuple(words), turns=(text.turns - page.turn // 90) % 4)


def joined(words: Sequence[Word]) -> str:
    """Words as running text: a new line where one stands lower than the one before it."""
    parts: list[str] = []
    last: Word | None = None
    for word in words:
        if last is not None:
            is_lower = (word.y0 + word.y1) / 2 > last.y1 or word.y1 < last.y0
            parts.append("\n" if is_lower else " ")
        parts.append(word.text)
        last = word
    return "".join(parts)


def _is_within(word: Word, area: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = area
    return left <= (word.x0 + word.x1) / 2 <= right and top <= (word.y0 + word.y1) / 2 <= bottom


def _at(word: Word, x0: float, y0: float, x1: float, y1: float) -> Word:
    return replace(word, x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))
