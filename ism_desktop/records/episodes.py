"""Recording an episode: each press is one row, committed before anybody says that it is recorded; and reading the times back.

A press goes to the episode that is going on. One is going on from its first press until “over”, or until nothing was pressed for a day:
then whoever presses begins another one, and the former stays as it is, without an end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.language import tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kind import Values
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.episode_times import (
    EPISODE_TIMES,
    EpisodeTime,
    is_corrected,
    minute_of,
    pressed,
    what_words,
)
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment
from ism_desktop.records.values.moment import zone_called

OVER = "over"
FORGOTTEN_AFTER = timedelta(hours=24)
_LATEST = 20  # episodes that are looked at for one that goes on


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed, as keys; the medicine is its name as it stood on the button."""

    what: str
    symptom: str = ""
    medicine: str = ""


@dataclass(frozen=True, slots=True)
class RecordedTime:
    """One time of an episode: the time that holds, and the press that it goes back to, where there was one.

    `at` has the zone of its place, and seconds only where it is the press itself; None where the day or the minute is not known. `about`
    is what is known of the time of day then: “around 18:00”.
    """

    id: str
    what: str
    words: str
    at: datetime | None
    pressed: datetime | None
    is_corrected: bool
    is_mistaken: bool
    symptom: str = ""
    medicine: str = ""
    about: str = ""
    notes: str = ""


# Writing ------------------------------------------------------------------------------------------------------------------


def record(session: Session, press: Press, moment: datetime) -> tuple[str, str]:
    """Write down a press in the episode that goes on, or as the first of a new one. It is recorded when the session is committed.

    Args:
        session: of `vault.write()`.
        press: what was pressed.
        moment: when, with its time zone.

    Returns:
        The ids of the episode and of the time.
    """
    going_on = running(session, moment)
    moment = moment.replace(microsecond=0)
    episode_id = going_on.id if going_on is not None else store.save(session, EPISODES, {"began": minute_of(moment)})
    values = {
        "episode": episode_id,
        "what": press.what,
        "symptom": press.symptom or None,
        "medicine": press.medicine or None,
        "at": minute_of(moment),
        "pressed_at": moment.isoformat(),
    }
    time_id = store.save(session, EPISODE_TIMES, values)
    if press.what == OVER:
        store.save(session, EPISODES, {"ended": minute_of(moment)}, record_id=episode_id)
    return episode_id, time_id


def say_more(session: Session, time_id: str, press: Press) -> None:
    """Add to a press what was noticed or taken. Raises RecordMissing."""
    more = {"symptom": press.symptom or None, "medicine": press.medicine or None}
    store.save(session, EPISODE_TIMES, more, record_id=time_id)


def mark_mistaken(session: Session, time_id: str, *, mistaken: bool) -> None:
    """Say that a press was a mistake, or that it was none; it stays in either case. Raises RecordMissing.

    What the episode had from it alone follows: its beginning from the first press, its end from “over”.
    """
    episode_id = store.get(session, EPISODE_TIMES, time_id).values["episode"]
    if episode_id is None:
        store.save(session, EPISODE_TIMES, {"mistaken": True if mistaken else None}, record_id=time_id)
        return
    before = times(session, episode_id)
    store.save(session, EPISODE_TIMES, {"mistaken": True if mistaken else None}, record_id=time_id)
    episode = store.get(session, EPISODES, episode_id)
    after = times(session, episode_id)
    for name, chosen in (("began", _first), ("ended", _last_over)):
        was, now = chosen(before), chosen(after)
        if was != now and episode.values[name] == was and (now is not None or name == "ended"):
            store.save(session, EPISODES, {name: now}, record_id=episode_id)


def _first(known: Iterable["RecordedTime"]) -> Moment | None:
    return next((minute_of(time.at) for time in known if time.at is not None and not time.is_mistaken), None)


def _last_over(known: Iterable["RecordedTime"]) -> Moment | None:
    ends = [time.at for time in known if time.at is not None and _ends(time)]
    return minute_of(ends[-1]) if ends else None


# Reading ------------------------------------------------------------------------------------------------------------------


def running(session: Session, moment: datetime) -> Record | None:
    """The episode to which a press of this moment belongs: the latest that was not over by then and was pressed for within a day of it."""
    table = EPISODES.table
    ids = session.scalars(
        select(table.id).where(table.deleted_at.is_(None)).order_by(table.created_at.desc()).limit(_LATEST)
    ).all()
    found = store.get_many(session, EPISODES, ids)
    for episode_id in ids:
        episode = found[episode_id]
        if _was_over(episode, moment):
            continue
        presses, ends = _pressed(session, episode_id)
        if episode.values["ended"] is not None:
            # What waited in the inbox may belong before an end that is in the record already.
            if ends and min(presses) <= moment <= max(ends):
                return episode
        elif presses and -FORGOTTEN_AFTER < moment - max(presses) < FORGOTTEN_AFTER:
            return episode
    return None


def _pressed(session: Session, episode_id: str) -> tuple[list[datetime], list[datetime]]:
    """When buttons were pressed in an episode, and when “over” was among them: read without the rest, as a press waits for it."""
    rows = session.execute(
        select(EpisodeTime.what, EpisodeTime.pressed_at, EpisodeTime.mistaken).where(
            EpisodeTime.episode == episode_id, EpisodeTime.deleted_at.is_(None), EpisodeTime.pressed_at.is_not(None)
        )
    )
    presses: list[datetime] = []
    ends: list[datetime] = []
    for what, pressed_at, mistaken in rows:
        moment = pressed({"pressed_at": pressed_at})
        if moment is not None:
            presses.append(moment)
            if what == OVER and mistaken is not True:
                ends.append(moment)
    return presses, ends


