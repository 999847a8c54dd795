"""What may be told about a bug of ours: versions, the kinds of the exceptions, and our own frames; no values, no paths, no environment.

The words of an exception are left out too, because they can quote what was being worked on.
"""

import contextlib
import copy
import logging
import platform
import traceback
from importlib import metadata
from pathlib import Path
from typing import Any

from ism_desktop import __version__

_ROOT = Path(__file__).parent


def report_of(error: BaseException) -> str:
    """A report about a bug that is safe to show, to log and to send."""
    return "\n".join([_versions(), *_frames(error)])


class LogFile(logging.FileHandler):
    """The file of the log. That it cannot be written, or that its folder is gone, keeps nobody from their record."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, where that can be done."""
        with contextlib.suppress(OSError):
            super().emit(record)


class LogLine(logging.Formatter):
    """A line of the log: when, how severe, where, our own sentence; of an exception only its kind and our frames."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line. A copy of the record, because another formatter may have left an exception's words in it."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the name of the standard library)
        """The exception without its words."""
        error = ei[1]
        return "\n".join(_frames(error)) if isinstance(error, BaseException) else ""


def _versions() -> str:
    try:
        qt = metadata.version("PySide6_Essentials")
    except metadata.PackageNotFoundError:
        qt = "unknown"
    return f"ISM Desktop {__version__}, Python {platform.python_version()}, PySide6 {qt}, {platform.system()}"


def _frames(error: BaseException) -> list[str]:
    lines = [f"{type(error).__module__}.{type(error).__qualname__}"]
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT):
            lines.append(f"  {path.relative_to(_ROOT).as_posix()}:{frame.lineno} in {frame.name}")
    cause = error.__cause__ or error.__context__
    return lines if cause is None else [*lines, "after", *_frames(cause)]
