"""What a person does to records of any kind, each in one transaction: used by pages and by what undoes them."""

from collections.abc import Sequence

from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.ui.base.workspace import Workspace


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
