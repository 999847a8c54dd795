"""The head of the Documents place: its title, the way to what is to be filed, and the button that adds."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from ism_desktop.documents import scanner
from ism_desktop.language import tr
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import PageHead

_WIDE = 560  # pixels at 100 % from which all words stand beside the title


class DocumentsHead(PageHead):
    """`add` and `open_pile` are bound methods. Where the program that scans is missing, nothing is offered that cannot be done."""

    scan_wanted = Signal()

    def __init__(self, add: Callable[[], object], open_pile: Callable[[], object]) -> None:
        super().__init__(tr("Documents"))
        self.pile = button("", open_pile, icon_name="mdi6.tray-full", name="open_pile")
        self.add = button(DOCUMENTS.add, add, role="primary", icon_name="mdi6.plus", name="add")
        self.add_button(self.pile)
        self.scan = button(tr("Scan…"), self.scan_wanted.emit, icon_name="mdi6.scanner", name="scan")
        self.scan.setVisible(scanner.is_there())
        self.add_button(self.scan)
        self.add_button(self.add)
        self.pile.hide()

    def show_waiting(self, number: int) -> None:
        """Say how many documents are to be filed."""
        words = tr("To be filed ({number})", number=number)
        self.pile.setText(words)
        self.pile.setAccessibleName(words)
        self.pile.setVisible(bool(number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words of the button where they would not fit beside the title."""
        super().resizeEvent(event)
        self.add.setText(DOCUMENTS.add if self.width() >= theme().px(_WIDE) else tr("Add…"))
