"""A few words that are said once before data leaves the vault, with a way on and a way back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary


class Notice(Dialog):
    """A headline, what it means, what to do about it, and two buttons: go on, or cancel."""

    def __init__(self, words: str, what: str, advice: str, go_on: str, parent: QWidget) -> None:
        super().__init__(words, parent.window(), name="notice")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(label(what))
        self.body.addWidget(secondary(advice))
        self.foot.addWidget(button("Cancel", self.reject, name="cancel"))
        forward = button(go_on, self.accept, role="primary", name="go_on")
        forward.setDefault(True)
        self.foot.addWidget(forward)
