"""Painting a figure in the colours of the theme; a line is told from others by its dashes and letters, and only besides by its colour."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ism_desktop.printing.figure import (
    EVENT,
    FAINT,
    GRID,
    MUTED,
    SURFACE,
    TEXT,
    Bars,
    Disc,
    Figure,
    Lines,
    Point,
    Shape,
    Stroke,
    Words,
)
from ism_desktop.printing.results_chart import Chart, Event, Spot
from ism_desktop.printing.results_chart.event_list import EventList
from ism_desktop.printing.results_chart.placing import Box
from ism_desktop.ui.kit.theme import CONTRAST, LIGHT, colour, theme

_ROLES = {TEXT: "text", MUTED: "muted", GRID: "border", FAINT: "idle", SURFACE: "surface", EVENT: "field_border"}
_ON_LIGHT = ("#1a6480", "#8a4a00", "#6a3d9a", "#2e6b2e")
_ON_DARK = ("#74bcd8", "#e8ae6c", "#c7a8ea", "#93cf93")
_ON_BLACK = ("#ffe14d", "#7fe0ff", "#ffffff", "#9dff9d")


def ink(name: str) -> QColor:
    """The colour of an ink of a figure."""
    if name.startswith("line"):
        lines = _ON_LIGHT if theme().colours is LIGHT else _ON_BLACK if theme().colours is CONTRAST else _ON_DARK
        return QColor(lines[int(name.removeprefix("line")) % len(lines)])
    if name == FAINT and theme().colours is not CONTRAST:
        return QColor("#c3ccd6" if theme().colours is LIGHT else "#4b5664")  # the palette's own greys vanish here
    if name in {GRID, EVENT} and theme().colours is CONTRAST:
        return QColor("#5a5a5a" if name == GRID else "#9a9a9a")  # white lines would cross out the dots
    return colour(_ROLES[name])


class Lettering:
    """Fonts by size, how wide words are in them, and pens: made once for a look of the program, for a chart has thousands of strokes."""

    def __init__(self) -> None:
        self._inks: dict[str, QColor] = {}
        self._pens: dict[tuple[str, float, tuple[float, ...]], QPen] = {}
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, float, bool], float] = {}

    def ink(self, name: str) -> QColor:
        """The colour of an ink."""
        if name not in self._inks:
            self._inks[name] = ink(name)
        return self._inks[name]

    def pen(self, name: str, weight: float, dash: tuple[float, ...] = ()) -> QPen:
        """A pen of this ink; of no weight it draws nothing."""
        key = (name, weight, dash)
        if key not in self._pens:
            pen = QPen(self.ink(name), weight) if weight else QPen(Qt.PenStyle.NoPen)
            if dash and weight:
                pen.setDashPattern([length / weight for length in dash])  # Qt counts in widths of the line
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._pens[key] = pen
        return self._pens[key]

    def font(self, size: float, *, bold: bool) -> QFont:
        """The program's font so many pixels high."""
        return self._made(size, bold=bold)[0]

    def width(self, words: str, size: float, bold: bool) -> float:
        """How wide words are."""
        key = (words, size, bold)
        if key not in self._widths:
            self._widths[key] = self._made(size, bold=bold)[1].horizontalAdvance(words)
        return self._widths[key]

    def _made(self, size: float, *, bold: bool) -> tuple[QFont, QFontMetricsF]:
        if (size, bold) not in self._fonts:
            font = theme().font(bold=bold)
            font.setPixelSize(max(1, round(size)))
            self._fonts[size, bold] = (font, QFontMetricsF(font))
        return self._fonts[size, bold]


def paint_figure(painter: QPainter, figure: Figure, lettering: Lettering) -> None:
    """Paint a figure from the painter's origin."""
    _paint(painter, figure.shapes, lettering)


