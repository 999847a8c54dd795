"""Text as the worker process finds it: words with boxes, and the rule that decides when a page needs OCR."""

import unicodedata
from typing import NamedTuple

from ism_desktop.worker.values import PageNote

# A scanner's or a fax machine's stamp of date and number is shorter than this; the text of a letter is longer.
_LETTERS_OF_A_STAMP = 100


class WordRow(NamedTuple):
    """A word, its box in points from the top left of the page as shown, and how sure the reading is (0–100)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: int


class FoundText(NamedTuple):
    """The text of a page and its words."""

    text: str
    words: list[WordRow]

    @property
    def letters(self) -> int:
        """How many letters and digits there are."""
        return sum(character.isalnum() for character in self.text)


def layer_is_enough(layer: FoundText, *, page_is_picture: bool) -> bool:
    """Whether a page's own text layer is used without OCR.

    The rule: it has letters, at most a third of its characters are placeholders (fonts without a table of characters give those), and
    where a picture covers most of the page, it has more letters than a scanner's stamp.
    """
    letters = layer.letters
    unreadable = sum(
        unicodedata.category(character) in ("Co", "Cn") or character == "\N{REPLACEMENT CHARACTER}"
        for character in layer.text
    )
    if letters == 0 or unreadable * 2 > letters:
        return False
    return not page_is_picture or letters > _LETTERS_OF_A_STAMP


def ocr_is_better(seen: FoundText, layer: FoundText) -> bool:
    """Whether OCR found enough to be used instead of a layer that was not: half as much will do, since OCR sees the visible layer too."""
    return seen.letters * 2 >= layer.letters


def cleaned(text: str) -> str:
    """The text without control characters (but line ends and tabs) and without halves of surrogate pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(
        character for character in text if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )


def letters_of(text: str) -> str:
    """The letters and digits alone, for the question whether a text stands on a page."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def says_note(seen: FoundText, note: PageNote) -> bool:
    """Whether the words whose middle lies in the place of a note say what it says."""
    letters = letters_of(note.text)
    there = (
        word.text
        for word in seen.words
        if note.x0 <= (word.x0 + word.x1) / 2 <= note.x1 and note.y0 <= (word.y0 + word.y1) / 2 <= note.y1
    )
    return bool(letters) and letters in letters_of("".join(there))


def with_notes(found: FoundText, notes: list[PageNote]) -> FoundText:
    """The page's text with what its notes say behind it. Their words lie where the notes do."""
    if not notes:
        return found
    words = [WordRow(word, note.x0, note.y0, note.x1, note.y1, 100) for note in notes for word in note.text.split()]
    text = "\n".join([found.text.rstrip(), *(note.text for note in notes)]).strip()
    return FoundText(text, [*found.words, *words])
