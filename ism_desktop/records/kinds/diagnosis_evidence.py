"""What the diagnosis rests on: each finding as a report says it. Nothing is scored, and no criterion is worked out."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choice_label, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Finding(RecordTable):
    """One finding. Subtype, classification and dates of the diagnosis are the person's; baseline tryptase is the emergency card's, too."""

    __tablename__ = "diagnosis_evidence"

    topic: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    said: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    method: Mapped[str | None] = mapped_column(Text)
    by_whom: Mapped[str | None] = mapped_column(NameColumn)
    report: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


# What a specialist's summary holds: docs/clinical-sources.md, Diagnosis.
TOPICS = choices(
    marrow=tr_lazy("Bone marrow"),
    tryptase=tr_lazy("Tryptase"),
    kit=tr_lazy("KIT mutation"),
    flow=tr_lazy("Flow cytometry and stains (CD25, CD2, CD30)"),
    skin=tr_lazy("Skin"),
    hat=tr_lazy("Hereditary alpha-tryptasemia (HaT)"),
    b_findings=tr_lazy("B findings"),
    c_findings=tr_lazy("C findings"),
    bone=tr_lazy("Bones"),
    other=tr_lazy("Other"),
)

STATES = choices(
    reported=tr_lazy("Stands in a report"),
    told=tr_lazy("Told to me"),
    not_done=tr_lazy("Not done, as I was told"),
    requested=tr_lazy("Asked for, not here yet"),
)


def _title(values: Values) -> str:
    topic = values.get("topic")
    if not isinstance(topic, str):
        return tr("Finding")
    return choice_label(DIAGNOSIS_EVIDENCE.field("topic"), topic)


DIAGNOSIS_EVIDENCE = Kind(
    name="diagnosis_evidence",
    table=Finding,
    singular=tr_lazy("Finding"),
    plural=tr_lazy("Findings"),
    add=tr_lazy("Add finding"),
    new=tr_lazy("New finding"),
    counted=tr_n_lazy("{number} finding", "{number} findings"),
    icon="mdi6.microscope",
    binder_tab="diagnosis",
    place="diagnosis",
    fields=(
        Field("topic", tr_lazy("About"), Input.CHOICE, choices=TOPICS, required=True),
        Field("state", tr_lazy("Where it stands"), Input.CHOICE, choices=STATES),
        Field(
            "said",
            tr_lazy("What the report says"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            help=tr_lazy("Word for word, with values and units. “none”: the report states that there is none."),
        ),
        Field(
            "on_date", tr_lazy("Date"), Input.DATE, gaps=(Gap.UNKNOWN,), help=tr_lazy("Of the test, or of the report.")
        ),
        Field(
            "method",
            tr_lazy("Method and sample"),
            suggestions=(
                tr_lazy("Allele-specific PCR, blood"),
                tr_lazy("Allele-specific PCR, marrow"),
                tr_lazy("Digital PCR (ddPCR), blood"),
                tr_lazy("Next-generation sequencing, blood"),
                tr_lazy("Flow cytometry, marrow"),
                tr_lazy("Immunohistochemistry, marrow"),
            ),
            help=tr_lazy("As far as the report names them."),
        ),
        Field(
            "by_whom",
            tr_lazy("Who reported it"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("Doctor, laboratory or hospital."),
        ),
        Field(
            "report",
            tr_lazy("Report"),
            Input.REFERENCE,
            refers_to="reports",
            help=tr_lazy("If you entered it under Reports."),
        ),
        Field("notes", tr_lazy("My notes"), Input.LONG_TEXT),
    ),
    columns=("topic", "said", "on_date", "by_whom"),
    title_of=_title,
    order_by=("topic", "-on_date"),
    empty=tr_lazy("Add each finding as the report says it: bone marrow, tryptase, KIT, skin and the others."),
    example=tr_lazy("KIT D816V in blood, allele-specific PCR: detected, 0.3 %"),
)
