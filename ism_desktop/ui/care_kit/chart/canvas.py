"""The chart as a widget: painted, zoomed and walked through with mouse and keys. What is chosen is told to a screen reader as its name."""

from bisect import bisect_left
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.printing.results_chart import Chart, ChartContent, Event, Point, Setting, Spot, lay_out
from ism_desktop.printing.results_chart.axes import LEAST, whole_time
from ism_desktop.printing.results_chart.content import told
from ism_desktop.ui.care_kit.chart.painting import Lettering, mark_chosen, paint_figure, paint_list
from ism_desktop.ui.kit.theme import theme

_NEAR = 14.0
_CLOSER = 1.5
_POINTS = 10.0


class ChartCanvas(QWidget):
    """Paints a chart. `chosen` carries the value or event that the person went to, `open_wanted` that it shall be opened."""

    chosen = Signal(object)  # Point or Event
    open_wanted = Signal()
    viewed = Signal()  # another part of time is shown

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart_canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._content = ChartContent((), ())
        self._log = False
        self._whole = whole_time(None)
        self._view: tuple[float, float] | None = None
        self._room = 0
        self._chart: Chart | None = None
        self._picture: QPixmap | None = None
        self._said: Point | Event | None = None
        self._held: QPointF | None = None
        self._lettering = Lettering()
        theme().changed.connect(self._on_theme)

    # What is shown --------------------------------------------------------------------------------------------------------

    @property
    def chart(self) -> Chart | None:
        """The chart as it is laid out now."""
        return self._chart

    @property
    def said(self) -> Point | Event | None:
        """The value or event that is chosen."""
        return self._said

    @property
    def is_whole(self) -> bool:
        """Whether all of the time is shown."""
        return self._view is None

    @property
    def view(self) -> tuple[float, float] | None:
        """The part of time that is shown; None for all of it."""
        return self._view

    def show_content(self, content: ChartContent, *, log: bool) -> None:
        """Show another chart. The part of time stays as long as the same time is there to be shown."""
        before = self._whole
        self._content, self._log, self._whole = content, log, whole_time(content.span)
        if before != self._whole:
            self._view = None
        if self._said is not None and not any(self._said is one for row in self._rows for one in row):
            self._said = None
        self._lay_out()
        self._describe()

    def set_room(self, height: int) -> None:
        """Fill this height, as far as the panels stay high enough."""
        if self._room != height:
            self._room = height
            self._lay_out()

    def _lay_out(self) -> None:
        if not self._content.panels or self.width() < 2:
            self._chart = None
        else:
            text = theme().font(_POINTS).pointSizeF() * self.logicalDpiY() / 72
            setting = Setting(
                float(self.width()),
                text,
                self._lettering.width,
                float(max(self._room, 1)),
                self._view,
                self._log,
            )
            self._chart = lay_out(self._content, setting)
            self.setMinimumHeight(round(self._chart.height + 0.5))
        self._picture = None
        self.update()
        self.viewed.emit()

    def _on_theme(self) -> None:
        self._lettering = Lettering()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it out anew for another width; a height is told by `set_room`."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, what its numbered events are, and what is chosen."""
        chart = self._chart
        if chart is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted(chart))
        spot = self._spot()
        if spot is not None:
            mark_chosen(painter, chart, spot, strong=self.hasFocus())
        if chart.listing is not None:
            painter.translate(0.0, chart.figure.height)
            seen = event.rect().translated(0, -int(chart.figure.height))
            paint_list(painter, chart.listing, (seen.top(), seen.bottom() + 1), self._lettering, self._said)
        painter.end()

    def _painted(self, chart: Chart) -> QPixmap:
        """The chart as a picture, painted once: what is chosen on it changes with every key."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(ceil(chart.figure.width * ratio), ceil(chart.figure.height * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            paint_figure(painter, chart.figure, self._lettering)
            painter.end()
        return self._picture

    # Zoom -----------------------------------------------------------------------------------------------------------------

    def zoom(self, closer: float, around: float | None = None) -> None:
        """Show a shorter part of time, or with less than 1 a longer one; the day `around` stays where it is."""
        whole = self._whole
        first, last = self._view or whole
        if around is None:
            around = self._said.at if self._said is not None and first <= self._said.at <= last else (first + last) / 2
        length = max(LEAST, (last - first) / closer)
        start = around - (around - first) / (last - first) * length
        self._see(start, start + length)

    def zoom_in(self) -> None:
        """Show a shorter part of time."""
        self.zoom(_CLOSER)

    def zoom_out(self) -> None:
        """Show a longer part of time."""
        self.zoom(1 / _CLOSER)

    def zoom_whole(self) -> None:
        """Show all of the time."""
        self._see(*self._whole)

    def _see(self, first: float, last: float) -> None:
        whole = self._whole
        length = min(last - first, whole[1] - whole[0])
        first = min(max(first, whole[0]), whole[1] - length)
        view = None if length >= whole[1] - whole[0] - 0.01 else (first, first + length)
        if view != self._view:
            self._view = view
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; the wheel sideways moves along the time."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._chart is not None:
            turned = event.angleDelta().y() or event.angleDelta().x()
            self.zoom(_CLOSER if turned > 0 else 1 / _CLOSER, self._chart.time.at(event.position().x()))
            event.accept()
        elif event.angleDelta().x() and self._view is not None:
            self._move(-event.angleDelta().x() / 120 * 0.1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _move(self, share: float) -> None:
        if self._view is not None:
            first, last = self._view
            self._see(first + share * (last - first), last + share * (last - first))

    # Choosing -------------------------------------------------------------------------------------------------------------

    @property
    def _rows(self) -> list[list[Point | Event]]:
        """The events, then the values of each panel, as the arrow keys walk through them."""
        first, last = self._whole
        events: list[Point | Event] = [event for event in self._content.events if first <= event.at <= last]
        events.sort(key=lambda one: one.at)
        return [events, *([*panel.points] for panel in self._content.panels)]

    def _spot(self) -> Spot | None:
        if self._chart is None or self._said is None:
            return None
        return next((spot for spot in self._chart.spots if spot.said is self._said), None)

    def choose(self, said: Point | Event | None) -> None:
        """Choose a value or event, and bring it into view, without saying so."""
        self._said = said
        if said is not None and self._view is not None and not self._view[0] <= said.at <= self._view[1]:
            half = (self._view[1] - self._view[0]) / 2
            self._see(said.at - half, said.at + half)
        self._describe()
        self.update()

    def _go_to(self, said: Point | Event | None) -> None:
        if said is not None:
            self.choose(said)
            self.chosen.emit(said)

    def _under(self, at: QPointF) -> list[Point | Event]:
        """The value or the events that stand at a place: those of a sign that several share, or of a line in the list."""
        chart = self._chart
        if chart is None:
            return []
        if at.y() > chart.figure.height:
            event = chart.listing.at(at.x(), at.y() - chart.figure.height) if chart.listing is not None else None
            return [] if event is None else [event]

        def away(spot: Spot) -> float:
            return max(abs(spot.x - at.x()), abs(spot.y - at.y()))

        found = min(chart.spots, key=away, default=None)
        if found is None or away(found) > theme().px(_NEAR):
            return []
        return [spot.said for spot in chart.spots if (spot.x, spot.y, spot.panel) == (found.x, found.y, found.panel)]

    def _describe(self) -> None:
        tests = in_use().listed(dict.fromkeys(panel.test for panel in self._content.panels))
        words = tr("Chart of {tests}", tests=tests) if tests else tr("Chart")
        if self._said is not None:
            words = tr("{said}. {chart}", said=", ".join(words_of(self._said)), chart=words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(
            tr("The arrow keys go from value to value, + and - zoom, 0 shows all, Enter opens the entry.")
        )

    # Mouse and keys -------------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse; with the button held, move along the time."""
        if self._held is not None and self._chart is not None and self._view is not None:
            moved = event.position().x() - self._held.x()
            self._held = event.position()
            self._move(-moved / self._chart.time.width)
            return
        under = self._under(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
        if not under:
            QToolTip.hideText()
            return
        lines = words_of(under[0]) if len(under) == 1 else [" · ".join(words_of(said)) for said in under]
        QToolTip.showText(event.globalPosition().toPoint(), "\n".join(lines), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse, of several events the next with every press; or take hold of the chart."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        under = self._under(event.position())
        if not under:
            self._held = event.position()
            return
        place = next((place for place, said in enumerate(under) if said is self._said), -1)
        self._go_to(under[(place + 1) % len(under)])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the chart."""
        self._held = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        under = self._under(event.position())
        if under:
            self._go_to(next((said for said in under if said is self._said), under[0]))
            self.open_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        QToolTip.hideText()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are; at first, at the latest value."""
        super().focusInEvent(event)
        if self._said is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._go_to(next((row[-1] for row in self._rows[1:] if row), None))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, zoom, open."""
        key = event.key()
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        zooms = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.zoom_whole,
        }
        if key in steps:
            self._walk(*steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            row = self._row()
            self._go_to((row[0] if key == Qt.Key.Key_Home else row[-1]) if row else None)
        elif key in zooms:
            zooms[Qt.Key(key)]()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._said is not None:
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _row(self) -> list[Point | Event]:
        rows = self._rows
        return next((row for row in rows if any(one is self._said for one in row)), next(filter(None, rows[1:]), []))

    def _walk(self, along: int, down: int) -> None:
        rows = self._rows
        row = self._row()
        place = next((place for place, one in enumerate(row) if one is self._said), None)
        if self._said is None or place is None:
            self._go_to(row[-1] if row else None)
        elif along:
            wanted = place + along
            self._go_to(row[wanted] if 0 <= wanted < len(row) else None)
        else:
            others = rows[::-1] if down < 0 else rows
            number = next(number for number, each in enumerate(others) if each is row or each == row)
            other = next((each for each in others[number + 1 :] if each), None)
            self._go_to(None if other is None else _near(other, self._said.at))


def _near(row: list[Point | Event], at: float) -> Point | Event:
    """The value or event of a row that lies closest in time."""
    place = bisect_left([one.at for one in row], at)
    return min(row[max(0, place - 1) : place + 1], key=lambda one: abs(one.at - at))


def words_of(said: Point | Event) -> tuple[str, ...]:
    """All of a value or an event, a line for each thing."""
    return told(said) if isinstance(said, Point) else (said.words, said.day)
