"""Where corrected words stand on a page: what stayed keeps its box, what was changed has the boxes of what stood there."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from ism_desktop.worker import Word

SURE = 100
_MOST_COMPARED = 4_000  # words; comparing takes the square of their number


def placed(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words of `text`, each with the box of the word that it was read as, or the place between its neighbours."""
    wanted = text.split()
    if not words or max(len(words), len(wanted)) > _MOST_COMPARED:
        return tuple(words)
    found: list[Word] = []
    matcher = SequenceMatcher(None, [word.text for word in words], wanted, autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            found += words[start:end]
        else:
            there = words[start:end] or words[max(0, start - 1) : start] or words[:1]
            found += _shared(there, wanted[first:last], was_there=start < end)
    return tuple(found)


def _shared(there: Sequence[Word], wanted: Sequence[str], *, was_there: bool) -> list[Word]:
    """Words that a person typed, over the boxes of those that they stand for: one for one, else side by side over all of a line."""
    if not wanted:
        return []
    if was_there and len(wanted) == len(there):
        pairs = zip(there, wanted, strict=True)
        return [Word(text, box.x0, box.y0, box.x1, box.y1, SURE) for box, text in pairs]
    box = there[0]
    line = [each for each in there if each.y0 < box.y1 and each.y1 > box.y0]
    left, right = min(each.x0 for each in line), max(each.x1 for each in line)
    if not was_there:  # something was added: at the end of the word before
        left = right
        right += max(1.0, (box.x1 - box.x0) / max(1, len(box.text)) * sum(map(len, wanted)))
    share = (right - left) / len(wanted)
    return [
        Word(text, left + share * number, box.y0, left + share * (number + 1), box.y1, SURE)
        for number, text in enumerate(wanted)
    ]
