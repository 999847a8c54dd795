"""Denials and appeals: what was refused and why, until when an appeal is possible as the letter prints it, and how it went on.

The deadline is typed from the letter. The program works out none: it differs by country, by plan and by what was refused.
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate, Rows


class Denial(RecordTable):
    """One refusal and what was done about it."""

    __tablename__ = "denials"

    what: Mapped[str | None] = mapped_column(Text)
    policy: Mapped[str | None] = mapped_column(Text)
    bill: Mapped[str | None] = mapped_column(Text)
    authorisation: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    denied_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    reason: Mapped[str | None] = mapped_column(Text)
    deadline_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    level: Mapped[str | None] = mapped_column(Text)
    appealed_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    asked: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    steps: Mapped[Rows | None] = mapped_column(RowsColumn)
    notes: Mapped[str | None] = mapped_column(Text)


LEVELS = choices(
    first=tr_lazy("First appeal to the insurer"),
    second=tr_lazy("Second appeal to the insurer"),
    outside=tr_lazy("Review by somebody outside"),
    court=tr_lazy("Court or ombudsman"),
    other=tr_lazy("Other", "a step against a refusal"),
)
WAITING = "waiting"
OUTCOMES = choices(
    waiting=tr_lazy("waiting", "the outcome of an appeal"),
    won=tr_lazy("won", "the outcome of an appeal"),
    partly=tr_lazy("won in part", "the outcome of an appeal"),
    lost=tr_lazy("lost", "the outcome of an appeal"),
    dropped=tr_lazy("not gone on with", "the outcome of an appeal"),
)

_DENIED_GROUP = Group("denied", tr_lazy("What the letter says"))
_APPEAL_GROUP = Group("appeal", tr_lazy("Appeal"))
_STEPS_GROUP = Group("steps", "")  # one field, which is called so itself


def _step_words(row: Values) -> str:
    on, what = row.get("on_date"), row.get("what")
    if isinstance(on, PartialDate) and what:
        return tr_c("a step of an appeal after its day", "{day}: {what}", day=on.words, what=what)
    return str(what or (on.words if isinstance(on, PartialDate) else ""))


DENIALS = Kind(
    name="denials",
    table=Denial,
    singular=tr_lazy("Denial or appeal"),
    plural=tr_lazy("Denials and appeals"),
    add=tr_lazy("Add denial"),
    new=tr_lazy("New denial"),
    counted=tr_n_lazy("{number} denial or appeal", "{number} denials and appeals"),
    icon="mdi6.gavel",
    binder_tab="money",
    place="money",
    fields=(
        Field("what", tr_lazy("What was refused"), required=True),
        Field("policy", tr_lazy("Insurance"), Input.REFERENCE, refers_to="policies"),
        Field("bill", tr_lazy("Bill"), Input.REFERENCE, refers_to="bills"),
        Field("authorisation", tr_lazy("Authorisation"), Input.REFERENCE, refers_to="authorisations"),
        Field("denied_on", tr_lazy("Date of the letter"), Input.DATE, group=_DENIED_GROUP),
        Field("number", tr_lazy("Reference number"), group=_DENIED_GROUP),
        Field("reason", tr_lazy("Reason, as written"), Input.LONG_TEXT, group=_DENIED_GROUP),
        Field(
            "deadline_on",
            tr_lazy("Appeal possible until"),
            Input.DATE,
            group=_DENIED_GROUP,
            help=tr_lazy("As the letter prints it. The program works out no deadline. It is among the dates on Home."),
        ),
        Field("level", tr_lazy("Which appeal"), Input.CHOICE, choices=LEVELS, group=_APPEAL_GROUP),
        Field("appealed_on", tr_lazy("Appealed on"), Input.DATE, group=_APPEAL_GROUP),
        Field("asked", tr_lazy("What I ask for"), Input.LONG_TEXT, group=_APPEAL_GROUP),
        Field("outcome", tr_lazy("Outcome"), Input.CHOICE, choices=OUTCOMES, group=_APPEAL_GROUP),
        Field("decided_on", tr_lazy("Decided on"), Input.DATE, group=_APPEAL_GROUP),
        Field(
            "steps",
            tr_lazy("Time line"),
            Input.ROWS,
            group=_STEPS_GROUP,
            fields=(
                Field("on_date", tr_lazy("Day"), Input.DATE),
                Field("what", tr_lazy("What happened")),
            ),
            add_row=tr_lazy("Add a step"),
            row_told=_step_words,
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("denied_on", "what", "policy", "deadline_on", "outcome"),
    title_of=lambda values: values.get("what") or tr("Denial or appeal"),
    order_by=("-denied_on", "-created_at"),
    empty=tr_lazy("A refusal, its reason, until when you can appeal, and how it went on."),
    example=tr_lazy("4 June 2026: avapritinib refused, “step therapy”, appeal until 4 December 2026"),
)
