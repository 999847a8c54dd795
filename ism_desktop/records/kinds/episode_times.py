"""The times of an episode: a record for each press of the recorder. It can be corrected, and the press itself is kept as it was."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import in_use, tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MomentColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, choice_label, choices
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Moment, PartialDate, PartialTime


class EpisodeTime(RecordTable):
    """One press, or a time that was added by hand afterwards."""

    __tablename__ = "episode_times"

    episode: Mapped[str | None] = mapped_column(String(32), index=True)
    what: Mapped[str | None] = mapped_column(Text)
    symptom: Mapped[str | None] = mapped_column(Text)
    medicine: Mapped[str | None] = mapped_column(Text)
    at: Mapped[Moment | None] = mapped_column(MomentColumn)
    pressed_at: Mapped[str | None] = mapped_column(String(40))
    mistaken: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)


PRESSES = choices(
    noticed=tr_lazy("I notice something"),
    medicine=tr_lazy("Medicine taken"),
    injector_1=tr_lazy("Injector 1"),
    injector_2=tr_lazy("Injector 2"),
    called=tr_lazy("Called for help"),
    help_arrived=tr_lazy("Help arrived"),
    blood_drawn=tr_lazy("Blood drawn"),
    better=tr_lazy("Better"),
    over=tr_lazy("Over"),
)
"""What can be pressed, in the order of the number keys."""

SYMPTOMS = choices(
    flushing=tr_lazy("Flushing"),
    itch=tr_lazy("Itch"),
    hives=tr_lazy("Hives"),
    swelling=tr_lazy("Swelling"),
    breathing=tr_lazy("Hard to breathe"),
    throat=tr_lazy("Tight throat"),
    stomach=tr_lazy("Stomach or bowel"),
    faint=tr_lazy("Dizzy or faint"),
    heart=tr_lazy("Racing heart"),
)


def minute_of(moment: datetime) -> Moment:
    """The minute of a moment, by the clock of its place."""
    day = PartialDate(moment.year, moment.month, moment.day)
    return Moment(day, PartialTime(moment.hour, moment.minute))


def pressed(values: Values) -> datetime | None:
    """When the button was pressed; None for a time that was added by hand."""
    try:
        moment = datetime.fromisoformat(str(values.get("pressed_at")))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def is_corrected(values: Values) -> bool:
    """Whether the time was set to another one than that of the press."""
    moment = pressed(values)
    return moment is not None and values.get("at") != minute_of(moment)


def what_words(values: Values) -> str:
    """What was recorded, with what was noticed or taken: “Flushing”, “Medicine taken: Cetirizine”."""
    what = choice_label(EPISODE_TIMES.field("what"), str(values.get("what") or ""))
    if values.get("what") == "noticed" and values.get("symptom"):
        return choice_label(EPISODE_TIMES.field("symptom"), str(values["symptom"]))
    if values.get("what") == "medicine" and values.get("medicine"):
        return tr("Medicine taken: {medicine}", medicine=values["medicine"])
    return what


def _at_words(values: Values) -> str:
    at, moment = values.get("at"), pressed(values)
    words = at.words if isinstance(at, Moment) else ""
    if moment is None:
        return words
    if is_corrected(values):
        return tr("{moment} (pressed at {time})", moment=words, time=in_use().clock_to_the_second(moment))
    day = PartialDate(moment.year, moment.month, moment.day).words
    return tr_c("a day and the time of day", "{day}, {time}", day=day, time=in_use().clock_to_the_second(moment))


def _title(values: Values) -> str:
    words = tr_c("what was recorded, and when", "{what}, {moment}", what=what_words(values), moment=_at_words(values))
    return tr("{title} (by mistake)", title=words) if values.get("mistaken") is True else words


EPISODE_TIMES = Kind(
    name="episode_times",
    table=EpisodeTime,
    singular=tr_lazy("Time"),
    plural=tr_lazy("Times"),
    add=tr_lazy("Add time"),
    new=tr_lazy("New time"),
    counted=tr_n_lazy("{number} time", "{number} times"),
    icon="mdi6.clock-outline",
    binder_tab="journal",
    place="episodes",
    belongs_to="episode",
    fields=(
        Field("episode", tr_lazy("Episode"), Input.REFERENCE, refers_to="episodes"),
        Field("what", tr_lazy("What"), Input.CHOICE, required=True, choices=PRESSES),
        Field("symptom", tr_lazy("What I noticed"), Input.CHOICE, choices=SYMPTOMS),
        Field("medicine", tr_lazy("Medicine")),
        Field(
            "at",
            tr_lazy("When"),
            Input.MOMENT,
            required=True,
            told=_at_words,
            help=tr_lazy("You can correct it. The moment when the button was pressed is kept beside it."),
        ),
        Field("pressed_at", tr_lazy("When the button was pressed"), Input.SYSTEM),
        Field(
            "mistaken",
            tr_lazy("Recorded by mistake"),
            Input.YES_NO,
            help=tr_lazy("It stays in the list, and the report says so."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("at", "what", "symptom", "medicine", "episode"),
    title_of=_title,
    order_by=("-at", "-pressed_at", "-created_at"),
    empty=tr_lazy("Every press of the recorder stands here with its time. You can add a time that was not recorded."),
    example=tr_lazy("Injector 1, 3 May 2026, 14:09:12"),
)
