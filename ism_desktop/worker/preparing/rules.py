"""Rules and frames of tables and forms taken out of a prepared page: Tesseract takes crooked, broken ones for letters or pictures."""

import numpy as np
from PIL import Image

from ism_desktop.worker.preparing.arrays import Grey, brightest_around
from ism_desktop.worker.preparing.slant import long_strokes

_INK = 205  # of a page whose paper is white: what a camera leaves of a hairline is pale
_GAP = 2
# In heights of a small letter, down and across: no stroke is so long, and no row of the feet of letters with gaps so small.
_HEIGHTS = (5.0, 13.0)


def without_rules(image: Image.Image, letter_height: float) -> Image.Image:
    """The page, its paper white and its lines across, without straight rules."""
    page = np.array(image)
    high, wide = (side - side % 2 for side in page.shape)
    halves = page[:high, :wide].reshape(high // 2, 2, wide // 2, 2).min(axis=(1, 3))
    ink = halves < _INK
    thick = max(4, round(letter_height / 5))
    rules = np.zeros_like(ink)
    for axis in (0, 1):
        # Only thin strokes: letters are taller than a rule is thick.
        thin = ink & ~long_strokes(ink, 1 - axis, thick)
        rules |= long_strokes(_joined(thin, axis), axis, max(30, round(_HEIGHTS[axis] * letter_height / 2))) & thin
    if not rules.any():
        return image
    rules = brightest_around(rules, 1)
    page[:high, :wide][np.repeat(np.repeat(rules, 2, 0), 2, 1)] = 255
    return Image.fromarray(page)


def _joined(ink: Grey, axis: int) -> Grey:
    """With small gaps along a stroke closed."""
    kept = ink if axis else ink.T
    wide = kept.copy()
    for shift in range(1, _GAP + 1):
        wide[:, shift:] |= kept[:, :-shift]
        wide[:, :-shift] |= kept[:, shift:]
    return wide if axis else wide.T
