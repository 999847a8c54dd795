"""The jobs in the window’s last line: the one that runs, else the first to be read. The line is always there: nothing moves."""

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ism_desktop.ui.base.background import Background, Job
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.shell.job_row import JobRow

_SHOWN_AFTER = 500  # milliseconds


class JobTray(QFrame):
    """One of the jobs worth showing; hidden when there are none. `changed` follows every coming and going.

    What ended well goes when its results were read, when the person goes on to another page or entry, and when the next job begins.
    What failed, or has a note to read, stays until it is closed; its results lie open at once where the person waited for them.
    """

    changed = Signal()

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_tray")
        self._column = QHBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._waiting: list[Job] = []
        self._rows: list[JobRow] = []
        self._timer = timer(self, _SHOWN_AFTER)
        self._timer.timeout.connect(self._on_due)
        background.started.connect(self._on_started)
        self.hide()

    def _on_started(self, job: Job) -> None:
        if not job.quiet:
            self._waiting.append(job)
            job.ended.connect(self._on_ended)
            self._timer.start()

    def _on_due(self) -> None:
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            # When the program closes, the jobs go with the background before this window does.
            if shiboken6.isValid(job):
                self._add(job)

    def _add(self, job: Job) -> JobRow:
        self.put_away_good()
        row = JobRow(job)
        row.hide()
        self._rows.append(row)
        row.dismissed.connect(self._on_dismissed)
        self._column.addWidget(row)
        self._show_first()
        return row

    def go_on(self) -> None:
        """The person has gone on to another page: what ended well goes, and what runs still will not lay its results over that page."""
        self.put_away_good()
        for row in self._rows:
            row.opens_itself = False

    def put_away_good(self) -> None:
        """Put away what ended well."""
        for row in [row for row in self._rows if not row.job.running and not row.needs_reading]:
            self._remove(row)

    def _show_first(self) -> None:
        """Show the latest that runs, else the first that should be read."""
        running = [row for row in self._rows if row.job.running]
        unread = [row for row in self._rows if row.needs_reading]
        shown = (running[-1:] or unread[:1] or self._rows[-1:] or [None])[0]
        self.setVisible(shown is not None)
        for row in self._rows:
            row.setVisible(row is shown)
            row.results.follow()
        self.changed.emit()

    def _on_ended(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._waiting:
            self._waiting.remove(job)
            if job.lines:
                self._add(job).finish()
                self._show_first()
            return
        for row in [row for row in self._rows if row.job is job]:
            if not row.leaves_results:
                self._remove(row)
        self._show_first()

    def _on_dismissed(self) -> None:
        row = self.sender()
        if isinstance(row, JobRow) and row in self._rows:
            self._remove(row)

    def _remove(self, row: JobRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        for part in (row.results, row):
            part.hide()
            part.deleteLater()
        self._show_first()
