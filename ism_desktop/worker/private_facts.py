"""Pictures without what a camera or program noted beside them: place, owner, numbers, times, small pictures.

What is kept is what a picture needs to be drawn. Nothing here raises on damaged pictures, and what cannot be told apart is left out.
"""

from ism_desktop.worker.jpeg_segments import END, segments

_APP0, _ICC, _ADOBE, _COMMENT, _SCAN, _END = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA, 0xD9
_NOTES = frozenset((*range(0xE0, 0xF0), _COMMENT, *range(0xF0, 0xFE)))
_ICC_MARK = b"ICC_PROFILE\0"
_JFIF = b"JFIF\0"
_JFIF_LENGTH = 14  # of which the last two bytes are the size of a small picture


def without_private_facts(jpeg: bytes | memoryview) -> bytes:
    """A JPEG with its picture alone, which ends with its end marker.

    Kept are the format's own segment, Adobe's (which tells the colours), colour profiles and all that is decoded. What stands between
    segments, and what follows the end, is dropped.
    """
    whole = memoryview(jpeg)
    kept: list[bytes | memoryview] = [b"\xff\xd8"]
    for marker, start, end in segments(whole):
        content = whole[start + 4 : end]
        if marker == _END:
            break
        if marker == _APP0:
            if bytes(content[:5]) == _JFIF and len(content) >= _JFIF_LENGTH:
                kept.append(b"\xff\xe0\0\x10" + bytes(content[: _JFIF_LENGTH - 2]) + b"\0\0")
        elif marker not in _NOTES:
            kept.append(whole[start:end])
        elif marker == _ADOBE:
            if bytes(content[:5]) == b"Adobe" and len(content) >= 12:
                kept.append(b"\xff\xee\0\x0e" + bytes(content[:12]))
        elif marker == _ICC and bytes(content[: len(_ICC_MARK)]) == _ICC_MARK:
            kept.append(whole[start:end])
    return b"".join([*kept, END])
