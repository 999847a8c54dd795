"""The worker process itself: closes itself in, then answers one job after the other until its parent is gone.

It is started by `child.py` with `python -I`, or by the frozen program as `--worker`, and told its role, one of `ROLES`.
"""

import gc
import importlib
import os
import sys
from typing import Any, BinaryIO, Protocol

from ism_desktop.worker.frames import BrokenPipe, Message, read_frame, write_frame
from ism_desktop.worker.limits import MAX_ANSWER_BYTES, MAX_FILE_BYTES
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.sandbox import enter_sandbox, start_of_job

# The role's module and the class in it that does its jobs. Loaded by name, for start-up time: pypdf, which only binders need, makes a
# start of 0.10 s one of 0.16 s. A frozen program has to name these modules to its packer.
ROLES = {
    "viewer": ("ism_desktop.worker.viewing", "Viewer"),
    "reader": ("ism_desktop.worker.reading", "TextReader"),
    "binder": ("ism_desktop.worker.binding", "PageBinder"),
    "pages": ("ism_desktop.worker.page_editing", "PageEditor"),
    "calendar": ("ism_desktop.worker.calendar_events", "CalendarReader"),
    "publications": ("ism_desktop.worker.bibliography.reading", "PublicationReader"),
    "unlocker": ("ism_desktop.worker.unlocking", "PdfUnlocker"),
    "cards": ("ism_desktop.worker.contact_cards", "CardReader"),
}


class Jobs(Protocol):
    """What a role can do."""

    def allocate(self, size: int) -> Any:
        """Make room for raw bytes that come in."""
        ...

    def do(self, message: Message) -> tuple[Message, bytes]:
        """Do one job and answer."""
        ...


def main(role: str) -> None:
    """Serve until the pipe closes."""
    incoming, outgoing = _take_pipes()
    module, name = ROLES[role]
    jobs: Jobs = getattr(importlib.import_module(module), name)()
    # What is loaded by now stays; left out of collections, those after each document take 1 ms instead of 20.
    gc.freeze()
    sandbox = enter_sandbox()
    try:
        write_frame(outgoing, {"ready": role, "limits": sandbox.limits, "filter": sandbox.filter})
        while True:
            _serve(jobs, incoming, outgoing)
    except BrokenPipe:
        pass
    # Straight out: at an ordinary exit Python would tear down PDFium and Tesseract, which a damaged document may have left in any state.
    os._exit(0)


def _serve(jobs: Jobs, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer one frame."""
    message, _ = read_frame(incoming, MAX_ANSWER_BYTES, MAX_FILE_BYTES, jobs.allocate)
    start_of_job()
    try:
        answer, raw = jobs.do(message)
    except Refusal as refusal:
        answer, raw = {"refused": refusal.code, **refusal.details}, b""
    except MemoryError:
        answer, raw = {"refused": "memory"}, b""
    except Exception:  # noqa: BLE001 - on damaged files these libraries raise any error there is
        answer, raw = {"refused": "damaged"}, b""
    write_frame(outgoing, answer, raw)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, moved away from standard input and output, so that nothing a library prints ends up in a frame."""
    incoming = os.fdopen(os.dup(0), "rb", buffering=0)
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return incoming, outgoing  # pyright: ignore[reportReturnType] - FileIO has all that the frames use


if __name__ == "__main__":
    main(sys.argv[1])
