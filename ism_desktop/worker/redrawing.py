"""A page drawn anew as one picture: areas painted black for good, put straight, cut, its light evened. Runs in the worker process only.

Areas to paint are fractions of the page as it was shown before; they are painted first, so that nothing of them is left for what follows.
"""

import io
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from ism_desktop.worker.pdf_copy import Written

Fractions = tuple[float, float, float, float]

_PACKING = 6
_JPEG_QUALITY = 90
# Bytes for each pixel above which a packed picture is a photo or a noisy scan.
_MOST_PACKED = 0.35
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_LIGHT_WIDTH = 200
_PAPER_FOUND_WITHIN = 7
_MARGINS = (0.08, 0.04)
_TILE = 20
_WHITE_FROM = 244


class Changes(NamedTuple):
    """What is done to a page, in this order. `corners`: x and y of the sheet's four corners from the top left, clockwise."""

    black: Sequence[Fractions]
    corners: Sequence[float] | None
    angle: float
    crop: Fractions | None
    even: bool
    turn: int


def redrawn(picture: Image.Image, changes: Changes) -> Image.Image:
    """The picture of a page with everything done to it."""
    picture = picture.convert("L" if is_grey(picture) else "RGB")
    for area in changes.black:
        box = _pixels(area, picture.size, outward=True)
        ImageDraw.Draw(picture).rectangle(box, fill=0 if picture.mode == "L" else (0, 0, 0))
    white = 255 if picture.mode == "L" else (255, 255, 255)
    if changes.corners is not None:
        picture = _straight(picture, changes.corners)
    if changes.angle:
        picture = picture.rotate(-changes.angle, Image.Resampling.BICUBIC, fillcolor=white)
    if changes.crop is not None:
        left, top, right, bottom = _pixels(changes.crop, picture.size, outward=False)
        picture = picture.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
    if changes.even:
        picture = evened(picture)
    turn = _TURNS.get(changes.turn % 360)
    return picture if turn is None else picture.transpose(turn)


def is_grey(picture: Image.Image) -> bool:
    """Whether there is no colour in a picture."""
    if picture.mode != "RGB":
        return True
    red, green, blue = picture.split()
    return ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(red, blue).getbbox() is None


def evened(picture: Image.Image) -> Image.Image:
    """The picture with an even, white ground: what is darker than the paper around it stays as much darker."""
    lifted = _lifted(picture)
    return ImageOps.autocontrast(lifted, cutoff=(0.5, 0)) if picture.mode == "L" else lifted


def _lifted(picture: Image.Image) -> Image.Image:
    small = picture.resize(
        (_LIGHT_WIDTH, max(1, round(_LIGHT_WIDTH * picture.height / picture.width))), Image.Resampling.BOX
    )
    # The lightest within the width of a few letters is the paper.
    light = small.filter(ImageFilter.MaxFilter(_PAPER_FOUND_WITHIN)).filter(ImageFilter.GaussianBlur(4))
    paper = light.resize(picture.size, Image.Resampling.BILINEAR)
    return ImageChops.add(picture, ImageChops.invert(paper))


def whiteness(picture: Image.Image) -> float:
    """Which part of a page is as white as its paper, its margins with their holes left out, 0 to 1: to ask whether it is blank.

    It is told by tiles a fifth of an inch wide: a letter makes its tile darker, a speck does not.
    """
    grey = _lifted(picture.convert("L"))
    edge_x, edge_y = round(grey.width * _MARGINS[0]), round(grey.height * _MARGINS[1])
    tiles = grey.crop((edge_x, edge_y, grey.width - edge_x, grey.height - edge_y)).reduce(_TILE)
    counts = tiles.histogram()
    return sum(counts[_WHITE_FROM:]) / max(1, tiles.width * tiles.height)


def _pixels(area: Fractions, size: tuple[int, int], *, outward: bool) -> tuple[int, int, int, int]:
    """An area in pixels; `outward` takes in every pixel that it touches, and one more."""
    more = 1 if outward else 0
    left, top, right, bottom = (edge * side for edge, side in zip(area, size * 2, strict=True))
    return (
        max(0, int(left) - more),
        max(0, int(top) - more),
        min(size[0], int(right + 0.999) + more),
        min(size[1], int(bottom + 0.999) + more),
    )


def _straight(picture: Image.Image, corners: Sequence[float]) -> Image.Image:
    """What lies within four corners as a rectangle."""
    width, height = picture.size
    points = [(corners[place] * width, corners[place + 1] * height) for place in range(0, 8, 2)]
    wide = max(_distance(points[0], points[1]), _distance(points[3], points[2]))
    high = max(_distance(points[0], points[3]), _distance(points[1], points[2]))
    size = (max(1, round(wide)), max(1, round(high)))
    targets = [(0.0, 0.0), (size[0], 0.0), (float(size[0]), float(size[1])), (0.0, size[1])]
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _perspective(targets, points),
        Image.Resampling.BICUBIC,
        fillcolor=cast("Any", white),
    )


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def _perspective(targets: Sequence[tuple[float, float]], sources: Sequence[tuple[float, float]]) -> list[float]:
    """The eight numbers that lead each target to its source, by Gauss's elimination."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(targets, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for place in range(8):
        best = max(range(place, 8), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        first = rows[place][place]
        if abs(first) < 1e-12:
            raise ValueError("corners on one line")
        rows[place] = [value / first for value in rows[place]]
        for row in range(8):
            if row != place and rows[row][place]:
                factor = rows[row][place]
                rows[row] = [value - factor * other for value, other in zip(rows[row], rows[place], strict=True)]
    return [row[8] for row in rows]


def put(picture: Image.Image, written: Written) -> int:
    """Write a picture as an object of a PDF: packed without loss where that is small, else as a JPEG."""
    space = b"/DeviceGray" if picture.mode == "L" else b"/DeviceRGB"
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %b" % (
        picture.width,
        picture.height,
        space,
    )
    packed = zlib.compress(picture.tobytes(), _PACKING)
    if len(packed) <= _MOST_PACKED * picture.width * picture.height:
        return written.add_stream(entries + b" /Filter /FlateDecode", packed)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return written.add_stream(entries + b" /Filter /DCTDecode", out.getvalue())
