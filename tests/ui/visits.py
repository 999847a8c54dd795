"""What the tests of appointments and questions are filled with."""

from datetime import timedelta

from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace

DOCTOR = "Dr Imani Okafor"


def day(workspace: Workspace, days: int) -> PartialDate:
    """The day so many days from today."""
    return PartialDate.from_date(workspace.today() + timedelta(days=days))


def add_visit(workspace: Workspace, purpose: str, days: int, **values: object) -> str:
    """An appointment so many days from today."""
    with workspace.vault.write() as session:
        return store.save(
            session, BY_NAME["appointments"], {"purpose": purpose, "on_date": day(workspace, days), **values}
        )


def add_doctor(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME["care_team"], {"name": DOCTOR, "role": "Mast cell specialist"})


def add_questions(workspace: Workspace, appointment_id: str | None, *texts: str) -> list[str]:
    with workspace.vault.write() as session:
        return [question_lists.add(session, text, appointment_id=appointment_id) for text in texts]


def questions_of(workspace: Workspace, appointment_id: str | None) -> list[Record]:
    """The questions of an appointment as they are saved, in their saved order."""
    with workspace.vault.read() as session:
        everything = store.list_active(session, BY_NAME["questions"])
    return [question for question in everything if question.values["appointment"] == appointment_id]


def saved(workspace: Workspace, question_id: str) -> Record:
    with workspace.vault.read() as session:
        return store.get(session, BY_NAME["questions"], question_id)
