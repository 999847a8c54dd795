"""The section about locking: after how many minutes without anybody the record locks by itself, and what locks it anyway."""

from PySide6.QtWidgets import QWidget

from ism_desktop.errors import IsmError
from ism_desktop.records import vault_settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import label, secondary, small

_MINUTES = (5, 10, 20, 30, 60, 0)


def what_locks(heard: frozenset[str]) -> str:
    """What else locks the record: only what this system is known to tell the program; waking up is noticed by the clocks everywhere."""
    reasons = ["when the computer goes to sleep" if "sleep" in heard else "when the computer wakes up after sleeping"]
    reasons += ["when its lid is closed"] if "lid" in heard else []
    reasons += ["when its screen is locked"] if "screen" in heard else []
    said = f"It also locks {', '.join(reasons)}{',' if len(reasons) > 1 else ''} and with Ctrl+L."
    if "screen" in heard:
        return said
    return f"{said} This system does not tell the program when the screen is locked: press Ctrl+L before you leave the computer."


class LockSection(Card):
    """Choosing another time holds at once, for this record on every computer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Locking")
        self.setParent(parent)
        self.setObjectName("lock_section")
        self._workspace = workspace
        self.body.addWidget(
            secondary(
                "A locked record asks for the passphrase again. What you were typing is kept, and offered to you afterwards."
            )
        )
        self.body.addWidget(label("Lock by itself when nobody has used it for", "subheading"))
        choices = tuple((str(minutes), f"{minutes} minutes" if minutes else "Never") for minutes in _MINUTES)
        self.choices = Choices(choices, "Lock by itself after", name="lock.minutes")
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
            self._note.setText(f"You are warned thirty seconds before. {also}")
        else:
            self._note.setText(
                f"Whoever sits down at this computer while you are away can then read everything. {also}"
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
