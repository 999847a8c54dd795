"""The section about locking: after how many minutes without anybody the record locks by itself, and what locks it anyway."""

from PySide6.QtWidgets import QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import vault_settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small

_MINUTES = (5, 10, 20, 30, 60, 0)
_LOCK_KEYS = "Ctrl+L"


def what_locks(heard: frozenset[str]) -> str:
    """What else locks the record: only what this system is known to tell the program; waking up is noticed by the clocks everywhere."""
    occasions = [
        tr("when the computer goes to sleep") if "sleep" in heard else tr("when the computer wakes up after sleeping")
    ]
    occasions += [tr("when its lid is closed")] if "lid" in heard else []
    occasions += [tr("when its screen is locked")] if "screen" in heard else []
    occasions.append(tr("with {keys}", keys=_LOCK_KEYS))
    also = tr("It also locks {occasions}.", occasions=in_use().listed(occasions))
    if "screen" in heard:
        return also
    return tr(
        "{also} This system does not tell the program when the screen is locked: press {keys} before you leave the computer.",
        also=also,
        keys=_LOCK_KEYS,
    )


class LockSection(Panel):
    """Choosing another time holds at once, for this record on every computer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Locking"))
        self.setParent(parent)
        self.setObjectName("lock_section")
        self._workspace = workspace
        self.body.addWidget(
            secondary(
                tr(
                    "A locked record asks for the passphrase again. What you were typing is kept and offered to you afterwards."
                )
            )
        )
        self.body.addWidget(label(tr("Lock automatically when nobody has used it for"), "subheading"))
        choices = tuple(
            (str(minutes), tr_n("{number} minute", "{number} minutes", minutes) if minutes else tr("Never"))
            for minutes in _MINUTES
        )
        self.choices = Choices(choices, tr("Lock automatically after"), name="lock.minutes")
        self.choices.changed.connect(self._on_chosen)
        self.body.addWidget(self.choices)
        self._note = small("")
        self._note.setObjectName("lock.note")
        self.body.addWidget(self._note)
        workspace.what_locks_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is chosen."""
        with self._workspace.vault.read() as session:
            minutes: int = vault_settings.get(session, "idle_minutes")
        self.choices.set_value(str(minutes))
        also = what_locks(self._workspace.locked_on)
        if minutes:
            self._note.setText(tr("A warning is shown thirty seconds before. {also}", also=also))
        else:
            self._note.setText(
                tr("Anyone who uses this computer while you are away can then read everything. {also}", also=also)
            )

    def _on_chosen(self) -> None:
        if self.choices.value is None:
            return
        try:
            with self._workspace.vault.write() as session:
                vault_settings.put(session, "idle_minutes", int(self.choices.value))
        except IsmError as error:
            self._workspace.report(error)
        self.refresh()
