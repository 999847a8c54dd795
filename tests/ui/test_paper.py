"""Papers in the window: the preview is the PDF, printing is true to size and leaves nothing behind, saving is whole or not at all."""

import os
import stat
import threading
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from ism_desktop import language
from ism_desktop.errors import CannotPrint
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.progress import Cancelled
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit import (
    Cutout,
    PaperPreview,
    PaperSwitch,
    print_paper,
    private_file,
    save_paper,
    usual_paper,
)
from ism_desktop.ui.paper_kit.print_run import JOB_TITLE, private_temporary_folder
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.paper import PaperDriver
from tests.drivers.widgets import click, dialog, words

PLACE = "emergency_contacts"

PDF = "application/pdf"
LEFT, TOP = 30 * MM, 40 * MM  # of the test card, from the upper left corner of the sheet
WIDTH, HEIGHT = 85.60 * MM, 53.98 * MM


def sheet(paper: Paper, pages: int = 1) -> bytes:
    """A black ID-1 card on each page."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=paper.size)
    for _ in range(pages):
        canvas.rect(LEFT, paper.height - TOP - HEIGHT, WIDTH, HEIGHT, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def rendered(workspace: Workspace, pdf: bytes, dpi: float, page: int = 0) -> QImage:
    picture = workspace.workers.render(pdf, PDF, page, dpi)
    return QImage.fromData(picture.png).convertToFormat(QImage.Format.Format_Grayscale8)


def dark_box(image: QImage) -> QRect:
    """The box around everything darker than half grey."""
    middle_row, middle_column = image.height() * 23 // 100, image.width() * 35 // 100
    dark = [x for x in range(image.width()) if image.pixelColor(x, middle_row).lightness() < 128]
    down = [y for y in range(image.height()) if image.pixelColor(middle_column, y).lightness() < 128]
    return QRect(dark[0], down[0], len(dark), len(down))


class Heard(QObject):
    """Takes what a paper says when it is finished."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[object] = []

    def take(self, what: object) -> None:
        self.all.append(what)


@pytest.fixture
def heard(qtbot: QtBot) -> Heard:
    return Heard()


@pytest.fixture
def told(workspace: Workspace) -> None:
    workspace.settings["told_printing"] = True
    workspace.settings["told_saving"] = True


