"""Choosing words of a page without a mouse: the sentence around one, the next one, the one in the line below. Without Qt."""

from collections.abc import Sequence

from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Spot, Stretch
from ism_desktop.worker import Word

_ENDS = (".", "!", "?", "…", "。", "！", "？")
_BEHIND = "\"'”’»)]"  # what may stand behind the end of a sentence
_TITLE = 2  # letters: “Dr.” ends no sentence
_GAP = 1.2  # heights of a line; more white between two lines begins something new, as below a heading


def sentence(words: DocumentWords, spot: Spot) -> Stretch | None:
    """The sentence that a word belongs to, as far as it stands on the word's page."""
    row = words.words(spot.page)
    if not 0 <= spot.word < len(row):
        return None
    first, last = spot.word, spot.word
    while first > 0 and not _ends(row, first - 1):
        first -= 1
    while last + 1 < len(row) and not _ends(row, last):
        last += 1
    return Stretch(Spot(spot.page, first), Spot(spot.page, last))


def _ends(row: Sequence[Word], place: int) -> bool:
    """Whether a sentence ends with a word that has another one behind it."""
    text = row[place].text.rstrip(_BEHIND)
    if text.endswith(_ENDS) and sum(letter.isalpha() for letter in text) not in range(1, _TITLE + 1):
        return True
    word, following = row[place], row[place + 1]
    return following.y0 - word.y1 > _GAP * max(1.0, word.y1 - word.y0) or following.y1 < word.y0


def beside(words: DocumentWords, spot: Spot, step: int) -> Spot:
    """The next word (1) or the one before (-1), on the page after or before where this one ends; the same word at either end."""
    if 0 <= spot.word + step < len(words.words(spot.page)):
        return Spot(spot.page, spot.word + step)
    page = spot.page + step
    while 1 <= page <= len(words.texts):
        count = len(words.words(page))
        if count:
            return Spot(page, 0 if step > 0 else count - 1)
        page += step
    return spot


def in_line(words: DocumentWords, spot: Spot, step: int) -> Spot:
    """The word below (1) or above (-1) in the next line; at the last line the last word of the page, at the first the first."""
    row = words.words(spot.page)
    word = row[spot.word]
    middle, across = (word.y0 + word.y1) / 2, (word.x0 + word.x1) / 2
    beyond = [each for each in row if (each.y0 > middle if step > 0 else each.y1 < middle)]
    if not beyond:
        end = len(row) - 1 if step > 0 else 0
        return beside(words, spot, step) if spot.word == end else Spot(spot.page, end)
    near = min(beyond, key=lambda each: abs((each.y0 + each.y1) / 2 - middle))
    line = [each for each in beyond if each.y0 <= (near.y0 + near.y1) / 2 <= each.y1]
    wanted = min(line, key=lambda each: abs((each.x0 + each.x1) / 2 - across))
    return Spot(spot.page, next(place for place, each in enumerate(row) if each is wanted))