def _was_over(episode: Record, moment: datetime) -> bool:
    """Whether an episode was over before a moment, told without reading its times."""
    ended = episode.values["ended"]
    at = instant(ended) if isinstance(ended, Moment) else None
    return ended is not None and (at is None or at + timedelta(hours=26) < moment)


def _ends(time: "RecordedTime") -> bool:
    return time.what == OVER and not time.is_mistaken


def times(session: Session, episode_id: str) -> list[RecordedTime]:
    """Every time of an episode, mistaken ones too, the earliest first; those without a time of day come last."""
    found = [_recorded(row) for row in store.list_active(session, EPISODE_TIMES, episode=episode_id)]
    late = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda time: (time.at or late, time.pressed or late, time.id))


def _recorded(row: Record) -> RecordedTime:
    values = row.values
    moment = pressed(values)
    return RecordedTime(
        row.id,
        str(values["what"]),
        what_words(values),
        _in_force(values, moment),
        moment,
        is_corrected(values),
        values["mistaken"] is True,
        str(values["symptom"] or ""),
        str(values["medicine"] or ""),
        values["at"].time.words if isinstance(values["at"], Moment) and values["at"].time is not None else "",
        str(values["notes"] or ""),
    )


def _in_force(values: Values, moment: datetime | None) -> datetime | None:
    if moment is not None and not is_corrected(values):
        return moment
    at = values["at"]
    return instant(at, moment) if isinstance(at, Moment) else None


def instant(at: Moment, near: datetime | None = None) -> datetime | None:
    """The point in time of a moment that is known to the minute, by the zone said with it, by that of a press near it, or by ours."""
    day, clock = at.date, at.time
    if day.month is None or day.day is None or clock is None or clock.hour is None or clock.minute is None:
        return None
    plain = datetime(day.year, day.month, day.day, clock.hour, clock.minute)  # noqa: DTZ001  (its zone follows)
    zone = zone_called(at.zone)
    if zone is not None:
        return plain.replace(tzinfo=zone)
    return plain.replace(tzinfo=near.tzinfo) if near is not None else plain.astimezone()


def as_needed(session: Session) -> list[str]:
    """The names of the medicines that are taken as needed, in the order of the list."""
    found = store.list_active(session, MEDICATIONS, use="as_needed")
    return list(dict.fromkeys(str(medicine.values["name"]) for medicine in found))


# Telling how long ---------------------------------------------------------------------------------------------------------


def onset(episode: Record, known: Iterable[RecordedTime]) -> datetime | None:
    """When an episode began, as a point in time; None where its beginning is not known to the minute."""
    began = episode.values["began"]
    near = next((time.pressed for time in known if time.pressed is not None), None)
    return instant(began, near) if isinstance(began, Moment) else None


def minutes_after(began: datetime | None, at: datetime | None) -> int | None:
    """The minutes from one recorded time to another, by the minute that each shows."""
    if began is None or at is None:
        return None
    return int((at.replace(second=0, microsecond=0) - began.replace(second=0, microsecond=0)).total_seconds() // 60)


def after_words(minutes: int | None) -> str:
    """The difference in words: “25 minutes after it began”; empty for none."""
    if minutes is None:
        return ""
    if minutes == 0:
        return tr("when it began")
    if minutes < 0:
        return tr_n("{number} minute before it began", "{number} minutes before it began", -minutes)
    if minutes < 120:
        return tr_n("{number} minute after it began", "{number} minutes after it began", minutes)
    return tr("{hours} h {minutes} min after it began", hours=minutes // 60, minutes=minutes % 60)


def results_of_day(session: Session, episode: Record) -> list[Record]:
    """The test results whose sample was taken on the day when an episode began, or on the day after."""
    began = episode.values["began"]
    if not isinstance(began, Moment) or began.date.day is None:
        return []
    first = began.date.first_day
    found: list[Record] = []
    for result in store.list_active(session, TEST_RESULTS):
        taken = result.values["taken_at"]
        if isinstance(taken, Moment) and taken.date.day is not None and 0 <= (taken.date.first_day - first).days <= 1:
            found.append(result)
    return found


def use_devices(session: Session, episode_id: str) -> dict[str, str | None]:
    """Mark the injectors that an episode names as used. Returns what each one was before, by its id; those that were used are left out."""
    episode = store.get(session, EPISODES, episode_id)
    marked: dict[str, str | None] = {}
    for name in ("device_1", "device_2"):
        device_id = episode.values[name]
        device = store.find(session, ADRENALINE_DEVICES, device_id) if isinstance(device_id, str) else None
        if device is not None and device.values["status"] != "used":
            marked[device.id] = device.values["status"]
            store.save(session, ADRENALINE_DEVICES, {"status": "used"}, record_id=device.id)
    return marked


def take_use_back(session: Session, marked: dict[str, str | None]) -> None:
    """Undo `use_devices`."""
    for device_id, status in marked.items():
        store.save(session, ADRENALINE_DEVICES, {"status": status}, record_id=device_id)
