"""Printing a paper through the system's dialog: pictures of its pages, painted at exactly 100 % on the whole sheet.

The worker renders the pages, so the window's process never reads a PDF. Pages are rendered one ahead of the printer, which keeps the
memory of a long binder small.

Qt on Linux hands the printer's system a plain copy of the pages through the folder for temporary files. While printing, that folder is
a private one in memory, gone afterwards. The printer's own queue keeps what it keeps; the person is told so once.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import CannotPrint, IsmError
from ism_desktop.language import tr
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit import pages
from ism_desktop.ui.paper_kit.leaving import Leaving
from ism_desktop.ui.paper_kit.notice import Notice

CARD_DPI = 450
"""For small print: the finest that one A4 page may be rendered at (worker.limits.MAX_RENDERED_PIXELS)."""

PAGE_DPI = 300
"""For pages of ordinary text and for scans."""

# What the printer's queue and its log show as the name of the job. It must not say what is printed.
JOB_TITLE = "Document"

_AHEAD = 2  # pictures that wait for the printer

_PAGE_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}

# Draws the paper in the size that the person chose in the system's dialog.
DrawOn = Callable[[Paper], bytes]


@contextlib.contextmanager
def private_temporary_folder() -> Generator[None]:
    """Let everything that this process writes to the folder for temporary files go to a private one in memory, removed at the end."""
    if not sys.platform.startswith("linux"):
        yield
        return
    # Both places are memory; mkdtemp makes a folder there that only this account can enter.
    places = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm")  # noqa: S108
    in_memory = next((place for place in places if _usable(place)), None)
    folder = tempfile.mkdtemp(prefix="print-", dir=in_memory)
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


def _usable(place: str) -> bool:
    return bool(place) and os.access(place, os.W_OK | os.X_OK)


def lay_out(printer: QPrinter, paper: Paper) -> None:
    """Make the printer's page the whole sheet: upright, no margins, so that a point of the paper is a point on the sheet."""
    layout = QPageLayout(QPageSize(_PAGE_SIZES[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setFullPage(True)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def paper_of(printer: QPrinter, otherwise: Paper) -> Paper:
    """The paper that was chosen in the system's dialog, when it is one of ours."""
    chosen = printer.pageLayout().pageSize().id()
    return next((paper for paper, size in _PAGE_SIZES.items() if size == chosen), otherwise)


def target(size: QSizeF, resolution: int) -> QRectF:
    """Where a page of this size in points lies on a sheet, in the printer's dots: its true size, from the upper left corner."""
    return QRectF(0.0, 0.0, size.width() / 72 * resolution, size.height() / 72 * resolution)


def upright(sheet: pages.Sheet, paper: Paper) -> pages.Sheet:
    """A page that lies on its side, turned as the sheet of paper stands in the printer."""
    wide, high = sheet.size.width(), sheet.size.height()
    if wide <= high or abs(wide - paper.height) > 1 or abs(high - paper.width) > 1:
        return sheet
    return pages.Sheet(sheet.number, sheet.size.transposed(), sheet.image.transformed(QTransform().rotate(90)))


class PrintRun(QObject):
    """One paper on its way to one printer. It ends with `printed` or `given_up`, and removes itself."""

    printed = Signal(object)  # the Paper it was drawn for
    given_up = Signal()
    _rendered = Signal(object)  # pages.Sheet

    def __init__(
        self, workspace: Workspace, page: QWidget, draw: DrawOn, paper: Paper, dpi: int, leaving: Leaving | None
    ) -> None:
        # It belongs to the workspace: a page or dialog may be closed while the printer is still busy.
        super().__init__(workspace)
        self._workspace = workspace
        self._page = page
        self._draw = draw
        self._paper = paper
        self._dpi = dpi
        self._leaving = leaving
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(JOB_TITLE)
        lay_out(self._printer, paper)
        self._painter: QPainter | None = None
        self._waiting = threading.Semaphore(_AHEAD)
        self._cleanup = contextlib.ExitStack()
        self._rendered.connect(self._on_rendered)

    def start(self) -> None:
        """Say once what printing means, then open the system's dialog."""
        if self._workspace.settings["told_printing"]:
            self._ask()
            return
        notice = Notice(
            tr("Printed pages are not encrypted"),
            tr(
                "The printer, and the computer’s list of print jobs, may keep a copy of what was printed for a while. A printer at work"
                " or in a shop can be seen by others."
            ),
            tr("Your own printer at home is the better choice. You will see this only once."),
            tr("Continue"),
            self._page,
        )
        notice.accepted.connect(self._on_told)
        notice.rejected.connect(self._give_up)
        notice.open()

    def _on_told(self) -> None:
        self._workspace.settings["told_printing"] = True
        self._ask()

    def _ask(self) -> None:
        dialog = QPrintDialog(self._printer, self._page.window())
        dialog.setObjectName("print_dialog")
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCollateCopies, on=True)
        dialog.accepted.connect(self.print_now)
        dialog.rejected.connect(self._give_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def print_now(self) -> None:
        """Print with the printer as it is set up."""
        self._paper = paper_of(self._printer, self._paper)
        lay_out(self._printer, self._paper)
        self._workspace.background.run(
            self._render,
            owner=self,
            title=tr("Printing"),
            on_result=self._on_all_rendered,
            on_error=self._on_error,
            on_cancelled=self._on_cancelled,
        )

    def _render(self, task: Task) -> None:
        task(0, 0, tr("Drawing the pages"))
        pdf = self._draw(self._paper)
        workers = self._workspace.workers
        sizes = pages.sizes(workers, pdf)
        wanted = self._wanted(len(sizes))
        for done, number in enumerate(wanted):
            task(done, len(wanted), tr("Printing page {number} of {count}", number=done + 1, count=len(wanted)))
            sheet = upright(pages.sheet(workers, pdf, number, sizes[number], self._dpi), self._paper)
            # Never more pictures than the printer takes; asking in between lets Cancel through.
            while not self._waiting.acquire(timeout=0.1):
                task(done, len(wanted), tr("Waiting for the printer"))
            self._rendered.emit(sheet)

    def _wanted(self, count: int) -> list[int]:
        """Page numbers from 0 in printing order: the chosen range, as many times as the printer itself cannot."""
        ranges = self._printer.pageRanges()
        chosen = [number for number in range(count) if ranges.isEmpty() or ranges.contains(number + 1)]
        copies = 1 if self._printer.supportsMultipleCopies() else self._printer.copyCount()
        return chosen * copies

    def _on_rendered(self, sheet: pages.Sheet) -> None:
        self._waiting.release()
        if self._painter is None:
            self._cleanup.enter_context(private_temporary_folder())
            self._painter = QPainter()
            if not self._painter.begin(self._printer):
                self._painter = None
                self._cleanup.close()
                return  # said at the end of the job
        else:
            self._printer.newPage()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._painter.drawImage(target(sheet.size, self._printer.resolution()), sheet.image)

    def _close(self) -> bool:
        """Hand the pages over to the printer's system. False when it did not take them."""
        taken = self._painter is not None and self._painter.end()
        taken = taken and self._printer.printerState() is not QPrinter.PrinterState.Error
        self._painter = None
        self._cleanup.close()
        return taken

    def _on_all_rendered(self, _nothing: object) -> None:
        if self._close():
            self._enter()
            self.printed.emit(self._paper)
            self.deleteLater()
            return
        self._on_error(
            CannotPrint(
                tr("The printer did not accept the pages."),
                tr(
                    "Is it switched on, connected and filled with paper? Try again, or save it as a PDF and print that."
                ),
            )
        )

    def _enter(self) -> None:
        """Write down that it left: printed, or into the file that the system's dialog was asked for."""
        if self._leaving is None:
            return
        file = self._printer.outputFileName()
        place = str(Path(file).absolute()) if file else disclosures.printer(self._printer.printerName())
        try:
            self._leaving.enter(self._workspace.vault, place)
        except IsmError as error:
            self._workspace.report(error)

    def _on_error(self, error: BaseException) -> None:
        self._stop()
        self._workspace.report(error)
        self._give_up()

    def _on_cancelled(self) -> None:
        self._stop()
        self._give_up()

    def _stop(self) -> None:
        if self._painter is not None:
            self._printer.abort()
            self._close()

    def _give_up(self) -> None:
        self.given_up.emit()
        self.deleteLater()


def print_paper(
    workspace: Workspace,
    page: QWidget,
    draw: DrawOn,
    paper: Paper,
    printed: Callable[[Paper], None],
    *,
    dpi: int = PAGE_DPI,
    leaving: Leaving | None = None,
) -> PrintRun:
    """Print a paper through the system's dialog.

    Args:
        workspace: the open vault and its settings.
        page: the page or dialog that asks; it may be closed meanwhile.
        draw: makes the PDF for a paper size; called in a background thread, after the dialog.
        paper: what the dialog proposes.
        printed: a bound method, called with the paper once the printer's system has taken every page.
        dpi: how finely pages are rendered: `CARD_DPI` or `PAGE_DPI`.
        leaving: what the vault writes down of it; every paper that holds something of the record has one.
    """
    run = PrintRun(workspace, page, draw, paper, dpi, leaving)
    run.printed.connect(printed)
    run.start()
    return run
