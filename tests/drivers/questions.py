"""Uses the question lists, the library and the print dialog as a person does; and reads the start page."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.care_kit.question_library import LibraryDialog
from ism_desktop.ui.care_kit.question_list import QuestionList
from ism_desktop.ui.care_kit.question_row import QuestionRow
from ism_desktop.ui.kit.widgets.drag_order import DragColumn, row_mime
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.tick_list import ID, TickList
from ism_desktop.ui.places.home.page import HomePage
from tests.drivers.widgets import click, dialog, find, words


def activate(qtbot: QtBot, window: QWidget) -> None:
    """Make a window the one that has the focus, as a person's window has."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


class QuestionsDriver:
    """The questions inside a page: those of one appointment, or of one group."""

    def __init__(self, qtbot: QtBot, inside: QWidget) -> None:
        self.qtbot = qtbot
        self.inside = inside

    # Reading

    def rows(self) -> list[QuestionRow]:
        """The rows from top to bottom."""
        lists = [one for one in self.inside.findChildren(QuestionList) if one.isVisible()]
        rows = [one.row(question_id) for one in lists for question_id in one.ids]
        return sorted(
            (row for row in rows if row is not None), key=lambda row: row.mapTo(self.inside, QPoint(0, 0)).y()
        )

    def texts(self) -> list[str]:
        """The questions from top to bottom."""
        return [row.question.title for row in self.rows()]

    def row(self, text: str) -> QuestionRow:
        return next(row for row in self.rows() if row.question.title == text)

    def shows(self, text: str) -> str:
        """What a question shows besides its fields."""
        return words(self.row(text))

    # Noting

    def note(self, text: str, name: str = "new_question") -> None:
        """Write a question and press Enter."""
        field = find(self.inside, QPlainTextEdit, name)
        field.setFocus()
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def half_write(self, text: str, name: str = "new_question") -> None:
        """Write without pressing Enter."""
        self.qtbot.keyClicks(find(self.inside, QPlainTextEdit, name), text)

    # Ordering

    def move(self, text: str, *, up: bool) -> None:
        """Press an arrow."""
        click(self.qtbot, self.row(text), "move_up" if up else "move_down")

    def move_by_key(self, text: str, key: Qt.Key) -> None:
        """Press Ctrl+Up or Ctrl+Down on a question."""
        head = find(self.row(text), RowButton, "question_head")
        head.setFocus()
        self.qtbot.keyClick(head, key, Qt.KeyboardModifier.ControlModifier)

    def drag(self, text: str, *, onto: str) -> None:
        """Let a question go on the upper half of another one."""
        row, target = self.row(text), self.row(onto)
        column = next(one for one in self.inside.findChildren(DragColumn) if one.isAncestorOf(target))
        mime = row_mime(row.question.id)
        drop = QDropEvent(
            QPointF(10, target.geometry().top() + 2),
            Qt.DropAction.MoveAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        column.dropEvent(drop)  # Qt delivers a drop only while a real drag is under way

    # Answering

    def open(self, text: str) -> None:
        """Press a question, so that all of it is shown."""
        if not self.row(text).is_open:
            click(self.qtbot, self.row(text), "question_head")

    def close(self, text: str) -> None:
        if self.row(text).is_open:
            click(self.qtbot, self.row(text), "question_head")

    def answer(self, text: str, answer: str) -> None:
        """Type an answer in and leave the field standing: nothing is pressed to save it."""
        field = find(self.row(text), QPlainTextEdit, "answer")
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, answer)

    def field(self, text: str, name: str) -> str:
        """What a field of a question shows."""
        control = find(self.row(text), QWidget, name)
        if isinstance(control, QLineEdit):
            return control.text()
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText()
        if isinstance(control, QComboBox):
            return control.currentText()
        buttons = [one for one in control.findChildren(QAbstractButton) if one.isChecked()]
        return buttons[0].text() if buttons else ""

    def choose_status(self, text: str, status: str) -> None:
        click(self.qtbot, self.row(text), f"status.{status}")

    def choose_appointment(self, text: str, label: str) -> None:
        box = find(self.row(text), QComboBox, "appointment")
        place = box.findText(label)
        assert place >= 0, f"{label!r} is not offered"
        box.setCurrentIndex(place)

    # Library

    def library(self) -> "LibraryDriver":
        """Open the library."""
        click(self.qtbot, self.inside, "pick_from_library")
        return LibraryDriver(self.qtbot)


class LibraryDriver:
    """The library, once its dialog is open."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        found = dialog(qtbot, "library_dialog")
        assert isinstance(found, LibraryDialog)
        self.dialog = found
        self.list = find(found, TickList, "library_list")

    def _items(self) -> list[int]:
        return [
            place
            for place in range(self.list.count())
            if self.list.item(place).data(ID) and not self.list.item(place).isHidden()
        ]

    def texts(self) -> list[str]:
        """The questions that are shown."""
        return [self.list.item(place).text() for place in self._items()]

    def is_settled(self, text: str) -> bool:
        """Whether a question is marked as one that stands on the list already."""
        item = next(self.list.item(place) for place in self._items() if self.list.item(place).text() == text)
        return not item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.checkState() is Qt.CheckState.Checked

    def search(self, text: str) -> None:
        field = find(self.dialog, QLineEdit, "library_search")
        field.clear()
        self.qtbot.keyClicks(field, text)

    def choose(self, name: str, label: str) -> None:
        box = find(self.dialog, QComboBox, name)
        box.setCurrentIndex(box.findText(label))

    def tick(self, *texts: str) -> None:
        """Press the rows of these questions."""
        for text in texts:
            item = next(self.list.item(place) for place in self._items() if self.list.item(place).text() == text)
            self.list.scrollToItem(item)
            place = self.list.visualItemRect(item).center()
            self.qtbot.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def add(self) -> None:
        click(self.qtbot, self.dialog, "library_add")

    def cancel(self) -> None:
        click(self.qtbot, self.dialog, "cancel")


class HomeDriver:
    """The start page."""

    def __init__(self, qtbot: QtBot, page: HomePage) -> None:
        self.qtbot = qtbot
        self.page = page

    @property
    def greeting(self) -> str:
        return find(self.page, QLabel, "greeting").text()

    def card(self, name: str) -> str:
        """The words of a card; empty when it is not shown."""
        self._settle()
        card = find(self.page, QWidget, name)
        rows = [one.accessibleName() for one in card.findChildren(RowButton) if one.isVisible()]
        return "\n".join([words(card), *rows]) if card.isVisible() else ""

    def rows(self, name: str) -> list[str]:
        """The names of the rows of a card."""
        self._settle()
        card = find(self.page, QWidget, name)
        return [row.objectName() for row in card.findChildren(RowButton) if row.isVisible()]

    @staticmethod
    def _settle() -> None:
        """Let parts that were made this moment appear."""
        QApplication.processEvents()

    def press(self, name: str) -> None:
        click(self.qtbot, self.page, name)
