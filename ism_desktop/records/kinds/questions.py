"""Questions to ask, with their answers: the person's own copy, also of those picked from the library.

A question holds its latest answer; those that were given before are entries of their own (`question_answers`).
"""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
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
    answered_by: Mapped[str | None] = mapped_column(NameColumn)
    answered_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    answered_at: Mapped[str | None] = mapped_column(Text)
    proof: Mapped[str | None] = mapped_column(Text)
    ask_again_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    bank_id: Mapped[str | None] = mapped_column(Text)
    about_kind: Mapped[str | None] = mapped_column(Text)
    about_id: Mapped[str | None] = mapped_column(Text)


STATUSES = choices(
    open=tr_lazy("to ask"), asked=tr_lazy("asked"), answered=tr_lazy("answered"), carry_on=tr_lazy("ask again")
)

QUESTIONS = Kind(
    name="questions",
    table=Question,
    singular=tr_lazy("Question"),
    plural=tr_lazy("Questions"),
    add=tr_lazy("Add question"),
    new=tr_lazy("New question"),
    counted=tr_n_lazy("{number} question", "{number} questions"),
    icon="mdi6.help-circle-outline",
    ordered=True,
    binder_tab="questions",
    place="questions",
    fields=(
        Field("text", tr_lazy("Question"), Input.LONG_TEXT, required=True),
        Field("appointment", tr_lazy("For the appointment"), Input.REFERENCE, refers_to="appointments"),
        Field("specialist", tr_lazy("For which specialist")),
        Field("status", tr_lazy("Status"), Input.CHOICE, choices=STATUSES),
        Field("answer", tr_lazy("Answer"), Input.LONG_TEXT),
        Field("answered_by", tr_lazy("Answered by"), Input.NAME, refers_to="care_team"),
        Field("answered_on", tr_lazy("Answered on"), Input.DATE),
        Field("answered_at", tr_lazy("Answered at the appointment"), Input.REFERENCE, refers_to="appointments"),
        Field(
            "proof",
            tr_lazy("Document that says so"),
            Input.REFERENCE,
            refers_to="documents",
            help=tr_lazy("The letter or report in which the answer stands."),
        ),
        Field("ask_again_on", tr_lazy("Ask again when"), Input.DATE, help=tr_lazy("It is among the dates on Home.")),
        Field("bank_id", tr_lazy("From the library"), Input.SYSTEM),
        Field("about_kind", tr_lazy("Kind of entry it is about"), Input.SYSTEM),
        Field("about_id", tr_lazy("Entry it is about"), Input.SYSTEM),
    ),
    columns=("text", "status", "appointment", "answered_by"),
    title_of=lambda values: values.get("text") or tr("Question"),
    order_by=("position", "created_at"),
    empty=tr_lazy(
        "Write a question down when it comes to you, or pick from the library, and print the list for your next visit."
    ),
    example=tr_lazy("How often should we meet, and who calls whom?"),
)
