"""What the viewer shows when a document cannot be shown: calmly what happened, what to do now, and a way to try again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary


class Trouble(QScrollArea):
    """An error with its advice, in place of the pages."""

    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        picture = IconLabel("mdi6.file-alert-outline", 48, "muted")
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = heading("")
        self._what = label("")
        self._advice = secondary("")
        again = button(tr("Try again"), self.retry_wanted.emit, icon_name="mdi6.refresh", name="retry")
        again.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addStretch(1)
        column.addWidget(picture)
        for words in (self._title, self._what, self._advice):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.setWidget(inside)
        for ground in (self.viewport(), inside):
            ground.setAutoFillBackground(False)  # so that the card below shows, as around it

    def show_error(self, error: IsmError) -> None:
        """Say what happened and what to do."""
        self._title.setText(str(error.title))
        self._what.setText(error.what)
        self._advice.setText(error.advice)
