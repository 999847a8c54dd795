"""How files come to the documents: chosen, dropped, pasted; folders are looked through first, what is here already can be compared."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.folder_dialog import FolderDialog
from ism_desktop.ui.places.documents.in_trash import InTrashBanner
from ism_desktop.ui.places.documents.twins import Twin, TwinsBanner
from ism_desktop.ui.places.documents.twins_dialog import TwinsDialog
from ism_desktop.ui.record_kit.taking_in import TakingIn


class Arrivals(QObject):
    """`shown` carries the document that is to be looked at, `removed` new documents that went into the trash again.

    `begun` says that files are on their way."""

    shown = Signal(str)
    removed = Signal(list)
    begun = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self.taking_in = TakingIn(workspace, self)
        self.take: Callable[[Sequence[Path]], object] = (
            self.taking_in.begin
        )  # the page asks first what pictures shall become
        self.in_trash = InTrashBanner(workspace)
        self.twins = TwinsBanner(workspace)
        workspace.files_dropped.connect(self.begin)
        self.taking_in.found_in_trash.connect(self.in_trash.offer)
        self.taking_in.ended.connect(self.twins.offer)
        self.in_trash.restored.connect(self.shown)
        self.twins.compare_wanted.connect(self._on_compare)

    def place(self, column: QVBoxLayout) -> None:
        """Put the lines that offer something into the page."""
        column.addWidget(self.in_trash)
        column.addWidget(self.twins)

    def refresh(self) -> None:
        """Offer no longer what has gone meanwhile."""
        self.in_trash.refresh()
        self.twins.refresh()

    def begin(self, paths: Sequence[Path]) -> None:
        """Take files in at once; folders are looked through first."""
        self.begun.emit()
        if any(path.is_dir() for path in paths):
            dialog = FolderDialog(self._workspace, paths, self._page.window())
            dialog.chosen.connect(self.taking_in.begin)
            dialog.open()
        else:
            self.take(paths)

    def _on_compare(self, twins: list[Twin]) -> None:
        dialog = TwinsDialog(self._workspace, twins, self._page.window())
        dialog.opened.connect(self.shown)
        dialog.ended.connect(self._on_compared)
        dialog.open()

    def _on_compared(self, removed: list[str]) -> None:
        self.removed.emit(removed)
        self.twins.forget()
