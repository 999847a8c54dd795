"""The papers of the journal in the window: the summary for a doctor, and a count of days on paper and on the summary."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import disclosures, printed, store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.values import Moment, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.journal.summary_dialog import SummaryDialog
from ism_desktop.ui.places.journal.summary_draft import DRAFT, draft_in
from ism_desktop.ui.shell.window import MainWindow
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
