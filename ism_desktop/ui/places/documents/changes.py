"""What is done to documents from this page, each as one step that can be undone: plain functions that hold ids and values only."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ism_desktop.language import tr, tr_n
from ism_desktop.records import history, links, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace


def trash(workspace: Workspace, ids: Sequence[str]) -> None:
    """Move documents to the trash and offer to undo it."""
    with workspace.vault.write() as session:
        titles = [store.get(session, DOCUMENTS, document_id).title for document_id in ids]
        for document_id in ids:
            store.trash(session, DOCUMENTS, document_id)
    several = tr_n("{number} document moved to the trash.", "{number} documents moved to the trash.", len(ids))
    words = tr("“{title}” moved to the trash.", title=titles[0]) if len(ids) == 1 else several
    workspace.undo_bar.offer(words, partial(_restore, workspace, tuple(ids)))


def restore(workspace: Workspace, ids: Sequence[str]) -> None:
    """Take documents out of the trash and offer to undo it."""
    _restore(workspace, ids)
    with workspace.vault.read() as session:
        title = store.get(session, DOCUMENTS, ids[0]).title
    several = tr_n("{number} document restored.", "{number} documents restored.", len(ids))
    words = tr("“{title}” restored.", title=title) if len(ids) == 1 else several
    workspace.undo_bar.offer(words, partial(_trash, workspace, tuple(ids)))


def _trash(workspace: Workspace, ids: Sequence[str]) -> None:
    with workspace.vault.write() as session:
        for document_id in ids:
            store.trash(session, DOCUMENTS, document_id)


def _restore(workspace: Workspace, ids: Sequence[str]) -> None:
    with workspace.vault.write() as session:
        for document_id in ids:
            store.restore(session, DOCUMENTS, document_id)


def change_all(workspace: Workspace, ids: Sequence[str], values: Mapping[str, Any]) -> None:
    """Give several documents the same values in one step. Raises InvalidRecord; nothing is changed then."""
    before: dict[str, str] = {}
    with workspace.vault.write() as session:
        for document_id in ids:
            known = {version.id for version in history.versions(session, DOCUMENTS, document_id)}
            store.save(session, DOCUMENTS, values, record_id=document_id)
            fresh = [
                version.id for version in history.versions(session, DOCUMENTS, document_id) if version.id not in known
            ]
            if fresh:
                before[document_id] = fresh[0]
    if before:
        words = tr_n("{number} document changed.", "{number} documents changed.", len(before))
        workspace.undo_bar.offer(words, partial(_change_back, workspace, before))


def _change_back(workspace: Workspace, versions: Mapping[str, str]) -> None:
    with workspace.vault.write() as session:
        for document_id, version_id in versions.items():
            history.bring_back(session, DOCUMENTS, document_id, version_id)


def attach(workspace: Workspace, kind: Kind, record_id: str, document_id: str, page: int | None) -> None:
    """Attach a document to a record and offer to undo it."""
    with workspace.vault.write() as session:
        known = {proof.id for proof in links.proofs(session, kind, record_id)}
        link = links.attach(session, kind, record_id, document_id, page)
        title = store.get(session, kind, record_id).title
    if link not in known:
        workspace.undo_bar.offer(tr("Document attached to “{title}”.", title=title), partial(_detach, workspace, link))


def detach(workspace: Workspace, backlink: links.Backlink, document_id: str) -> None:
    """Take a document away from a record and offer to undo it."""
    record = backlink.record
    _detach(workspace, backlink.link_id)
    undo = partial(_attach_again, workspace, record.kind, record.id, document_id, backlink.page)
    workspace.undo_bar.offer(tr("Document no longer attached to “{title}”.", title=record.title), undo)


def _detach(workspace: Workspace, link_id: str) -> None:
    with workspace.vault.write() as session:
        links.detach(session, link_id)


def _attach_again(workspace: Workspace, kind: Kind, record_id: str, document_id: str, page: int | None) -> None:
    with workspace.vault.write() as session:
        links.attach(session, kind, record_id, document_id, page)
