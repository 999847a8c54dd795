"""TIFFs in every orientation, packing and way to store grey and colours, made on the spot, and what they show."""

import io
import struct
from collections.abc import Sequence

from PIL import Image, ImageChops, TiffImagePlugin

from tests.worker.files import encoded

SIZE = (120, 80)
DPI = 100
_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
ORIENTATIONS = tuple(_STORED)
_ORIENTATION = 274


def truth(colour: bool = False) -> Image.Image:
    """What a page shows: no two of its corners are alike."""
    shown = Image.new("RGB", SIZE, "white")
    shown.paste("black", (5, 5, 60, 20))
    shown.paste("black", (5, 20, 15, 70))
    shown.paste("#c02010" if colour else "black", (90, 50, 110, 70))
    return shown


def stored(shown: Image.Image, orientation: int) -> Image.Image:
    """A picture as it lies in a file that says this orientation."""
    how = _STORED[orientation]
    return shown if how is None else shown.transpose(how)


def chained(*pages: tuple[Image.Image, str, int]) -> bytes:
    """A TIFF of these pages: what is stored, packing, orientation."""
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out, new=True) as file:
        for picture, packing, orientation in pages:
            picture.save(file, "TIFF", compression=packing, dpi=(DPI, DPI), tiffinfo={_ORIENTATION: orientation})
            file.newFrame()
    return out.getvalue()


def single(picture: Image.Image, orientation: int = 1, **options: object) -> bytes:
    """A TIFF of one page."""
    return encoded(picture, "TIFF", **{"dpi": (DPI, DPI), "tiffinfo": {_ORIENTATION: orientation}, **options})


def deep(levels: Image.Image, order: str, *, channels: int = 1, from_white: bool = False) -> bytes:
    """An unpacked TIFF of 16 bits in a byte order ("<" or ">"); grey may count from white."""
    if from_white:
        levels = ImageChops.invert(levels)
    data = struct.pack(f"{order}{len(levels.tobytes())}H", *(level * 257 for level in levels.tobytes()))
    photometric = 2 if channels == 3 else 0 if from_white else 1
    return handmade(order, levels.size, [16] * channels, photometric, [data])


def tiled(levels: Image.Image, side: int = 48) -> bytes:
    """An unpacked grey TIFF in tiles, those at the edges filled up."""
    wide, high = (-(-length // side) for length in levels.size)
    parts = [
        levels.crop((x * side, y * side, (x + 1) * side, (y + 1) * side)).tobytes()
        for y in range(high)
        for x in range(wide)
    ]
    return handmade("<", levels.size, [8], 1, parts, tile=side)


def handmade(
    order: str, size: tuple[int, int], bits: Sequence[int], photometric: int, parts: Sequence[bytes], tile: int = 0
) -> bytes:
    """A TIFF written entry by entry."""
    out = bytearray((b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 0))

    def put(kind: str, values: Sequence[int]) -> bytes:
        packed = struct.pack(f"{order}{len(values)}{kind}", *values)
        if len(packed) <= 4:
            return packed.ljust(4, b"\0")
        out.extend(packed)
        return struct.pack(order + "I", len(out) - len(packed))

    places = []
    for part in parts:
        places.append(len(out))
        out.extend(part)
    lengths = [len(part) for part in parts]
    shorts = {256: [size[0]], 257: [size[1]], 258: bits, 259: [1], 262: [photometric], 277: [len(bits)], 296: [2]}
    longs = {324: places, 325: lengths} if tile else {273: places, 279: lengths, 278: [size[1]]}
    if tile:
        shorts |= {322: [tile], 323: [tile]}
    resolution = put("I", [DPI, 1])
    rows = {tag: (3, len(values), put("H", values)) for tag, values in shorts.items()}
    rows |= {tag: (4, len(values), put("I", values)) for tag, values in longs.items()}
    rows |= {282: (5, 1, resolution), 283: (5, 1, resolution)}
    out[4:8] = struct.pack(order + "I", len(out))
    out.extend(struct.pack(order + "H", len(rows)))
    for tag, (kind, count, content) in sorted(rows.items()):
        out.extend(struct.pack(order + "HHI", tag, kind, count) + content)
    out.extend(bytes(4))
    return bytes(out)
