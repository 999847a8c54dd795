"""Asking a process for what a small file of many entries says: contact cards, a calendar."""

from collections.abc import Callable
from typing import TypeVar

from ism_desktop.errors import TooLarge, WorkerStopped
from ism_desktop.language import tr
from ism_desktop.worker.checks import must
from ism_desktop.worker.child import Stopped
from ism_desktop.worker.frames import BrokenPipe, Message
from ism_desktop.worker.limits import MEGABYTE
from ism_desktop.worker.loading import granted
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import refused

_Read = TypeVar("_Read")


def require_size(untrusted: bytes, most: int, advice: str) -> None:
    """Refuse a file that is empty or larger than so many bytes. Raises DamagedFile, TooLarge."""
    if not untrusted:
        raise refused({"refused": "empty"})
    if len(untrusted) > most:
        raise TooLarge(tr("This file is larger than {size} MB.", size=most // MEGABYTE), advice)


def asked(
    pool: ProcessPool, job: Message, untrusted: bytes, check: Callable[[Message], _Read], failed: str, *, most: int = 1
) -> list[_Read]:
    """What a process says of a file, in at most so many parts, each checked; one that says what cannot be right is ended.

    Raises DamagedFile, WorkerStopped.
    """
    parts: list[_Read] = []
    try:
        with pool.borrow() as child:
            try:
                answer = granted(child.ask(job, untrusted)[0])
                parts.append(check(answer))
                while answer.get("more") is True:
                    must(len(parts) < most)
                    answer = granted(child.ask({"job": "more"}, wear=0)[0])
                    parts.append(check(answer))
            except BrokenPipe as error:
                child.end()
                raise Stopped(overdue=False) from error
    except Stopped as stop:
        raise WorkerStopped(failed, tr("Export them again, in smaller parts, and choose the new file.")) from stop
    return parts
