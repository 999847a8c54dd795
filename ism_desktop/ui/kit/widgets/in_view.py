"""Bringing a part into view, wherever it scrolls."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def bring_into_view(part: QWidget, around: int = 40) -> None:
    """Scroll all that holds `part` so that it is seen whole, `around` pixels beside it too, once what was just shown is arranged."""
    QTimer.singleShot(0, part, lambda: _scroll(part, around))


def _scroll(part: QWidget, around: int) -> None:
    holder = part.parentWidget()
    while holder is not None and not holder.isWindow():
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(part, 0, around)
        holder = holder.parentWidget()
