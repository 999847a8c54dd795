"""The way in for who forgot the passphrase: the groups of the recovery sheet, then a new passphrase."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ism_desktop.language import tr
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.backup_and_keys.keys.code_field import RecoveryCodeField
from ism_desktop.ui.places.backup_and_keys.keys.new_passphrase import NewPassphrase
from ism_desktop.ui.start.start_panel import StartPanel

if TYPE_CHECKING:
    from ism_desktop.vault import Vault


class RecoverPage(StartPanel):
    """Asks for the eight groups. `recovered` carries the open vault."""

    recovered = Signal(object)
    back_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.file-key-outline",
            tr("Open with your recovery sheet"),
            tr("Type the eight groups of digits in order. Each group is checked as you type."),
            width=560,
        )
        self._background = background
        self._path = Path()
        self._read_only = False
        self.code = RecoveryCodeField(self._is_group)
        self.code.changed.connect(self._on_changed)
        self.code.entered.connect(self.open)
        self.body.addWidget(self.code)
        self.add_back(self.back_wanted)
        self.go = button(tr("Open my record"), self.open, role="primary", name="recover_go")
        self.foot.addWidget(self.go)
        self._on_changed()

    @staticmethod
    def _is_group(_number: int, digits: str) -> bool:
        return opening.is_group(digits)

    def ask(self, path: Path, *, read_only: bool = False) -> None:
        """Ask for the groups of this vault's sheet."""
        self._path = path
        self._read_only = read_only
        self.code.clear()
        self.hide_error()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Open the vault with what is typed."""
        if not self.go.isEnabled():
            return
        self._set_working(working=True)
        self._background.run(
            partial(opening.unlock_with_recovery, self._path, self.code.text, read_only=self._read_only),
            owner=self,
            on_result=self._on_opened,
            on_error=self._on_error,
            on_progress=self.show_progress,
            quiet=True,
        )

    def _on_changed(self) -> None:
        self.go.setEnabled(self.code.is_complete and not self.working.isVisibleTo(self))

    def _set_working(self, *, working: bool) -> None:
        self.set_working(working=working)
        self.code.setEnabled(not working)
        self._on_changed()

    def _on_opened(self, vault: object) -> None:
        self._set_working(working=False)
        self.code.clear()
        self.recovered.emit(vault)

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        self.show_error(error)


class RenewPage(StartPanel):
    """Asks for a new passphrase once the sheet has opened the vault. `opened` carries the vault, with or without a new one."""

    opened = Signal(object)

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.lock-reset",
            tr("Choose a new passphrase"),
            tr("Your record is open. The new passphrase replaces the forgotten one. Your recovery sheet stays valid."),
            width=560,
        )
        self._background = background
        self._vault: Vault | None = None
        self._whose_head = label(tr("Whose passphrase was forgotten?"), "subheading")
        self.body.addWidget(self._whose_head)
        self.whose: Choices | None = None
        self.passphrase = NewPassphrase(background, tr("New passphrase"))
        self.passphrase.changed.connect(self._on_changed)
        self.passphrase.entered.connect(self.renew)
        self.body.addWidget(self.passphrase)
        self.later = button(tr("Not now"), self._on_later, role="quiet", name="renew_later")
        self.add_beside(self.later)
        self.go = button(tr("Use this passphrase"), self.renew, role="primary", name="renew_go")
        self.foot.addWidget(self.go)

    def ask(self, vault: "Vault") -> None:
        """Ask for a new passphrase of this open vault."""
        self._vault = vault
        self.passphrase.clear()
        self.hide_error()
        self._ask_whose(opening.passphrases(vault))
        self._on_changed()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_whose(self, ways: tuple[tuple[str, str], ...]) -> None:
        """Which of several passphrases is replaced; with one there is nothing to ask."""
        if self.whose is not None:
            self.whose.deleteLater()
            self.whose = None
        self._whose_head.setVisible(len(ways) > 1)
        if len(ways) > 1:
            self.whose = Choices(
                [(way_id, name or tr("The owner of the record")) for way_id, name in ways],
                tr("Whose passphrase"),
                name="whose",
            )
            self.whose.set_value(ways[0][0])
            self.body.insertWidget(self.body.indexOf(self._whose_head) + 1, self.whose)
            self.whose.show()

    def close_vault(self) -> None:
        """Lock the vault again: the window is closed before a passphrase was chosen."""
        if self._vault is not None:
            self._vault.close()
            self._vault = None

    def renew(self) -> None:
        """Put the new passphrase into the place of the forgotten one."""
        if not self.go.isEnabled() or self._vault is None:
            return
        way_id = self.whose.value if self.whose is not None else None
        self._set_working(working=True)
        self._background.run(
            partial(opening.set_passphrase_after_recovery, self._vault, self.passphrase.text, way_id),
            owner=self,
            on_result=self._on_renewed,
            on_error=self._on_error,
            on_progress=self.show_progress,
            quiet=True,
        )

    def _on_changed(self) -> None:
        self.go.setEnabled(self.passphrase.is_ready and not self.working.isVisibleTo(self))

    def _set_working(self, *, working: bool) -> None:
        self.set_working(working=working)
        self.passphrase.setEnabled(not working)
        self.later.setEnabled(not working)
        self._on_changed()

    def _on_renewed(self, _nothing: object) -> None:
        self._set_working(working=False)
        self._hand_over()

    def _on_later(self) -> None:
        self._hand_over()

    def _hand_over(self) -> None:
        vault, self._vault = self._vault, None
        self.passphrase.clear()
        self.opened.emit(vault)

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        self.show_error(error)
