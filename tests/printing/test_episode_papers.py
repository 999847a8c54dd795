"""The papers of an episode: what is collected, where it stands on the axis, what is told as not recorded, and that nothing is computed."""

from datetime import date, datetime, timedelta, timezone

import pytest

from ism_desktop.printing import binder, episode_report, hospital_slip
from ism_desktop.printing.episode_report.axis import axis
from ism_desktop.printing.episode_report.content import ReportTime
from ism_desktop.printing.figure import Words
from ism_desktop.printing.paper import Paper
from ism_desktop.records import episodes, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows, parse_quantity
from ism_desktop.vault import Vault
from tests.printing.reading import said as text_of

TODAY = date(2026, 5, 9)
BEGAN = datetime(2026, 5, 3, 14, 2, 5, tzinfo=timezone(timedelta(hours=2)))
DAY = PartialDate(2026, 5, 3)


@pytest.fixture
def episode(vault: Vault) -> str:
    """An injector after seven minutes, corrected by one; a mistaken press; blood after an hour; a result of the day."""
    with vault.write() as session:
        store.save(session, BY_NAME["person"], {"name": "Juniper Ash", "birth_date": PartialDate(1979, 4, 2)})
        made = ""
        for minutes, what in (
            (0, "noticed"),
            (8, "injector_1"),
            (20, "injector_2"),
            (64, "blood_drawn"),
            (150, "over"),
        ):
            made, time_id = episodes.record(session, episodes.Press(what), BEGAN + timedelta(minutes=minutes))
            if what == "injector_1":
                at = Moment(DAY, PartialTime(14, 9))
                store.save(session, BY_NAME["episode_times"], {"at": at}, record_id=time_id)
            if what == "injector_2":
                episodes.mark_mistaken(session, time_id, mistaken=True)
        values = Rows.of([{"test": "Tryptase", "key": "tryptase", "value": parse_quantity("48")}])
        for taken, state in (
            (Moment(DAY, PartialTime(15, 6)), "reaction"),
            (Moment(PartialDate(2025, 3, 12)), "baseline"),
        ):
            result = {"taken_at": taken, "tryptase_state": state, "lab": "Fernbrook", "values": values}
            store.save(session, BY_NAME["test_results"], result)
    return made


def test_the_report_says_what_is_recorded_and_the_plain_differences(vault: Vault, episode: str) -> None:
    with vault.read() as session:
        content = episode_report.collect(session, episode, TODAY)
    assert [time.minutes for time in content.times] == [0, 7, 20, 64, 150]
    assert content.times[1].note == "corrected; the button was pressed at 14:10:05"
    assert ("What came before it", "not recorded") in content.facts
    assert len(content.results) == 1, "the result of that day, and no other"
    for paper in Paper:
        read = text_of(episode_report.draw(content, paper))
        assert "page 1 of 1" in read
        assert "64 minutes after it began" in read
        assert "2 h 30 min after it began" in read
        assert "recorded by mistake" in read


def test_the_slip_has_lines_to_fill_in_and_the_baseline_as_recorded(vault: Vault, episode: str) -> None:
    with vault.read() as session:
        content = hospital_slip.collect(session, episode, TODAY)
    assert content.times == (("14:09", "Injector 1"), ("15:06:05", "Blood drawn")), "the mistaken one is not told"
    assert content.baseline == "48, 12 March 2025, Fernbrook"
    read = text_of(hospital_slip.draw(content, Paper.LETTER))
    for words in ("3 May 2026, 14:02", "Sample 3: day", "(1.2 × baseline) plus 2 ng/mL", "Valent and others 2019"):
        assert words in read.replace("\u00a0", " "), words
    assert "59.6" not in read, "the rule stands in words: nothing is computed from the baseline"


def test_the_binder_has_it_behind_the_journal(vault: Vault, episode: str) -> None:
    with vault.read() as session:
        tabs = {tab.key: tab for tab in binder.collect(session, TODAY).tabs}
    (block,) = tabs["journal"].groups[-1].records
    assert block.title == "Episode of 3 May 2026, 14:02"
    assert dict(block.facts)["Times"].splitlines()[3] == "15:06:05: Blood drawn (64 minutes after it began)"


def test_an_episode_of_which_little_is_known(vault: Vault) -> None:
    with vault.write() as session:
        made = store.save(session, BY_NAME["episodes"], {"began": Moment(PartialDate(2011))})
        time = {"episode": made, "what": "called", "at": Moment(PartialDate(2011, 7), PartialTime(part="evening"))}
        store.save(session, BY_NAME["episode_times"], time)
        report = episode_report.collect(session, made, TODAY)
        slip = hospital_slip.collect(session, made, TODAY)
    assert [(time.clock, time.minutes) for time in report.times] == [("evening", None)]
    assert "No test" not in text_of(episode_report.draw(report, Paper.A4))
    read = text_of(hospital_slip.draw(slip, Paper.A4))
    assert "NOT RECORDED" in read
    assert "No medicine, injector or blood sample is recorded." in read


def test_the_numbers_on_the_axis_cover_no_other() -> None:
    times = [ReportTime("", "", minutes) for minutes in (0, 0, 1, 1, 2, 30, 31, 2000)]
    drawn = axis(times, 400.0)
    assert drawn is not None
    numbers = [shape for shape in drawn.shapes if isinstance(shape, Words) and shape.bold]
    assert sorted(int(number.text) for number in numbers) == list(range(1, 9))
    places = {(round(number.x / 12), number.y) for number in numbers}
    assert len(places) == len(numbers)
    assert axis(times[:1], 400.0) is None
    assert all(0 <= number.x <= drawn.width and 0 <= number.y <= drawn.height for number in numbers)
