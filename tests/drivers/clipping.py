"""Finds words that a person cannot read whole: labels and buttons with less room than their words need."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

_SLACK = 2  # pixels: rounding of fonts


def settle() -> None:
    """Let everything that is due happen: layouts, signals between pages, parts that appear or go."""
    for _ in range(10):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def clipped(inside: QWidget) -> list[str]:
    """What is cut off, in words; empty when everything can be read by scrolling down."""
    faults: list[str] = []
    for label in inside.findChildren(QLabel):
        if label.isVisible() and label.text():
            faults += _label_faults(label)
            faults += _sticks_out(inside, label, label.text())
    for button in inside.findChildren(QAbstractButton):
        if button.isVisible() and not isinstance(button, QToolButton):
            if button.minimumSizeHint().width() > button.width() + _SLACK:
                faults.append(f"button {button.text() or button.objectName()!r} is {button.width()} wide")
            faults += _sticks_out(inside, button, button.text() or button.objectName())
    return faults


def _label_faults(label: QLabel) -> list[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK:
            return [f"label {label.text()!r} is {label.height()} high and needs {needed}"]
        return []
    needed = label.sizeHint().width()
    return [f"label {label.text()!r} is {label.width()} wide"] if needed > label.width() + _SLACK else []


def _sticks_out(inside: QWidget, widget: QWidget, words: str) -> list[str]:
    left = widget.mapTo(inside, QPoint(0, 0)).x()
    if left < -_SLACK or left + widget.width() > inside.width() + _SLACK:
        return [f"{words!r} sticks out at the side"]
    return []
