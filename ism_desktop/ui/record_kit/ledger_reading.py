"""Having the ledger of bills brought up to date in the background, where that takes longer than an eye notices."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ism_desktop.errors import VaultClosed
from ism_desktop.records.money import ledger
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace


def read_ledger(workspace: Workspace, owner: QObject, then: Callable[[object], None]) -> None:
    """Bring the ledger up to date, and call a bound method of the owner when it is."""
    read_beside(workspace, owner, partial(ledger.read, workspace.vault), then)


def read_beside(
    workspace: Workspace, owner: QObject, work: Callable[[Task], object], then: Callable[[object], None]
) -> None:
    """Read something beside the window, and give the result to a bound method of the owner; nothing when the vault is locked meanwhile."""
    if not workspace.is_closed:
        workspace.background.run(
            work,
            owner=owner,
            quiet=True,
            at_once=True,
            on_result=then,
            on_error=_locked_meanwhile(workspace),
            on_cancelled=_nothing,
        )


def _locked_meanwhile(workspace: Workspace) -> Callable[[BaseException], None]:
    def report(error: BaseException) -> None:
        if not isinstance(error, VaultClosed):
            workspace.report(error)

    return report


def _nothing() -> None:
    """Whoever ended the reading wants it no more."""
