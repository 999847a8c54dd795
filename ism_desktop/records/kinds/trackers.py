"""What a person wants to keep track of besides symptoms, such as sleep or weight. There is none until they want one.

A tracker says what is offered in the quick entry and how its value is typed. The values stand in the entries of the journal
(`journal_entries.readings`), each with the name it was noted under; so a tracker that is hidden, renamed or thrown away changes none of
them. Nothing here has a threshold, a colour or a score.
"""

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.table import RecordTable
from ism_desktop.records.tracker_words import SORTS, TRACKED, tracker_name


class Tracker(RecordTable):
    """One tracker: which one, how its value is typed, and whether the quick entry offers it."""

    __tablename__ = "trackers"

    position: Mapped[int] = mapped_column(Integer, default=0)
    tracker: Mapped[str | None] = mapped_column(Text)
    own: Mapped[str | None] = mapped_column(Text)
    sort: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    lowest: Mapped[str | None] = mapped_column(Text)
    highest: Mapped[str | None] = mapped_column(Text)
    shown: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str | None] = mapped_column(Text)


def _title(values: Values) -> str:
    name = tracker_name(values) if values.get("tracker") or values.get("own") else tr("Tracker")
    unit = values.get("unit")
    return tr_c("a tracker and its unit", "{tracker}, {unit}", tracker=name, unit=unit) if unit else name


TRACKERS = Kind(
    name="trackers",
    table=Tracker,
    singular=tr_lazy("Tracker"),
    plural=tr_lazy("Trackers"),
    add=tr_lazy("Add tracker"),
    new=tr_lazy("New tracker"),
    counted=tr_n_lazy("{number} tracker", "{number} trackers"),
    icon="mdi6.gauge",
    ordered=True,
    binder_tab="journal",
    place="journal",
    fields=(
        Field("tracker", tr_lazy("What to track"), Input.CHOICE, choices=TRACKED, required=True),
        Field(
            "own",
            tr_lazy("In my own words"),
            help=tr_lazy("Such as: hours outdoors. Values already noted keep the name they were noted under."),
        ),
        Field("sort", tr_lazy("How it is noted"), Input.CHOICE, choices=SORTS),
        Field("unit", tr_lazy("Unit"), suggestions=("h", "kg", "lb", "mmHg", "/min", "°C", "°F", "l")),
        Field("lowest", tr_lazy("What 0 means"), help=tr_lazy("For 0 to 10, in your own words.")),
        Field("highest", tr_lazy("What 10 means")),
        Field("shown", tr_lazy("Offer it when I note something"), Input.YES_NO),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("tracker", "own", "sort", "unit", "shown"),
    title_of=_title,
    order_by=("position", "created_at"),
    empty=tr_lazy(
        "Sleep, stress, weight, blood pressure or something of your own: choose what you want to keep track of."
    ),
    example=tr_lazy("Blood pressure, as measured: 120/80 mmHg"),
)
