"""Finding what a person sees: widgets by their name, and the words on the screen."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

W = TypeVar("W", bound=QWidget)


def find(inside: QWidget, kind: type[W], name: str) -> W:
    """The widget of this name; an assertion fails when there is none."""
    found = inside.findChild(kind, name)
    assert found is not None, f"there is no {kind.__name__} called {name!r}"
    return found


def click(qtbot: QtBot, inside: QWidget, name: str) -> None:
    """Click a button that a person can see and use."""
    # One that was answered may still be there, hidden, until Qt clears it away.
    button = next((each for each in inside.findChildren(QAbstractButton, name) if each.isVisible()), None)
    button = button or find(inside, QAbstractButton, name)
    assert button.isVisible(), f"{name} is not to be seen"
    assert button.isEnabled(), f"{name} cannot be used"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words(inside: QWidget) -> str:
    """Every word of the labels and buttons that can be seen."""
    parts = [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]
    parts += [button.text() for button in inside.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join(part for part in parts if part)


def shown(stack: QStackedWidget) -> QWidget:
    """The page that a stack shows."""
    page = stack.currentWidget()
    assert page is not None, "the stack is empty"
    return page


def emitted(signal: SignalBlocker) -> Any:
    """The first value that came with a signal that was waited for."""
    assert signal.args, "the signal came without a value, or not at all"
    return signal.args[0]


def hide_suggestions(line: QLineEdit) -> bool:
    """Close the list of suggestions below a line; returns whether it has one."""
    completer = line.completer()
    if not completer:  # Qt's stubs do not say that a line may be without
        return False
    popup = completer.popup()
    if popup is not None:
        popup.hide()
    return True


def dialog(qtbot: QtBot, name: str) -> QDialog:
    """The dialog of this name, once it is open."""

    def there() -> QDialog | None:
        return next((w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()), None)  # type: ignore[return-value]

    qtbot.waitUntil(lambda: there() is not None)
    found = there()
    assert isinstance(found, QDialog)
    return found
