"""Papers of a visit: files that are dropped, chosen or pasted become documents that are attached to the appointment."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ism_desktop.documents import ImportResult
from ism_desktop.errors import IsmError
from ism_desktop.language import tr_n
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.ui.base import text_keys
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.attached_arrivals import attach_all, take_off
from ism_desktop.ui.record_kit.pasting import holds_picture
from ism_desktop.ui.record_kit.taking_in import TakingIn


class VisitPapers(QObject):
    """Takes files in for an appointment. `refused` carries the reasons of those that were not attached, one a line; empty for none.

    It lives with the page, so that a dialog that is closed meanwhile loses no file.
    """

    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def take_files(self, appointment_id: str, paths: Sequence[Path]) -> bool:
        """Take files in. False when there are none."""
        return self._taking_in(appointment_id).begin(paths) is not None

    def take_picture(self, appointment_id: str) -> bool:
        """Take the picture on the clipboard. False where there is none, or where a text is meant for the field with the cursor."""
        mime = QGuiApplication.clipboard().mimeData()
        if not holds_picture(mime) or (mime.hasText() and text_keys.has_focus()):
            return False
        return self._taking_in(appointment_id).paste() is not None

    def _taking_in(self, appointment_id: str) -> TakingIn:
        """One for each time: files may come for one appointment while those of another are still read."""
        made = TakingIn(self._workspace, self, puts_to_use=True)
        made.ended.connect(partial(self._on_ended, appointment_id))
        made.finished.connect(made.deleteLater)
        self.refused.emit("")
        return made

    def _on_ended(self, appointment_id: str, results: list[ImportResult]) -> None:
        there = [one.document_id for one in results if one.document_id and one.outcome in {"imported", "duplicate"}]
        self.refused.emit("\n".join(one.reason for one in results if one.outcome in {"refused", "in trash"}))
        try:
            made = attach_all(self._workspace, APPOINTMENTS, appointment_id, there)
        except IsmError as error:  # the appointment was deleted meanwhile: the files are among the documents
            self._workspace.report(error)
            return
        if made:
            words = tr_n(
                "{number} document was attached to the appointment.",
                "{number} documents were attached to the appointment.",
                len(made),
            )
            self._workspace.undo_bar.offer(words, partial(take_off, self._workspace, made))
