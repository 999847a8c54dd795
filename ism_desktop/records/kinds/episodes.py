"""Episodes: a reaction as it happened. Its times are records of their own (`episode_times`), one for each press."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MomentColumn, NameColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap, Moment


class Episode(RecordTable):
    """One reaction from its first sign to its end."""

    __tablename__ = "episodes"

    began: Mapped[Moment | None] = mapped_column(MomentColumn)
    ended: Mapped[Moment | None] = mapped_column(MomentColumn)
    place: Mapped[str | None] = mapped_column(Text)
    came_before: Mapped[str | None] = mapped_column(Text)
    device_1: Mapped[str | None] = mapped_column(String(32))
    device_2: Mapped[str | None] = mapped_column(String(32))
    given: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    hospital: Mapped[str | None] = mapped_column(NameColumn)
    notes: Mapped[str | None] = mapped_column(Text)


_WHAT = Group("what", tr_lazy("What happened"))
_AFTER = Group("after", tr_lazy("Afterwards"))


def _title(values: Values) -> str:
    began = values.get("began")
    return tr("Episode of {moment}", moment=began.words) if isinstance(began, Moment) else tr("Episode")


EPISODES = Kind(
    name="episodes",
    table=Episode,
    singular=tr_lazy("Episode"),
    plural=tr_lazy("Episodes"),
    add=tr_lazy("Add episode"),
    new=tr_lazy("New episode"),
    counted=tr_n_lazy("{number} episode", "{number} episodes"),
    icon="mdi6.timer-outline",
    binder_tab="journal",
    place="episodes",
    fields=(
        Field("began", tr_lazy("When it began"), Input.MOMENT, required=True, short=tr_lazy("Began"), group=_WHAT),
        Field(
            "ended",
            tr_lazy("When it was over"),
            Input.MOMENT,
            gaps=(Gap.UNKNOWN,),
            short=tr_lazy("Over"),
            group=_WHAT,
        ),
        Field("place", tr_lazy("Where I was"), group=_WHAT),
        Field(
            "came_before",
            tr_lazy("What came before it"),
            Input.LONG_TEXT,
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("Such as: a sting, a medicine, a meal, exertion, heat or cold."),
            group=_WHAT,
        ),
        Field(
            "device_1",
            tr_lazy("First injector used"),
            Input.REFERENCE,
            refers_to="adrenaline_devices",
            help=tr_lazy("The injector is marked as used when you save this."),
            group=_AFTER,
        ),
        Field(
            "device_2",
            tr_lazy("Second injector used"),
            Input.REFERENCE,
            refers_to="adrenaline_devices",
            group=_AFTER,
        ),
        Field(
            "given",
            tr_lazy("What others gave me"),
            Input.LONG_TEXT,
            help=tr_lazy("Such as: oxygen, a drip, further adrenaline, as you were told."),
            group=_AFTER,
        ),
        Field(
            "outcome",
            tr_lazy("How it went on"),
            Input.CHOICE,
            choices=choices(
                home=tr_lazy("got better without going anywhere"),
                seen=tr_lazy("seen by an ambulance crew or a doctor, stayed at home"),
                emergency=tr_lazy("went to a hospital, home the same day"),
                admitted=tr_lazy("stayed in hospital"),
            ),
            group=_AFTER,
        ),
        Field("hospital", tr_lazy("Hospital"), Input.NAME, refers_to="care_team", group=_AFTER),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_AFTER),
    ),
    columns=("began", "ended", "place", "outcome"),
    title_of=_title,
    order_by=("-began", "-created_at"),
    empty=tr_lazy("A reaction as it happened, with its times. Press F9 when one begins, or add a past one here."),
    example=tr_lazy("3 May 2026, 14:02, in the garden: flushing, one injector, a night in hospital"),
)
