"""A cheap look at a page: what it lacks, measured on small pictures of it, in some hundredths of a second."""

from typing import NamedTuple

import numpy as np
from PIL import Image

from ism_desktop.worker.preparing.arrays import Grey, smaller
from ism_desktop.worker.preparing.light import unevenness
from ism_desktop.worker.preparing.sheet import found_sheet
from ism_desktop.worker.preparing.slant import Letters, Lie, ink_of, letters_alone, letters_of, lie_of

LONGEST = 1200  # of the picture in which lines and letters are measured
_DARK = 100
_EVEN = 0.10
STRAIGHT = 0.35  # degrees; less is left, as other programs' tilting of straight pages taught
_PARTS_MORE = 1.12
_LARGE_ENOUGH = 15.0  # pixels of a small letter that Tesseract reads as well as larger ones
_PALE = 110  # ink lighter than this on white paper


class Lines(NamedTuple):
    """How the lines of a picture lie: `turned` when they run up and down, `unclear` when that cannot be told from the ink alone."""

    lie: Lie
    turned: bool
    unclear: bool
    letters: Letters

    @property
    def slant(self) -> float:
        """The degrees by which the page has to be turned; 0 where it is straight, or not surely crooked."""
        lie = self.lie
        crooked = abs(lie.degrees) >= STRAIGHT and lie.sharp > _PARTS_MORE * lie.sharp_as_is
        return lie.degrees if crooked else 0.0


class Look(NamedTuple):
    """What a first look found."""

    sheet: Grey | None
    is_dark: bool
    unevenness: float
    lines: Lines
    contrast: float

    @property
    def lacks_nothing(self) -> bool:
        """Whether the page is read as it is."""
        lines = self.lines
        return not (
            self.sheet is not None
            or self.unevenness > _EVEN
            or lines.turned
            or lines.slant
            or 0 < lines.letters.height < _LARGE_ENOUGH
            or lines.letters.upright < 0.42
            or self.contrast < 255 - _PALE
        )


def looked_at(image: Image.Image) -> Look:
    """Look at the grey picture of a page."""
    small, step = smaller(image, LONGEST)
    sheet = found_sheet(image)
    is_dark = sheet is None and float(np.median(small)) < _DARK
    if is_dark:
        small = 255 - small
    ink = ink_of(small)
    return Look(sheet, is_dark, unevenness(small[::4, ::4]), lines_of(small, step, ink=ink), contrast_of(small, ink))


def lines_of(small: Grey, step: float, turned: bool | None = None, ink: Grey | None = None) -> Lines:
    """How the lines of a small picture lie; `step` is how many pixels of the large one make one of it.

    `turned` says which way they run where that has been settled.
    """
    ink = letters_alone(ink_of(small) if ink is None else ink)
    across, down = lie_of(ink), lie_of(np.rot90(ink, -1))
    if turned is None:
        turned = down.sharp > across.sharp
    ratio = min(down.sharp, across.sharp) / max(down.sharp, across.sharp, 1e-9)
    lie = down if turned else across
    # Once more level, since crooked rules are not seen as such.
    letters = letters_of(letters_alone(_sheared(np.rot90(ink, -1) if turned else ink, lie.degrees)))
    return Lines(lie, turned, ratio > 0.7, Letters(letters.height * step, letters.upright))


def _sheared(ink: Grey, degrees: float) -> Grey:
    """The ink with its lines level, each column moved up or down."""
    if abs(degrees) < 0.1:
        return ink
    points = np.argwhere(ink)
    rows = np.rint(points[:, 0] - (points[:, 1] - ink.shape[1] / 2) * np.tan(np.radians(degrees))).astype(np.int64)
    fits = (rows >= 0) & (rows < ink.shape[0])
    level = np.zeros_like(ink)
    level[rows[fits], points[fits, 1]] = True
    return level


def contrast_of(small: Grey, ink: Grey | None = None) -> float:
    """How much darker ink is than paper, of 255; 255 where there is no ink to speak of."""
    ink = ink_of(small) if ink is None else ink
    if ink.mean() < 0.001:
        return 255.0
    return float(np.median(small[~ink]) - np.quantile(small[ink], 0.1))
