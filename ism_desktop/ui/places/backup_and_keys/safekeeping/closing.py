"""The small window “Making a backup…” that stays for a moment when the program is closed; it can be skipped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.ui.base.background import Job
from ism_desktop.ui.base.safekeeping.watching import Safekeeping
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, secondary

_WIDTH = 420
_STAYS = 700  # milliseconds after its end, so that it does not only flash up


class ClosingBackup(QWidget):
    """Shows how far the last backup is. `closed` tells that it is made, skipped, or that its failure was read."""

    closed = Signal()

    def __init__(self, keeping: Safekeeping, job: Job) -> None:
        super().__init__(None, Qt.WindowType.Dialog)
        self.setObjectName("closing_backup")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
        self.setWindowTitle("ISM Desktop")
        self._keeping = keeping
        self._job = job
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        picture = IconLabel("mdi6.shield-check-outline", 28)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._head = label(tr("Making a backup…"), "heading")
        head.addWidget(self._head, 1)
        column.addLayout(head)
        self._words = secondary(tr("Looking for your backup folder."))
        column.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setRange(0, 0)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addStretch(1)
        self._button = button(tr("Skip this time"), self.close, name="closing.skip")
        row.addWidget(self._button)
        column.addLayout(row)
        self._ended = timer(self, _STAYS)
        self._ended.timeout.connect(self.close)
        job.progressed.connect(self._on_progressed)
        keeping.own_backup_failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self.setFixedWidth(theme().px(_WIDTH))
        self.adjustSize()
        fitting.keep_fitting(self, self.adjustSize)

    def _on_progressed(self, done: int, total: int, _what: str) -> None:
        self._words.setText(tr("Copying what is new since the last backup, and reading it back."))
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_ended(self) -> None:
        if not self._job.total:
            # The folder is not in reach, which is no fault: there was nothing to do.
            self._ended.setInterval(0)
        self._bar.setRange(0, 1)
        self._bar.setValue(1)
        self._ended.start()

    def _on_failed(self, error: BaseException) -> None:
        """Say why it was not made; a person who is leaving reads it now or on Home the next time."""
        if isinstance(error, IsmError):
            self._ended.stop()
            self._bar.hide()
            self._head.setText(str(error.title))
            self._words.setText(f"{error.what} {error.advice}")
            self._button.setText(tr("Close"))
            self.adjustSize()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Skip what is left of it: every earlier backup is as it was."""
        self._keeping.cancel("backup")
        super().closeEvent(event)
        self.closed.emit()
