"""The Documents place, used as a person does: with a real vault, the real worker, and files drawn for the test."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.records.values import PartialDate
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.record_kit.viewer import opening, plain_text
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.drivers.clipping import clipped
from tests.drivers.documents import DocumentsDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.drivers.window import WindowDriver
from tests.ui.papers import broken, letter, scan

PLACE = "documents"

ONE = "Bone marrow report\nTryptase was 34 ng/mL.\nThe KIT variant D816V was found."
TWO = "Second page\nNothing else was remarkable."
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow) -> DocumentsDriver:
    return DocumentsDriver(qtbot, window)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return letter(tmp_path / "bone_marrow.pdf", ONE, TWO)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return scan(tmp_path / "scan of the letter.png", "Prescription", "Cromolyn every morning")


def shelved(vault: Vault) -> list[store.Record]:
    with vault.read() as session:
        return store.list_active(session, DOCUMENTS)


def change(vault: Vault, title: str, **values: object) -> str:
    with vault.write() as session:
        record = next(record for record in store.list_active(session, DOCUMENTS) if record.title == title)
        store.save(session, DOCUMENTS, values, record_id=record.id)
    return record.id


# Taking in ----------------------------------------------------------------------------------------------------------------


def test_an_empty_place_teaches_with_one_button(place: DocumentsDriver) -> None:
    said = words(place.page)
    assert "Drop a scan, a PDF or a photo anywhere in this window" in said
    assert "For example: Bone marrow report, March 2021" in said
    assert said.count("Add documents…") == 1


def test_two_files_dropped_one_is_taken_in_and_one_refused(
    place: DocumentsDriver, report: Path, tmp_path: Path, vault: Vault
) -> None:
    place.drop(report, broken(tmp_path / "broken.pdf"))
    place.settle()
    said = place.results()
    assert said["bone_marrow.pdf"] == "Added, 2 pages."
    assert "damaged" in said["broken.pdf"]
    assert [record.title for record in shelved(vault)] == ["Bone marrow"]
    assert place.titles == ["Bone marrow"]
    assert place.spoken("Bone marrow") == "Bone marrow, Kind not chosen, no date, 2 pages, to be filed"
    place.page._on_back()
    place.settle()
    assert place.thumbnail_inked


def test_the_same_file_again_is_a_duplicate_and_says_so(place: DocumentsDriver, report: Path, vault: Vault) -> None:
    place.take_in(report)
    place.take_in(report)
    assert "already in your record" in place.results()["bone_marrow.pdf"]
    assert len(shelved(vault)) == 1


def test_new_documents_are_checked_one_after_the_other(
    place: DocumentsDriver, report: Path, photo: Path, vault: Vault, qtbot: QtBot
) -> None:
    place.drop(report, photo)
    place.settle()
    assert place.filing == "Please check the new documents: 1 of 2"
    title = find(place.page.details, QLineEdit, "title")
    assert title.hasFocus()
    assert title.selectedText() == "Bone marrow"
    assert leading(place) == ["filing_save"]
    place.form.write("title", "Bone marrow report")
    assert leading(place) == ["filing_save"], "the bar with another “Save” has come, and steps back"
    place.form.choose("type", "Biopsy or bone marrow report")
    place.form.write("document_date", "March 2021")
    click(qtbot, place.page, "filing_save")
    place.settle()
    assert place.filing == "Please check the new documents: 2 of 2"
    assert place.form.shows("title") == "Scan of the letter"
    place.key(Qt.Key.Key_S, CONTROL)
    assert place.filing == ""
    first = next(record for record in shelved(vault) if record.title == "Bone marrow report")
    assert first.values["type"] == "biopsy"
    assert first.values["document_date"] == PartialDate(2021, 3)
    assert "shelf" in place.seen
    assert leading(place) == ["add"]


def test_a_fault_in_the_form_does_not_lead_on(place: DocumentsDriver, report: Path, photo: Path, qtbot: QtBot) -> None:
    place.drop(report, photo)
    place.settle()
    place.form.write("document_date", "the day it rained")
    click(qtbot, place.page, "filing_save")
    assert place.filing.startswith("Please check the new documents: 1 of 2")
    assert "not a date we can read" in place.form.fault("document_date")


def test_cancel_keeps_what_was_finished_and_nothing_else(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    # Pictures alone would be shown first, to be put into order.
    paths = [scan(tmp_path / f"scan {number}.png", "Word", str(number)) for number in range(5)]
    place.drop(letter(tmp_path / "letter.pdf", "Word"), *paths)
    job = place.window.workspace.background.running_jobs()[-1]
    qtbot.waitUntil(lambda: bool(job.lines), timeout=60_000)
    job.cancel()
    place.settle()
    kept = len(shelved(vault))
    assert 1 <= kept < 6
    assert len(place.titles) == kept
    assert len(list((vault.path / "blobs").rglob("*.ismd"))) == 2 * kept


def test_a_picture_is_pasted(place: DocumentsDriver, vault: Vault) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    QGuiApplication.clipboard().setImage(picture)
    place.page.setFocus()
    place.key(Qt.Key.Key_V, CONTROL)
    assert [record.values["media_type"] for record in shelved(vault)] == ["image/png"]
    assert shelved(vault)[0].title.startswith("Pasted picture")


def test_choosing_files_leaves_no_trace_of_the_folder(
    place: DocumentsDriver, report: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    click(qtbot, place.page, "add_first")
    choosing = dialog(qtbot, "add_documents")
    assert isinstance(choosing, QFileDialog)
    choosing.setDirectory(str(report.parent))
    choosing.selectFile(report.name)
    choosing.filesSelected.emit([str(report)])
    choosing.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(choosing))
    place.settle()
    assert place.titles == ["Bone marrow"]
    kept = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName())
    assert not kept.exists() or report.parent.name not in kept.read_text()


# The shelf ----------------------------------------------------------------------------------------------------------------


def test_order_and_filter(place: DocumentsDriver, tmp_path: Path, vault: Vault, settings: Settings) -> None:
    place.take_in(*(letter(tmp_path / f"{name}.pdf", name) for name in ("beta", "alpha", "gamma")))
    change(vault, "Alpha", document_date=PartialDate(2019), type="blood_test")
    change(vault, "Beta", document_date=PartialDate(2023, 5), type="blood_test")
    place.settle()
    assert place.titles == ["Beta", "Alpha", "Gamma"]
    place.order("Oldest first")
    assert place.titles == ["Alpha", "Beta", "Gamma"]
    place.order("Last added first")
    assert place.titles == ["Gamma", "Alpha", "Beta"]
    place.order("By title")
    assert place.titles == ["Alpha", "Beta", "Gamma"]
    assert settings["lists"]["documents"]["order"] == "title"
    assert place.filters() == ["All kinds (3)", "Blood or urine test (2)", "Kind not chosen (1)"]
    place.filter("Blood")
    assert place.titles == ["Alpha", "Beta"]


def test_del_moves_to_the_trash_and_undo_brings_back(
    place: DocumentsDriver, report: Path, photo: Path, vault: Vault, qtbot: QtBot
) -> None:
    place.take_in(report, photo)
    place.choose("Bone marrow")
    place.key(Qt.Key.Key_Delete)
    assert place.titles == ["Scan of the letter"]
    assert place.chosen == ["Scan of the letter"]
    bar = WindowDriver(qtbot, place.window)
    assert bar.offer == "“Bone marrow” was moved to the trash."
    bar.undo()
    place.settle()
    assert set(place.titles) == {"Scan of the letter", "Bone marrow"}
    assert len(shelved(vault)) == 2


def test_the_trash_shows_and_restores(place: DocumentsDriver, report: Path, vault: Vault, qtbot: QtBot) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    place.key(Qt.Key.Key_Delete)
    assert shelved(vault) == []
    click(qtbot, place.page, "open_trash")
    place.settle()
    assert place.titles == ["Bone marrow"]
    place.choose("Bone marrow")
    assert place.menu_lines() == ["Restore", "Delete for good…"]
    assert place.page_inked
    click(qtbot, place.page.shelf, "restore_selected")
    place.settle()
    assert [record.title for record in shelved(vault)] == ["Bone marrow"]
    assert place.titles == ["Bone marrow"]


def test_several_get_the_same_kind_in_one_step(
    place: DocumentsDriver, report: Path, photo: Path, vault: Vault, qtbot: QtBot
) -> None:
    place.take_in(report, photo)
    place.choose("Bone marrow", "Scan of the letter")
    panel = place.page.several
    assert "2 documents selected" in words(panel)
    assert leading(place) == ["change_all"]
    source = find(panel, QLineEdit, "source")
    qtbot.keyClicks(source, "University Hospital")
    click(qtbot, panel, "change_all")
    place.settle()
    assert {record.values["source"] for record in shelved(vault)} == {"University Hospital"}
    WindowDriver(qtbot, place.window).undo()
    place.settle()
    assert {record.values["source"] for record in shelved(vault)} == {None}


def leading(place: DocumentsDriver) -> list[str]:
    """The names of the primary buttons that are seen."""
    buttons = place.page.findChildren(QPushButton)
    return [each.objectName() for each in buttons if each.isVisible() and each.property("role") == "primary"]


# The pages ----------------------------------------------------------------------------------------------------------------


def test_opening_shows_the_page_and_its_number(place: DocumentsDriver, report: Path) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    assert place.page_inked
    assert place.page_number == "1"
    place.go_to_page(2)
    assert place.page_number == "2"
    assert place.page_inked
    place.key(Qt.Key.Key_Home)
    assert place.page_number == "1"
    place.key(Qt.Key.Key_PageDown)
    place.key(Qt.Key.Key_PageDown)
    assert place.page_number == "2"


def test_words_are_found_and_marked(place: DocumentsDriver, report: Path) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    assert not place.marked()
    assert place.find_words("was") == "1 of 3"
    assert place.marked()
    place.key(Qt.Key.Key_F3)
    place.key(Qt.Key.Key_F3)
    assert place.found == "3 of 3"
    assert place.page_number == "2"
    assert place.marked()
    place.key(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert place.found == "2 of 3"
    assert place.find_words("kit VARIANT") == "1 of 1"
    assert place.find_words("pancreas") == "Not found"
    place.key(Qt.Key.Key_Escape)
    assert place.found == ""
    assert not place.marked()


def test_words_of_a_scan_are_found_by_the_search_box_and_marked(
    place: DocumentsDriver, photo: Path, qtbot: QtBot
) -> None:
    place.take_in(photo)
    place.window.workspace.index.catch_up()
    place.window.show_page("medications")
    search = WindowDriver(qtbot, place.window)
    hits = search.search("cromolyn")
    assert any("Cromolyn" in hit for hit in hits)
    search.press_in_search(Qt.Key.Key_Return)
    place.settle()
    assert place.window.current_page is place.page
    assert place.chosen == ["Scan of the letter"]
    assert place.found == "1 of 1"
    assert place.marked()


def test_a_hit_opens_its_page(place: DocumentsDriver, report: Path, photo: Path, vault: Vault) -> None:
    place.take_in(report, photo)
    record = next(record for record in shelved(vault) if record.title == "Bone marrow")
    place.window.show_page("documents", record.id, 2)
    place.settle()
    assert place.chosen == ["Bone marrow"]
    page = place.window.current_page
    assert page is not None
    assert page.subject == ("documents", record.id, 2), "what a question asked now is about"
    assert place.page_number == "2"
    assert place.page_inked


def test_words_are_chosen_by_dragging_and_copied(place: DocumentsDriver, report: Path) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    copied = place.drag_over(1, "Tryptase", "KIT")
    assert copied == "Tryptase was 34 ng/mL.\nThe KIT"


def test_zooming_turning_and_one_page_at_a_time(place: DocumentsDriver, report: Path) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    area = place.page.viewer.area
    area.setFocus()
    before = area.zoom
    text_size = place.window.workspace.settings["text_size"]
    place.key(Qt.Key.Key_Plus, CONTROL)
    assert area.zoom > before
    assert place.window.workspace.settings["text_size"] == text_size
    place.key(Qt.Key.Key_Minus, CONTROL)
    place.key(Qt.Key.Key_0, CONTROL)
    assert area.zoom == pytest.approx(before)
    place.key(Qt.Key.Key_Right, CONTROL)
    assert area.view.rotation == 90
    assert area.box_on_screen(1).width() > area.box_on_screen(1).height()
    assert place.page_inked
    place.key(Qt.Key.Key_Left, CONTROL)
    place.page.viewer.side.toggle_one_page()
    assert area.visible_pages == [1]
    place.key(Qt.Key.Key_End)
    assert area.visible_pages == [2]
    assert place.page_number == "2"


def test_pictures_of_pages_take_a_bounded_amount_of_memory(place: DocumentsDriver, tmp_path: Path) -> None:
    place.take_in(letter(tmp_path / "long.pdf", *(f"Page {number}" for number in range(1, 19))))
    place.choose("Long")
    viewer = place.page.viewer
    viewer.area.set_zoom(2.5)
    for page in range(1, 19, 3):
        viewer.area.go_to(page)
        place.settle()
    assert place.page_number == "16"
    assert 0 < viewer.pictures.kept_bytes <= 96 * 1024 * 1024


def test_double_click_shows_it_large_and_escape_leads_back(place: DocumentsDriver, report: Path) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    assert "shelf" in place.seen
    place.double_click("Bone marrow")
    assert place.seen[0] == "pages"
    assert place.page.viewer.area.hasFocus()
    place.key(Qt.Key.Key_Escape)
    assert "shelf" in place.seen
    assert place.page.shelf.list.hasFocus()
    place.key(Qt.Key.Key_Return)
    assert place.seen[0] == "pages"


@pytest.mark.parametrize("long", [False, True])
def test_the_text_alone_can_be_shown(
    place: DocumentsDriver, report: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    if long:  # its words are read after its first picture, and come in pieces
        monkeypatch.setattr(opening, "_LONG", 1)
        monkeypatch.setattr(plain_text, "_AT_ONCE", 1)
    place.take_in(report)
    place.choose("Bone marrow")
    place.page.viewer.area.setFocus()
    place.key(Qt.Key.Key_T, CONTROL)
    qtbot.waitUntil(lambda: "Page 2" in place.plain_text)
    assert "Tryptase was 34 ng/mL." in place.plain_text
    assert place.plain_text.index("Page 1") < place.plain_text.index("Page 2")


def test_a_damaged_file_gives_calm_words(place: DocumentsDriver, report: Path, photo: Path, vault: Vault) -> None:
    place.take_in(report, photo)
    damaged = next(record for record in shelved(vault) if record.title == "Bone marrow")
    [blob] = [path for path in (vault.path / "blobs").rglob("*.ismd") if damaged.values["file_id"] in path.name]
    content = bytearray(blob.read_bytes())
    content[-40] ^= 1
    blob.write_bytes(bytes(content))
    place.choose("Scan of the letter")
    place.page.viewer.open(None, "", 0)
    place.choose("Bone marrow")
    assert "damaged" in place.trouble
    assert "Try again" in place.trouble
    place.choose("Scan of the letter")
    assert place.trouble == ""
    assert place.page_inked


# The details --------------------------------------------------------------------------------------------------------------


def test_details_tell_of_the_file(place: DocumentsDriver, report: Path, photo: Path, vault: Vault) -> None:
    place.take_in(report, photo)
    place.choose("Bone marrow")
    assert place.form.shows("title") == "Bone marrow"
    assert place.file_says("text_from") == "From the file itself"
    assert place.file_says("file_name").replace("\u200b", "") == "bone_marrow.pdf"
    sha256 = next(record.values["sha256"] for record in shelved(vault) if record.title == "Bone marrow")
    assert place.file_says("sha256").replace(" ", "") == sha256
    place.page._on_back()
    place.choose("Scan of the letter")
    assert place.form.shows("title") == "Scan of the letter"
    assert place.file_says("text_from").startswith("Recognised in the picture, as English")


def test_a_document_is_attached_to_a_record_and_taken_away(
    place: DocumentsDriver, report: Path, vault: Vault, qtbot: QtBot
) -> None:
    with vault.write() as session:
        pill = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
    place.take_in(report)
    place.choose("Bone marrow")
    assert place.form.shows("title") == "Bone marrow"
    place.page._on_attach()
    asking = dialog(qtbot, "attach_to")
    choices = find(asking, QListWidget, "attach_list")
    choices.setCurrentRow(0)
    click(qtbot, asking, "attach_this_page")
    click(qtbot, asking, "attach_go")
    place.settle()
    with vault.read() as session:
        [proof] = links.proofs(session, MEDICATIONS, pill)
    assert proof.page == 1
    assert "Medication · page 1" in words(place.page.details.used_in)
    click(qtbot, place.page.details, "used_in_detach")
    place.settle()
    with vault.read() as session:
        assert links.proofs(session, MEDICATIONS, pill) == []
    WindowDriver(qtbot, place.window).undo()
    place.settle()
    click(qtbot, place.page.details, "used_in_open")
    assert place.window.current_page is not place.page


def test_a_copy_is_the_original_and_is_said_to_be_unencrypted(
    place: DocumentsDriver, report: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    assert "Save a copy…" in place.menu_lines()
    place.page._doing.save_copy()
    notice = dialog(qtbot, "notice")
    assert "not be encrypted" in words(notice)
    click(qtbot, notice, "go_on")
    choosing = dialog(qtbot, "save_copy_dialog")
    assert isinstance(choosing, QFileDialog)
    target = tmp_path / "copy.pdf"
    choosing.fileSelected.emit(str(target))
    choosing.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(choosing))
    place.settle()
    assert target.read_bytes() == report.read_bytes()
    assert "not encrypted" in place.results()["copy.pdf"]


# Everybody ----------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("twice_the_size")
def test_nothing_is_clipped_in_a_small_window_with_large_text(window: MainWindow, qtbot: QtBot, report: Path) -> None:
    window.resize(1024, 700)
    place = DocumentsDriver(qtbot, window)
    QApplication.processEvents()
    assert clipped(place.page) == []
    place.take_in(report)
    assert place.seen == ["shelf"]
    assert clipped(place.page) == []
    place.choose("Bone marrow")
    assert place.seen == ["pages"]
    assert clipped(place.page) == []
    assert place.form.shows("title") == "Bone marrow"
    assert place.seen == ["details"]
    assert clipped(place.page) == []
    place.key(Qt.Key.Key_Escape)
    place.key(Qt.Key.Key_Escape)
    assert place.seen == ["shelf"]


def test_nothing_is_clipped_at_usual_sizes(place: DocumentsDriver, report: Path, photo: Path, qtbot: QtBot) -> None:
    place.take_in(report, photo)
    for width, height in ((1024, 700), (1280, 860), (1600, 950)):
        place.window.resize(width, height)
        QApplication.processEvents()
        place.choose("Bone marrow")
        assert place.form.shows("title") == "Bone marrow"
        assert clipped(place.page) == [], (width, height)
        if place.page.panes.columns < 3:
            place.page._on_back()


def test_everything_that_can_be_pressed_has_a_name(place: DocumentsDriver, report: Path) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    assert place.form.shows("title") == "Bone marrow"
    nameless = [
        control.objectName() or type(control).__name__
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for control in place.page.findChildren(kind)
        if control.isVisible() and not control.accessibleName()
    ]
    assert nameless == []


def test_dark_and_light_can_be_switched_while_it_is_open(
    place: DocumentsDriver, report: Path, settings: Settings
) -> None:
    place.take_in(report)
    place.choose("Bone marrow")
    settings["appearance"] = "dark"
    apply_look(settings)
    assert place.page_inked
    settings["appearance"] = "light"
    apply_look(settings)
    assert place.page_inked


# The values of a report ---------------------------------------------------------------------------------------------------


def test_the_values_of_a_new_report_are_taken_at_once(place: DocumentsDriver, report: Path, qtbot: QtBot) -> None:
    """While it is checked: it is saved first. Afterwards from its details."""
    asked: list[str] = []
    place.window.workspace.values_wanted.connect(asked.append)
    place.drop(report)
    place.settle()
    document = shelved(place.window.workspace.vault)[0]
    click(qtbot, place.page, "filing_values")
    assert asked == [document.id]
    assert not place.page.details.is_filing
    dialog(qtbot, "report_dialog").reject()
    place.window.show_page("documents", document.id)
    place.settle()
    place.page._on_details(shown=True)
    place.settle()
    click(qtbot, place.page.details, "take_values")
    assert asked == [document.id] * 2
    dialog(qtbot, "report_dialog").reject()
