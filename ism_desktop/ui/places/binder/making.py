"""Making the binder in the background: into a file of the person's choice, whole or not at all."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import binder
from ism_desktop.printing.binder import BinderContent, BinderReport
from ism_desktop.printing.paper import Paper
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit import FileChoice, Leaving, private_file
from ism_desktop.vault.tally import of_written


def leaving_binder(pages: int, printed_on: date) -> Leaving:
    """What the vault writes down of a binder."""
    title = tr_n("Binder, {number} page", "Binder, {number} pages", pages)
    return Leaving("binder", title, {"pages": pages, "printed_on": printed_on.isoformat()})


class BinderMaking(QObject):
    """Asks for the file, then builds into it. Ends with `made` or `given_up`; `started` comes between."""

    started = Signal()
    made = Signal(object, object)  # Path, BinderReport
    given_up = Signal()

    def __init__(self, workspace: Workspace, page: QWidget, content: BinderContent, paper: Paper, name: str) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._content = content
        self._paper = paper
        self._path = Path()
        self._job: Job | None = None
        self._choice = FileChoice(workspace.settings, page, name, self)
        self._choice.chosen.connect(self._on_chosen)
        self._choice.given_up.connect(self._end)

    def start(self) -> None:
        """Ask where to."""
        self._choice.start()

    def cancel(self) -> None:
        """Stop; nothing is written."""
        if self._job is not None:
            self._job.cancel()

    def _on_chosen(self, path: Path) -> None:
        self._path = path
        self._job = self._workspace.background.run(
            self._build,
            owner=self,
            title=tr("Making the binder"),
            on_result=self._on_built,
            on_error=self._on_error,
            on_cancelled=self._end,
        )
        self.started.emit()

    def _build(self, task: Task) -> BinderReport:
        with private_file(self._path) as out:
            report = binder.build(self._workspace.vault, self._workspace.workers, self._content, self._paper, out, task)
            written = of_written(out)
        leaving = leaving_binder(report.pages, self._content.printed_on)
        leaving.enter_file(self._workspace.vault, self._path, written)
        for words in report.left_out:
            task.tell(self._path.name, words, good=False)
        return report

    def _on_built(self, report: BinderReport) -> None:
        self.made.emit(self._path, report)
        self.deleteLater()

    def _on_error(self, error: BaseException) -> None:
        self._workspace.report(error)
        self._end()

    def _end(self) -> None:
        self.given_up.emit()
        self.deleteLater()
