"""What is done to documents from this page, each as one step that can be undone: plain functions that hold ids and values only."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ism_desktop.language import tr, tr_n
from ism_desktop.records import history, links, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.actions import attach_proof, detach_proof


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
        words = tr_n("{number} document was changed.", "{number} documents were changed.", len(before))
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
        words = tr("The document was attached to “{title}”.", title=title)
        workspace.undo_bar.offer(words, partial(detach_proof, workspace, link))


def detach(workspace: Workspace, backlink: links.Backlink, document_id: str) -> None:
    """Take a document away from a record and offer to undo it."""
    record = backlink.record
    detach_proof(workspace, backlink.link_id)
    undo = partial(attach_proof, workspace, record.kind, record.id, document_id, backlink.page)
    words = tr("The document is no longer attached to “{title}”.", title=record.title)
    workspace.undo_bar.offer(words, undo)
