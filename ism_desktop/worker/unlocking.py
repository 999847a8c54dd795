"""A PDF that is locked with a password: whether one opens it, and the same file without the lock. Runs in the worker process only.

It is a role of its own, whose process is ended after a few files: one that has known a password reads nothing but locked PDFs.
"""

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw

from ism_desktop.media_types import PDF
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_FILE_BYTES, MAX_PAGES
from ism_desktop.worker.pdfium import refusal_of
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.sandbox import room_for
from ism_desktop.worker.sniff import media_type_of

_pdfium: Any = pypdfium2
_raw: Any = pypdfium2.raw

_LONGEST_KEY = 127  # bytes: what AES-256 takes of a password; the older ways take less and cut it themselves


class PdfUnlocker:
    """The role `unlocker` of a worker process: `opens` says whether a password opens the file that came in, `unlock` gives it anew."""

    def __init__(self) -> None:
        self._file = bytearray()

    def allocate(self, size: int) -> bytearray:
        """Make room for a file, and for another one of its size."""
        room_for(min(3 * size, MAX_FILE_BYTES))
        self._file = bytearray(size)
        return self._file

    def do(self, message: Message) -> tuple[Message, bytes]:
        """Do one job. Raises Refusal."""
        job, password = message["job"], str(message["password"])
        if not self._file or media_type_of(memoryview(self._file)[:4096]) != PDF:
            raise Refusal("damaged")
        document = _opened(self._file, password)
        if job == "opens":
            return {"opens": document is not None}, b""
        if document is None:
            raise Refusal("wrong password")
        return {}, _written(document)


def _opened(untrusted: bytearray, password: str) -> Any:
    """The document, opened with the password; None if that does not open it. Raises Refusal."""
    content = (ctypes.c_char * len(untrusted)).from_buffer(untrusted)
    for key in _keys(password):
        found = _raw.FPDF_LoadMemDocument64(content, len(content), key)
        if found and _raw.FPDF_GetPageCount(found) > 0:
            return _pdfium.PdfDocument(found)
        code = _raw.FPDF_GetLastError()
        if found:
            _raw.FPDF_CloseDocument(found)
        refusal = refusal_of(code)
        if found or refusal.code != "password":
            raise Refusal("damaged") if found else refusal
    return None


def _keys(password: str) -> Iterator[bytes]:
    """What a program may have made of what was typed, the likeliest first: older ones knew no Unicode, newer ones make letters alike."""
    seen: set[bytes] = set()
    for typed in (password, password.strip()):
        forms = [typed, *(unicodedata.normalize(form, typed) for form in ("NFKC", "NFC", "NFD"))]
        keys = [form.encode("utf-8", "replace")[:_LONGEST_KEY] for form in forms]
        composed = unicodedata.normalize("NFC", typed)
        keys += [
            composed.encode("cp1252", "replace"),
            # In the letters of a PDF itself the euro lies in another place.
            composed.replace("€", "\xa0").encode("latin-1", "replace"),
        ]
        for key in keys:
            if key not in seen and b"\0" not in key:
                seen.add(key)
                yield key


def _written(document: Any) -> bytes:
    """The whole file without the lock, which is opened once more to see that it has every page."""
    pages = len(document)
    if pages > MAX_PAGES:
        raise Refusal("pages")
    out = io.BytesIO()
    try:
        document.save(out, flags=_raw.FPDF_REMOVE_SECURITY)
        document.close()
        made = out.getvalue()
        again = _pdfium.PdfDocument(made)
    except _pdfium.PdfiumError as error:
        raise Refusal("damaged") from error
    whole = len(again) == pages
    again.close()
    if not whole or not pages:
        raise Refusal("damaged")
    if len(made) > MAX_FILE_BYTES:
        raise Refusal("bytes")
    return made
