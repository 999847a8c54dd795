"""Our own TrueType font, read as far as a text needs it: which glyph a letter has, how wide it is, and a font of the used glyphs alone.

Only the font that is shipped is read here, never one out of a document. Runs in the worker process only.
"""

import struct
from collections.abc import Iterable
from functools import cache

from ism_desktop.shipped import RESOURCES

_EM = 1000
_KEPT = (b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
_WORDS, _MORE, _SCALE, _TWO_SCALES, _MATRIX = 0x0001, 0x0020, 0x0008, 0x0040, 0x0080


class TrueType:
    """A font in memory. Widths are in thousandths of its size."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        (tables,) = struct.unpack_from(">H", raw, 4)
        rows = (struct.unpack_from(">4sIII", raw, 12 + 16 * number) for number in range(tables))
        self._tables = {name: (place, length) for name, _, place, length in rows}
        head = self._tables[b"head"][0]
        (self._units,) = struct.unpack_from(">H", raw, head + 18)
        self._is_long = struct.unpack_from(">h", raw, head + 50)[0] == 1
        (self._metrics,) = struct.unpack_from(">H", raw, self._tables[b"hhea"][0] + 34)
        (self._glyphs,) = struct.unpack_from(">H", raw, self._tables[b"maxp"][0] + 4)
        self._letters = self._read_letters()

    def glyph(self, letter: str) -> int:
        """The number of a letter's glyph, 0 where the font has none."""
        return self._letters.get(ord(letter), 0)

    def width(self, glyph: int) -> int:
        """How far the next letter stands behind this one."""
        place = self._tables[b"hmtx"][0] + 4 * min(glyph, self._metrics - 1)
        return round(struct.unpack_from(">H", self._raw, place)[0] * _EM / self._units)

    def with_glyphs(self, wanted: Iterable[int]) -> bytes:
        """The font with these glyphs, under the same numbers; every other is empty."""
        kept = self._with_parts({0, *wanted})
        glyf, places = bytearray(), [0]
        for number in range(self._glyphs):
            if number in kept:
                glyf += self._outline(number)
                glyf += b"\0" * (-len(glyf) % 4)
            places.append(len(glyf))
        made = {name: self._table(name) for name in _KEPT if name in self._tables}
        made[b"glyf"] = bytes(glyf)
        made[b"loca"] = struct.pack(f">{len(places)}I", *places)
        head = bytearray(made[b"head"])
        struct.pack_into(">h", head, 50, 1)
        made[b"head"] = bytes(head)
        return font_of(made)

    def _read_letters(self) -> dict[int, int]:
        start = self._tables[b"cmap"][0]
        (count,) = struct.unpack_from(">H", self._raw, start + 2)
        found: dict[int, int] = {}
        for number in range(count):
            _, _, offset = struct.unpack_from(">HHI", self._raw, start + 4 + 8 * number)
            (form,) = struct.unpack_from(">H", self._raw, start + offset)
            if form == 12:
                return self._segmented(start + offset)
            if form == 4:
                found = self._by_deltas(start + offset)
        return found

    def _segmented(self, place: int) -> dict[int, int]:
        (groups,) = struct.unpack_from(">I", self._raw, place + 12)
        found: dict[int, int] = {}
        for number in range(groups):
            first, last, glyph = struct.unpack_from(">III", self._raw, place + 16 + 12 * number)
            found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return found

    def _by_deltas(self, place: int) -> dict[int, int]:
        segments = struct.unpack_from(">H", self._raw, place + 6)[0] // 2
        ends = place + 14
        starts = ends + 2 * segments + 2
        deltas, ranges = starts + 2 * segments, starts + 4 * segments
        found: dict[int, int] = {}
        for number in range(segments):
            (last,), (first,), (delta,), (jump,) = (
                struct.unpack_from(">H", self._raw, table + 2 * number) for table in (ends, starts, deltas, ranges)
            )
            for code in range(first, min(last, 0xFFFE) + 1):
                glyph = code
                if jump:
                    (glyph,) = struct.unpack_from(">H", self._raw, ranges + 2 * number + jump + 2 * (code - first))
                if glyph or not jump:
                    found[code] = (glyph + delta) & 0xFFFF
        return found

    def _table(self, name: bytes) -> bytes:
        place, length = self._tables[name]
        return self._raw[place : place + length]

    def _outline(self, glyph: int) -> bytes:
        loca = self._tables[b"loca"][0]
        if self._is_long:
            first, last = struct.unpack_from(">II", self._raw, loca + 4 * glyph)
        else:
            first, last = (2 * place for place in struct.unpack_from(">HH", self._raw, loca + 2 * glyph))
        start = self._tables[b"glyf"][0]
        return self._raw[start + first : start + last]

    def _with_parts(self, wanted: set[int]) -> set[int]:
        """The glyphs and those that they are put together from."""
        kept: set[int] = set()
        waiting = list(wanted)
        while waiting:
            glyph = waiting.pop()
            if glyph not in kept:
                kept.add(glyph)
                waiting += _parts(self._outline(glyph))
        return kept


def _parts(outline: bytes) -> list[int]:
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found: list[int] = []
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        found.append(glyph)
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return found


def font_of(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    rows, content = b"", b""
    place = len(head) + 16 * count
    for name, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        rows += struct.pack(">4sIII", name, total, place + len(content), len(table))
        content += padded
    return head + rows + content


@cache
def shipped() -> TrueType:
    """The font that texts are drawn with."""
    return TrueType((RESOURCES / "fonts" / "NotoSans-Regular.ttf").read_bytes())
