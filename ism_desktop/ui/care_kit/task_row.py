"""One task in a line: a box that says done with one press, what is to be done, by whom and by when, and from which visit."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ism_desktop.language import tr
from ism_desktop.records import store, task_lists
from ism_desktop.records.kinds.tasks import PREPARES, TASKS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.text import small


def due_words(task: Record, today: date) -> str:
    """By when it is to be done, or when it was done; a day that is past is said as it is."""
    done, due = task.values["done_on"], task.values["due_on"]
    if task_lists.is_done(task):
        return tr("done on {day}", day=done.words) if isinstance(done, PartialDate) else tr("done")
    if not isinstance(due, PartialDate):
        return ""
    if task_lists.is_overdue(task, today):
        return tr("was to be done by {day}", day=due.words)
    return tr("to be done by {day}", day=due.words)


def task_detail(task: Record, today: date, visit: str = "") -> str:
    """Who does it, by when, and for or from which visit, in one line."""
    if visit:
        visit = tr("for: {visit}", visit=visit) if task.values["part"] == PREPARES else tr("from: {visit}", visit=visit)
    return " · ".join(part for part in (str(task.values["owner"] or ""), due_words(task, today), visit) if part)


def tick(workspace: Workspace, task_id: str) -> None:
    """Say that a task was done today, or that a done one is not, and offer to undo it."""
    with workspace.vault.write() as session:
        before = task_lists.tick(session, task_id, workspace.today())
        task = store.get(session, TASKS, task_id)
    words = (
        tr("“{task}” is done.", task=task.title)
        if task_lists.is_done(task)
        else tr("“{task}” is to be done again.", task=task.title)
    )
    workspace.undo_bar.offer(words, partial(_put_back, workspace, task_id, before))


def _put_back(workspace: Workspace, task_id: str, before: Mapping[str, object]) -> None:
    with workspace.vault.write() as session:
        task_lists.put_back(session, task_id, before)


class TaskRow(QFrame):
    """The line. `ticked` and `opened` carry the task's id."""

    ticked = Signal(str)
    opened = Signal(str)

    def __init__(self, task: Record, detail: str, *, edge: int = 0) -> None:
        super().__init__()
        self.setObjectName(f"task.{task.id}")
        self.task, self._detail_words = task, detail
        row = QHBoxLayout(self)
        row.setContentsMargins(edge, 4, edge, 4)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.box = TickBox(task.title, name=f"task.{task.id}.done")
        self.box.setChecked(task_lists.is_done(task))
        self.box.setAccessibleName(tr("Done: {task}", task=task.title))
        self.box.setAccessibleDescription(detail)
        self.box.clicked.connect(self._on_ticked)
        column.addWidget(self.box)
        self._said = small(detail)
        self._said.setVisible(bool(detail))
        column.addWidget(self._said)
        row.addLayout(column, 1)
        opening = icon_button(
            tr("Change: {task}", task=task.title), "mdi6.pencil-outline", self._on_opened, name=f"task.{task.id}.open"
        )
        row.addWidget(opening, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words below stand in line with those of the box, at any size of text."""
        super().resizeEvent(event)
        self._said.setIndent(self.box.lead())

    def says(self, task: Record, detail: str) -> bool:
        """Whether it shows this already."""
        return self.task == task and self._detail_words == detail

    def _on_ticked(self) -> None:
        self.ticked.emit(self.task.id)

    def _on_opened(self) -> None:
        self.opened.emit(self.task.id)
