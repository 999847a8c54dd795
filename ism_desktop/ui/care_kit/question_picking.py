"""Picking questions from the library: opens the dialog, and makes the person's own copies of what was ticked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ism_desktop.library.questions import BankQuestion
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.question_library import LibraryDialog
from ism_desktop.ui.record_kit.actions import trash


class Picking(QObject):
    """One visit to the library, for one appointment or for none. It goes when its dialog goes."""

    def __init__(self, workspace: Workspace, appointment_id: str | None, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._appointment_id = appointment_id
        with workspace.vault.read() as session:
            questions = store.list_active(session, QUESTIONS)
            named = {visit.id: visit.short_words for visit in visits.read_all(session, workspace.today())}
        there: set[str] = set()
        elsewhere: dict[str, str] = {}
        for question in questions:
            bank_id, appointment = question.values["bank_id"], question.values["appointment"]
            if not isinstance(bank_id, str):
                continue
            if appointment == appointment_id:
                there.add(bank_id)
            else:
                words = named.get(appointment or "")
                elsewhere[bank_id] = (
                    f"Also for {words}" if words else "Also among your questions, for no appointment yet"
                )
        self.dialog = LibraryDialog(frozenset(there), elsewhere, page)
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
                    specialist=one.specialist,
                    bank_id=one.id,
                )
                for one in picked
            ]
        words = "One question was added." if len(ids) == 1 else f"{len(ids)} questions were added."
        self._workspace.undo_bar.offer(words, partial(trash, self._workspace, QUESTIONS, ids))
