"""Said before a good day is saved for a day that has symptoms already. Nothing is forbidden: both may be true of one day."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from ism_desktop.language import tr, tr_n
from ism_desktop.records import quick_entry
from ism_desktop.records.kinds.journal_entries import said_words
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button


class SymptomsThere(Banner):
    """Hidden until `asks`. `open_wanted` carries the id of the entry to open; `save_wanted` saves the good day all the same."""

    open_wanted = Signal(str)
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", name="symptoms_there")
        self._latest = ""
        self.opening = button(tr("Open that entry"), self._on_open, name="symptoms_there.open")
        self.saving = button(tr("Save as a good day anyway"), self.save_wanted.emit, name="symptoms_there.save")
        self.add_button(self.opening)
        self.add_button(self.saving)

    def asks(self, workspace: Workspace, day: date | None) -> bool:
        """Say which entries with symptoms the day has, and wait for an answer; False where it has none. Enter opens the latest."""
        with workspace.vault.read() as session:
            there = [] if day is None else quick_entry.with_symptoms_on(session, day)
        if not there:
            return False
        self._latest = there[0].id
        self.words.setText(
            tr_n(
                "You already noted symptoms on this day: {said}.",
                "This day already has {number} entries with symptoms. The latest: {said}.",
                len(there),
                said=said_words(there[0].values),
            )
        )
        self.show()
        self.opening.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_open(self) -> None:
        self.open_wanted.emit(self._latest)
