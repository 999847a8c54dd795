"""Changing one's passphrase, and giving a second person a passphrase of their own."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import KeyDialog, note_keys_changed, require_passphrase
from ism_desktop.ui.places.backup_and_keys.keys.new_passphrase import NewPassphrase
from ism_desktop.vault import Vault, key_slots

_OLD_COPIES = tr_lazy(
    "Backups and other copies made before still open with the old passphrase. If somebody else may know it, make a new backup and destroy"
    " the older ones."
)


def own_words(workspace: Workspace) -> tuple[str, ...]:
    """What others know of the person and would try first: the parts of the name, and the date of birth."""
    with workspace.vault.read() as session:
        person = store.the_one(session, PERSON)
    if person is None:
        return ()
    said = " ".join(shown(PERSON.field(name), person.values[name]) for name in ("name", "birth_date"))
    return tuple(part for part in said.split() if len(part) > 2)


class ChangePassphrase(KeyDialog):
    """The old passphrase, and the new one twice. `changed` follows when the vault opens with the new one."""

    changed = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(
            workspace, page, tr("Change your passphrase"), name="change_passphrase", icon_name="mdi6.lock-reset"
        )
        self.old = self.passphrase_field(tr("Your current passphrase"))
        self.body.addWidget(self.old)
        self.new = NewPassphrase(workspace.background, tr("New passphrase"), own_words=own_words(workspace))
        self.new.entered.connect(self.on_entered)
        self.lock_while_working(self.new)
        self.body.addWidget(self.new)
        self.body.addWidget(secondary(str(_OLD_COPIES)))
        self.finish_build(tr("Change it"), self._on_go)
        self.old.changed.connect(self._on_changed)
        self.new.changed.connect(self._on_changed)
        self.old.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        self.go.setEnabled(bool(self.old.text) and self.new.is_ready)

    def _on_go(self) -> None:
        self.work(partial(self._change, self.workspace.vault, self.old.text, self.new.text), self._on_done)

    @staticmethod
    def _change(vault: Vault, old: str, new: str, task: Task) -> None:
        key_slots.change_passphrase(vault, old, new, task)
        note_keys_changed(vault)

    def _on_done(self, _nothing: object) -> None:
        self.old.clear()
        self.new.clear()
        self.accept()
        self.changed.emit()


class AddPerson(KeyDialog):
    """A second person's name and passphrase. `added` carries the name."""

    added = Signal(str)

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(
            workspace,
            page,
            tr("A passphrase for a second person"),
            name="add_person",
            icon_name="mdi6.account-key-outline",
        )
        self.body.addWidget(
            label(
                tr(
                    "For a partner, a parent or a carer. They can open, read and change your whole record, just as you can. You can remove"
                    " their passphrase later; copies they made before then still open with it."
                )
            )
        )
        head = label(tr("Their name"), "subheading")
        self.name = QLineEdit()
        self.name.setObjectName("person_name")
        self.name.setAccessibleName(tr("Their name"))
        self.name.setMaxLength(60)
        head.setBuddy(self.name)
        self.lock_while_working(self.name)
        self.body.addWidget(head)
        self.body.addWidget(self.name)
        self.new = NewPassphrase(workspace.background, tr("Their passphrase"))
        self.new.entered.connect(self.on_entered)
        self.lock_while_working(self.new)
        self.body.addWidget(self.new)
        self.own = self.passphrase_field(tr("Your own passphrase, to confirm"))
        self.body.addWidget(self.own)
        self.finish_build(tr("Add this person"), self._on_go)
        for part in (self.new.changed, self.own.changed, self.name.textChanged):
            part.connect(self._on_changed)
        self.name.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip() and self.own.text) and self.new.is_ready)

    def _on_go(self) -> None:
        work = partial(self._add, self.workspace.vault, self.own.text, self.new.text, self.name.text().strip())
        self.work(work, self._on_done)

    @staticmethod
    def _add(vault: Vault, own: str, new: str, name: str, task: Task) -> None:
        require_passphrase(vault, own)
        key_slots.add_passphrase(vault, new, name, task)
        note_keys_changed(vault)

    def _on_done(self, _nothing: object) -> None:
        self.own.clear()
        self.new.clear()
        self.accept()
        self.added.emit(self.name.text().strip())
