"""Scanned pages that wait, encrypted, until a person makes a document of them: kept as soon as each has come, and filed together."""

import contextlib
import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ism_desktop.documents.importing import ImportResult, Wish, import_document, pieces_of
from ism_desktop.documents.scanner.scanning import joined, require_page
from ism_desktop.errors import IsmError
from ism_desktop.media_types import PNG
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import document_notices, scanned_pages
from ism_desktop.records.document_versions import Staged
from ism_desktop.records.scanned_pages import ScannedPage
from ism_desktop.records.table import new_id
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import Workers

_NAME = "page.png"


def keep(vault: Vault, page: bytes, dpi: int) -> ScannedPage:
    """Take a page into the vault; when this returns, it survives a lock, a crash and a power cut.

    Raises ScannerFailed where the picture cannot become a page, VaultNotWritable.
    """
    require_page(page)
    page_id = new_id()
    size, sha256 = len(page), hashlib.sha256(page).hexdigest()
    with vault.files.taken_back_on_failure() as written:
        file = vault.files.add(pieces_of(page), name=_NAME, media_type=PNG, size=size, sha256=sha256, document=page_id)
        written.append(file.file_id)
        values = {
            "file_id": file.file_id,
            "text_file_id": None,
            "text_from": None,
            "media_type": PNG,
            "size": size,
            "sha256": sha256,
            "pages": 1,
            "notices": document_notices.stored(()),
        }
        with vault.write() as session:
            return scanned_pages.add(session, Staged(page_id, _NAME, values, vault.fingerprint(page)), dpi)


def waiting(vault: Vault) -> list[ScannedPage]:
    """The pages that wait."""
    with vault.read() as session:
        return scanned_pages.waiting(session)


def discard(vault: Vault, ids: Sequence[str]) -> None:
    """Offer pages no longer; `bring_back` undoes it for a day. Raises VaultNotWritable."""
    with vault.write() as session:
        scanned_pages.discard(session, ids)


def bring_back(vault: Vault, ids: Sequence[str]) -> None:
    """Offer pages again that were discarded. Raises VaultNotWritable."""
    with vault.write() as session:
        scanned_pages.bring_back(session, ids)


def file_pages(
    vault: Vault, workers: Workers, pages: Sequence[ScannedPage], name: Path, progress: Progress = no_progress
) -> ImportResult:
    """Make one document of pages that wait. They stop waiting in the step that names it, so none is lost and none comes twice.

    Raises as `import_document` does, and ScannerFailed, VaultDamaged; the pages wait on then.
    """
    ids = [page.id for page in pages]
    gone: list[str] = []
    pdf = joined((vault.files.read(page.file_id), page.dpi) for page in pages)
    wish = Wish(in_one=partial(_let_go, ids, gone))
    result = import_document(vault, workers, name, progress, untrusted=pdf, wish=wish)
    if result.outcome == "imported":
        for file_id in gone:
            # The document is filed: a file that is left belongs to no record and is found at the next opening.
            with contextlib.suppress(IsmError):
                vault.files.discard(file_id)
    return result


def _let_go(ids: Sequence[str], gone: list[str], session: Session) -> None:
    gone += scanned_pages.let_go(session, ids)
