"""The pages of a document, edited as a person does: by keys and mouse, kept as a draft, saved as a version, and taken back."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings, page_texts, versions
from ism_desktop.media_types import PDF
from ism_desktop.printing import separator_sheet
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.separator_sheet import SeparatorContent
from ism_desktop.records import document_versions, links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.pages.page_editing import names_in
from ism_desktop.ui.places.documents.pages.page_tools import BlackOutDialog, CropDialog, StraightenDialog
from ism_desktop.ui.places.documents.pages.pages_dialog import DRAFT, PagesDialog
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import EditedPage, Workers
from tests.drivers.documents import DocumentsDriver
from tests.drivers.widgets import click, find, words
from tests.ui.papers import lay_on_its_side, letter, scan
from tests.worker import files

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> DocumentsDriver:
    """The Documents place with a letter of four pages, chosen."""
    made = DocumentsDriver(qtbot, window)
    made.take_in(letter(tmp_path / "letter.pdf", "One", "Two", "Three", "Four"))
    made.choose("Letter")
    return made


def dialog(name: str) -> Any:
    """The dialog of this name that is open."""
    return next(each for each in QApplication.topLevelWidgets() if each.objectName() == name and each.isVisible())


def opened(place: DocumentsDriver) -> PagesDialog:
    """The view of the pages of the chosen document."""
    place.page.shelf.pages_wanted.emit()
    made = dialog("pages_dialog")
    assert isinstance(made, PagesDialog)
    place.settle()
    return made


def said(vault: Vault) -> list[str]:
    """The first word of each page of the one document."""
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
    return [page.text.split()[0] for page in page_texts(vault, record.id)]


def own(pages: PagesDialog) -> list[int]:
    """The pages of the plan, from 1."""
    return [page.page + 1 for page in pages.editing.plan]


def press(place: DocumentsDriver, pages: PagesDialog, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key in the grid."""
    place.qtbot.keyClick(pages.grid, key, modifier)
    place.settle()


