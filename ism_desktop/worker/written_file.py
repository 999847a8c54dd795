"""A document that is no pages but words, a plain text or an e-mail: laid out in memory and then read as the PDF that this makes.

Runs in the worker process only.
"""

import mmap
from collections.abc import Sequence
from typing import Any

from ism_desktop.media_types import EMAIL
from ism_desktop.worker import emails
from ism_desktop.worker.limits import MAX_TEXT_BYTES
from ism_desktop.worker.pdfium import PdfFile
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.settling import Purpose
from ism_desktop.worker.text_encoding import decoded
from ism_desktop.worker.text_layout import LaidOut, laid_out


def as_pdf(untrusted: Any, media_type: str) -> tuple[LaidOut, emails.Email]:
    """The pages of a text or an e-mail, and the e-mail itself (an empty one of a text). Raises Refusal."""
    content = bytes(memoryview(untrusted))
    if media_type == EMAIL:
        letter = emails.read(content)
        return laid_out(letter.text, letter.subject), letter
    if len(content) > 4 * MAX_TEXT_BYTES:
        raise Refusal("text")
    return laid_out(decoded(content)), emails.Email()


class WrittenFile(PdfFile):
    """An open text or e-mail."""

    def __init__(self, untrusted: Any, media_type: str, purpose: Purpose = "view") -> None:
        """Open the bytes in the buffer `untrusted`. Raises Refusal."""
        made, self._letter = as_pdf(untrusted, media_type)
        self._lacks_letters = made.lacks_letters
        buffer = mmap.mmap(-1, len(made.pdf))
        buffer.write(made.pdf)
        super().__init__(buffer, purpose)

    def title(self) -> str:
        """What an e-mail is about; nothing for a text."""
        return self._letter.subject

    def notices(self) -> list[tuple[str, list[int], list[str]]]:
        """What the person should know about this file, as rows of `values.Notice`."""
        rows: list[tuple[str, list[int], list[str]]] = []
        if self._lacks_letters:
            rows.append(("letters_lacking", [], []))
        if self._letter.attached:
            rows.append(("mail_attachments", [], [one.name for one in self._letter.attached]))
        return rows

    def files_inside(self) -> Sequence[emails.Attached]:
        """The files attached to the e-mail."""
        return self._letter.attached
