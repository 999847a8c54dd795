"""What the panels about keys share: an outcome that is said, removing a key after the passphrase was asked, and opening a dialog."""

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import ask_passphrase, note_keys_changed
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.key_slots import UnlockMethod


class KeyPanel(Panel):
    """A panel that tells how the last thing done in it ended."""

    def __init__(self, workspace: Workspace, words: str, name: str) -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.workspace = workspace
        self.outcome = Remark(f"{name}.outcome")
        self._to_remove: UnlockMethod | None = None

    @property
    def can_change(self) -> bool:
        """Whether keys can be written: not while the vault is only looked at."""
        return not self.workspace.vault.read_only

    def ways(self, kind: str) -> list[UnlockMethod]:
        """The unlock methods of one kind."""
        return [way for way in key_slots.listed(self.workspace.vault) if way.kind == kind]

    @staticmethod
    def row_of(*parts: QWidget) -> QWidget:
        """Buttons side by side, as far as there is room."""
        holder = QWidget()
        row = FlowLayout(holder)
        for part in parts:
            row.addWidget(part)
        return holder

    def refresh(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    @staticmethod
    def show_dialog(dialog: QDialog) -> None:
        """Open a dialog over the window; it does not wait."""
        dialog.open()

    def ask_to_remove(self, way: UnlockMethod, words: str, reason: str) -> None:
        """Ask for the passphrase, then remove this unlock method."""
        self._to_remove = way
        ask_passphrase(self.workspace, self, words, reason, self._on_may_remove, tr("Remove"))

    def _on_may_remove(self) -> None:
        if self._to_remove is not None:
            work = partial(self._remove, self.workspace.vault, self._to_remove.id)
            self.workspace.background.run(work, owner=self, on_result=self._on_removed, quiet=True)

    @staticmethod
    def _remove(vault: Vault, way_id: str, _task: Task) -> None:
        key_slots.remove(vault, way_id)
        note_keys_changed(vault)

    def _on_removed(self, _nothing: object) -> None:
        removed, self._to_remove = self._to_remove, None
        self.refresh()
        if removed is not None:
            self.outcome.set_text(tr("“{name}” can no longer open your record.", name=removed.label))
