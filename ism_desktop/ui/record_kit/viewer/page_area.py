"""The area that shows pages: their pictures, what was found on them, and the words that a person chooses with the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.record_kit.viewer import page_painting
from ism_desktop.ui.record_kit.viewer.choosing_words import beside, in_line, sentence
from ism_desktop.ui.record_kit.viewer.doubts import Doubts
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Spot, Stretch
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures
from ism_desktop.ui.record_kit.viewer.page_scroll import LINE, PageScroll


class PageArea(PageScroll):
    """Shows the pages of one document, and lets words be marked and chosen on them."""

    selection_changed = Signal()
    menu_wanted = Signal(QPoint)  # on the screen
    doubt_pressed = Signal(object)  # the Spot of a doubtful word

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        self.setObjectName("pages")
        self.setAccessibleName(tr("Pages"))
        self.viewport().setMouseTracking(True)
        self._words = DocumentWords(())
        self._doubts = Doubts()
        self._found: Sequence[Stretch] = ()
        self._current: Stretch | None = None
        self._selection: Stretch | None = None
        self._anchor: Spot | None = None
        self._grabbed: QPointF | None = None
        self._pressed_at = QPointF()
        theme().changed.connect(self.viewport().update)

    def open(self, sizes: Sequence[tuple[float, float]], page: int = 1) -> None:
        """Show a document whose pages have these sizes in points, from a page on; its words may follow."""
        self._words = DocumentWords(())
        self._found, self._current = (), None
        self._set_selection(None)
        super().open(sizes, page)

    def set_words(self, words: DocumentWords) -> None:
        """Take the words of the pages, for finding and choosing."""
        self._words = words
        self.viewport().update()

    def set_doubts(self, doubts: Doubts) -> None:
        """Mark words that were read with doubt."""
        self._doubts = doubts
        self.viewport().update()

    def mark(self, found: Sequence[Stretch], current: Stretch | None) -> None:
        """Mark what was found, and bring the current one into view."""
        self._found, self._current = found, current
        if current is not None:
            self._bring_into_view(current)
        self.viewport().update()

    @property
    def selection(self) -> Stretch | None:
        """The words that are chosen."""
        return self._selection

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
        if not (self._top + LINE <= box.top() and box.bottom() <= self._top + height - LINE):
            self._scroll_to(box.center().y() - height / 3)
        if not (self._left <= box.left() and box.right() <= self._left + width):
            self.horizontalScrollBar().setValue(round(box.center().x() - width / 2))
        self._set_page(page)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages that are seen, and what is marked on them."""
        painter = QPainter(self.viewport())
        page_painting.paint_ground(painter, self.viewport().rect())
        painter.translate(-self._left, -self._top)
        for page in self.visible_pages:
            page_painting.paint_page(painter, self._layout, self._pictures, page, self._dpi(page))
            transform = self._layout.to_window(page)
            page_painting.paint_doubts(painter, transform, self._doubts.lines(page))
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
        whole = self._words.whole(self._page)
        self._anchor = None if whole is None else whole.first
        self._set_selection(whole)

    def choose(self, stretch: Stretch) -> None:
        """Choose words, and bring them into view."""
        self._anchor = stretch.first
        self._set_selection(stretch)
        self._bring_into_view(stretch)

    def select_found(self) -> None:
        """Choose what is found and in view, to go on from there."""
        if self._current is not None:
            self.choose(self._current)

    def select_sentence(self) -> None:
        """Choose the sentence around the first of the chosen words, else around what is found, else the first of the page."""
        chosen = self._selection or self._current or self._words.whole(self._page)
        found = None if chosen is None else sentence(self._words, chosen.first)
        if found is not None:
            self.choose(found)

    def _extend(self, key: int) -> bool:
        """Choose up to the word beside, or in the line above or below."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        start = self._selection or self._current or self._words.whole(self._page)
        if key not in steps or start is None:
            return False
        anchor = self._anchor
        if self._selection is None or anchor is None or anchor not in (start.first, start.last):
            anchor = end = start.first
        else:
            go = beside if key in (Qt.Key.Key_Right, Qt.Key.Key_Left) else in_line
            end = go(self._words, start.last if anchor == start.first else start.first, steps[Qt.Key(key)])
        self._anchor = anchor
        self._set_selection(Stretch(min(anchor, end), max(anchor, end)))
        self._bring_into_view(Stretch(end, end))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and the arrows choose words, from what is chosen or found on."""
        if event.modifiers() != Qt.KeyboardModifier.ShiftModifier or not self._extend(event.key()):
            super().keyPressEvent(event)

    @property
    def selected_text(self) -> str:
        """The chosen words as text; empty for none."""
        return "" if self._selection is None else self._words.text(self._selection)

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

    def _on_page(self, position: QPointF) -> tuple[int, QPointF]:
        """The page at a point of the viewport, or the nearest one, and the point on it."""
        point = position + QPointF(self._left, self._top)
        page = min(self._layout.page_at(point, self._page), len(self._sizes))
        return page, self._layout.to_page(page, point)

    def _doubt(self, position: QPointF) -> Spot | None:
        if not self._sizes:
            return None
        page, on_page = self._on_page(position)
        return self._doubts.at(page, on_page.x(), on_page.y())

    def _spot(self, position: QPointF) -> tuple[Spot | None, bool]:
        """The word nearest to a point of the viewport, and whether the point lies on it."""
        if not self._sizes:
            return None, False
        page, on_page = self._on_page(position)
        return self._words.nearest(page, on_page.x(), on_page.y()), self._words.is_on_word(
            page, on_page.x(), on_page.y()
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose words; on a page without words, or with the middle button, take hold of the page."""
        spot, _ = self._spot(event.position())
        self._pressed_at = event.position()
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
            if self._selection is not None or spot != self._anchor or self._has_moved(event.position()):
                self._choose_to(spot)
        elif self._doubt(event.position()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if on_word else Qt.CursorShape.ArrowCursor)

    def _has_moved(self, position: QPointF) -> bool:
        """Whether the pointer went on since a button was pressed; a hand that trembles only clicks."""
        return (position - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click on a doubtful word asks for its text."""
        if self._grabbed is not None:
            self._grabbed = None
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            return
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self._selection is None and not self._has_moved(event.position()):
            found = self._doubt(event.position())
            if found is not None:
                self.doubt_pressed.emit(found)

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())
