"""Appointments: the agenda on the left; on the right the chosen appointment, its questions and what was said, all in one place."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QTimeZone
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import question_lists, store, task_lists
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.tasks import FOLLOWS, PREPARES, TASKS
from ism_desktop.ui.base.files import CALENDAR_FILES, ask_for_files
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.tasks_panel import TasksPanel
from ism_desktop.ui.care_kit.visit_summary import VisitSummary
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.places.appointments.appointment_questions import AppointmentQuestions
from ism_desktop.ui.places.appointments.appointments_view import AppointmentsView
from ism_desktop.ui.places.appointments.export_calendar_dialog import ExportCalendarDialog
from ism_desktop.ui.places.appointments.import_calendar_dialog import ImportCalendarDialog
from ism_desktop.ui.places.appointments.visit_dialog import DRAFT, VisitDialog
from ism_desktop.ui.places.appointments.visit_papers import VisitPapers
from ism_desktop.ui.places.appointments.zone_dialog import ZoneDialog
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView

# The parts of the form, in the order in which they matter before a visit and after it.
_BEFORE = ("before", "when", "after")
_CALENDARS = frozenset({".ics", ".ical", ".vcs"})
_AFTER = ("after", "when", "before")
_NEW = ("when", "before", "after")


class AppointmentsPage(RecordsPage):
    """The shared page with an agenda for its list, and the questions of the appointment above the fields of the form."""

    help_text = tr_lazy(
        "Note every appointment here, and see them as an agenda or in a month. Collect the questions for it: your own, or some from the"
        " library. Put them into the order you want to ask them in by dragging, with the arrows, or with Ctrl+Up and Ctrl+Down.\n\n"
        "“Print the list…” makes a page with room for the answers. Afterwards choose “The answers” and type in what you were told;"
        " “What was said” and “What happens next” are for everything else.\n\n"
        "Questions without an answer can be carried over to another appointment.\n\n"
        "“Start the visit…” opens one page for all of a visit: answers, what was said and decided, tasks, medicines and papers. What you"
        " type there is kept as you go. Tasks stay on Home until they are done; what has to be done before a visit is a task, too.\n\n"
        "Files that you drop while an appointment is open are attached to it. The time of an appointment is that of its place; “Another"
        " time zone…” is for one elsewhere.\n\n"
        "“Add from a calendar file…” reads a file that a calendar saved or that came with an invitation (iCalendar); dropping it here does"
        " the same. You tick what you want; what is here already is recognised, and what would change is shown first. “Save as a calendar"
        " file…” writes one: unless you choose otherwise it says “Appointment” and the time, and nothing else."
    )

    def __init__(self, workspace: Workspace) -> None:
        self.papers = VisitPapers(workspace, workspace)
        self._more = icon_button(tr("More: calendar files"), "mdi6.dots-vertical", name="appointments_more")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        super().__init__(workspace, tr("Appointments"), (APPOINTMENTS.name, TASKS.name))
        self.head.buttons.removeWidget(self._add)
        for part in (self._more, self._add):
            self.head.add_button(part)
        self._more.setMenu(self._menu())
        self.kinds |= {QUESTIONS.name, CARE_TEAM.name, DOCUMENTS.name}

    def make_view(self, kind: Kind) -> KindView:
        """Dress the shared view up: the agenda, the summary, the tasks and the questions."""
        if kind is not APPOINTMENTS:
            return KindView(self.workspace, kind, parent=self._stack)
        made = AppointmentsView(self.workspace, kind, parent=self._stack)
        self.side, self.agenda = made.side, made.side.agenda
        self._view = made
        self._visits: list[Visit] = []
        self._shown_visit: Visit | None = None
        self._was_new = False
        self._order: tuple[str, ...] = ()
        self._summary = QWidget()
        self._summary_column = QVBoxLayout(self._summary)
        self._summary_column.setContentsMargins(0, 0, 0, 0)
        self.questions = AppointmentQuestions(self.workspace)
        self.questions.new_visit_wanted.connect(self.new_record)
        self.questions.save_wanted.connect(self.save)
        self.tasks = {part: TasksPanel(self.workspace, part) for part in (PREPARES, FOLLOWS)}
        made.form.extra.addWidget(self._summary)
        made.form.extra.addWidget(self._visit_bar())
        made.form.extra.addWidget(self.questions)
        for panel in self.tasks.values():
            made.form.extra.addWidget(panel)
        made.form.opened.connect(self._on_opened)
        made.form.saved.connect(self._on_saved)
        return made

    def _visit_bar(self) -> QWidget:
        self._bar = QWidget()
        row = FlowLayout(self._bar)
        self._start = button("", self.start_visit, icon_name="mdi6.clipboard-text-outline", name="start_visit")
        row.addWidget(self._start)
        # Here and not below the questions: who looks for it a minute before the visit must not scroll for it.
        brief = tr("Visit brief…")
        row.addWidget(button(brief, self._on_brief, icon_name="mdi6.file-document-edit-outline", name="visit_brief"))
        row.addWidget(
            button(tr("Another time zone…"), self._on_zone, role="quiet", icon_name="mdi6.earth", name="other_zone")
        )
        return self._bar

    def refresh(self) -> None:
        """Read the agenda and the chosen appointment again."""
        with self.workspace.vault.read() as session:
            self._visits = visits.read_all(session, self.workspace.today())
        self.side.show_visits(self._visits, self.workspace.today())
        super().refresh()
        self._show_chosen()

    def _on_opened(self, record_id: str | None) -> None:
        self._was_new = self._was_new or record_id is None
        if record_id is None or record_id not in {visit.id for visit in self._visits}:
            with self.workspace.vault.read() as session:
                self._visits = visits.read_all(session, self.workspace.today())
        self._show_chosen()

    def _show_chosen(self) -> None:
        record_id = self._view.form.record_id
        visit = next((visit for visit in self._visits if visit.id == record_id), None)
        self._shown_visit = visit
        for part in (self._summary, self._bar, self.questions):
            part.setVisible(visit is not None)
        self._arrange(_NEW if visit is None else _AFTER if visit.is_past else _BEFORE)
        if visit is None:
            self._let_print(possible=False)
            for panel in self.tasks.values():
                panel.hide()
            return
        with self.workspace.vault.read() as session:
            questions = question_lists.of_appointment(session, visit.id)
            tasks = task_lists.of_appointment(session, visit.id)
            names = [member.title for member in store.list_active(session, CARE_TEAM)]
        self._show_summary(visit)
        self._start.setText(self._start_words(visit))
        self._start.setAccessibleName(self._start.text())
        for part, panel in self.tasks.items():
            panel.show_visit(visit.id, tasks)
            panel.setVisible(panel.has_tasks or visit.is_past == (part == FOLLOWS))
        self.questions.show_visit(visit, questions, self._visits, names)
        self._let_print(possible=bool(questions))

    def _let_print(self, *, possible: bool) -> None:
        if self.can_print != possible:
            self.can_print = possible
            self.add_changed.emit()

    def print_page(self) -> None:
        """Print the questions of the appointment that is open: Ctrl+P."""
        if self._shown_visit is not None:
            self.questions.print_list()

    def _start_words(self, visit: Visit) -> str:
        if self.workspace.drafts.get(DRAFT, visit.id) is not None:
            return tr("Go on with the visit…")
        return tr("After the visit…") if visit.is_past else tr("Start the visit…")

    def start_visit(self) -> None:
        """Open the one screen for all of the visit."""
        if self._shown_visit is not None:
            self.save()
            dialog = VisitDialog(self.workspace, self._shown_visit, self.papers, self.window())
            dialog.finished.connect(self._show_chosen)
            dialog.open()

    def _on_brief(self) -> None:
        self.save()
        self.questions.show_brief()

    def _on_zone(self) -> None:
        if self._shown_visit is not None:
            self.save()
            ZoneDialog(self.workspace, self._shown_visit, self.window()).open()

    # Calendars -----------------------------------------------------------------------------------------------------------

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("appointments_menu")
        for words, icon_name, chosen, name in (
            (
                tr("Add from a calendar file…"),
                "mdi6.calendar-import-outline",
                self._on_import,
                "import_calendar_action",
            ),
            (tr("Save as a calendar file…"), "mdi6.calendar-export-outline", self._on_export, "export_calendar_action"),
        ):
            menu.addAction(icon(icon_name, "muted"), words, chosen).setObjectName(name)
        return menu

    def _on_import(self) -> None:
        ask_for_files(
            self, tr("Choose a calendar file"), self._on_calendar, name="choose_calendar", types=CALENDAR_FILES
        )

    def _on_calendar(self, names: list[str]) -> None:
        self.leave()
        ImportCalendarDialog(self.workspace, Path(names[0]), self.window()).open()

    def _on_export(self) -> None:
        self.leave()
        chosen = self._view.list.table.selected_ids()
        ExportCalendarDialog(self.workspace, chosen, self.window()).open()

    # Files ---------------------------------------------------------------------------------------------------------------

    @property
    def _takes_for(self) -> str:
        """The appointment for which dropped files are meant; empty for none."""
        visit = self._shown_visit
        is_open = self._shown == APPOINTMENTS.name and self._view.is_editing and visit is not None
        return visit.id if is_open and visit is not None else ""

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Attach dropped files to the appointment that is shown; a calendar is read. False where neither is meant."""
        if len(paths) == 1 and paths[0].suffix.casefold() in _CALENDARS:
            self._on_calendar([str(paths[0])])
            return True
        return bool(self._takes_for) and self.papers.take_files(self._takes_for, paths)

    def take_picture(self) -> bool:
        """Attach the picture on the clipboard to the appointment that is shown."""
        return bool(self._takes_for) and self.papers.take_picture(self._takes_for)

    def showEvent(self, event: QShowEvent) -> None:
        """Dropped files may be meant for an appointment now."""
        super().showEvent(event)
        self.workspace.files_taker = self.take_files
        self.workspace.picture_taker = self.take_picture

    def hideEvent(self, event: QHideEvent) -> None:
        """They are documents again."""
        super().hideEvent(event)
        if self.workspace.files_taker == self.take_files:
            self.workspace.files_taker = self.workspace.picture_taker = None

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
        """Keep the zone with a time: it is local to the place of the appointment. A new one is shown from its top, ready for questions."""
        with self.workspace.vault.write() as session:
            values = store.get(session, APPOINTMENTS, record_id).values
            if values["at_time"] is not None and values["time_zone"] is None:
                zone = (
                    bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii") or datetime.now().astimezone().tzname()
                )
                store.save(session, APPOINTMENTS, {"time_zone": zone}, record_id=record_id)
        if self._was_new:
            self._was_new = False
            QTimer.singleShot(0, self, partial(self._show_top, record_id))

    def _show_top(self, record_id: str) -> None:
        """Show a new appointment from its top, with the cursor where its first question goes; not when it was left with the saving."""
        form = self._view.form
        if self.isVisible() and self._view.is_editing and form.record_id == record_id:
            self.questions.field.setFocus()
            form.column.verticalScrollBar().setValue(0)

    def save(self) -> None:
        """Save the appointment and what is typed in its questions and tasks; a task half typed stays a draft."""
        self.questions.save()
        super().save()

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        self.questions.save()
        super().leave()

    def trash_selected(self) -> None:
        """Move the appointment to the trash, unless the cursor is among its questions."""
        among = (self.questions, *self.tasks.values())
        if not any(part.isAncestorOf(self.focusWidget() or self) for part in among):
            super().trash_selected()
