"""Decoded pictures made plain: every way to store colours and transparency as black and white, grey or RGB of 8 bits."""

import math
from typing import Any, cast

from PIL import Image

_TRANSPARENT = ("LA", "PA", "RGBA", "La", "RGBa")
# What floating point is taken to count to, where its values fit.
_USUAL_TOPS = (1.0, 255.0, 65535.0)


def scalable(image: Image.Image, *, from_white: bool) -> Image.Image:
    """A decoded picture in a mode that can be made smaller smoothly."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info or image.mode.startswith(("I", "F")):
        return plain(image, from_white=from_white)
    return image


def plain(image: Image.Image, *, from_white: bool = False) -> Image.Image:
    """The picture in mode 1, L or RGB: transparency on white, 16 bits to 8, CMYK as Pillow converts it.

    `from_white` says that deep grey counts from white to black.
    """
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image, from_white=from_white)
    if image.mode in _TRANSPARENT or "transparency" in image.info:
        transparent = image.convert("RGBA")
        white = Image.new("RGB", transparent.size, "white")
        white.paste(transparent, mask=transparent.getchannel("A"))
        return white
    return image if image.mode in ("1", "L", "RGB") else image.convert("RGB")


def blank(image: Image.Image) -> Image.Image:
    """What shows where nothing of a picture not yet decoded can be: white, or nothing where the picture can be transparent."""
    mode = image.mode
    colour: Any = 0  # CMYK without ink, and transparency
    if mode in ("1", "L", "F"):
        colour = 255
    elif mode.startswith("I"):
        colour = 65535
    elif mode in ("RGB", "RGBX"):
        colour = (255,) * len(mode)
    elif mode in ("YCbCr", "LAB"):
        colour = (255, 128, 128)
    elif mode == "P" and image.palette is not None:
        colour = _lightest(*image.palette.getdata())
    return Image.new(mode, image.size, colour)


def is_even(picture: Image.Image) -> bool:
    """Whether a picture in mode 1, L or RGB has one colour alone."""
    extrema = cast("tuple[Any, ...]", picture.getextrema())
    bands = extrema if isinstance(extrema[0], tuple) else (extrema,)
    return all(low == high for low, high in cast("tuple[tuple[int, int], ...]", bands))


def _lightest(order: str, palette: bytes | bytearray) -> int:
    """The lightest entry of a palette, whose levels stand colour by colour (TIFF's "RGB;L") or entry by entry."""
    count = len(palette) // 3
    if order.endswith(";L"):
        levels = [palette[entry::count] for entry in range(count)]
    else:
        step = len(order)
        levels = [palette[entry : entry + 3] for entry in range(0, len(palette), step)]
    return max(range(len(levels)), key=lambda entry: sum(levels[entry]), default=0)


def _eight_bits(image: Image.Image, *, from_white: bool) -> Image.Image:
    """Grey of 16 bits, or of 32 or floating point with values as far as they go, as grey of 8 bits."""
    deep = cast("Any", image if image.mode in ("I", "F") else image.convert("I"))
    low, high = cast("tuple[float, float]", deep.getextrema())
    if image.mode.startswith("I;16"):
        low, high = 0, 65535
    elif not (math.isfinite(low) and math.isfinite(high)):
        low, high = 0, 1
    elif image.mode == "F":
        low, high = min(low, 0), next((top for top in _USUAL_TOPS if high <= top), high)
    if from_white:
        low, high = high, low
    span = (high - low) or 1

    def level(value: float) -> float:
        return (value - low) * (255 / span)

    return deep.convert("F").point(level).convert("L")
