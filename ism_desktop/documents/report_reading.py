"""The text of a lab report for its rows.

Pages that are pictures are read once more, line by line, since a first look misses narrow columns.
"""

from ism_desktop.documents.originals import original
from ism_desktop.documents.report_rows.readings import all_together
from ism_desktop.documents.texts import page_texts
from ism_desktop.progress import Progress
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText, Workers


def report_pages(vault: Vault, workers: Workers, document_id: str, progress: Progress) -> list[PageText]:
    """The text of every page; those that were read from a picture with both readings put together. Nothing is saved.

    Raises RecordMissing, VaultDamaged and DocumentRefused, and lets `Cancelled` out of `progress` pass.
    """
    pages = page_texts(vault, document_id)
    pictures = [place for place, page in enumerate(pages) if page.source in {"ocr", "none"}]
    if not pictures:
        return pages
    untrusted, media_type, _ = original(vault, document_id)
    again = workers.read_text(untrusted, media_type, pictures, progress, as_table=True)
    return all_together(pages, dict(zip(pictures, again, strict=True)))
