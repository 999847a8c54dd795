"""Looking back over the journal: the calendar by keys and in words, its table, the filter, and what a filter hides."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.journal_days import Day
from ism_desktop.records.journal_filter import JournalFilter
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.stings import STINGS
from ism_desktop.records.values import Moment, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.chart.values_table import ValuesTable
from ism_desktop.ui.care_kit.days.day_cell import DayCell
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.journal.journal_view import JournalView
from ism_desktop.ui.places.journal.looking_back.choosing_series import ChoosingSeries
from ism_desktop.ui.places.journal.looking_back.faces import face
from ism_desktop.ui.places.journal.looking_back.filter_dialog import FilterDialog
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.widgets import click, dialog, find

PLACE = "journal"
TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def twentieth_of_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "today", lambda _workspace: TODAY)


def save(session: Any, begun: str, *felt: tuple[str, int | None], **more: Any) -> str:
    rows = Rows.of([{"symptom": symptom, "severity": severity} for symptom, severity in felt])
    values = {
        "day": "symptoms" if felt else "good",
        "begun": Moment.from_stored(begun),
        "symptoms": rows,
        "entered_on": "2026-03-01",
    }
    return store.save(session, JOURNAL_ENTRIES, values | more)


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, str]:
    with workspace.vault.write() as session:
        made = {
            "worst": save(session, "2026-03-12T14:05", ("flushing", 7), ("itch", None)),
            "mild": save(session, "2026-03-12T19:00", ("flushing", 2)),
            "headache": save(session, "2026-03-14T08:00", ("headache", 9), ("flushing", 1)),
            "good": save(session, "2026-03-15"),
            "month": save(session, "2026-03", ("itch", 3)),
            "own": save(session, "2026-05-18T09:00"),
        }
        store.save(session, EPISODES, {"began": Moment.from_stored("2026-03-14T14:02")})
    return made


@pytest.fixture
def view(ids: dict[str, str], window: MainWindow) -> JournalView:
    del ids
    page = window.current_page
    assert isinstance(page, JournalPage)
    return page.entries


def cell(view: JournalView, day: str) -> DayCell:
    found = [each for each in view.days.grid.cells if each.objectName() == f"day.{day}" and each.isVisible()]
    assert len(found) == 1
    return found[0]


def press(qtbot: QtBot, view: JournalView, *keys: Qt.Key) -> date:
    for key in keys:
        focus = QApplication.focusWidget()
        assert isinstance(focus, DayCell)
        qtbot.keyClick(focus, key)
    return view.days.chosen


def test_a_month_is_walked_by_keys_and_said_in_words(
    view: JournalView, window: MainWindow, qtbot: QtBot, workspace: Workspace
) -> None:
    click(qtbot, window, "journal_view.month")
    view.days.focus_day()
    assert view.days.chosen == TODAY
    key = Qt.Key
    assert press(qtbot, view, key.Key_PageUp, key.Key_PageUp) == date(2026, 3, 20)
    assert press(qtbot, view, key.Key_Home) == date(2026, 3, 1)
    assert press(qtbot, view, key.Key_End, key.Key_Right) == date(2026, 4, 1)
    assert press(qtbot, view, key.Key_T) == TODAY
    view.days.month_list.setCurrentIndex(2)
    assert press(qtbot, view, key.Key_Up, key.Key_Left) == date(2026, 3, 12)
    assert cell(view, "2026-03-12").accessibleName() == "Thursday, 12 March 2026: worst severity 7, 2 entries"
    assert cell(view, "2026-03-13").accessibleName() == "Friday, 13 March 2026: no entry"
    assert cell(view, "2026-03-14").accessibleName().endswith("worst severity 9, 1 entry, 1 episode")
    assert cell(view, "2026-03-15").accessibleName().endswith("a good day, nothing to note, 1 entry")
    faces = [cell(view, f"2026-03-{day}").face for day in (13, 15)]
    assert [(face.has_entry, face.is_good) for face in faces if face] == [(False, False), (True, True)]
    assert find(view, QLabel, "days.note").text() == "1 entry of this month has no exact day."
    press(qtbot, view, key.Key_Return)
    assert QApplication.focusWidget() is view.days.panel.buttons[0]
    qtbot.keyClick(view.days.panel.buttons[0], key.Key_Space)
    assert view.is_editing
    shown = view.form.record
    assert shown is not None
    assert shown.title.startswith("12 March 2026, 14:05: Flushing, 7 of 10")
    assert view.days.isVisible()
    view.form.close_button.click()
    assert isinstance(QApplication.focusWidget(), DayCell)
    assert unnamed(view) == []
    with workspace.vault.write() as session:
        save(session, "2026-03-13T10:00", ("itch", 4))
    qtbot.waitUntil(lambda: cell(view, "2026-03-13").accessibleName().endswith(": worst severity 4, 1 entry"))


def test_with_large_text_on_a_small_screen_the_month_begins_in_sight(
    view: JournalView, window: MainWindow, qtbot: QtBot, workspace: Workspace
) -> None:
    workspace.settings["text_size"] = 150
    apply_look(workspace.settings)
    try:
        window.resize(1012, 656)
        click(qtbot, window, "journal_view.month")
        settle()
        first_row = view.days.month.cells[:7]
        assert all(one.visibleRegion().boundingRect().height() == one.height() for one in first_row)
        assert view.days.month.cells[7].visibleRegion().boundingRect().height() > 0
        assert find(window, QPushButton, "journal_filter").accessibleName() == "Filter…"
        [adding] = list(window.findChildren(QAction, "last_add"))
        assert adding.isVisible(), "what has no button any more stands in the menu"
    finally:
        workspace.settings["text_size"] = 100
        apply_look(workspace.settings)


def test_from_right_to_left_signs_stand_beside_the_date_and_arrows_point_on(qtbot: QtBot) -> None:
    on = date(2026, 5, 12)
    shown = face(on, Day(entries=["x"], later=1), "entries", "", today=on, month=5, chosen=on, words="")
    assert shown.signs
    host = QWidget()
    qtbot.addWidget(host)
    cell, mirrored = DayCell(host), DayCell(host)
    for made in (cell, mirrored):
        made.resize(60, 50)  # so low that signs stand beside the date
        made.show_face(shown)
    plain, back = cell.grab().toImage(), icon("mdi6.chevron-left").pixmap(24, 24).toImage()
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        turned = mirrored.grab().toImage()
        assert icon("mdi6.chevron-right").pixmap(24, 24).toImage() == back
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert [_inked(turned, x) for x in (range(30), range(30, 60))] == [
        _inked(plain, x) for x in (range(59, 29, -1), range(29, -1, -1))
    ], "the plate of today and the signs have changed sides"


def _inked(image: QImage, columns: Iterable[int]) -> bool:
    """Whether the plate of today is there: its dark ground."""
    return any(image.pixelColor(x, 8).lightness() < 60 for x in columns)


def test_the_number_is_chosen_and_the_table_says_the_same(view: JournalView, window: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, window, "journal_view.month")
    days = view.days
    days.go_to(date(2026, 3, 14))
    days.figure_list.setCurrentIndex(days.figure_list.findText("Flushing"))
    shown = cell(view, "2026-03-14")
    assert shown.accessibleName() == "Saturday, 14 March 2026: Flushing: 1, 1 entry, 1 episode"
    assert shown.face is not None
    assert (shown.face.number, shown.face.level) == ("1", 0.1)
    click(qtbot, view, "days.as_table")
    click(qtbot, view, "days.copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 32
    assert lines[0] == "Day\tFlushing\tWorst severity\tEntries\tAlso"
    assert lines[12] == "Thursday, 12 March 2026\t7\t7\t2\t"
    assert lines[14] == "Saturday, 14 March 2026\t1\t9\t1\t1 episode"
    assert lines[15] == "Sunday, 15 March 2026\t\t\t1\tgood day"
    days.table.setCurrentCell(0, 0)
    assert days.chosen == date(2026, 3, 1)
    click(qtbot, view, "days.as_table")
    click(qtbot, window, "journal_view.week")
    days.go_to(date(2026, 3, 12))
    face = cell(view, "2026-03-12").face
    assert face is not None
    assert face.words == "Flushing: 7, Itch"


def test_days_with_flushing_at_five_or_more_are_found_and_what_is_hidden_is_not_chosen(
    view: JournalView, window: MainWindow, qtbot: QtBot, ids: dict[str, str]
) -> None:
    view.show_record(ids["mild"])
    click(qtbot, window, "journal_filter")
    inside = dialog(qtbot, "journal_filter")
    assert isinstance(inside, FilterDialog)
    assert unnamed(inside) == []
    inside.symptom.list.setCurrentIndex(inside.symptom.list.findText("Flushing"))
    inside.least.list.setCurrentIndex(inside.least.list.findText("5"))
    inside.most.list.setCurrentIndex(inside.most.list.findText("2"))
    click(qtbot, inside, "filter.show")
    assert inside.fault.isVisible()
    inside.most.list.setCurrentIndex(0)
    click(qtbot, inside, "filter.show")
    assert view.list.model.ids == [ids["worst"]]
    assert view.list.table.selected_ids() == []
    assert not view.is_editing, "what the filter hides is not chosen any more"
    bar = view.filter_bar
    assert [chip.text() for chip in bar.chips] == ["Symptom: Flushing", "Severity: 5 or more"]
    assert find(bar, QLabel, "filter_bar.count").text() == "1 of 6 entries"
    click(qtbot, window, "journal_view.month")
    view.days.go_to(date(2026, 3, 14))
    assert (
        cell(view, "2026-03-14").accessibleName() == "Saturday, 14 March 2026: nothing that the filter shows, 1 episode"
    )
    assert cell(view, "2026-03-12").accessibleName() == "Thursday, 12 March 2026: Flushing: 7, 1 entry"
    qtbot.keyClick(bar.chips[1], Qt.Key.Key_Space)
    assert [chip.text() for chip in bar.chips] == ["Symptom: Flushing"]
    assert cell(view, "2026-03-14").accessibleName().endswith("Flushing: 1, 1 entry, 1 episode")
    view.show_record(ids["good"])
    assert view.narrowing == JournalFilter(), "an entry that is asked for puts the filter away"
    assert not bar.isVisible()
    assert view.days.chosen == date(2026, 3, 15)


def test_an_entry_is_added_for_the_day_and_an_entry_begun_before_keeps_its_own(
    view: JournalView, window: MainWindow, qtbot: QtBot, workspace: Workspace
) -> None:
    click(qtbot, window, "journal_view.month")
    view.days.go_to(date(2026, 5, 4))
    click(qtbot, view, "day_panel.add")
    opened = dialog(qtbot, "quick_entry")
    assert isinstance(opened, QuickEntryDialog)
    assert opened.when.chosen_day() == date(2026, 5, 4)
    qtbot.keyClicks(opened, "A")
    opened.reject()
    view.days.go_to(date(2026, 5, 6))
    click(qtbot, view, "day_panel.add")
    again = dialog(qtbot, "quick_entry")
    assert isinstance(again, QuickEntryDialog)
    assert again.when.chosen_day() == date(2026, 5, 4)
    click(qtbot, again, "save_entry")
    qtbot.waitUntil(lambda: cell(view, "2026-05-04").accessibleName().endswith("1 entry, filled in later"))
    view.days.go_to(date(2026, 5, 21))
    assert not find(view, QPushButton, "day_panel.add").isVisible(), "nothing is noted ahead"
    del workspace


def test_a_chart_and_its_table_say_the_same_and_lead_to_the_entry(
    view: JournalView, window: MainWindow, qtbot: QtBot, ids: dict[str, str]
) -> None:
    click(qtbot, window, "journal_view.chart")
    chart = view.chart
    assert [panel.title for panel in chart.chart.content.panels] == ["Flushing, 0 to 10"], (
        "what was noted most often comes first"
    )
    click(qtbot, view, "journal_chart.choose")
    inside = dialog(qtbot, "series_dialog")
    assert isinstance(inside, ChoosingSeries)
    assert unnamed(inside) == []
    rows = [inside.list.item(place) for place in range(inside.list.count())]
    for row in rows:
        row.setCheckState(Qt.CheckState.Unchecked)
    click(qtbot, inside, "series.show")
    assert inside.fault.text() == "Please choose at least one."
    for row in rows:
        if row.text() in {"Itch", "Headache"}:
            row.setCheckState(Qt.CheckState.Checked)
    click(qtbot, inside, "series.show")
    assert [panel.test for panel in chart.chart.content.panels] == ["Itch", "Headache"]
    click(qtbot, view, "journal_chart.view.table")
    click(qtbot, view, "journal_chart.copy")
    assert QGuiApplication.clipboard().text().splitlines() == [
        "When\tWhat\tValue",
        "March 2026\tItch\t3",
        "14 March 2026\tEpisode of 14 March 2026, 14:02\t",
        "14 March 2026, 08:00\tHeadache\t9",
        "12 March 2026, 14:05\tItch\tnoted",
    ]
    chart.table.setCurrentCell(2, 0)
    click(qtbot, view, "journal_chart.open")
    assert view.is_editing
    assert view.form.record_id == ids["headache"]
    assert unnamed(view) == []


def test_the_filter_acts_on_the_chart_and_the_chart_is_what_is_printed(
    view: JournalView, window: MainWindow, qtbot: QtBot, workspace: Workspace
) -> None:
    with workspace.vault.write() as session:
        store.save(session, STINGS, {"insect": "Wasp", "happened": Moment.from_stored("2026-03-13T10:00")})
    view.narrow(JournalFilter(symptom=("flushing", ""), least=2), {"symptom": "Flushing"})
    click(qtbot, window, "journal_view.chart")
    chart = view.chart
    assert [point.number for point in chart.chart.content.points] == [7, 2]
    assert "Sting: Wasp" in {event.words for event in chart.chart.content.events}
    assert view.filter_bar.isVisible()
    assert "Test results and events are all shown" in find(view, QLabel, "journal_chart.note").text()
    view.narrow(view.narrowing.without("symptom", "least"))
    assert [point.number for point in chart.chart.content.points] == [7, 2, 1]
    view.narrow(JournalFilter(place="belly"))
    assert find(view, QLabel, "journal_chart.note").text() == "With this filter there is nothing to draw."
    view.narrow(JournalFilter(symptom=("flushing", ""), least=2), {"symptom": "Flushing"})
    window.on_print()
    paper = PaperDriver(qtbot)
    paper.accept_notice()
    qtbot.waitUntil(lambda: "print_dialog" in paper.dialogs)
    paper.give_up_printing()
    content = chart._paper()
    assert (content.title, content.filtered_by) == ("Journal over time", "Symptom: Flushing and Severity: 2 or more")


def test_a_table_too_wide_scrolls_and_its_last_words_do_not_make_tall_lines(qtbot: QtBot) -> None:
    """Qt squeezes a last column that stretches to what is left: four lines of a month were in sight."""
    table = ValuesTable()
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.fill(["Day", "Also"], [["Thursday, 1 October 2026", "nothing to note"]])
    table.show()
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)
    table.resize(900, 200)
    assert table.horizontalHeader().stretchLastSection()
