"""A picture as a page of the binder: JPEG and plain PNG go in as they are stored, everything else is packed anew, without loss."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from ism_desktop.worker import pictures
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.pictures import PictureFile
from ism_desktop.worker.placing import IDENTITY, Matrix, fitted
from ism_desktop.worker.shapes import JPEG, PNG

_PACKING = 6
_JPEG_SPACES = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB", "CMYK": b"/DeviceCMYK"}
# JPEG markers: the picture itself; application segments (but 0, the format's own, and 14, Adobe's, which tells the colours); comments.
_SCAN = 0xDA
_NOTES = frozenset((*range(0xE1, 0xEE), 0xEF, 0xFE))
_PNG_SIGNATURE = 8
_PNG_GREY, _PNG_COLOUR, _PNG_PALETTE = 0, 2, 3
# From the unit square, in which a PDF draws a picture, to the picture as the camera was held (EXIF orientation).
_TURNS = {
    1: IDENTITY,
    2: Matrix(-1, 0, 0, 1, 1, 0),
    3: Matrix(-1, 0, 0, -1, 1, 1),
    4: Matrix(1, 0, 0, -1, 0, 1),
    5: Matrix(0, -1, -1, 0, 1, 1),
    6: Matrix(0, -1, 1, 0, 0, 1),
    7: Matrix(0, 1, 1, 0, 0, 0),
    8: Matrix(0, 1, -1, 0, 1, 0),
}


def placed(
    file: PictureFile, page: int, written: Written, paper: tuple[float, float], strip: float, stated: list[float] | None
) -> tuple[bytes, dict[str, int]]:
    """What draws a picture in place, and the object that it names. `stated` is its size in points where that is known better."""
    width, height = stated or file.page_size(page)
    frame = file.frame(page)
    turn = IDENTITY
    if file.media_type == JPEG and frame.mode in _JPEG_SPACES:
        turn = _TURNS[pictures.orientation(frame)]
        picture = _jpeg(file, frame, written)
    else:
        as_stored = _plain_png(file, frame, written)
        picture = as_stored or _packed(file.upright(page), written)
    matrix = turn.then(Matrix(width, 0, 0, height, 0, 0)).then(fitted(width, height, paper, strip))
    return matrix.operator + b"\n/Picture Do", {"Picture": picture}


def _jpeg(file: PictureFile, frame: Image.Image, written: Written) -> int:
    entries = _entries(frame.width, frame.height, 8, _JPEG_SPACES[frame.mode]) + b" /Filter /DCTDecode"
    if frame.mode == "CMYK" and "adobe" in frame.info:
        entries += b" /Decode [1 0 1 0 1 0 1 0]"  # Adobe's programs store CMYK upside down, and say so by their mark
    return written.add_stream(entries, _without_notes(file.bytes))


def _without_notes(jpeg: memoryview) -> bytes:
    """A JPEG without the camera's notes (place, owner, a small picture), which a printed page has no use for."""
    kept = [jpeg[:2]]
    place = 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF and jpeg[place + 1] != _SCAN:
        (length,) = struct.unpack(">H", jpeg[place + 2 : place + 4])
        if jpeg[place + 1] not in _NOTES:
            kept.append(jpeg[place : place + 2 + length])
        place += 2 + length
    return b"".join([*kept, jpeg[place:]])


def _plain_png(file: PictureFile, frame: Image.Image, written: Written) -> int | None:
    """A PNG as it is stored: its own packing is one that PDF knows. None where it has transparency, 16 bits or interlacing."""
    if file.media_type != PNG or "transparency" in frame.info or pictures.orientation(frame) != 1:
        return None
    palette = b""
    packed: list[memoryview] = []
    width = height = bits = colours = 0
    for name, content in _png_chunks(file.bytes):
        if name == b"IHDR":
            width, height, bits, colours, _, _, interlaced = struct.unpack(">IIBBBBB", content)
            if bits > 8 or colours not in (_PNG_GREY, _PNG_COLOUR, _PNG_PALETTE) or interlaced:
                return None
        elif name == b"PLTE":
            palette = bytes(content)
        elif name == b"IDAT":
            packed.append(content)
    channels = 3 if colours == _PNG_COLOUR else 1
    space = b"/DeviceRGB" if channels == 3 else b"/DeviceGray"
    if colours == _PNG_PALETTE:
        space = b"[/Indexed /DeviceRGB %d <%b>]" % (len(palette) // 3 - 1, palette.hex().encode())
    entries = _entries(width, height, bits, space) + (
        b" /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>"
        % (channels, bits, width)
    )
    return written.add_stream(entries, b"".join(packed))


def _png_chunks(whole: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    place = _PNG_SIGNATURE
    while place + 12 <= len(whole):
        (length,) = struct.unpack(">I", whole[place : place + 4])
        yield bytes(whole[place + 4 : place + 8]), whole[place + 8 : place + 8 + length]
        place += 12 + length


def _packed(upright: Image.Image, written: Written) -> int:
    bits = 1 if upright.mode == "1" else 8
    space = b"/DeviceRGB" if upright.mode == "RGB" else b"/DeviceGray"
    entries = _entries(upright.width, upright.height, bits, space) + b" /Filter /FlateDecode"
    return written.add_stream(entries, zlib.compress(upright.tobytes(), _PACKING))


def _entries(width: int, height: int, bits: int, space: bytes) -> bytes:
    return b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %b" % (
        width,
        height,
        bits,
        space,
    )
