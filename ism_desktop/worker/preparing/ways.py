"""A page read: as it is where it lacks nothing, else prepared; where the reading is unsure both ways, and the better one holds."""

import time
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from ism_desktop.worker.limits import MAX_RENDERED_PIXELS, MAX_SIDE_PIXELS
from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.preparing.arrays import Grey, image_of, pixels_of, smaller
from ism_desktop.worker.preparing.light import evened
from ism_desktop.worker.preparing.looking import LONGEST, Look, contrast_of, lines_of, looked_at
from ism_desktop.worker.preparing.projection import Projection, leaned, quarter, scaled
from ism_desktop.worker.preparing.rules import without_rules
from ism_desktop.worker.preparing.slant import ink_of, letters_alone
from ism_desktop.worker.preparing.specks import without_specks
from ism_desktop.worker.read_page import Reading, Tesseract
from ism_desktop.worker.writing import FoundText, WordRow

_SURE, _SURE_OF_TURN = 84.0, 70.0
# After so much of a job's processor time (`limits.CPU_SECONDS`) nothing is read a second time: a page read once is better than none.
_MOST_SECONDS = 7.0
_FEW_LETTERS = 12
_MOST_PASSED_OVER = 0.09
_BEST_HEIGHT = 20.0
_PALE = 170  # of 255: how far ink is from paper
_ENOUGH_HEIGHT = 17.0
_MOST_LARGER = 3.0
_LINES_OF_A_STRIP, _LETTERS_OF_A_STRIP = 11.0, 44.0  # heights of a small letter: some three lines of fifty letters


class _Prepared(NamedTuple):
    image: Image.Image
    origin: Projection
    turns: int
    letters: float  # their height in pixels, 0 where not known
    resampled: bool


def read_whatever(reader: Tesseract, page: Pixels, width: float, height: float) -> Reading:
    """Read the grey picture of a page of this size in points."""
    started = time.process_time()
    look = looked_at(image_of(page))
    as_it_is: FoundText | None = None
    no_lines = look.sheet is None and look.lines.letters.height == 0  # a picture, or an empty page
    if look.lacks_nothing or no_lines:
        as_it_is = reader.read(page, width, height)
        enough = _sureness(as_it_is) >= _SURE
        if enough or no_lines or time.process_time() - started > _MOST_SECONDS:
            return Reading(as_it_is)
    try:
        prepared = _prepare(reader, image_of(page), look)
        mended = _read_prepared(reader, prepared, page, width, height)
    except (MemoryError, ArithmeticError, ValueError, IndexError, np.linalg.LinAlgError):
        # Odd sizes and shapes without end: what cannot be prepared is read as it is.
        return Reading(reader.read(page, width, height) if as_it_is is None else as_it_is)
    sure = _sureness(mended)
    turns = prepared.turns if sure >= _SURE_OF_TURN else 0
    if as_it_is is None:
        if sure >= _SURE or time.process_time() - started > _MOST_SECONDS:
            return Reading(mended, turns, prepared=True)
        as_it_is = reader.read(page, width, height)
    if _worth(mended) > _worth(as_it_is):
        return Reading(mended, turns, prepared=True)
    return Reading(as_it_is)


def _sureness(found: FoundText) -> float:
    """The mean confidence of letters; 0 where there are hardly any."""
    weights = [sum(letter.isalnum() for letter in word.text) for word in found.words]
    total = sum(weights)
    if total < _FEW_LETTERS:
        return 0.0
    return sum(word.confidence * weight for word, weight in zip(found.words, weights, strict=True)) / total


def _worth(found: FoundText) -> float:
    """How much was read for sure: what Tesseract guesses at stains counts for nothing."""
    return sum(
        max(0, word.confidence - 50) * sum(letter.isalnum() for letter in word.text)
        for word in found.words
        if len(word.text) > 1
    )


def _read_prepared(reader: Tesseract, prepared: _Prepared, page: Pixels, width: float, height: float) -> FoundText:
    """The words of a prepared picture, each where it lies on the page."""
    image = prepared.image
    dpi = _resolution(prepared.letters) if prepared.resampled else 72 * page.width / width
    size = image.width * 72 / dpi, image.height * 72 / dpi
    found = reader.read(pixels_of(image), *size)
    if _passed_over(image, found, dpi / 72) > _MOST_PASSED_OVER:
        # A column far from others, as of a table: line by line it is found.
        by_lines = reader.read(pixels_of(image), *size, as_table=True)
        found = max(found, by_lines, key=_worth)
    x_scale, y_scale = width / page.width, height / page.height
    words: list[WordRow] = []
    for word in found.words:
        x0, y0, x1, y1 = prepared.origin.box(*(edge * dpi / 72 for edge in word[1:5]))
        words.append(word._replace(x0=x0 * x_scale, y0=y0 * y_scale, x1=x1 * x_scale, y1=y1 * y_scale))
    return FoundText(found.text, words)


def _passed_over(image: Image.Image, found: FoundText, scale: float) -> float:
    """The share of ink on a page that stands in no word that was read."""
    small, step = smaller(image, LONGEST)
    ink = letters_alone(ink_of(small))
    total = int(ink.sum())
    for word in found.words:
        x0, y0, x1, y1 = (edge * scale / step for edge in word[1:5])
        ink[max(0, int(y0) - 1) : int(y1) + 2, max(0, int(x0) - 1) : int(x1) + 2] = False
    return float(ink.sum()) / max(1, total)


