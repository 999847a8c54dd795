"""Choosing another document, whose pages shall be put in; and in which order back sides were scanned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records import document_versions
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary

_ENTRY = int(Qt.ItemDataRole.UserRole)
_MOST = 200
LAST_FIRST, FIRST_FIRST = "last", "first"


class ChooseDocument(Dialog):
    """`chosen` carries the id, the title and the number of pages."""

    chosen = Signal(str, str, int)

    def __init__(self, workspace: Workspace, words: str, leave_out: str, window: QWidget, take: str = "") -> None:
        """`words` say what for, `take` stands on the button; `leave_out` is the id of a document that is not offered."""
        super().__init__(words, window, name="choose_document", width=520, height=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._leave_out = leave_out
        self.filter = QLineEdit()
        self.filter.setObjectName("choose_document_filter")
        self.filter.setAccessibleName(tr("Part of the title"))
        self.filter.setPlaceholderText(tr("Part of the title"))
        self.filter.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setObjectName("choose_document_list")
        self.list.setAccessibleName(tr("Documents"))
        self.list.itemActivated.connect(self._on_taken)
        self._none = secondary(tr("No matching documents."))
        for part in (self.filter, self.list, self._none):
            self.body.addWidget(part)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self._take = button(take or tr("Take its pages"), self._on_taken, role="primary", name="take")
        self._take.setDefault(True)
        self.foot.addWidget(self._take)
        self._fill()
        self.filter.setFocus()

    def _fill(self) -> None:
        with self._workspace.vault.read() as session:
            found = document_versions.to_take_from(session, self.filter.text(), self._leave_out, _MOST)
        self.list.clear()
        for entry in found:
            _, title, pages = entry
            words = tr("{title} ({pages})", title=title, pages=tr_n("{number} page", "{number} pages", pages))
            item = QListWidgetItem(icon("mdi6.file-document-outline", "muted"), words)
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._take.setEnabled(bool(found))

    def _on_taken(self) -> None:
        if self.list.currentRow() >= 0:
            self.accept()
            self.chosen.emit(*self.list.currentItem().data(_ENTRY))


class BackSides(Dialog):
    """Asks in which order the back sides were scanned. `chosen` carries whether they come from the last to the first."""

    chosen = Signal(bool)

    def __init__(self, fronts: int, backs: int, window: QWidget) -> None:
        super().__init__(tr("Interleave back sides"), window, name="back_sides")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = tr(
            "{fronts} and {backs}. Each back is put behind its front.",
            fronts=tr_n("{number} front", "{number} fronts", fronts),
            backs=tr_n("{number} back", "{number} backs", backs),
        )
        self.body.addWidget(label(words))
        if fronts != backs:
            self.body.addWidget(secondary(tr("There are not as many backs as fronts: what is over comes at the end.")))
        self.order = Choices(
            ((LAST_FIRST, tr("Last page first")), (FIRST_FIRST, tr("First page first"))),
            tr("Order of the back sides"),
            name="back_sides_order",
        )
        self.order.set_value(LAST_FIRST)
        self.body.addWidget(
            secondary(tr("When you turn the whole stack over and scan it again, the last page comes first."))
        )
        self.body.addWidget(self.order)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        take = button(tr("Interleave"), self._on_taken, role="primary", name="take")
        take.setDefault(True)
        self.foot.addWidget(take)

    def _on_taken(self) -> None:
        self.accept()
        self.chosen.emit(self.order.value != FIRST_FIRST)
