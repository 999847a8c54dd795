"""The words of a page laid over its picture unseen: so that a PDF can be searched and its text copied, by any program and in any script.

The letters are those of a font without glyphs that lies in the file (as programs for OCR do it): its codes are the units of UTF-16, and a
table says which letter each is. So no script needs a font of its own, and a letter can be no other than the one that was meant.
"""

import struct
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ism_desktop.worker.page_transform import number
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.true_type import font_of

_PACKING = 4  # half as fast again as 6, and a tenth larger
_AT_A_TIME = 100  # what a table from codes to letters may list in one block
_LETTER_WIDTH = 0.5
_LAST_OF_ONE_UNIT = "\uffff"
_FIRST_RIGHT_TO_LEFT = "\u0590"
_FIRST_OF_PAIRS, _LAST_OF_PAIRS = 0xD800, 0xDFFF  # no letter's own code: free for the letters that UTF-16 writes as two
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN", "ES", "ET", "CS"})
_FINENESS = 10  # whole tenths of a point are finer than any box of a word is known, and quickly written
_THINNEST = 0.1  # points
_BEGIN, _END = b".1 0 0 .1 0 0 cm BT 3 Tr\n", b"\nET"
# Along a line that is read to the right, upwards, to the left, or downwards.
_DIRECTIONS = (b"1 0 0 1", b"0 1 -1 0", b"-1 0 0 -1", b"0 -1 1 0")


class Letters:
    """The letters of one file and the codes that they have in its font."""

    def __init__(self) -> None:
        self._used = {" "}
        self._pairs: dict[str, int] = {}

    def coded(self, text: str) -> bytes:
        """The codes of a word's letters from left to right, two bytes for each. What is no letter has none."""
        if not text.isascii():
            text = in_order_of_places(text)
            if max(text) > _LAST_OF_ONE_UNIT or any("\ud800" <= letter <= "\udfff" for letter in text):
                return b"".join(self._code(letter) for letter in text)
        self._used.update(text)
        return text.encode("utf-16-be")

    def _code(self, letter: str) -> bytes:
        if letter > _LAST_OF_ONE_UNIT:
            code = self._pairs.setdefault(letter, _FIRST_OF_PAIRS + len(self._pairs))
            return b"" if code > _LAST_OF_PAIRS else code.to_bytes(2, "big")
        if "\ud800" <= letter <= "\udfff":
            return b""
        self._used.add(letter)
        return letter.encode("utf-16-be")

    def write_font(self, written: Written, font: int) -> None:
        """Write the font for the letters that were coded until now under this number."""
        own: dict[int, int | str] = {ord(letter): ord(letter) for letter in self._used}
        own |= {code: letter for letter, code in self._pairs.items() if code <= _LAST_OF_PAIRS}
        to_unicode, glyphs, file = (
            written.add_stream(b"/Filter /FlateDecode" + more, packed)
            for more, packed in (
                (b"", zlib.compress(letters_table(dict(sorted(own.items()))), _PACKING)),
                (b"", _same_glyph_for_all()),
                (b" /Length1 %d" % len(glyphless()), zlib.compress(glyphless(), _PACKING)),
            )
        )
        descriptor, below = written.number(), written.number()
        written.add(
            descriptor,
            b"<</Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 0 500 1000] /ItalicAngle 0 /Ascent 1000"
            b" /Descent 0 /CapHeight 1000 /StemV 80 /FontFile2 %d 0 R>>" % file,
        )
        written.add(
            below,
            b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /DW 500 /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R"
            b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>" % (descriptor, glyphs),
        )
        written.add(
            font,
            b"<</Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H /DescendantFonts [%d 0 R]"
            b" /ToUnicode %d 0 R>>" % (below, to_unicode),
        )


def form(written: Written, words: Sequence[Sequence[Any]], width: float, height: float) -> int:
    """A form as large as the page (in points), with a font of its own, that draws the words unseen; `packed_words` says of what."""
    letters, font = Letters(), written.number()
    made = written.add_stream(form_entries(font, (width, height)), packed_words(letters, words, height))
    letters.write_font(written, font)
    return made


def form_entries(font: int, size: tuple[float, float]) -> bytes:
    """The entries of a form that draws packed words; `font` is the number under which the font of their letters is written."""
    return (
        b"/Type /XObject /Subtype /Form /BBox [0 0 %b %b] /Resources <</Font <</F %d 0 R>>>> /Filter /FlateDecode"
        % (
            number(size[0]),
            number(size[1]),
            font,
        )
    )


