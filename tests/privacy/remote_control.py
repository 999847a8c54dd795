"""The hand inside a program under test: takes orders from the test through a pipe and carries them out on the window's thread, as a person.

It knows nothing by heart: whatever it types comes through the pipe, so that the process after a lock starts without a word of it.
"""

import importlib.util
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# The descriptors that orders come from and answers go to, as "5,6"; set by the test that starts the program.
DESCRIPTORS = "ISM_TEST_HAND"


def reach_in() -> None:
    """Begin to listen, if a test asks for it. The process that a lock puts in this one's place does the same."""
    words = os.environ.get(DESCRIPTORS)
    if words:
        orders, answers = (int(number) for number in words.split(","))
        sys.addaudithook(lambda event, _arguments: _tell_of_relaunch(event, answers))
        sys.meta_path.insert(0, _Waiting(orders, answers))


def _tell_of_relaunch(event: str, answers: int) -> None:
    if event == "os.exec":
        _answer(answers, {"relaunching": time.monotonic()})


def _answer(descriptor: int, told: dict[str, Any]) -> None:
    """Send one line to the test."""
    os.write(descriptor, (json.dumps(told) + "\n").encode())


class _Waiting(MetaPathFinder):
    """Waits until the module with the window is loaded, and puts the hand to its application: made on its own thread, as Qt wants it."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders, self._answers = orders, answers

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != "ism_desktop.app":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        assert spec is not None
        assert spec.loader is not None
        load = spec.loader.exec_module

        def load_and_take(module: ModuleType) -> None:
            load(module)
            _take(module, self._orders, self._answers)

        spec.loader.exec_module = load_and_take  # type: ignore[method-assign]
        return spec


def _take(module: ModuleType, orders: int, answers: int) -> None:
    from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

    class Hand(QObject):
        ordered = Signal(str)

        @Slot()
        def look(self) -> None:
            """Tell when the first window can be seen, as soon as it can."""
            if any(window.isVisible() for window in module.QApplication.topLevelWidgets()):
                _answer(answers, {"answer": time.monotonic()})
            else:
                QTimer.singleShot(2, self.look)

        @Slot(str)
        def carry_out(self, line: str) -> None:
            from tests.privacy import remote_commands

            order = json.loads(line)
            try:
                told: dict[str, Any] = {"answer": remote_commands.ORDERS[order.pop("do")](**order)}
            except BaseException:  # noqa: BLE001  (the test hears of it)
                told = {"failed": traceback.format_exc()}
            _answer(answers, told)

    def listen(hand: Hand) -> None:
        for line in _lines(orders):
            hand.ordered.emit(line)

    class Application(module.QApplication):
        def exec(self) -> int:
            hand = Hand()
            hand.ordered.connect(hand.carry_out, Qt.ConnectionType.QueuedConnection)
            QTimer.singleShot(0, hand.look)
            threading.Thread(target=listen, args=(hand,), daemon=True, name="hand").start()
            return super().exec()

    module.QApplication = Application  # type: ignore[attr-defined]


def _lines(descriptor: int) -> Iterator[str]:
    """Whole lines from a pipe, with nothing read ahead: what is not read yet is for the process after the lock."""
    line = bytearray()
    while True:
        byte = os.read(descriptor, 1)
        if not byte:
            return
        if byte == b"\n":
            yield line.decode()
            line.clear()
        else:
            line += byte
