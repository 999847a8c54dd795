"""The panel about passphrases: one's own, and those of other people."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.safekeeping.days import by_day, day_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label, line, secondary, small
from ism_desktop.ui.places.backup_and_keys.keys.key_panel import KeyPanel
from ism_desktop.ui.places.backup_and_keys.keys.key_rows import KeyRows, moment_made
from ism_desktop.ui.places.backup_and_keys.keys.passphrase_dialogs import AddPerson, ChangePassphrase
from ism_desktop.vault.key_slots import UnlockMethod


class PassphrasePanel(KeyPanel):
    """Change it, give a second person one, take theirs away."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, tr("Passphrase"), "passphrase_panel")
        self.setParent(parent)
        self._since = secondary("")
        self._since.setObjectName("passphrase_since")
        self.body.addWidget(self._since)
        self._change = button(tr("Change it…"), self._on_change, name="passphrase.change")
        self.body.addWidget(self.row_of(self._change))
        self.body.addWidget(line())
        self.body.addWidget(label(tr("A second person"), "subheading"))
        self.body.addWidget(
            small(
                tr("A partner, a parent or a carer can have their own passphrase, so you do not have to share yours.")
            )
        )
        self.people = KeyRows(workspace, "people")
        self.people.remove_wanted.connect(self._on_remove)
        self.body.addWidget(self.people)
        self._add = button(
            tr("Add a person…"), self._on_add, icon_name="mdi6.account-plus-outline", name="passphrase.add"
        )
        self.body.addWidget(self.row_of(self._add))
        self.body.addWidget(self.outcome)

    def refresh(self) -> None:
        """Show whose passphrases there are."""
        passphrases = self.ways("passphrase")
        own = [way for way in passphrases if not way.label]
        self._since.setText(_since(own[0] if own else None, self.workspace.today()))
        self.people.show_ways([way for way in passphrases if way.label])
        for each in (self._change, self._add):
            each.setVisible(self.can_change)

    def _on_change(self) -> None:
        dialog = ChangePassphrase(self.workspace, self)
        dialog.changed.connect(self._on_changed)
        self.show_dialog(dialog)

    def _on_changed(self) -> None:
        self.refresh()
        self.outcome.set_text(tr("Your passphrase was changed. From now on, your record opens with the new one."))

    def _on_add(self) -> None:
        dialog = AddPerson(self.workspace, self)
        dialog.added.connect(self._on_added)
        self.show_dialog(dialog)

    def _on_added(self, name: str) -> None:
        self.refresh()
        self.outcome.set_text(tr("“{name}” can now open your record with their own passphrase.", name=name))

    def _on_remove(self, way: UnlockMethod) -> None:
        self.ask_to_remove(
            way,
            tr("Remove the passphrase of “{name}”?", name=way.label),
            tr(
                "Their passphrase will no longer open your record. Copies made before still open with it. Type your own passphrase to"
                " continue."
            ),
        )


def _since(own: UnlockMethod | None, today: date) -> str:
    """Since when the owner has their passphrase."""
    if own is None:
        return tr("The owner no longer has a passphrase. The people below can open the record.")
    made = moment_made(own)
    if made is None:
        return tr("You have a passphrase.")
    return by_day(
        made,
        today,
        tr("You chose your passphrase today."),
        tr("You chose your passphrase yesterday."),
        tr("You chose your passphrase on {day}.", day=day_of(made)),
    )
