"""The area that shows pages: scrolling, zooming, turning, and choosing words with the mouse."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ism_desktop.ui.documents import page_painting
from ism_desktop.ui.documents.finding import DocumentWords, Spot, Stretch
from ism_desktop.ui.documents.page_layout import Fit, PageLayout, View
from ism_desktop.ui.documents.page_pictures import PagePictures, dpi_for
from ism_desktop.ui.theme import theme

_LINE = 48  # pixels that one press of an arrow key scrolls


class PageArea(QAbstractScrollArea):
    """Shows the pages of one document. Pages count from 1."""

    page_changed = Signal(int)
    view_changed = Signal()
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)  # on the screen

    def __init__(self, pictures: PagePictures) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setAccessibleName("Pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self._pictures = pictures
        self._words = DocumentWords(())
        self._sizes: Sequence[tuple[float, float]] = ()
        self._page = 1
        self._layout = PageLayout((), View(QSizeF(1, 1)))
        self._found: Sequence[Stretch] = ()
        self._current: Stretch | None = None
        self._selection: Stretch | None = None
        self._anchor: Spot | None = None
        self._grabbed: QPointF | None = None
        pictures.arrived.connect(self._on_picture)
        pictures.failed.connect(self._on_picture)
        theme().changed.connect(self.viewport().update)

    # What is shown -------------------------------------------------------------------------------------------------------

    def open(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show a document whose pages have these sizes in points, from its first page; how pages are fitted stays as it was."""
        self._sizes = sizes
        self._words = DocumentWords(())
        self._found, self._current = (), None
        self._set_selection(None)
        self._page = 1
        fit = Fit.WIDTH if self.view.fit is Fit.FREE else self.view.fit
        self._lay_out(replace(self.view, rotation=0, fit=fit), keep=None)
        self._scroll_to(0)
        self.page_changed.emit(self._page)

    def set_words(self, words: DocumentWords) -> None:
        """Take the words of the pages, for finding and choosing."""
        self._words = words
        self.viewport().update()

    def mark(self, found: Sequence[Stretch], current: Stretch | None) -> None:
        """Mark what was found, and bring the current one into view."""
        self._found, self._current = found, current
        if current is not None:
            self._bring_into_view(current)
        self.viewport().update()

    @property
    def view(self) -> View:
        """How pages are looked at."""
        return self._layout.view

    @property
    def zoom(self) -> float:
        """The zoom in use; 1.0 is the size on paper."""
        return self._layout.zoom

    @property
    def has_pages(self) -> bool:
        """Whether a document is open and laid out."""
        return bool(self._sizes)

    @property
    def page(self) -> int:
        """The page that is shown."""
        return self._page

    @property
    def selection(self) -> Stretch | None:
        """The words that are chosen."""
        return self._selection

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
        bar.setValue(before + direction * max(_LINE, self.viewport().height() - _LINE))
        if bar.value() == before:
            self._step_page(direction)

    def _step_page(self, direction: int) -> bool:
        """Page by page: the next or previous page. False at either end, and where pages follow one another anyway."""
        page = self._page + direction
        if not self.view.one_page or not 1 <= page <= len(self._sizes):
            return False
        self._turn_to(page, 0 if direction > 0 else self._layout.content_height(page))
        return True

    def _bring_into_view(self, stretch: Stretch) -> None:
        page = stretch.first.page
        if not 1 <= page <= len(self._sizes):
            return
        if self.view.one_page and page != self._page:
            self._turn_to(page, 0)
        boxes = self._words.boxes(page, stretch)
        if not boxes:
            return
        x0, y0, x1, y1 = boxes[0]
        box = self._layout.to_window(page).mapRect(QRectF(x0, y0, x1 - x0, y1 - y0))
        height, width = self.viewport().height(), self.viewport().width()
        if not (self._top + _LINE <= box.top() and box.bottom() <= self._top + height - _LINE):
            self._scroll_to(box.center().y() - height / 3)
        if not (self._left <= box.left() and box.right() <= self._left + width):
            self.horizontalScrollBar().setValue(round(box.center().x() - width / 2))
        self._set_page(page)

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
        self.set_zoom(self._layout.next_zoom(step), around)

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

    def _lay_out(self, view: View, keep: QPointF | None = QPointF(0, 0)) -> None:
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
        across.setSingleStep(_LINE)
        down.setSingleStep(_LINE)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new size."""
        super().resizeEvent(event)
        self._lay_out(self.view)

    # Pictures ------------------------------------------------------------------------------------------------------------

    @property
    def _dpi(self) -> int:
        return dpi_for(self._layout.scale * self.devicePixelRatioF())

    def _ask(self) -> None:
        """Ask for the pictures of what is seen, then of the page after and the one before."""
        if not self._sizes or not self.isVisible():
            return
        seen = self.visible_pages
        near = [seen[-1] + 1, seen[0] - 1] if seen else []
        self._pictures.want([*seen, *(page for page in near if 1 <= page <= len(self._sizes))], self._dpi)

    def _on_picture(self, page: int) -> None:
        if page in self.visible_pages:
            self.viewport().update()

    def retry(self) -> None:
        """Ask again for what could not be drawn."""
        self._pictures.forget_faults()
        self._ask()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages that are seen, and what is marked on them."""
        painter = QPainter(self.viewport())
        page_painting.paint_ground(painter, self.viewport().rect())
        painter.translate(-self._left, -self._top)
        for page in self.visible_pages:
            page_painting.paint_page(painter, self._layout, self._pictures, page, self._dpi)
            transform = self._layout.to_window(page)
            for stretch in self._found:
                if stretch.first.page <= page <= stretch.last.page:
                    current = stretch == self._current
                    page_painting.paint_marks(painter, transform, self._words.boxes(page, stretch), current=current)
            if self._selection is not None:
                page_painting.paint_selection(painter, transform, self._words.boxes(page, self._selection))
        if self.hasFocus():
            painter.resetTransform()
            page_painting.paint_focus(painter, self.viewport().rect())
        painter.end()

    # Choosing words ------------------------------------------------------------------------------------------------------

    def select_page(self) -> None:
        """Choose all words of the page."""
        self._set_selection(self._words.whole(self._page))

    def clear_selection(self) -> None:
        """Choose nothing."""
        self._set_selection(None)

    def copy(self) -> bool:
        """Put the chosen words on the clipboard. False when nothing is chosen."""
        if self._selection is None:
            return False
        QGuiApplication.clipboard().setText(self._words.text(self._selection))
        return True

    def _set_selection(self, stretch: Stretch | None) -> None:
        if stretch != self._selection:
            self._selection = stretch
            self.viewport().update()
            self.selection_changed.emit()

    def _spot(self, position: QPointF) -> tuple[Spot | None, bool]:
        """The word nearest to a point of the viewport, and whether the point lies on it."""
        if not self._sizes:
            return None, False
        point = position + QPointF(self._left, self._top)
        page = min(self._layout.page_at(point, self._page), len(self._sizes))
        on_page = self._layout.to_page(page, point)
        return self._words.nearest(page, on_page.x(), on_page.y()), self._words.is_on_word(
            page, on_page.x(), on_page.y()
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose words; on a page without words, or with the middle button, take hold of the page."""
        spot, _ = self._spot(event.position())
        if event.button() is Qt.MouseButton.MiddleButton or (
            event.button() is Qt.MouseButton.LeftButton and spot is None
        ):
            self._grabbed = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is Qt.MouseButton.LeftButton and spot is not None:
            extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
            if not extend:
                self._anchor = spot
                self._set_selection(None)
            self._choose_to(spot if extend else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose words up to here, or move the page along."""
        if self._grabbed is not None:
            step = event.position() - self._grabbed
            self._grabbed = event.position()
            self.horizontalScrollBar().setValue(round(self._left - step.x()))
            self._scroll_to(self._top - step.y())
            return
        spot, on_word = self._spot(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            beyond = event.position().y() - min(max(event.position().y(), 0), self.viewport().height())
            if beyond:
                self._scroll_to(self._top + beyond)
            self._choose_to(spot)
        else:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if on_word else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        if self._grabbed is not None:
            self._grabbed = None
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose the word."""
        spot, on_word = self._spot(event.position())
        if spot is not None and on_word:
            self._anchor = spot
            self._choose_to(spot)

    def _choose_to(self, spot: Spot | None) -> None:
        if spot is not None and self._anchor is not None:
            first, last = sorted((self._anchor, spot))
            self._set_selection(Stretch(first, last))

    # Keys and wheel ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and turn pages."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self._scroll_screen(1)
        elif key == Qt.Key.Key_PageUp:
            self._scroll_screen(-1)
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._sizes))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (_LINE if key == Qt.Key.Key_Down else -_LINE))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            across = self.horizontalScrollBar()
            direction = 1 if key == Qt.Key.Key_Right else -1
            if across.maximum() or not self._step_page(direction):
                across.setValue(across.value() + direction * _LINE)
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())
