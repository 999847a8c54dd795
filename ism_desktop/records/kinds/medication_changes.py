"""Changes of a medication over the years: what changed, from what to what, why, and who decided; as typed, nothing is worked out."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choice_label, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class MedicationChange(RecordTable):
    """One change of one medication."""

    __tablename__ = "medication_changes"

    medication: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    what: Mapped[str | None] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    now: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_by_other: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


STARTED, RAISED, LOWERED, PAUSED, RESUMED, MAKER, STOPPED, OTHER = (
    *("started", "raised", "lowered", "paused", "resumed", "maker", "stopped", "other"),
)

CHANGES = choices(
    started=tr_lazy("Started", "change of a medication"),
    raised=tr_lazy("Raised", "change of a medication"),
    lowered=tr_lazy("Lowered", "change of a medication"),
    paused=tr_lazy("Paused", "change of a medication"),
    resumed=tr_lazy("Resumed", "change of a medication"),
    maker=tr_lazy("Other maker or form", "change of a medication"),
    stopped=tr_lazy("Stopped", "change of a medication"),
    other=tr_lazy("Other change", "change of a medication"),
)


def from_to(values: Values) -> str:
    """What it was before and what it is now, as typed; empty where neither is known."""
    before, now = (value if isinstance(value, str) else "" for value in (values.get("before"), values.get("now")))
    if before and now:
        return tr("{now} – before: {before}", now=now, before=before)
    return now or (tr("before: {before}", before=before) if before else "")


def change_words(values: Values) -> str:
    """The change in a few words, such as “Raised: two ampoules four times a day”."""
    what = choice_label(MEDICATION_CHANGES.field("what"), str(values.get("what") or OTHER))
    said = from_to(values)
    return tr("{what}: {words}", what=what, words=said) if said else what


def _title(values: Values) -> str:
    now = values.get("now") or values.get("reason")
    what = choice_label(MEDICATION_CHANGES.field("what"), str(values.get("what") or OTHER))
    return tr("{what}: {words}", what=what, words=now) if isinstance(now, str) else what


MEDICATION_CHANGES = Kind(
    name="medication_changes",
    table=MedicationChange,
    singular=tr_lazy("Change of a medication"),
    plural=tr_lazy("Changes", "of medications"),
    add=tr_lazy("Add change"),
    new=tr_lazy("New change of a medication"),
    counted=tr_n_lazy("{number} change of a medication", "{number} changes of medications"),
    icon="mdi6.timeline-text-outline",
    binder_tab="medications",
    place="medications",
    belongs_to="medication",
    fields=(
        Field("medication", tr_lazy("Medication"), Input.REFERENCE, refers_to="medications"),
        Field("what", tr_lazy("What changed"), Input.CHOICE, required=True, choices=CHANGES),
        Field("on_date", tr_lazy("Since"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field(
            "before",
            tr_lazy("Before", "the change of a medication"),
            Input.LONG_TEXT,
            help=tr_lazy("Dose and directions as they were."),
        ),
        Field(
            "now",
            tr_lazy("From then on"),
            Input.LONG_TEXT,
            help=tr_lazy("Dose and directions as the label or your doctor says, such as 200 mg four times a day."),
        ),
        Field("reason", tr_lazy("Why"), Input.LONG_TEXT),
        Field("decided_by", tr_lazy("Decided by"), Input.REFERENCE, refers_to="care_team"),
        Field(
            "decided_by_other", tr_lazy("Decided by someone else"), help=tr_lazy("If they are not in your care team.")
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "medication", "what", "now", "reason"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy(
        "What was started, raised, lowered, paused or stopped, and why. Each medication shows its own changes."
    ),
    example=tr_lazy("3 May 2024: cromolyn raised to 200 mg four times a day, because cramps came back"),
)
