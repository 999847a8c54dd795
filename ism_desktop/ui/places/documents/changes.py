"""What is done to documents from this page, each as one step that can be undone: plain functions that hold ids and values only."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ism_desktop.language import tr, tr_n
from ism_desktop.records import links, own_fields, paper_numbers, reverting, store, tags
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE
from ism_desktop.records.tag_names import tidy_all
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.actions import attach_proof, detach_proof, short_title


def change_all(
    workspace: Workspace,
    ids: Sequence[str],
    values: Mapping[str, Any],
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
) -> None:
    """Give several documents the same values and tags, and take tags away, in one step. Raises InvalidRecord; nothing is changed then."""
    changed: set[str] = set()
    with workspace.vault.write() as session:
        since = reverting.mark(session)
        gone, new = set(remove), tags.as_known(session, add)
        for document_id in ids:
            before = store.get(session, DOCUMENTS, document_id)
            wanted = dict(values)
            if own_fields.VALUES in values:
                held = before.values[own_fields.VALUES]
                wanted[own_fields.VALUES] = own_fields.with_values(held, values[own_fields.VALUES])
            if gone or new:
                kept = [each for each in before.values["tags"] or () if each not in gone]
                wanted["tags"] = tidy_all([*kept, *new]) or None
            store.save(session, DOCUMENTS, wanted, record_id=document_id)
            if store.get(session, DOCUMENTS, document_id).updated_at != before.updated_at:
                changed.add(document_id)
        until = reverting.mark(session)
    if changed:
        words = tr_n("{number} document was changed.", "{number} documents were changed.", len(changed))
        workspace.undo_bar.offer(words, partial(take_back, workspace, since, until))


def mark_filed(workspace: Workspace, ids: Sequence[str]) -> None:
    """Say that documents are filed, and offer to undo it."""
    filed: list[str] = []
    with workspace.vault.write() as session:
        since = reverting.mark(session)
        for document_id in ids:
            record = store.find(session, DOCUMENTS, document_id)
            if record is not None and record.values["filing"] == TO_FILE:
                store.save(session, DOCUMENTS, {"filing": None}, record_id=document_id)
                filed.append(short_title(record))
        until = reverting.mark(session)
    if filed:
        words = tr_n("{number} document is filed.", "{number} documents are filed.", len(filed))
        if len(filed) == 1:
            words = tr("“{title}” is filed.", title=filed[0])
        workspace.undo_bar.offer(words, partial(take_back, workspace, since, until))


def give_numbers(workspace: Workspace, ids: Sequence[str]) -> None:
    """Give the documents without a number on the paper the next free ones, in one step that can be undone."""
    with workspace.vault.write() as session:
        since = reverting.mark(session)
        numbers = paper_numbers.given(session, ids)
        for document_id, number in numbers.items():
            store.save(session, DOCUMENTS, {paper_numbers.FIELD: number}, record_id=document_id)
        until = reverting.mark(session)
    if numbers:
        words = tr_n("{number} document was changed.", "{number} documents were changed.", len(numbers))
        workspace.undo_bar.offer(words, partial(take_back, workspace, since, until))


def take_back(workspace: Workspace, since: int, until: int) -> None:
    """Take back every change between two marks of the history."""
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)


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
