"""Text as the worker process finds it: words with boxes, and the rule that decides when a page needs OCR."""

import unicodedata
from typing import NamedTuple

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
