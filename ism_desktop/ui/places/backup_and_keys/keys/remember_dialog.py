"""Letting this computer keep a key of its own: what that means, said plainly, before it is done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import KeyDialog, require_passphrase
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.multi_device import Computer

WHAT_IT_MEANS = tr_lazy(
    "Any program running under your account on this computer could then open your record, and so could anyone who uses it while you are"
    " logged in."
)


class RememberDialog(KeyDialog):
    """Asks for the passphrase and lets the computer remember, or forget. `ended` carries whether it was done, or given up."""

    ended = Signal(bool)

    def __init__(self, workspace: Workspace, page: QWidget, *, remember: bool) -> None:
        words = tr("Open without a passphrase here") if remember else tr("Ask for the passphrase again")
        super().__init__(workspace, page, words, name="remember_dialog", icon_name="mdi6.laptop", width=480)
        self._remember = remember
        if remember:
            self.body.addWidget(
                label(
                    tr(
                        "When the program starts on this computer, it will open your record without asking for the passphrase. It keeps a"
                        " key in the system keyring; your passphrase is not stored."
                    )
                )
            )
            self.body.addWidget(label(str(WHAT_IT_MEANS)))
            self.body.addWidget(
                secondary(
                    tr("You will still need your passphrase now and then, so keep it written down. Ctrl+L still locks.")
                )
            )
        else:
            self.body.addWidget(label(tr("This computer will ask for the passphrase each time.")))
        self.passphrase = self.passphrase_field()
        self.body.addWidget(self.passphrase)
        self.finish_build(tr("Save the key") if remember else tr("Remove the key"), self._on_go)
        self.passphrase.changed.connect(self._on_changed)
        self.finished.connect(self._on_finished)
        self.passphrase.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        self.go.setEnabled(bool(self.passphrase.text))

    def _on_go(self) -> None:
        if not self.passphrase.text:
            return
        step = self._keep if self._remember else self._forget
        work = partial(step, self.workspace.vault, self.workspace.computer, self.passphrase.text)
        self.work(work, self._on_done)

    @staticmethod
    def _keep(vault: Vault, computer: Computer, typed: str, task: Task) -> None:
        task(0, 0, tr("Checking the passphrase"))
        require_passphrase(vault, typed)
        task(0, 0, tr("Asking the system keyring"))
        key_slots.remember_here(vault, computer)

    @staticmethod
    def _forget(vault: Vault, computer: Computer, typed: str, task: Task) -> None:
        task(0, 0, tr("Checking the passphrase"))
        require_passphrase(vault, typed)
        task(0, 0, tr("Asking the system keyring"))
        key_slots.forget_here(vault, computer)

    def _on_done(self, _nothing: object) -> None:
        self.passphrase.clear()
        self.accept()

    def _on_finished(self, result: int) -> None:
        self.ended.emit(bool(result))
