"""The tray at the foot of the window: a row for each job that takes longer than half a second, and the result lines it leaves behind."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.ui.base.background import Background, Job, Line
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, line, secondary, small

_SHOWN_AFTER = 500  # milliseconds


class JobRow(QFrame):
    """One job: what it is doing with a bar and Cancel, and when it has ended its result lines."""

    dismissed = Signal()

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setObjectName("job")
        self.job = job
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 16, 10)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.title = label(job.title, "subheading")
        self.title.setObjectName("job_title")
        self.what = secondary(job.what)
        self.what.setObjectName("job_what")
        self.bar = QProgressBar()
        self.bar.setObjectName("job_bar")
        self.bar.setAccessibleName(tr("Progress: {what}", what=job.title))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.toggle = button(tr("Show results"), self._on_toggle, role="quiet", name="job_results")
        self.toggle.hide()
        self.cancel = button(tr("Cancel"), self._on_cancel, name="job_cancel")
        self.close_button = icon_button(tr("Close"), "mdi6.close", self.dismissed.emit, name="job_close")
        self.close_button.hide()
        row.addWidget(self.title, 2)
        row.addWidget(self.what, 3)
        row.addWidget(self.bar, 2)
        row.addWidget(self.toggle)
        row.addWidget(self.cancel)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.results = _Results()
        self.results.hide()
        column.addWidget(self.results)
        for result in job.lines:
            self.results.add(result)
        job.progressed.connect(self._on_progressed)
        job.line_added.connect(self._on_line)
        job.ended.connect(self.finish)
        self._on_progressed(job.done, job.total, job.what)
        self._refresh_results()

    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.what.setText(what)

    def _on_line(self, result: Line) -> None:
        self.results.add(result)
        self._refresh_results()

    def _refresh_results(self) -> None:
        self.toggle.setVisible(bool(self.job.lines))
        shown = self.results.isVisibleTo(self)
        count = len(self.job.lines)
        self.toggle.setText(tr("Hide results") if shown else tr("Show results ({number})", number=count))

    def _on_toggle(self) -> None:
        self.results.setVisible(not self.results.isVisibleTo(self))
        self._refresh_results()

    def _on_cancel(self) -> None:
        self.job.cancel()
        self.cancel.setEnabled(False)
        self.what.setText(tr("Stopping…"))

    def finish(self) -> None:
        """Show how the job ended."""
        self.bar.hide()
        self.cancel.hide()
        self.close_button.show()
        self.what.setText(self._summary())
        if any(result.look or not result.good for result in self.job.lines):
            self.results.show()
            self._refresh_results()

    def _summary(self) -> str:
        if self.job.state == "cancelled":
            return tr("Stopped. What was finished before is kept.")
        refused = sum(not result.good for result in self.job.lines)
        count = len(self.job.lines)
        if refused:
            return tr("{done} done, {failed} failed. The reason is next to each.", done=count - refused, failed=refused)
        if any(result.look for result in self.job.lines):
            return tr_n(
                "Done. Please read the note below.", "All {number} done. Please read the notes below.", max(1, count)
            )
        return tr_n("Done.", "All {number} done.", max(1, count))

    @property
    def leaves_results(self) -> bool:
        """Whether there is something to read after the end."""
        return bool(self.job.lines)


def _outcome(result: Line) -> str:
    if not result.good:
        return tr_c("how one file ended", "failed")
    return tr_c("how one file ended", "done, please read") if result.look else tr_c("how one file ended", "done")


class _Results(QScrollArea):
    """Result lines, one under the other, in a frame of limited height."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("job_lines")
        self.setWidgetResizable(True)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def add(self, result: Line) -> None:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        name = "mdi6.alert-circle-outline" if result.look else "mdi6.check-circle-outline"
        name = name if result.good else "mdi6.close-circle-outline"
        picture = IconLabel(name, 18, "accent" if result.good else "text")
        picture.setAccessibleName(_outcome(result))
        inner.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(label(result.subject), 2, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(small(result.words), 3, Qt.AlignmentFlag.AlignTop)
        self._column.insertWidget(self._column.count() - 1, row)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines need, up to a limit: then they scroll."""
        needed = self._column.totalHeightForWidth(self.viewport().width())
        self.setFixedHeight(min(theme().px(160), max(theme().px(32), needed) + 4))


class JobTray(QFrame):
    """The rows of all jobs worth showing; hidden when there are none."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_tray")
        self.setProperty("role", "bar")
        self._column = QVBoxLayout(self)
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
        row = JobRow(job)
        if self._rows:
            self._column.addWidget(line())
        self._rows.append(row)
        row.dismissed.connect(self._on_dismissed)
        self._column.addWidget(row)
        self.show()
        return row

    def _on_ended(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._waiting:
            self._waiting.remove(job)
            if job.lines:
                self._add(job).finish()
            return
        for row in [row for row in self._rows if row.job is job]:
            if not row.leaves_results:
                self._remove(row)

    def _on_dismissed(self) -> None:
        row = self.sender()
        if isinstance(row, JobRow):
            self._remove(row)

    def _remove(self, row: JobRow) -> None:
        self._rows.remove(row)
        place = self._column.indexOf(row)
        neighbour = self._column.itemAt(place - 1 if place else 1)
        if neighbour is not None and (divider := neighbour.widget()) is not None:
            self._column.removeWidget(divider)
            divider.deleteLater()
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.setVisible(bool(self._rows))
