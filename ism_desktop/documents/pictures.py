"""A document's pages as pictures, rendered by the worker from the encrypted original; thumbnails are kept in the encrypted cache.

Pictures of whole pages are not kept: rendering a page anew takes about 0.1 s, and kept pictures would fill the disk. Of a document
whose pages are looked at the worker keeps the file open, in its memory alone: one of 500 scanned pages takes longer to decrypt than a
page to draw.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from ism_desktop.documents import page_sources
from ism_desktop.documents.originals import content, original
from ism_desktop.records import document_versions, store
from ism_desktop.records.document_versions import Version
from ism_desktop.records.kinds.documents import DOCUMENTS, thumbnail_key
from ism_desktop.vault import Vault
from ism_desktop.worker import Picture, Workers

_THUMBNAIL_PIXELS = 480
_THUMBNAIL_DPI = 150
_PHOTO_PIXELS = 2400
_PHOTO_DPI = 600


def page_picture(vault: Vault, workers: Workers, document_id: str, page: int, dpi: float) -> Picture:
    """A page (from 1) at this resolution, or as finely as the limits allow.

    Raises:
        RecordMissing: the document is gone.
        VaultDamaged: its encrypted file is damaged.
        DocumentRefused: the worker could not render the page.
        ValueError: there is no such page.
    """
    with vault.read() as session:
        values = store.get(session, DOCUMENTS, document_id).values
    pages, file_id = values["pages"], values["file_id"]
    if not 1 <= page <= pages:
        raise ValueError(f"page {page} of {pages}")
    return workers.page(partial(content, vault, values), file_id, values["media_type"], page - 1, dpi)


def thumbnail(vault: Vault, workers: Workers, document_id: str) -> bytes:
    """A small PNG of the first page. Raises as `page_picture` does."""
    with vault.read() as session:
        file_id = store.get(session, DOCUMENTS, document_id).values["file_id"]
    kept = vault.cache_files.get(thumbnail_key(file_id))
    if kept is not None:
        return kept
    untrusted, media_type, _ = original(vault, document_id)
    return keep_thumbnail(vault, workers, file_id, untrusted, media_type)


def keep_thumbnail(vault: Vault, workers: Workers, file_id: str, untrusted: bytes, media_type: str) -> bytes:
    """Render the thumbnail and put it into the cache. Raises DocumentRefused."""
    made = workers.render(untrusted, media_type, 0, _THUMBNAIL_DPI, within=_THUMBNAIL_PIXELS).png
    vault.cache_files.put(thumbnail_key(file_id), made)
    return made


def day_taken(vault: Vault, workers: Workers, document_id: str) -> date | None:
    """The day on which a photo was taken, as its camera noted it, which may be wrong; the original says it, whatever is in use.

    Raises as `page_picture` does.
    """
    with vault.read() as session:
        known = document_versions.of_document(session, document_id)
    first = next(version for version in known if not version.is_locked)
    return workers.day_taken(vault.files.read(first.file["file_id"]))


def photo_picture(vault: Vault, workers: Workers, document_id: str, page: int) -> Picture:
    """A page (from 1) as finely as two of them are compared on a screen, however large a photo is. Raises as `page_picture` does."""
    untrusted, media_type, pages = original(vault, document_id)
    if not 1 <= page <= pages:
        raise ValueError(f"page {page} of {pages}")
    return workers.render(untrusted, media_type, page - 1, _PHOTO_DPI, within=_PHOTO_PIXELS)


def small_pictures(
    vault: Vault, workers: Workers, document_id: str | None, source: str, pages: Sequence[int], within: int
) -> dict[int, Picture | None]:
    """Pages (from 0) of a source of a plan as small pictures; `document_id` is the document whose pages it calls its own.

    None for a page that cannot be drawn. Raises RecordMissing, VaultDamaged, DocumentRefused.
    """
    with vault.read() as session:
        found = page_sources.find(session, source, document_id)
    file_id, media_type = found.file["file_id"], found.file["media_type"]
    return workers.small_pictures(partial(page_sources.content, vault, found), file_id, media_type, pages, within)


def version_picture(vault: Vault, workers: Workers, version: Version, page: int, dpi: float) -> Picture:
    """A page (from 1) of a version that need not be in use. Raises VaultDamaged, DocumentRefused."""
    untrusted = vault.files.read(version.file["file_id"])
    return workers.render(untrusted, version.file["media_type"], page - 1, dpi)
