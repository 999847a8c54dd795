"""Photos in the quick entry: by file, drop and paste; encrypted at once, kept by the draft, attached when the entry is saved."""

from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.quick_entry import DRAFT
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog, find


def opened(window: MainWindow, qtbot: QtBot) -> QuickEntryDialog:
    window.on_journal()
    found = dialog(qtbot, "quick_entry")
    assert isinstance(found, QuickEntryDialog)
    return found


def picture(colour: str) -> QImage:
    made = QImage(40, 30, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


def documents(workspace: Workspace) -> list[store.Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, DOCUMENTS)


def attached(workspace: Workspace) -> list[str]:
    with workspace.vault.read() as session:
        [entry] = store.list_active(session, JOURNAL_ENTRIES)
        return [proof.title for proof in links.proofs(session, JOURNAL_ENTRIES, entry.id)]


def test_the_day_of_a_photo_is_offered_as_the_day_of_the_entry(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:05:03 09:00:00"
    Image.new("RGB", (60, 40)).save(tmp_path / "rash.jpg", exif=exif)
    inside = opened(window, qtbot)
    inside.photos.take([tmp_path / "rash.jpg"])
    qtbot.waitUntil(inside.photos.from_photo.isVisible, timeout=60_000)
    assert inside.photos.from_photo.text() == "From the photo: 3 May 2026. Use it as the day"
    assert inside.when.chosen_day() == workspace.today()
    click(qtbot, inside, "photos.from_photo")
    assert inside.when.chosen_day() == date(2026, 5, 3)
    assert inside.entry.day == "2026-05-03"
    assert inside.when.clock.text() == ""
    assert not inside.photos.from_photo.isVisible()


def test_a_photo_is_taken_in_kept_by_the_draft_and_attached(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    file, other = tmp_path / "rash.png", tmp_path / "letter.txt"
    picture("red").save(str(file))
    other.write_text("no picture")
    inside = opened(window, qtbot)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(other))])
    copy = Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    inside.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert "2 photos are being encrypted" in find(inside, QLabel, "photos.coming").text()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=60_000)
    qtbot.waitUntil(lambda: len(inside.photos.photos) == 1)
    assert find(inside, QLabel, "photos.fault").text().startswith("letter.txt: ")
    [document] = documents(workspace)
    assert (document.title, document.values["type"]) == ("Rash", "photo")
    assert file.exists(), "the file itself stays where it is"
    inside.reject()
    inside = opened(window, qtbot)
    assert list(inside.photos.photos) == [document.id]
    picture("blue").save(str(tmp_path / "blue.png"))
    of_another_program = QMimeData()
    of_another_program.setData("image/png", (tmp_path / "blue.png").read_bytes())
    QGuiApplication.clipboard().setMimeData(of_another_program)
    inside.more_button.click()
    inside.more.notes.setFocus()
    QTest.keySequence(inside.more.notes, QKeySequence(QKeySequence.StandardKey.Paste))
    QTest.keyClick(inside.saving, Qt.Key.Key_Return)  # while it is still on its way
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=60_000)
    qtbot.waitUntil(lambda: len(attached(workspace)) == 2)
    assert attached(workspace)[0] == "Rash"
    assert attached(workspace)[1].startswith("Pasted picture")
    assert workspace.drafts.get(DRAFT, None) is None
    with workspace.vault.read() as session:
        [entry] = store.list_active(session, JOURNAL_ENTRIES)
    assert entry.values["day"] == "noted"
    QGuiApplication.clipboard().clear()


def test_what_is_taken_away_or_discarded_goes_to_the_trash_and_comes_back(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    inside = opened(window, qtbot)
    for name in ("red", "green"):
        picture(name).save(str(tmp_path / f"{name}.png"))
    inside.photos.take([tmp_path / "red.png", tmp_path / "green.png"])
    qtbot.waitUntil(lambda: len(inside.photos.photos) == 2, timeout=60_000)
    red = next(document for document in documents(workspace) if document.title == "Red")
    inside.photos.photos[red.id].click()
    assert [document.title for document in documents(workspace)] == ["Green"]
    click(qtbot, inside, "start_again")
    assert documents(workspace) == []
    assert workspace.drafts.get(DRAFT, None) is None
    inside.reject()
    workspace.undo_bar.undo_latest()
    assert [document.title for document in documents(workspace)] == ["Green"]
    inside = opened(window, qtbot)
    assert len(inside.photos.photos) == 1
    # A document that was there before stays one when it is taken away, and a dialog that was closed misses nothing.
    inside.photos.take([tmp_path / "red.png"])
    inside.reject()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=60_000)
    qtbot.waitUntil(lambda: len((workspace.drafts.get(DRAFT, None) or {}).get("photos", {})) == 2)
    inside = opened(window, qtbot)
    inside.photos.photos[red.id].click()
    assert {document.title for document in documents(workspace)} == {"Red", "Green"}
    inside.reject()
