"""Appointments: the agenda on the left; on the right the chosen appointment, its questions and what was said, all in one place."""

from datetime import datetime

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.records import question_lists, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.visit_summary import VisitSummary
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.places.appointments.agenda import AgendaList
from ism_desktop.ui.places.appointments.appointment_questions import AppointmentQuestions
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView

# The parts of the form, in the order in which they matter before a visit and after it.
_BEFORE = ("before", "when", "after")
_AFTER = ("after", "when", "before")
_NEW = ("when", "before", "after")


class AppointmentsPage(RecordsPage):
    """The shared page with an agenda for its list, and the questions of the appointment above the fields of the form."""

    help_text = (
        "Note every appointment here, and collect the questions for it: your own, or some from the library. Put them into the order"
        " you want to ask them in by dragging, with the arrows, or with Ctrl+Up and Ctrl+Down.\n\n"
        "“Print the list…” makes a page with room for the answers. Afterwards choose “The answers” and type in what you were told;"
        " “What was said” and “What happens next” are for everything else.\n\n"
        "Questions without an answer can be carried over to another appointment."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Appointments", (APPOINTMENTS.name,))
        self.kinds |= {QUESTIONS.name, CARE_TEAM.name, DOCUMENTS.name}

    def make_view(self, kind: Kind) -> KindView:
        """Dress the shared view up: the agenda, the summary and the questions."""
        self.agenda = AgendaList(self.workspace.settings)
        made = KindView(self.workspace, kind, self.agenda)
        self._view = made
        self._visits: list[Visit] = []
        self._order: tuple[str, ...] = ()
        self._summary = QWidget()
        self._summary_column = QVBoxLayout(self._summary)
        self._summary_column.setContentsMargins(0, 0, 0, 0)
        self.questions = AppointmentQuestions(self.workspace)
        self.questions.new_visit_wanted.connect(self.new_record)
        self.questions.save_wanted.connect(self.save)
        made.form.extra.addWidget(self._summary)
        made.form.extra.addWidget(self.questions)
        made.form.opened.connect(self._on_opened)
        made.form.saved.connect(self._on_saved)
        return made

    def refresh(self) -> None:
        """Read the agenda and the chosen appointment again."""
        with self.workspace.vault.read() as session:
            self._visits = visits.read_all(session, self.workspace.today())
        self.agenda.show_visits(self._visits)
        super().refresh()
        self._show_chosen()

    def _on_opened(self, record_id: str | None) -> None:
        if record_id is None or record_id not in {visit.id for visit in self._visits}:
            with self.workspace.vault.read() as session:
                self._visits = visits.read_all(session, self.workspace.today())
        self._show_chosen()

    def _show_chosen(self) -> None:
        record_id = self._view.form.record_id
        visit = next((visit for visit in self._visits if visit.id == record_id), None)
        self._summary.setVisible(visit is not None)
        self.questions.setVisible(visit is not None)
        self._arrange(_NEW if visit is None else _AFTER if visit.is_past else _BEFORE)
        if visit is None:
            return
        with self.workspace.vault.read() as session:
            questions = question_lists.of_appointment(session, visit.id)
            names = [member.title for member in store.list_active(session, CARE_TEAM)]
        self._show_summary(visit)
        self.questions.show_visit(visit, questions, self._visits, names)

    def _show_summary(self, visit: Visit) -> None:
        for old in self._summary.findChildren(VisitSummary):
            self._summary_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._summary_column.addWidget(VisitSummary(visit, with_purpose=False))

    def _arrange(self, order: tuple[str, ...]) -> None:
        """Put the parts of the form into an order; the questions stay on top."""
        if order == self._order:
            return
        self._order = order
        form = self._view.form
        for place, words in enumerate(order, 1):
            form.column.body.removeWidget(form.cards[words])
            form.column.body.insertWidget(place, form.cards[words])

    def _on_saved(self, record_id: str) -> None:
        """Keep the zone with a time: it is local to the place of the appointment."""
        with self.workspace.vault.write() as session:
            values = store.get(session, APPOINTMENTS, record_id).values
            if values["at_time"] is not None and values["time_zone"] is None:
                zone = (
                    bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii") or datetime.now().astimezone().tzname()
                )
                store.save(session, APPOINTMENTS, {"time_zone": zone}, record_id=record_id)

    def save(self) -> None:
        """Save the appointment and what is typed in its questions."""
        self.questions.save()
        super().save()

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        self.questions.save()
        super().leave()

    def trash_selected(self) -> None:
        """Move the appointment to the trash, unless the cursor is among its questions."""
        if not self.questions.isAncestorOf(self.focusWidget() or self):
            super().trash_selected()
