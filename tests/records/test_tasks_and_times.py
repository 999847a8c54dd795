"""Tasks in their order and ticked off; and when an appointment is, there and here, on the days on which clocks are changed, too."""

from datetime import date

import pytest

from ism_desktop.records import store, task_lists
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.tasks import FOLLOWS, PREPARES, TASKS
from ism_desktop.records.values import PartialDate
from ism_desktop.records.visit_times import clock_words, is_over, times_of
from ism_desktop.vault import Vault

TODAY = date(2026, 11, 30)


def test_tasks_stand_in_the_order_of_their_days_until_they_are_done(vault: Vault) -> None:
    with vault.write() as session:
        visit = store.save(
            session, BY_NAME["appointments"], {"purpose": "Follow-up", "on_date": PartialDate(2026, 12, 3)}
        )

        def add(what: str, due: PartialDate | None, part: str = FOLLOWS) -> str:
            return store.save(session, TASKS, {"what": what, "due_on": due, "part": part, "appointment": visit})

        undated, late = add("Undated", None), add("Late", PartialDate(2026, 11, 29))
        month, before = add("This month", PartialDate(2026, 11)), add("Before", PartialDate(2026, 12, 1), PREPARES)
        assert [task.id for task in task_lists.open_tasks(session)] == [late, month, before, undated]
        assert [task.id for task in task_lists.of_appointment(session, visit)] == [before, late, month, undated]
        overdue = [task.id for task in task_lists.open_tasks(session) if task_lists.is_overdue(task, TODAY)]
        assert overdue == [late], "a month is not over on its last day"
        said = task_lists.tick(session, late, TODAY)
        assert store.get(session, TASKS, late).values["done_on"] == PartialDate(2026, 11, 30)
        assert late not in [task.id for task in task_lists.open_tasks(session)]
        task_lists.put_back(session, late, said)
        assert late in [task.id for task in task_lists.open_tasks(session)]


@pytest.mark.parametrize(
    ("day", "clock", "zone", "here", "seen"),
    [
        ((2026, 12, 3), "10:30", "Europe/London", "Europe/Berlin", "2026-12-03T11:30"),
        ((2026, 10, 27), "10:30", "America/New_York", "Europe/Berlin", "2026-10-27T15:30"),  # clocks changed here only
        ((2026, 12, 3), "23:30", "America/New_York", "Europe/Berlin", "2026-12-04T05:30"),
        ((2026, 10, 25), "02:30", "Europe/Berlin", "UTC", "2026-10-25T00:30"),  # comes twice: the first is meant
        ((2026, 12, 3), "10:30", "+05:30", "UTC", "2026-12-03T05:00"),
    ],
)
def test_an_appointment_elsewhere_has_its_time_here(
    day: tuple[int, int, int], clock: str, zone: str, here: str, seen: str
) -> None:
    times = times_of(PartialDate(*day), clock, zone, here)
    assert times.is_elsewhere
    assert times.here is not None
    assert times.here.isoformat(timespec="minutes")[:16] == seen


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"at_time": "10:30", "time_zone": "America/New_York"}, "10:30 (New York time; 16:30 here)"),
        ({"at_time": "10:30", "until": "11:15", "time_zone": "Europe/Paris"}, "10:30 to 11:15"),
        ({"at_time": "23:30", "time_zone": "-05:00"}, "23:30 (UTC-05:00; 05:30 on 4 December 2026 here)"),
        ({"last_day": PartialDate(2026, 12, 5)}, "until 5 December 2026"),
        (
            {"at_time": "10:30", "until": "12:00", "last_day": PartialDate(2026, 12, 5)},
            "10:30 to 5 December 2026, 12:00",
        ),
        ({"at_time": "10:30", "last_day": PartialDate(2026, 12, 1)}, "10:30"),
    ],
)
def test_times_are_said_with_their_zone_only_where_it_is_another(values: dict[str, object], words: str) -> None:
    empty = dict.fromkeys(("at_time", "until", "last_day", "time_zone", "status"))
    said = {**empty, "on_date": PartialDate(2026, 12, 3), **values}
    assert clock_words(said, "Europe/Berlin") == words
    is_long = "last_day" in values and words != "10:30"
    assert is_over(said, date(2026, 12, 5)) is not is_long
    assert is_over(said, date(2026, 12, 6))


def test_an_hour_that_the_clocks_skip_is_said_and_nothing_is_said_of_what_is_not_known() -> None:
    assert times_of(PartialDate(2027, 3, 28), "02:30", "Europe/Berlin", "Europe/Berlin").is_skipped
    assert not times_of(PartialDate(2027, 3, 28), "03:30", "Europe/Berlin", "Europe/Berlin").is_skipped
    assert not times_of(PartialDate(2026, 12, 3), "10:30", "Europe/Paris", "Europe/Berlin").is_elsewhere
    for unknown in (
        times_of(PartialDate(2026, 12), "10:30", "Europe/London", "UTC"),
        times_of(PartialDate(2026, 12, 3), "", "x", ""),
    ):
        assert (unknown.here, unknown.is_elsewhere, unknown.is_skipped) == (None, False, False)
