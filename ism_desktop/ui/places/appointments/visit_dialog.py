"""Visit mode: all that is written down during or after a visit, on one screen; what is typed is a draft from the first key on.

Closing the dialog in any way loses nothing: what cannot be saved yet stays a draft and is there when it is opened again.
"""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import links, question_lists, store, task_lists, visit_times
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.tasks import FOLLOWS, TASKS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.files import ask_for_files, files_in
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.medication_change import ChangeDialog
from ism_desktop.ui.care_kit.question_field import QuestionField
from ism_desktop.ui.care_kit.question_list import QuestionList
from ism_desktop.ui.care_kit.question_row import Showing, Surroundings
from ism_desktop.ui.care_kit.tasks_panel import TasksPanel
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.appointments.new_medicine_dialog import NewMedicineDialog
from ism_desktop.ui.places.appointments.visit_papers import VisitPapers
from ism_desktop.ui.record_kit.inline_form import InlineForm
from ism_desktop.ui.record_kit.proofs import ProofsPanel

DRAFT = "visit"
"""By this name what is typed about the whole visit is kept, with the id of the appointment."""

_FIELDS = ("notes", "decisions")
_KINDS = frozenset({kind.name for kind in (APPOINTMENTS, QUESTIONS, TASKS, CARE_TEAM, DOCUMENTS, MEDICATIONS)})


