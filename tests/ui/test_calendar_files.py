"""Calendar files in the window: read before anything changes, ticked, recognised again, undone; saved without details unless wanted."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.exchange import calendar
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.appointments import export_calendar_dialog
from ism_desktop.ui.places.appointments.export_calendar_dialog import ExportCalendarDialog
from ism_desktop.ui.places.appointments.import_calendar_dialog import ImportCalendarDialog
from ism_desktop.ui.places.appointments.page import AppointmentsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.questions import activate
from tests.drivers.widgets import click, dialog, find, words
from tests.exchange.test_calendar_in import event, file
from tests.ui.visits import add_visit, day


def saved(workspace: Workspace) -> list[Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, APPOINTMENTS)


def dropped(qtbot: QtBot, workspace: Workspace, path: Path) -> ImportCalendarDialog:
    workspace.import_files([path])
    opened = dialog(qtbot, "import_calendar")
    assert isinstance(opened, ImportCalendarDialog)
    qtbot.waitUntil(lambda: opened.list.count() > 0, timeout=20_000)
    return opened


def test_a_dropped_invitation_is_shown_taken_in_recognised_and_undone(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    activate(qtbot, window)
    window.show_page("appointments")
    coming = day(workspace, 12).stored.replace("-", "")
    path = tmp_path / "invitation.ics"
    path.write_bytes(
        file(event(f"DTSTART;TZID=Europe/London:{coming}T093000", "SUMMARY:Check-up"), event("SUMMARY:x", uid="2"))
    )
    opened = dropped(qtbot, workspace, path)
    assert opened.list.ticked() == ["0"], "a few are an invitation, and meant"
    assert "London time" in words(opened)
    assert "Event 2 was not read" in words(opened)
    click(qtbot, opened, "import_calendar.take")
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    assert [record.title for record in saved(workspace)] == ["Check-up"]
    again = dropped(qtbot, workspace, path)
    assert "Here already; nothing new" in again.list.item(0).data(int(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert again.list.ticked() == []
    again.reject()
    starts, older = f"DTSTART;TZID=Europe/London:{coming}T100000", tmp_path / "older.ics"
    (kept,) = saved(workspace)
    with workspace.vault.write() as session:
        store.save(session, APPOINTMENTS, {"calendar_said": '{"#sequence": "3"}'}, record_id=kept.id)
    older.write_bytes(file(event(starts, f"DTEND;VALUE=DATE:{coming}", "SUMMARY:Check-up", "SEQUENCE:2")))
    late = dropped(qtbot, workspace, older)
    assert "in a newer version than in this file" in late.list.item(0).data(
        int(Qt.ItemDataRole.AccessibleDescriptionRole)
    )
    assert "Event 1 is offered without an end" in words(late)
    click(qtbot, late, "import_calendar.all")
    assert late.list.ticked() == [], "an older version is for who ticks it"
    late.reject()
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    assert saved(workspace) == []


def test_what_is_saved_for_a_calendar_hides_its_details_unless_wanted(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    coming, past = add_visit(workspace, "Biopsy result", 9), add_visit(workspace, "Follow-up", -9)
    opened = ExportCalendarDialog(workspace, [], window)
    opened.open()
    assert opened.list.ticked() == [coming], "all that is to come"
    assert past not in opened.list.ticked()
    assert opened.details.value == "hidden"
    content = export_calendar_dialog._written(workspace.vault, [coming], hides_details=True)  # pyright: ignore[reportPrivateUsage]
    assert b"Biopsy" not in content
    assert content == calendar(workspace.vault, [coming], "UTC", hides_details=True).content
    opened.reject()


def test_an_appointment_elsewhere_shows_its_zone_and_the_time_here(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Second opinion", 12, at_time="09:30")
    activate(qtbot, window)
    window.show_page("appointments", visit)
    page = window.current_page
    assert isinstance(page, AppointmentsPage)
    click(qtbot, page, "other_zone")
    asked = dialog(qtbot, "visit_zone")
    city = find(asked, QLineEdit, "visit_zone.city")
    city.setText("Nowhere")
    click(qtbot, asked, "visit_zone.save")
    assert "not a time zone we know" in words(asked)
    city.setText("Asia/Tokyo")
    click(qtbot, asked, "visit_zone.save")
    qtbot.waitUntil(lambda: "Tokyo time" in words(page))
    assert " here" in words(page)
