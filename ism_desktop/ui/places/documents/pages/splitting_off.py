"""Asks what a new document is called that is made of chosen pages, and whether they stay in the old one, too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label


class SplitOff(Dialog):
    """`chosen` carries the title and whether the pages leave the document."""

    chosen = Signal(str, bool)

    def __init__(self, title: str, pages: int, *, may_leave: bool, window: QWidget) -> None:
        super().__init__(tr("Split off as a new document"), window, name="split_off")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        caption = label(
            tr_n("Title of the new document with {number} page", "Title of the new document with {number} pages", pages)
        )
        self.title = QLineEdit(tr("{title}, part", title=title))
        self.title.setObjectName("split_off_title")
        caption.setBuddy(self.title)
        self.title.setAccessibleName(caption.text())
        self.title.selectAll()
        self.leave = TickBox(tr("Take the pages out of this document"), name="split_off_leave")
        self.leave.setChecked(may_leave)
        for part in (caption, self.title, self.leave):
            self.body.addWidget(part)
        self.leave.setVisible(may_leave)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        take = button(tr("Split off"), self._on_taken, role="primary", name="take")
        take.setDefault(True)
        self.foot.addWidget(take)

    def _on_taken(self) -> None:
        title = self.title.text().strip()
        if title:
            self.accept()
            self.chosen.emit(title, self.leave.isChecked())
        else:
            self.title.setFocus()
