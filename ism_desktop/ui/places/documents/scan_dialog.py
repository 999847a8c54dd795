"""Scanning: the scanner and how it scans, the pages as they come, and one document of them in the end.

Each page lies encrypted in the record before it is shown, so that nothing ends it: closed, locked or killed, the pages are offered again.
"""

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from ism_desktop.documents import scanner
from ism_desktop.documents.scanner import Abilities, Scan, Scanner, ScanWish, waiting
from ism_desktop.documents.scanner.abilities import chosen_first
from ism_desktop.errors import DocumentRefused, IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.media_types import PNG
from ism_desktop.records.scanned_pages import ScannedPage
from ism_desktop.ui.base.background import Job, Line, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label

_SIDE, _AROUND = 140, 8
_SHEETS = (("A4", 210.0, 297.0), ("Letter", 215.9, 279.4), ("A5", 148.0, 210.0))
_USUAL_DPI = 300


class ScanDialog(Dialog):
    """The dialog itself. `add_wanted` carries the pages that are to become a document; `discarded` gives up all that wait."""

    add_wanted = Signal(list)
    discarded = Signal()

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Scan"), window, name="scan_dialog", width=720, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._scanners: list[Scanner] = []
        self._pages: list[ScannedPage] = []
        # Filled by the background's thread and emptied by the window's.
        self._arrivals: deque[ScannedPage] = deque()
        self._small: deque[tuple[str, bytes]] = deque()
        self._scan: Scan | None = None
        self._job: Job | None = None
        self.said = label(tr("Looking for scanners…"))
        self.said.setObjectName("scan_dialog.said")
        self.body.addWidget(self.said)
        self._add_choices()
        self.list = QListWidget(self)
        self.list.setObjectName("scan_dialog.pages")
        self.list.setAccessibleName(tr("Pages"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setViewportMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        side = theme().px(_SIDE)
        self.list.setIconSize(QSize(side, side))
        # As large for a page whose small picture is still to come.
        self.list.setGridSize(QSize(side + theme().px(16), side + 2 * self.list.fontMetrics().lineSpacing()))
        self.body.addWidget(self.list, 1)
        self.discard = button(tr("Discard the pages"), self._on_discard, role="quiet", name="scan_dialog.discard")
        self.later = button(tr("Cancel"), self.reject, name="scan_dialog.later")
        self.start = button(tr("Scan"), self._on_start, name="scan_dialog.start", icon_name="mdi6.scanner")
        self.start.setDefault(True)
        self.stop = button(tr("Stop"), self._on_stop, name="scan_dialog.stop")
        self.keep = button(tr("Add"), self._on_keep, role="primary", name="scan_dialog.keep")
        for each in (self.discard, self.later, self.start, self.stop, self.keep):
            self.foot.addWidget(each)
        self._take_up()
        self._run(_looked, self._on_scanners)

    def _take_up(self) -> None:
        """Show the pages that wait since another time."""
        for page in waiting.waiting(self._workspace.vault):
            self._show_page(page)
        if self._pages:
            self._workspace.background.run(
                partial(_drawn, self._workspace, tuple(self._pages), self._small),
                owner=self,
                quiet=True,
                on_line=self._on_small,
                on_error=self._on_undrawn,
            )

    def _add_choices(self) -> None:
        holder = QWidget(self)
        row = FlowLayout(holder)
        self.scanners, self.source, self.mode, self.dpi, self.sheet = (DropDown() for _ in range(5))
        for choice, name, words in (
            (self.scanners, "scanner", tr("Scanner")),
            (self.source, "source", tr("Where the paper is")),
            (self.mode, "mode", tr("Colours")),
            (self.dpi, "dpi", tr("Resolution")),
            (self.sheet, "sheet", tr("Size of the paper")),
        ):
            choice.setObjectName(f"scan_dialog.{name}")
            choice.setAccessibleName(words)
            choice.setToolTip(words)
            choice.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)  # what is chosen can be read whole
            row.addWidget(choice)
        self.scanners.activated.connect(self._on_scanner)
        self.body.addWidget(holder)

    def _run(self, work: object, on_result: object) -> None:
        self._job = self._workspace.background.run(
            work,  # pyright: ignore[reportArgumentType] - each of ours takes a task
            owner=self,
            quiet=True,
            on_result=on_result,  # pyright: ignore[reportArgumentType]
            on_error=self._on_error,
            on_line=self._on_line,
            on_cancelled=self._on_cancelled,
        )
        self._refresh()

    # The scanner ---------------------------------------------------------------------------------------------------------

    def _on_scanners(self, found: list[Scanner]) -> None:
        self._job = None
        self._scanners = found
        for one in found:
            self.scanners.addItem(one.name)
        if found:
            self._on_scanner(0)
        else:
            self.said.setText(
                tr(
                    "No scanner was found. Check that it is switched on and connected. A scanner that puts files into a folder works too:"
                    " choose that folder as the inbox folder in the settings."
                )
            )
        self._refresh()

    def _on_scanner(self, place: int) -> None:
        self.said.setText(tr("Asking the scanner what it can do…"))
        self._run(partial(_asked, self._scanners[place]), self._on_abilities)

    def _on_abilities(self, can: Abilities) -> None:
        self._job = None
        for choice, values in ((self.source, can.sources), (self.mode, can.modes)):
            choice.clear()
            choice.addItems(list(values))
            choice.setVisible(bool(values))
        self.mode.setCurrentText(chosen_first(can.modes, "color", "colour", "gray"))
        self.dpi.clear()
        for dpi in can.resolutions or (_USUAL_DPI,):
            self.dpi.addItem(tr("{number} dpi", number=dpi), dpi)
        self.dpi.setCurrentIndex(max(0, self.dpi.findData(_USUAL_DPI)))
        self.sheet.clear()
        self.sheet.addItem(tr("As large as the scanner"), (0.0, 0.0))
        for name, width, height in _SHEETS:
            if can.width >= width - 3 and can.height >= height - 3:
                self.sheet.addItem(name, (min(width, can.width), min(height, can.height)))
        self.said.setText(tr("Put the paper in, and press “Scan”."))
        self._refresh()

    # Scanning ------------------------------------------------------------------------------------------------------------

    def _on_start(self) -> None:
        width, height = self.sheet.currentData() or (0.0, 0.0)
        wish = ScanWish(
            self._scanners[self.scanners.currentIndex()],
            self.source.currentText(),
            self.mode.currentText(),
            int(self.dpi.currentData() or _USUAL_DPI),
            width,
            height,
        )
        self._scan = Scan(wish)
        self.said.setText(tr("Scanning…"))
        self._run(
            partial(_scanned, self._workspace, self._scan, wish.dpi, self._arrivals, self._small), self._on_scanned
        )

    def _on_line(self, line: Line) -> None:
        while self._arrivals:
            self._show_page(self._arrivals.popleft())
        self._on_small(line)
        self._refresh()

    def _show_page(self, page: ScannedPage) -> None:
        self._pages.append(page)
        item = QListWidgetItem(tr("Page {number}", number=len(self._pages)))
        item.setSizeHint(self.list.gridSize())
        self.list.addItem(item)
        self.list.scrollToItem(item)

    def _on_small(self, _line: Line) -> None:
        """Put the small pictures to their pages."""
        rows = {page.id: row for row, page in enumerate(self._pages)}
        while self._small:
            page_id, content = self._small.popleft()
            picture = QPixmap()
            picture.loadFromData(content)
            self.list.item(rows[page_id]).setIcon(QIcon(picture))

    def _on_undrawn(self, _error: BaseException) -> None:
        """A page without a small picture is there all the same."""

    def _on_scanned(self, _nothing: object) -> None:
        self._end(tr("Put in the next page and press “Scan”, or add what is here as one document."))

    def _on_cancelled(self) -> None:
        self._end(tr("Stopped."))

    def _on_error(self, error: BaseException) -> None:
        if not isinstance(error, IsmError):
            self._workspace.report(error)
        self._end(f"{error.what} {error.advice}" if isinstance(error, IsmError) else "")

    def _end(self, words: str) -> None:
        self._job = self._scan = None
        self.said.setText(words)
        self._refresh()

    def _on_stop(self) -> None:
        if self._scan is not None:
            self._scan.stop()

    def _refresh(self) -> None:
        scanning, busy, count = self._scan is not None, self._job is not None, len(self._pages)
        for part in (self.scanners, self.source, self.mode, self.dpi, self.sheet):
            part.setEnabled(not busy)
        self.start.setVisible(not scanning)
        self.start.setEnabled(bool(self._scanners) and not busy)
        self.stop.setVisible(scanning)
        self.keep.setEnabled(bool(count) and not busy)
        self.keep.setText(tr_n("Add {number} page", "Add {number} pages", count) if count else tr("Add"))
        self.discard.setVisible(bool(count) and not busy)
        self.later.setText(tr("Close, and keep for later") if count else tr("Cancel"))
        for each in (self.keep, self.later):
            each.setAccessibleName(each.text())

    # The end -------------------------------------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        self.add_wanted.emit(self._pages)
        self.accept()

    def _on_discard(self) -> None:
        self.discarded.emit()
        self.reject()

    def reject(self) -> None:
        """Close. A page that is on its way is dropped; those that have come wait, and are offered again."""
        self._on_stop()
        super().reject()


def _looked(_task: Task) -> list[Scanner]:
    return scanner.scanners()


def _asked(one: Scanner, _task: Task) -> Abilities:
    return scanner.abilities_of(one)


def _scanned(
    workspace: Workspace,
    scan: Scan,
    dpi: int,
    arrivals: deque[ScannedPage],
    small: deque[tuple[str, bytes]],
    task: Task,
) -> None:
    for page in scan.pages(progress=task):
        kept = waiting.keep(workspace.vault, page, dpi)
        arrivals.append(kept)
        task.tell("", "")
        _draw(workspace, kept, page, small, task)


def _drawn(workspace: Workspace, pages: Sequence[ScannedPage], small: deque[tuple[str, bytes]], task: Task) -> None:
    for page in pages:
        task(0, 0, "")
        _draw(workspace, page, workspace.vault.files.read(page.file_id), small, task)


def _draw(workspace: Workspace, page: ScannedPage, content: bytes, small: deque[tuple[str, bytes]], task: Task) -> None:
    # A page that cannot be drawn here is kept, and its document says what is wrong with it.
    with suppress(DocumentRefused):
        small.append((page.id, workspace.workers.render(content, PNG, 0, 72, within=2 * _SIDE).png))
        task.tell("", "")
