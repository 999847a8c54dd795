"""Specks taken out of a prepared page, as thermal print and a fax have them. A page that has none stays as it is."""

import numpy as np
from PIL import Image, ImageFilter

_INK = 128
_MOST_AROUND = 2  # dark pixels of nine, itself counted: no stroke of a letter has so few
_LEAST_HEIGHT = 17.0
# The share of ink that stands alone. Measured on `tests/made_pages`: thermal print 0.007 to 0.010, a fax 0.0004 to 0.0009, photos and
# crumpled sheets 0.0001 to 0.0004.
_MANY = 0.0004
_MANY_OF_FAINT = 0.004  # pale ink made darker has dots of its own: only thermal print has more


def without_specks(image: Image.Image, letter_height: float, *, is_faint: bool) -> Image.Image:
    """The page without single dark or light pixels, if it has many of them. Small letters are left alone: their strokes would go too.

    `is_faint` says that the ink was made darker.
    """
    if letter_height < _LEAST_HEIGHT or _share_alone(image) < (_MANY_OF_FAINT if is_faint else _MANY):
        return image
    return image.filter(ImageFilter.MedianFilter(3))


def _share_alone(image: Image.Image) -> float:
    """How much of the ink has hardly any other beside it."""
    ink = np.pad(np.asarray(image) < _INK, 1)
    high, wide = (side - 2 for side in ink.shape)
    across = ink[:, :wide].astype(np.uint8) + ink[:, 1 : wide + 1] + ink[:, 2:]
    around = across[:high] + across[1 : high + 1] + across[2:]
    own = ink[1:-1, 1:-1]
    return float((own & (around <= _MOST_AROUND)).sum()) / max(1, int(own.sum()))
