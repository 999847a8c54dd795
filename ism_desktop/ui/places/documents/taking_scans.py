"""What happens around the scanner: its dialog is opened, its pages become a document, and those that wait are offered again or given up."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ism_desktop.documents.importing import ImportResult
from ism_desktop.documents.scanner import waiting
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records.scanned_pages import ScannedPage
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.pages.unfinished import SCANNED, Begun, UnfinishedBanner
from ism_desktop.ui.places.documents.scan_dialog import ScanDialog
from ism_desktop.ui.record_kit.taking_in import TakingIn


class TakingScans(QObject):
    """Lives with the page: what it makes goes on when the dialog is closed."""

    def __init__(self, workspace: Workspace, page: QWidget, taking_in: TakingIn, unfinished: UnfinishedBanner) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._taking_in = taking_in
        self._unfinished = unfinished

    def begin(self) -> None:
        """Open the scanner, with the pages that wait."""
        dialog = ScanDialog(self._workspace, self._page.window())
        dialog.add_wanted.connect(self._on_add)
        dialog.discarded.connect(self.discard)
        dialog.open()

    def discard(self) -> None:
        """Give up the pages that wait, and offer to undo that; their files go when nobody has asked for them for a day."""
        vault = self._workspace.vault
        ids = [page.id for page in waiting.waiting(vault)]
        if not ids:
            return
        try:
            waiting.discard(vault, ids)
        except IsmError as error:
            self._workspace.report(error)
            return
        words = tr("The scanned pages were not added.")
        self._workspace.undo_bar.offer(words, partial(waiting.bring_back, vault, ids))

    def _on_add(self, pages: list[ScannedPage]) -> None:
        moment = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        name = Path(f"{tr('Scan {moment}', moment=moment)}.pdf")  # the person's own title from here on
        self._unfinished.set_busy(Begun(SCANNED), busy=True)
        work = partial(_file, self._workspace, tuple(pages), name)
        self._taking_in.begin_one(work, tr("Adding a scan")).ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._unfinished.set_busy(Begun(SCANNED), busy=False)


def _file(workspace: Workspace, pages: Sequence[ScannedPage], name: Path, task: Task) -> ImportResult:
    return waiting.file_pages(workspace.vault, workspace.workers, pages, name, task)