def test_pages_are_put_into_order_by_keys_and_saved_as_a_version_that_is_taken_back(
    place: DocumentsDriver, vault: Vault, workspace: Workspace
) -> None:
    with vault.write() as session:
        medication = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
        links.attach(session, MEDICATIONS, medication, place.page.shelf.selected_ids[0], 4)
    pages = opened(place)
    press(place, pages, Qt.Key.Key_Down, ALT)
    assert own(pages) == [2, 1, 3, 4]
    press(place, pages, Qt.Key.Key_Right, CONTROL)
    assert [page.turn for page in pages.editing.plan] == [0, 90, 0, 0]
    pages.grid.choose([2, 3])
    press(place, pages, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert own(pages) == [2, 1]
    assert "1 entry of your record leads to a page that is left out here" in words(pages)
    press(place, pages, Qt.Key.Key_Z, CONTROL)
    assert own(pages) == [2, 1, 3, 4]
    press(place, pages, Qt.Key.Key_Z, CONTROL | SHIFT)
    click(place.qtbot, pages, "pages_save")
    place.settle()
    assert said(vault) == ["Two", "One"]
    assert workspace.drafts.get(DRAFT, place.page.shelf.selected_ids[0]) is None
    assert workspace.undo_bar.undo_latest()
    place.settle()
    assert said(vault) == ["One", "Two", "Three", "Four"]
    assert workspace.undo_bar.redo_latest()
    place.settle()
    assert said(vault) == ["Two", "One"]


def test_pages_are_dragged_and_chosen_with_the_mouse(place: DocumentsDriver) -> None:
    pages = opened(place)
    pages.grid.choose([0, 1])
    start, cell = (pages.grid.visualRect(pages.grid.pages.index(place)) for place in (0, 3))
    end = QPoint(cell.right() - 3, cell.center().y())
    place.qtbot.mousePress(pages.grid.viewport(), Qt.MouseButton.LeftButton, pos=start.center())
    for part in (1, 2, 3):
        at = start.center() + (end - start.center()) * (part / 3)
        moving = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(at),
            pages.grid.viewport().mapToGlobal(QPointF(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(pages.grid.viewport(), moving)
    place.qtbot.mouseRelease(pages.grid.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert own(pages) == [3, 4, 1, 2]
    assert pages.grid.places() == [2, 3]
    place.qtbot.mouseClick(pages.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert pages.grid.places() == [3]
    pages.reject()


def test_what_was_not_saved_is_a_draft_and_is_taken_up(place: DocumentsDriver, workspace: Workspace) -> None:
    pages = opened(place)
    pages.grid.choose([0])
    press(place, pages, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    click(place.qtbot, pages, "pages_close")
    workspace.drafts.flush()
    again = opened(place)
    assert own(again) == [2, 3, 4]
    assert "still there" in words(again)
    click(place.qtbot, again, "pages_discard")
    assert workspace.drafts.all() == []
    assert workspace.undo_bar.undo_latest()
    assert own(opened(place)) == [2, 3, 4]
    dialog("pages_dialog").reject()


def test_a_page_is_cropped_and_blacked_out_by_keys_and_by_the_mouse(place: DocumentsDriver, vault: Vault) -> None:
    pages = opened(place)
    press(place, pages, Qt.Key.Key_Right, CONTROL)
    pages._actions["crop"].trigger()
    crop = dialog("crop_dialog")
    assert isinstance(crop, CropDialog)
    place.settle()
    for _ in range(10):
        place.qtbot.keyClick(crop.canvas, Qt.Key.Key_Left, SHIFT)
    click(place.qtbot, crop, "take")
    place.settle()
    # The page is turned to the right: what was cut off at its right side is the top of the page as it was.
    assert pages.editing.plan[0].crop == pytest.approx((0, 0.2, 1, 1))
    pages.grid.choose([1])
    pages._actions["black_out"].trigger()
    black = dialog("black_out_dialog")
    assert isinstance(black, BlackOutDialog)
    place.settle()
    place.qtbot.keyClick(black.canvas, Qt.Key.Key_Insert)
    box = black.canvas.page_box()
    start, end = box.topLeft().toPoint() + QPoint(4, 4), box.center().toPoint()
    place.qtbot.mousePress(black.canvas, Qt.MouseButton.LeftButton, pos=start)
    place.qtbot.mouseMove(black.canvas, end)
    place.qtbot.mouseRelease(black.canvas, Qt.MouseButton.LeftButton, pos=end)
    click(place.qtbot, black, "take")
    assert len(pages.editing.plan[1].black) == 2
    click(place.qtbot, pages, "pages_save")
    place.settle()
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
        made = document_versions.of_document(session, record.id)[-1]
    assert [step["step"] for step in made.recipe] == ["turn", "crop", "black_out"]
    assert page_texts(vault, record.id)[1].text == ""


def test_a_page_is_straightened(place: DocumentsDriver) -> None:
    pages = opened(place)
    pages._actions["straighten"].trigger()
    tool = dialog("straighten_dialog")
    assert isinstance(tool, StraightenDialog)
    place.settle()
    find(tool, QDoubleSpinBox, "straighten_angle").setValue(2.5)
    click(place.qtbot, tool, "take")
    assert pages.editing.plan[0].angle == 2.5
    pages.reject()


def test_pages_of_files_are_put_in_and_others_split_off(place: DocumentsDriver, vault: Vault, tmp_path: Path) -> None:
    pages = opened(place)
    pages.grid.choose([3])
    pages._on_files_to_add([str(letter(tmp_path / "more.pdf", "Five"))])
    place.settle()
    assert len(pages.editing.plan) == 5
    pages.grid.choose([0, 1])
    click(place.qtbot, pages, "pages_split_off")
    click(place.qtbot, dialog("split_off"), "take")
    place.settle()
    with vault.read() as session:
        records = store.list_active(session, DOCUMENTS)
    found = {record.title: [page.text.split()[0] for page in page_texts(vault, record.id)] for record in records}
    assert found == {"Letter": ["Three", "Four", "Five"], "Letter, part": ["One", "Two"]}


def test_versions_are_listed_compared_and_used_again(place: DocumentsDriver, vault: Vault) -> None:
    pages = opened(place)
    pages.grid.choose([3])
    press(place, pages, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    click(place.qtbot, pages, "pages_save")
    place.settle()
    place.page.details.versions_wanted.emit()
    shown = dialog("versions_dialog")
    assert "Deleted page 4." in words(shown)
    assert "Version 1 – in use" in words(shown)
    click(place.qtbot, shown, "version_compare")
    place.settle()
    compared = dialog("compare_versions")
    place.qtbot.keyClick(compared, Qt.Key.Key_PageDown)
    place.settle()
    assert "Original, page 2 of 4" in words(compared)
    assert "Version 1, page 2 of 3" in words(compared)
    compared.accept()
    click(place.qtbot, shown, "version_use")
    place.settle()
    assert said(vault) == ["One", "Two", "Three", "Four"]


def test_pictures_that_come_together_are_put_into_order_and_become_one_document(
    place: DocumentsDriver, vault: Vault, workspace: Workspace, tmp_path: Path
) -> None:
    paths = [scan(tmp_path / f"{name}.png", f"Page {name}") for name in ("one", "two", "three")]
    place.drop(*paths)
    place.settle()
    dialog("join_dialog").reject()
    workspace.drafts.flush()
    banner = place.page.editing.unfinished
    assert "3 pictures have not been added yet." in words(banner)
    click(place.qtbot, banner, "unfinished.go_on")
    joining = dialog("join_dialog")
    place.settle()
    joining.grid.choose([2])
    place.qtbot.keyClick(joining.grid, Qt.Key.Key_Up, ALT)
    joining.grid.choose([0])
    place.qtbot.keyClick(joining.grid, Qt.Key.Key_Delete)
    title = find(joining, QLineEdit, "join_title")
    title.setText("From the clinic")
    place.qtbot.keyClick(title, Qt.Key.Key_Return)
    place.settle()
    with vault.read() as session:
        made = next(one for one in store.list_active(session, DOCUMENTS) if one.title == "From the clinic")
        known = document_versions.of_document(session, made.id)
        assert document_versions.all_staged(session) == []
    assert [page.text.strip() for page in page_texts(vault, made.id)] == ["Page three", "Page two"]
    assert sorted(one.file_name for one in known if one.is_part) == ["three.png", "two.png"]
    assert workspace.drafts.get("document_pages.joining", None) is None
    assert not banner.isVisibleTo(place.page)


def test_pictures_become_documents_of_their_own_or_are_given_up(
    place: DocumentsDriver, vault: Vault, workspace: Workspace, tmp_path: Path
) -> None:
    paths = [scan(tmp_path / f"{name}.png", f"Page {name}") for name in ("one", "two")]
    place.drop(*paths)
    place.settle()
    click(place.qtbot, dialog("join_dialog"), "join_discard")
    place.settle()
    versions.tidy_staged(vault, names_in(workspace.drafts))
    assert workspace.undo_bar.undo_latest()
    versions.tidy_staged(vault, names_in(workspace.drafts), 0)
    place.page.editing.pictures.go_on()
    joining = dialog("join_dialog")
    place.settle()
    joining.grid.choose([1])
    place.qtbot.keyClick(joining.grid, Qt.Key.Key_Right, CONTROL)
    click(place.qtbot, joining, "join_each")
    place.settle()
    with vault.read() as session:
        found = {one.title: one for one in store.list_active(session, DOCUMENTS)}
        assert [len(document_versions.of_document(session, found[title].id)) for title in ("One", "Two")] == [1, 2]
        assert document_versions.all_staged(session) == []


def test_a_stack_is_split_after_a_look_at_the_parts(
    place: DocumentsDriver, vault: Vault, workspace: Workspace, tmp_path: Path
) -> None:
    stack = tmp_path / "stack.pdf"
    pages = [separator_sheet.draw(SeparatorContent("bill"), Paper.A4), files.text_pdf("Bill", "", "Letter")]
    sources = [(content, PDF) for content in pages]
    order = [EditedPage(1, 2), EditedPage(0, 0), EditedPage(1, 0), EditedPage(1, 1), EditedPage(1, 2)]
    stack.write_bytes(workspace.workers.edit_pages(sources, order))
    place.take_in(stack)
    place.choose("Stack")
    click(place.qtbot, opened(place), "pages_stack")
    split = dialog("split_dialog")
    place.settle()
    assert "3 parts were found. 2 pages are left out." in words(split)
    split.at_blank.setChecked(False)
    assert [group.pages for group in split.groups] == [(0,), (2, 3, 4)]
    split.titles[1].selectAll()
    place.qtbot.keyClicks(split.titles[1], "The bill")
    split.reject()  # as locking does
    assert "“Stack” is not split yet." in words(place.page.editing.unfinished)
    click(place.qtbot, place.page.editing.unfinished, "unfinished.go_on")
    split = dialog("split_dialog")
    place.settle()
    assert [title.text() for title in split.titles] == ["Stack, part 1", "The bill"]
    click(place.qtbot, split, "take")
    place.settle()
    assert not place.page.editing.unfinished.isVisibleTo(place.page)
    with vault.read() as session:
        found = {one.title: one.values for one in store.list_active(session, DOCUMENTS)}
    assert (found["The bill"]["type"], found["The bill"]["pages"], found["Stack"]["pages"]) == ("bill", 3, 5)
    assert workspace.undo_bar.undo_latest()
    with vault.read() as session:
        assert {one.title for one in store.list_active(session, DOCUMENTS)} == {"Letter", "Stack"}


def test_what_is_turned_in_the_viewer_can_be_kept_so(place: DocumentsDriver, vault: Vault) -> None:
    banner = place.page.editing.turned
    assert not banner.isVisibleTo(place.page)
    place.page.viewer.turn_right()
    assert banner.isVisibleTo(place.page)
    place.page.viewer.turn_left()
    assert not banner.isVisibleTo(place.page)
    place.page.viewer.turn_right()
    click(place.qtbot, banner, "turned.all")
    place.settle()
    assert not banner.isVisibleTo(place.page)
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
        made = document_versions.of_document(session, record.id)[-1]
    assert made.recipe == ({"step": "turn", "pages": [1, 2, 3, 4], "degrees": 90},)
    assert place.page.viewer.area.view.rotation == 0


def test_what_was_found_lying_is_offered_upright(place: DocumentsDriver, vault: Vault) -> None:
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
    lay_on_its_side(vault, record.id, 2)
    place.page.viewer.reopen()
    place.settle()
    banner = place.page.editing.lying
    assert banner.isVisibleTo(place.page)
    assert words(banner).startswith("1 page lies")
    click(place.qtbot, banner, "lying.upright")
    place.settle()
    assert not banner.isVisibleTo(place.page)
    with vault.read() as session:
        made = document_versions.of_document(session, record.id)[-1]
    assert made.recipe == ({"step": "turn", "pages": [2], "degrees": 90},)
    assert [text.turns for text in page_texts(vault, record.id)] == [0, 0, 0, 0]


def test_a_text_has_no_pages_to_edit(place: DocumentsDriver, vault: Vault, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Words of a visit", encoding="utf-8")
    place.take_in(note)
    place.choose("Note")
    assert place.page.details.file.pages.isHidden()
    with vault.read() as session:
        assert [title for _, title, _ in document_versions.to_take_from(session, "", "", 9)] == ["Letter"]
