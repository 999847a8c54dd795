"""Taking everything out of the vault from the window, the list of what left it, and that every way out is on that list."""

import ast
import hashlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop import documents, ui
from ism_desktop.errors import CannotExport, WrongPassphrase
from ism_desktop.exchange import looks_like_export
from ism_desktop.language import tr
from ism_desktop.records import disclosures, printed, store
from ism_desktop.records.disclosures import Left
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.places.backup_and_keys.safekeeping import export_section
from ism_desktop.ui.places.emergency_card.page import EmergencyCardPage
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from tests.conftest import PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.safekeeping import SafekeepingDriver, pick
from tests.drivers.widgets import click, dialog, find, words
from tests.vault.filing import file_document, note_medication

PLACE = "backup_and_keys"

UI = Path(ui.__file__).parent


def ledger(vault: Vault) -> list[Left]:
    with vault.read() as session:
        return list(disclosures.entries(session))


@pytest.fixture
def page(vault: Vault, window: MainWindow, qtbot: QtBot) -> SafekeepingDriver:
    note_medication(vault, "Cetirizine")
    file_document(vault, "Report", b"%PDF-1.7 a report")
    return SafekeepingDriver(qtbot, window)


def confirm(page: SafekeepingDriver, typed: str) -> QWidget:
    """Press Export, and type a passphrase."""
    click(page.qtbot, page.page, "export.begin")
    asked = dialog(page.qtbot, "ask_passphrase")
    page.qtbot.keyClicks(find(asked, QLineEdit, "asked_passphrase"), typed)
    click(page.qtbot, asked, "go_on")
    page.settle()
    return asked


# Exporting ----------------------------------------------------------------------------------------------------------------


def test_it_says_what_it_means_asks_for_the_passphrase_and_exports(
    page: SafekeepingDriver, vault: Vault, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "other.txt").write_text("mine", encoding="utf-8")
    assert "not encrypted" in page.says("export_section")
    confirm(page, PASSPHRASE)
    pick(page.qtbot, "choose_export_folder", tmp_path / "stick")
    page.settle()
    (made,) = (path for path in (tmp_path / "stick").iterdir() if path.is_dir())
    assert looks_like_export(made)
    assert "masto" not in made.name.lower()
    told = page.says("export_result")
    assert str(made) in told
    assert "1 document " in told
    assert page.can_press("export.begin")
    assert not page.can_press("export.stop")
    (entry,) = ledger(vault)
    assert (entry.what, entry.place) == ("export", str(made))
    assert str(made) in page.says("ledger_section")


def test_a_wrong_passphrase_exports_nothing(page: SafekeepingDriver, vault: Vault) -> None:
    asked = confirm(page, "not the passphrase")
    assert str(WrongPassphrase.title) in words(asked)
    click(page.qtbot, asked, "cancel")
    settle()
    assert ledger(vault) == []


