"""The page that asks for the passphrase: one field, no path, no name. Imports are kept light, so that it can be used at once."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from ism_desktop.errors import IsmError, WrongPassphrase
from ism_desktop.ui import errors, opening
from ism_desktop.ui.background import Background
from ism_desktop.ui.start_card import StartCard
from ism_desktop.ui.widgets.buttons import button
from ism_desktop.ui.widgets.passphrase import PassphraseField


class UnlockPage(StartCard):
    """Asks for the passphrase of one vault. `opened` carries the open vault; `other_wanted` leads back to the choices."""

    opened = Signal(object)
    other_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.lock-outline", "Welcome back", "Type your passphrase to open your health record.", width=460
        )
        self._background = background
        self._path = Path()
        self.passphrase = PassphraseField("Passphrase", name="passphrase")
        self.passphrase.entered.connect(self.unlock)
        self.passphrase.changed.connect(self._on_changed)
        self.card.body.addWidget(self.passphrase)
        self.go = button("Unlock", self.unlock, role="primary", name="unlock")
        self.go.setEnabled(False)
        self.other = button("Another vault…", self.other_wanted.emit, role="quiet", name="other_vault")
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.go)
        self.card.body.addLayout(row)
        self.finish()

    def ask(self, path: Path) -> None:
        """Ask for the passphrase of the vault in this folder. That it is there and sound is looked at in the background."""
        self._path = path
        self.passphrase.clear()
        self.hide_error()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self._background.run(partial(opening.look, path), owner=self, on_error=self._on_error, quiet=True)

    def _on_changed(self) -> None:
        self.go.setEnabled(bool(self.passphrase.text))

    def unlock(self) -> None:
        """Derive the key and open the vault."""
        if not self.passphrase.text or not self.passphrase.isEnabled():
            return
        self._set_working(working=True)
        self._background.run(
            partial(opening.unlock, self._path, self.passphrase.text),
            owner=self,
            on_result=self._on_opened,
            on_error=self._on_error,
            on_progress=self.show_progress,
            quiet=True,
        )

    def _set_working(self, *, working: bool) -> None:
        self.set_working(working=working)
        self.passphrase.setEnabled(not working)
        self.go.setEnabled(not working and bool(self.passphrase.text))
        self.other.setEnabled(not working)

    def _on_opened(self, vault: object) -> None:
        self.passphrase.clear()
        self.opened.emit(vault)

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if not isinstance(error, IsmError):
            errors.show(error, self.window())
            return
        self.show_error(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase.line.selectAll()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
