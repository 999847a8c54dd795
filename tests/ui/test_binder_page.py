"""The binder's page: what will be in it, making it into a file, cancelling, and what could not be put in."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.documents import import_document
from ism_desktop.printing.paper import Paper
from ism_desktop.records import printed, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.places.binder.page import BinderPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.widgets import click, find, words

PLACE = "binder"


def letter(pages: int) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=Paper.A4.size)
    for number in range(1, pages + 1):
        canvas.drawString(100, 700, f"Letter from the clinic, sheet {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> None:
    """A person, a contact, a letter of three pages and a picture."""
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["person"], {"name": "Juniper Vale"})
        store.save(session, BY_NAME["medications"], {"name": "Cetirizine"})
    (tmp_path / "Letter.pdf").write_bytes(letter(3))
    Image.new("L", (400, 500), 200).save(tmp_path / "Scan.png")
    for name in ("Letter.pdf", "Scan.png"):
        result = import_document(workspace.vault, workspace.workers, tmp_path / name)
        assert result.outcome == "imported", result.reason


class BinderDriver:
    """Uses the page as a person does."""

    def __init__(self, qtbot: QtBot, page: BinderPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.paper = PaperDriver(qtbot)

    def wait_for_plan(self) -> None:
        self.qtbot.waitUntil(lambda: "pages on" in find(self.page, QLabel, "total").text(), timeout=20_000)
        self.paper.wait_for_pages(self.page.preview)

    def press(self, name: str) -> None:
        click(self.qtbot, self.page, name)

    @property
    def result(self) -> str:
        """What is said of the binder that was made."""
        card = self.page.findChild(QLabel, "binder_said")
        panel = card.parentWidget() if card is not None and card.isVisible() else None
        return words(panel) if panel is not None else ""


@pytest.fixture
def driver(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> BinderDriver:
    workspace.settings["told_saving"] = True
    workspace.settings["told_printing"] = True
    workspace.settings["paper"] = "a4"
    window.show_page("binder")
    page = window.current_page
    assert isinstance(page, BinderPage)
    made = BinderDriver(qtbot, page)
    made.wait_for_plan()
    return made


@pytest.mark.usefixtures("filled")
def test_the_plan_tells_the_truth(driver: BinderDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    said = words(driver.page.contents)
    assert "2 documents, 4 pages" in said
    assert "one entry" in said
    driver.press("binder_documents")
    rows = [row.accessibleName() for row in driver.page.documents.findChildren(RowButton)]
    assert any(row.startswith("Letter. ") and "3 pages" in row for row in rows)
    driver.press("make_binder")
    driver.paper.save_as(tmp_path / "binder.pdf")
    qtbot.waitUntil(lambda: "The binder is ready" in driver.result, timeout=30_000)
    made = (tmp_path / "binder.pdf").read_bytes()
    found = workspace.workers.inspect(made, "binder.pdf")
    assert f"{found.pages} pages on A4" in words(driver.page.contents)
    assert f"The binder is ready: {found.pages} pages." in driver.result
    assert "This file is not encrypted." in driver.result
    assert "Every document is in it." in driver.result
    # The preview shows the very first page of that file.
    shown = driver.page.preview.pdf
    assert shown is not None
    assert (
        workspace.workers.render(shown, "application/pdf", 0, 100).png
        == workspace.workers.render(made, "application/pdf", 0, 100).png
    )
    with workspace.vault.read() as session:
        copy = printed.latest(session, "binder")
    assert copy is not None
    assert copy.content["pages"] == found.pages


@pytest.mark.usefixtures("filled")
def test_a_document_leads_to_itself(driver: BinderDriver, window: MainWindow, qtbot: QtBot) -> None:
    driver.press("binder_documents")
    qtbot.waitUntil(lambda: find(driver.page, RowButton, "binder_document.0").isVisible())
    with qtbot.waitSignal(driver.page.workspace.page_requested) as asked:
        driver.press("binder_document.0")
    assert asked.args is not None
    place, record_id, *_ = asked.args
    assert place == "documents"
    assert isinstance(record_id, str)


@pytest.mark.usefixtures("filled")
def test_the_other_paper_is_planned_and_made(
    driver: BinderDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    driver.press("paper.letter")
    qtbot.waitUntil(lambda: "pages on Letter" in find(driver.page, QLabel, "total").text(), timeout=20_000)
    driver.press("make_binder")
    driver.paper.save_as(tmp_path / "binder.pdf")
    qtbot.waitUntil(lambda: "The binder is ready" in driver.result, timeout=30_000)
    found = workspace.workers.inspect((tmp_path / "binder.pdf").read_bytes(), "binder.pdf")
    assert {(round(width), round(height)) for width, height in found.page_sizes} == {(612, 792)}


@pytest.mark.usefixtures("filled")
def test_cancel_leaves_nothing_behind(
    driver: BinderDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, page = workspace.vault.files.read, driver.page

    def cancel_while_reading(file_id: str) -> bytes:
        # Stands for a person who presses Cancel while the first document is being put in.
        running = page.workspace.background.running_jobs()
        for job in running:
            job.cancel()
        return read(file_id)

    monkeypatch.setattr(workspace.vault.files, "read", cancel_while_reading)
    folder = tmp_path / "out"
    folder.mkdir()
    driver.press("make_binder")
    driver.paper.save_as(folder / "binder.pdf")
    qtbot.waitUntil(lambda: not find(page, QLabel, "binder_said").isVisible() and page.can_make, timeout=20_000)
    assert list(folder.iterdir()) == []
    assert driver.result == ""
    with workspace.vault.read() as session:
        assert printed.latest(session, "binder") is None


@pytest.mark.usefixtures("filled")
def test_a_document_that_cannot_be_put_in_is_named(
    driver: BinderDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.vault.files, "read", lambda _file_id: b"%PDF-1.4 what was left of it")
    driver.press("make_binder")
    driver.paper.save_as(tmp_path / "binder.pdf")
    qtbot.waitUntil(lambda: "The binder is ready" in driver.result, timeout=30_000)
    assert "Please check these:" in driver.result
    assert "“Letter” could not be added" in driver.result


@pytest.mark.usefixtures("filled")
def test_whoever_gives_up_the_file_can_begin_again(driver: BinderDriver, qtbot: QtBot) -> None:
    for _ in range(2):
        driver.press("make_binder")
        assert driver.paper.suggested().startswith("Binder ")
        driver.paper.give_up_saving()
    assert driver.page.can_make


@pytest.mark.usefixtures("filled")
def test_the_binder_is_printed(driver: BinderDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    pages = int(find(driver.page, QLabel, "total").text().split()[0])
    driver.press("print_binder")
    driver.paper.print_to(tmp_path / "printed.pdf")
    qtbot.waitUntil(lambda: "sent to the printer" in driver.result, timeout=60_000)
    assert workspace.workers.inspect((tmp_path / "printed.pdf").read_bytes(), "p.pdf").pages == pages


def test_an_empty_record_makes_a_binder_too(driver: BinderDriver) -> None:
    assert "nothing recorded" in words(driver.page.contents)
    assert unnamed(driver.page) == []


@pytest.mark.usefixtures("filled")
def test_nothing_is_cut_off_in_a_small_window(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    window.show_page("binder")
    page = window.current_page
    assert isinstance(page, BinderPage)
    driver = BinderDriver(qtbot, page)
    driver.wait_for_plan()
    try:
        driver.press("binder_documents")
        for size in (100, 200):
            workspace.settings["text_size"] = size
            apply_look(workspace.settings)
            qtbot.waitUntil(lambda: clipped(page) == [])
    finally:
        workspace.settings["text_size"] = 100
        apply_look(workspace.settings)
