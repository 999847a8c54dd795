"""How answers are written: plain lines for people, one JSON line for each item for scripts; progress and faults to standard error."""

import contextlib
import errno
import io
import json
import logging
import os
import signal
import sys
from collections.abc import Generator, Mapping
from types import FrameType
from typing import Any

from ism_desktop.bug_report import LogLine
from ism_desktop.errors import IsmError
from ism_desktop.language import tr_c
from ism_desktop.progress import Cancelled

_CLEAR_LINE = "\r\033[K"


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal’s setting, so that no name and no snippet can stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def log_to_terminal() -> None:
    """Write our own warnings to standard error, without the words of exceptions."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogLine())
    logging.getLogger("ism_desktop").addHandler(handler)


class Output:
    """Writes the items of one command."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self.lost: OSError | None = None

    def item(self, values: Mapping[str, Any], line: str) -> None:
        """Write one item: `values` as JSON, or the line for people.

        When nobody reads any more, or the disk is full, the work goes on without answers: half an import would be worse. `lost` is why.
        """
        if self.lost is not None:
            return
        if sys.stdout is None:  # closed by whoever started the program  # pyright: ignore[reportUnnecessaryComparison]
            self.lost = OSError(errno.EBADF, os.strerror(errno.EBADF))
            return
        try:
            print(json.dumps(values, ensure_ascii=False) if self._as_json else line, flush=True)
        except OSError as error:
            self.lost = error
            # What Python still holds for the stream would raise once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(sentence: str) -> None:
    """Write a sentence beside the answers, to standard error."""
    with contextlib.suppress(OSError):  # nobody hears it; the exit status tells
        print(sentence, file=sys.stderr, flush=True)


def fault(error: IsmError) -> None:
    """Write what went wrong and what to do now."""
    title, what, advice = str(error.title), error.what, error.advice
    if advice:
        note(tr_c("a fault on one line", "{title}. {what} {advice}", title=title, what=what, advice=advice))
    else:
        note(tr_c("a fault on one line", "{title}. {what}", title=title, what=what))


class TerminalProgress:
    """One line at the terminal that shows how far the work is; nothing when standard error is a file or a pipe.

    Ctrl+C asks the work to stop at its next step, so that nothing half-made stays; a second Ctrl+C ends the program at once.
    """

    def __init__(self) -> None:
        # There is none when whoever started the program closed it.
        self._shows = sys.stderr is not None and sys.stderr.isatty()  # pyright: ignore[reportUnnecessaryComparison]
        self._stopped = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show progress. Raises Cancelled after Ctrl+C."""
        if self._stopped:
            raise Cancelled
        if self._shows:
            # Figures before words, in one column so that the words do not jump; no sentence.
            share = f"{100 * done // total:3d} % " if total else ""
            sys.stderr.write(f"{_CLEAR_LINE}{share}{what}"[:160])
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, before something else is written."""
        if self._shows:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()

    def on_interrupt(self, _number: int, _frame: FrameType | None) -> None:
        """Take Ctrl+C."""
        if self._stopped:
            raise KeyboardInterrupt
        self._stopped = True


@contextlib.contextmanager
def progress() -> Generator[TerminalProgress]:
    """Show progress during a block, and let Ctrl+C stop its work tidily."""
    shown = TerminalProgress()
    before = signal.signal(signal.SIGINT, shown.on_interrupt)
    try:
        yield shown
    finally:
        signal.signal(signal.SIGINT, before)
        shown.clear()


def on_one_line(name: str) -> str:
    """A name with line ends in it could look like the result of another file."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
