"""Letting this computer remember a key of its own: what that means, said plainly, before it is done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import KeyDialog, require_passphrase
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.multi_device import Computer

WHAT_IT_MEANS = (
    "Any program that runs under your account on this computer could then open your record, and so could anybody who sits at it while"
    " your account is open."
)


class RememberDialog(KeyDialog):
    """Asks for the passphrase and lets the computer remember, or forget. `ended` carries whether it was done, or given up."""

    ended = Signal(bool)

    def __init__(self, workspace: Workspace, page: QWidget, *, remember: bool) -> None:
        words = "Remember on this computer" if remember else "Forget on this computer"
        super().__init__(workspace, page, words, name="remember_dialog", icon_name="mdi6.laptop", width=480)
        self._remember = remember
        if remember:
            self.body.addWidget(
                label(
                    "The program will open your record on this computer without asking for the passphrase when it starts. The key for"
                    " that lies in the keyring of your account; your passphrase is not stored."
                )
            )
            self.body.addWidget(label(WHAT_IT_MEANS))
            self.body.addWidget(
                secondary("You still need the passphrase now and then, so keep the note of it. Ctrl+L locks as before.")
            )
        else:
            self.body.addWidget(label("From then on this computer asks for the passphrase each time."))
        self.passphrase = self.passphrase_field()
        self.body.addWidget(self.passphrase)
        self.finish_build("Remember" if remember else "Forget", self._on_go)
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
        task(0, 0, "Checking the passphrase")
        require_passphrase(vault, typed)
        task(0, 0, "Asking the keyring of this computer")
        key_slots.remember_here(vault, computer)

    @staticmethod
    def _forget(vault: Vault, computer: Computer, typed: str, task: Task) -> None:
        task(0, 0, "Checking the passphrase")
        require_passphrase(vault, typed)
        task(0, 0, "Asking the keyring of this computer")
        key_slots.forget_here(vault, computer)

    def _on_done(self, _nothing: object) -> None:
        self.passphrase.clear()
        self.accept()

    def _on_finished(self, result: int) -> None:
        self.ended.emit(bool(result))
