"""Above a plan for a procedure: printing it, with the page that it was copied from behind it."""

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import procedure_plan
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.places.plans.plan_print import PlanPrintDialog
from ism_desktop.ui.record_kit.form import RecordForm


class PlanPanel(QWidget):
    """One button; a plan that is not saved yet has nothing to print."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self._workspace = workspace
        self._form = form
        row = FlowLayout(self)
        row.addWidget(
            button(tr("Print this plan…"), self.print_plan, icon_name="mdi6.printer-outline", name="print_plan")
        )
        form.opened.connect(self._on_opened)
        self._on_opened(form.record_id)

    def _on_opened(self, record_id: object) -> None:
        self.setVisible(record_id is not None)

    def print_plan(self) -> None:
        """Show the plan as it will be on paper. What is typed is saved first, so that paper and record say the same."""
        record_id = self._form.save() if self._form.is_changed else self._form.record_id
        if record_id is None:
            return
        with self._workspace.vault.read() as session:
            content = procedure_plan.collect(session, record_id, self._workspace.today())
        PlanPrintDialog(self._workspace, content, self).open()
