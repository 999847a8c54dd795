"""A drawing as plain shapes, measured from its upper left corner, and how it is drawn on paper; the window draws the same shapes."""

from dataclasses import dataclass, replace
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.printing import typeface

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]

TEXT, MUTED, GRID, FAINT, SURFACE, EVENT = "text", "muted", "grid", "faint", "surface", "event"
"""Inks by what they are for; `line0`, `line1` … are those of lines that are told apart."""

_GREYS = {TEXT: 0.0, MUTED: 0.25, GRID: 0.82, FAINT: 0.72, SURFACE: 1.0, EVENT: 0.35}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points. A closed one may be filled with an ink; `weight` 0 draws no line around it."""

    points: tuple[Point, ...]
    ink: str
    weight: float = 1.0
    dash: tuple[float, ...] = ()
    closed: bool = False
    fill: str = ""

    def moved(self, x: float, y: float) -> "Stroke":
        """The same elsewhere."""
        return replace(self, points=tuple((right + x, down + y) for right, down in self.points))


@dataclass(frozen=True, slots=True)
class Lines:
    """Many straight lines of one kind, each from a point to a point: drawn together, which takes far less time than one by one."""

    ends: tuple[Rectangle, ...]
    ink: str
    weight: float = 1.0
    dash: tuple[float, ...] = ()

    def moved(self, x: float, y: float) -> "Lines":
        """The same elsewhere."""
        return replace(self, ends=_moved(self.ends, x, y))


@dataclass(frozen=True, slots=True)
class Bars:
    """Many filled rectangles of one ink: left, top, right, bottom."""

    boxes: tuple[Rectangle, ...]
    ink: str

    def moved(self, x: float, y: float) -> "Bars":
        """The same elsewhere."""
        return replace(self, boxes=_moved(self.boxes, x, y))


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled with an ink."""

    x: float
    y: float
    radius: float
    ink: str
    fill: str
    weight: float = 1.4

    def moved(self, x: float, y: float) -> "Disc":
        """The same elsewhere."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one line. `x` is their left end, middle or right end, as `align` says; `y` is the line they stand on."""

    x: float
    y: float
    text: str
    ink: str
    size: float
    align: str = "left"
    bold: bool = False

    def moved(self, x: float, y: float) -> "Words":
        """The same elsewhere."""
        return replace(self, x=self.x + x, y=self.y + y)


def _moved(boxes: tuple[Rectangle, ...], x: float, y: float) -> tuple[Rectangle, ...]:
    return tuple((left + x, top + y, right + x, bottom + y) for left, top, right, bottom in boxes)


Shape = Stroke | Lines | Bars | Disc | Words


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished drawing."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width that words have on paper."""
    return typeface.width(typeface.printable(text), typeface.BOLD if bold else typeface.REGULAR, size)


def draw_figure(canvas: Canvas, figure: Figure, x: float, top: float) -> None:
    """Draw a figure with its upper left corner there: black on white, as lines and letters."""
    canvas.saveState()
    pen: Any = canvas  # reportlab's types are not complete
    pen.setLineJoin(1)
    for shape in figure.shapes:
        if isinstance(shape, Words):
            _words(canvas, shape, x, top)
            continue
        if isinstance(shape, Bars):
            canvas.setFillGray(_GREYS.get(shape.ink, 0.0))
            for left, upper, right, lower in shape.boxes:
                canvas.rect(x + left, top - lower, right - left, lower - upper, stroke=0, fill=1)
            continue
        canvas.setLineWidth(shape.weight)
        canvas.setStrokeGray(_GREYS.get(shape.ink, 0.0))
        if isinstance(shape, Disc):
            canvas.setFillGray(_GREYS.get(shape.fill, 0.0))
            canvas.circle(x + shape.x, top - shape.y, shape.radius, stroke=1, fill=1)
        elif isinstance(shape, Lines):
            canvas.setDash(list(shape.dash))
            pen.lines([(x + left, top - upper, x + right, top - lower) for left, upper, right, lower in shape.ends])
            canvas.setDash()
        else:
            _stroke(canvas, shape, x, top)
    canvas.restoreState()


def _stroke(canvas: Canvas, shape: Stroke, x: float, top: float) -> None:
    canvas.setDash(list(shape.dash))
    if shape.fill:
        canvas.setFillGray(_GREYS.get(shape.fill, 0.0))
    pen: Any = canvas
    path = pen.beginPath()
    path.moveTo(x + shape.points[0][0], top - shape.points[0][1])
    for right, down in shape.points[1:]:
        path.lineTo(x + right, top - down)
    if shape.closed:
        path.close()
    pen.drawPath(path, stroke=int(shape.weight > 0), fill=int(bool(shape.fill)))
    canvas.setDash()


def _words(canvas: Canvas, shape: Words, x: float, top: float) -> None:
    said = typeface.printable(shape.text)
    canvas.setFont(typeface.BOLD if shape.bold else typeface.REGULAR, shape.size)
    canvas.setFillGray(_GREYS.get(shape.ink, 0.0))
    draw = {"right": canvas.drawRightString, "centre": canvas.drawCentredString}.get(shape.align, canvas.drawString)
    draw(x + shape.x, top - shape.y, said)
