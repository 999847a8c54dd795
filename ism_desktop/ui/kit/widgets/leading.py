"""One primary button at a time: of the buttons that may lead a page, the first that is seen does."""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from ism_desktop.ui.kit.widgets.buttons import set_primary

_TURNS = frozenset({QEvent.Type.Show, QEvent.Type.Hide})


class Leading(QObject):
    """Follows the buttons of a page as they come and go. Those added first go before those added later."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._buttons: list[QPushButton] = []

    def add(self, buttons: Iterable[QPushButton], *, first: bool = False) -> None:
        """These may lead as well: before all others, or behind them."""
        added = list(buttons)
        for each in added:
            each.installEventFilter(self)
        self._buttons = [*added, *self._buttons] if first else [*self._buttons, *added]
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose anew when one comes or goes."""
        if event.type() in _TURNS and watched in self._buttons:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        there = [each for each in self._buttons if shiboken6.isValid(each)]
        leader = next((each for each in there if each.isVisible()), None)
        for each in there:
            if each.isVisible():
                set_primary(each, primary=each is leader)