def packed_words(letters: Letters, words: Sequence[Sequence[Any]], page_height: float, turns: int = 0) -> bytes:
    """What draws words unseen: rows of text, x0, y0, x1, y1 in points from the top left.

    `turns` are the quarters clockwise by which the page would have to be turned for its words to be upright.
    """
    lines = [_drawn(letters, row, page_height, turns % 4) for row in words]
    return zlib.compress(_BEGIN + b"\n".join(filter(None, lines)) + _END, _PACKING)


def _drawn(letters: Letters, row: Sequence[Any], page_height: float, turns: int) -> bytes:
    """The operators for one word: as wide as its box, along the direction in which it is read. Nothing where it has no room."""
    text, x0, y0, x1, y1 = row[:5]
    codes = letters.coded(text)
    wide, tall = (x1 - x0, y1 - y0) if turns % 2 == 0 else (y1 - y0, x1 - x0)
    if not codes or tall < _THINNEST or wide <= 0:
        return b""
    # Where the letters' feet stand, as the page lies.
    x, y = ((x0, y1), (x1, y1), (x1, y0), (x0, y0))[turns]
    stretch = 200 * wide / (len(codes) * _LETTER_WIDTH * tall)
    shown = codes if text.isalnum() and text.isascii() else _escaped(codes)
    at = _DIRECTIONS[turns], _FINENESS * x, _FINENESS * (page_height - y)
    return b"/F %d Tf %d Tz %b %d %d Tm (%b\0 ) Tj" % (_FINENESS * tall + 0.5, max(1, stretch + 0.5), *at, shown)


def _escaped(codes: bytes) -> bytes:
    return codes.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


@cache
def _same_glyph_for_all() -> bytes:
    return zlib.compress(b"\0\1" * 0x10000, _PACKING)


def in_order_of_places(text: str) -> str:
    """The letters of a word from left to right, as what reads a PDF expects them: Arabic and Hebrew turned round, their numbers not."""
    if max(text, default="") < _FIRST_RIGHT_TO_LEFT:
        return text
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if not _RIGHT_TO_LEFT.intersection(kinds):
        return text
    pieces: list[str] = []
    in_number = False
    for letter, kind in zip(text, kinds, strict=True):
        is_number = kind in _NUMBERS
        if is_number and in_number:
            pieces[-1] += letter
        else:
            pieces.append(letter)
        in_number = is_number
    return "".join(reversed(pieces))


@cache
def glyphless() -> bytes:
    """A TrueType font whose every letter is a line without any breadth, from its lower left to its upper right.

    Nothing of it can be seen, and a program that marks letters still knows how large each is: PDFium passes over text without a height.
    """
    head = struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        *(0x00010000, 0x00010000, 0, 0x5F0F3CF5),
        *(0, 1000, 0, 0),
        *(0, 0, 500, 1000),
        *(0, 8, 2, 0, 0),
    )
    line = struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, 1000, 0, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    most = struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, 2, 1, 0, 0, 1, *(0,) * 8)
    stroke = struct.pack(">hhhhhHHBBhhhh", 1, 0, 0, 500, 1000, 1, 0, 1, 1, 0, 500, 0, 1000)
    return font_of(
        {
            b"head": head,
            b"hhea": line,
            b"maxp": most,
            b"hmtx": struct.pack(">Hhh", 500, 0, 0),
            b"loca": struct.pack(">HHH", 0, 0, len(stroke) // 2),
            b"glyf": stroke,
        }
    )


def letters_table(letters: Mapping[int, int | str]) -> bytes:
    """A font's table from its codes to what they are read as: a unit of UTF-16, or a letter."""
    table = [b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Unseen def /CMapType 2 def"]
    table.append(b"1 begincodespacerange <0000> <ffff> endcodespacerange")
    rows = [b"<%04x> <%b>" % (code, _hexadecimal(letter)) for code, letter in letters.items()]
    for start in range(0, len(rows), _AT_A_TIME):
        block = rows[start : start + _AT_A_TIME]
        table.append(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)))
    table.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(table)


def _hexadecimal(letter: int | str) -> bytes:
    units = letter.encode("utf-16-be") if isinstance(letter, str) else letter.to_bytes(2, "big")
    return units.hex().encode()
