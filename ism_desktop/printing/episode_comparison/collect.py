"""Collecting episodes side by side: those that were recorded with their times, and reactions that were noted without the recorder."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ism_desktop.language import in_use, tr, tr_c
from ism_desktop.printing.episode_comparison.content import MOST, ROWS, ComparedEpisode, ComparisonContent
from ism_desktop.printing.episode_report.collect import clock_of
from ism_desktop.printing.values import full_name, joined, words, words_or_gap
from ism_desktop.records import episodes, point_person, store, test_values
from ism_desktop.records.episodes import OVER, RecordedTime
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.test_results import TEST_RESULTS, TRYPTASE
from ism_desktop.records.store import Record
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import Moment, PartialDate
from ism_desktop.vault import Session

_FEW = 2  # with fewer episodes than that, reactions with a day are ticked besides
_HOURS_FROM = 120  # minutes from which a difference is said in hours


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be a column: its kind and id, how it is called, and when it was."""

    kind: str
    id: str
    title: str
    when: str
    sort_text: str


def candidates(session: Session) -> list[Candidate]:
    """Every episode, and every reaction that happened; each kind with the latest first. What was only told to be avoided is none."""
    found = [_candidate(one, one.values["began"]) for one in store.list_active(session, EPISODES)]
    reactions = [one for one in store.list_active(session, REACTIONS) if one.values["type"] != "avoid"]
    noted = [_candidate(one, one.values["happened_on"]) for one in reactions]
    return [*found, *sorted(noted, key=lambda one: one.sort_text, reverse=True)]


def usual(there: Sequence[Candidate]) -> list[str]:
    """The ids of those that are compared unless others are chosen: the newest episodes; where there are fewer than two, also reactions."""
    recorded = [one for one in there if one.kind == EPISODES.name][:MOST]
    dated = [one for one in there if one.kind == REACTIONS.name and one.sort_text]
    return [one.id for one in (*recorded, *dated[: max(0, _FEW - len(recorded))])]


def collect(session: Session, ids: Iterable[str], today: date, *, demo: bool = False) -> ComparisonContent:
    """Collect these, in this order, as they would be printed today. What is gone by now is left out."""
    there = {one.id: one for one in candidates(session)}
    person = store.the_one(session, PERSON)
    values = sorted(test_values.every(session, holding=(TRYPTASE,)), key=_taken)
    tryptase = [value for value in values if value.key == TRYPTASE and value.value]
    chosen = [there[record_id] for record_id in ids if record_id in there]
    columns = tuple(_column(session, store.get(session, BY_NAME[one.kind], one.id), tryptase) for one in chosen)
    return ComparisonContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        episodes=columns,
    )


def _candidate(record: Record, when: object) -> Candidate:
    is_known = isinstance(when, Moment | PartialDate)
    said = when.words if is_known else tr("day not recorded")
    return Candidate(record.kind.name, record.id, record.title, said, when.sort_text if is_known else "")


def _column(session: Session, record: Record, tryptase: Sequence[PastValue]) -> ComparedEpisode:
    if record.kind is EPISODES:
        rows, day = _of_episode(session, record), record.values["began"].date
    else:
        rows, day = _of_reaction(record), record.values["happened_on"]
    known_day = day if isinstance(day, PartialDate) else None
    rows["tryptase"] = [_measured(value, with_state=True) for value in tryptase if _is_of_days(value, known_day)]
    rows["baseline"] = [_measured(value) for value in _baseline(tryptase, known_day)]
    cells = {key: tuple(line for line in rows.get(key, ()) if line) for key in ROWS}
    return ComparedEpisode(record.kind.name, record.id, _called(record), cells)


def _called(record: Record) -> str:
    """The head of its column: of an episode its moment, whose time zone the first row says."""
    began = record.values.get("began")
    return Moment(began.date, began.time).words if isinstance(began, Moment) else record.title


def _of_reaction(record: Record) -> dict[str, list[str]]:
    """What is noted of a reaction without times, under the rows where a reader looks for it."""
    return {
        "began": [words_or_gap(record, "happened_on")],
        "came_before": [words(record, "substance"), words(record, "dose")],
        "noticed": [words_or_gap(record, "reaction")],
        "treatment": [words(record, "treatment")],
        "outcome": [tr("How bad: {words}", words=bad) for bad in [words_or_gap(record, "severity")] if bad],
    }


