"""The dialog that counts days: its sentences, its own hours and days, and what it says where there is nothing to say."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.values import Moment, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.journal import count_dialog
from ism_desktop.ui.places.journal.count_dialog import CountDialog
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, dialog, find, words

PLACE = "journal"
TODAY = date(2026, 5, 31)


@pytest.fixture(autouse=True)
def late_in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "today", lambda _workspace: TODAY)


@pytest.fixture
def journal(workspace: Workspace) -> None:
    """Six days with alcohol, of which three with flushing; on two of them stress, too; six days without, of which one with flushing."""
    with workspace.vault.write() as session:
        for day in range(1, 13):
            wine = Moment.from_stored(f"2026-05-{day:02}T18:00") if day < 6 else None
            met = [{"exposure": "alcohol", "at": wine}] if day <= 6 else []
            met += [{"exposure": "stress"}] if day in {1, 2} else []
            felt = [{"symptom": "flushing"}] if day in {1, 2, 6, 12} else []
            felt += [{"symptom": "other", "own": "Buzzing ears"}] if day == 12 else []
            values = {
                "day": "symptoms" if felt else "noted" if met else "good",
                "begun": Moment.from_stored(f"2026-05-{day:02}T19:00"),
                "symptoms": Rows.of(felt),
                "exposures": Rows.of(met),
            }
            store.save(session, JOURNAL_ENTRIES, values)
        store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": Moment.from_stored("2026-04")})


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """What the dialog belongs to, where no page is needed."""
    made = QWidget()
    made.resize(1280, 860)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(workspace: Workspace, over: QWidget) -> CountDialog:
    made = CountDialog(workspace, over)
    made.open()
    return made


def said(inside: QWidget, name: str) -> str:
    found = find(inside, QLabel, f"count.{name}")
    return found.text() if found.isVisible() else ""


def choose(made: CountDialog, which: str, shown: str) -> None:
    box = {"exposure": made.exposure, "other": made.other, "symptom": made.symptom}[which].list
    box.setCurrentIndex(box.findText(shown))


def test_days_are_counted_from_the_page_and_copied(
    window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    page = window.current_page
    assert isinstance(page, JournalPage)
    button = find(page, QPushButton, "count_days")
    assert not button.isVisible(), "there is nothing to count"
    request.getfixturevalue("journal")
    qtbot.waitUntil(button.isVisible)
    kept = tmp_path / "config" / "settings.json"
    before = kept.read_bytes()
    click(qtbot, page, "count_days")
    made = dialog(qtbot, "count_dialog")
    assert unnamed(made) == []
    assert said(made, "question") == "Days on which “Flushing” began, with “Alcohol” and without"
    assert said(made, "numbers") == "With it: 3 of 6 days.\nWithout it: 1 of 6 days."
    assert said(made, "headline") == ""
    assert said(made, "frame") == "On the same day, from 1 March 2026 to 31 May 2026."
    assert said(made, "left_out") == (
        "80 days of the period have no entry.\n1 entry of the journal has no exact day and is not counted."
    )
    click(qtbot, made, "count.period.all")
    assert said(made, "left_out").startswith("19 days of the period have no entry.")
    click(qtbot, made, "count.copy")
    copied = QGuiApplication.clipboard().text()
    for part in ("question", "numbers", "frame", "left_out"):
        assert said(made, part) in copied
    for sentence in said(made, "definitions").split("\n\n"):
        assert sentence in copied
    assert "%" not in copied
    assert "fewer than 5 days" in copied
    click(qtbot, made, "close")
    assert kept.read_bytes() == before, "what was counted is written down nowhere"


@pytest.mark.usefixtures("journal")
def test_hours_leave_open_what_has_no_time_and_a_pair_is_too_few(
    workspace: Workspace, over: QWidget, qtbot: QtBot
) -> None:
    made = opened(workspace, over)
    click(qtbot, made, "count.window.soon")
    assert said(made, "numbers") == "With it: 2 of 5 days.\nWithout it: 1 of 5 days."
    assert said(made, "left_out").startswith(
        "1 day cannot be told, because a time is missing.\n"
        "1 day is set aside, because the hours after another day reach into it.\n"
    )
    assert "Most quick entries have no time" in said(made, "definitions")
    choose(made, "other", "Stress")
    assert said(made, "question").endswith("with “Alcohol” and “Stress” on the same day, and on the other days")
    assert said(made, "headline") == "Too few days to say anything."
    assert said(made, "numbers").startswith("With both on the same day: 0 of 0 days.\n")
    assert find(made, QLabel, "count.numbers").property("role") != "heading", "the numbers step back"
    choose(made, "exposure", "Stress")  # what was the second is now the first, and nothing is counted twice
    assert said(made, "question") == "Days on which “Flushing” began, with “Stress” and without"
    choose(made, "symptom", "Buzzing ears")
    assert said(made, "question") == "Days on which “Buzzing ears” began, with “Stress” and without"
    made.reject()


@pytest.mark.usefixtures("journal")
def test_own_hours_and_days_are_checked_and_nothing_typed_is_lost(
    workspace: Workspace, over: QWidget, qtbot: QtBot
) -> None:
    made = opened(workspace, over)
    click(qtbot, made, "count.window.own")
    first, last = (find(made, QLineEdit, f"count.window.{which}") for which in ("first", "last"))
    assert (first.text(), last.text()) == ("0", "24")

    def write(line: QLineEdit, text: str) -> None:
        line.selectAll()
        qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)

    for typed, fault in (
        ("x", "“x” is not a number. Please write hours from 0 to 72."),
        ("73", "Please write hours from 0 to 72."),
        ("-1", "Please write hours from 0 to 72."),
        ("", "Please write hours from 0 to 72."),
    ):
        write(last, typed)
        assert said(made, "window.fault") == fault
        assert last.accessibleDescription() == fault
        assert said(made, "numbers") == ""
        assert not made.copied
    write(last, "1")
    write(first, "1.5")
    assert said(made, "window.fault") == "The hours end before they begin. Please write the smaller number first."
    write(first, "0.5")
    assert said(made, "frame").startswith("From 0.5 to 1 hours after it")
    assert said(made, "numbers").startswith("With it: 2 of 5 days.")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert made.isVisible(), "Enter in a line closes nothing"

    click(qtbot, made, "count.window.day")
    click(qtbot, made, "count.period.own")
    first, last = (find(made, QLineEdit, f"count.period.{which}") for which in ("first", "last"))
    assert (first.text(), last.text()) == ("1 March 2026", "31 May 2026")
    write(first, "May 2026")
    assert said(made, "frame").endswith("from 1 May 2026 to 31 May 2026.")
    for typed, fault in (
        ("April 2026", "The period ends before it begins. Please write the earlier day first."),
        ("1 June 2026", "This day is still to come. Please write today or a day before."),
        ("", "Please write the first and the last day."),
    ):
        write(last, typed)
        assert said(made, "period.fault") == fault
        assert said(made, "numbers") == ""
    write(last, "rubbish")
    assert said(made, "period.fault")
    assert (first.text(), last.text()) == ("May 2026", "rubbish")
    click(qtbot, made, "count.period.months")
    assert said(made, "period.fault") == ""
    assert said(made, "numbers")
    made.reject()


def test_without_anything_to_count_the_dialog_says_so(workspace: Workspace, over: QWidget) -> None:
    made = opened(workspace, over)
    assert "There is nothing to count yet." in words(made)
    made.reject()


@pytest.mark.usefixtures("journal")
def test_a_long_journal_is_read_by_a_thread_and_the_last_choice_is_shown(
    workspace: Workspace, over: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_dialog, "LONG", 0)
    made = opened(workspace, over)
    choose(made, "symptom", "Buzzing ears")
    choose(made, "exposure", "Stress")
    assert not made.answer.isVisible(), "nothing is shown before it is read"
    qtbot.waitUntil(lambda: said(made, "question") == "Days on which “Buzzing ears” began, with “Stress” and without")
    choose(made, "exposure", "Alcohol")
    choose(made, "symptom", "Flushing")
    qtbot.waitUntil(lambda: said(made, "numbers") == "With it: 3 of 6 days.\nWithout it: 1 of 6 days.")
    made.reject()
    qtbot.waitUntil(lambda: workspace.background.idle)
