"""The pinned Qt binding keeps count of Python's own objects: PySide6 6.12.0 did not on Python 3.11, and every program on it died."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

_TIMES = 25  # few: where the count is wrong, many would end the test run


class Sender(QObject):
    """An object with a signal."""

    happened = Signal()

    def on_happened(self) -> None:
        """Hear of it."""


def _lost(counted: object, action: Callable[[], object]) -> float:
    action()
    before = sys.getrefcount(counted)
    for _ in range(_TIMES):
        action()
    return (before - sys.getrefcount(counted)) / _TIMES


@pytest.mark.parametrize("counted", [None, True, False], ids=str)
def test_no_reference_is_given_back_that_was_not_taken(qtbot: QtBot, counted: object) -> None:
    sender, widget = Sender(), QWidget()
    qtbot.addWidget(widget)
    sender.happened.connect(sender.on_happened)
    actions: dict[str, Callable[[], object]] = {
        "emit": sender.happened.emit,
        "process events": QApplication.processEvents,
        "resize": lambda: widget.resize(50, 50),
        "set text": lambda: widget.setWindowTitle("words"),
        "ask": widget.isVisible,
    }
    lost = {name: count for name, action in actions.items() if (count := _lost(counted, action)) > 0.5}
    assert not lost, f"references to {counted} lost with each call: {lost}"
