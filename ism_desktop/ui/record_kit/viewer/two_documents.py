"""Two documents side by side, each with its own tools, finding and text; scrolled by itself or together with the other."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.record_kit.near_line import NearLine
from ism_desktop.ui.record_kit.viewer.page_area import PageArea
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer


class Shown(NamedTuple):
    """A document, what it is called, how many pages it has, and the page to begin with."""

    document_id: str
    title: str
    pages: int
    page: int = 1


class TwoDocuments(Dialog):
    """F6 goes from one to the other. Scrolled together, they keep the distance that they have when that begins.

    `line` stands above both and asks for a decision about them; its letters count here, and the dialog closes when one is taken.
    """

    def __init__(
        self, workspace: Workspace, left: Shown, right: Shown, window: QWidget, line: NearLine | None = None
    ) -> None:
        super().__init__(tr("Side by side"), window, name="two_documents", width=1600, height=1100)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._apart = 0.0
        self._following = False
        self.line = line
        if line is not None:
            self.body.addWidget(line)
            line.setVisible(True)
            for decided in (line.keep_wanted, line.open_wanted, line.restore_wanted, line.trash_wanted):
                decided.connect(self.accept)
        holder = QSplitter(Qt.Orientation.Horizontal, self)
        holder.setChildrenCollapsible(False)
        holder.setHandleWidth(12)
        self.viewers = [self._side(workspace, shown, holder) for shown in (left, right)]
        holder.setSizes([1_000, 1_000])
        self.body.addWidget(holder, 1)
        self.together = TickBox(tr("Scroll both together"), name="two_documents.together")
        self.together.toggled.connect(self._on_together)
        self.foot.addWidget(self.together)
        other = button(tr("To the other one"), self._on_other, name="two_documents.other")
        other.setToolTip("F6")
        self.foot.addWidget(other)
        closing = button(tr("Close"), self.accept, role="primary", name="close")
        self.foot.addWidget(closing)
        self.viewers[0].area.moved.connect(self._on_left)
        self.viewers[1].area.moved.connect(self._on_right)
        workspace.from_page_requested.connect(self.accept)  # what is made from a page is shown behind this dialog
        self.viewers[0].area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _side(self, workspace: Workspace, shown: Shown, holder: QSplitter) -> DocumentViewer:
        side = QWidget(holder)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(shown.title, "subheading"))
        viewer = DocumentViewer(workspace)
        viewer.keep_small()
        column.addWidget(viewer, 1)
        holder.addWidget(side)
        viewer.open(shown.document_id, shown.title, shown.pages, page=shown.page)
        return viewer

    # Together ------------------------------------------------------------------------------------------------------------

    def _on_together(self) -> None:
        left, right = (viewer.area for viewer in self.viewers)
        self._apart = right.position - left.position

    def _on_left(self) -> None:
        self._follow(self.viewers[0].area, self.viewers[1].area, self._apart)

    def _on_right(self) -> None:
        self._follow(self.viewers[1].area, self.viewers[0].area, -self._apart)

    def _follow(self, leading: PageArea, other: PageArea, apart: float) -> None:
        if self._following or not self.together.isChecked():
            return
        self._following = True
        other.go_to_position(leading.position + apart)
        self._following = False

    # Keys ----------------------------------------------------------------------------------------------------------------

    def _on_other(self) -> None:
        second = self.viewers[0].isAncestorOf(self.focusWidget() or self)
        self.viewers[1 if second else 0].area.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F6 goes to the other document; Enter, which in a field looks for the next place, closes nothing."""
        if event.key() == Qt.Key.Key_F6:
            self._on_other()
        elif self.line is not None and self.line.press(event):
            return
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
