"""Picking questions from the library: opens the dialog, and makes the person's own copies of what was ticked."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.library import questions as bank
from ism_desktop.library.questions import BankQuestion
from ism_desktop.records import care_team, question_lists, roles, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.plan_questions import plan_questions
from ism_desktop.ui.care_kit.question_library import LibraryDialog
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.vault import Session


def _is_first_visit(session: Session, appointment_id: str, today: date) -> bool:
    """Whether whom an appointment is with has not seen the person before, as far as the record knows."""
    member = store.get(session, APPOINTMENTS, appointment_id).values["with_member"]
    return bool(member) and care_team.last_and_next(session, member, today)[0] is None


class Picking(QObject):
    """One visit to the library, for one appointment or for none. It goes when its dialog goes."""

    def __init__(self, workspace: Workspace, appointment_id: str | None, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._appointment_id = appointment_id
        with workspace.vault.read() as session:
            questions = store.list_active(session, QUESTIONS)
            plan = plan_questions(session)
            known = {visit.id: visit for visit in visits.read_all(session, workspace.today())}
            if appointment_id is not None and _is_first_visit(session, appointment_id, workspace.today()):
                plan = (*bank.of_guide(), *plan)
        there: set[str] = set()
        elsewhere: dict[str, str] = {}
        for question in questions:
            bank_id, appointment = question.values["bank_id"], question.values["appointment"]
            if not isinstance(bank_id, str):
                continue
            if appointment == appointment_id:
                there.add(bank_id)
            else:
                words = known[appointment].short_words if appointment in known else ""
                elsewhere[bank_id] = (
                    tr("Also for {words}", words=words)
                    if words
                    else tr("Also among your questions, for no appointment yet")
                )
        visit = known.get(appointment_id or "")
        fitting = roles.keys_in(visit.with_role) if visit is not None else frozenset[str]()
        self.dialog = LibraryDialog(frozenset(there), elsewhere, fitting, page, plan=plan)
        self.dialog.picked.connect(self._on_picked)
        self.dialog.finished.connect(self.deleteLater)

    def start(self) -> None:
        """Open the dialog."""
        self.dialog.open()

    def _on_picked(self, picked: Sequence[BankQuestion]) -> None:
        with self._workspace.vault.write() as session:
            ids = [
                question_lists.add(
                    session,
                    one.text,
                    appointment_id=self._appointment_id,
                    specialist=one.specialist.words,
                    bank_id=one.id,
                )
                for one in picked
            ]
        words = tr_n("{number} question added.", "{number} questions added.", len(ids))
        self._workspace.undo_bar.offer(words, partial(trash, self._workspace, QUESTIONS, ids))
