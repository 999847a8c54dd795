"""The scrolling area under the pages: where each page lies, which is seen, zooming and turning, and asking for the pictures."""

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ism_desktop.ui.record_kit.viewer.page_layout import GAP, Fit, PageLayout, View
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures, dpi_for

LINE = 48  # pixels that one press of an arrow key scrolls
_CORNER = QPointF(0, 0)


class PageScroll(QAbstractScrollArea):
    """Lays out the pages of one document and moves over them. Pages count from 1. What is drawn on them is up to `PageArea`."""

    page_changed = Signal(int)
    moved = Signal()  # something else is seen of the pages now
    view_changed = Signal()

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._pictures = pictures
        self._sizes: Sequence[tuple[float, float]] = ()
        self._page = 1
        self._is_opening = False
        self._layout = PageLayout((), View(QSizeF(1, 1)))
        pictures.arrived.connect(self._on_picture)
        pictures.failed.connect(self._on_picture)

    def open(self, sizes: Sequence[tuple[float, float]], page: int = 1) -> None:
        """Show a document whose pages have these sizes in points, from a page on; how pages are fitted stays as it was."""
        self._sizes = sizes
        self._page = 1
        fit = Fit.WIDTH if self.view.fit is Fit.FREE else self.view.fit
        self._is_opening = True  # no picture is asked for that would only be passed by
        self._lay_out(replace(self.view, rotation=0, fit=fit), keep=None)
        self._scroll_to(0)
        if page > 1:
            self.go_to(page)
        self._is_opening = False
        self._ask()
        self.page_changed.emit(self._page)

    @property
    def view(self) -> View:
        """How pages are looked at."""
        return self._layout.view

    @property
    def zoom(self) -> float:
        """The zoom in use; 1.0 is the size on paper."""
        return self._layout.zoom(self._page)

    @property
    def has_pages(self) -> bool:
        """Whether a document is open and laid out."""
        return bool(self._sizes)

    @property
    def page(self) -> int:
        """The page that is shown."""
        return self._page

    @property
    def visible_pages(self) -> list[int]:
        """The pages of which something is seen."""
        return self._layout.visible(self._top, self.viewport().height(), self._page)

    def box_on_screen(self, page: int) -> QRectF:
        """Where a page lies in the viewport now."""
        return self._layout.box(page).translated(-self._left, -self._top)

    def point_on_screen(self, page: int, x: float, y: float) -> QPointF:
        """Where a point of a page (in points) lies in the viewport now."""
        return self._layout.to_window(page).map(QPointF(x, y)) - QPointF(self._left, self._top)

    @property
    def position(self) -> float:
        """Where the top of what is seen lies: the page, and how much of it is above."""
        if not self._sizes:
            return 1.0
        page = min(self._layout.page_at(QPointF(0, self._top), self._page), len(self._sizes))
        box = self._layout.box(page)
        return page + (self._top - box.top()) / (box.height() + GAP)

    def go_to_position(self, position: float) -> None:
        """Show the pages from there, as near as they can be."""
        if not self._sizes:
            return
        page = min(max(1, floor(position)), len(self._sizes))
        box = self._layout.box(page)
        top = box.top() + (position - page) * (box.height() + GAP)
        if self.view.one_page and page != self._page:
            self._turn_to(page, top)
        else:
            self._scroll_to(top)

    # Moving --------------------------------------------------------------------------------------------------------------

    def go_to(self, page: int) -> None:
        """Show a page from its top; a page that is not there gives the nearest one."""
        if not self._sizes:
            return
        page = min(max(1, page), len(self._sizes))
        if self.view.one_page:
            self._turn_to(page, 0)
        else:
            self._scroll_to(self._layout.box(page).top() - 8)
            self._set_page(page)

    def _turn_to(self, page: int, top: float) -> None:
        """Page by page: show another one."""
        self._set_page(page)
        self._set_ranges()
        self._scroll_to(top)
        self.viewport().update()
        self._ask()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _scroll_screen(self, direction: int) -> None:
        """PgUp and PgDn: a screen further, and page by page onto the next page from its end."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + direction * max(LINE, self.viewport().height() - LINE))
        if bar.value() == before:
            self._step_page(direction)

    def _step_page(self, direction: int) -> bool:
        """Page by page: the next or previous page. False at either end, and where pages follow one another anyway."""
        page = self._page + direction
        if not self.view.one_page or not 1 <= page <= len(self._sizes):
            return False
        self._turn_to(page, 0 if direction > 0 else self._layout.content_height(page))
        return True

    # How it is shown -----------------------------------------------------------------------------------------------------

    def set_fit(self, fit: Fit) -> None:
        """Follow the width of the window, or show whole pages."""
        self._lay_out(replace(self.view, fit=fit))

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom; the point of the viewport stays where it is, its middle by default."""
        self._lay_out(
            replace(self.view, fit=Fit.FREE, zoom=zoom), keep=around or QRectF(self.viewport().rect()).center()
        )

    def zoom_by(self, step: int, around: QPointF | None = None) -> None:
        """One step larger (1) or smaller (-1)."""
        self.set_zoom(self._layout.next_zoom(self._page, step), around)

    def turn(self, degrees: int) -> None:
        """Turn every page by 90 degrees to the right, or by -90 to the left. The document itself stays as it is."""
        page = self._page
        self._lay_out(replace(self.view, rotation=(self.view.rotation + degrees) % 360))
        self.go_to(page)

    def set_one_page(self, *, one_page: bool) -> None:
        """Show one page at a time, or all under one another."""
        page = self._page
        self._lay_out(replace(self.view, one_page=one_page), keep=None)
        self.go_to(page)

    def _lay_out(self, view: View, keep: QPointF | None = _CORNER) -> None:
        """Put the pages where they belong, and the point of the viewport given as `keep` back to where it was."""
        view = replace(view, area=QSizeF(self.viewport().size()))
        kept: tuple[int, QPointF, QPointF] | None = None
        if keep is not None and self._layout.pages and self._sizes:
            point = keep + QPointF(self._left, self._top)
            page = min(self._layout.page_at(point, self._page), self._layout.pages)
            kept = (page, self._layout.to_page(page, point), keep)
        self._layout = PageLayout(self._sizes, view)
        self._page = min(self._page, max(1, len(self._sizes)))
        self._set_ranges()
        if kept is not None and kept[0] <= len(self._sizes):
            page, on_page, where = kept
            offset = self._layout.to_window(page).map(on_page) - where
            self.horizontalScrollBar().setValue(round(offset.x()))
            self._scroll_to(offset.y())
        self.viewport().update()
        self._ask()
        self.view_changed.emit()

    def _set_ranges(self) -> None:
        size = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        height = self._layout.content_height(self._page)
        across.setRange(0, max(0, round(self._layout.content_width - size.width())))
        down.setRange(0, max(0, round(height - size.height())))
        across.setPageStep(size.width())
        down.setPageStep(size.height())
        across.setSingleStep(LINE)
        down.setSingleStep(LINE)

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    @property
    def _left(self) -> int:
        return self.horizontalScrollBar().value()

    def _scroll_to(self, top: float) -> None:
        self.verticalScrollBar().setValue(round(top))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw again, and ask for the pages that come into view."""
        if not self.view.one_page and self._sizes:
            self._set_page(self._layout.main_page(self._top, self.viewport().height()))
        self.viewport().update()
        self._ask()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new size."""
        super().resizeEvent(event)
        self._lay_out(self.view)

    # Pictures ------------------------------------------------------------------------------------------------------------

    def _dpi(self, page: int) -> int:
        return dpi_for(self._layout.scale(page) * self.devicePixelRatioF())

    def _ask(self) -> None:
        """Ask for the pictures of what is seen, then of the page after and the one before."""
        if not self._sizes or self._is_opening or not self.isVisible():
            return
        seen = self.visible_pages
        near = [seen[-1] + 1, seen[0] - 1] if seen else []
        wanted = [*seen, *(page for page in near if 1 <= page <= len(self._sizes))]
        self._pictures.want([(page, self._dpi(page)) for page in wanted])

    def _on_picture(self, page: int) -> None:
        if page in self.visible_pages:
            self.viewport().update()

    # Keys and wheel ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and turn pages."""
        bar = self.verticalScrollBar()
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key not in (Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()  # the viewer's own
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self._scroll_screen(1)
        elif key == Qt.Key.Key_PageUp:
            self._scroll_screen(-1)
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._sizes))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (LINE if key == Qt.Key.Key_Down else -LINE))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            across = self.horizontalScrollBar()
            direction = 1 if key == Qt.Key.Key_Right else -1
            if across.maximum() or not self._step_page(direction):
                across.setValue(across.value() + direction * LINE)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom around the pointer."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps:
                self.zoom_by(1 if steps > 0 else -1, event.position())
            event.accept()
            return
        before = self._top
        super().wheelEvent(event)
        if self._top == before and steps:
            self._step_page(-1 if steps > 0 else 1)
