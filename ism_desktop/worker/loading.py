"""A document loaded into a borrowed worker process: its bytes cross the pipe once, then jobs on its pages follow."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from ism_desktop.errors import DocumentRefused
from ism_desktop.worker import checks
from ism_desktop.worker.child import Child, Stopped
from ism_desktop.worker.frames import BrokenPipe, Message
from ism_desktop.worker.limits import MAX_FILE_BYTES
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import refused, stopped


class Loaded(NamedTuple):
    """The process that holds the document, and what the document is."""

    child: Child
    media_type: str
    pages: int


@contextmanager
def loaded(
    pool: ProcessPool, untrusted: bytes, name: str = "", media_type: str | None = None, **how: object
) -> Generator[Loaded]:
    """Hold a document open in a process of `pool`; at the end the process forgets it.

    `media_type`, where given, is what the bytes turned out to be earlier; `how` goes with the job of loading.

    Raises DocumentRefused of the fitting kind, also for what happens inside the block: a process that stopped, or whose answers cannot be
    right and that is ended for it.
    """
    if not untrusted:
        raise refused({"refused": "empty"})
    if len(untrusted) > MAX_FILE_BYTES:
        raise refused({"refused": "bytes"})
    try:
        with pool.borrow() as child, _put_away_after(child):
            found, pages = checks.loaded(granted(child.ask({"job": "load", **how}, untrusted)[0], name))
            if media_type not in (None, found):
                raise refused({"refused": "damaged"})
            yield Loaded(child, found, pages)
    except Stopped as stop:
        raise stopped(stop.overdue) from stop


def granted(answer: Message, name: str = "") -> Message:
    """The answer, unless it is a refusal. Raises DocumentRefused of the fitting kind."""
    if "refused" in answer:
        raise refused(answer, name)
    return answer


@contextmanager
def _put_away_after(child: Child) -> Generator[None]:
    """Have the process forget the document, however the block ends; end a process whose answer cannot be right."""
    try:
        yield
    except BrokenPipe as error:
        child.end()
        raise Stopped(overdue=False) from error
    except BaseException:
        # What went wrong is what is told, not that the process stopped afterwards.
        with suppress(Stopped, DocumentRefused):
            if not child.gone:
                granted(child.ask({"job": "put away"})[0])
        raise
    if not child.gone:  # ended by a page that was counted as lost
        granted(child.ask({"job": "put away"})[0])
