"""What the Documents place says while there are no documents: one sentence, one button, one example, and the way to the trash."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import EmptyPlace


class EmptyShelf(QWidget):
    """Shown in place of the shelf. `add` is a bound method that asks for files."""

    trash_wanted = Signal()

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        adding = button(DOCUMENTS.add, add, role="primary", icon_name="mdi6.plus", name="add_first")
        column.addWidget(EmptyPlace(DOCUMENTS.icon, DOCUMENTS.empty, adding, DOCUMENTS.example), 1)
        self._trash = button(
            "", self.trash_wanted.emit, role="quiet", icon_name="mdi6.trash-can-outline", name="open_trash"
        )
        column.addWidget(self._trash, 0, Qt.AlignmentFlag.AlignRight)

    def show_trash(self, count: int) -> None:
        """Offer the trash when something lies in it."""
        self._trash.setVisible(bool(count))
        self._trash.setText(tr("Trash ({number})", number=count))
        self._trash.setAccessibleName(tr("In the trash: {what}", what=DOCUMENTS.count_words(count)))
