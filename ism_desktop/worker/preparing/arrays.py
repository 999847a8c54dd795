"""Small tools on grey pictures as arrays: made smaller, the brightest around each pixel, a smooth mean."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ism_desktop.worker.pdfium import Pixels

Grey = NDArray[Any]
"""Rows of pixels."""


def image_of(page: Pixels) -> Image.Image:
    """The page as Pillow's picture, without a copy."""
    return Image.frombuffer("L", (page.width, page.height), page.rows, "raw", "L", 0, 1)


def pixels_of(image: Image.Image) -> Pixels:
    """A grey picture as the reader takes it."""
    return Pixels(image.width, image.height, 1, image.tobytes())


def smaller(image: Image.Image, longest: int) -> tuple[Grey, int]:
    """The picture with no side longer than this, as means of whole squares; and how many pixels a square has on a side."""
    step = -(-max(image.size) // longest)
    return np.asarray(image.reduce(step) if step > 1 else image), step


def brightest_around(grey: Grey, reach: int) -> Grey:
    """For each pixel the brightest within so many pixels to each side."""
    return _spread(_spread(grey, reach, 0), reach, 1)


def _spread(grey: Grey, reach: int, axis: int) -> Grey:
    """The largest value in a window, by doubling: shifts of 1, 2, 4 … cover any reach in a few steps."""
    padded = np.pad(grey, [(reach, reach) if each == axis else (0, 0) for each in (0, 1)], mode="edge")
    width, covered = 2 * reach + 1, 1
    while covered < width:
        shift = min(covered, width - covered)
        length = padded.shape[axis] - shift
        padded = np.maximum(_part(padded, 0, length, axis), _part(padded, shift, shift + length, axis))
        covered += shift
    return padded


def _part(grey: Grey, start: int, end: int, axis: int) -> Grey:
    return grey[start:end] if axis == 0 else grey[:, start:end]


def mean_around(grey: Grey, reach: int) -> Grey:
    """For each pixel the mean within so many pixels to each side."""
    image = Image.fromarray(np.ascontiguousarray(grey, np.uint8) if grey.dtype != np.float32 else grey)
    return np.asarray(image.filter(ImageFilter.BoxBlur(reach)))
