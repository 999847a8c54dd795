"""The card about passphrases: one's own, and those of other people."""

from PySide6.QtWidgets import QWidget

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label, line, secondary, small
from ism_desktop.ui.places.backup_and_keys.keys.key_panel import KeyPanel
from ism_desktop.ui.places.backup_and_keys.keys.key_rows import KeyRows, day_made
from ism_desktop.ui.places.backup_and_keys.keys.passphrase_dialogs import AddPerson, ChangePassphrase
from ism_desktop.vault.key_slots import WayIn


class PassphrasePanel(KeyPanel):
    """Change it, give a second person one, take theirs away."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, "Passphrase", "passphrase_panel")
        self.setParent(parent)
        self._since = secondary("")
        self._since.setObjectName("passphrase_since")
        self.body.addWidget(self._since)
        self._change = button("Change it…", self._on_change, name="passphrase.change")
        self.body.addWidget(self.row_of(self._change))
        self.body.addWidget(line())
        self.body.addWidget(label("A second person", "subheading"))
        self.body.addWidget(
            small(
                "A partner, a parent or a carer can have a passphrase of their own, so that you need not tell them yours."
            )
        )
        self.people = KeyRows(workspace, "people")
        self.people.remove_wanted.connect(self._on_remove)
        self.body.addWidget(self.people)
        self._add = button("Add a person…", self._on_add, icon_name="mdi6.account-plus-outline", name="passphrase.add")
        self.body.addWidget(self.row_of(self._add))
        self.body.addWidget(self.outcome)

    def refresh(self) -> None:
        """Show whose passphrases there are."""
        passphrases = self.ways("passphrase")
        own = [way for way in passphrases if not way.label]
        made = day_made(self.workspace, own[0]) if own else ""
        missing = "You have one." if own else "The owner of the record has none any more; those below open it."
        self._since.setText(f"The present one was chosen {made}." if made else missing)
        self.people.show_ways([way for way in passphrases if way.label])
        for each in (self._change, self._add):
            each.setVisible(self.can_change)

    def _on_change(self) -> None:
        dialog = ChangePassphrase(self.workspace, self)
        dialog.changed.connect(self._on_changed)
        self.show_dialog(dialog)

    def _on_changed(self) -> None:
        self.refresh()
        self.outcome.say("The passphrase was changed. From now on the record opens with the new one.")

    def _on_add(self) -> None:
        dialog = AddPerson(self.workspace, self)
        dialog.added.connect(self._on_added)
        self.show_dialog(dialog)

    def _on_added(self, name: str) -> None:
        self.refresh()
        self.outcome.say(f"“{name}” can open the record with their own passphrase now.")

    def _on_remove(self, way: WayIn) -> None:
        self.ask_to_remove(
            way,
            f"Take away the passphrase of “{way.label}”?",
            "Their passphrase will no longer open this record. A copy that they made before still opens with it. Type your own passphrase"
            " to go on.",
        )
