"""Taking values from the report beside the table: rows with their pictures; nothing is taken without a tick, or saved by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.documents import import_document
from ism_desktop.documents.report_rows import Doubt, ProposedRow, Reason
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.results.page import ResultsPage
from ism_desktop.ui.places.results.report_dialog import ReportDialog
from ism_desktop.ui.places.results.report_row import ReportRow
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click, dialog, find
from tests.made_reports import layouts
from tests.made_reports.making import MadeReport, made
from tests.ui.test_results import saved, shown_page, view_of


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ResultsPage]:
    yield from shown_page(workspace, qtbot)


def taken_in(workspace: Workspace, tmp_path: Path, report: MadeReport) -> str:
    file = tmp_path / f"report.{'jpg' if report.media_type == 'image/jpeg' else 'pdf'}"
    file.write_bytes(report.content)
    document_id = import_document(workspace.vault, workspace.workers, file).document_id
    assert document_id is not None
    return document_id


def opened(page: ResultsPage, qtbot: QtBot, document_id: str) -> ReportDialog:
    """The dialog over a new collection with the report beside it, its rows read and their pictures there."""
    page.new_record()
    click(qtbot, page, "show_beside")
    chooser = dialog(qtbot, "attach_dialog")
    chooser.chosen.emit(document_id, 1)  # pyright: ignore[reportAttributeAccessIssue]
    chooser.accept()
    click(qtbot, page, "from_report")
    shown = dialog(qtbot, "report_dialog")
    assert isinstance(shown, ReportDialog)
    qtbot.waitUntil(lambda: bool(shown.rows) or not shown._bar.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: all(row.picture.has_image for row in shown.rows), timeout=30_000)
    return shown


def test_ticked_rows_go_into_the_table_and_are_saved_with_it(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    report = made("de_former", "text", 3)
    shown = opened(page, qtbot, taken_in(workspace, tmp_path, report))
    assert len(shown.rows) == len(report.rows)
    assert all(row.is_ticked == row.proposed.is_sure for row in shown.rows)
    click(qtbot, shown, "report_none")
    assert not find(shown, QPushButton, "report_take").isEnabled()
    first, second, third = shown.rows[:3]
    first.tick.setFocus()
    qtbot.keyClick(first.tick, Qt.Key.Key_Space)
    qtbot.keyClick(first.tick, Qt.Key.Key_Down)
    assert second.tick.hasFocus()
    qtbot.keyClick(second.tick, Qt.Key.Key_Space)
    second.cells["flag"].setText("H")
    qtbot.keyClick(second.cells["flag"], Qt.Key.Key_Return)
    assert shown.isVisible(), "Enter in a cell takes nothing"
    assert not third.is_ticked
    qtbot.keyClicks(second.cells["range"], " u")
    typed = second.cells["range"].text()
    shown.reject()  # as locking does
    shown = reopened(page, qtbot)
    assert [row.is_ticked for row in shown.rows[:3]] == [True, True, False]
    assert (shown.rows[1].cells["flag"].text(), shown.rows[1].cells["range"].text()) == ("H", typed)
    assert "2" in find(shown, QPushButton, "report_take").text()
    click(qtbot, shown, "report_take")
    lines = [line.texts for line in view_of(page).table.cells.lines]
    assert [(line["test"], line["value"]) for line in lines] == [(row.test, row.value) for row in report.rows[:2]]
    assert lines[1]["flag"] == "H"
    assert lines[0]["key"]
    assert saved(workspace) == [], "nothing is saved before the person saves"
    FormDriver(qtbot, view_of(page).form).write("taken_at", "5 June 2025")
    page.save()
    (record,) = saved(workspace)
    assert [row["value"].value for row in record.values["values"].rows] == [row.value for row in report.rows[:2]]
    again = reopened(page, qtbot)
    assert [row.is_ticked for row in again.rows[:3]] == [False, False, True], (
        "what stands in the table is not taken twice"
    )
    click(qtbot, again, "cancel")


def reopened(page: ResultsPage, qtbot: QtBot) -> ReportDialog:
    """The values of the document beside the form, once more."""
    click(qtbot, page, "from_report")
    shown = dialog(qtbot, "report_dialog")
    assert isinstance(shown, ReportDialog)
    qtbot.waitUntil(lambda: bool(shown.rows), timeout=30_000)
    return shown


def test_doubtful_rows_have_no_tick_and_say_why(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several days side by side none is today's where the report does not say on which day the sample was taken."""
    monkeypatch.setattr(layouts, "_EN", layouts._EN[:2])
    shown = opened(page, qtbot, taken_in(workspace, tmp_path, made("uk_cumulative", "text", 3)))
    assert not any(row.is_ticked for row in shown.rows)
    words = find(shown, QLabel, "report_reasons.1").text()
    assert "Several columns" in words
    assert shown.rows[0].tick.accessibleDescription() == words
    click(qtbot, shown, "cancel")
    assert view_of(page).table.cells.lines == []


