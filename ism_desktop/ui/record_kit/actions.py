"""What a person does to records of any kind, each in one transaction: alone, for what undoes it, and with the offer to undo it."""

from collections.abc import Sequence
from functools import partial

from ism_desktop.language import tr
from ism_desktop.records import links, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace

_LONGEST_TITLE = 60


def short_title(record: Record) -> str:
    """The record's title as it fits into a line of the undo bar: a question may be long."""
    title = record.title
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}…"


def trash(workspace: Workspace, kind: Kind, ids: Sequence[str]) -> None:
    """Move records to the trash."""
    with workspace.vault.write() as session:
        for record_id in ids:
            store.trash(session, kind, record_id)


def restore(workspace: Workspace, kind: Kind, ids: Sequence[str]) -> None:
    """Take records out of the trash."""
    with workspace.vault.write() as session:
        for record_id in ids:
            store.restore(session, kind, record_id)


def arrange(workspace: Workspace, kind: Kind, ids: Sequence[str]) -> None:
    """Put records into this order."""
    with workspace.vault.write() as session:
        store.arrange(session, kind, ids)


def state(workspace: Workspace, kind: Kind, answer: Gap | None) -> None:
    """State for a whole kind that there are none or that it is not known; None takes the statement back."""
    with workspace.vault.write() as session:
        store.say_none(session, kind, answer)


def attach_proof(
    workspace: Workspace, kind: Kind, record_id: str, document_id: str, page: int | None, note: str = ""
) -> str:
    """Attach a document to a record. Returns the link's id."""
    with workspace.vault.write() as session:
        return links.attach(session, kind, record_id, document_id, page, note)


def detach_proof(workspace: Workspace, link_id: str) -> None:
    """Take a document away from a record."""
    with workspace.vault.write() as session:
        links.detach(session, link_id)


# With the offer to undo ---------------------------------------------------------------------------------------------------


def move_to_trash(workspace: Workspace, kind: Kind, ids: Sequence[str]) -> None:
    """Move records to the trash and offer to undo it. Raises RecordMissing."""
    kept = tuple(ids)
    if not kept:
        return
    with workspace.vault.read() as session:
        title = short_title(store.get(session, kind, kept[0]))
    trash(workspace, kind, kept)
    words = tr("Moved to the trash: {what}", what=kind.count_words(len(kept)))
    if len(kept) == 1:
        words = tr("“{title}” was moved to the trash.", title=title)
    workspace.undo_bar.offer(words, partial(restore, workspace, kind, kept))


def take_out_of_trash(workspace: Workspace, kind: Kind, ids: Sequence[str]) -> None:
    """Take records out of the trash and offer to undo it. Raises RecordMissing, and InvalidRecord where there is room for one only."""
    kept = tuple(ids)
    if not kept:
        return
    restore(workspace, kind, kept)
    with workspace.vault.read() as session:
        title = short_title(store.get(session, kind, kept[0]))
    words = tr("Restored: {what}", what=kind.count_words(len(kept)))
    if len(kept) == 1:
        words = tr("“{title}” was restored.", title=title)
    workspace.undo_bar.offer(words, partial(trash, workspace, kind, kept))


def put_in_order(workspace: Workspace, kind: Kind, before: Sequence[str], after: Sequence[str]) -> None:
    """Put records into an order and offer to undo it: `before` is the order they had."""
    arrange(workspace, kind, after)
    back, again = (partial(arrange, workspace, kind, tuple(order)) for order in (before, after))
    workspace.undo_bar.offer(tr("The order was changed."), back, again)


def state_none(workspace: Workspace, kind: Kind, *, says_none: bool) -> None:
    """State for a whole kind that there are none, or take that back; and offer to undo it. Raises InvalidRecord."""
    state_answer(workspace, kind, Gap.NONE if says_none else None)


def state_answer(workspace: Workspace, kind: Kind, after: Gap | None) -> None:
    """State for a whole kind that there are none or that it is not known; None takes it back. Offers to undo it. Raises InvalidRecord."""
    with workspace.vault.read() as session:
        before = store.statement(session, kind)
    if before is after:
        return
    state(workspace, kind, after)
    if after is not None:
        words = tr("You stated: “{statement}”.", statement=_statement_words(kind, after))
    else:
        words = tr("The statement “{statement}” was withdrawn.", statement=_statement_words(kind, before))
    back, again = (partial(state, workspace, kind, answer) for answer in (before, after))
    workspace.undo_bar.offer(words, back, again)


def _statement_words(kind: Kind, answer: Gap | None) -> str:
    return kind.states_unknown if answer is Gap.UNKNOWN else kind.states_none
