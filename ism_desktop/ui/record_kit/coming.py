"""How many files are still being read on their way into the documents, whichever part of the window takes them in."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from ism_desktop.documents.importing_many import STEPS
from ism_desktop.ui.base.background import Job
from ism_desktop.ui.base.workspace import Workspace


class Coming(QObject):
    """One for each workspace."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._left: dict[Job, int] = {}

    @classmethod
    def of(cls, workspace: Workspace) -> "Coming":
        """The one of this workspace."""
        return workspace.findChild(cls) or cls(workspace)

    @property
    def number(self) -> int:
        """How many files are being read, or wait for it."""
        return sum(self._left.values())

    def watch(self, job: Job, files: int) -> None:
        """Count the files of an import; there may turn out to be more, as in a folder."""
        self._note(job, files)
        job.progressed.connect(partial(self._on_progress, job))
        job.ended.connect(partial(self._note, job, 0))

    def _on_progress(self, job: Job, done: int, total: int, _what: str) -> None:
        if total:
            self._note(job, -(-(total - done) // STEPS))

    def _note(self, job: Job, files: int) -> None:
        before = self.number
        self._left[job] = files
        if not files:
            del self._left[job]
        if self.number != before:
            self.changed.emit()
