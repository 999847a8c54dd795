"""What is to be done before a visit or came out of one: by whom, by when, and whether it is done."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate


class Task(RecordTable):
    """One task. No owner means that it is the person's own; `part` says whether it prepares its appointment or came from it."""

    __tablename__ = "tasks"

    what: Mapped[str | None] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(NameColumn)
    due_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    done_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    appointment: Mapped[str | None] = mapped_column(Text)
    part: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


PREPARES, FOLLOWS = "prepares", "follows"

TASKS = Kind(
    name="tasks",
    table=Task,
    singular=tr_lazy("Task"),
    plural=tr_lazy("Tasks"),
    add=tr_lazy("Add task"),
    new=tr_lazy("New task"),
    counted=tr_n_lazy("{number} task", "{number} tasks"),
    icon="mdi6.checkbox-marked-circle-outline",
    binder_tab="visits",
    place="appointments",
    fields=(
        Field("what", tr_lazy("What is to be done"), required=True, short=tr_lazy("Task")),
        Field(
            "owner",
            tr_lazy("Who does it"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("Leave it empty if it is you."),
        ),
        Field("due_on", tr_lazy("To be done by"), Input.DATE),
        Field("done_on", tr_lazy("Done on"), Input.DATE),
        Field("appointment", tr_lazy("Appointment"), Input.REFERENCE, refers_to="appointments"),
        Field(
            "part",
            tr_lazy("Before or after the visit"),
            Input.CHOICE,
            choices=choices(prepares=tr_lazy("to prepare it"), follows=tr_lazy("came out of it")),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("what", "owner", "due_on", "done_on"),
    title_of=lambda values: values.get("what") or tr("Task"),
    order_by=("due_on", "created_at"),
    empty=tr_lazy(
        "Write down what is to be done before a visit, and what was agreed in it. It stays on Home until it is done."
    ),
    example=tr_lazy("Book the blood test, by 1 December"),
)
