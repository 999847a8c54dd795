"""Beside the form of an appointment: the agenda, or the same appointments in a month."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.places.appointments.agenda import AgendaList
from ism_desktop.ui.places.appointments.month_view import MonthView
from ism_desktop.ui.record_kit.list import RecordList
from ism_desktop.ui.record_kit.view import KindView

AGENDA, MONTH = "agenda", "month"


class AgendaSide(QWidget):
    """The two ways to see them, and the switch above. The month is made when it is first wanted."""

    adding_wanted = Signal(object)  # the day of a new appointment

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._visits: Sequence[Visit] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.switch = Choices(
            ((AGENDA, tr("Agenda")), (MONTH, tr("Month"))), tr("Show as"), name="appointments_as", role="chip"
        )
        self.switch.set_value(AGENDA)
        self.switch.changed.connect(self._on_switched)
        column.addWidget(self.switch)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self.agenda = AgendaList(workspace)
        self._stack.addWidget(self.agenda)
        self.month: MonthView | None = None

    def show_visits(self, visits: Sequence[Visit], today: date) -> None:
        """Show these appointments."""
        self._visits = visits
        self.agenda.show_visits(visits)
        if self.month is not None:
            self.month.show_visits(visits, today)

    def show_month(self) -> MonthView:
        """Show the month."""
        self.switch.set_value(MONTH)
        if self.month is None:
            self.month = MonthView(self._stack, self._workspace.today())
            self.month.visit_wanted.connect(self._on_visit)
            self.month.adding_wanted.connect(self.adding_wanted)
            self._stack.addWidget(self.month)
            self.month.show_visits(self._visits, self._workspace.today())
        self._stack.setCurrentWidget(self.month)
        return self.month

    def _on_switched(self) -> None:
        if self.switch.value == MONTH:
            self.show_month()
        else:
            self._stack.setCurrentWidget(self.agenda)

    def _on_visit(self, visit_id: str) -> None:
        self._workspace.show_page(APPOINTMENTS.name, visit_id)


class AppointmentsView(KindView):
    """The shared view with agenda and month for its list."""

    side: AgendaSide

    def make_side(self, parent: QWidget) -> QWidget:
        """Make agenda and switch."""
        self.side = AgendaSide(self._workspace, parent)
        self.side.adding_wanted.connect(self._on_adding)
        return self.side

    def list_in(self, side: QWidget) -> RecordList:
        """The agenda is the list."""
        return self.side.agenda if side is self.side else super().list_in(side)

    def _on_adding(self, day: date) -> None:
        self.new_record({"on_date": PartialDate.from_date(day)})
