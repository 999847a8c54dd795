"""A watch over a worker process: ends it when a job takes longer than it may."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager


class Watchdog:
    """One thread for the life of a process. A `threading.Timer` for each job would take longer than copying a page.

    Every span has the same length, so the thread, once asleep until the end of one, needs no waking for those that follow.
    """

    def __init__(self, seconds: float, overdue: Callable[[], None]) -> None:
        self._seconds = seconds
        self._overdue = overdue
        self._changed = threading.Condition()
        self._ends: float | None = None
        self._idle = False
        self._closed = False
        threading.Thread(target=self._run, name="worker-watchdog", daemon=True).start()

    @contextmanager
    def span(self) -> Generator[None]:
        """Call `overdue` if the block takes longer than the watch allows."""
        with self._changed:
            self._ends = time.monotonic() + self._seconds
            if self._idle:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._ends = None

    def close(self) -> None:
        """End the watch."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                if self._ends is None:
                    self._idle = True
                    self._changed.wait()
                    self._idle = False
                    continue
                left = self._ends - time.monotonic()
                if left <= 0:
                    self._overdue()
                    return
                self._changed.wait(left)
