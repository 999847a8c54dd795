"""Answers that a question had before its latest one: who gave it, when, at which appointment, and the document that says so."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate


class QuestionAnswer(RecordTable):
    """One earlier answer to one question."""

    __tablename__ = "question_answers"

    question: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(NameColumn)
    answered_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    answered_at: Mapped[str | None] = mapped_column(Text)
    proof: Mapped[str | None] = mapped_column(Text)


def _title(values: Values) -> str:
    answer = values.get("answer")
    if not isinstance(answer, str):
        return tr("Earlier answer")
    who = values.get("answered_by")
    return tr_c("an answer and who gave it", "{who}: {answer}", who=who, answer=answer) if who else answer


QUESTION_ANSWERS = Kind(
    name="question_answers",
    table=QuestionAnswer,
    singular=tr_lazy("Earlier answer"),
    plural=tr_lazy("Earlier answers"),
    add=tr_lazy("Add earlier answer"),
    new=tr_lazy("New earlier answer"),
    counted=tr_n_lazy("{number} earlier answer", "{number} earlier answers"),
    icon="mdi6.comment-check-outline",
    binder_tab="questions",
    place="questions",
    belongs_to="question",
    fields=(
        Field("question", tr_lazy("Question"), Input.REFERENCE, refers_to="questions"),
        Field("answer", tr_lazy("Answer"), Input.LONG_TEXT, required=True),
        Field("answered_by", tr_lazy("Answered by"), Input.NAME, refers_to="care_team"),
        Field("answered_on", tr_lazy("Answered on"), Input.DATE),
        Field("answered_at", tr_lazy("Answered at the appointment"), Input.REFERENCE, refers_to="appointments"),
        Field("proof", tr_lazy("Document that says so"), Input.REFERENCE, refers_to="documents"),
    ),
    columns=("answered_on", "question", "answered_by", "answer"),
    title_of=_title,
    order_by=("-answered_on", "-created_at"),
    empty=tr_lazy("When a question is answered anew, the answer before it is kept here."),
    example=tr_lazy("March 2024, Dr Okafor: once a year is enough"),
)
