"""Asking a process to open a PDF that is locked with a password.

The password goes to it in the job, through the pipe, and nowhere else. `Workers.forget_passwords` ends the process.
"""

from typing import Any, cast

from ism_desktop.worker.checks import must
from ism_desktop.worker.child import Stopped
from ism_desktop.worker.frames import BrokenPipe, Message
from ism_desktop.worker.limits import MAX_FILE_BYTES, MAX_PASSWORD
from ism_desktop.worker.loading import granted
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import refused, stopped


def opens(pool: ProcessPool, untrusted: bytes, password: str) -> bool:
    """Whether the password opens the file. Raises DocumentRefused of the fitting kind for one that nothing opens."""
    answer, _ = _asked(pool, "opens", untrusted, password)
    return answer["opens"] is True


def unlocked(pool: ProcessPool, untrusted: bytes, password: str) -> bytes:
    """The file without the lock, which is as untrusted as the file itself. Raises WrongPassword, and DocumentRefused otherwise."""
    return bytes(_asked(pool, "unlock", untrusted, password)[1])


def _asked(pool: ProcessPool, job: str, untrusted: bytes, password: str) -> tuple[Message, Any]:
    if not untrusted or len(untrusted) > MAX_FILE_BYTES:
        raise refused({"refused": "bytes" if untrusted else "empty"})
    message: Message = {"job": job, "password": password[:MAX_PASSWORD]}
    try:
        with pool.borrow() as child:
            try:
                answer, raw = child.ask(message, untrusted, max_raw=MAX_FILE_BYTES)
                granted(answer)
                must(isinstance(cast("object", answer.get("opens")), bool) if job == "opens" else bool(raw))
            except BrokenPipe as error:
                child.end()
                raise Stopped(overdue=False) from error
    except Stopped as stop:
        raise stopped(stop.overdue) from stop
    return answer, raw
