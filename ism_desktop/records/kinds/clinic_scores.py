"""Scores that a clinic gave: the name of the instrument, the day and the total as it was said. No items, no limits, no meaning of ours."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class ClinicScore(RecordTable):
    """One score that somebody gave on one day."""

    __tablename__ = "clinic_scores"

    instrument: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    total: Mapped[str | None] = mapped_column(Text)
    range: Mapped[str | None] = mapped_column(Text)
    given_by: Mapped[str | None] = mapped_column(String(32))
    given_by_other: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


def score_name(values: Values) -> str:
    """`MCT: 14`, without its day."""
    name, total = values.get("instrument"), values.get("total")
    return (
        tr_c("a score and its total", "{name}: {total}", name=name, total=total) if name and total else str(name or "")
    )


def _title(values: Values) -> str:
    """`MCT: 14, 3 May 2026`, without what is not known."""
    said, day = score_name(values), values.get("on_date")
    if said and isinstance(day, PartialDate):
        return tr_c("a score and its day", "{score}, {day}", score=said, day=day.words)
    return said or tr("Score")


CLINIC_SCORES = Kind(
    name="clinic_scores",
    table=ClinicScore,
    singular=tr_lazy("Score"),
    plural=tr_lazy("Scores from the clinic"),
    add=tr_lazy("Add score"),
    new=tr_lazy("New score"),
    counted=tr_n_lazy("{number} score", "{number} scores"),
    icon="mdi6.clipboard-check-outline",
    binder_tab="journal",
    place="clinic_scores",
    fields=(
        Field(
            "instrument",
            tr_lazy("Name of the questionnaire"),
            required=True,
            short=tr_lazy("Questionnaire"),
            # Names alone: what they ask and how they count belongs to others (clinical.md 5.4).
            suggestions=("ISM-SAF", "MCT", "MAS", "MC-QoL", "MSAF", "SF-12", "EORTC QLQ-C30", "PGIS", "FACT-Cog"),
            help=tr_lazy("As it stands on the sheet or as you were told."),
        ),
        Field("on_date", tr_lazy("Date"), Input.DATE, required=True, gaps=(Gap.UNKNOWN,)),
        Field("total", tr_lazy("Total"), required=True, help=tr_lazy("Exactly as you were given it.")),
        Field(
            "range",
            tr_lazy("Range the clinic gave"),
            short=tr_lazy("Range"),
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("Such as: 0 to 20. Write what you were told; the program knows no ranges."),
        ),
        Field("given_by", tr_lazy("Given by"), Input.REFERENCE, refers_to="care_team"),
        Field("given_by_other", tr_lazy("Given by someone else"), help=tr_lazy("If they are not in your care team.")),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("instrument", "on_date", "total", "range", "given_by"),
    title_of=_title,
    order_by=("-on_date", "instrument", "created_at"),
    empty=tr_lazy("Were you given the total of a questionnaire? Write it down here, and attach the sheet."),
    example=tr_lazy("A questionnaire about the last month, 3 May 2026, total 14, given by Dr Imani Okafor"),
)
