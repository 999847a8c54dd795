"""PNG files written from plain pixels with the standard library alone."""

import struct
import zlib

_COLOUR_TYPE = {1: 0, 3: 2}
_LEVEL = 2  # half the time of zlib's usual level for a tenth more bytes


def png_of(width: int, height: int, channels: int, rows: bytes | bytearray) -> bytes:
    """A PNG of 8-bit grey (1 channel) or RGB (3 channels) rows without gaps."""
    line = width * channels
    view = memoryview(rows)
    packer = zlib.compressobj(_LEVEL)
    packed = [packer.compress(b"\0" + view[row * line : (row + 1) * line]) for row in range(height)]
    packed.append(packer.flush())
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPE[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"".join(packed)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
