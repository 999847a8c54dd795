"""A picture as a page of the binder: JPEG and plain PNG go in as they are stored, everything else is packed anew, without loss."""

import zlib

from PIL import Image

from ism_desktop.media_types import JPEG
from ism_desktop.worker.jpeg_segments import is_common
from ism_desktop.worker.page_transform import IDENTITY, Matrix, fitted
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.pictures import PictureFile
from ism_desktop.worker.png_parts import PngParts
from ism_desktop.worker.private_facts import without_private_facts

_PACKING = 6
_JPEG_SPACES = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB", "CMYK": b"/DeviceCMYK"}
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
    picture = None
    if file.media_type == JPEG:
        picture = _jpeg(file, frame.image, written)
        turn = IDENTITY if picture is None else _TURNS[frame.turn]
    elif file.png is not None and "transparency" not in frame.image.info and frame.turn == 1:
        picture = _plain_png(file.png, written)
    del frame
    if picture is None:
        picture = _packed(file.upright(page), written)
    matrix = turn.then(Matrix(width, 0, 0, height, 0, 0)).then(fitted(width, height, paper, strip))
    return matrix.operator + b"\n/Picture Do", {"Picture": picture}


def _jpeg(file: PictureFile, image: Image.Image, written: Written) -> int | None:
    """A JPEG as it is stored; None where a printer's program may not know its kind."""
    if image.mode not in _JPEG_SPACES or not is_common(file.bytes):
        return None
    entries = _entries(image.width, image.height, 8, _JPEG_SPACES[image.mode]) + b" /Filter /DCTDecode"
    if image.mode == "CMYK" and "adobe" in image.info:
        entries += b" /Decode [1 0 1 0 1 0 1 0]"  # Adobe's programs store CMYK upside down, and say so by their mark
    return written.add_stream(entries, without_private_facts(file.bytes))


def _plain_png(png: PngParts, written: Written) -> int | None:
    """A PNG as it is stored: its own packing is one that PDF knows. None where it has 16 bits, interlacing or something missing."""
    if png.bits > 8 or png.colours not in (_PNG_GREY, _PNG_COLOUR, _PNG_PALETTE) or png.is_interlaced:
        return None
    if not png.is_whole():
        return None
    channels = 3 if png.colours == _PNG_COLOUR else 1
    space = b"/DeviceRGB" if channels == 3 else b"/DeviceGray"
    if png.colours == _PNG_PALETTE:
        space = b"[/Indexed /DeviceRGB %d <%b>]" % (len(png.palette) // 3 - 1, png.palette.hex().encode())
    entries = _entries(png.width, png.height, png.bits, space) + (
        b" /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>"
        % (channels, png.bits, png.width)
    )
    return written.add_stream(entries, b"".join(png.packed))


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
