"""Scanned pages that are no document yet: each waits as an encrypted file of its own from the moment that it came from the scanner.

The database names them, and nothing that lies in a window's memory: whatever ends the program, what has arrived is offered again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records import document_versions
from ism_desktop.records.document_versions import Staged
from ism_desktop.records.table import DocumentVersion

NAME = "scanned_pages"
"""What listeners hear when there are others now."""

_STEP = "scan"


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page that waits: its picture, and how many of its dots make an inch."""

    id: str
    file_id: str
    dpi: int


def add(session: Session, staged: Staged, dpi: int) -> ScannedPage:
    """Keep a page, behind those that wait already."""
    place = 1 + max((int(row.recipe[0]["place"]) for row in _rows(session)), default=0)
    document_versions.stage(session, staged, {"step": _STEP, "place": place, "dpi": dpi})
    session.info["changed"].add(NAME)
    return ScannedPage(staged.id, staged.file["file_id"], dpi)


def waiting(session: Session) -> list[ScannedPage]:
    """The pages that wait, in the order in which they came."""
    rows = [row for row in _rows(session) if not row.recipe[0].get("discarded")]
    rows.sort(key=lambda row: int(row.recipe[0]["place"]))
    return [ScannedPage(row.id, row.file_id, int(row.recipe[0]["dpi"])) for row in rows]


def discard(session: Session, ids: Sequence[str]) -> None:
    """Offer these pages no longer. Their files go when they have waited for a day (`documents.versions.tidy_staged`)."""
    _mark(session, ids, lambda step: {**step, "discarded": True})


def bring_back(session: Session, ids: Sequence[str]) -> None:
    """Offer pages again that were discarded."""
    _mark(session, ids, lambda step: {key: value for key, value in step.items() if key != "discarded"})


def let_go(session: Session, ids: Sequence[str]) -> list[str]:
    """Forget pages that are in a document now, and say which encrypted files may be discarded once that is committed."""
    session.info["changed"].add(NAME)
    return document_versions.let_go(session, ids)


def _rows(session: Session) -> list[DocumentVersion]:
    rows = session.scalars(select(DocumentVersion).where(DocumentVersion.document_id.is_(None)))
    return [row for row in rows if row.recipe and row.recipe[0].get("step") == _STEP]


def _mark(session: Session, ids: Sequence[str], change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    for row in _rows(session):
        if row.id in ids:
            row.recipe = [change(row.recipe[0])]
    session.info["changed"].add(NAME)
    session.flush()
