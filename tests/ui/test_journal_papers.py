"""The papers of the journal in the window: the summary for a doctor, a count of days, and the sheet, which is typed in again."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import disclosures, printed, store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.sheet_rows import rows_now
from ism_desktop.records.values import Moment, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.places.journal.keying_dialog import KeyingDialog
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.places.journal.sheet_dialog import SheetDialog
from ism_desktop.ui.places.journal.summary_dialog import SummaryDialog
from ism_desktop.ui.places.journal.summary_draft import DRAFT, draft_in
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.widgets import click, dialog, find, words

PLACE = "journal"
TODAY = date(2026, 6, 9)


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    monkeypatch.setattr(Workspace, "today", lambda _workspace: TODAY)
    with workspace.vault.write() as session:
        for day in (3, 4, 20):
            values = {
                "day": "symptoms",
                "begun": Moment.from_stored(f"2026-05-{day:02}T19:00"),
                "symptoms": Rows.of([{"symptom": "flushing", "severity": day % 10}]),
                "exposures": Rows.of([{"exposure": "alcohol"}]),
            }
            store.save(session, JOURNAL_ENTRIES, values)


def opened(window: MainWindow, qtbot: QtBot) -> SummaryDialog:
    window.activateWindow()  # after a dialog nothing else does it without a screen
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    made = dialog(qtbot, "journal_summary")
    assert isinstance(made, SummaryDialog)
    return made


def test_the_summary_is_four_steps_and_keeps_what_was_changed_until_it_was_saved(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    # 1 is the place in the sidebar, 2 Ctrl+P, 3 Enter on “Print…”, 4 the system's own dialog.
    made = opened(window, qtbot)
    assert find(made, QPushButton, "print").isDefault()
    assert made.focusWidget() is find(made, QPushButton, "print")
    assert unnamed(made) == []
    PaperDriver(qtbot).wait_for_pages(made.preview)

    click(qtbot, made, "summary.side.lines")
    qtbot.keyClicks(find(made, QLineEdit, "wish.1"), "Sleep")
    settle()
    click(qtbot, made, "tick.exposure.alcohol")
    click(qtbot, made, "change.symptom.flushing")
    row = next(row for row in made.lines.rows if row.line.key == "symptom.flushing")
    row.own.setPlainText("Flushing, mostly in the evening")
    made.reject()
    assert draft_in(workspace.drafts).wishes == ("Sleep",)

    made = opened(window, qtbot)
    click(qtbot, made, "summary.side.lines")
    assert find(made, QLineEdit, "wish.1").text() == "Sleep"
    click(qtbot, made, "summary.period.months")  # another period has lines of its own; the points stay
    assert next(row for row in made.lines.rows if row.line.key == "exposure.alcohol").tick.isChecked()
    click(qtbot, made, "summary.period.month")
    assert not next(row for row in made.lines.rows if row.line.key == "exposure.alcohol").tick.isChecked()

    click(qtbot, made, "save_pdf")
    paper = PaperDriver(qtbot)
    paper.accept_notice()
    paper.save_as(tmp_path / "s.pdf")
    qtbot.waitUntil((tmp_path / "s.pdf").exists)
    qtbot.waitUntil(lambda: workspace.drafts.get(DRAFT, None) is None)
    with workspace.vault.read() as session:
        copy = printed.latest(session, disclosures.JOURNAL_SUMMARY)
    assert copy is not None
    assert copy.content["wishes"] == ["Sleep"]
    assert copy.content["sections"]["symptoms"] == {"symptom.flushing": "Flushing, mostly in the evening"}
    assert "exposures" not in copy.content["sections"]
    made.reject()


def test_start_again_can_be_undone_and_a_wrong_period_loses_nothing(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    made = opened(window, qtbot)
    click(qtbot, made, "summary.side.lines")
    qtbot.keyClicks(find(made, QLineEdit, "wish.1"), "Sleep")
    click(qtbot, made, "summary.period.own")
    find(made, QLineEdit, "summary.period.first").clear()
    qtbot.keyClicks(find(made, QLineEdit, "summary.period.first"), "the third")
    assert "the third" in words(made)
    assert find(made, QLineEdit, "wish.1").text() == "Sleep"
    click(qtbot, made, "summary.again")
    assert workspace.drafts.get(DRAFT, None) is None
    assert find(made, QLineEdit, "wish.1").text() == ""
    made.reject()
    assert workspace.undo_bar.undo_latest()
    assert draft_in(workspace.drafts).wishes == ("Sleep",)


def test_a_count_goes_on_paper_and_on_the_summary(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    assert window.current_page is not None
    qtbot.waitUntil(find(window.current_page, QPushButton, "count_days").isVisible)
    click(qtbot, window.current_page, "count_days")
    counting = dialog(qtbot, "count_dialog")
    click(qtbot, counting, "count.for_summary")
    click(qtbot, counting, "count.for_summary")
    assert "It will stand on the next summary" in words(counting)
    assert len(draft_in(workspace.drafts).counts) == 1
    click(qtbot, counting, "count.print")
    paper = dialog(qtbot, "day_count")
    assert find(paper, QPushButton, "print").isDefault()
    paper.reject()
    counting.reject()
    made = opened(window, qtbot)
    click(qtbot, made, "summary.side.lines")
    (row,) = [row for row in made.lines.rows if row.line.key == "count.1"]
    assert "With it: " in row.line.words
    assert row.line.fixed
    made.reject()


def keyed(qtbot: QtBot, keys: str) -> None:
    """Press keys wherever the cursor is: `>` goes on by Enter, `|` by Tab."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        code = {">": Qt.Key.Key_Return, "|": Qt.Key.Key_Tab}.get(key)
        if code is None:
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, code)


