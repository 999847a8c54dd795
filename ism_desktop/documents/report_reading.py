"""The text of a lab report for its rows.

Pages that are pictures are read twice more, line by line, since a first look misses narrow columns: put straight as the words of the first
reading lie, once as they are and once softened, which takes the grain that a camera puts into letters.
"""

from collections.abc import Sequence

from ism_desktop.documents.originals import original
from ism_desktop.documents.report_rows.lines import size_of, words_of
from ism_desktop.documents.report_rows.readings import all_together
from ism_desktop.documents.report_rows.straightening import lie_of
from ism_desktop.documents.texts import page_sizes, page_texts
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText, TableReading, Workers


def report_pages(vault: Vault, workers: Workers, document_id: str, progress: Progress) -> list[PageText]:
    """The text of every page; those that were read from a picture with all readings put together. Nothing is saved.

    Raises RecordMissing, VaultDamaged and DocumentRefused, and lets `Cancelled` out of `progress` pass.
    """
    pages = page_texts(vault, document_id)
    if not _pictures(pages):
        return pages
    untrusted, media_type, _ = original(vault, document_id)
    return read_again(workers, untrusted, media_type, pages, page_sizes(vault, document_id), progress)


def read_again(
    workers: Workers,
    untrusted: bytes,
    media_type: str,
    pages: Sequence[PageText],
    sizes: Sequence[tuple[float, float]],
    progress: Progress = no_progress,
) -> list[PageText]:
    """The pages of a document, with what further readings find on those that are pictures. Raises as `report_pages` does."""
    pictures = _pictures(pages)
    corners = [_corners(pages[place], *sizes[place]) for place in pictures]
    every = [place for place in pictures for _ in range(2)]
    tables = [TableReading(each, softened) for each in corners for softened in (False, True)]
    read = workers.read_text(untrusted, media_type, every, progress, tables=tables)
    together = list(pages)
    for first in (0, 1):
        together = all_together(together, dict(zip(pictures, read[first::2], strict=True)))
    return together


def _pictures(pages: Sequence[PageText]) -> list[int]:
    return [place for place, page in enumerate(pages) if page.source in {"ocr", "none"}]


def _corners(page: PageText, width: float, height: float) -> tuple[float, ...] | None:
    """Where the corners of the page that the words lie on would be if it filled the picture; None where they lie straight."""
    words = words_of(page.words)
    lie = lie_of(words, size_of(words), was_read=True)
    if lie.is_straight:
        return None
    ends = ((0.0, 0.0), (0.0, height), (width, height), (width, 0.0))
    return tuple(edge for end in ends for edge in lie.seen(*end))
