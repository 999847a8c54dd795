"""A recovery sheet that was begun: its digits for as long as the program has the vault open, so that the step can be left and resumed."""

from PySide6.QtCore import QObject

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.vault import key_slots
from ism_desktop.vault.key_slots import RecoveryCode, UnlockMethod

_NAME = "sheet_draft"


class SheetDraft(QObject):
    """Digits that open nothing yet. `printed`: they are on paper, so somebody may take that paper for a key."""

    def __init__(self, workspace: Workspace, code: RecoveryCode) -> None:
        super().__init__(workspace)
        self.setObjectName(_NAME)
        self.code = code
        self.printed = False


def sheet_of(workspace: Workspace) -> UnlockMethod | None:
    """The recovery sheet that opens the vault now."""
    return next((way for way in key_slots.listed(workspace.vault) if way.kind == "recovery"), None)


def begun(workspace: Workspace) -> SheetDraft | None:
    """The sheet that was begun and does not open the vault yet."""
    draft = workspace.findChild(SheetDraft, _NAME)
    if draft is not None and key_slots.test_recovery_code(workspace.vault, draft.code):
        # It was made valid after its dialog was closed already.
        end(workspace)
        return None
    return draft


def begin(workspace: Workspace) -> SheetDraft:
    """The sheet that was begun, or a fresh one."""
    return begun(workspace) or SheetDraft(workspace, key_slots.draft_recovery_code(workspace.vault))


def end(workspace: Workspace) -> None:
    """Forget what was begun: it opens the vault now, or nobody wants it."""
    draft = workspace.findChild(SheetDraft, _NAME)
    if draft is not None:
        draft.setParent(None)
        draft.deleteLater()
