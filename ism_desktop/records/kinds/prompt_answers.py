"""Answers in a person's own words to questions about themselves. They stay private: no binder tab, and no paper that was not chosen.

The question is kept as it was asked. A person may also write a question of their own.
"""

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.table import RecordTable


class PromptAnswer(RecordTable):
    """One answer, and whether papers may quote it."""

    __tablename__ = "prompt_answers"

    position: Mapped[int] = mapped_column(Integer, default=0)
    asked: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    may_be_quoted: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str | None] = mapped_column(Text)
    prompt: Mapped[str | None] = mapped_column(Text)


PROMPT_ANSWERS = Kind(
    name="prompt_answers",
    table=PromptAnswer,
    singular=tr_lazy("Answer in my own words"),
    plural=tr_lazy("Answers in my own words"),
    add=tr_lazy("Add a question of my own"),
    new=tr_lazy("New answer in my own words"),
    counted=tr_n_lazy("{number} answer in my own words", "{number} answers in my own words"),
    icon="mdi6.comment-account-outline",
    ordered=True,
    place="about_me_letter",
    fields=(
        Field("asked", tr_lazy("Question"), Input.LONG_TEXT, required=True),
        Field("answer", tr_lazy("My answer"), Input.LONG_TEXT),
        Field(
            "may_be_quoted",
            tr_lazy("Papers may quote it"),
            Input.YES_NO,
            help=tr_lazy(
                "Without a yes it stays out of papers for a visit. In a letter you choose each answer yourself; with a no it is not"
                " ticked there."
            ),
        ),
        Field("notes", tr_lazy("Notes for myself"), Input.LONG_TEXT),
        Field("prompt", tr_lazy("From the list"), Input.SYSTEM),
    ),
    columns=("asked", "answer", "may_be_quoted"),
    title_of=lambda values: values.get("asked") or tr("Answer in my own words"),
    order_by=("position", "created_at"),
    empty=tr_lazy(
        "Questions about you, answered in your own words. They stay private. From the answers you choose, the program makes a letter."
    ),
    example=tr_lazy("How would I describe a flare to someone who has never seen one?"),
)
