"""The typeface of every paper, and what happens to a character that it does not have.

Noto Sans carries Latin, Greek and Cyrillic. A sign it lacks but that has an accepted plain spelling is spelled ("≥" prints as ">=").
Any other character it cannot print correctly (Chinese, Arabic, Hebrew, emoji; Devanagari too, which needs shaping that a plain PDF
writer does not do) prints as �, and the paper says in a note what that sign means: nothing vanishes silently.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ism_desktop.language import tr
from ism_desktop.library import fonts

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"

REPLACEMENT = "\ufffd"


def replacement_note() -> str:
    """What the sign for a letter means, in the language in use."""
    return tr(
        "{sign} stands for a letter that this program cannot print. Please write it in by hand.", sign=REPLACEMENT
    )


_SPELLED = str.maketrans({
    "≥": ">=", "≤": "<=", "≈": "~", "≠": "<>", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "↑": "(up)", "↓": "(down)", "−": "–",
    "√": "root ", "∞": "infinite", "□": "[ ]", "☐": "[ ]", "☑": "[x]", "☒": "[x]", "✓": "[x]", "✔": "[x]", "●": "•", "▪": "•", "■": "•",
    "⟦": "[[", "⟧": "]]", "★": "*", "☆": "*", "⁄": "/", "∕": "/", "μ": "µ", "\u2028": "\n", "\u2029": "\n", "\t": " ",
})  # fmt: skip

_UNSHAPED = range(0x0900, 0x0980)


@cache
def register() -> None:
    """Make both weights known to reportlab, once for the whole program."""
    for name, path in ((REGULAR, fonts.regular()), (BOLD, fonts.bold())):
        pdfmetrics.registerFont(TTFont(name, str(path)))  # pyright: ignore[reportUnknownMemberType]


@cache
def _characters() -> frozenset[int]:
    register()
    face: Any = pdfmetrics.getFont(REGULAR)
    glyphs: Mapping[int, int] = face.face.charToGlyph
    return frozenset(code for code in glyphs if code not in _UNSHAPED)


def printable(text: str) -> str:
    """The text as the typeface can print it. Line breaks stay; characters that show nothing are dropped."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPELLED))
    return "".join(_printable_character(character) for character in composed)


@cache
def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n":
        return character
    if category in {"Cf", "Cc"}:
        return ""
    if ord(character) in _characters():
        return character
    return " " if category.startswith("Z") else REPLACEMENT


def loses(text: str) -> bool:
    """Whether printing the text would replace a character."""
    return REPLACEMENT in printable(text)


def losing(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that hold a letter which this program cannot print, each once."""
    return tuple(dict.fromkeys(text for text in texts if loses(text)))


def width(text: str, font: str, size: float) -> float:
    """The width of a printable text in points."""
    return _width_at_one_point(text, font) * size


@lru_cache(maxsize=8192)
def _width_at_one_point(text: str, font: str) -> float:
    """A width at 1 pt: a paper is set in many attempts, and each asks for the same words again."""
    register()
    return pdfmetrics.stringWidth(text, font, 1.0)
