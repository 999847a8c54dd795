"""Whether the text that another program put over the picture of a page is worth keeping: measured by its words, in any language.

It is only asked to offer another reading; nothing is replaced by itself.
"""

import re

from ism_desktop.worker import PageText

_FEW = 12
_LEAST_SHARE = 0.62
_EDGES = "()[]{}\"'“”„‘’«»‹›.,;:!?*•–—-/…"
# A word is written small, with a capital, or large; a number has digits and few signs. OCR that failed mixes them within one word.
_WORD = re.compile(r"(?:[^\W\d_]+(?:[’'\-/.][^\W\d_]+)*)")
_NUMBER = re.compile(r"[<>≤≥±~+\-]?[\d.,:/×xX%°\-–]*\d[\d.,:/×xX%°\-–]*[^\W\d_]{0,6}(?:/[^\W\d_]{1,4})?")
_MARKED = "aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿąęěėıőůű"


def is_badly_read(page: PageText) -> bool:
    """Whether the text of a page was put there by another program, and most of its words are none."""
    if page.source != "layer" or not page.words or page.words[0].confidence >= 100:
        return False
    return share_of_words(page.text) < _LEAST_SHARE


def share_of_words(text: str) -> float:
    """The share of what stands between spaces that could be a word or a number; 1 for a text too short to tell."""
    pieces = [piece for piece in (each.strip(_EDGES) for each in text.split()) if piece]
    if len(pieces) < _FEW:
        return 1.0
    return sum(_is_word(piece) for piece in pieces) / len(pieces)


def _is_word(piece: str) -> bool:
    if "\N{REPLACEMENT CHARACTER}" in piece:
        return False
    if _NUMBER.fullmatch(piece):
        return True
    if not _WORD.fullmatch(piece):
        return False
    letters = [letter for letter in piece if letter.isalpha()]
    if any(ord(letter) > 0x24F for letter in letters):
        return True  # Greek, Cyrillic, Han …: their own rules
    if not (piece.islower() or piece.isupper() or piece.istitle() or (piece[0].isupper() and piece[1:].islower())):
        return False
    return len(letters) <= 3 or any(letter in _MARKED for letter in piece.casefold())