def _paint(painter: QPainter, shapes: Sequence[Shape], lettering: Lettering) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        if isinstance(shape, Words):
            _words(painter, shape, lettering)
        elif isinstance(shape, Lines):
            painter.setPen(lettering.pen(shape.ink, shape.weight, shape.dash))
            painter.drawLines([QLineF(*ends) for ends in shape.ends])
        elif isinstance(shape, Bars):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(lettering.ink(shape.ink))
            painter.drawRects([QRectF(left, top, right - left, low - top) for left, top, right, low in shape.boxes])
        elif isinstance(shape, Disc):
            # A full dot is one larger disc: a circle drawn around it takes as long again, and looks the same.
            is_full = shape.fill == shape.ink
            radius = shape.radius + shape.weight / 2 if is_full else shape.radius
            painter.setPen(Qt.PenStyle.NoPen if is_full else lettering.pen(shape.ink, shape.weight))
            painter.setBrush(lettering.ink(shape.fill))
            painter.drawEllipse(QPointF(shape.x, shape.y), radius, radius)
        else:
            _stroke(painter, shape, lettering)


def mark_chosen(painter: QPainter, chart: Chart, spot: Spot, *, strong: bool) -> None:
    """Show which value or event is chosen: by a ring, or around its numbered sign, and by the line of its day."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(spot.said, Event):
        x = chart.time.x(spot.said.at)
        painter.setPen(QPen(colour("focus"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(
            QLineF(x, chart.plots[0].top if chart.listing is not None else spot.y, x, chart.plots[-1].bottom)
        )
    painter.setPen(QPen(colour("focus"), 3 if strong else 1.5))
    around = next(
        (box for box in chart.labels if box.left < spot.x < box.right and box.top < spot.y < box.bottom), None
    )
    if chart.listing is not None and spot.panel is None and around is not None:
        painter.drawRoundedRect(_rectangle(around).adjusted(-2, -2, 2, 2), 3, 3)
    else:
        painter.drawEllipse(QPointF(spot.x, spot.y), theme().px(10), theme().px(10))


def paint_list(
    painter: QPainter, listing: EventList, seen: tuple[float, float], lettering: Lettering, chosen: object
) -> None:
    """Paint the lines of a list that are seen between two heights, and a frame around the chosen one."""
    _paint(painter, listing.shapes(*seen), lettering)
    place = next((place for place, (_, event) in enumerate(listing.events) if event is chosen), None)
    if place is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("focus"), 1.5))
        painter.drawRoundedRect(_rectangle(listing.box(place)).adjusted(1, 0, -1, 0), 3, 3)


def _rectangle(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)


def _stroke(painter: QPainter, shape: Stroke, lettering: Lettering) -> None:
    painter.setPen(lettering.pen(shape.ink, shape.weight, shape.dash))
    if shape.closed:
        painter.setBrush(lettering.ink(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
    elif len(shape.points) == 2:
        painter.drawLine(QLineF(*shape.points[0], *shape.points[1]))
    else:
        # Qt takes ten times as long for one line through many points as for as many straight ones.
        painter.setPen(lettering.pen(shape.ink, shape.weight))
        painter.drawLines(_dashes(shape.points, shape.dash) if shape.dash else _pieces(shape.points))


def _pieces(points: Sequence[Point]) -> list[QLineF]:
    return [QLineF(*start, *end) for start, end in pairwise(points)]


def _dashes(points: Sequence[Point], dash: tuple[float, ...]) -> list[QLineF]:
    """The dashes of a line through points. They go on around its corners, else short pieces would have no gap."""
    found: list[QLineF] = []
    place, left = 0, dash[0]
    for (x, y), (end_x, end_y) in pairwise(points):
        length = hypot(end_x - x, end_y - y)
        if length <= 1e-9:
            continue
        across, down = (end_x - x) / length, (end_y - y) / length
        done = 0.0
        while length - done > 1e-9:
            end = min(done + left, length)
            if place % 2 == 0:
                found.append(QLineF(x + across * done, y + down * done, x + across * end, y + down * end))
            left -= end - done
            done = end
            if left <= 1e-9:
                place = (place + 1) % len(dash)
                left = dash[place]
    return found


def _words(painter: QPainter, shape: Words, lettering: Lettering) -> None:
    painter.setFont(lettering.font(shape.size, bold=shape.bold))
    painter.setPen(lettering.ink(shape.ink))
    back = {"right": 1.0, "centre": 0.5}.get(shape.align, 0.0)
    x = shape.x - back * lettering.width(shape.text, shape.size, shape.bold) if back else shape.x
    painter.drawText(QPointF(x, shape.y), shape.text)
