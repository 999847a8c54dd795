"""Premedication and procedure plans: what a doctor wrote to take or to do around a procedure, kept word for word."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import ChoicesColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class ProcedurePlan(RecordTable):
    """One plan. The program ships no schedule of drugs and changes nothing in one."""

    __tablename__ = "procedure_plans"

    title: Mapped[str | None] = mapped_column(Text)
    procedures: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    text: Mapped[str | None] = mapped_column(Text)
    written_by: Mapped[str | None] = mapped_column(Text)
    written_by_other: Mapped[str | None] = mapped_column(Text)
    written_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    review_by: Mapped[PartialDate | None] = mapped_column(DateColumn)
    status: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


REPLACED = "replaced"

PROCEDURE_TYPES = choices(
    operation=tr_lazy("operation or anaesthesia"),
    dental=tr_lazy("dental treatment"),
    contrast=tr_lazy("scan with contrast medium"),
    endoscopy=tr_lazy("endoscopy"),
    biopsy=tr_lazy("biopsy"),
    vaccination=tr_lazy("vaccination or infusion"),
    birth=tr_lazy("birth"),
    other=tr_lazy("other"),
)

_PLAN = Group("plan", tr_lazy("The plan"))
_WHO = Group("who", tr_lazy("Who wrote it"))
_MORE = Group("more", tr_lazy("More details"))

PROCEDURE_PLANS = Kind(
    name="procedure_plans",
    table=ProcedurePlan,
    singular=tr_lazy("Premedication or procedure plan"),
    plural=tr_lazy("Premedication and procedures"),
    add=tr_lazy("Add plan"),
    new=tr_lazy("New plan for a procedure"),
    counted=tr_n_lazy("{number} plan for procedures", "{number} plans for procedures"),
    icon="mdi6.clipboard-pulse-outline",
    binder_tab="medications",
    place="plans",
    fields=(
        Field(
            "title",
            tr_lazy("What the plan is called"),
            required=True,
            group=_PLAN,
            suggestions=(
                tr_lazy("Premedication"),
                tr_lazy("Premedication before contrast medium"),
                tr_lazy("Plan for anaesthesia"),
                tr_lazy("Plan for dental treatment"),
            ),
        ),
        Field(
            "procedures",
            tr_lazy("For which procedures"),
            Input.CHOICES,
            choices=PROCEDURE_TYPES,
            group=_PLAN,
            help=tr_lazy("Only those that the plan itself names."),
        ),
        Field(
            "text",
            tr_lazy("The plan, word for word"),
            Input.LONG_TEXT,
            group=_PLAN,
            help=tr_lazy("Copied exactly as it was written, with amounts and times. Attach the page itself below."),
        ),
        Field("written_by", tr_lazy("Written by"), Input.REFERENCE, refers_to="care_team", group=_WHO),
        Field(
            "written_by_other",
            tr_lazy("Written by someone else"),
            group=_WHO,
            help=tr_lazy("If they are not in your care team."),
        ),
        Field("written_on", tr_lazy("Written on"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_WHO),
        Field(
            "review_by",
            tr_lazy("To be reviewed by"),
            Input.DATE,
            group=_WHO,
            help=tr_lazy("If the plan says so. The date also stands on Home."),
        ),
        Field(
            "status",
            tr_lazy("Status"),
            Input.CHOICE,
            group=_MORE,
            choices=choices(current=tr_lazy("in use"), replaced=tr_lazy("replaced by a newer one")),
        ),
        Field("notes", tr_lazy("My notes"), Input.LONG_TEXT, group=_MORE),
    ),
    columns=("title", "procedures", "written_by", "written_on"),
    title_of=lambda values: values.get("title") or tr("Premedication or procedure plan"),
    order_by=("title", "-written_on"),
    states_none=tr_lazy("I was given no such plan"),
    states_unknown=tr_lazy("I do not know whether there is one"),
    empty=tr_lazy("What did your doctor write to take or to do before an operation, a dental treatment or a scan?"),
    example=tr_lazy("Premedication before contrast medium, Dr Imani Okafor, 12 September 2023"),
)
