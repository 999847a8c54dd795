"""The chunks of a PNG that make its picture, taken out of the file whatever is wrong with the others.

An animation is left to its first picture, as viewers without animation show it; text, profiles and times are not needed. What is left is
a PNG with right sums and an end, so that a decoder complains only where the picture itself is not whole.
"""

import struct
import zlib
from collections.abc import Iterator

from ism_desktop.worker.refusals import Refusal

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_PALETTE = 3
_CHANNELS = {0: 1, 2: 3, _PALETTE: 1, 4: 2, 6: 4}
_EXTRAS = (b"tRNS", b"pHYs", b"eXIf")
_READ_AT_ONCE = 1 << 20


class PngParts:
    """What makes the picture: header, palette, extras (by name) and packed rows. Raises Refusal where there is no picture."""

    def __init__(self, whole: memoryview) -> None:
        self.palette = b""
        self.packed: list[memoryview] = []
        self._extras: dict[bytes, memoryview] = {}
        header: memoryview | None = None
        for name, content, is_sound in chunks(whole):
            if name == b"IHDR" and header is None:
                header = content
            elif name == b"PLTE" and not self.palette:
                self.palette = bytes(content)
            elif name == b"IDAT":
                self.packed.append(content)
            elif name in _EXTRAS and is_sound:
                self._extras.setdefault(name, content)
        if header is None or len(header) != _HEADER.size or not self.packed:
            raise Refusal("damaged")
        self._header = header
        self.width, self.height, self.bits, self.colours, _, _, interlaced = _HEADER.unpack(header)
        self.is_interlaced = bool(interlaced)
        if self.colours == _PALETTE:
            # Colours that the palette lacks are black, as most viewers have it.
            entries = 1 << min(self.bits, 8)
            self.palette = self.palette[: 3 * entries].ljust(3 * entries, b"\0")

    def pieces(self) -> list[bytes | memoryview]:
        """A sound PNG of the picture alone, in pieces."""
        found: list[bytes | memoryview] = [_SIGNATURE, *_chunk(b"IHDR", self._header)]
        if self.colours == _PALETTE:
            found += _chunk(b"PLTE", memoryview(self.palette))
        for name, content in self._extras.items():
            found += _chunk(name, content)
        for content in self.packed:
            found += _chunk(b"IDAT", content)
        return [*found, *_chunk(b"IEND", memoryview(b""))]

    def is_whole(self) -> bool:
        """Whether the packed rows unpack to all of the picture. Only for pictures that are not interlaced."""
        row = (self.width * self.bits * _CHANNELS.get(self.colours, 0) + 7) // 8 + 1
        missing = row * self.height
        unpacking = zlib.decompressobj()
        try:
            for content in self.packed:
                waiting: bytes | memoryview = content
                while waiting and not unpacking.eof:
                    missing -= len(unpacking.decompress(waiting, _READ_AT_ONCE))
                    waiting = unpacking.unconsumed_tail
        except zlib.error:
            return False
        return missing == 0 and unpacking.eof


def chunks(whole: memoryview) -> Iterator[tuple[bytes, memoryview, bool]]:
    """Name, content and soundness of each chunk, as far as chunks follow each other. The last may be cut short."""
    place = len(_SIGNATURE)
    while place + 8 <= len(whole):
        length, name = struct.unpack_from(">I4s", whole, place)
        if not name.isalpha():
            return
        content = whole[place + 8 : place + 8 + length]
        end = place + 8 + length
        # The packed rows have a sum of their own.
        is_sound = name == b"IDAT" or bytes(whole[end : end + 4]) == _sum(name, content)
        yield name, content, is_sound
        if name == b"IEND":
            return
        place = end + 4


def _chunk(name: bytes, content: memoryview) -> list[bytes | memoryview]:
    return [struct.pack(">I", len(content)) + name, content, _sum(name, content)]


def _sum(name: bytes, content: memoryview) -> bytes:
    return struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))
