"""A document loaded into a borrowed worker process: its bytes cross the pipe once, then jobs on its pages follow."""

from collections.abc import Callable, Generator
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
    _check_size(untrusted)
    with _ended_is_told(), pool.borrow() as child, _put_away_after(child):
        yield _load(child, untrusted, name, media_type, how)


@contextmanager
def kept_loaded(pool: ProcessPool, content: Callable[[], bytes], media_type: str, known_as: str) -> Generator[Loaded]:
    """The same for a document of which one page after the other is wanted: it stays open in the process, until another one comes or
    `put_away` is called. `content` gives its bytes and is only asked for them when they are not there. Raises as `loaded`, and what
    `content` raises.
    """
    with _ended_is_told(), pool.borrow() as child:
        if child.holds is None or child.holds[0] != known_as:
            untrusted = content()
            _check_size(untrusted)
            with _put_away_after(child, keep=True):
                made = _load(child, untrusted, "", media_type, {})
                child.holds = known_as, made.pages
        _, pages = child.holds or ("", 0)
        with _put_away_after(child, keep=True):
            yield Loaded(child, media_type, pages)


def put_away(pool: ProcessPool) -> None:
    """Have the processes of a pool that rest forget the document that they kept open."""
    if not pool.pids:
        return
    with suppress(Stopped, DocumentRefused), pool.borrow() as child:
        if child.holds is not None:
            child.holds = None
            granted(child.ask({"job": "put away"})[0])


def _check_size(untrusted: bytes) -> None:
    if not untrusted:
        raise refused({"refused": "empty"})
    if len(untrusted) > MAX_FILE_BYTES:
        raise refused({"refused": "bytes"})


def _load(child: Child, untrusted: bytes, name: str, media_type: str | None, how: dict[str, object]) -> Loaded:
    child.holds = None
    found, pages = checks.loaded(granted(child.ask({"job": "load", **how}, untrusted)[0], name))
    if media_type not in (None, found):
        raise refused({"refused": "damaged"})
    return Loaded(child, found, pages)


@contextmanager
def _ended_is_told() -> Generator[None]:
    try:
        yield
    except Stopped as stop:
        raise stopped(stop.overdue) from stop


def granted(answer: Message, name: str = "") -> Message:
    """The answer, unless it is a refusal. Raises DocumentRefused of the fitting kind."""
    if "refused" in answer:
        raise refused(answer, name)
    return answer


@contextmanager
def _put_away_after(child: Child, *, keep: bool = False) -> Generator[None]:
    """Have the process forget the document, however the block ends; end a process whose answer cannot be right. With `keep` it forgets
    only where something went wrong.
    """
    try:
        yield
    except BrokenPipe as error:
        child.end()
        raise Stopped(overdue=False) from error
    except BaseException:
        child.holds = None
        # What went wrong is what is told, not that the process stopped afterwards.
        with suppress(Stopped, DocumentRefused):
            if not child.gone:
                granted(child.ask({"job": "put away"})[0])
        raise
    if not keep and not child.gone:  # ended by a page that was counted as lost
        granted(child.ask({"job": "put away"})[0])
