"""An entry of the journal by a few presses: flushing after wine in three, a good day in one, by keys alone and by the mouse alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import quick_entry, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, is_filled_in_later
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, dialog, find, words


def save(workspace: Workspace, kind: str, **values: Any) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def entries(workspace: Workspace) -> list[Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, JOURNAL_ENTRIES)


def opened(window: MainWindow, qtbot: QtBot) -> QuickEntryDialog:
    window.on_journal()
    found = dialog(qtbot, "quick_entry")
    assert isinstance(found, QuickEntryDialog)
    return found


def press(inside: QuickEntryDialog, keys: str) -> None:
    QTest.keyClicks(inside, keys)


def moment(days_ago: int, hour: int) -> Moment:
    day = PartialDate.from_date(date.today() - timedelta(days=days_ago))  # noqa: DTZ011  (as the program takes it)
    return Moment(day, PartialTime(hour, 30), "Europe/Berlin")


def key_of(inside: QuickEntryDialog, name: str) -> str:
    found = find(inside, QPushButton, name)
    return getattr(found, "key", "")


def test_flushing_after_wine_takes_three_keys_and_a_good_day_one(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    inside = dialog(qtbot, "quick_entry")
    assert isinstance(inside, QuickEntryDialog)
    press(inside, key_of(inside, "symptoms.flushing"))  # 1
    press(inside, key_of(inside, "exposures.alcohol"))  # 2
    QTest.keyClick(inside, Qt.Key.Key_Return)  # 3
    [entry] = entries(workspace)
    assert entry.values["day"] == "symptoms"
    assert entry.values["symptoms"] == Rows(({"symptom": "flushing"},))
    assert entry.values["exposures"] == Rows(({"exposure": "alcohol"},))
    begun = entry.values["begun"]
    assert begun.date == PartialDate.from_date(workspace.today())
    assert begun.time is not None
    assert begun.zone
    assert entry.values["entered_on"] == workspace.today().isoformat()
    assert not is_filled_in_later(entry.values)
    workspace.undo_bar.undo_latest()
    press(opened(window, qtbot), "g")
    assert [entry.values["day"] for entry in entries(workspace)] == ["good"]
    workspace.undo_bar.undo_latest()
    assert entries(workspace) == []


def test_a_good_day_on_a_day_with_symptoms_is_asked_about_and_never_forbidden(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    itch = {"day": "symptoms", "symptoms": Rows(({"symptom": "itch", "severity": 4},))}
    there = save(workspace, "journal_entries", begun=moment(0, 0), **itch)
    none = Rows(({"symptom": "itch", "severity": 0},))
    save(workspace, "journal_entries", day="symptoms", begun=moment(1, 9), symptoms=none)
    inside = opened(window, qtbot)
    press(inside, "gg")
    assert len(entries(workspace)) == 2, "nothing is saved before it is answered"
    assert "Itch, 4 of 10" in words(inside.there)
    click(qtbot, inside, "when.yesterday")
    assert inside.there.isHidden(), "of another day nothing is asked"
    click(qtbot, inside, "when.today")
    press(inside, "g")
    QTest.keyClick(inside.there.opening, Qt.Key.Key_Return)
    assert not inside.isVisible()
    page = window.findChild(JournalPage)
    assert page is not None
    assert page.isVisible()
    assert getattr(page.view, "form").record_id == there  # noqa: B009
    inside = opened(window, qtbot)
    press(inside, "g")
    click(qtbot, inside, "symptoms_there.save")
    assert sorted(entry.values["day"] for entry in entries(workspace)) == ["good", "symptoms", "symptoms"]
    inside = opened(window, qtbot)
    click(qtbot, inside, "when.yesterday")
    press(inside, "g")
    assert len(entries(workspace)) == 4, "a symptom noted as 0 is none"


def test_shift_with_the_last_key_saves(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    inside = opened(window, qtbot)
    press(inside, key_of(inside, "symptoms.flushing"))
    last = getattr(Qt.Key, f"Key_{key_of(inside, 'exposures.alcohol')}")
    QTest.keyClick(inside, last, Qt.KeyboardModifier.ShiftModifier)
    [entry] = entries(workspace)
    assert entry.values["symptoms"] == Rows(({"symptom": "flushing"},))
    assert entry.values["exposures"] == Rows(({"exposure": "alcohol"},))
    inside = opened(window, qtbot)
    click(qtbot, inside, "when.yesterday")
    QTest.keyClick(inside, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert [entry.values["day"] for entry in entries(workspace)].count("good") == 1, "once, not twice"


def test_the_mouse_alone_says_all_of_it(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    cetirizine = save(workspace, "medications", name="Cetirizine", strength="10 mg", use="as_needed")
    save(workspace, "medications", name="Avapritinib", use="regular")
    inside = opened(window, qtbot)
    assert "Avapritinib" not in words(inside)
    click(qtbot, inside, "symptoms.itch")
    click(qtbot, inside, "severity.10")
    click(qtbot, inside, "how_bad.severe")
    click(qtbot, inside, "taken.Cetirizine 10 mg")
    click(qtbot, inside, "when.yesterday")
    assert "marked as filled in later" in find(inside, QLabel, "when.said").text()
    click(qtbot, inside, "more")
    click(qtbot, inside, "course.over")
    find(inside, QLineEdit, "ended").setText("21:30")
    inside.more._on_changed()
    inside.more.notes.setPlainText("after the sauna")
    click(qtbot, inside, "save_entry")
    [entry] = entries(workspace)
    assert entry.values["symptoms"] == Rows(({"symptom": "itch", "severity": 10, "how_bad": "severe"},))
    [taken] = entry.values["taken"].rows
    assert (taken["medicine"], taken["medication"]) == ("Cetirizine 10 mg", cetirizine)
    assert entry.values["begun"].time is None, "nobody said when it was, yesterday"
    assert entry.values["ended"].time == PartialTime(21, 30)
    assert entry.values["still_going"] is False
    assert entry.values["notes"] == "after the sauna"
    assert is_filled_in_later(entry.values)


def test_digits_say_how_bad_and_what_was_used_last_comes_first(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    rows = Rows(({"symptom": "wheeze", "severity": 3}, {"symptom": "other", "own": "Cold feet"}))
    save(workspace, "journal_entries", day="symptoms", begun=moment(1, 8), symptoms=rows)
    inside = opened(window, qtbot)
    assert list(inside.symptoms.choices.buttons)[:2] == ["wheeze", "other.Cold feet"]
    press(inside, "A10")
    assert inside.entry.latest == {"symptom": "wheeze", "severity": 10}
    press(inside, "b4")
    assert inside.entry.symptoms[1] == {"symptom": "other", "own": "Cold feet", "severity": 4}
    press(inside, "B")
    assert len(inside.entry.symptoms) == 1, "pressed again it is taken back"
    inside.symptoms.all.click()
    inside.symptoms.own.setText("Burning ears")
    QTest.keyClick(inside.symptoms.own, Qt.Key.Key_Return)
    assert inside.entry.latest == {"symptom": "other", "own": "Burning ears"}
    assert inside.isVisible(), "Enter took the word and saved nothing"
    inside.symptoms.own.setText("hives")
    QTest.keyClick(inside.symptoms.own, Qt.Key.Key_Return)
    assert inside.entry.latest == {"symptom": "hives"}, "a word of the list is that of the list"
    inside.reject()


def test_yesterday_is_copied_by_one_key_without_its_times(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    rows = Rows(({"symptom": "itch", "severity": 4, "where": ("chest",)},))
    drug = Rows(({"medicine": "Cetirizine", "at": moment(1, 9), "effect_30": "better"},))
    save(workspace, "journal_entries", day="symptoms", begun=moment(1, 8), symptoms=rows, taken=drug)
    inside = opened(window, qtbot)
    assert "Itch, 4 of 10 (Chest)" in inside.again.text()
    press(inside, "Y")
    assert not inside.again.isVisible()
    QTest.keyClick(inside, Qt.Key.Key_Return)
    copied = entries(workspace)[0]
    assert copied.values["begun"].date == PartialDate.from_date(workspace.today())
    assert copied.values["symptoms"] == rows
    assert copied.values["taken"] is None, "a copy takes no medicine"


def test_what_is_chosen_survives_closing_and_can_be_forgotten(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    inside = opened(window, qtbot)
    press(inside, "A7")
    click(qtbot, inside, "when.other")
    inside.when.other.setText("3 May 2020")
    inside.when._on_other()
    chosen = inside.entry.symptoms
    window.on_lock()  # writes the draft; the program would end here
    inside.reject()
    workspace.drafts._drafts = workspace.drafts._read()
    again = opened(window, qtbot)
    assert again.entry.symptoms == chosen
    assert again.when.chosen_day() == date(2020, 5, 3)
    click(qtbot, again, "start_again")
    assert again.entry.is_empty
    assert workspace.drafts.get(quick_entry.DRAFT, None) is None
    again.reject()
    workspace.undo_bar.undo_latest()
    third = opened(window, qtbot)
    assert third.entry.symptoms == chosen
    click(qtbot, third, "save_entry")
    [entry] = entries(workspace)
    assert is_filled_in_later(entry.values)
    assert workspace.drafts.get(quick_entry.DRAFT, None) is None


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        ("", "", "Please write which day it was."),
        ("yes", "", "is not a date we can read"),
        ("3 May 2120", "", "still to come"),
        ("3 May 2020", "25:99", "hours and minutes"),
    ],
)
def test_a_day_or_time_that_cannot_be_read_is_said_and_nothing_is_lost(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, day: str, clock: str, sentence: str
) -> None:
    inside = opened(window, qtbot)
    press(inside, "A")
    click(qtbot, inside, "when.other")
    inside.when.other.setText(day)
    inside.when.clock.setText(clock)
    click(qtbot, inside, "save_entry")
    assert sentence in find(inside, QLabel, "when.fault").text()
    assert inside.isVisible()
    assert len(inside.entry.symptoms) == 1
    assert entries(workspace) == []
    inside.reject()


def test_with_nothing_chosen_it_is_said_what_to_do(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    inside = opened(window, qtbot)
    QTest.keyClick(inside, Qt.Key.Key_Return)
    assert inside.fault.isVisible()
    press(inside, "5")  # a number without a symptom means nothing
    assert inside.entry.is_empty
    inside.reject()
    assert entries(workspace) == []
    assert workspace.drafts.get(quick_entry.DRAFT, None) is None


def test_an_exposure_alone_is_no_good_day_unless_it_is_said(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    inside = opened(window, qtbot)
    press(inside, key_of(inside, "exposures.alcohol"))
    QTest.keyClick(inside, Qt.Key.Key_Return)
    assert entries(workspace)[0].values["day"] == "noted"
    inside = opened(window, qtbot)
    press(inside, key_of(inside, "exposures.stress") + "G")
    good = next(entry for entry in entries(workspace) if entry.values["day"] == "good")
    assert good.values["exposures"] == Rows(({"exposure": "stress"},))


def test_what_is_hidden_is_offered_no_more_until_it_is_chosen_again(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    inside = opened(window, qtbot)
    inside.symptoms.choices._hide("itch")
    inside.reject()
    again = opened(window, qtbot)
    assert "itch" not in again.symptoms.choices.buttons
    again.symptoms.all.click()
    qtbot.waitUntil(find(again, QPushButton, "symptoms.itch").isVisible)
    click(qtbot, again, "symptoms.itch")
    click(qtbot, again, "save_entry")
    third = opened(window, qtbot)
    assert "itch" in third.symptoms.choices.buttons
    third.reject()


def test_home_tells_what_today_holds_and_the_page_shows_two_lines(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    save(workspace, "person", name="Juniper Vale", birth_date=PartialDate(1978, 3, 14))
    save(workspace, "emergency_contacts", name="Jordan Vale", phone="+1 555 010 0142")
    save(workspace, "adrenaline_devices", product="EpiPen", strength="0.3 mg")
    save(workspace, "reactions", substance="Ibuprofen")
    click_home = window.current_page
    assert click_home is not None
    qtbot.waitUntil(lambda: "There is no entry for today." in words(click_home))
    click(qtbot, click_home, "journal_today.note")
    inside = dialog(qtbot, "quick_entry")
    assert isinstance(inside, QuickEntryDialog)
    press(inside, key_of(inside, "symptoms.flushing") + "6" + key_of(inside, "exposures.alcohol"))
    click(qtbot, inside, "whole_form")
    page = window.current_page
    assert isinstance(page, JournalPage)
    assert page.view.form.record_id == entries(workspace)[0].id
    title, below = page.view.list.table.lines(0)  # pyright: ignore[reportAttributeAccessIssue]
    assert title.endswith(": Flushing, 6 of 10")
    assert below == "Alcohol"
    assert clipped(page) == []
    window.show_page("home")
    qtbot.waitUntil(lambda: "Flushing, 6 of 10" in words(click_home))


def test_it_fits_a_small_window_and_everything_has_a_name(
    window: MainWindow, qtbot: QtBot, twice_the_size: None
) -> None:
    window.resize(1024, 700)
    inside = opened(window, qtbot)
    press(inside, "A6M")
    inside.symptoms.all.click()
    settle()
    room = fitting.room_over(inside)
    assert inside.width() <= room.width()
    assert inside.height() <= room.height()
    assert inside.saving.isVisible()
    assert clipped(inside) == []
    assert unnamed(inside) == []
    inside.reject()
