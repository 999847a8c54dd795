"""The tasks of one appointment: what prepares it, or what came out of it; new ones are typed below, each can be ticked off or changed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.records import store
from ism_desktop.records.kinds.tasks import FOLLOWS, PREPARES, TASKS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.task_row import TaskRow, task_detail, tick
from ism_desktop.ui.kit import enter
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.actions import move_to_trash, trash
from ism_desktop.ui.record_kit.inline_form import InlineForm

DRAFT = "new_task"
"""By this name a task that is half typed is kept, with the appointment and the part."""

_TYPED = ("what", "owner", "due_on")
_CHANGED = ("what", "owner", "due_on", "done_on", "notes")
_WORDS: dict[str, LazyText] = {PREPARES: tr_lazy("To do before the visit"), FOLLOWS: tr_lazy("Tasks from this visit")}
_LEADS: dict[str, LazyText] = {
    PREPARES: tr_lazy(
        "What has to be done beforehand, with its day: a blood test, a letter, a form. It stays on Home until it is done."
    ),
    FOLLOWS: tr_lazy("What was agreed: who does what, and by when. It stays on Home until it is done."),
}


class TasksPanel(Panel):
    """The card, of one `part`: what prepares the appointment, or what came out of it."""

    def __init__(self, workspace: Workspace, part: str) -> None:
        super().__init__(str(_WORDS[part]))
        self.setObjectName(f"tasks.{part}")
        self._workspace = workspace
        self.part = part
        self._appointment_id = ""
        self._rows: dict[str, TaskRow] = {}
        self._editing: InlineForm | None = None
        self.new: InlineForm | None = None
        self._lead = secondary(str(_LEADS[part]))
        self.body.addWidget(self._lead)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.body.addWidget(holder)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        tools = QWidget()
        row = FlowLayout(tools)
        self._add = button(tr("Add this task"), self.add, icon_name="mdi6.plus", name=f"tasks.{part}.add")
        row.addWidget(self._add)
        self.body.addWidget(tools)

    def show_visit(self, appointment_id: str, tasks: Sequence[Record]) -> None:
        """Show the tasks of an appointment; of all of them those of its part."""
        if appointment_id != self._appointment_id:
            self._close_editing()
            self._appointment_id = appointment_id
            self._make_new()
        shown = [task for task in tasks if (task.values["part"] or FOLLOWS) == self.part]
        today = self._workspace.today()
        former, self._rows = self._rows, {}
        for place, task in enumerate(shown):
            detail = task_detail(task, today)
            row = former.pop(task.id, None)
            if row is None or not row.says(task, detail):
                if row is not None:
                    _drop(row)
                row = TaskRow(task, detail)
                row.ticked.connect(self._on_ticked)
                row.opened.connect(self._on_opened)
            self._rows[task.id] = row
            self._list.insertWidget(place, row)
        for row in former.values():
            _drop(row)
        self._lead.setVisible(not shown)

    @property
    def has_tasks(self) -> bool:
        """Whether it shows any task, or one is half typed."""
        return bool(self._rows) or (self.new is not None and self.new.is_changed)

    def _make_new(self) -> None:
        if self.new is not None:
            _drop(self.new)
        made = InlineForm(
            self._workspace, TASKS, _TYPED, buttons=False, draft_as=(DRAFT, f"{self._appointment_id}.{self.part}")
        )
        made.open(None)
        self._place.addWidget(made)
        self.new = made

    # Typing --------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the task that is typed."""
        typing = self.new is not None and self.new.isAncestorOf(self.focusWidget() or self)
        if typing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not enter.pressed(self.focusWidget()):
                self.add()
            return
        super().keyPressEvent(event)

    def add(self) -> bool:
        """Add the task that is typed. False when it cannot be added, and what is wrong is marked."""
        form = self.new
        if form is None:
            return True
        try:
            values: dict[str, Any] = form.values() | {"appointment": self._appointment_id, "part": self.part}
            with self._workspace.vault.write() as session:
                task_id = store.save(session, TASKS, values, fresh_id=form.binding.fresh_id)
        except InvalidRecord as error:
            form.mark(error)
            return False
        except IsmError as error:
            self._workspace.report(error)
            return False
        form.forget_draft()
        form.open(None)
        form.focus("what")
        self._workspace.undo_bar.offer(tr("The task was added."), lambda: trash(self._workspace, TASKS, [task_id]))
        return True

    def settle(self) -> bool:
        """Save what is typed, if anything is. False when something cannot be saved."""
        if self._editing is not None and self._editing.is_changed and self._editing.save() is None:
            return False
        return self.new is None or not self.new.is_changed or self.add()

    # Changing ------------------------------------------------------------------------------------------------------------

    def _on_ticked(self, task_id: str) -> None:
        tick(self._workspace, task_id)

    def _on_opened(self, task_id: str) -> None:
        self._close_editing()
        with self._workspace.vault.read() as session:
            task = store.get(session, TASKS, task_id)
        made = InlineForm(self._workspace, TASKS, _CHANGED)
        made.setObjectName("tasks.changing")
        made.open(task)
        made.closed.connect(self._close_editing)
        away = button(
            tr("Move to trash"), self._on_trash, role="quiet", icon_name="mdi6.trash-can-outline", name="task_trash"
        )
        made.above.addWidget(away, 0, Qt.AlignmentFlag.AlignRight)
        self._list.insertWidget(self._list.indexOf(self._rows[task_id]) + 1, made)
        self._editing = made
        made.focus("what")

    def _on_trash(self) -> None:
        task_id = None if self._editing is None else self._editing.record_id
        self._close_editing()
        if task_id is not None:
            move_to_trash(self._workspace, TASKS, [task_id])

    def _close_editing(self) -> None:
        if self._editing is not None:
            self._editing.leave()
            _drop(self._editing)
            self._editing = None


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
