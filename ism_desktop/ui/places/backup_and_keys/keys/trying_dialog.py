"""Testing the recovery sheet at any time: all eight groups are typed from the paper, and nothing is changed by it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import WrongRecoveryCode
from ism_desktop.language import tr
from ism_desktop.records import sheet_dates
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.backup_and_keys.keys.code_field import RecoveryCodeField
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import KeyDialog
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.key_slots import RecoveryCode


class TryingDialog(KeyDialog):
    """`tested` follows when the paper was right."""

    tested = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(
            workspace,
            page,
            tr("Test my recovery sheet"),
            name="trying_dialog",
            icon_name="mdi6.file-check-outline",
            width=560,
        )
        self.body.addWidget(label(tr("Type all eight groups from your printed sheet. Nothing is changed.")))
        self.code = RecoveryCodeField(self._is_group)
        self.code.changed.connect(self._on_changed)
        self.code.entered.connect(self._on_go)
        self.lock_while_working(self.code)
        self.body.addWidget(self.code)
        self.finish_build(tr("Test it"), self._on_go)
        self.code.setFocus()
        self._on_changed()

    @staticmethod
    def _is_group(_number: int, digits: str) -> bool:
        return opening.is_group(digits)

    def _on_changed(self) -> None:
        self.go.setEnabled(self.code.is_complete)

    def _on_go(self) -> None:
        if self.code.is_complete and not self.is_working:
            self.work(partial(self._test, self.workspace.vault, self.code.text), self._on_done)

    @staticmethod
    def _test(vault: Vault, typed: str, _task: Task) -> None:
        code = RecoveryCode.parse(typed)
        sheet = next((way for way in key_slots.listed(vault) if way.kind == "recovery"), None)
        if sheet is None or not key_slots.test_recovery_code(vault, code):
            raise WrongRecoveryCode(
                tr("The digits are typed correctly, but they do not open your record as it is now."),
                tr(
                    "This may be an older sheet that a newer one has replaced, or the sheet of another record, or two groups may have"
                    " changed places."
                ),
            )
        if not vault.read_only:
            with vault.write() as session:
                sheet_dates.note_tested(session, sheet.id)

    def _on_done(self, _nothing: object) -> None:
        self.code.clear()
        self.accept()
        self.tested.emit()
