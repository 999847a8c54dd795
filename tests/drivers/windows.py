"""What stands on the screen belongs to the test that put it there, and goes with it."""

from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


@contextmanager
def windows_of_a_test(*, shown: bool = False) -> Generator[None]:
    """Every window made inside is destroyed behind it; one that is still shown is a fault, unless `shown` allows it.

    A window that is only closed stays in memory as long as a signal of its own parts holds it, and each later change of the look
    dresses it anew.
    """
    before = set(map(id, QApplication.topLevelWidgets()))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.objectName()}" for widget in left if widget.isVisible()]
    for widget in left:
        # Windows of the program: the list of a completer stands here too, and belongs to the completer, which would destroy it again.
        if widget.parent() is None and type(widget).__module__.startswith("ism_desktop."):
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown or not names, f"left on the screen: {names}"
