"""Recording an episode: one row for each press, corrected and marked but never gone, and to which episode a press belongs."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from ism_desktop.errors import VaultNotWritable
from ism_desktop.records import episodes, history, store
from ism_desktop.records.episodes import Press
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES, PRESSES, minute_of
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.values import Gap, Moment, PartialDate, PartialTime
from ism_desktop.vault import Vault, unlock
from tests.conftest import PASSPHRASE

BEGAN = datetime(2026, 5, 3, 14, 2, 5, 700_000, tzinfo=timezone(timedelta(hours=2)))


def press(vault: Vault, what: str, after: float = 0, **more: str) -> tuple[str, str]:
    with vault.write() as session:
        return episodes.record(session, Press(what, **more), BEGAN + timedelta(minutes=after))


def test_presses_make_one_episode_from_the_first_to_over(vault: Vault) -> None:
    ids = [press(vault, choice.value, number) for number, choice in enumerate(PRESSES)]
    later, _ = press(vault, "noticed", 60)
    assert len({episode for episode, _ in ids}) == 1
    assert later != ids[0][0], "what comes after “over” is another one"
    with vault.read() as session:
        episode = store.get(session, EPISODES, ids[0][0])
        times = episodes.times(session, episode.id)
        assert len(history.versions(session, EPISODE_TIMES, ids[0][1])) == 1
    assert episode.values["began"] == Moment(PartialDate(2026, 5, 3), PartialTime(14, 2))
    assert episode.values["ended"] == Moment(PartialDate(2026, 5, 3), PartialTime(14, 10))
    assert [time.what for time in times] == [choice.value for choice in PRESSES]
    assert times[0].at == BEGAN.replace(microsecond=0), "to the second, with its zone"
    assert [time.at for time in times if time.at] == sorted(time.at for time in times if time.at)


def test_an_episode_without_an_end_takes_no_press_after_a_day(vault: Vault) -> None:
    first, _ = press(vault, "noticed")
    assert press(vault, "better", 23 * 60)[0] == first
    assert press(vault, "noticed", 24 * 60 + 23 * 60)[0] != first
    with vault.read() as session:
        assert store.get(session, EPISODES, first).values["ended"] is None, "nobody said when it was over"


def test_a_mistaken_press_stays_and_what_came_from_it_alone_follows(vault: Vault) -> None:
    episode_id, wrong = press(vault, "called")
    press(vault, "noticed", 3)
    _, over = press(vault, "over", 5)
    with vault.write() as session:
        episodes.mark_mistaken(session, wrong, mistaken=True)
        episodes.mark_mistaken(session, over, mistaken=True)
    with vault.read() as session:
        episode = store.get(session, EPISODES, episode_id)
        times = episodes.times(session, episode_id)
        assert episodes.running(session, BEGAN + timedelta(minutes=9)) is not None
    assert [time.is_mistaken for time in times] == [True, False, True]
    assert episode.values["began"] == minute_of(BEGAN + timedelta(minutes=3))
    assert episode.values["ended"] is None
    assert press(vault, "better", 9)[0] == episode_id
    with vault.write() as session:
        episodes.mark_mistaken(session, over, mistaken=False)
        assert store.get(session, EPISODES, episode_id).values["ended"] == minute_of(BEGAN + timedelta(minutes=5))


def test_what_the_person_wrote_over_the_beginning_is_kept(vault: Vault) -> None:
    episode_id, wrong = press(vault, "called")
    press(vault, "noticed", 3)
    earlier = minute_of(BEGAN - timedelta(minutes=20))
    with vault.write() as session:
        store.save(session, EPISODES, {"began": earlier, "ended": Gap.UNKNOWN}, record_id=episode_id)
        episodes.mark_mistaken(session, wrong, mistaken=True)
        assert store.get(session, EPISODES, episode_id).values["began"] == earlier
        assert episodes.running(session, BEGAN) is None


def test_a_corrected_time_keeps_the_press(vault: Vault) -> None:
    episode_id, time_id = press(vault, "injector_1", 10)
    press(vault, "noticed", 9)
    with vault.write() as session:
        at = Moment(PartialDate(2026, 5, 3), PartialTime(14, 7))
        store.save(session, EPISODE_TIMES, {"at": at}, record_id=time_id)
        time = episodes.times(session, episode_id)[0]
        row = store.get(session, EPISODE_TIMES, time_id)
    assert time.id == time_id
    assert time.is_corrected
    assert time.at == BEGAN.replace(minute=7, second=0, microsecond=0), "in the zone of its press"
    assert time.pressed == BEGAN.replace(minute=12, microsecond=0)
    assert row.title == "Injector 1, 3 May 2026, 14:07 (pressed at 14:12:05)"


@pytest.mark.parametrize(("zone", "hours"), [("", 2), ("America/New_York", -4), ("+05:30", 5.5), ("-03:00", -3)])
def test_a_time_by_hand_has_the_zone_that_was_said(zone: str, hours: float) -> None:
    at = Moment(PartialDate(2026, 5, 3), PartialTime(14, 7), zone)
    found = episodes.instant(at, BEGAN)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=hours)
    assert episodes.instant(Moment(PartialDate(2026, 5, 3), PartialTime(14)), BEGAN) is None, "around two is no minute"
    assert episodes.instant(Moment(PartialDate(2026, 5)), BEGAN) is None


def test_what_was_noticed_or_taken_is_added_to_its_press(vault: Vault) -> None:
    with vault.write() as session:
        for name, use in (("Cetirizine", "as_needed"), ("Famotidine", "regular"), ("Cetirizine", "as_needed")):
            store.save(session, MEDICATIONS, {"name": name, "use": use})
        assert episodes.as_needed(session) == ["Cetirizine"]
    episode_id, noticed = press(vault, "noticed")
    _, taken = press(vault, "medicine", 1)
    with vault.write() as session:
        episodes.say_more(session, noticed, Press("noticed", symptom="itch"))
        episodes.say_more(session, taken, Press("medicine", medicine="Cetirizine"))
        assert [time.words for time in episodes.times(session, episode_id)] == ["Itch", "Medicine taken: Cetirizine"]


def test_a_press_that_cannot_be_written_says_so(vault: Vault, vault_path: Path) -> None:
    press(vault, "noticed")
    vault.close()
    looking = unlock(vault_path, PASSPHRASE, read_only=True)
    with pytest.raises(VaultNotWritable), looking.write() as session:
        episodes.record(session, Press("called"), BEGAN)
    looking.close()
