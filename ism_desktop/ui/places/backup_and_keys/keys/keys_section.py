"""The part of “Backup & keys” about the keys: the passphrase, the recovery sheet, this computer's own key, and other people."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.backup_and_keys.keys.computer_panel import ComputerPanel
from ism_desktop.ui.places.backup_and_keys.keys.passphrase_panel import PassphrasePanel
from ism_desktop.ui.places.backup_and_keys.keys.sheet_panel import SheetPanel


class KeysSection(QWidget):
    """Three panels, one below the other. Each change is written at once, and first asks for the passphrase."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.sheet = SheetPanel(workspace)
        self.passphrase = PassphrasePanel(workspace)
        self.computer = ComputerPanel(workspace)
        for panel in (self.sheet, self.passphrase, self.computer):
            column.addWidget(panel)

    def refresh(self) -> None:
        """Read again which keys there are."""
        for panel in (self.sheet, self.passphrase, self.computer):
            panel.refresh()