def _of_episode(session: Session, record: Record) -> dict[str, list[str]]:
    known = [time for time in episodes.times(session, record.id) if not time.is_mistaken]
    began = episodes.onset(record, known)

    def lines(*wanted: str, say: Callable[[RecordedTime], str] = lambda time: time.words) -> list[str]:
        found = [time for time in known if time.what in wanted]
        return [_line(time, episodes.minutes_after(began, time.at), say(time)) for time in found]

    is_over = any(time.what == OVER for time in known)
    ended = "" if is_over else words_or_gap(record, "ended")
    devices = [_device(session, record.values[name]) for name in ("device_1", "device_2")]
    hospital = words(record, "hospital")
    return {
        "began": [words_or_gap(record, "began")],
        "place": [words(record, "place")],
        "came_before": [words_or_gap(record, "came_before")],
        "noticed": lines("noticed"),
        "treatment": [
            *lines("medicine", "injector_1", "injector_2", say=_treated),
            *(tr("Injector used: {device}", device=device) for device in devices if device),
            *([tr("By others: {words}", words=words(record, "given"))] if words(record, "given") else []),
        ],
        "help": [*lines("called", "help_arrived"), *([tr("Hospital: {name}", name=hospital)] if hospital else [])],
        "blood_drawn": lines("blood_drawn", say=lambda _time: ""),
        "outcome": [
            *lines("better", "over"),
            *([tr("Ended: {moment}", moment=ended)] if ended else []),
            words_or_gap(record, "outcome"),
        ],
    }


def _treated(time: RecordedTime) -> str:
    return time.medicine if time.what == "medicine" and time.medicine else time.words


def _device(session: Session, device_id: object) -> str:
    device = store.find(session, ADRENALINE_DEVICES, device_id) if isinstance(device_id, str) else None
    return "" if device is None else device.title


def _line(time: RecordedTime, minutes: int | None, what: str) -> str:
    """`3 min, 19:15: Cetirizine`; without the part that is not known."""
    clock = clock_of(time) if time.at is None else in_use().clock(time.at)
    at = joined(_short(minutes), clock)
    return tr_c("a moment and what was recorded then", "{moment}: {what}", moment=at, what=what) if what else at


def _short(minutes: int | None) -> str:
    """A difference in few letters, for a narrow column."""
    if minutes is None:
        return ""
    if minutes >= _HOURS_FROM:
        return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    if minutes < 0:
        return tr("{number} min before", number=in_use().number(-minutes))
    return tr("{number} min", number=in_use().number(minutes))


# Tryptase -----------------------------------------------------------------------------------------------------------------


def _taken(value: PastValue) -> str:
    return "" if value.taken_at is None else value.taken_at.sort_text


def _is_of_days(value: PastValue, day: PartialDate | None) -> bool:
    """Whether the sample is of the day when it began or of the day after; as the report of an episode has them."""
    if day is None or day.day is None or value.taken_at is None or value.taken_at.date.day is None:
        return False
    return value.state != "baseline" and 0 <= (value.taken_at.date.first_day - day.first_day).days <= 1


def _baseline(tryptase: Sequence[PastValue], day: PartialDate | None) -> list[PastValue]:
    """What was recorded as a baseline: the last before the day, else the first there is."""
    found = [value for value in tryptase if value.state == "baseline"]
    if day is None:
        return found[-1:]
    before = [value for value in found if value.taken_at is not None and value.taken_at.date.last_day < day.first_day]
    return before[-1:] or found[:1]


def _measured(value: PastValue, *, with_state: bool = False) -> str:
    """`48 ng/mL, 3 May 2026, 15:06, Fernbrook`, and which sample it was."""
    when = value.taken_at
    taken = tr("day not recorded") if when is None else Moment(when.date, when.time).words
    said = joined(f"{value.value} {value.unit}".strip(), taken, value.lab)
    if not with_state or not value.state:
        return said
    return tr("{time} ({more})", time=said, more=choice_label(TEST_RESULTS.field("tryptase_state"), value.state))
