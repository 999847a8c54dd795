"""Plans: what a doctor wants checked again, and what was written for procedures; the second can be printed, each plan on its own."""

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.monitoring import MONITORING
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.plans.check_panel import CheckPanel
from ism_desktop.ui.places.plans.plan_panel import PlanPanel
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class PlansPage(RecordsPage):
    """Two lists behind two buttons."""

    help_text = tr_lazy(
        "The monitoring plan holds what your doctor wants checked again, as you were told: what, how often, by whom, and when. The"
        " program shows the last one that it finds in your record. If you were told a date for the next one, it stands there; if you"
        " only entered an interval, the date is counted from the last one, and the page says from which.\n\n"
        "Dates of the plan also stand on Home, among other dates. “Note a question” puts the question whether it is due on your list, and"
        " the question library offers it, too.\n\n"
        "Under “Premedication and procedures” you keep what a doctor wrote for before and during a procedure, word for word. Attach the"
        " page itself: it is printed behind the plan, for the team that needs it.\n\n"
        "The program makes no plan of its own, and changes nothing in one."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, tr("Plans"), (MONITORING.name, PROCEDURE_PLANS.name))
        self.kinds |= {APPOINTMENTS.name}  # a visit that was done is found there

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list, and what stands above its form."""
        return ChecksView(self.workspace, kind) if kind is MONITORING else ProceduresView(self.workspace, kind)


class ChecksView(KindView):
    """The monitoring plan; above a check stands what the record knows of it."""

    def dress_form(self, form: RecordForm) -> None:
        """Put the dates above the fields."""
        self._panel = CheckPanel(self._workspace, form)
        form.extra.addWidget(self._panel)
        self._panel.refresh()

    def refresh(self) -> None:
        """Read the list again, and what is known of the check that is shown."""
        super().refresh()
        if self.is_editing:
            self._panel.refresh()


class ProceduresView(KindView):
    """The plans for procedures; each can be printed on its own."""

    def dress_form(self, form: RecordForm) -> None:
        """Put printing above the fields."""
        form.extra.addWidget(PlanPanel(self._workspace, form))
