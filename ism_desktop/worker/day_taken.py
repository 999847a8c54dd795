"""The day on which a camera says that it took a picture: EXIF's DateTimeOriginal, and nothing else of what is noted there.

Where the picture was taken stands in a directory of its own, which is not opened here. On damaged notes nothing here raises.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from datetime import date

from ism_desktop.media_types import JPEG, PNG, TIFF
from ism_desktop.worker.jpeg_segments import segments
from ism_desktop.worker.png_parts import chunks
from ism_desktop.worker.tiff_pages import Directories

_EXIF_MARK = b"Exif\0\0"
_NOTES, _TAKEN = 0x8769, 0x9003
_DAY = re.compile(rb"(\d{4})[:-](\d\d)[:-](\d\d)[ T\0]")
_FIRST_YEAR = 1900


def day_taken(untrusted: memoryview, media_type: str, directories: Sequence[int] = ()) -> date | None:
    """The day by the camera's own clock; None where it noted none. `directories` is where those of a TIFF stand."""
    try:
        if media_type == TIFF:
            return _first(_day_in(Directories(untrusted), place) for place in directories[:1])
        return _first(map(_day_of, _exif_of(untrusted, media_type)))
    except (ValueError, IndexError, struct.error, OverflowError):
        return None


def day_in(exif: bytes) -> date | None:
    """The same of EXIF that somebody else found in a picture."""
    try:
        return _day_of(memoryview(exif))
    except (ValueError, IndexError, struct.error, OverflowError):
        return None


def _first(days: Iterator[date | None]) -> date | None:
    return next((day for day in days if day is not None), None)


def _exif_of(whole: memoryview, media_type: str) -> Iterator[memoryview]:
    """The notes of the first picture in a file."""
    if media_type == JPEG:
        for marker, start, end in segments(whole):
            content = whole[start + 4 : end]
            if marker == 0xE1 and bytes(content[: len(_EXIF_MARK)]) == _EXIF_MARK:
                yield content[len(_EXIF_MARK) :]
            elif marker == 0xDA:
                return
    elif media_type == PNG:
        yield from (content for name, content, _ in chunks(whole) if name == b"eXIf")


def _day_of(exif: memoryview) -> date | None:
    if bytes(exif[:2]) not in (b"II", b"MM"):
        return None
    notes = Directories(exif)
    return _day_in(notes, notes.number(notes.start))


def _day_in(notes: Directories, place: int) -> date | None:
    inner = notes.contents(notes.place_in(notes.contents(place).get(_NOTES)))
    found = _DAY.match(bytes(inner.get(_TAKEN, b"")[:20]))
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    return date(year, month, day) if year >= _FIRST_YEAR else None  # an unset clock says 0000