def _resolution(letters: float) -> float:
    """The dots per inch at which letters of this height are those of running text: what a photo says of itself means nothing."""
    return min(450.0, max(150.0, 14.0 * (letters or _BEST_HEIGHT)))


def _prepare(reader: Tesseract, image: Image.Image, look: Look) -> _Prepared:
    """The page straight, upright, in even light, its letters large enough."""
    if look.is_dark:
        image = ImageOps.invert(image)
    if look.sheet is not None or look.unevenness > 0.06 or look.contrast < 200:
        image = evened(image)
    origin, width, height = Projection(), float(image.width), float(image.height)
    if look.sheet is not None:
        top, right, bottom, left = (float(np.hypot(*(look.sheet[place] - look.sheet[place - 3]))) for place in range(4))
        width, height = max(top, bottom), max(left, right)
        origin = Projection.of_sheet(look.sheet, width, height)
    step = max(1.0, max(width, height) / LONGEST)
    small = _glance(image, origin, width, height, step)
    lines = lines_of(small, step)
    contrast = contrast_of(small)
    image = _stronger(image, contrast)
    choices: list[_Prepared] = []
    for turned in (lines.turned, not lines.turned) if lines.unclear else (lines.turned,):
        seen = lines if turned == lines.turned else lines_of(small, step, turned)
        choices.append(
            _laid(image, origin, width, height, turned=turned, slant=seen.slant, letters=seen.letters.height)
        )
    upright = _upright(reader, choices)
    if not upright.resampled:
        return upright
    ruled = without_rules(upright.image, upright.letters or _BEST_HEIGHT)
    image = without_specks(ruled, upright.letters, is_faint=contrast < _PALE)
    return upright._replace(image=image)


def _glance(image: Image.Image, origin: Projection, width: float, height: float, step: float) -> Grey:
    """A small picture of the sheet alone."""
    shrunk = max(1, int(step))
    reduced = image.reduce(shrunk) if shrunk > 1 else image
    matrix = np.diag((1 / shrunk, 1 / shrunk, 1.0)) @ origin.matrix @ np.diag((step, step, 1.0))
    return np.asarray(Projection(matrix).drawn(reduced, max(1, int(width / step)), max(1, int(height / step))))


def _stronger(image: Image.Image, contrast: float) -> Image.Image:
    """Pale ink made darker."""
    if contrast >= _PALE:
        return image
    gain = min(3.0, 215 / max(40.0, contrast))
    return image.point([max(0, min(255, round(255 - (255 - value) * gain))) for value in range(256)])


def _laid(
    image: Image.Image, origin: Projection, width: float, height: float, *, turned: bool, slant: float, letters: float
) -> _Prepared:
    """The sheet with its lines across, level, and its letters of a good height."""
    if turned:
        origin = origin.after(quarter(1, width, height))
        width, height = height, width
    if slant:
        origin = origin.after(leaned(slant, width, height))
    factor = _factor(letters, width, height)
    if not slant and factor == 1.0 and (width, height) == (image.size[::-1] if turned else image.size):
        whole = image.transpose(Image.Transpose.ROTATE_270) if turned else image
        return _Prepared(whole, origin, int(turned), letters, resampled=False)
    origin = origin.after(scaled(factor))
    drawn = origin.drawn(image, round(width * factor), round(height * factor))
    return _Prepared(drawn, origin, int(turned), letters * factor, resampled=True)


def _factor(letters: float, width: float, height: float) -> float:
    """By how much a page is made larger for its letters."""
    most = min((MAX_RENDERED_PIXELS / (width * height)) ** 0.5, (MAX_SIDE_PIXELS - 1) / max(width, height))
    return min(most, _MOST_LARGER, _BEST_HEIGHT / letters) if 0 < letters < _ENOUGH_HEIGHT else min(most, 1.0)


def _upright(reader: Tesseract, choices: list[_Prepared]) -> _Prepared:
    """The one of the choices, each as it is and upside down, whose densest lines read most surely."""
    best, most = choices[0], -1.0
    for choice in choices:
        strips = _strips(choice.image)
        for half in (0, 2):
            worth = 0.0
            for strip in strips:
                turned = strip.transpose(Image.Transpose.ROTATE_180) if half else strip
                size = (side * 72 / _resolution(choice.letters) for side in turned.size)
                worth += _worth(reader.read(pixels_of(turned), *size, as_table=True))
            if worth > most:
                most, best = worth, choice if not half else _upside_down(choice)
    return best


def _strips(image: Image.Image) -> list[Image.Image]:
    """A piece of few lines, from where most is written."""
    small, step = smaller(image, LONGEST)
    ink = letters_alone(ink_of(small))
    high = min(ink.shape[0], max(24, round(_LINES_OF_A_STRIP * _BEST_HEIGHT / step)))
    wide = min(ink.shape[1], max(60, round(_LETTERS_OF_A_STRIP * _BEST_HEIGHT / step)))
    total = np.pad(ink.astype(np.int32).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    sums = total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
    top, left = (int(place) * step for place in np.unravel_index(int(sums.argmax()), sums.shape))
    return [image.crop((left, top, min(image.width, left + wide * step), min(image.height, top + high * step)))]


def _upside_down(laid: _Prepared) -> _Prepared:
    image = laid.image
    turned = image.transpose(Image.Transpose.ROTATE_180)
    origin = laid.origin.after(quarter(2, image.width, image.height))
    return laid._replace(image=turned, origin=origin, turns=(laid.turns + 2) % 4)
