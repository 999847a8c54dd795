"""The card of the tasks that are not done yet; each is ticked off with one press, which can be undone."""

from ism_desktop.language import tr_n
from ism_desktop.records.kinds.tasks import TASKS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.task_row import TaskRow, tick
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.home.home_overview import Overview
from ism_desktop.ui.places.home.home_panel import EDGE, HomePanel

_SHOWN = 6


class TasksPanel(HomePanel):
    """The earliest due first. It is not there when nothing is to be done."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(TASKS.plural, "home_tasks")
        self._workspace = workspace
        self._whole = False
        self._overview: Overview | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show the tasks."""
        self._overview = overview
        self.setVisible(bool(overview.tasks))
        column = self.begin()
        shown = overview.tasks if self._whole else overview.tasks[:_SHOWN]
        for one in shown:
            row = TaskRow(one.task, one.detail, edge=EDGE)
            row.ticked.connect(self._on_ticked)
            row.opened.connect(self._on_opened)
            column.addWidget(row)
        further = len(overview.tasks) - len(shown)
        if further:
            words = tr_n("Show {number} more", "Show {number} more", further)
            self.add_button(column, button(words, self._on_more, role="quiet", name="home_tasks.more"))
        self.end()

    def _on_ticked(self, task_id: str) -> None:
        tick(self._workspace, task_id)

    def _on_opened(self, task_id: str) -> None:
        self.wanted.emit(TASKS.name, task_id)

    def _on_more(self) -> None:
        self._whole = True
        if self._overview is not None:
            self.show_overview(self._overview)
