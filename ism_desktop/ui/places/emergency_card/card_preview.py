"""The right side of the card's page: pictures of the very PDF, as cut-out panels or as the whole sheet, on A4 or Letter."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.printing import emergency_card
from ism_desktop.printing.emergency_card import CardContent
from ism_desktop.printing.paper import Paper
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.paper_kit import Cutout, PaperPreview, PaperSwitch


class CardPreview(QWidget):
    """The live preview, and what prints it."""

    print_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._content: CardContent | None = None
        # What is being drawn, or was drawn last, and what draws it.
        self._wanted: tuple[CardContent, Paper] | None = None
        self._drawing: Callable[[], bytes] = bytes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.print = button(
            tr("Print…"), self.print_wanted.emit, role="primary", icon_name="mdi6.printer-outline", name="print_shown"
        )
        self.print.hide()
        self.view = Choices((("card", tr("Cut out")), ("sheet", tr("Sheet"))), tr("Show the card"), name="card_view")
        self.view.set_value("card")
        self.view.changed.connect(self._draw)
        self.paper = PaperSwitch(workspace.settings)
        self.paper.chosen.connect(self._draw)
        controls = (self.print, self.view, self.paper)
        self.pages = PaperPreview(workspace, "card_preview", tr("Preview of the card"), controls=controls)
        column.addWidget(self.pages, 1)

    def show_content(self, content: CardContent) -> None:
        """Draw the card anew when it says something else than what is shown."""
        self._content = content
        self.paper.refresh()
        if self._wanted != (content, self.paper.paper):
            self._draw()

    def _draw(self, _paper: Paper | None = None) -> None:
        if self._content is None:
            return
        content, paper = self._content, self.paper.paper
        self._wanted = content, paper
        self._drawing = partial(emergency_card.draw, content, paper)
        cutouts: list[Cutout] = []
        if self.view.value == "card":
            cutouts = [
                Cutout(area.page, QRectF(area.left, area.top, area.width, area.height))
                for area in emergency_card.panel_areas(content, paper)
            ]
        self.pages.show_paper(self._drawing, cutouts)

    def drawer(self, content: CardContent) -> Callable[[Paper], bytes]:
        """What draws a card on any paper: the very bytes that are shown where that is what is shown. It may run in another thread."""
        paper = self.paper.paper
        shown = self.pages.pdf_of(self._drawing) if self._wanted == (content, paper) else None
        return partial(_draw, content, paper, shown)


def _draw(content: CardContent, shown_paper: Paper, shown: bytes | None, paper: Paper) -> bytes:
    return shown if shown is not None and paper is shown_paper else emergency_card.draw(content, paper)
