"""Skin photos: dropped into a series, dated, ticked for the binder, and two of them compared with one zoom and one line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ism_desktop.records import photos, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.photos import Photo
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.background import Line
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.photos.compare_canvas import CompareCanvas
from ism_desktop.ui.places.photos.compare_dialog import ComparePhotos
from ism_desktop.ui.places.photos.page import PhotosPage, SeriesView
from ism_desktop.ui.places.photos.photo_tile import PhotoTile
from ism_desktop.ui.places.photos.photos_panel import PhotosPanel
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.widgets import click, dialog
from tests.drivers.window import WindowDriver

NAMES = ("arm may.png", "arm june.jpg")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two small pictures of other colours."""
    found: list[Path] = []
    for name, ink in zip(NAMES, ((200, 150, 120), (180, 120, 100)), strict=True):
        found.append(tmp_path / name)
        Image.new("RGB", (60, 40), ink).save(found[-1])
    return found


@pytest.fixture
def series(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME["photo_series"], {"name": "Left forearm"})


@pytest.fixture
def panel(series: str, window: MainWindow) -> PhotosPanel:
    window.show_page("photo_series", series)
    page = window.current_page
    assert isinstance(page, PhotosPage)
    assert isinstance(page.view, SeriesView)
    return page.view.panel


def found(workspace: Workspace, series: str) -> list[Photo]:
    with workspace.vault.read() as session:
        return photos.of_series(session, series)


def tiles(panel: PhotosPanel) -> Iterator[PhotoTile]:
    return iter(panel._tiles.values())


def tile(panel: PhotosPanel, title: str) -> PhotoTile:
    return next(made for made in tiles(panel) if made.photo.title == title)


def filled(panel: PhotosPanel, workspace: Workspace, files: list[Path], qtbot: QtBot) -> None:
    workspace.import_files(files)
    qtbot.waitUntil(lambda: len(list(tiles(panel))) == 2, timeout=20_000)


def test_dropped_pictures_go_into_the_series_and_get_their_dates_and_ticks(
    panel: PhotosPanel, workspace: Workspace, series: str, files: list[Path], window: MainWindow, qtbot: QtBot
) -> None:
    filled(panel, workspace, files, qtbot)
    assert isinstance(window.current_page, PhotosPage), "they do not lead away to the documents"
    assert {(photo.taken_on, photo.is_printed) for photo in found(workspace, series)} == {(None, False)}
    late, early = tile(panel, "Arm may"), tile(panel, "Arm june")
    late.date.setText("the day before yesterday")
    late.date.editingFinished.emit()
    assert late.fault.isVisible()
    assert late.date.text() == "the day before yesterday", "nothing of what was typed is lost"
    for made, words in ((late, "3 May 2026"), (early, "June 2025")):
        made.date.setText(words)
        made.date.editingFinished.emit()
    qtbot.waitUntil(lambda: [photo.title for photo in panel.photos] == ["Arm june", "Arm may"])
    tile(panel, "Arm may").printed.click()
    qtbot.waitUntil(lambda: [photo.is_printed for photo in panel.photos] == [False, True])
    with workspace.vault.read() as session:
        values = store.get(session, DOCUMENTS, panel.photos[1].document_id).values
    assert (values["type"], values["document_date"]) == ("photo", PartialDate(2026, 5, 3))
    tile(panel, "Arm may").printed.setFocus()
    subject = window.current_page.subject
    assert subject is not None
    assert subject[:2] == ("documents", panel.photos[1].document_id), "a question is about this photo"
    WindowDriver(qtbot, window).undo()
    qtbot.waitUntil(lambda: not any(photo.is_printed for photo in panel.photos))
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: [photo.title for photo in panel.photos] == ["Arm may", "Arm june"], timeout=3_000)
    workspace.undo_bar.redo_latest()
    qtbot.waitUntil(lambda: [photo.title for photo in panel.photos] == ["Arm june", "Arm may"], timeout=3_000)
    qtbot.waitUntil(tile(panel, "Arm june").isVisible)
    click(qtbot, tile(panel, "Arm june"), "detach")
    qtbot.waitUntil(lambda: len(list(tiles(panel))) == 1)
    lines: list[Line] = []
    workspace.background.started.connect(lambda job: job.line_added.connect(lines.append))
    workspace.import_files([next(path for path in files if "june" in path.name)])
    qtbot.waitUntil(lambda: len(list(tiles(panel))) == 2, timeout=20_000)
    [line] = lines
    assert line.good
    assert line.words == "It was in your record already, as “Arm june”. That document is used; there is no second copy."
    assert clipped(panel) == []
    workspace.import_files([files[0].with_suffix(".pdf")])
    assert not isinstance(window.current_page, PhotosPage), "what is no picture is a document"


