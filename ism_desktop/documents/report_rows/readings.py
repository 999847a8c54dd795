"""Two readings of one page put together: what only one of them saw is added, and where they disagree about digits nobody is sure."""

from collections.abc import Sequence

from ism_desktop.worker import PageText, Word

_SAME_PLACE = 0.4  # of the smaller box
DISAGREED = 30
"""The confidence of a word with digits that two readings saw differently."""


def together(first: PageText, second: PageText) -> PageText:
    """The words of both readings. Of two words in one place the surer one is taken."""
    words = list(second.words)
    added: list[Word] = []
    for word in first.words:
        there = [place for place, other in enumerate(words) if _overlap(word, other)]
        if not there:
            added.append(word)
        elif len(there) == 1:
            words[there[0]] = _agreed(word, words[there[0]])
        elif _plain("".join(words[place].text for place in there)) != _plain(word.text):
            for place in there:
                words[place] = _doubted(words[place])
    joined = [*words, *added]
    return PageText(first.text, tuple(joined), "ocr" if joined else first.source)


def _agreed(word: Word, other: Word) -> Word:
    if _plain(word.text) == _plain(other.text):
        surer = max(word, other, key=lambda each: each.confidence)
        return (
            _doubted(surer) if DISAGREED in {word.confidence, other.confidence} else surer
        )  # a third saw it otherwise
    if not any(letter.isdigit() for letter in word.text + other.text):
        return max(word, other, key=lambda each: each.confidence)
    longer = _plain(other.text) if len(other.text) > len(word.text) else _plain(word.text)
    shorter = _plain(word.text) if len(other.text) > len(word.text) else _plain(other.text)
    if shorter in longer and _digits(shorter) == _digits(longer) and len(longer) - len(shorter) > 2:
        return other  # one of them saw two words as one
    return _doubted(max(word, other, key=lambda each: each.confidence))


def _doubted(word: Word) -> Word:
    if not any(letter.isdigit() for letter in word.text):
        return word
    return Word(word.text, word.x0, word.y0, word.x1, word.y1, min(word.confidence, DISAGREED))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit() or letter in ".,<>")


def _plain(text: str) -> str:
    return text.replace("—", "-").replace("–", "-").replace(" ", "")


def _overlap(word: Word, other: Word) -> bool:
    wide = min(word.x1, other.x1) - max(word.x0, other.x0)
    high = min(word.y1, other.y1) - max(word.y0, other.y0)
    if wide <= 0 or high <= 0:
        return False
    smaller = min(_area(word), _area(other))
    return smaller > 0 and wide * high > _SAME_PLACE * smaller


def _area(word: Word) -> float:
    return (word.x1 - word.x0) * (word.y1 - word.y0)


def all_together(pages: Sequence[PageText], again: dict[int, PageText]) -> list[PageText]:
    """Every page, with the second reading of those that have one; they are counted from 0."""
    return [together(page, again[place]) if place in again else page for place, page in enumerate(pages)]
