"""An entry of the journal that waits in the inbox: what was pressed over the locked record, and its note."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records import left_entries
from ism_desktop.records.quick_entry import QuickEntry
from ism_desktop.records.values import Moment
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.inbox.thing_panel import ThingPanel, moment_words
from ism_desktop.vault.inbox import InboxItem


class EntryPanel(ThingPanel):
    """Nothing of it is in the journal until it is accepted. The signals carry the item's id."""

    entry_wanted = Signal(str)
    open_wanted = Signal(str)  # add it, and show it in the journal
    edited = Signal(str)

    def __init__(self, item: InboxItem, left: tuple[QuickEntry, Moment, bool], text: str) -> None:
        super().__init__(item.id, "entry", moment_words(item))
        entry, begun, is_good = left
        note, entry.notes = entry.notes, ""
        said = label(left_entries.words(entry, begun, is_good=is_good))
        said.setObjectName("thing.entry")
        entry.notes = note
        self.body.addWidget(said)
        if left_entries.is_draft(item):
            unsaved = secondary(
                tr("It was begun over the locked record, and nobody pressed Save there. Something may be missing.")
            )
            unsaved.setObjectName("thing.draft")
            self.body.addWidget(unsaved)
        self.text = GrowingText(least=1, most=12)
        self.text.setObjectName("thing.text")
        self.text.setAccessibleName(tr("Note"))
        self.text.setPlaceholderText(tr("Note"))
        self.text.setPlainText(text)
        self.text.textChanged.connect(self._on_edited)
        self.body.addWidget(self.text)
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(button(tr("Add to the journal"), self._on_add, role="primary", name="thing.keep_entry"))
        row.addWidget(button(tr("Add and change it…"), self._on_open, name="thing.open_entry"))
        self.add_trash(row)
        self.body.addWidget(holder)

    @property
    def words(self) -> str:
        """The note as it stands now."""
        return self.text.toPlainText().strip()

    def _on_edited(self) -> None:
        self.edited.emit(self.item_id)

    def _on_add(self) -> None:
        self.entry_wanted.emit(self.item_id)

    def _on_open(self) -> None:
        self.open_wanted.emit(self.item_id)
