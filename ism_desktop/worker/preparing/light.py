"""The light on a page: how even it is, and the page as it would be in even light."""

import numpy as np
from PIL import Image

from ism_desktop.worker.preparing.arrays import Grey, brightest_around, mean_around, smaller

_LONGEST = 440
_STROKES = 6
_SMOOTH = 4
_BAND = 256
_WHITER = np.float32(1 / 0.97)


def ground_of(small: Grey) -> Grey:
    """How bright the paper is at each place of a small picture: letters are gone, shadows are there."""
    wide = brightest_around(small, _STROKES)
    # The brightest is a grain of noise; the darkest of the brightest brings edges of shadows back to where they are.
    closed = 255 - brightest_around(255 - wide, _STROKES)
    return mean_around(closed, _SMOOTH)


def evened(image: Image.Image) -> Image.Image:
    """The picture with its paper white all over."""
    small, _ = smaller(image, _LONGEST)
    ground = Image.fromarray(np.clip(ground_of(small), 16, 255).astype(np.float32))
    out = np.array(image)
    width, height = image.size
    # Band by band: whole, the numbers would take ten times the room of the picture.
    for top in range(0, height, _BAND):
        bottom = min(height, top + _BAND)
        box = (0.0, top * ground.height / height, float(ground.width), bottom * ground.height / height)
        here = np.asarray(ground.resize((width, bottom - top), Image.Resampling.BILINEAR, box))
        # Paper is as bright as the brightest grain around it only at some pixels.
        out[top:bottom] = np.minimum(out[top:bottom] * (_WHITER * 255) / here, 255)
    return Image.fromarray(out)


def unevenness(small: Grey) -> float:
    """How much darker the darkest part of the paper is than the brightest: 0 for even light."""
    ground = ground_of(small)
    # A quarter of the page: a dark button or a picture on it is no shadow.
    low, high = np.quantile(ground, (0.25, 0.96))
    return float(1 - (low + 1) / (high + 1))