class VisitDialog(Dialog):
    """Questions with their answers, what was said and decided, tasks, medicines and papers of one appointment."""

    enter_goes_on = False  # Enter in a line is not the end of the visit

    def __init__(self, workspace: Workspace, visit: Visit, papers: VisitPapers, window: QWidget) -> None:
        super().__init__(
            tr("The visit: {purpose}", purpose=visit.purpose), window, name="visit", width=860, height=1_000
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._workspace = workspace
        self._visit = visit
        self._papers = papers
        self.body.setSpacing(16)
        said = " · ".join(part for part in (visit.when_words, visit.with_words, visit.place) if part)
        self.body.addWidget(secondary(said))
        self.body.addWidget(secondary(tr("What you type is kept as you go; you can close this page and go on later.")))
        self.body.addWidget(self._questions())
        self.body.addWidget(self._said())
        self.tasks = TasksPanel(workspace, FOLLOWS)
        self.body.addWidget(self.tasks)
        self.body.addWidget(self._medicines())
        self.body.addWidget(self._documents())
        self.took_place = TickBox(tr("The visit took place: mark it as done"), name="visit.took_place")
        self.foot.addWidget(self.took_place)
        self.foot.addWidget(button(tr("Close"), self.reject, name="close"))
        self.foot.addWidget(button(tr("Save all"), self.on_save, role="primary", name="visit.save"))
        papers.refused.connect(self._on_refused)
        workspace.changed.connect(self._on_changed)
        self.refresh()
        with workspace.vault.read() as session:
            record = store.get(session, APPOINTMENTS, visit.id)
        self.fields.open(record)
        self.took_place.setVisible(record.values["status"] in {None, "planned"})
        self.took_place.setChecked(visit_times.has_begun(record.values, datetime.now().astimezone()))
        self._focus_first()

    def _focus_first(self) -> None:
        """The cursor waits for the first answer, or for what was said where nothing was to be asked."""
        row = self.list.row(self.list.ids[0]) if self.list.ids else None
        if row is None:
            self.fields.focus("notes")
        else:
            row.focus_answer()

    # The parts -----------------------------------------------------------------------------------------------------------

    def _questions(self) -> QWidget:
        panel = Panel(tr("Questions and answers"))
        self.none = secondary(tr("No question was noted for this visit."))
        panel.body.addWidget(self.none)
        self.list = QuestionList(self._workspace, tr("Questions for this appointment"))
        self.list.show_as(Showing.ANSWERS)
        panel.body.addWidget(self.list)
        panel.body.addWidget(label(tr("Another question that came up"), "subheading"))
        self.field = QuestionField(self._workspace, draft=f"visit.{self._visit.id}", name="visit.question")
        self.field.set_appointment(self._visit.id)
        panel.body.addWidget(self.field)
        return panel

    def _said(self) -> QWidget:
        panel = Panel(tr("What was said and decided"))
        self.fields = InlineForm(
            self._workspace, APPOINTMENTS, _FIELDS, buttons=False, draft_as=(DRAFT, self._visit.id)
        )
        panel.body.addWidget(self.fields)
        return panel

    def _medicines(self) -> QWidget:
        panel = Panel(tr("Medicines"))
        panel.body.addWidget(
            secondary(
                tr(
                    "A new medicine, or a change of one you have, is written into your record at once. No time for it? Note a task."
                )
            )
        )
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(
            button(tr("A new medicine…"), self._on_new_medicine, icon_name="mdi6.plus", name="visit.new_medicine")
        )
        self.changed_medicine = button(
            tr("A medicine was changed…"), icon_name="mdi6.swap-vertical", name="visit.changed_medicine"
        )
        self._menu = QMenu(self)
        self._menu.setObjectName("visit.medicines")
        self.changed_medicine.setMenu(self._menu)
        row.addWidget(self.changed_medicine)
        row.addWidget(
            button(
                tr("Enter it later"), self._on_later, role="quiet", icon_name="mdi6.clock-outline", name="visit.later"
            )
        )
        panel.body.addWidget(holder)
        return panel

    def _documents(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.proofs = ProofsPanel(
            self._workspace,
            APPOINTMENTS,
            tr("Papers from the visit"),
            lead=tr(
                "Drop a scan or a photo of a paper anywhere on this page, or paste it. It becomes a document and is attached here."
            ),
        )
        tools = QWidget()
        FlowLayout(tools).addWidget(
            button(tr("Add a file…"), self._on_add_file, icon_name="mdi6.tray-arrow-down", name="visit.add_file")
        )
        self.proofs.body.addWidget(tools)
        self.fault = label("", "fault")
        self.fault.setObjectName("visit.fault")
        self.fault.hide()
        column.addWidget(self.proofs)
        column.addWidget(self.fault)
        return holder

    # Showing -------------------------------------------------------------------------------------------------------------

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self.refresh()

    def refresh(self) -> None:
        """Read everything of the visit again; fields that are being typed in keep what is typed."""
        with self._workspace.vault.read() as session:
            record = store.find(session, APPOINTMENTS, self._visit.id)
            every = visits.read_all(session, self._workspace.today())
            questions = question_lists.of_appointment(session, self._visit.id)
            tasks = task_lists.of_appointment(session, self._visit.id)
            names = tuple(member.title for member in store.list_active(session, CARE_TEAM))
            proofs = links.proofs(session, APPOINTMENTS, self._visit.id) if record is not None else []
            taken = [one for one in store.list_active(session, MEDICATIONS) if _is_taken(one)]
        if record is None or record.deleted_at is not None:
            self.reject()
            return
        if self.fields.binding.record is not None:
            self.fields.follow(record)
        visit = next((one for one in every if one.id == self._visit.id), self._visit)
        self.list.fill(questions, Surroundings(every, names, visit, frozenset()))
        self.none.setVisible(not questions)
        self.tasks.show_visit(self._visit.id, tasks)
        self.proofs.show_proofs(self._visit.id, proofs)
        self._member = record.values["with_member"] or ""
        self._other = "" if self._member else record.values["with_whom"] or ""
        self._fill_menu(taken)

    def _fill_menu(self, taken: list[Record]) -> None:
        self._menu.clear()
        for one in taken:
            action = self._menu.addAction(one.title.replace("&", "&&"))
            action.triggered.connect(partial(self._on_changed_medicine, one))
        self.changed_medicine.setVisible(bool(taken))

    def _on_refused(self, reasons: str) -> None:
        self.fault.setText(reasons)
        self.fault.setVisible(bool(reasons))

    # Doing ---------------------------------------------------------------------------------------------------------------

    def _on_new_medicine(self) -> None:
        NewMedicineDialog(self._workspace, self._visit, self).open()

    def _on_changed_medicine(self, medication: Record, _checked: bool = False) -> None:
        ChangeDialog(
            self._workspace, medication, self, day=self._visit.on_date, by=self._member, by_other=self._other
        ).open()

    def _on_later(self) -> None:
        form = self.tasks.new
        if form is not None:
            form.binding.type_in({"what": tr("Enter in my record what changed with my medicines")})
            self.scroll_to(self.tasks)
            form.focus("due_on")

    def _on_add_file(self) -> None:
        ask_for_files(self, tr("Add papers from the visit"), self._on_files, name="visit.files")

    def _on_files(self, names: list[str]) -> None:
        self._papers.take_files(self._visit.id, [Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say that papers may be dropped anywhere."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take papers in."""
        if paths := files_in(event.mimeData()):
            event.acceptProposedAction()
            self._papers.take_files(self._visit.id, paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture or a file."""
        if event.matches(QKeySequence.StandardKey.Paste):
            paths = files_in(QGuiApplication.clipboard().mimeData())
            if (paths and self._papers.take_files(self._visit.id, paths)) or self._papers.take_picture(self._visit.id):
                return
        super().keyPressEvent(event)

    # Saving --------------------------------------------------------------------------------------------------------------

    def on_save(self) -> None:
        """Save everything and close; what cannot be saved is marked and stays a draft. One undo takes all of it back."""
        with self._workspace.undo_bar.as_one(tr("The visit was saved.")):
            fault = self._save_parts()
        if fault is not None:
            self.scroll_to(fault)
            return
        self.accept()

    def _save_parts(self) -> QWidget | None:
        """Save what can be saved. Returns the first part that cannot."""
        self.list.save()
        if not self.tasks.settle():
            return self.tasks
        self.field.add_typed()
        if self.fields.is_changed and self.fields.save() is None:
            return self.fields
        if self.took_place.isVisible() and self.took_place.isChecked():
            self._mark_done()
        return None

    def _mark_done(self) -> None:
        try:
            before = _set_status(self._workspace, self._visit.id, "done")
        except IsmError as error:
            self._workspace.report(error)
            return
        undo = partial(_set_status, self._workspace, self._visit.id, before)
        self._workspace.undo_bar.offer(tr("The appointment was marked as done."), undo)

    def done(self, result: int) -> None:
        """Save what can be saved before it goes; the rest is a draft."""
        self._workspace.changed.disconnect(self._on_changed)
        self.list.save()
        super().done(result)


def _set_status(workspace: Workspace, visit_id: str, status: str | None) -> str | None:
    """Returns what it was before. Raises RecordMissing."""
    with workspace.vault.write() as session:
        before: str | None = store.get(session, APPOINTMENTS, visit_id).values["status"]
        store.save(session, APPOINTMENTS, {"status": status}, record_id=visit_id)
    return before


def _is_taken(medication: Record) -> bool:
    return is_current(medication.values["use"], medication.values["stopped_on"])
