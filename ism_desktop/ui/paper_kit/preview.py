"""The preview of a paper: pictures of the pages of the very PDF that is printed and saved, with zoom.

Drawing and rendering happen in the background. While they do, the last picture stays; when several changes come in a row, only the
newest is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.paper_kit import pages
from ism_desktop.ui.paper_kit.canvas import Canvas, Cutout

_ZOOMS = (0.25, 0.35, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_FINEST = 450.0  # dots per inch; the worker renders no page finer than this
_SETTLED = 150  # milliseconds after the last change of zoom or size


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be shown: how it is drawn, which parts of it, and its PDF when only the pictures are made anew."""

    draw: pages.Draw
    cutouts: tuple[Cutout, ...]
    pdf: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    order: _Order
    pdf: bytes
    count: int
    sheets: tuple[pages.Sheet, ...]
    dpi: float


class PaperPreview(QWidget):
    """The pages of a paper, one under the other.

    `show_paper` draws a paper; `pdf` is what is shown. `drawn` follows when its pictures are on the screen, `failed` when it could not
    be drawn (what was shown stays).
    """

    drawn = Signal()
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, name: str, words: str, *, most: int = 12, controls: Sequence[QWidget] = ()
    ) -> None:
        """Make an empty preview.

        Args:
            workspace: gives the worker and the background.
            name: the object name; its buttons are called after it.
            words: what it shows, for a screen reader: "Preview of the card".
            most: how many pages are shown at most.
            controls: the page's own buttons; they stand before the zoom buttons.
        """
        super().__init__()
        self.setObjectName(name)
        self._workspace = workspace
        self._words = words
        self._most = most
        self._shown: _Order | None = None
        self._pdf: bytes | None = None
        self._count = 0
        self._dpi = 0.0
        self._zoom: float | None = None  # None: as wide as there is room
        self._waiting: _Order | None = None
        self._working = False
        self._canvas = Canvas()
        self._canvas.setObjectName(f"{name}.pages")
        self._timer = timer(self, _SETTLED)
        self._timer.timeout.connect(self._on_settled)
        self._build(name, controls)
        self._say_zoom()
        self._describe()

    def _build(self, name: str, controls: Sequence[QWidget]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        bar = QWidget()
        row = FlowLayout(bar)
        for control in controls:
            row.addWidget(control)
        self._zoom_out = icon_button(
            tr("Zoom out"), "mdi6.magnify-minus-outline", self.zoom_out, name=f"{name}.zoom_out"
        )
        self._zoom_in = icon_button(tr("Zoom in"), "mdi6.magnify-plus-outline", self.zoom_in, name=f"{name}.zoom_in")
        self._level = QLabel()
        self._level.setObjectName(f"{name}.zoom")
        self._level.setProperty("role", "secondary")
        self._level.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit = button(tr("Fit width"), self.zoom_fit, role="quiet", name=f"{name}.zoom_fit")
        self._fit.setAccessibleName(tr("Fit the page to the width of the window"))
        zoom = QWidget()
        zoom_row = QHBoxLayout(zoom)
        zoom_row.setContentsMargins(0, 0, 0, 0)
        zoom_row.setSpacing(4)
        for widget in (self._zoom_out, self._level, self._zoom_in, self._fit):
            zoom_row.addWidget(widget)
        row.addWidget(zoom)
        column.addWidget(bar)
        self._scroll = _Scroll()
        self._scroll.setObjectName(f"{name}.scroll")
        self._scroll.setWidget(self._canvas)
        self._scroll.resized.connect(self._on_resized)
        self._scroll.zoomed.connect(self._on_wheel_zoomed)
        column.addWidget(self._scroll, 1)
        self._waiting_words = label(tr("Drawing the preview…"), "secondary")
        self._waiting_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting_words.setVisible(False)
        column.addWidget(self._waiting_words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._say_zoom)

    # What is shown --------------------------------------------------------------------------------------------------------

    @property
    def pdf(self) -> bytes | None:
        """The PDF whose pictures are shown; None before the first one is ready."""
        return self._pdf

    def pdf_of(self, draw: pages.Draw) -> bytes | None:
        """The PDF that this `show_paper` drew, when it is what is shown; None when it is not, or not yet."""
        return self._pdf if self._shown is not None and self._shown.draw is draw else None

    @property
    def count(self) -> int:
        """How many pages the PDF has."""
        return self._count

    @property
    def is_busy(self) -> bool:
        """Whether a newer picture is on its way."""
        return self._working or self._waiting is not None or self._timer.isActive()

    @property
    def canvas(self) -> Canvas:
        """What the pages are painted on."""
        return self._canvas

    def show_paper(self, draw: pages.Draw, cutouts: Sequence[Cutout] = ()) -> None:
        """Draw a paper in the background and show it: its pages whole, or only these parts of them.

        `draw` holds plain values only; it is called in another thread.
        """
        self._waiting = _Order(draw, tuple(cutouts))
        self._start()

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._step(1)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._step(-1)

    def zoom_fit(self) -> None:
        """Show the pages as wide as there is room."""
        self._zoom = None
        self._on_zoomed()

    # Drawing --------------------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._working or self._waiting is None:
            return
        order, self._waiting = self._waiting, None
        self._working = True
        self._waiting_words.setVisible(self._pdf is None)
        dpi = self._wanted_dpi(max((part.area.width() for part in order.cutouts), default=0.0))
        workers, most = self._workspace.workers, self._most

        def work(task: Task) -> _Drawn:
            pdf = order.draw() if order.pdf is None else order.pdf
            count, found = pages.sheets(workers, pdf, dpi, most, task)
            return _Drawn(order, pdf, count, tuple(found), dpi)

        self._workspace.background.run(
            work,
            owner=self,
            title=tr("Preview"),
            on_result=self._on_drawn,
            on_error=self._on_error,
            on_cancelled=self._on_stopped,
            quiet=True,
        )

    def _on_drawn(self, drawn: _Drawn) -> None:
        self._working = False
        self._waiting_words.setVisible(False)
        if self._waiting is not None:
            self._start()
            return
        self._shown = drawn.order
        self._pdf, self._count, self._dpi = drawn.pdf, drawn.count, drawn.dpi
        self._canvas.show_sheets(drawn.sheets, drawn.order.cutouts)
        self._fit_canvas()
        self._describe()
        if self._is_blurred():
            self._timer.start()
        self.drawn.emit()

    def _on_error(self, error: BaseException) -> None:
        self._on_stopped()
        self.failed.emit(error)
        self._workspace.report(error)

    def _on_stopped(self) -> None:
        self._working = False
        self._waiting_words.setVisible(False)
        self._start()

    # Zoom -----------------------------------------------------------------------------------------------------------------

    def _scale(self, widest: float = 0.0) -> float:
        """Pixels of the window for a point of the paper; `widest` in points, what is shown now when it is 0."""
        if self._zoom is not None:
            return self._zoom * self.logicalDpiX() / 72
        room = self._scroll.viewport().width() - 2 * self._canvas.margin
        return max(0.1, room / (widest or self._canvas.widest()))

    def _wanted_dpi(self, widest: float = 0.0) -> float:
        return min(_FINEST, max(36.0, self._scale(widest) * self.devicePixelRatioF() * 72))

    def _is_blurred(self) -> bool:
        # Small type is sharp only when a dot of the picture is a dot of the screen.
        return abs(self._dpi / self._wanted_dpi() - 1) > 0.005

    def _step(self, step: int) -> None:
        now = self._scale() * 72 / self.logicalDpiX()
        if step > 0:
            self._zoom = next((zoom for zoom in _ZOOMS if zoom > now * 1.02), _ZOOMS[-1])
        else:
            self._zoom = next((zoom for zoom in reversed(_ZOOMS) if zoom < now * 0.98), _ZOOMS[0])
        self._on_zoomed()

    def _on_wheel_zoomed(self, step: int) -> None:
        self._step(step)

    def _on_resized(self) -> None:
        if self._zoom is None:
            self._on_zoomed()

    def _on_zoomed(self) -> None:
        self._fit_canvas()
        self._say_zoom()
        self._timer.start()

    def _fit_canvas(self) -> None:
        self._canvas.set_scale(self._scale(), self._scroll.viewport().size())
        self._say_zoom()

    def _on_settled(self) -> None:
        if self._shown is not None and self._waiting is None and self._is_blurred():
            self._waiting = _Order(self._shown.draw, self._shown.cutouts, self._pdf)
            self._start()

    def _say_zoom(self) -> None:
        percent = round(self._scale() * 72 / self.logicalDpiX() * 100)
        self._level.setText(tr("{percent} %", percent=percent))
        self._level.setAccessibleName(tr("Shown at {percent} per cent", percent=percent))
        self._level.setMinimumWidth(self._level.fontMetrics().horizontalAdvance(tr("{percent} %", percent=400)))

    def _describe(self) -> None:
        words = self._words
        if self._count:
            words = tr_n("{what}, one page", "{what}, {number} pages", self._count, what=self._words)
        self._canvas.setAccessibleName(words)
        self._scroll.setAccessibleName(words)


class _Scroll(QScrollArea):
    """Says when it is resized, and when Ctrl and the wheel ask for another zoom."""

    resized = Signal()
    zoomed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # A bar that comes and goes would change the width that the page is fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
