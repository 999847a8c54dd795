"""The page “Backup & keys”: at the top whether the record is safe, in three sentences; below it a section for each thing to do."""

from typing import Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.surfaces import Column, PageHead
from ism_desktop.ui.locking.lock_section import LockSection
from ism_desktop.ui.places.backup_and_keys.keys.keys_section import KeysSection
from ism_desktop.ui.places.backup_and_keys.safekeeping.backup_section import BackupSection
from ism_desktop.ui.places.backup_and_keys.safekeeping.check_section import CheckSection
from ism_desktop.ui.places.backup_and_keys.safekeeping.export_section import ExportSection
from ism_desktop.ui.places.backup_and_keys.safekeeping.ledger_section import LedgerSection
from ism_desktop.ui.places.backup_and_keys.safekeeping.overview import Overview
from ism_desktop.ui.places.backup_and_keys.safekeeping.restore_section import RestoreSection
from ism_desktop.ui.places.backup_and_keys.safekeeping.trash_section import TrashSection


class Section(Protocol):
    """One part of the page: a widget made with the workspace, which reads again what it shows."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None: ...

    def refresh(self) -> None:
        """Read again what is shown; what a person is typing must survive it."""


# In the order of the page.
SECTIONS: tuple[type[Section], ...] = (
    BackupSection,
    RestoreSection,
    CheckSection,
    KeysSection,
    LockSection,
    ExportSection,
    LedgerSection,
    TrashSection,
)


class SafekeepingPage(Page):
    """The overview and the sections, one below the other."""

    help_text = tr_lazy(
        "Your record exists only on this computer, and computers break and get lost. A second copy somewhere else "
        "is the most important thing on this page.\n\nA backup is encrypted like your record. It opens with the "
        "same keys that opened your record when the backup was made: your passphrase, that of a second person, "
        "your recovery sheet. You can keep backups on a USB stick, on another disk or in a folder synchronised by "
        "a cloud service.\n\nWhen you test a backup, the program restores it to a temporary folder, opens it, reads "
        "everything and deletes it again.\n\nThe recovery sheet is a page with eight groups of digits that opens "
        "your record if you forget your passphrase. Keep it with your passport, and test it once a year."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(820)
        self.column.setObjectName("safekeeping")
        outer.addWidget(self.column)
        self.head = PageHead(tr("Backup & keys"), tr("Keep a second copy of your record, and the keys that open it."))
        self.column.body.addWidget(self.head)
        self.overview = Overview(workspace)
        self.column.body.addWidget(self.overview)
        self.sections: list[Section] = []
        for made in SECTIONS:
            section = made(workspace)
            self.sections.append(section)
            if isinstance(section, BackupSection):
                self.head.add_button(section.choose)
                self.head.add_button(section.now)
            if isinstance(section, QWidget):
                self.column.body.addWidget(section)
        self.column.body.addStretch(1)
        workspace.safekeeping.changed.connect(self._on_kept)

    def _on_kept(self) -> None:
        self._on_changed(frozenset())

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether the folder for backups is in reach now."""
        super().showEvent(event)
        self.workspace.safekeeping.look_for_folder()

    def refresh(self) -> None:
        """Read again what every part says."""
        self.overview.refresh()
        for section in self.sections:
            section.refresh()

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Bring one section into view, by the object name of its widget."""
        del page
        section = self.findChild(QWidget, record_id)
        if section is not None:
            self.column.ensureWidgetVisible(section, 0, 40)
