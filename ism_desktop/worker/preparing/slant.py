"""By how much the lines of a page lean, and how high its small letters are: from where ink lies, without reading."""

import itertools
from typing import NamedTuple

import numpy as np

from ism_desktop.worker.preparing.arrays import Grey, brightest_around, mean_around

_MOST_DEGREES = 15.0
_COARSE, _FINE = 0.5, 0.05
_POINTS = 12_000
_FEW = 400
_LOWEST = 3  # pixels of a small letter: less is a rule or dirt


class Lie(NamedTuple):
    """How lines lie: `degrees` that they fall to the right, and how sharply they part at that angle, and at none."""

    degrees: float
    sharp: float
    sharp_as_is: float


def ink_of(small: Grey) -> Grey:
    """Where a picture of some 1,100 pixels has ink: darker than the paper around it."""
    ground = mean_around(brightest_around(small, 2), 8)
    return small < ground * 0.86 - 4


def lie_of(ink: Grey) -> Lie:
    """How the lines of text lie that run across."""
    points = np.argwhere(ink)
    if len(points) < _FEW:
        return Lie(0.0, 0.0, 0.0)
    if len(points) > _POINTS:
        points = points[:: len(points) // _POINTS + 1]
    off, forward = points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)
    extent = max(ink.shape)

    def sharpness(degrees: float) -> float:
        rows = np.rint(off - forward * np.tan(np.radians(degrees))).astype(np.int64) + extent
        counted = np.bincount(rows, minlength=3 * extent).astype(np.float64)
        return float(np.square(np.diff(counted)).sum()) / len(points) ** 1.5

    as_is = sharpness(0.0)
    coarse = {
        degrees: sharpness(degrees) for degrees in np.arange(-_MOST_DEGREES, _MOST_DEGREES + 0.01, _COARSE).tolist()
    }
    near = max(coarse, key=coarse.__getitem__)
    fine = {
        degrees: sharpness(degrees) for degrees in np.arange(near - _COARSE, near + _COARSE + 0.001, _FINE).tolist()
    }
    best = max(fine, key=fine.__getitem__)
    return Lie(best, fine[best], as_is)


class Letters(NamedTuple):
    """`height` of small letters in pixels, 0 where it cannot be told; `upright` is the share of ink above them of that above and below."""

    height: float
    upright: float


def letters_of(ink: Grey) -> Letters:
    """The letters of a page whose lines run across and straight.

    Looked at in columns of the page, since lines of two columns need not stand at one height. Capitals, digits and strokes that rise are
    more frequent than those that fall, in every Latin script: where there is more ink below the small letters, the page is upside down.
    """
    heights: list[tuple[int, float]] = []
    above = below = 0.0
    for part in np.array_split(ink, 5, axis=1):
        rows = part.sum(axis=1).astype(np.float64)
        full = rows[rows > 0]
        if len(full) < 8:
            continue
        dense = rows > max(2.0, 0.4 * float(np.quantile(full, 0.9)))
        edges = np.flatnonzero(np.diff(np.concatenate(([0], dense.astype(np.int8), [0]))))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            high = end - start
            if high < _LOWEST:
                continue
            heights.append((high, float(rows[start:end].sum())))
            reach = max(1, round(0.6 * high))
            above += float(rows[max(0, start - reach) : start].sum())
            below += float(rows[end : end + reach].sum())
    if len(heights) < 3:
        return Letters(0.0, 0.5)
    return Letters(_middle(heights), above / (above + below) if above + below else 0.5)


def _middle(heights: list[tuple[int, float]]) -> float:
    """The height at which half of the ink stands in lower letters, and half in higher ones."""
    heights.sort()
    half = sum(weight for _, weight in heights) / 2
    passed = itertools.accumulate(weight for _, weight in heights)
    return float(next(height for (height, _), sum_ in zip(heights, passed, strict=True) if sum_ >= half))


def letters_alone(ink: Grey) -> Grey:
    """The ink but for long straight strokes: lines of tables and frames would count as very sharp lines of text."""
    return ink & ~(long_strokes(ink, 0) | long_strokes(ink, 1))


def long_strokes(ink: Grey, axis: int, length: int = 28) -> Grey:
    """The ink that lies in unbroken rows (axis 1) or columns (0) of at least this length."""
    kept = ink if axis else ink.T
    if kept.shape[1] < length:
        return np.zeros_like(ink)
    # Erosion and dilation by doubling, as in `brightest_around`.
    ends, covered = kept, 1
    while covered < length:
        shift = min(covered, length - covered)
        ends = ends[:, : ends.shape[1] - shift] & ends[:, shift:]
        covered += shift
    if not ends.any():
        return np.zeros_like(ink)
    whole, covered = ends, 1
    while covered < length:
        shift = min(covered, length - covered)
        whole = np.pad(whole, ((0, 0), (0, shift))) | np.pad(whole, ((0, 0), (shift, 0)))
        covered += shift
    return whole if axis else whole.T
