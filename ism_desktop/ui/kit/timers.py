"""Timers, made so that they work in every country.

PySide also takes Qt's properties by name where a widget or timer is made, and finds their setters by the capital letter that the locale of
the process gives. Turkish has another capital for i: an interval given by name is an error there, and no window would open. So no property
whose name begins with i is given that way (`tests/laws/test_language.py`).
"""

from PySide6.QtCore import QObject, QTimer


def timer(parent: QObject, milliseconds: int, *, once: bool = True) -> QTimer:
    """A timer that is not running yet; it rings once, or again and again."""
    made = QTimer(parent)
    made.setSingleShot(once)
    made.setInterval(milliseconds)
    return made
