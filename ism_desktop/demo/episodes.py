"""The demo patient's episodes: the wasp sting, written down afterwards from the hospital's letter, and a mild one that was recorded."""

from datetime import date, datetime, timedelta
from typing import Any

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES, minute_of
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.values import Gap, Moment

_ZONE = "[America/New_York]"
_RECENT_DAYS = 41


def entries(today: date) -> list[Entry]:
    """Every record of these two kinds."""
    return [*_wasp(), *_shower(today)]


def _wasp() -> list[Entry]:
    episode = {
        "began": Moment.from_stored(f"2016-08-20T17{_ZONE}"),
        "ended": Gap.UNKNOWN,
        "place": "In the garden",
        "came_before": "Wasp sting on the left forearm, about ten minutes before.",
        "given": "Adrenaline 0.5 mg into the thigh twice, ten minutes apart, oxygen and two litres of fluid.",
        "outcome": "admitted",
        "hospital": "Fernbrook County Hospital",
        "where_from": "Hospital letter",
    }
    times: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("noticed", "17", {"symptom": "faint"}),
        ("blood_drawn", "18", {}),
    )
    return [
        Entry(EPISODES, episode, key="wasp_episode", proofs=(Proof(papers.HOSPITAL, 1),)),
        *(
            Entry(
                EPISODE_TIMES,
                {"what": what, "at": Moment.from_stored(f"2016-08-20T{clock}{_ZONE}"), **more},
                refers={"episode": "wasp_episode"},
            )
            for what, clock, more in times
        ),
    ]


def _shower(today: date) -> list[Entry]:
    day = today - timedelta(days=_RECENT_DAYS)
    began = datetime(day.year, day.month, day.day, 19, 12, 8).astimezone()
    presses: tuple[tuple[int, str, dict[str, Any]], ...] = (
        (0, "noticed", {"symptom": "flushing"}),
        (95, "noticed", {"symptom": "itch"}),
        (210, "medicine", {"medicine": "Cetirizine"}),
        (1160, "called", {"mistaken": True}),
        (2440, "better", {"notes": "Redness gone, still tired."}),
        (4025, "over", {}),
    )
    values = {
        "began": minute_of(began),
        "ended": minute_of(began + timedelta(seconds=presses[-1][0])),
        "place": "At home",
        "came_before": "A hot shower after a walk.",
        "outcome": "home",
        "notes": "The second hot shower in a week that did this.",
    }
    found = [Entry(EPISODES, values, key="shower_episode")]
    for seconds, what, more in presses:
        moment = began + timedelta(seconds=seconds)
        pressed = {"what": what, "at": minute_of(moment), "pressed_at": moment.isoformat(), **more}
        found.append(Entry(EPISODE_TIMES, pressed, refers={"episode": "shower_episode"}))
    return found
