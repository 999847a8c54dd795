"""The card of a form that holds the record's proofs: the documents, and the pages of them, that say what the record says."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.language import LazyText, tr, tr_c, tr_lazy
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Kind, shown
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.links import Proof
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.record_kit.actions import attach_proof, detach_proof

_LEAD = tr_lazy("Attach the letter or report that this comes from, so that you find it here again.")
_HEADING = tr_lazy("Supporting documents")


class ProofsPanel(Panel):
    """The proofs of one record: open one, attach one, take one away. Changes are saved at once and can be undone."""

    def __init__(
        self, workspace: Workspace, kind: Kind, words: str | LazyText = _HEADING, *, lead: str | LazyText = _LEAD
    ) -> None:
        super().__init__(str(words))
        self.setObjectName("proofs")
        self._workspace = workspace
        self._kind = kind
        self._record_id: str | None = None
        self._rows: list[ProofRow] = []
        self._none = secondary(str(lead))
        self.body.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        row = QHBoxLayout()
        row.addWidget(button(tr("Attach a document…"), self._on_attach, icon_name="mdi6.paperclip", name="attach"))
        row.addStretch(1)
        self.body.addLayout(row)

    def show_proofs(self, record_id: str, proofs: list[Proof]) -> None:
        """Show the proofs of a record."""
        self._record_id = record_id
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [ProofRow(proof) for proof in proofs]
        for row in self._rows:
            row.opened.connect(self._on_opened)
            row.detached.connect(self._on_detached)
            self._list.addWidget(row)
        self._none.setVisible(not proofs)

    def _on_opened(self, proof: Proof) -> None:
        self._workspace.show_page("documents", proof.document_id, proof.page)

    def _on_detached(self, proof: Proof) -> None:
        record_id = self._record_id
        if record_id is None:
            return
        detach_proof(self._workspace, proof.id)
        undo = partial(attach_proof, self._workspace, self._kind, record_id, proof.document_id, proof.page, proof.note)
        self._workspace.undo_bar.offer(tr("“{title}” is no longer attached.", title=proof.title), undo)

    def _on_attach(self) -> None:
        with self._workspace.vault.read() as session:
            documents = store.list_active(session, DOCUMENTS)
        dialog = AttachDialog(documents, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, document_id: str, page: int) -> None:
        if self._record_id is not None:
            link = attach_proof(self._workspace, self._kind, self._record_id, document_id, page or None)
            self._workspace.undo_bar.offer(
                tr("The document was attached."), partial(detach_proof, self._workspace, link)
            )


class ProofRow(QWidget):
    """One attached document: its title, its page, open and take away."""

    opened = Signal(object)
    detached = Signal(object)

    def __init__(self, proof: Proof) -> None:
        super().__init__()
        self.setObjectName("proof")
        self._proof = proof
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        picture = IconLabel("mdi6.file-document-outline", 20, "muted")
        row.addWidget(picture)
        row.addWidget(label(_proof_words(proof)), 1)
        opening = button(tr_c("verb", "Open"), self._on_open, role="quiet", name="proof_open")
        opening.setAccessibleName(tr("Open {title}", title=proof.title))
        row.addWidget(opening)
        row.addWidget(icon_button(tr("Detach this document"), "mdi6.link-off", self._on_detach, name="proof_detach"))

    def _on_open(self) -> None:
        self.opened.emit(self._proof)

    def _on_detach(self) -> None:
        self.detached.emit(self._proof)


def _proof_words(proof: Proof) -> str:
    if proof.is_gone:
        return tr("{title} (its page is not in the version in use)", title=proof.title)
    if not proof.page:
        return proof.title
    return tr("{title}, page {page}", title=proof.title, page=proof.page)


class AttachDialog(BareDialog):
    """Choose a document and, if only one page says so, the page. `chosen` carries the document's id and the page (0 for all)."""

    chosen = Signal(str, int)

    def __init__(self, documents: list[Record], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attach_dialog")
        self.setWindowTitle(tr("Attach a document"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading(tr("Which document is it?")))
        self._filter = QLineEdit()
        self._filter.setObjectName("attach_filter")
        self._filter.setAccessibleName(tr("Part of the title"))
        self._filter.setPlaceholderText(tr("Part of the title"))
        self._filter.textChanged.connect(self._on_filter)
        self._list = QListWidget()
        self._list.setObjectName("attach_list")
        self._list.setAccessibleName(tr("Documents"))
        self._list.setProperty("role", "framed")
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for record in documents:
            kind = shown(DOCUMENTS.field("type"), record.values["type"])
            day = shown(DOCUMENTS.field("document_date"), record.values["document_date"])
            item = QListWidgetItem(" · ".join(part for part in (record.title, kind, day) if part))
            item.setData(Qt.ItemDataRole.UserRole, (record.id, record.values["pages"]))
            self._list.addItem(item)
        self._list.currentItemChanged.connect(self._on_current)
        self._list.itemDoubleClicked.connect(self._on_attach)
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)
        if not documents:
            self._filter.hide()
            self._list.hide()
            column.addWidget(
                label(
                    tr("There are no documents yet. Drop a scan or a PDF anywhere in the window, then attach it here.")
                )
            )
        column.addLayout(self._page_row())
        column.addLayout(self._foot())
        room = parent.window().size()
        self.resize(min(theme().px(560), room.width() - 48), min(theme().px(480), room.height() - 48))

    def _page_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._page = DropDown()
        self._page.setObjectName("attach_page")
        self._page.setAccessibleName(tr("Page"))
        self._page.addItem(tr("The whole document"), 0)
        self._page.setMinimumWidth(theme().px(200))
        row.addWidget(label(tr("What to attach"), "subheading"))
        row.addWidget(self._page)
        row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self._go = button(tr("Attach"), self._on_attach, role="primary", name="attach_go")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        row.addWidget(self._go)
        return row

    def _on_filter(self, words: str) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(folded(words) not in folded(item.text()))
        current = self._list.currentRow()
        if current >= 0 and self._list.item(current).isHidden():
            self._list.setCurrentRow(-1)  # what cannot be seen must not be attached
            self._step(1, -1)

    def _step(self, step: int, start: int) -> None:
        """Choose the next document that is shown, from this row on."""
        for place in range(1, self._list.count() + 1):
            row = (start + step * place) % self._list.count()
            if not self._list.item(row).isHidden():
                self._list.setCurrentRow(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go through the list while the cursor stays in the line."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        elif self._list.count():
            current = self._list.currentRow()
            self._step(step, current if current >= 0 else min(-step, 0))

    def _on_current(self) -> None:
        chosen = self._list.currentRow() >= 0
        self._go.setEnabled(chosen)
        if chosen:
            self._page.clear()
            self._page.addItem(tr("The whole document"), 0)
            for page in range(1, self._list.currentItem().data(Qt.ItemDataRole.UserRole)[1] + 1):
                self._page.addItem(tr("Page {page}", page=page), page)

    def _on_attach(self) -> None:
        if self._list.currentRow() >= 0:
            self.chosen.emit(self._list.currentItem().data(Qt.ItemDataRole.UserRole)[0], self._page.currentData())
            self.accept()
