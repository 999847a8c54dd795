"""A pool: up to so many worker processes of one role, borrowed by one thread at a time, replaced when worn out or gone."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from ism_desktop.worker.child import Child, Stopped


class ProcessPool:
    """Worker processes of one role. Thread-safe; processes are started when first needed."""

    def __init__(self, role: str, size: int) -> None:
        self._role = role
        self._free = threading.Condition()
        self._places = size
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that run now."""
        with self._free:
            return [child.pid for child in (*self._idle, *self._busy)]

    @contextmanager
    def borrow(self) -> Generator[Child]:
        """A process for this thread alone; waits while all are busy. Raises Stopped when none can be started."""
        child = self._take()
        try:
            yield child
        finally:
            self._give_back(child)

    def end_idle(self) -> None:
        """End the processes that have nothing to do; others are started when they are needed."""
        with self._free:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()

    def close(self) -> None:
        """End every process, also one that is at work: whoever waits for it gets Stopped."""
        with self._free:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = list(self._busy)
            self._free.notify_all()
        for child in idle:
            child.close()
        for child in busy:
            child.end()

    def _take(self) -> Child:
        with self._free:
            self._free.wait_for(lambda: self._places > 0 or self._closed)
            if self._closed:
                raise Stopped(overdue=False)
            self._places -= 1
            child = self._idle.pop() if self._idle else None
            if child is not None:
                self._busy.add(child)
        if child is not None and not child.worn_out:
            return child
        try:
            if child is not None:
                self._drop(child)
            fresh = Child(self._role)
        except BaseException:
            with self._free:
                self._places += 1
                self._free.notify()
            raise
        with self._free:
            self._busy.add(fresh)
            closed = self._closed
        if closed:
            self._give_back(fresh)
            raise Stopped(overdue=False)
        return fresh

    def _drop(self, child: Child) -> None:
        with self._free:
            self._busy.discard(child)
        child.close()

    def _give_back(self, child: Child) -> None:
        keep = not child.worn_out
        with self._free:
            self._busy.discard(child)
            keep = keep and not self._closed
            if keep:
                self._idle.append(child)
            self._places += 1
            self._free.notify()
        if not keep:
            child.close()
