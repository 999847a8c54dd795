"""Drives the Documents place: drops files, looks at the shelf and the pages, finds words, files and trashes."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.places.documents.entries import Entry
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click, find, words

PATIENCE = 60_000  # milliseconds; a slow machine is no fault
_INK = 128  # darker than this is ink


class DocumentsDriver:
    """The place in its window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        window.show_page("documents")
        page = window.current_page
        assert isinstance(page, DocumentsPage)
        self.page = page

    # Taking in ------------------------------------------------------------------------------------------------------------

    def drop(self, *paths: Path) -> None:
        """Drop files onto the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        where = QPoint(600, 400)
        enter = QDragEnterEvent(where, Qt.DropAction.CopyAction, mime, buttons, keys)  # type: ignore[call-overload]
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(where), Qt.DropAction.CopyAction, mime, buttons, keys))

    def settle(self) -> None:
        """Wait until nothing runs in the background, and what arrived is drawn."""
        opening = self.page._opening
        QApplication.processEvents()  # a commit tells of itself through the queue of events
        self.qtbot.waitUntil(lambda: not opening.isActive() and self.window.workspace.background.idle, timeout=PATIENCE)
        QApplication.processEvents()

    def take_in(self, *paths: Path) -> None:
        """Drop files, wait for the end, and check them some other time."""
        self.drop(*paths)
        self.settle()
        if self.filing:
            click(self.qtbot, self.page, "filing_later")
        self.page._on_back()
        self.settle()

    def results(self) -> dict[str, str]:
        """The result lines of the job tray: what is said of each file."""
        lines: dict[str, str] = {}
        for area in self.window.findChildren(QWidget, "job_lines"):
            labels = [label.text() for label in area.findChildren(QLabel) if label.text()]
            lines |= dict(zip(labels[::2], labels[1::2], strict=True))
        return lines

    # The shelf ------------------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> list[Entry]:
        """What the shelf shows, in order."""
        shelf = self.page.shelf.entries
        return [entry for row in range(shelf.rowCount()) if (entry := shelf.entry(row)) is not None]

    @property
    def titles(self) -> list[str]:
        """The titles on the shelf, in order."""
        return [entry.title for entry in self.entries]

    def spoken(self, title: str) -> str:
        """What a screen reader says of a document."""
        row = self.titles.index(title)
        return self.page.shelf.entries.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    def choose(self, *titles: str) -> None:
        """Click documents; the second and further ones with Ctrl."""
        shelf = self.page.shelf.list
        for number, title in enumerate(titles):
            index = shelf.entries.index(self.titles.index(title), 0)
            shelf.scrollTo(index)
            where = shelf.visualRect(index).center()
            keys = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
            self.qtbot.mouseClick(shelf.viewport(), Qt.MouseButton.LeftButton, keys, where)
        self.settle()

    def double_click(self, title: str) -> None:
        """Double-click a document."""
        shelf = self.page.shelf.list
        where = shelf.visualRect(shelf.entries.index(self.titles.index(title), 0)).center()
        self.qtbot.mouseClick(shelf.viewport(), Qt.MouseButton.LeftButton, pos=where)
        self.qtbot.mouseDClick(shelf.viewport(), Qt.MouseButton.LeftButton, pos=where)
        self.settle()

    @property
    def chosen(self) -> list[str]:
        """The titles that are chosen."""
        ids = self.page.shelf.selected_ids
        return [entry.title for entry in self.entries if entry.id in ids]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.settle()

    def order(self, words_of_order: str) -> None:
        """Choose an order from the menu of the shelf."""
        menu = self.page.shelf.order.menu()
        next(action for action in menu.actions() if action.text() == words_of_order).trigger()

    def filters(self) -> list[str]:
        """The kinds that the shelf can be narrowed to."""
        box = find(self.page, QComboBox, "filter")
        return [box.itemText(place) for place in range(box.count())]

    def filter(self, beginning: str) -> None:
        """Narrow the shelf to a kind."""
        box = find(self.page, QComboBox, "filter")
        place = next(place for place, text in enumerate(self.filters()) if text.startswith(beginning))
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.settle()

    def menu_lines(self) -> list[str]:
        """The context menu of what is chosen."""
        shelf = self.page.shelf
        shelf.list.customContextMenuRequested.emit(QPoint(20, 20))
        menu = find(shelf, QMenu, "document_menu")
        lines = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
        menu.close()
        return lines

    @property
    def thumbnail_inked(self) -> bool:
        """Whether the first document's thumbnail shows a page with something on it."""
        shelf = self.page.shelf.list
        box = shelf.visualRect(shelf.entries.index(0, 0)).adjusted(16, 16, -16, 0)
        box.setHeight(shelf.picture_height() - 16)
        return _has_ink(shelf.viewport().grab(box).toImage())

    # The pages ------------------------------------------------------------------------------------------------------------

    @property
    def page_number(self) -> str:
        """The number in the page box."""
        return find(self.page, QLineEdit, "page_number").text()

    def go_to_page(self, number: int) -> None:
        """Type a page number."""
        box = find(self.page, QLineEdit, "page_number")
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, str(number))
        self.qtbot.keyClick(box, Qt.Key.Key_Return)
        self.settle()

    @property
    def page_inked(self) -> bool:
        """Whether the page that is seen has something on it."""
        return _has_ink(self.page.viewer.area.viewport().grab().toImage())

    def find_words(self, typed: str) -> str:
        """Look for words in the document; returns what is said about the places."""
        self.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        field = find(self.page, QLineEdit, "find_words")
        assert field.hasFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, typed)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.settle()
        return self.found

    @property
    def found(self) -> str:
        """What is said about the places found; empty when nothing is looked for."""
        label = find(self.page, QLabel, "find_count")
        return label.text() if label.isVisible() else ""

    def marked(self, colour: str = "#ffb03b") -> bool:
        """Whether something on the pages is marked as the current place."""
        picture = self.page.viewer.area.viewport().grab().toImage()
        wanted = QColor(colour).rgb()
        return any(
            picture.pixel(x, y) == wanted for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
        )

    def drag_over(self, page: int, first: str, last: str) -> str:
        """Drag from one word to another, copy, and return what is on the clipboard."""
        area = self.page.viewer.area
        ends: list[QPoint] = []
        for wanted in (first, last):
            word = next(word for word in area._words.words(page) if word.text == wanted)
            middle = area.point_on_screen(page, (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
            ends.append(middle.toPoint())
        self.qtbot.mousePress(area.viewport(), Qt.MouseButton.LeftButton, pos=ends[0])
        self.qtbot.mouseMove(area.viewport(), ends[1])
        self.qtbot.mouseRelease(area.viewport(), Qt.MouseButton.LeftButton, pos=ends[1])
        area.setFocus()
        self.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return QGuiApplication.clipboard().text()

    @property
    def plain_text(self) -> str:
        """The text view, when it is shown."""
        view = find(self.page, QPlainTextEdit, "plain_text")
        return view.toPlainText() if view.isVisible() else ""

    @property
    def trouble(self) -> str:
        """What stands in place of the pages of a document that cannot be shown."""
        panel = find(self.page, QWidget, "trouble")
        return words(panel) if panel.isVisible() else ""

    @property
    def seen(self) -> list[str]:
        """The parts that are side by side."""
        return [pane.value for pane in self.page.panes.seen]

    # The details ----------------------------------------------------------------------------------------------------------

    @property
    def form(self) -> FormDriver:
        """The form of the document that is chosen, shown first if it is not."""
        if "details" not in self.seen:
            click(self.qtbot, self.page.viewer, "details")
            self.settle()
        return FormDriver(self.qtbot, self.page.details.form)

    @property
    def filing(self) -> str:
        """What the card says that asks to check new documents; empty when there is none."""
        label = find(self.page, QLabel, "filing_title")
        return label.text() if label.isVisible() else ""

    def file_says(self, name: str) -> str:
        """One line of the card about the file."""
        return find(self.page, QLabel, f"file.{name}").text()


def _has_ink(picture: QImage) -> bool:
    """Whether there is light paper with something dark on it."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    width = grey.width()
    shades = {shade for y in range(grey.height()) for shade in bytes(cast("memoryview", grey.constScanLine(y)))[:width]}
    return min(shades) < _INK and max(shades) > 250
