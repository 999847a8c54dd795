"""The card about computers that open the record without asking: this one, and others that were once told to remember."""

from PySide6.QtWidgets import QWidget

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.places.backup_and_keys.keys.key_panel import KeyPanel
from ism_desktop.ui.places.backup_and_keys.keys.key_rows import KeyRows
from ism_desktop.ui.places.backup_and_keys.keys.remember_dialog import WHAT_IT_MEANS, RememberDialog
from ism_desktop.vault import key_slots
from ism_desktop.vault.key_slots import WayIn


class ComputerPanel(KeyPanel):
    """A tick box that is off until the person wants it, and a list of the other computers."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, "This computer", "computer_panel")
        self.setParent(parent)
        self.box = TickBox("Remember on this computer, and do not ask for the passphrase here", name="remember_here")
        self.box.clicked.connect(self._on_clicked)
        self.body.addWidget(self.box)
        self.body.addWidget(small(f"{WHAT_IT_MEANS} After you lock the record, one press opens it again."))
        self._others_head = label("Other computers that remember", "subheading")
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
            self.outcome.say("This computer remembers. It opens the record without asking when the program starts.")
        else:
            self.outcome.say("This computer no longer remembers. It asks for the passphrase each time.")

    def _on_remove(self, way: WayIn) -> None:
        self.ask_to_remove(
            way,
            f"Let “{way.label}” no longer remember?",
            f"“{way.label}” will ask for the passphrase again. Do this when a computer was sold, given away or stolen. Type your passphrase"
            " to go on.",
        )
