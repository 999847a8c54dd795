"""The text of a bill or an explanation of benefits for `bill_rows`: the page in hand and the next ones, pictures read once more."""

from ism_desktop.documents.originals import original
from ism_desktop.documents.report_reading import read_again
from ism_desktop.documents.texts import page_sizes, page_texts
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText, Workers

_WHOLE = 6
_BEHIND = 2
"""Of a longer document, as of a stack that was scanned at once, the page in hand counts and so many behind it."""


def bill_pages(
    vault: Vault, workers: Workers, document_id: str, page: int, progress: Progress = no_progress
) -> list[PageText]:
    """The text of every page (`page` in hand, from 1, or 0 for all); those that do not belong to it are empty. Nothing is saved.

    Raises RecordMissing, VaultDamaged and DocumentRefused, and lets `Cancelled` out of `progress` pass.
    """
    pages = page_texts(vault, document_id)
    if page and len(pages) > _WHOLE:
        pages = [
            text if page <= number <= page + _BEHIND else PageText("", (), "text")
            for number, text in enumerate(pages, 1)
        ]
    if not any(text.source in {"ocr", "none"} for text in pages):
        return pages
    untrusted, media_type, _ = original(vault, document_id)
    return read_again(workers, untrusted, media_type, pages, page_sizes(vault, document_id), progress)
