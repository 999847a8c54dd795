"""The journal on the start page: what is noted for today, as a fact, and the button that notes something."""

from PySide6.QtCore import Signal

from ism_desktop.language import tr
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.home.home_overview import Overview
from ism_desktop.ui.places.home.home_panel import HomePanel, PlaceRow


class JournalPanel(HomePanel):
    """Today's entries, and the way to add one. Nobody is told to."""

    note_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Journal"), "journal_today")

    def show_overview(self, overview: Overview) -> None:
        """Show what is noted for today."""
        column = self.begin()
        if not overview.journal:
            self.add_words(column, secondary(tr("There is no entry for today.")))
        for entry in overview.journal:
            name = f"journal_today.{entry.id}"
            self.add_row(
                column,
                PlaceRow(
                    entry.words, entry.when, JOURNAL_ENTRIES.name, entry.id, icon_name=JOURNAL_ENTRIES.icon, name=name
                ),
            )
        noting = button(tr("Note something…"), self.note_wanted.emit, icon_name="mdi6.plus", name="journal_today.note")
        noting.setToolTip("Ctrl+J")
        self.add_button(column, noting)
        self.end()
