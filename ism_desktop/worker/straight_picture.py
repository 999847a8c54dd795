"""The picture of a page made straight before it is read, and the words brought back to where they lie in it. Worker process only."""

from collections.abc import Sequence

from PIL import Image, ImageFilter

from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.writing import FoundText, WordRow

Corners = Sequence[float]
"""Where the corners of the straight page lie in the picture, in points: x and y of top left, bottom left, bottom right, top right."""

_GREY = 128  # around the page: neither ink nor paper
_SHEET = 2400  # pixels across a sheet at which softening by one pixel takes the grain of a camera away


def prepared(page: Pixels, width: float, height: float, corners: Corners | None, *, softened: bool) -> Pixels:
    """The grey picture of a page of this size in points, put straight where `corners` say how it lies, and softened."""
    if corners is None and not softened:
        return page
    picture = Image.frombytes("L", (page.width, page.height), page.rows)
    if corners is not None:
        scales = (page.width / width, page.height / height)
        quad = [edge * scales[place % 2] for place, edge in enumerate(corners)]
        picture = picture.transform(picture.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=_GREY)
    if softened:
        picture = picture.filter(ImageFilter.GaussianBlur(max(1.0, page.width / _SHEET)))
    return Pixels(page.width, page.height, 1, picture.tobytes())


def as_it_lies(found: FoundText, width: float, height: float, corners: Corners | None) -> FoundText:
    """The words read from a straightened picture, each where it lies in the picture as it is, and as high and wide as it was read."""
    if corners is None:
        return found
    return FoundText(found.text, [_moved(word, width, height, corners) for word in found.words])


def _moved(word: WordRow, width: float, height: float, corners: Corners) -> WordRow:
    across, down = (word.x0 + word.x1) / 2 / width, (word.y0 + word.y1) / 2 / height
    shares = ((1 - across) * (1 - down), (1 - across) * down, across * down, across * (1 - down))
    x = sum(share * corners[2 * place] for place, share in enumerate(shares))
    y = sum(share * corners[2 * place + 1] for place, share in enumerate(shares))
    half_width, half_height = (word.x1 - word.x0) / 2, (word.y1 - word.y0) / 2
    return word._replace(x0=x - half_width, y0=y - half_height, x1=x + half_width, y1=y + half_height)
