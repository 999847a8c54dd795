"""The reasons why a document is not read: short codes from the worker process, sentences for the person.

The worker process sends a code and numbers. The words are written here, in the program's own process, so that no text of a hostile file
can speak in the program's voice.
"""

from typing import Any

from ism_desktop import media_types
from ism_desktop.errors import (
    DamagedFile,
    DocumentRefused,
    PasswordNeeded,
    TooLarge,
    UnsupportedFile,
    WorkerStopped,
    WrongPassword,
)
from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.worker.limits import MAX_EMAIL_BYTES, MAX_FILE_BYTES, MAX_PAGES, MAX_SIDE_PIXELS, MEGABYTE

# What unsupported bytes turn out to be, and what can be done with such a file.
_WRITING = tr_lazy("Open it in the program that it belongs to, save it as PDF, and add that.")
FOUND: dict[str, tuple[LazyText, LazyText]] = {
    "zip": (tr_lazy("This file is a ZIP archive."), tr_lazy("Unpack it and add the PDFs and pictures in it.")),
    "office": (tr_lazy("This file is an Office document."), _WRITING),
    "html": (tr_lazy("This file is a web page."), tr_lazy("Print it to PDF in the browser and add that.")),
    "pubmed": (
        tr_lazy("This file is a list of research papers from PubMed."),
        tr_lazy("Import it on the page “New papers”."),
    ),
    "xml": (tr_lazy("This file is an XML file."), _WRITING),
    "rtf": (tr_lazy("This file is an RTF document."), _WRITING),
    "postscript": (tr_lazy("This file is a PostScript file."), _WRITING),
    "mbox": (
        tr_lazy("This file is a whole mailbox."),
        tr_lazy("Save the messages you need one by one as .eml files in your e-mail program, and add those."),
    ),
    "outlook": (
        tr_lazy("This file is a message of Outlook (.msg)."),
        tr_lazy("Save it as .eml or print it to PDF in Outlook, and add that. Save its attachments, too."),
    ),
    "winmail": (
        tr_lazy("This file holds attachments as only Outlook packs them (winmail.dat)."),
        tr_lazy("Ask the sender to send the attachments once more, as PDF."),
    ),
    "encrypted": (
        tr_lazy("This file is encrypted for another program."),
        tr_lazy("Decrypt it there, save what is in it, and add that."),
    ),
    "cards": (
        tr_lazy("This file holds contacts."),
        tr_lazy("Import it on the page “Care team”."),
    ),
    "calendar": (
        tr_lazy("This file holds appointments."),
        tr_lazy("Import it on the page “Appointments”."),
    ),
    "json": (tr_lazy("This file holds data for programs (JSON)."), _WRITING),
    "unknown": (
        tr_lazy("This file is of a type that this program does not know."),
        tr_lazy("Choose a file of one of the types that can be added."),
    ),
}

_AGAIN = tr_lazy("Scan or download it again.")
_REASONS: dict[str, tuple[type[DocumentRefused], LazyText, LazyText]] = {
    "password": (
        PasswordNeeded,
        tr_lazy("This PDF is locked with a password."),
        tr_lazy("Add it to your documents, where you are asked for the password."),
    ),
    "wrong password": (
        WrongPassword,
        tr_lazy("This password does not open the PDF."),
        tr_lazy("Check capital letters and spaces, or try another password."),
    ),
    "certificate": (
        UnsupportedFile,
        tr_lazy("This PDF is locked for one program or one person, and no password opens it."),
        tr_lazy("Open it in the program that it is meant for, print it to a new PDF, and add that."),
    ),
    "empty": (DamagedFile, tr_lazy("This file is empty."), _AGAIN),
    "damaged": (DamagedFile, tr_lazy("This file is damaged and cannot be read."), _AGAIN),
    "page": (
        DamagedFile,
        tr_lazy("This page is damaged and cannot be read."),
        tr_lazy("The other pages are here. If you have the paper, scan this page again."),
    ),
    "bytes": (
        TooLarge,
        tr_lazy("This file is larger than {size} MB."),
        tr_lazy("Split it, or scan it at 300 dpi, and add the parts."),
    ),
    "pages": (TooLarge, tr_lazy("This file has more than {pages} pages."), tr_lazy("Split it and add the parts.")),
    "pixels": (
        TooLarge,
        tr_lazy("A picture in this file has more than {pixels} pixels on a side, or too many altogether."),
        tr_lazy("Scan it at 300 dpi, or make it smaller in a picture program."),
    ),
    "text": (TooLarge, tr_lazy("This text is longer than a document can be."), tr_lazy("Split it and add the parts.")),
    "email": (
        TooLarge,
        tr_lazy("This e-mail is larger than {email_size} MB."),
        tr_lazy("Save its attachments in your e-mail program, and add those."),
    ),
    "parts": (
        TooLarge,
        tr_lazy("This e-mail has more attachments than a document can have."),
        tr_lazy("Save the attachments that you need in your e-mail program, and add those."),
    ),
    "memory": (
        WorkerStopped,
        tr_lazy("Reading this file took more memory than one document may use."),
        tr_lazy(
            "It may be damaged, or a picture in it is very large. Scan it at 300 dpi, or print it to a new PDF, and "
            "add that."
        ),
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
    limits = {
        "size": MAX_FILE_BYTES // MEGABYTE,
        "email_size": MAX_EMAIL_BYTES // MEGABYTE,
        "pages": MAX_PAGES,
        "pixels": MAX_SIDE_PIXELS,
    }
    return kind(what.filled(**limits), str(advice))


class Overdue(WorkerStopped):
    """A process took longer than one page may take, and was ended for it."""


def stopped(overdue: bool, page: int | None = None) -> WorkerStopped:
    """The error for a worker process that ran out of time, or ended. `page` is counted from 0."""
    number = 0 if page is None else page + 1
    if overdue and number:
        what = tr("Page {page} of this file took longer to read than one page may take.", page=number)
    elif overdue:
        what = tr("This file took longer to read than one page may take.")
    elif number:
        what = tr("Page {page} of this file could not be read with the memory it may use.", page=number)
    else:
        what = tr("This file could not be read with the memory it may use.")
    advice = tr("The file may be damaged. Print it to a new PDF and add that.")
    return Overdue(what, advice) if overdue else WorkerStopped(what, advice)


def _unsupported(found: object, name: str) -> UnsupportedFile:
    what, advice = FOUND.get(found if isinstance(found, str) else "unknown", FOUND["unknown"])
    claimed = media_types.of_name(name)
    if claimed is not None:
        whole = tr(
            "{what} Its name says that it is a {format} file.",
            what=what,
            format=claimed.format,
        )
    elif found in FOUND and found != "unknown":
        return UnsupportedFile(str(what), str(advice))
    else:
        whole = tr("{what} These can be added: {formats}.", what=what, formats=media_types.formats())
    return UnsupportedFile(whole, str(advice))
