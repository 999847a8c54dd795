"""Asks in the background on which day a photo was taken, as its camera says: to be offered, never to be taken as certain."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace

Found = tuple[str, date | None]


class PhotoDays(QObject):
    """The days of photos by document id, as long as this object lives. `arrived` carries the id of one that has a day."""

    arrived = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._days: dict[str, date | None] = {}

    def get(self, document_id: str) -> date | None:
        """The day; None where it is not known yet (`arrived` will tell), or where there is none that can be right."""
        if document_id not in self._days:
            self._days[document_id] = None
            self._workspace.background.run(self._work(document_id), owner=self, quiet=True, on_result=self._on_found)
        return self._days[document_id]

    def _work(self, document_id: str) -> Callable[[Task], Found]:
        return partial(_ask, self._workspace, document_id)

    def _on_found(self, found: Found) -> None:
        document_id, day = found
        if day is not None and day <= self._workspace.today():  # else the camera's clock is wrong
            self._days[document_id] = day
            self.arrived.emit(document_id)


def _ask(workspace: Workspace, document_id: str, _task: Task) -> Found:
    try:
        return document_id, documents.day_taken(workspace.vault, workspace.workers, document_id)
    except IsmError:
        return document_id, None  # the viewer explains why it cannot be read
