"""Filing a document, and leaving rules behind: each as one step that can be undone; plain functions that hold ids and values only."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ism_desktop.language import tr
from ism_desktop.records import filing_rules, kept_both, reverting, store
from ism_desktop.records.filing_rules import Offer
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.actions import short_title, trash


def file(
    workspace: Workspace, document_id: str, values: Mapping[str, Any], kept_with: str | None = None
) -> Offer | None:
    """Save how a document is filed, and offer to undo it. Returns the rule that is worth offering now. Raises InvalidRecord.

    `kept_with` is a document that is nearly the same, and of which it was told: whoever files this one keeps both.
    """
    with workspace.vault.write() as session:
        since = reverting.mark(session)
        store.save(session, DOCUMENTS, {**values, "filing": None}, record_id=document_id)
        until = reverting.mark(session)
        if kept_with is not None:
            kept_both.keep(session, document_id, kept_with)
        title = short_title(store.get(session, DOCUMENTS, document_id))
        offer = filing_rules.offer_after(session, document_id)
    pair = None if kept_with is None else (document_id, kept_with)
    workspace.undo_bar.offer(tr("“{title}” is filed.", title=title), partial(_take_back, workspace, since, until, pair))
    return offer


def _take_back(workspace: Workspace, since: int, until: int, pair: tuple[str, str] | None) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
        if pair is not None:
            kept_both.ask_again(session, *pair)


def keep_rule(workspace: Workspace, offer: Offer) -> None:
    """Make the rule that was offered, and offer to undo it."""
    with workspace.vault.write() as session:
        rule_id = store.save(session, FILING_RULES, offer.values)
    workspace.undo_bar.offer(tr("The rule is kept."), partial(trash, workspace, FILING_RULES, [rule_id]))


def decline_rule(workspace: Workspace, offer: Offer) -> None:
    """Do not offer this rule again."""
    with workspace.vault.write() as session:
        filing_rules.decline(session, offer)
