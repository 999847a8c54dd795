"""How slow work tells how far it is, and how it is told to stop."""

from typing import Protocol


class Cancelled(Exception):
    """Raised out of a `Progress` call when the person pressed Cancel; the work undoes itself and lets it pass."""


class Progress(Protocol):
    """Called by slow work as it goes: `done` of `total` steps, and in a few plain words `what` is being done.

    `total` of 0 means "not known". May raise `Cancelled`. May be called from any thread.
    """

    def __call__(self, done: int, total: int, what: str, /) -> None:
        """Report one step."""


def no_progress(done: int, total: int, what: str) -> None:
    """Ignore progress: for tests and for work nobody watches."""


class Portion:
    """A `Progress` that maps a part's own steps onto one span of a longer piece of work."""

    def __init__(self, progress: Progress, start: int, length: int, total: int) -> None:
        self._progress = progress
        self._start = start
        self._length = length
        self._total = total

    def __call__(self, done: int, total: int, what: str) -> None:
        """Report one step of the part as the share of the whole that it is."""
        fraction = done / total if total else 0.0
        self._progress(self._start + round(self._length * fraction), self._total, what)
