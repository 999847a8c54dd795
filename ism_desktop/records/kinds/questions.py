"""Questions to ask, with their answers: the person's own copy, also of those picked from the library."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate


class Question(RecordTable):
    """One question: for whom, for which appointment, and what came of it."""

    __tablename__ = "questions"

    position: Mapped[int] = mapped_column(Integer, default=0)
    text: Mapped[str | None] = mapped_column(Text)
    appointment: Mapped[str | None] = mapped_column(Text)
    specialist: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    bank_id: Mapped[str | None] = mapped_column(Text)


STATUSES = choices(open="to ask", asked="asked", answered="answered", carry_on="ask again")

QUESTIONS = Kind(
    name="questions",
    table=Question,
    singular="Question",
    plural="Questions",
    icon="mdi6.help-circle-outline",
    ordered=True,
    binder_tab="Questions",
    fields=(
        Field("text", "Question", Input.LONG_TEXT, required=True),
        Field("appointment", "For the appointment", Input.REFERENCE, refers_to="appointments"),
        Field("specialist", "For which specialist"),
        Field("status", "Status", Input.CHOICE, choices=STATUSES),
        Field("answer", "Answer", Input.LONG_TEXT),
        Field("answered_by", "Answered by"),
        Field("answered_on", "Answered on", Input.DATE),
        Field("bank_id", "From the library", Input.SYSTEM),
    ),
    columns=("text", "status", "appointment", "answered_by"),
    title_of=lambda values: values.get("text") or "Question",
    order_by=("position", "created_at"),
    empty="Write a question down when it comes to you, or pick from the library, and print the list for your next visit.",
    example="How often should we meet, and who calls whom?",
)
