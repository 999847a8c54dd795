"""The words of a page laid over its picture unseen: so that a PDF can be searched and its text copied, by any program and in any script.

The letters are those of a font without glyphs that lies in the file (as programs for OCR do it): its codes are the units of UTF-16, and a
table says which letter each is. So no script needs a font of its own, and a letter can be no other than the one that was meant.
"""

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ism_desktop.worker.page_transform import number
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.true_type import font_of

_PACKING = 9
_AT_A_TIME = 100  # what a table from codes to letters may list in one block
_LETTER_WIDTH = 0.5
_SPACE = 0x20
_FIRST_OF_PAIRS, _LAST_OF_PAIRS = 0xD800, 0xDFFF  # no letter's own code: free for the letters that UTF-16 writes as two
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN", "ES", "ET", "CS"})


class _Codes:
    """The codes of the letters on one page."""

    def __init__(self) -> None:
        self.letters: dict[int, int | str] = {_SPACE: _SPACE}
        self._pairs: dict[str, int] = {}

    def of(self, text: str) -> list[int]:
        """The codes of a word's letters. More letters of pairs than there are codes for are left out."""
        found: list[int] = []
        for letter in text:
            code = ord(letter)
            if code > 0xFFFF:
                code = self._pairs.setdefault(letter, _FIRST_OF_PAIRS + len(self._pairs))
                if code > _LAST_OF_PAIRS:
                    continue
                self.letters[code] = letter
            elif not code or _FIRST_OF_PAIRS <= code <= _LAST_OF_PAIRS:
                continue
            else:
                self.letters[code] = code
            found.append(code)
        return found


def form(written: Written, words: list[list[Any]], width: float, height: float, turns: int = 0) -> int:
    """A form as large as the page (in points) that draws the words unseen; rows of text, x0, y0, x1, y1 from the top left.

    `turns` are the quarters clockwise by which the page would have to be turned for its words to be upright.
    """
    codes = _Codes()
    lines = [line for row in words for line in _drawn(codes, row, height, turns % 4)]
    content = b"BT 3 Tr\n" + b"\n".join(lines) + b"\nET"
    dictionary = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 %b %b] /Resources <</Font <</F %d 0 R>>>> /Filter /FlateDecode"
        % (number(width), number(height), _font(written, codes.letters))
    )
    return written.add_stream(dictionary, zlib.compress(content, _PACKING))


def _drawn(codes: _Codes, row: list[Any], page_height: float, turns: int) -> Iterator[bytes]:
    """The operators for one word: as wide as its box, along the direction in which it is read."""
    shown = codes.of(in_order_of_places(str(row[0])))
    x0, y0, x1, y1 = (float(edge) for edge in row[1:5])
    wide, tall = (x1 - x0, y1 - y0) if turns % 2 == 0 else (y1 - y0, x1 - x0)
    if not shown or tall <= 0 or wide <= 0:
        return
    # Where a letter's foot stands when the page lies on its side: the line is read upwards, from right to left, or downwards.
    x, y = ((x0, y1), (x1, y1), (x1, y0), (x0, y0))[turns]
    along = (b"1 0 0 1", b"0 1 -1 0", b"-1 0 0 -1", b"0 -1 1 0")[turns]
    stretch = 100 * wide / (len(shown) * _LETTER_WIDTH * tall)
    text = "".join(f"{code:04x}" for code in (*shown, _SPACE)).encode()
    place = _short(x) + b" " + _short(page_height - y)
    yield b"/F %b Tf %b Tz %b %b Tm <%b> Tj" % (_short(tall), number(round(stretch)) or b"1", along, place, text)


def _short(value: float) -> bytes:
    """A tenth of a point is finer than any box of a word is known."""
    return number(round(value, 1)) or b"0"


def in_order_of_places(text: str) -> str:
    """The letters of a word from left to right, as what reads a PDF expects them: Arabic and Hebrew turned round, their numbers not."""
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


def _font(written: Written, letters: Mapping[int, int | str]) -> int:
    """A font without glyphs for these codes."""
    to_unicode, glyphs, file = (
        written.add_stream(b"/Filter /FlateDecode" + more, zlib.compress(content, _PACKING))
        for more, content in (
            (b"", letters_table(dict(sorted(letters.items())))),
            (b"", b"\0\1" * 0x10000),
            (b" /Length1 %d" % len(glyphless()), glyphless()),
        )
    )
    descriptor, below, font = (written.number() for _ in range(3))
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
        b"<</Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>"
        % (below, to_unicode),
    )
    return font


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