@pytest.fixture
def preview(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> PaperPreview:
    made = PaperPreview(workspace, "preview", "Preview")
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


# The preview -------------------------------------------------------------------------------------------------------------


def test_the_preview_is_the_picture_of_the_pdf(preview: PaperPreview, workspace: Workspace, qtbot: QtBot) -> None:
    pdf = sheet(Paper.A4, pages=2)
    preview.show_paper(partial(bytes, pdf))
    PaperDriver(qtbot).wait_for_pages(preview)
    assert preview.pdf == pdf
    assert preview.count == 2
    first = preview.canvas.sheets[0]
    dpi = first.image.width() / first.size.width() * 72
    assert first.image == rendered(workspace, pdf, dpi)
    # On the screen, a dot of the picture is a dot of the window.
    assert preview.canvas.rects()[0].width() == pytest.approx(first.image.width(), abs=1)
    assert preview.canvas.accessibleName() == "Preview, 2 pages"


def test_only_the_newest_of_several_papers_is_drawn(preview: PaperPreview, qtbot: QtBot) -> None:
    drawn: list[int] = []
    gate = threading.Event()

    def draw(number: int) -> bytes:
        gate.wait(10)
        drawn.append(number)
        return sheet(Paper.A4, pages=number)

    for number in (1, 2, 3):
        preview.show_paper(partial(draw, number))
    gate.set()
    PaperDriver(qtbot).wait_for_pages(preview)
    assert drawn == [1, 3]
    assert preview.count == 3


def test_zoom_makes_sharper_pictures_and_fit_goes_back(preview: PaperPreview, qtbot: QtBot) -> None:
    driver = PaperDriver(qtbot)
    preview.show_paper(partial(sheet, Paper.A4))
    driver.wait_for_pages(preview)
    fitted = preview.canvas.sheets[0].image.width()
    for _ in range(3):
        click(qtbot, preview, "preview.zoom_in")
    driver.wait_for_pages(preview)
    assert preview.canvas.sheets[0].image.width() > 1.3 * fitted
    click(qtbot, preview, "preview.zoom_fit")
    driver.wait_for_pages(preview)
    assert preview.canvas.sheets[0].image.width() == fitted


def test_a_part_of_a_page_is_shown_cut_out(preview: PaperPreview, qtbot: QtBot) -> None:
    preview.show_paper(partial(sheet, Paper.A4), [Cutout(0, QRectF(LEFT, TOP, WIDTH, HEIGHT))])
    PaperDriver(qtbot).wait_for_pages(preview)
    (rect,) = preview.canvas.rects()
    assert rect.width() / rect.height() == pytest.approx(85.60 / 53.98, rel=0.01)
    shown = preview.canvas.grab().toImage()
    assert shown.pixelColor(rect.center().toPoint()).lightness() < 10
    assert shown.pixelColor(int(rect.left()) + 1, int(rect.top()) + 1).lightness() > 200  # the corner is round


def test_a_paper_that_cannot_be_drawn_is_reported_and_the_old_one_stays(preview: PaperPreview, qtbot: QtBot) -> None:
    driver = PaperDriver(qtbot)
    preview.show_paper(partial(sheet, Paper.A4))
    driver.wait_for_pages(preview)
    before = preview.pdf

    def refuse() -> bytes:
        raise CannotPrint("There is no paper.", "Try again.")

    preview.show_paper(refuse)
    shown = dialog(qtbot, "error")
    assert "There is no paper." in words(shown)
    click(qtbot, shown, "close")
    assert preview.pdf == before


# Printing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.usefixtures("told")
def test_printing_is_true_to_size(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot, tmp_path: Path, paper: Paper
) -> None:
    target = tmp_path / "printed.pdf"
    print_paper(workspace, window, sheet, paper, heard.take)
    PaperDriver(qtbot).print_to(target)
    qtbot.waitUntil(lambda: bool(heard.all), timeout=20_000)
    assert heard.all == [paper]
    printed = target.read_bytes()
    found = workspace.workers.inspect(printed, "printed.pdf")
    assert found.page_sizes[0] == pytest.approx(paper.size, abs=1)
    assert found.title == JOB_TITLE == "Document"
    dpi = 300
    box = dark_box(rendered(workspace, printed, dpi))
    dot = 25.4 / dpi
    assert box.width() * dot == pytest.approx(85.60, abs=0.15)
    assert box.height() * dot == pytest.approx(53.98, abs=0.15)
    assert box.left() * dot == pytest.approx(30, abs=0.3)
    assert box.top() * dot == pytest.approx(40, abs=0.3)


@pytest.mark.usefixtures("told")
def test_every_page_is_printed_as_often_as_asked(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    print_paper(workspace, window, partial(sheet, pages=3), Paper.A4, heard.take)
    PaperDriver(qtbot).print_to(target, copies=2)
    qtbot.waitUntil(lambda: bool(heard.all), timeout=30_000)
    assert workspace.workers.inspect(target.read_bytes(), "printed.pdf").pages == 6


def test_what_printing_means_is_said_once(window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot) -> None:
    driver = PaperDriver(qtbot)
    print_paper(workspace, window, sheet, Paper.A4, heard.take)
    assert "may keep a copy" in driver.accept_notice()
    driver.give_up_printing()
    print_paper(workspace, window, sheet, Paper.A4, heard.take)
    driver.give_up_printing()
    assert not driver.dialogs
    assert not heard.all


def test_whoever_refuses_the_notice_is_told_again(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot
) -> None:
    driver = PaperDriver(qtbot)
    for _ in range(2):
        print_paper(workspace, window, sheet, Paper.A4, heard.take)
        driver.refuse_notice()
    assert not driver.dialogs


@pytest.mark.usefixtures("told")
def test_a_cancelled_print_prints_nothing(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    def cancel(_paper: Paper) -> bytes:
        raise Cancelled

    run = print_paper(workspace, window, cancel, Paper.A4, heard.take)
    with qtbot.waitSignal(run.given_up, timeout=10_000):
        PaperDriver(qtbot).print_to(tmp_path / "printed.pdf")
    assert not heard.all
    assert not (tmp_path / "printed.pdf").exists()


@pytest.mark.usefixtures("told")
def test_a_page_that_cannot_be_drawn_is_reported(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    def refuse(_paper: Paper) -> bytes:
        raise CannotPrint("There is no paper.", "Try again.")

    print_paper(workspace, window, refuse, Paper.A4, heard.take)
    PaperDriver(qtbot).print_to(tmp_path / "printed.pdf")
    shown = dialog(qtbot, "error")
    assert "There is no paper." in words(shown)
    click(qtbot, shown, "close")
    assert not heard.all


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="only Linux prints through a folder")
def test_pages_go_through_a_private_folder_that_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/somewhere")
    with private_temporary_folder():
        folder = Path(os.environ["TMPDIR"])
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "page").write_text("a page of the card")
    assert not folder.exists()
    assert os.environ["TMPDIR"] == "/somewhere"


# Saving ------------------------------------------------------------------------------------------------------------------


def test_saving_says_once_that_the_file_is_not_encrypted(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    driver, pdf = PaperDriver(qtbot), sheet(Paper.A4)
    save_paper(workspace, window, "Paper", partial(bytes, pdf), heard.take)
    assert "not be encrypted" in driver.accept_notice()
    assert driver.suggested() == "Paper.pdf"
    driver.save_as(tmp_path / "first")
    qtbot.waitUntil(lambda: len(heard.all) == 1)
    assert heard.all == [tmp_path / "first.pdf"]
    assert (tmp_path / "first.pdf").read_bytes() == pdf
    save_paper(workspace, window, "Paper", partial(bytes, pdf), heard.take)
    driver.save_as(tmp_path / "second.pdf")
    qtbot.waitUntil(lambda: len(heard.all) == 2)
    assert not driver.dialogs


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_saved_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_text("old")
    target.chmod(0o644)
    with private_file(target) as file:
        file.write(b"new")
        assert target.read_text() == "old"
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("fault", [Cancelled(), OSError(28, "full"), ValueError("a bug")])
def test_a_file_that_is_not_finished_leaves_nothing_behind(tmp_path: Path, fault: Exception) -> None:
    target = tmp_path / "paper.pdf"
    target.write_text("old")
    expected = CannotPrint if isinstance(fault, OSError) else type(fault)
    with pytest.raises(expected), private_file(target) as file:
        file.write(b"half")
        raise fault
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("told")
def test_a_place_that_cannot_be_written_is_named(
    window: MainWindow, workspace: Workspace, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    driver = PaperDriver(qtbot)

    def draw() -> bytes:
        folder.rmdir()
        return b"%PDF"

    driver_saves: Callable[[], None] = partial(driver.save_as, folder / "paper.pdf")
    save_paper(workspace, window, "Paper", draw, heard.take)
    driver_saves()
    shown = dialog(qtbot, "error")
    assert "“paper.pdf” could not be saved" in words(shown)
    assert "Nothing was written." in words(shown)
    click(qtbot, shown, "close")
    assert not heard.all


def test_a_page_that_is_closed_meanwhile_does_no_harm(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    class Page(QWidget):
        def saved(self, _path: Path) -> None:
            raise AssertionError("a page that is gone heard of its file")

    workspace.settings["told_saving"] = True
    page = Page()
    gate = threading.Event()

    def draw() -> bytes:
        gate.wait(10)
        return b"%PDF"

    save_paper(workspace, page, "Paper", draw, page.saved)
    PaperDriver(qtbot).save_as(tmp_path / "paper.pdf")
    qtbot.waitUntil(lambda: not PaperDriver(qtbot).dialogs)
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
    gate.set()
    qtbot.waitUntil(lambda: workspace.background.idle)
    assert (tmp_path / "paper.pdf").read_bytes() == b"%PDF"


# The size of the paper ---------------------------------------------------------------------------------------------------


def test_the_chosen_paper_holds_for_every_paper(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    first, second = PaperSwitch(workspace.settings), PaperSwitch(workspace.settings)
    for made in (first, second):
        qtbot.addWidget(made)
        made.show()
    other = Paper.A4 if first.paper is Paper.LETTER else Paper.LETTER
    with qtbot.waitSignal(first.chosen) as chosen:
        click(qtbot, first, f"paper.{other.word}")
    assert chosen.args == [other]
    assert usual_paper(workspace.settings) is other
    with qtbot.waitSignal(second.chosen):
        second.refresh()
    assert second.paper is other


@pytest.mark.parametrize(
    ("territory", "paper"), [("US", Paper.LETTER), ("MX", Paper.LETTER), ("DE", Paper.A4), ("", Paper.A4)]
)
def test_the_usual_paper_is_that_of_the_persons_territory(workspace: Workspace, territory: str, paper: Paper) -> None:
    before = language.in_use()
    language.use("en", territory)
    try:
        assert usual_paper(workspace.settings) is paper
    finally:
        language.use(before.tag, before.territory)
