"""Where each page lies in the viewer: plain geometry without a widget.

Pages are laid one under the other, or one at a time. Lengths are in pixels of the window unless they are called points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

GAP = 16.0
ZOOMS = (0.25, 0.35, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_LEAST, _MOST = ZOOMS[0] / 2, ZOOMS[-1]
# Pixels of the window for one point at 100 %: a page is then as large as on paper on an ordinary screen of 96 dots to the inch.
PIXELS_PER_POINT = 96 / 72


class Fit(Enum):
    """How the zoom follows the size of the window."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class View:
    """How pages are looked at: what a person chose, and the size of the area they are shown in."""

    area: QSizeF
    fit: Fit = Fit.WIDTH
    zoom: float = 1.0  # used when `fit` is FREE
    rotation: int = 0  # degrees to the right: 0, 90, 180 or 270
    one_page: bool = False


class PageLayout:
    """The place of each page for one way of looking. Pages count from 1; `sizes` are in points.

    All pages are shown equally wide: in one file photos and scans often claim sizes that differ tenfold, and a page as large as a stamp
    beside a poster helps nobody. A zoom of 1.0 gives each page the width on paper of the page in the middle of all widths.
    """

    def __init__(self, sizes: Sequence[tuple[float, float]], view: View) -> None:
        # Plain numbers: a document can have ten thousand pages, and they are laid out anew with each change of the window's size.
        self.view = view
        self._sizes = [(max(1.0, width), max(1.0, height)) for width, height in sizes]
        turned = view.rotation % 180 == 90
        shown = [(height, width) for width, height in self._sizes] if turned else self._sizes
        widths = sorted(width for width, _ in shown) or [1.0]
        self._usual_width = widths[len(widths) // 2]
        known: dict[tuple[float, float], float] = {}  # most pages have the same size
        self._scales = [known.get(size) or known.setdefault(size, self._scale(*size)) for size in shown]
        self._boxes = [(w * scale, h * scale) for (w, h), scale in zip(shown, self._scales, strict=True)]
        self.content_width = max(view.area.width(), max((w for w, _ in self._boxes), default=0.0) + 2 * GAP)
        """The width of everything: at least that of the area."""
        self._tops = self._stacked()

    def _scale(self, width: float, height: float) -> float:
        usual = self._usual_width / width * PIXELS_PER_POINT
        if self.view.fit is Fit.FREE:
            return usual * min(_MOST, max(_LEAST, self.view.zoom))
        scale = (self.view.area.width() - 2 * GAP) / width
        if self.view.fit is Fit.PAGE:
            scale = min(scale, (self.view.area.height() - 2 * GAP) / height)
        return min(usual * _MOST, max(usual * _LEAST, scale))

    def scale(self, page: int) -> float:
        """Pixels for one point of a page."""
        return self._scales[page - 1]

    def zoom(self, page: int) -> float:
        """The zoom at which a page is shown."""
        if not self._scales:
            return self.view.zoom
        return self._boxes[page - 1][0] / self._usual_width / PIXELS_PER_POINT

    def _stacked(self) -> list[float]:
        if self.view.one_page:
            return [max(GAP, (self.view.area.height() - height) / 2) for _, height in self._boxes]
        return list(accumulate((height + GAP for _, height in self._boxes[:-1]), initial=GAP)) if self._boxes else []

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def content_height(self, page: int) -> float:
        """The height of everything that can be scrolled to; page by page that is the height of this page."""
        return self._bottom(page if self.view.one_page else len(self._boxes)) + GAP if self._boxes else 0.0

    def _bottom(self, page: int) -> float:
        return self._tops[page - 1] + self._boxes[page - 1][1]

    def box(self, page: int) -> QRectF:
        """Where the page lies."""
        width, height = self._boxes[page - 1]
        return QRectF((self.content_width - width) / 2, self._tops[page - 1], width, height)

    def visible(self, top: float, height: float, page: int) -> list[int]:
        """The pages seen between `top` and `top + height`; page by page only `page`."""
        if self.view.one_page:
            return [page] if self._boxes else []
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_left(self._tops, top + height)
        return [page for page in range(first + 1, last + 1) if top - GAP < self._bottom(page)]

    def main_page(self, top: float, height: float) -> int:
        """The page that a person would say is shown: the one at a third of the height, or the last at the very end."""
        if not self._boxes:
            return 1
        if top + height >= self.content_height(self.pages) - 1 and top > 0:
            return self.pages
        return max(1, bisect_right(self._tops, top + height / 3))

    def page_at(self, point: QPointF, shown: int) -> int:
        """The page at a point, or the nearest one."""
        if self.view.one_page:
            return shown
        return max(1, bisect_right(self._tops, point.y() + GAP / 2))

    def to_window(self, page: int) -> QTransform:
        """The way from points on the page, as it was stored, to pixels, rotation included."""
        box, (width, height) = self.box(page), self._sizes[page - 1]
        scale = self.scale(page)
        transform = QTransform.fromTranslate(box.x(), box.y()).scale(scale, scale)
        turns = {90: (height, 0.0), 180: (width, height), 270: (0.0, width)}
        if self.view.rotation in turns:
            transform.translate(*turns[self.view.rotation])
            transform.rotate(self.view.rotation)
        return transform

    def to_page(self, page: int, point: QPointF) -> QPointF:
        """A point of the window as points on the page."""
        inverse, _ = self.to_window(page).inverted()
        return inverse.map(point)

    def next_zoom(self, page: int, step: int) -> float:
        """The next larger (1) or smaller (-1) step of the zoom, for a person who looks at this page."""
        now = self.zoom(page)
        if step > 0:
            return next((zoom for zoom in ZOOMS if zoom > now * 1.02), ZOOMS[-1])
        return next((zoom for zoom in reversed(ZOOMS) if zoom < now * 0.98), ZOOMS[0])
