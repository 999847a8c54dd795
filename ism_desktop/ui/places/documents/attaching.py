"""The dialog that attaches a document, or one page of it, to a record."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.places.documents import changes

_UNPROVEN = (DOCUMENTS, TAGS, FILING_RULES, OWN_FIELDS)
_RECORD = Qt.ItemDataRole.UserRole


def records_to_attach_to(workspace: Workspace) -> list[Record]:
    """Every record that a document can prove."""
    with workspace.vault.read() as session:
        return [record for kind in KINDS if kind not in _UNPROVEN for record in store.list_active(session, kind)]


class AttachToDialog(BareDialog):
    """Choose the record, and the page if only one of several says so. `chosen` carries the record and the page (0 for all)."""

    chosen = Signal(object, int)

    def __init__(self, title: str, pages: int, page: int, records: Sequence[Record], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setObjectName("attach_to")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Attach to an entry"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading(tr("What does it belong to?")))
        column.addWidget(secondary(tr("“{title}” will be shown with the entry that you choose.", title=title)))
        self.filter = QLineEdit()
        self.filter.setObjectName("attach_filter")
        self.filter.setAccessibleName(tr("Part of the name"))
        self.filter.setPlaceholderText(tr("Part of the name"))
        self.filter.textChanged.connect(self._on_filter)
        self.list = QListWidget()
        self.list.setObjectName("attach_list")
        self.list.setAccessibleName(tr("Records"))
        self._fill(records)
        self.list.itemSelectionChanged.connect(self._on_current)
        self.list.itemDoubleClicked.connect(self._on_attach)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        if not records:
            self.filter.hide()
            self.list.hide()
            column.addWidget(
                label(tr("There is nothing to attach it to yet. Add a medication, a reaction or an appointment first."))
            )
            column.addStretch(1)
        column.addLayout(self._page_row(pages, page))
        column.addLayout(self._foot())
        fitting.fit_dialog(self, QSize(theme().px(520), theme().px(480)))

    def _fill(self, records: Sequence[Record]) -> None:
        for record in records:
            title = f"{record.kind.singular}: {record.title}" if record.title != record.kind.singular else record.title
            item = QListWidgetItem(icon(record.kind.icon, "muted"), title)
            item.setData(_RECORD, record)
            self.list.addItem(item)

    def _page_row(self, pages: int, page: int) -> QHBoxLayout:
        row = QHBoxLayout()
        self.page = QSpinBox()
        self.page.setObjectName("attach_page")
        self.page.setAccessibleName(tr("Page"))
        self.page.setRange(0, pages)
        self.page.setSpecialValueText(tr("whole document"))
        self.page.setMinimumWidth(theme().px(170))
        words = label(tr("Page"))
        words.setWordWrap(False)
        this_page = button(tr("Page {page}, shown now", page=page), role="quiet", name="attach_this_page")
        this_page.clicked.connect(self._on_this_page)
        self._shown_page = page
        row.addWidget(words)
        row.addWidget(self.page)
        row.addWidget(this_page)
        row.addStretch(1)
        if pages <= 1:
            for part in (words, self.page, this_page):
                part.hide()
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.go = button(tr("Attach"), self._on_attach, role="primary", name="attach_go")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        row.addWidget(self.go)
        return row

    def _on_this_page(self) -> None:
        self.page.setValue(self._shown_page)

    def _on_filter(self, words: str) -> None:
        wanted = folded(words).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(part in folded(item.text()) for part in wanted))
        self._on_current()

    def _on_current(self) -> None:
        self.go.setEnabled(any(not item.isHidden() for item in self.list.selectedItems()))

    def _on_attach(self) -> None:
        for item in [item for item in self.list.selectedItems() if not item.isHidden()]:
            self.chosen.emit(item.data(_RECORD), self.page.value())
            self.accept()


class Attaching(QObject):
    """Attaches the documents of a page: asks to what, and does it."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._document_id = ""

    def begin(self, document: Record, page: int) -> None:
        """Ask for the record, with this page of the document in sight. One in the trash proves nothing."""
        if document.deleted_at is not None:
            return
        self._document_id = document.id
        pages, records = document.values["pages"], records_to_attach_to(self._workspace)
        dialog = AttachToDialog(document.title, pages, page, records, self._page)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, record: Record, page: int) -> None:
        changes.attach(self._workspace, record.kind, record.id, self._document_id, page or None)
