"""Files and pictures that are dropped on the window or pasted into it: what is open there decides what becomes of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records.store import Record
from ism_desktop.ui.base import text_keys
from ism_desktop.ui.base.files import files_in
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.attached_arrivals import AttachedArrivals
from ism_desktop.ui.record_kit.pasting import holds_picture
from ism_desktop.ui.shell.drop_overlay import DropOverlay


class Drops(QObject):
    """An entry that is open has them attached; a page may have a use of its own; anything else is filed among the documents."""

    def __init__(
        self, workspace: Workspace, over: QWidget, current_page: Callable[[], Page | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._current_page = current_page
        self._overlay = DropOverlay(over)
        self._arrivals = AttachedArrivals(workspace, self)

    def on_enter(self, event: QDragEnterEvent) -> None:
        """Say what will happen to files that are dragged over the window."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            target = self._target()
            words = tr("Drop the files here to add them to your documents")
            if target is not None:
                words = tr("Drop the files here to attach them to “{title}”", title=target.title)
            self._overlay.cover(words)

    def on_leave(self) -> None:
        """Take the overlay away."""
        self._overlay.hide()

    def on_drop(self, event: QDropEvent) -> None:
        """Take the files."""
        self._overlay.hide()
        if paths := files_in(event.mimeData()):
            event.acceptProposedAction()
            self._take(paths)

    def paste(self) -> None:
        """Paste files, or a picture where it has a use; text goes where the cursor is."""
        mime = QGuiApplication.clipboard().mimeData()
        paths = files_in(mime)
        if paths:
            self._take(paths)
        elif not self._workspace.take_picture() and not self._attached_picture():
            text_keys.paste()

    def _take(self, paths: Sequence[Path]) -> None:
        target = self._target()
        if target is None:
            self._workspace.import_files(paths)
        else:
            self._arrivals.take_files(target, paths)

    def _attached_picture(self) -> bool:
        mime = QGuiApplication.clipboard().mimeData()
        if not holds_picture(mime) or (mime.hasText() and text_keys.has_focus()):
            return False
        target = self._target()
        return target is not None and self._arrivals.take_picture(target)

    def _target(self) -> Record | None:
        """The entry that is open; None where the page in front takes files itself."""
        page = self._current_page()
        subject = None if page is None or self._workspace.files_taker is not None else page.subject
        return None if subject is None else self._arrivals.entry(subject)
