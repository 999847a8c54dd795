"""Procedures and operations: what was given and how it went, which the next anaesthetist wants to know first."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import ChoicesColumn, NameColumn, RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate, Rows


class Procedure(RecordTable):
    """One operation, endoscopy, dental treatment or the like."""

    __tablename__ = "procedures"

    name: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    reason: Mapped[str | None] = mapped_column(Text)
    by_whom: Mapped[str | None] = mapped_column(NameColumn)
    organisation: Mapped[str | None] = mapped_column(NameColumn)
    anaesthesia: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    anaesthetist: Mapped[str | None] = mapped_column(NameColumn)
    premedication: Mapped[str | None] = mapped_column(Text)
    drugs: Mapped[Rows | None] = mapped_column(RowsColumn)
    contrast: Mapped[str | None] = mapped_column(Text)
    contrast_course: Mapped[str | None] = mapped_column(Text)
    complications: Mapped[str | None] = mapped_column(Text)
    report: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


ANAESTHESIA = choices(
    general=tr_lazy("general"),
    sedation=tr_lazy("sedation"),
    spinal=tr_lazy("spinal or epidural"),
    regional=tr_lazy("nerve block"),
    local=tr_lazy("local"),
)

# A row has no room for the buttons of a stated gap, so "not known" is an answer here.
COURSES = choices(
    tolerated=tr_lazy("tolerated"), reacted=tr_lazy("not tolerated"), unknown=tr_lazy("not known if tolerated")
)

_WHAT = Group("what", tr_lazy("What was done"))
_GIVEN = Group("given", tr_lazy("What was given"))
_AFTER = Group("after", tr_lazy("How it went"))

_DRUG_ROW = (
    Field(
        "drug",
        tr_lazy("Drug"),
        required=True,
        suggestions=(
            "Propofol",
            "Sevoflurane",
            "Midazolam",
            "Fentanyl",
            "Remifentanil",
            "Rocuronium",
            tr_lazy("Lidocaine"),
            "Paracetamol",
            "Ondansetron",
        ),
    ),
    Field("amount", tr_lazy("Amount")),
    Field("course", tr_lazy("How it went"), Input.CHOICE, choices=COURSES),
    Field("remark", tr_lazy("Remark")),
)


def _complications(values: Values) -> str:
    """In a list “none” alone would be read as anything, and a blank as none."""
    said = values.get("complications")
    if isinstance(said, Gap):
        return tr("no complications") if said is Gap.NONE else tr("complications not known")
    return str(said or "")


PROCEDURES = Kind(
    name="procedures",
    table=Procedure,
    singular=tr_lazy("Procedure"),
    plural=tr_lazy("Procedures"),
    add=tr_lazy("Add procedure"),
    new=tr_lazy("New procedure"),
    counted=tr_n_lazy("{number} procedure", "{number} procedures"),
    icon="mdi6.medical-bag",
    binder_tab="procedures",
    place="history",
    fields=(
        Field("name", tr_lazy("What was done"), required=True, group=_WHAT),
        Field("on_date", tr_lazy("Date"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_WHAT),
        Field("reason", tr_lazy("Why"), group=_WHAT),
        Field("by_whom", tr_lazy("By whom"), Input.NAME, refers_to="care_team", group=_WHAT),
        Field("organisation", tr_lazy("Where"), Input.NAME, refers_to="care_team", group=_WHAT),
        Field(
            "report",
            tr_lazy("Its report"),
            Input.REFERENCE,
            refers_to="reports",
            group=_WHAT,
            help=tr_lazy("If you entered it under Reports. A scan of it can be attached below."),
        ),
        Field(
            "anaesthesia",
            tr_lazy("Anaesthesia"),
            Input.CHOICES,
            choices=ANAESTHESIA,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_GIVEN,
        ),
        Field("anaesthetist", tr_lazy("Anaesthetist"), Input.NAME, refers_to="care_team", group=_GIVEN),
        Field(
            "premedication",
            tr_lazy("Medication given before"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_GIVEN,
            short=tr_lazy("Premedication"),
            help=tr_lazy("Premedication: what, how much, and how long before."),
        ),
        Field(
            "drugs",
            tr_lazy("Anaesthetics and other drugs"),
            Input.ROWS,
            fields=_DRUG_ROW,
            add_row=tr_lazy("Add a drug"),
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_GIVEN,
            short=tr_lazy("Drugs"),
        ),
        Field(
            "contrast",
            tr_lazy("Contrast medium given"),
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_GIVEN,
            help=tr_lazy("Its name, if you know it."),
        ),
        Field("contrast_course", tr_lazy("How the contrast medium went"), gaps=(Gap.UNKNOWN,), group=_GIVEN),
        Field(
            "complications",
            tr_lazy("Complications"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_AFTER,
            told=_complications,
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_AFTER),
    ),
    columns=("name", "on_date", "anaesthesia", "complications"),
    title_of=lambda values: values.get("name") or tr("Procedure"),
    order_by=("-on_date", "name"),
    states_none=tr_lazy("I have had no procedures or operations"),
    states_unknown=tr_lazy("I do not know whether I had any"),
    empty=tr_lazy("Which operations or procedures have you had, and how did the anaesthetic go?"),
    example=tr_lazy("Knee arthroscopy, 6 October 2023, general anaesthesia, no complications"),
)
