"""Collecting the report of one episode from the records."""

from datetime import date

from ism_desktop.language import in_use, tr
from ism_desktop.printing.episode_report.content import ReportContent, ReportTime
from ism_desktop.printing.values import full_name, words, words_or_gap
from ism_desktop.records import episodes, point_person, store
from ism_desktop.records.episodes import RecordedTime
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.store import Record
from ism_desktop.vault import Session


def collect(session: Session, record_id: str, today: date, *, demo: bool = False) -> ReportContent:
    """Collect one episode as it would be printed today. Raises RecordMissing."""
    episode = store.get(session, EPISODES, record_id)
    person = store.the_one(session, PERSON)
    return ReportContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        record_id=record_id,
        called=episode.title,
        facts=tuple(_facts(session, episode)),
        times=collect_times(session, episode),
        results=tuple(_result(result) for result in episodes.results_of_day(session, episode)),
    )


def collect_times(session: Session, episode: Record) -> tuple[ReportTime, ...]:
    """The times of an episode, in their order."""
    known = episodes.times(session, episode.id)
    began = episodes.onset(episode, known)
    return tuple(_time(time, episodes.minutes_after(began, time.at)) for time in known)


def _facts(session: Session, episode: Record) -> list[tuple[str, str]]:
    """What is recorded, in the order of the form; what is not is left out, but for what every reader looks for."""
    found: list[tuple[str, str]] = []
    for field in EPISODES.fields:
        said = words_or_gap(episode, field.name)
        if field.refers_to:
            device = store.find(session, ADRENALINE_DEVICES, str(episode.values[field.name] or ""))
            lot = words(device, "lot")
            said = device.title if device is not None else ""
            said = tr("{device}, lot {lot}", device=said, lot=lot) if lot else said
        if said or field.name in {"came_before", "ended"}:
            found.append((field.label, said or tr("not recorded")))
    return found


def clock_of(time: RecordedTime) -> str:
    """The time that holds: to the second where it is the press itself."""
    said = in_use()
    if time.at is None:
        return time.about or tr("not known")
    return said.clock(time.at) if time.is_corrected or time.pressed is None else said.clock_to_the_second(time.at)


def _time(time: RecordedTime, minutes: int | None) -> ReportTime:
    pressed = in_use().clock_to_the_second(time.pressed) if time.is_corrected and time.pressed is not None else ""
    return ReportTime(clock_of(time), time.words, minutes, pressed, time.is_mistaken, time.notes)


def _result(result: Record) -> str:
    """A test result of these days, with its values as printed."""
    return "; ".join(part for part in (result.title, words(result, "values").replace("\n", "; ")) if part)
