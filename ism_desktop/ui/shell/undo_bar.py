"""The bar at the foot of the window that says what was just done and offers to undo it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.undo import UndoOffers
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.shell.commands import native

_SHOWN_FOR = 20_000  # milliseconds; Ctrl+Z goes on working after the bar has gone


class UndoBar(QWidget):
    """Shows the latest offer. It takes no focus away from what a person is typing in."""

    def __init__(self, offers: UndoOffers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo_bar")
        self._offers = offers
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 12)
        frame = QFrame()
        frame.setProperty("role", "undo")
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        self.words = label("")
        self.words.setObjectName("undo_words")
        row.addWidget(self.words, 1)
        undo = button(tr("Undo"), self._on_undo, name="undo")
        undo.setToolTip(native("Ctrl+Z"))
        undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(undo)
        closing = icon_button(tr("Close"), "mdi6.close", self.hide, name="undo_close", role="window")
        closing.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(closing)
        self._timer = timer(self, _SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        offers.offered.connect(self._on_offered)
        offers.withdrawn.connect(self.hide)
        self.hide()

    def _on_offered(self, words: str) -> None:
        self.words.setText(words)
        self.show()
        self._timer.start()

    def _on_undo(self) -> None:
        self._offers.undo_latest()
