"""The segments of a JPEG, and whether it is whole: it may lack its end marker and nothing else, or a part of its picture."""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ism_desktop.worker.limits import MAX_RENDERED_PIXELS

END = b"\xff\xd9"
_SCAN, _FRAME_PROGRESSIVE = 0xDA, (0xC2, 0xCA)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LONE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a segment
_END = 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
# Behind coded rows: a marker that is no restart.
_AFTER_ROWS = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
# What a decoder would go on with, were it still waiting for more.
_MORE = bytes(range(0x21, 0x7F)) * 4
_COEFFICIENTS = 64


def segments(jpeg: memoryview) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment of the first picture; a scan is told with its coded rows. Ends at the end marker or the file's.

    Bytes between segments that belong to none are passed over. A segment that is cut short ends with the file.
    """
    place = 2
    while found := _MARKER.search(jpeg, place):
        place = found.start()
        marker = jpeg[place + 1]
        if marker == _END:
            yield marker, place, place + 2
            return
        if marker in _LONE:
            place += 2
            continue
        length = int.from_bytes(jpeg[place + 2 : place + 4], "big")
        end = min(len(jpeg), place + 2 + max(2, length))
        if marker == _SCAN:
            following = _AFTER_ROWS.search(jpeg, end)
            end = following.start() if following else len(jpeg)
        yield marker, place, end
        place = end


def is_whole(
    jpeg: memoryview, alone: Sequence[bytes | memoryview], opened: Callable[[Sequence[bytes | memoryview]], Any]
) -> bool:
    """Whether nothing of the picture is missing. `alone` are its pieces without notes and end.

    One that ends with its marker is taken as whole. Else it is decoded twice, with two different ends: a decoder that still waits for
    coded rows makes two pictures of them.
    """
    found = list(segments(jpeg))
    if found and found[-1][0] == _END:
        return True
    if any(marker in _FRAME_PROGRESSIVE for marker, _, _ in found) and not _is_refined(jpeg, found):
        return False
    return _sum(opened([*alone, END])) == _sum(opened([*alone, _MORE, END]))


def _sum(image: Any) -> int:
    if image.width * image.height > MAX_RENDERED_PIXELS:
        image.draft("L", image.size)
    image.load()
    return zlib.crc32(image.tobytes())


def _is_refined(jpeg: memoryview, found: Sequence[tuple[int, int, int]]) -> bool:
    """Whether the scans of a progressive JPEG give each coefficient of each component to its last bit."""
    waiting: dict[int, list[int]] = {}
    for marker, start, end in found:
        segment = bytes(jpeg[start : min(end, start + 1024)])
        if marker in _FRAMES and len(segment) > 9:
            waiting = {identity: [1] * _COEFFICIENTS for identity in segment[10 : 10 + 3 * segment[9] : 3]}
        elif marker == _SCAN and len(segment) > 5:
            count = segment[4]
            header = segment[5 : 5 + 2 * count + 3]
            if len(header) < 2 * count + 3:
                return False
            first, last, bits = header[2 * count :]
            for identity in header[: 2 * count : 2]:
                for coefficient in range(first, min(last, _COEFFICIENTS - 1) + 1):
                    waiting.get(identity, [1] * _COEFFICIENTS)[coefficient] = bits & 15
    return bool(waiting) and not any(any(left) for left in waiting.values())


def is_common(jpeg: memoryview) -> bool:
    """Whether it is of a kind that every reader of PDF knows: baseline, extended or progressive, with Huffman's codes."""
    return next((marker for marker, _, _ in segments(jpeg) if marker in _FRAMES), 0) in (0xC0, 0xC1, 0xC2)