def test_an_empty_folder_is_used_itself_and_a_second_export_gets_another_name(
    page: SafekeepingDriver, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    section = find(page.page, export_section.ExportSection, "export_section")
    section.export_into(tmp_path / "empty")
    page.settle()
    assert looks_like_export(tmp_path / "empty")
    for _ in range(2):
        section.export_into(tmp_path / "empty")
        page.settle()
    inside = [path for path in (tmp_path / "empty").iterdir() if path.name.startswith("Health record")]
    assert len(inside) == 2
    assert all(looks_like_export(path) for path in inside)


def test_what_went_wrong_is_said_in_the_section(page: SafekeepingDriver, vault: Vault, tmp_path: Path) -> None:
    section = find(page.page, export_section.ExportSection, "export_section")
    section.export_into(vault.path / "blobs" / "no such")
    page.settle()
    assert str(CannotExport.title) in page.says("export_result")
    assert page.can_press("export.begin")
    assert ledger(vault) == []


def test_stop_leaves_nothing(page: SafekeepingDriver, vault: Vault, tmp_path: Path) -> None:
    for number in range(30):
        file_document(vault, f"Large {number}", bytes([number]) * 1_000_000)
    (tmp_path / "out").mkdir()
    section = find(page.page, export_section.ExportSection, "export_section")
    section.export_into(tmp_path / "out")
    bar = find(page.page, QProgressBar, "export.progress")
    page.qtbot.waitUntil(bar.isVisible)
    click(page.qtbot, page.page, "export.stop")
    page.settle()
    assert "was stopped" in page.says("export_result")
    assert not bar.isVisible()
    assert list((tmp_path / "out").iterdir()) == []
    assert ledger(vault) == []


# The list -----------------------------------------------------------------------------------------------------------------


def rows(page: SafekeepingDriver) -> list[str]:
    settle()
    return [
        row.accessibleName().replace("\u200b", "")
        for row in page.page.findChildren(QWidget, "ledger.row")
        if row.isVisible()
    ]


def test_an_empty_list_says_so(page: SafekeepingDriver) -> None:
    assert "No copies yet." in page.says("ledger_section")
    assert rows(page) == []
    assert not find(page.page, QLineEdit, "ledger.search").isVisible()


def test_the_list_is_searched_sorted_and_unfolded(page: SafekeepingDriver, vault: Vault) -> None:
    with vault.write() as session:
        for number in range(1, 60):
            disclosures.record(
                session, disclosures.DOCUMENT, f"Report {number:02d}", f"/home/p/Report {60 - number:02d}.pdf"
            )
        disclosures.record(session, disclosures.CARD, "Emergency card 7", disclosures.printer("Kitchen"))
        disclosures.record(session, disclosures.CARD, "Emergency card 8", disclosures.printer(""))
    page.settle()
    assert [row.split(",")[0] for row in rows(page)[:3]] == ["Emergency card 8", "Emergency card 7", "Report 59"]
    assert rows(page)[0].endswith("printed")
    assert rows(page)[1].endswith("printed on Kitchen")
    assert len(rows(page)) == 6
    page.press("ledger.more")
    assert len(rows(page)) == 56
    page.press("ledger.more")
    assert len(rows(page)) == 61
    assert not page.can_press("ledger.more")
    page.press("ledger.order.oldest")
    assert rows(page)[0].startswith("Report 01")
    page.press("ledger.order.where")
    assert rows(page)[0].startswith("Report 59")
    page.press("ledger.order.what")
    assert rows(page)[0].startswith("Emergency card 7")
    page.qtbot.keyClicks(find(page.page, QLineEdit, "ledger.search"), "report 31.PDF")
    assert [row.split(",")[0] for row in rows(page)] == ["Report 29"]
    page.qtbot.keyClicks(find(page.page, QLineEdit, "ledger.search"), " zebra")
    assert rows(page) == []
    assert tr("No matches.") in page.says("ledger_section")


def test_nothing_is_clipped(
    page: SafekeepingDriver, vault: Vault, window: MainWindow, request: pytest.FixtureRequest
) -> None:
    with vault.write() as session:
        long = "/home/somebody/" + "a-very-long-folder-name/" * 6 + "W" * 90 + ".pdf"
        disclosures.record(session, disclosures.DOCUMENT, "Q" * 120, long)
        disclosures.record(
            session, disclosures.EXPORT, "Everything, as an export that is not encrypted", long, size=10**9
        )
    window.resize(1024, 700)
    for size in (100, 200):
        if size == 200:
            request.getfixturevalue("twice_the_size")
        page.settle()
        for name in ("export_section", "ledger_section"):
            section = find(page.page, QWidget, name)
            assert clipped(section) == [], size
            assert unnamed(section) == []
        assert clipped(page.page.column.content) == [], size


# Every way out ------------------------------------------------------------------------------------------------------------


def test_a_copy_of_a_document_is_entered(vault: Vault, tmp_path: Path) -> None:
    file_document(vault, "Report", b"%PDF-1.7 a report")
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
    documents.save_original(vault, record.id, tmp_path / "copy.pdf")
    (entry,) = ledger(vault)
    assert (entry.what, entry.title, entry.place) == ("document", "Report", str(tmp_path / "copy.pdf"))
    assert entry.sha256 == hashlib.sha256((tmp_path / "copy.pdf").read_bytes()).hexdigest()
    assert entry.size == 17


@pytest.mark.parametrize("how", ["save", "print"])
def test_a_card_is_entered_once_in_one_transaction(
    vault: Vault, window: MainWindow, qtbot: QtBot, tmp_path: Path, how: str
) -> None:
    window.workspace.settings["told_saving"] = window.workspace.settings["told_printing"] = True
    window.show_page("emergency_card")
    card = window.current_page
    assert isinstance(card, EmergencyCardPage)
    before = vault.generation
    paper = PaperDriver(qtbot)
    target = tmp_path / "card.pdf"
    if how == "save":
        card.save_pdf()
        paper.save_as(target)
    else:
        card.print_card()
        paper.print_to(target)
    qtbot.waitUntil(lambda: len(ledger(vault)) == 1, timeout=30_000)
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=30_000)
    settle()
    (entry,) = ledger(vault)
    assert (entry.what, entry.title, entry.place) == ("card", "Emergency card 1", str(target))
    if how == "save":
        assert entry.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    with vault.read() as session:
        copy = printed.latest(session, "card")
        assert copy is not None
        assert (copy.number, copy.content["number"]) == (1, 1)
    assert vault.generation == before + 1


def test_a_page_closed_meanwhile_does_not_keep_it_off_the_list(vault: Vault) -> None:
    Leaving("questions", "Questions", {"name": "x"}).enter(vault, disclosures.printer("Kitchen"))
    Leaving("recovery_sheet", "Recovery sheet", None).enter(vault, disclosures.printer(""))
    assert [(entry.what, entry.place) for entry in ledger(vault)] == [
        ("recovery_sheet", "printer"),
        ("questions", "printer Kitchen"),
    ]
    with vault.read() as session:
        assert printed.latest(session, "recovery_sheet") is None
        assert printed.latest(session, "questions") is not None


def test_every_paper_in_the_window_says_what_is_to_be_written_down() -> None:
    """Nobody may print or save a paper through the shared functions and forget the list."""
    calls = [
        (file, node)
        for file in UI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print_paper", "save_paper"}
    ]
    for file, call in calls:
        assert "leaving" in {keyword.arg for keyword in call.keywords}, f"{file}:{call.lineno}"
    assert len(calls) >= 5
