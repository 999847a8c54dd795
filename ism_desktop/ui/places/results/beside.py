"""The page of a lab report beside the table, so that the values can be read and typed without turning away."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import heading
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer


@dataclass(frozen=True, slots=True)
class PageBeside:
    """A document, and the page of it that is meant; None for the whole document."""

    document_id: str
    page: int | None


class DocumentBeside(QFrame):
    """One document. `choose_wanted` asks for another one, `values_wanted` for its values, `closed` says that the person is done with it."""

    choose_wanted = Signal()
    values_wanted = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("document_beside")
        self._workspace = workspace
        self._is_low = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._title = heading("")
        self._title.setObjectName("beside_title")
        self._row.addWidget(self._title, 1)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        self._take = button(
            tr("Take its values…"), self.values_wanted.emit, icon_name="mdi6.table-arrow-left", name="from_report"
        )
        self._take.setToolTip(tr("Take its values…"))
        buttons.addWidget(self._take)
        buttons.addWidget(button(tr("Another…"), self.choose_wanted.emit, role="quiet", name="beside_choose"))
        buttons.addWidget(icon_button(tr("Hide the document"), "mdi6.close", self.closed.emit, name="beside_close"))
        self._row.addWidget(self._buttons)
        column.addLayout(self._row)
        self.viewer = DocumentViewer(workspace)
        self.viewer.keep_small()
        column.addWidget(self.viewer, 1)

    def set_low(self, *, low: bool) -> None:
        """With little height the title, which stands on the page itself, gives its line to the page; the buttons go to the tools."""
        if low is self._is_low:
            return
        self._is_low = low
        self._title.setVisible(not low)
        self._take.setText("" if low else tr("Take its values…"))  # among the tools its icon has to do
        (self.viewer.tool_line if low else self._row).addWidget(self._buttons)
        self._buttons.show()  # a widget that moves to another parent is hidden until Qt comes to it

    def show_page(self, wanted: PageBeside) -> bool:
        """Show a document at its page. False where the document is gone."""
        with self._workspace.vault.read() as session:
            record = store.find(session, DOCUMENTS, wanted.document_id)
        if record is None or record.deleted_at is not None:
            return False
        self._title.setText(record.title)
        self.viewer.open(record.id, record.title, record.values["pages"], page=wanted.page or 1)
        return True

    @property
    def title(self) -> str:
        """What the document is called."""
        return self._title.text()

    def put_away(self) -> None:
        """Show nothing, and keep no picture of a page."""
        self.viewer.open(None, "", 0)
