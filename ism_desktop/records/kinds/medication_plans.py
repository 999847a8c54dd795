"""Tapers and cycles as the prescriber wrote them: steps from a day to a day with the dose in the prescriber's words."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import RowsColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import PartialDate, Rows


class MedicationPlan(RecordTable):
    """One taper or cycle of one medication."""

    __tablename__ = "medication_plans"

    medication: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    steps: Mapped[Rows | None] = mapped_column(RowsColumn)
    reason: Mapped[str | None] = mapped_column(Text)
    written_by: Mapped[str | None] = mapped_column(Text)
    written_by_other: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


TYPES = choices(taper=tr_lazy("Taper"), cycle=tr_lazy("Cycle", "of a medication"), other=tr_lazy("Other plan"))


def _step_words(row: Values) -> str:
    first, last, dose = row.get("first_day"), row.get("last_day"), row.get("dose")
    start = first.words if isinstance(first, PartialDate) else ""
    end = last.words if isinstance(last, PartialDate) else ""
    when = tr("{first} to {last}", first=start, last=end) if start and end and start != end else start or end
    return ": ".join(part for part in (when, dose if isinstance(dose, str) else "") if part)


_STEP = (
    Field("first_day", tr_lazy("From"), Input.DATE, required=True),
    Field("last_day", tr_lazy("To", "last day of a step"), Input.DATE),
    Field("dose", tr_lazy("Dose, as written"), Input.LONG_TEXT),
)

MEDICATION_PLANS = Kind(
    name="medication_plans",
    table=MedicationPlan,
    singular=tr_lazy("Taper or cycle"),
    plural=tr_lazy("Tapers and cycles"),
    add=tr_lazy("Add taper or cycle"),
    new=tr_lazy("New taper or cycle"),
    counted=tr_n_lazy("{number} taper or cycle", "{number} tapers and cycles"),
    icon="mdi6.calendar-range-outline",
    binder_tab="medications",
    place="medications",
    belongs_to="medication",
    fields=(
        Field("name", tr_lazy("Name"), required=True, help=tr_lazy("Such as: prednisone taper after the flare.")),
        Field("medication", tr_lazy("Medication"), Input.REFERENCE, refers_to="medications"),
        Field("type", tr_lazy("Kind"), Input.CHOICE, choices=TYPES),
        Field("reason", tr_lazy("What it is for")),
        Field(
            "steps",
            tr_lazy("Steps"),
            Input.ROWS,
            fields=_STEP,
            add_row=tr_lazy("Add a step"),
            row_told=_step_words,
            help=tr_lazy("Copy each step as your doctor wrote it. The program works out no dose."),
        ),
        Field("written_by", tr_lazy("Written by"), Input.REFERENCE, refers_to="care_team"),
        Field(
            "written_by_other", tr_lazy("Written by someone else"), help=tr_lazy("If they are not in your care team.")
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "medication", "type", "steps"),
    title_of=lambda values: values.get("name") or tr("Taper or cycle"),
    order_by=("-created_at", "name"),
    empty=tr_lazy(
        "A dose that goes up, down or in cycles by the day, as your doctor wrote it. You can print it as a calendar."
    ),
    example=tr_lazy("Prednisone taper: 1 to 3 March 20 mg in the morning, 4 to 6 March 10 mg"),
)
