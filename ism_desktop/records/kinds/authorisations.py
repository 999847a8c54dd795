"""Authorisations: what an insurer was asked to agree to in advance, what it decided, for how long, and when to ask again."""

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate


class Authorisation(RecordTable):
    """One request for agreement in advance."""

    __tablename__ = "authorisations"

    what: Mapped[str | None] = mapped_column(Text)
    policy: Mapped[str | None] = mapped_column(Text)
    medication: Mapped[str | None] = mapped_column(Text)
    procedure: Mapped[str | None] = mapped_column(Text)
    provider: Mapped[str | None] = mapped_column(NameColumn)
    asked_by: Mapped[str | None] = mapped_column(NameColumn)
    asked_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    number: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    valid_from: Mapped[PartialDate | None] = mapped_column(DateColumn)
    valid_to: Mapped[PartialDate | None] = mapped_column(DateColumn)
    lead_weeks: Mapped[int | None] = mapped_column(Integer)
    renewed: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str | None] = mapped_column(Text)


DECISIONS = choices(
    waiting=tr_lazy("waiting", "the decision of an insurer"),
    granted=tr_lazy("granted", "the decision of an insurer"),
    partly=tr_lazy("granted in part", "the decision of an insurer"),
    refused=tr_lazy("refused", "the decision of an insurer"),
    withdrawn=tr_lazy("withdrawn", "the decision of an insurer"),
)

_DECISION_GROUP = Group("decision", tr_lazy("Decision"))
_AGAIN_GROUP = Group("again", tr_lazy("Asking again"))

AUTHORISATIONS = Kind(
    name="authorisations",
    table=Authorisation,
    singular=tr_lazy("Authorisation"),
    plural=tr_lazy("Authorisations"),
    add=tr_lazy("Add authorisation"),
    new=tr_lazy("New authorisation"),
    counted=tr_n_lazy("{number} authorisation", "{number} authorisations"),
    icon="mdi6.check-decagram-outline",
    binder_tab="money",
    place="money",
    fields=(
        Field("what", tr_lazy("What for"), required=True, help=tr_lazy("Such as: avapritinib 25 mg, 12 months.")),
        Field("policy", tr_lazy("Insurance"), Input.REFERENCE, refers_to="policies"),
        Field("medication", tr_lazy("Medication"), Input.REFERENCE, refers_to="medications"),
        Field("procedure", tr_lazy("Procedure"), Input.REFERENCE, refers_to="procedures"),
        Field("provider", tr_lazy("Who treats me"), Input.NAME, refers_to="care_team"),
        Field("asked_by", tr_lazy("Who asked for it"), Input.NAME, refers_to="care_team"),
        Field("asked_on", tr_lazy("Asked on"), Input.DATE),
        Field("number", tr_lazy("Number of the authorisation"), group=_DECISION_GROUP),
        Field("decision", tr_lazy("Decision"), Input.CHOICE, choices=DECISIONS, group=_DECISION_GROUP),
        Field("decided_on", tr_lazy("Decided on"), Input.DATE, group=_DECISION_GROUP),
        Field("valid_from", tr_lazy("Valid from"), Input.DATE, group=_DECISION_GROUP),
        Field("valid_to", tr_lazy("Valid to"), Input.DATE, group=_DECISION_GROUP),
        Field(
            "lead_weeks",
            tr_lazy("Ask again so many weeks before it ends"),
            Input.NUMBER,
            minimum=0,
            maximum=104,
            group=_AGAIN_GROUP,
            help=tr_lazy("That day is among the dates on Home."),
        ),
        Field("renewed", tr_lazy("It was asked for again"), Input.YES_NO, group=_AGAIN_GROUP),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("what", "decision", "valid_to", "policy", "number"),
    title_of=lambda values: values.get("what") or tr("Authorisation"),
    order_by=("-valid_to", "-asked_on", "-created_at"),
    empty=tr_lazy("What the insurer agreed to in advance, for how long, and when to ask again."),
    example=tr_lazy("Avapritinib 25 mg: granted until 30 June 2027, ask again 6 weeks before"),
)
