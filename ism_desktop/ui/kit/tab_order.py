"""The order in which Tab goes through widgets: as they stand on the screen, also those that came later than the ones below them."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(*layouts: QLayout) -> None:
    """Let Tab go through all that lies on these layouts in their order; what is hidden now has its place, too."""
    for before, after in pairwise(part for layout in layouts for part in _reached(layout)):
        QWidget.setTabOrder(before, after)


def _reached(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = None if item is None else item.widget()
        inside = widget.layout() if widget is not None else None if item is None else item.layout()
        # One that Tab passes by now may be the stop of its group later (see `Choices`).
        if widget is not None and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield widget
        if inside is not None:
            yield from _reached(inside)
