"""The reasons why a document is not read: short codes from the worker process, sentences for the person.

The worker process sends a code and numbers. The words are written here, in the program's own process, so that no text of a hostile file
can speak in the program's voice.
"""

from pathlib import PurePath
from typing import Any

from ism_desktop.errors import DamagedFile, DocumentRefused, PasswordNeeded, TooLarge, UnsupportedFile, WorkerStopped
from ism_desktop.worker.limits import MAX_FILE_BYTES, MAX_PAGES, MAX_SIDE_PIXELS, MEGABYTE

# What unsupported bytes turn out to be, and what can be done with such a file.
_PICTURE = "Open it in a picture program, save it as JPEG or PNG, and import that."
_WRITING = "Open it in the program that it belongs to, save it as PDF, and import that."
FOUND: dict[str, tuple[str, str]] = {
    "zip": ("a ZIP archive", "Unpack it and import the PDFs and pictures that are in it."),
    "office": ("an Office document", _WRITING),
    "gif": ("a GIF picture", _PICTURE),
    "webp": ("a WebP picture", _PICTURE),
    "heif": ("a HEIC or AVIF picture", _PICTURE),
    "bmp": ("a BMP picture", _PICTURE),
    "jpeg2000": ("a JPEG 2000 picture", _PICTURE),
    "html": ("a web page", "Print it to PDF in the browser and import that."),
    "xml": ("an XML file", _WRITING),
    "rtf": ("an RTF document", _WRITING),
    "postscript": ("a PostScript file", _WRITING),
    "text": ("plain text", _WRITING),
    "unknown": ("of a type that this program does not know", "Choose a PDF, JPEG, PNG or TIFF file."),
}
_TYPE_OF_ENDING = {
    ".pdf": "a PDF",
    ".jpg": "a JPEG",
    ".jpeg": "a JPEG",
    ".png": "a PNG",
    ".tif": "a TIFF",
    ".tiff": "a TIFF",
}

_ONCE_MORE = "Scan or download it once more."
_REASONS: dict[str, tuple[type[DocumentRefused], str, str]] = {
    "password": (
        PasswordNeeded,
        "This PDF is protected with a password.",
        "Open it in a PDF program, save a copy without the password, and import the copy.",
    ),
    "empty": (DamagedFile, "This file is empty.", _ONCE_MORE),
    "damaged": (DamagedFile, "This file is damaged and cannot be read.", _ONCE_MORE),
    "page": (
        DamagedFile,
        "This page is damaged and cannot be read.",
        "The other pages are here. If you have the paper, scan this page once more.",
    ),
    "bytes": (
        TooLarge,
        f"This file is larger than {MAX_FILE_BYTES // MEGABYTE} MB.",
        "Split it, or scan it at 300 dpi, and import the parts.",
    ),
    "pages": (TooLarge, f"This file has more than {MAX_PAGES:,} pages.", "Split it and import the parts."),
    "pixels": (
        TooLarge,
        f"A picture in this file has more than {MAX_SIDE_PIXELS:,} pixels on a side, or too many altogether.",
        "Scan it at 300 dpi, or make it smaller in a picture program.",
    ),
    "memory": (
        WorkerStopped,
        "Reading this file took more memory than one document may use.",
        "It may be damaged, or a picture in it is very large. Scan it at 300 dpi, or print it to a new PDF, and import that.",
    ),
}


class Refusal(Exception):
    """Raised inside the worker process: the document is not read, for the reason `code`."""

    def __init__(self, code: str, **details: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def refused(answer: dict[str, Any], name: str = "") -> DocumentRefused:
    """The error that tells the person why, from a worker's answer (its values are not trusted)."""
    code = answer.get("refused")
    if code == "unsupported":
        return _unsupported(answer.get("found"), name)
    kind, what, advice = _REASONS.get(code if isinstance(code, str) else "damaged", _REASONS["damaged"])
    return kind(what, advice)


_OVERDUE = "took longer to read than one page may take"


def is_overdue(outcome: object) -> bool:
    """Whether this is the error of `stopped` for a process that ran out of time."""
    return isinstance(outcome, WorkerStopped) and _OVERDUE in outcome.what


def stopped(overdue: bool, page: int | None = None) -> WorkerStopped:
    """The error for a worker process that ran out of time, or ended. `page` is counted from 0."""
    subject = "This file" if page is None else f"Page {page + 1} of this file"
    how = _OVERDUE if overdue else "could not be read with the memory it may use"
    what = f"{subject} {how}."
    return WorkerStopped(what, "The file may be damaged. Print it to a new PDF and import that.")


def _unsupported(found: object, name: str) -> UnsupportedFile:
    words, advice = FOUND.get(found if isinstance(found, str) else "unknown", FOUND["unknown"])
    claimed = _TYPE_OF_ENDING.get(PurePath(name).suffix.lower())
    if claimed is not None:
        return UnsupportedFile(f"The name says that this is {claimed} file, but what is in it is {words}.", advice)
    return UnsupportedFile(f"This file is {words}. PDF, JPEG, PNG and TIFF files can be imported.", advice)
