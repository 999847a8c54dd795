"""Locking must not wait for anything: what has not ended in time is left behind, and the process is replaced all the same."""

import threading
from collections.abc import Callable

TIME_LIMIT = 5.0  # seconds


class LastResort:
    """Calls `leave` from a thread of its own unless it is called off in time.

    What was committed is on the disk, and what was not simply did not happen, wherever the rest of the program is at that moment.
    """

    def __init__(self, leave: Callable[[], object]) -> None:
        self._timer = threading.Timer(TIME_LIMIT, leave)
        self._timer.daemon = True
        self._timer.start()

    def call_off(self) -> None:
        """All ended by itself."""
        self._timer.cancel()
