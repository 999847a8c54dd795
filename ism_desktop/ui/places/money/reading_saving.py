"""Saving what was read of a bill: the bill, what it says was paid, and the page it stands on, in one step that is undone as one."""

from collections.abc import Sequence

from ism_desktop.documents.bill_rows.entry import Entry, Known
from ism_desktop.language import tr
from ism_desktop.records import links, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money.balances import total_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.vault import Vault


def known_in(vault: Vault) -> Known:
    """Whom names on a paper may mean."""
    with vault.read() as session:
        team = [(record.title, record.id) for record in store.list_active(session, CARE_TEAM)]
        policies = [
            (str(record.values["insurer"]), record.id)
            for record in store.list_active(session, POLICIES)
            if record.values["insurer"]
        ]
        bills = [total.currency for bill in store.list_active(session, BILLS) if (total := total_of(bill.values))]
    return Known(tuple(team), tuple(policies), tuple(dict.fromkeys(bills)))


def saved(workspace: Workspace, kind: Kind, made: Entry, document_id: str, page: int | None) -> str:
    """Save it, with the offer to undo; returns the id of the bill or explanation. Raises InvalidRecord, RecordMissing."""
    with workspace.vault.write() as session:
        record_id = store.save(session, kind, made.values)
        payments = [store.save(session, PAYMENTS, {**each, "bill": record_id}) for each in made.payments]
        links.attach(session, kind, record_id, document_id, page)
    workspace.undo_bar.offer(
        tr("Saved as it stands on the paper."), lambda: _take_back(workspace, kind, record_id, payments)
    )
    return record_id


def _take_back(workspace: Workspace, kind: Kind, record_id: str, payments: Sequence[str]) -> None:
    with workspace.vault.write() as session:
        for each in payments:
            store.trash(session, PAYMENTS, each)
        store.trash(session, kind, record_id)