def test_the_day_that_a_camera_noted_is_offered_and_taken_only_by_a_press(
    panel: PhotosPanel, workspace: Workspace, series: str, tmp_path: Path, qtbot: QtBot
) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:05:03 09:00:00"
    Image.new("RGB", (60, 40), (9, 9, 9)).save(tmp_path / "arm may.jpg", exif=exif)
    Image.new("RGB", (60, 40), (8, 8, 8)).save(tmp_path / "arm june.jpg")
    filled(panel, workspace, [tmp_path / "arm may.jpg", tmp_path / "arm june.jpg"], qtbot)
    qtbot.waitUntil(tile(panel, "Arm may").from_photo.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    assert tile(panel, "Arm may").from_photo.text() == "From the photo: 3 May 2026"
    assert not tile(panel, "Arm june").from_photo.isVisible()
    assert {photo.taken_on for photo in found(workspace, series)} == {None}, "it is not stored by itself"
    click(qtbot, tile(panel, "Arm may"), "from_photo")
    assert {photo.taken_on for photo in found(workspace, series)} == {None, PartialDate(2026, 5, 3)}
    workspace.undo_bar.undo_latest()
    assert {photo.taken_on for photo in found(workspace, series)} == {None}


@pytest.mark.parametrize("how", ["bytes", "file", "picture"])
def test_a_picture_of_another_program_is_pasted_into_the_series(
    panel: PhotosPanel, workspace: Workspace, series: str, window: MainWindow, tmp_path: Path, how: str, qtbot: QtBot
) -> None:
    """As a program puts it on the clipboard: a PNG’s bytes beside the address of its page, a file, or a picture of this program’s own."""
    path = tmp_path / "arm.png"
    Image.new("RGB", (60, 40), (7, 7, 7)).save(path)
    mime = QMimeData()
    if how == "bytes":
        mime.setData("image/png", path.read_bytes())
        mime.setHtml('<img src="https://example.org/arm.png">')
        mime.setUrls([QUrl("https://example.org/arm.png")])
    elif how == "file":
        mime.setUrls([QUrl.fromLocalFile(str(path))])
    else:
        mime.setImageData(QImage(str(path)))
    QGuiApplication.clipboard().setMimeData(mime)
    window.on_paste()
    qtbot.waitUntil(lambda: len(found(workspace, series)) == 1, timeout=20_000)
    [photo] = found(workspace, series)
    with workspace.vault.read() as session:
        values = store.get(session, DOCUMENTS, photo.document_id).values
    assert values["type"] == "photo"
    assert values["title"] == "Arm" if how == "file" else values["title"].startswith("Pasted picture")
    if how != "picture":
        assert values["size"] == path.stat().st_size, "byte for byte, decoded by nobody here"
    QGuiApplication.clipboard().clear()


def test_two_are_compared_with_one_zoom_and_one_line(
    panel: PhotosPanel, workspace: Workspace, files: list[Path], qtbot: QtBot
) -> None:
    filled(panel, workspace, files, qtbot)
    click(qtbot, panel, "photos_panel.compare")
    shown = dialog(qtbot, "compare_photos")
    assert isinstance(shown, ComparePhotos)
    qtbot.waitUntil(lambda: all(image is not None for image in shown.canvas._images), timeout=20_000)
    canvas = shown.canvas
    assert not shown.slider.isVisible()
    click(qtbot, shown, "compare.mode.over")
    assert shown.slider.isVisible()
    qtbot.keyClick(shown.slider, Qt.Key.Key_Right)
    assert canvas.line == 52
    at = canvas.rect().center()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(canvas, at.__class__(canvas.width() // 4, at.y()))
    canvas.line_moved.emit(25)  # offscreen no mouse is dragged
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert shown.slider.value() == 25
    click(qtbot, shown, "compare.zoom_in")
    assert shown.level.text() == "125 %"
    first, second = shown.findChild(QComboBox, "compare.first"), shown.findChild(QComboBox, "compare.second")
    assert first is not None
    assert second is not None
    assert first.currentIndex() != second.currentIndex()
    second.setCurrentIndex(first.currentIndex())
    assert len(shown._pictures) == 1, "what nobody looks at is let go"
    settle()
    assert clipped(shown) == []
    shown.accept()


def test_both_stay_in_sight_and_under_the_pointer(qtbot: QtBot) -> None:
    canvas = CompareCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 300)
    left, right = canvas.panes()
    assert left.size() == right.size()
    canvas.zoom_by(2, QPointF(right.right(), right.center().y()))
    assert canvas.offset == QPointF(-0.5, 0), "the edge under the pointer stays there"
    canvas.move_by(QPointF(-3, 3))
    assert canvas.offset == QPointF(-0.5, 0.5), "neither can be lost"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_0):
        qtbot.keyClick(canvas, key)
    assert (canvas.zoom, canvas.offset) == (1.0, QPointF())
