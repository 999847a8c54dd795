"""What is done with tasks as a group: those of one appointment, those still to be done, and ticking one off."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.kinds.tasks import PREPARES, TASKS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate

_LAST = date.max


def is_done(task: Record) -> bool:
    """Whether a day stands there on which it was done; that nobody knows the day says so, too."""
    return task.values["done_on"] is not None


def is_overdue(task: Record, today: date) -> bool:
    """Whether the day by which it is to be done is past, and it is not done."""
    due = task.values["due_on"]
    return not is_done(task) and isinstance(due, PartialDate) and due.last_day < today


def open_tasks(session: Session) -> list[Record]:
    """Every task that is not done, the earliest due first, those without a day last."""
    found = [task for task in store.list_active(session, TASKS) if not is_done(task)]
    return sorted(found, key=lambda task: (_due(task), str(task.values["what"] or "")))


def of_appointment(session: Session, appointment_id: str) -> list[Record]:
    """The tasks of one appointment: those that prepare it first, each part by its day, in the order they were written down."""
    found = [task for task in store.list_active(session, TASKS) if task.values["appointment"] == appointment_id]
    return sorted(found, key=lambda task: (task.values["part"] != PREPARES, _due(task), task.created_at, task.id))


def tick(session: Session, task_id: str, today: date) -> Mapping[str, object]:
    """Say of a task that it was done today, or of a done one that it is not. Returns what it said before. Raises RecordMissing."""
    task = store.get(session, TASKS, task_id)
    done = None if is_done(task) else PartialDate.from_date(today)
    store.save(session, TASKS, {"done_on": done}, record_id=task_id)
    return {"done_on": task.values["done_on"]}


def put_back(session: Session, task_id: str, before: Mapping[str, object]) -> None:
    """Give a task the values that `tick` returned."""
    store.save(session, TASKS, before, record_id=task_id)


def _due(task: Record) -> date:
    due = task.values["due_on"]
    return due.last_day if isinstance(due, PartialDate) else _LAST