def keying(window: MainWindow, qtbot: QtBot) -> KeyingDialog:
    assert isinstance(window.current_page, JournalPage)
    action = window.current_page.findChild(QAction, "journal_keying")
    assert action is not None
    action.trigger()
    made = dialog(qtbot, "keying")
    assert isinstance(made, KeyingDialog)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.grid.go(0, 0)
    return made


def test_a_sheet_is_printed_and_typed_in_by_keys_alone(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    page = window.current_page
    assert isinstance(page, JournalPage)
    action = page.findChild(QAction, "journal_sheet")
    assert action is not None
    action.trigger()
    sheet = dialog(qtbot, "journal_sheet")
    assert isinstance(sheet, SheetDialog)
    assert unnamed(sheet) == []
    click(qtbot, sheet, "sheet.month.none")
    content = sheet.printout.leaving.content
    assert content is not None
    assert content["month"] is None
    sheet.reject()
    with workspace.vault.write() as session:
        printed.record(session, disclosures.JOURNAL_SHEET, {**content, "month": "2026-05"})

    made = keying(window, qtbot)
    assert unnamed(made) == []
    assert [row.name for row in made.cells.rows] == content["rows"], "the view has the rows of the sheet in its order"
    assert made.month_words.text() == "May 2026"
    rows = made.cells.rows
    assert rows[1].key == "flushing"
    keyed(qtbot, "|>10>")  # day 2, second row
    assert made.cells.typed == {(rows[1], 2): "10"}
    keyed(qtbot, ">" * (len(rows) - 3) + "Cats and rain>")  # the note, and then the head of day 3
    assert made.cells.typed[rows[-1], 2] == "Cats and rain"
    assert (made.grid.currentIndex().row(), made.grid.currentIndex().column()) == (0, 2)
    keyed(qtbot, ">12>")
    click(qtbot, made, "keying.save")
    assert "Day 3, “Flushing”: “12” cannot be read." in made.fault.text()
    assert made.grid.currentIndex().row() == 1
    made.reject()

    made = keying(window, qtbot)  # what was typed is still there
    assert made.cells.typed[rows[1], 3] == "12"
    made.grid.go(1, 2)
    keyed(qtbot, "2>")
    assert "The journal has an entry of day 3 already" in made.told.text()
    assert "Day 3, Flushing: 3 is noted already." in made.told.text()
    with workspace.vault.read() as session:
        before = len(store.list_active(session, JOURNAL_ENTRIES))
    click(qtbot, made, "keying.save")
    with workspace.vault.read() as session:
        assert len(store.list_active(session, JOURNAL_ENTRIES)) == before + 2
    assert workspace.drafts.get("journal_keying", None) is None
    assert workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert len(store.list_active(session, JOURNAL_ENTRIES)) == before


def test_the_view_has_the_order_of_the_entry_form(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    made = keying(window, qtbot)
    shown = [row.part for row in made.cells.rows]
    made.reject()
    window.on_journal()
    entry = dialog(qtbot, "quick_entry")
    assert isinstance(entry, QuickEntryDialog)
    places = [
        entry.body.indexOf(part) for part in (entry.symptoms, entry.exposures, entry.taken, entry.trackers, entry.more)
    ]
    assert places == sorted(places)
    assert list(dict.fromkeys(shown)) == ["day", "symptoms", "exposures", "notes"], "no medicine is taken as needed"
    offered = [made.accessibleName() for made in entry.symptoms.choices.buttons.values()]
    with workspace.vault.read() as session:
        rows = [row.label for row in rows_now(session) if row.part == "symptoms"]
    assert [name.split(",")[0] for name in offered] == rows[: len(offered)]
    entry.reject()


def test_the_journal_is_saved_as_a_table(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.current_page is not None
    action = window.current_page.findChild(QAction, "journal_table")
    assert action is not None
    action.trigger()
    made = dialog(qtbot, "table_dialog")
    assert unnamed(made) == []
    click(qtbot, made, "table.save")
    paper = PaperDriver(qtbot)
    assert "A table that you save is an ordinary file" in paper.accept_notice()
    assert paper.suggested().endswith(".csv")
    paper.save_as(tmp_path / "t.csv")
    qtbot.waitUntil(lambda: "Saved as “t.csv”." in words(made))
    assert len((tmp_path / "t.csv").read_text("utf-8-sig").splitlines()) == 1 + 3 * 3
    with workspace.vault.read() as session:
        assert disclosures.JOURNAL_TABLE in {entry.what for entry in disclosures.entries(session)}
    made.reject()
