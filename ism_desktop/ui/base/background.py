"""The one place where slow, Qt-free functions run off the window's thread; it brings result, error and progress back to it.

Pages own no threads. A callback runs on the window's thread, and only while its owner still lives.
"""

import contextlib
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ism_desktop.progress import Cancelled

_SECONDS_BETWEEN_REPORTS = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    """How one item of a job ended: `subject` names it, `good` says whether all went well, `words` say what happened.

    `look` marks a good one that has something in its words that should be read.
    """

    subject: str
    good: bool
    words: str
    look: bool = False

    @property
    def needs_reading(self) -> bool:
        """Whether it failed, or has words that should be read."""
        return self.look or not self.good


class Task:
    """What the work is given: a `Progress` to call, which raises `Cancelled`, and `tell` for the result of one item. Any thread."""

    def __init__(self, send: Callable[[str, Any], None]) -> None:
        self._send = send
        self._cancelled = threading.Event()
        self._last_sent = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        """Report progress. Raises Cancelled after the person pressed Cancel."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last_sent >= _SECONDS_BETWEEN_REPORTS or (total and done == total):
            self._last_sent = now
            self._send("progress", (done, total, what))

    def tell(self, subject: str, words: str, *, good: bool = True, look: bool = False) -> None:
        """Add a result line for one item, such as a file."""
        self._send("line", Line(subject, good, words, look))

    def stop(self) -> None:
        """Make the next report raise `Cancelled`."""
        self._cancelled.set()


class Job(QObject):
    """One running or finished piece of work, on the window's thread."""

    progressed = Signal(int, int, str)
    line_added = Signal(object)
    ended = Signal()

    def __init__(self, title: str, task: Task, *, quiet: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.quiet = quiet
        self.lines: list[Line] = []
        self.state = "running"  # then done, failed or cancelled
        self.done, self.total, self.what = 0, 0, ""
        self._task = task

    @property
    def running(self) -> bool:
        """Whether the work has not ended yet."""
        return self.state == "running"

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._task.stop()

    def take_progress(self, done: int, total: int, what: str) -> None:
        """Note how far the work is."""
        self.done, self.total, self.what = done, total, what
        self.progressed.emit(done, total, what)

    def take_line(self, line: Line) -> None:
        """Note how one item ended."""
        self.lines.append(line)
        self.line_added.emit(line)

    def end(self, state: str) -> None:
        """Note that the work has ended."""
        self.state = state
        self.ended.emit()


def _held(callback: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None]:
    """A reference to the callback that does not keep its object alive when it is a bound method."""
    if callback is None:
        return lambda: None
    if hasattr(callback, "__self__") and hasattr(callback, "__func__"):
        return weakref.WeakMethod(callback)  # pyright: ignore[reportArgumentType]
    return lambda: callback


class _Delivery:
    """Where the news of one job go: the job itself, and the callbacks of an owner as long as it lives."""

    def __init__(self, job: Job, owner: QObject, callbacks: dict[str, Callable[..., None] | None]) -> None:
        self.job = job
        self._owner = weakref.ref(owner)
        self._callbacks = {name: _held(callback) for name, callback in callbacks.items()}

    def owner_lives(self) -> bool:
        owner = self._owner()
        return owner is not None and shiboken6.isValid(owner)

    def call(self, name: str, *arguments: object) -> bool:
        """Call the owner's callback; False when there is none to call."""
        callback = self._callbacks[name]() if self.owner_lives() else None
        if callback is None:
            return False
        callback(*arguments)
        return True


class Background(QObject):
    """Runs functions that take `progress` in a few threads. Its methods belong to the window's thread."""

    started = Signal(object)  # Job
    failed = Signal(object)  # the exception nobody else takes
    became_idle = Signal()
    _news = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(4, thread_name_prefix="background")
        # What the window waits for at this moment must not stand behind four long jobs.
        self._at_once = ThreadPoolExecutor(2, thread_name_prefix="at-once")
        self._deliveries: dict[int, _Delivery] = {}
        self._next = 0
        self._news.connect(self._on_news, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Task], Any],
        *,
        owner: QObject,
        title: str = "",
        on_result: Callable[..., None] | None = None,
        on_error: Callable[..., None] | None = None,
        on_progress: Callable[..., None] | None = None,
        on_line: Callable[..., None] | None = None,
        on_cancelled: Callable[..., None] | None = None,
        quiet: bool = False,
        at_once: bool = False,
    ) -> Job:
        """Run `work(task)` in a thread.

        Args:
            work: Qt-free; `task` is its `progress`, and `task.tell(...)` adds a result line.
            owner: callbacks run only while this object lives. Give bound methods of it.
            title: what the job tray calls it, such as "Importing 12 files".
            on_result: takes what `work` returned.
            on_error: takes the exception; without it, `failed` is emitted.
            on_progress: takes done, total, what.
            on_line: takes a `Line`.
            on_cancelled: takes nothing.
            quiet: the job tray does not show it.
            at_once: it takes less than a second, and somebody waits for it: it stands behind no long work.
        """
        number, self._next = self._next, self._next + 1
        task = Task(lambda what, value: self._send(number, what, value))
        job = Job(title, task, quiet=quiet, parent=self)
        callbacks = {
            "result": on_result,
            "error": on_error,
            "progress": on_progress,
            "line": on_line,
            "cancelled": on_cancelled,
        }
        self._deliveries[number] = _Delivery(job, owner, callbacks)
        (self._at_once if at_once else self._executor).submit(self._work, number, work, task)
        self.started.emit(job)
        return job

    def _send(self, number: int, what: str, value: object) -> None:
        # Once the program is closing the receiving side is gone; news nobody can read may be dropped.
        with contextlib.suppress(RuntimeError):
            self._news.emit(number, what, value)

    def _work(self, number: int, work: Callable[[Task], Any], task: Task) -> None:
        try:
            result = work(task)
        except Cancelled:
            self._send(number, "cancelled", None)
        except BaseException as error:  # noqa: BLE001  (it is shown or reported on the window's thread)
            self._send(number, "error", error)
        else:
            self._send(number, "result", result)

    def _on_news(self, number: int, what: str, value: object) -> None:
        delivery = self._deliveries[number]
        job = delivery.job
        if what == "progress" and isinstance(value, tuple):
            job.take_progress(*value)
            delivery.call("progress", *value)
            return
        if what == "line" and isinstance(value, Line):
            job.take_line(value)
            delivery.call("line", value)
            return
        del self._deliveries[number]
        job.end({"result": "done", "error": "failed", "cancelled": "cancelled"}[what])
        try:
            self._deliver_end(delivery, what, value)
        finally:
            job.deleteLater()
            if not self._deliveries:
                self.became_idle.emit()

    def _deliver_end(self, delivery: _Delivery, what: str, value: object) -> None:
        arguments = () if what == "cancelled" else (value,)
        if not delivery.call(what, *arguments) and what == "error":
            self.failed.emit(value)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and no news is on its way."""
        return not self._deliveries

    def running_jobs(self) -> list[Job]:
        """The jobs that have not ended, the oldest first."""
        return [delivery.job for delivery in self._deliveries.values()]

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.running_jobs():
            job.cancel()

    def close(self) -> None:
        """Stop what runs, wait for its threads, and drop what they still had to say."""
        self.cancel_all()
        for executor in (self._at_once, self._executor):
            executor.shutdown(wait=True, cancel_futures=True)
        self._deliveries.clear()
        shiboken6.delete(self)
