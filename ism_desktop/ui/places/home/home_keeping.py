"""The card of the start page about keeping the record safe: quiet when all is well, else only what matters now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.safekeeping import notes
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.home.home_overview import Overview
from ism_desktop.ui.places.home.home_panel import HomePanel, PlaceRow


class KeepingPanel(HomePanel):
    """Backups, checks and keys: what should be done, or that nothing is to do."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Backup and recovery"), "keeping")
        self._workspace = workspace

    def show_overview(self, overview: Overview) -> None:
        """Show what is to be done, or that nothing is."""
        found = notes.notes(self._workspace)
        # Who has just begun has nothing to lose yet; the five steps come first.
        is_pressing = bool(overview.documents) or any(not note.is_early for note in found)
        self.setVisible(is_pressing or not overview.is_beginning)
        column = self.begin()
        for note in found:
            row = PlaceRow(
                note.words, note.detail, note.place, note.section, icon_name=note.icon, name=f"keeping.{note.name}"
            )
            self.add_row(column, row)
        if not found:
            known = self._workspace.safekeeping.safety()
            self.add_words(column, _well(notes.all_is_well(known, self._workspace.today())))
        self.end()


def _well(sentence: str) -> QWidget:
    holder = QWidget()
    holder.setObjectName("keeping.well")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    picture = IconLabel("mdi6.check-circle-outline", 20)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence), 1)
    return holder
