"""The words of a page that is bound as a picture, laid over it unseen: so that the binder can be searched and its text copied."""

import zlib
from collections.abc import Mapping
from typing import Any

from ism_desktop.worker.page_transform import number
from ism_desktop.worker.pdf_copy import Written

_PACKING = 6
_AT_A_TIME = 100  # what a table from codes to letters may list in one block
_LETTER_WIDTH = 0.5


def form(written: Written, words: list[list[Any]], width: float, height: float) -> int:
    """A form as large as the page (in points) that draws the words unseen; rows of text, x0, y0, x1, y1 from the top left."""
    lines: list[bytes] = []
    units: set[int] = set()
    for text, x0, y0, x1, y1 in words:
        codes = [unit for unit in _units(str(text)) if unit]
        tall, wide = float(y1) - float(y0), float(x1) - float(x0)
        if not codes or tall <= 0 or wide <= 0:
            continue
        units.update(codes)
        stretch = 100 * wide / (len(codes) * _LETTER_WIDTH * tall)
        place = number(float(x0)) + b" " + number(height - float(y1))
        shown = "".join(f"{unit:04x}" for unit in (*codes, 0x20)).encode()
        lines.append(b"/F %b Tf %b Tz 1 0 0 1 %b Tm <%b> Tj" % (number(tall), number(stretch), place, shown))
    units.add(0x20)
    content = b"BT 3 Tr\n" + b"\n".join(lines) + b"\nET"
    dictionary = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 %b %b] /Resources <</Font <</F %d 0 R>>>> /Filter /FlateDecode"
        % (number(width), number(height), _font(written, sorted(units)))
    )
    return written.add_stream(dictionary, zlib.compress(content, _PACKING))


def _font(written: Written, units: list[int]) -> int:
    """A font without glyphs, whose codes are the units of UTF-16."""
    to_unicode = written.add_stream(
        b"/Filter /FlateDecode", zlib.compress(letters_table({unit: unit for unit in units}), _PACKING)
    )
    descriptor, below, font = (written.number() for _ in range(3))
    written.add(
        descriptor,
        b"<</Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 0 500 1000] /ItalicAngle 0 /Ascent 1000"
        b" /Descent 0 /CapHeight 1000 /StemV 80>>",
    )
    written.add(
        below,
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /DW 500 /FontDescriptor %d 0 R /CIDToGIDMap /Identity"
        b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>" % descriptor,
    )
    written.add(
        font,
        b"<</Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>"
        % (below, to_unicode),
    )
    return font


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


def _units(text: str) -> list[int]:
    raw = text.encode("utf-16-be", "replace")
    return [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]
