"""Python's cyclic garbage collection, moved to moments when nothing of Qt is half way.

Left to itself it runs wherever memory is asked for: in a background thread, where it may destroy a widget, or inside the destructor of one
QObject, where destroying a second one waits for a lock that the first one holds, for ever (seen with PySide6 6.11: the lock comes
from a pool of 131, so it happens once in a while and never when one looks). Here it runs on the window's thread, between events.
"""

import gc

from PySide6.QtCore import QObject

from ism_desktop.ui.kit.timers import timer

_INTERVAL = 500  # milliseconds


class GarbageCollection(QObject):
    """Switches the automatic collection off and does its work by a timer, by the same thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = timer(self, _INTERVAL, once=False)
        self._timer.timeout.connect(self._on_due)
        self._timer.start()

    def _on_due(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return


def spare_what_stays() -> None:
    """Collect once, and from then on leave alone what is there: classes, tables and all else that lives as long as the program.

    Looking through it took 130 ms each time, with the window standing still, again and again while somebody worked.
    """
    gc.collect()
    gc.freeze()
