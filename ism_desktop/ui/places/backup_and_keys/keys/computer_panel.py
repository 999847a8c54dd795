"""The card about computers that open the record without asking: this one, and others that were once told to remember."""

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.places.backup_and_keys.keys.key_panel import KeyPanel
from ism_desktop.ui.places.backup_and_keys.keys.key_rows import KeyRows
from ism_desktop.ui.places.backup_and_keys.keys.remember_dialog import WHAT_IT_MEANS, RememberDialog
from ism_desktop.vault import key_slots
from ism_desktop.vault.key_slots import UnlockMethod


class ComputerPanel(KeyPanel):
    """A tick box that is off until the person wants it, and a list of the other computers."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, tr("This computer"), "computer_panel")
        self.setParent(parent)
        self.box = TickBox(
            tr("Open my record on this computer without asking for the passphrase"), name="remember_here"
        )
        self.box.clicked.connect(self._on_clicked)
        self.body.addWidget(self.box)
        self.body.addWidget(small(str(WHAT_IT_MEANS)))
        self._others_head = label(tr("Other computers with a saved key"), "subheading")
        self.body.addWidget(self._others_head)
        self.others = KeyRows(workspace, "computers")
        self.others.remove_wanted.connect(self._on_remove)
        self.body.addWidget(self.others)
        self.body.addWidget(self.outcome)

    def refresh(self) -> None:
        """Show what is remembered where."""
        own = key_slots.own_way(self.workspace.vault, self.workspace.computer)
        self.box.setChecked(own is not None)
        self.box.setEnabled(self.can_change)
        others = [way for way in self.ways("keyring") if way != own]
        self._others_head.setVisible(bool(others))
        self.others.show_ways(others)

    def _on_clicked(self, wanted: bool) -> None:
        # The tick stays as it was until it is true.
        self.box.setChecked(not wanted)
        dialog = RememberDialog(self.workspace, self, remember=wanted)
        dialog.ended.connect(self._on_ended)
        self.show_dialog(dialog)

    def _on_ended(self, done: bool) -> None:
        self.refresh()
        if not done:
            self.outcome.clear()
        elif self.box.isChecked():
            self.outcome.set_text(tr("From now on, this computer opens your record without asking for the passphrase."))
        else:
            self.outcome.set_text(tr("From now on, this computer asks for the passphrase each time."))

    def _on_remove(self, way: UnlockMethod) -> None:
        self.ask_to_remove(
            way,
            tr("Remove the saved key of “{computer}”?", computer=way.label),
            tr(
                "“{computer}” will ask for the passphrase again. Do this when a computer was sold, given away or stolen. Type your"
                " passphrase to continue.",
                computer=way.label,
            ),
        )
