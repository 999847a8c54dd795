"""Pictures without what a camera or program noted beside them: place, owner, numbers, times, small pictures.

Kept is what a decoder needs to draw the picture, and nothing else, so that notes of a kind that nobody thought of are left out too. On
damaged pictures nothing here raises.
"""

import struct
from collections.abc import Callable

from ism_desktop.worker.jpeg_segments import END, segments

_START = b"\xff\xd8"
_APP0, _ICC, _ADOBE, _SCAN, _END = 0xE0, 0xE2, 0xEE, 0xDA, 0xD9
_QUANTA, _LINES, _RESTARTS, _ARITHMETIC, _CODES = 0xDB, 0xDC, 0xDD, 0xCC, 0xC4
_FRAMES = frozenset(range(0xC0, 0xD0)) - {_CODES, 0xC8, _ARITHMETIC}
_MOST_CONDITIONS = 64  # bytes of arithmetic coding's conditions
_ICC_MARK = b"ICC_PROFILE\0"
_JFIF_LENGTH = 14  # of which the last two bytes are the size of a small picture
_ADOBE_LENGTH = 12

# JPEG 2000: boxes without a part in the picture; boxes of boxes; marker codes of a code stream.
_BOXES_LEFT_OUT = frozenset((b"uuid", b"xml ", b"uinf", b"asoc", b"lbl ", b"free", b"jp2i", b"mp7b"))
_BOXES_OF_BOXES = frozenset((b"jp2h", b"jpch", b"jplh"))
_CODE_STREAM = b"\xff\x4f\xff\x51"
_BOX_SIGNATURE = b"\0\0\0\x0cjP  "
_TILE, _TILE_ROWS, _J2K_COMMENT = 0xFF90, 0xFF93, 0xFF64


def without_private_facts(jpeg: bytes | memoryview) -> bytes:
    """A JPEG with its picture alone, which begins with its start marker and ends with its end marker.

    Kept are the tables, frames and scans, the format's own segment without its small picture, Adobe's (which tells the colours) and
    colour profiles, each no longer than its kind is. What stands between segments, and what follows the end, is dropped.
    """
    return b"".join([*picture_alone(jpeg), END])


def picture_alone(jpeg: bytes | memoryview) -> list[bytes | memoryview]:
    """As `without_private_facts`, in pieces and without the end marker."""
    whole = memoryview(jpeg)
    begin = bytes(whole[: 1 << 16]).find(_START)
    whole = whole[max(0, begin) :]
    kept: list[bytes | memoryview] = [_START]
    for marker, start, end in segments(whole):
        if marker == _END:
            break
        length = struct.unpack_from(">H", whole, start + 2)[0] if start + 4 <= len(whole) else 0
        content = whole[start + 4 : min(end, start + 2 + length)]
        needed = _needed(marker, content)
        if needed is None:
            continue
        kept += [struct.pack(">BBH", 0xFF, marker, len(needed) + 2), needed]
        if marker == _SCAN:
            kept.append(whole[start + 2 + length : end])
    return kept


def _needed(marker: int, content: memoryview) -> bytes | memoryview | None:
    """What a decoder reads of a segment, None where it needs nothing of it."""
    size = len(content)
    head = bytes(content[: len(_ICC_MARK)])
    if marker == _APP0:
        is_jfif = head.startswith(b"JFIF\0") and size >= _JFIF_LENGTH
        return bytes(content[: _JFIF_LENGTH - 2]) + b"\0\0" if is_jfif else None
    needed = 0
    if marker == _ADOBE and head.startswith(b"Adobe") and size >= _ADOBE_LENGTH:
        needed = _ADOBE_LENGTH
    elif marker == _ICC and head == _ICC_MARK:
        needed = size
    elif marker == _QUANTA:
        needed = _tables(content, lambda at: 129 if content[at] >> 4 else 65)
    elif marker == _CODES:
        needed = _tables(content, lambda at: 17 + sum(content[at + 1 : at + 17]))
    elif marker in _FRAMES and size > 5:
        needed = 6 + 3 * content[5]
    elif marker == _SCAN and size > 0:
        needed = 4 + 2 * content[0]
    elif marker in (_LINES, _RESTARTS):
        needed = 2
    elif marker == _ARITHMETIC:
        needed = _MOST_CONDITIONS
    return content[:needed] if needed else None


def _tables(content: memoryview, length: Callable[[int], int]) -> int:
    """Where the last of the tables ends that a segment holds."""
    at = 0
    while at < len(content) and at + (needed := length(at)) <= len(content):
        at += needed
    return at


def is_jpeg_2000(content: bytes | memoryview) -> bool:
    """Whether a JPEG 2000 picture begins here, in boxes or bare."""
    return bytes(content[:4]) == _CODE_STREAM or bytes(content[:8]) == _BOX_SIGNATURE


def jpeg_2000_without_private_facts(content: bytes | memoryview) -> bytes:
    """A JPEG 2000 picture without the boxes that note something, and with empty comments."""
    whole = memoryview(content)
    if bytes(whole[:4]) == _CODE_STREAM:
        return _without_comments(whole)
    return b"".join(_boxes(whole))


def _boxes(whole: memoryview) -> list[bytes]:
    kept: list[bytes] = []
    place = 0
    while place + 8 <= len(whole):
        length, name = struct.unpack_from(">I4s", whole, place)
        head = 8
        if length == 1 and place + 16 <= len(whole):
            (length,) = struct.unpack_from(">Q", whole, place + 8)
            head = 16
        end = len(whole) if length == 0 else min(len(whole), place + max(head, length))
        content = whole[place + head : end]
        if name not in _BOXES_LEFT_OUT:
            if name in _BOXES_OF_BOXES:
                inside = b"".join(_boxes(content))
            elif name == b"jp2c":
                inside = _without_comments(content)
            else:
                inside = bytes(content)
            kept.append(struct.pack(">I4s", len(inside) + 8, name) + inside)
        place = end
    return kept


def _without_comments(stream: memoryview) -> bytes:
    """A code stream whose comments are blanks. Their room stays, since other places are counted from the start of a tile."""
    out = bytearray(stream)
    place = 2
    tile_end = 0
    while place + 4 <= len(out):
        code, length = struct.unpack_from(">HH", out, place)
        if code == _TILE and place + 10 <= len(out):
            (tile,) = struct.unpack_from(">I", out, place + 6)
            tile_end = place + tile if tile else len(out)
        elif code == _TILE_ROWS:
            if tile_end <= place:
                break
            place = tile_end
            continue
        elif code < 0xFF00 or length < 2:
            break
        elif code == _J2K_COMMENT:
            first, last = min(len(out), place + 6), min(len(out), place + 2 + length)
            out[first:last] = b" " * max(0, last - first)
        place += 2 + length
    return bytes(out)