def test_a_document_without_values_says_what_to_do(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.png"
    Image.new("L", (400, 300), 255).save(blank)
    document_id = import_document(workspace.vault, workspace.workers, blank).document_id
    assert document_id is not None
    shown = opened(page, qtbot, document_id)
    assert "No values were found" in shown.said.text()
    assert not find(shown, QPushButton, "report_take").isEnabled()
    click(qtbot, shown, "cancel")


def test_the_way_in_from_a_document(page: ResultsPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    """It stands beside a new entry whose report it becomes; where it is the report of one, that one is gone on with."""
    document_id = taken_in(workspace, tmp_path, made("de_former", "text", 3))
    workspace.take_values(document_id)
    shown = dialog(qtbot, "report_dialog")
    assert isinstance(shown, ReportDialog)
    qtbot.waitUntil(lambda: bool(shown.rows), timeout=30_000)
    click(qtbot, shown, "report_take")
    count = len(view_of(page).table.cells.lines)
    assert count
    assert view_of(page).is_beside
    other = taken_in(workspace, tmp_path, made("de_former", "text", 4))
    workspace.take_values(other)
    told = dialog(qtbot, "error")
    assert any("not saved yet" in words.text() for words in told.findChildren(QLabel)), "two reports are not mixed up"
    told.reject()
    FormDriver(qtbot, view_of(page).form).write("taken_at", "5 June 2025")
    page.save()
    (record,) = saved(workspace)
    page.new_record()
    workspace.take_values(document_id)
    again = dialog(qtbot, "report_dialog")
    assert view_of(page).form.record_id == record.id
    again.reject()
    assert len(view_of(page).table.cells.lines) == count


def test_what_could_not_be_read_is_typed_and_so_ticked(qtbot: QtBot) -> None:
    doubt = Doubt(Reason.NO_VALUE)
    row = ReportRow(
        1,
        ProposedRow("Ferritin", "", "ng/mL", "16 - 232", "", 1, (0, 0, 9, 9), (doubt,)),
        page_is_said=False,
        already=False,
    )
    qtbot.addWidget(row)
    assert not row.is_ticked
    assert not row.is_whole
    qtbot.keyClicks(row.cells["value"], "87")
    assert row.is_ticked
    assert row.texts == {"test": "Ferritin", "value": "87", "unit": "ng/mL", "range": "16 - 232", "key": "ferritin"}
    row.cells["value"].selectAll()
    qtbot.keyClick(row.cells["value"], Qt.Key.Key_Backspace)
    assert not row.is_ticked


def test_a_ticked_row_without_a_name_is_asked_for_it(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    shown = opened(page, qtbot, taken_in(workspace, tmp_path, made("de_former", "text", 3)))
    shown.rows[1].cells["test"].clear()
    click(qtbot, shown, "report_take")
    assert shown.isVisible()
    assert "has no name" in shown.said.text()
    click(qtbot, shown, "report_all")
    assert not shown.rows[1].is_ticked, "all that can be taken"
    click(qtbot, shown, "report_take")
    assert len(view_of(page).table.cells.lines) == len(shown.rows) - 1
