"""Trackers in the quick entry: none until wanted, typed by keys alone, kept through bad input and a closed dialog, never copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.records import offered_trackers, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.store import Record
from ism_desktop.records.values import Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.care_kit.quick_entry.tracker_dialog import TrackerDialog
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, dialog, find


def track(workspace: Workspace, *keys: str) -> None:
    with workspace.vault.write() as session:
        for key in keys:
            offered_trackers.show(session, offered_trackers.shipped(key), is_shown=True)


def entries(workspace: Workspace) -> list[Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, JOURNAL_ENTRIES)


def trackers(workspace: Workspace) -> list[Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, TRACKERS)


def opened(window: MainWindow, qtbot: QtBot) -> QuickEntryDialog:
    window.on_journal()
    found = dialog(qtbot, "quick_entry")
    assert isinstance(found, QuickEntryDialog)
    return found


def test_nothing_is_offered_until_it_is_ticked_and_then_typed_by_keys_alone(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    inside = opened(window, qtbot)
    assert inside.trackers.cells == []
    QTest.keyClick(inside, Qt.Key.Key_T)
    choosing = dialog(qtbot, "tracker_dialog")
    assert isinstance(choosing, TrackerDialog)
    click(qtbot, choosing, "show.blood_pressure")
    click(qtbot, choosing, "show.stress")
    click(qtbot, choosing, "close")
    qtbot.waitUntil(lambda: len(inside.trackers.cells) == 2)
    assert [(record.values["tracker"], record.values["sort"]) for record in trackers(workspace)] == [
        ("blood_pressure", "pair"),
        ("stress", "scale"),
    ]
    inside.reject()
    inside = opened(window, qtbot)
    QTest.keyClick(inside, Qt.Key.Key_T)
    line = inside.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "118/76")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    focus = inside.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "10G")
    assert inside.isVisible(), "a letter in a tracker presses no button"
    QTest.keyClick(inside, Qt.Key.Key_Return)
    [entry] = entries(workspace)
    assert entry.values["day"] == "noted"
    assert entry.values["readings"] == Rows(
        (
            {"tracker": "blood_pressure", "value": parse_quantity("118/76 mmHg")},
            {"tracker": "stress", "scale": 10},
        )
    )
    assert entry.title.endswith(": Blood pressure: 118/76 mmHg; Stress: 10 of 10")
    # A copy of the day before takes no measured value along, and what was measured today does not hinder it.
    with workspace.vault.write() as session:
        yesterday = inside.when._today.fromordinal(workspace.today().toordinal() - 1)
        begun = entry.values["begun"]
        moved = type(begun)(type(begun.date).from_date(yesterday), begun.time, begun.zone)
        values = {"begun": moved, "day": "symptoms", "symptoms": Rows(({"symptom": "itch"},))}
        store.save(session, JOURNAL_ENTRIES, values, record_id=entry.id)
    inside = opened(window, qtbot)
    QTest.keyClick(inside, Qt.Key.Key_T)
    QTest.keyClicks(inside.trackers.cells[0].control, "99/60")
    inside.saving.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_Y)
    QTest.keyClick(inside, Qt.Key.Key_Return)
    copied = entries(workspace)[0].values
    assert copied["symptoms"] == Rows(({"symptom": "itch"},))
    assert [row["value"].text for row in copied["readings"].rows] == ["99/60 mmHg"]


def test_bad_input_is_said_and_nothing_is_lost(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    track(workspace, "blood_pressure", "weight")
    inside = opened(window, qtbot)
    click(qtbot, inside, "symptoms.itch")
    pressure, weight = (cell.line for cell in inside.trackers.cells)
    assert pressure is not None
    assert weight is not None
    QTest.keyClicks(pressure, "high")
    QTest.keyClicks(weight, "62,4")
    click(qtbot, inside, "save_entry")
    said = find(inside, QLabel, "trackers.fault").text()
    assert said == "Blood pressure: “high” is not two numbers. Please write both, such as 120/80."
    assert inside.focusWidget() is pressure
    assert entries(workspace) == []
    inside.reject()
    workspace.drafts.flush()
    workspace.drafts._drafts = workspace.drafts._read()
    with workspace.vault.write() as session:  # hidden meanwhile: what was typed still has its line
        offered_trackers.show(session, offered_trackers.every(session)[6], is_shown=False)
    again = opened(window, qtbot)
    assert {cell.tracker.key: cell.typed for cell in again.trackers.cells} == {
        "weight": "62,4",
        "blood_pressure": "high",
    }
    line = next(cell.line for cell in again.trackers.cells if cell.tracker.key == "blood_pressure")
    assert line is not None
    line.clear()
    line.textEdited.emit("")
    click(qtbot, again, "save_entry")
    [entry] = entries(workspace)
    assert entry.values["readings"] == Rows(({"tracker": "weight", "value": parse_quantity("62,4 kg")},))


def test_trackers_of_ones_own(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    choosing = TrackerDialog(workspace, window)
    choosing.open()
    click(qtbot, choosing, "own_tracker.add")
    assert choosing.fault.text() == "Please write what you want to keep track of."
    QTest.keyClicks(choosing.own.name, "Hours outdoors")
    QTest.keyClicks(choosing.own.unit, "h")
    QTest.keyClick(choosing.own.unit, Qt.Key.Key_Return)
    assert choosing.isVisible(), "Enter added it"
    QTest.keyClicks(choosing.own.name, " hours  OUTDOORS ")
    QTest.keyClick(choosing.own.name, Qt.Key.Key_Return)
    assert choosing.fault.text() == "“Hours outdoors” is in the list already."
    choosing.own.name.clear()
    for word, sort in (("Cold hands", "yes_no"), ("Itch at night", "scale"), ("pulse", "number")):
        QTest.keyClicks(choosing.own.name, word)
        click(qtbot, choosing, f"own_tracker.sort.{sort}")
        if sort == "scale":
            QTest.keyClicks(choosing.own.lowest, "none")
            QTest.keyClicks(choosing.own.highest, "all night")
        QTest.keyClick(choosing.own.name, Qt.Key.Key_Return)
    kept = [(record.values["tracker"], record.values["own"], record.values["unit"]) for record in trackers(workspace)]
    assert kept == [
        ("other", "Hours outdoors", "h"),
        ("other", "Cold hands", None),
        ("other", "Itch at night", None),
        ("pulse", None, "/min"),
    ], "a word of the list is that of the list"
    workspace.undo_bar.undo_latest()
    assert len(trackers(workspace)) == 3
    choosing.reject()
    inside = opened(window, qtbot)
    assert inside.trackers.cells[2].tracker.ends == ("none", "all night")
    click(qtbot, inside, "tracker.other.Cold hands.no")
    click(qtbot, inside, "good_day")
    [entry] = entries(workspace)
    assert entry.values["day"] == "good"
    assert entry.values["readings"] == Rows(({"tracker": "other", "own": "Cold hands", "answer": False},))
    choosing = TrackerDialog(workspace, window)
    choosing.open()
    box = next(box for box, one in choosing.boxes.items() if one.own == "Cold hands")
    assert isinstance(box, TickBox)
    box.click()
    choosing.reject()
    with workspace.vault.read() as session:
        assert [one.label for one in offered_trackers.shown(session)] == ["Hours outdoors", "Itch at night"]
        assert store.get(session, BY_NAME["journal_entries"], entry.id).values["readings"] is not None


@pytest.mark.usefixtures("twice_the_size")
def test_it_fits_a_small_window_and_everything_has_a_name(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    track(workspace, "sleep", "stress", "blood_pressure")
    window.resize(1024, 700)
    for inside in (opened(window, qtbot), TrackerDialog(workspace, window)):
        inside.show()
        settle()
        room = fitting.room_over(inside)
        assert inside.width() <= room.width()
        assert inside.height() <= room.height()
        assert clipped(inside) == []
        assert unnamed(inside) == []
        inside.reject()


def test_tab_goes_down_from_the_trackers_to_what_stands_below(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """They once came last, behind “Save”, and Tab went from them back to the top."""
    track(workspace, "blood_pressure")
    inside = opened(window, qtbot)
    QTest.keyClick(inside, Qt.Key.Key_T)
    passed: list[str] = []
    for _ in range(3):
        focus = inside.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        passed.append((inside.focusWidget() or focus).objectName())
    assert passed == ["trackers.choose", "photos.add", "more"]


def test_after_the_key_for_more_a_note_is_typed_and_no_button_pressed(window: MainWindow, qtbot: QtBot) -> None:
    inside = opened(window, qtbot)
    QTest.keyClick(inside, Qt.Key.Key_M)
    focus = inside.focusWidget()
    assert focus is inside.more.notes
    QTest.keyClicks(focus, "warm face")
    assert (inside.entry.notes, inside.entry.symptoms, inside.entry.exposures) == ("warm face", [], [])
