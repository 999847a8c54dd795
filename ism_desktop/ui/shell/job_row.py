"""One job as it stands in the window's last line, and its result lines, which lie over the page and move nothing of it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.ui.base.background import Job, Line
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, small

_WIDTH = 560  # pixels at 100 %
_ABOVE = 76  # pixels at 100 % between the results and the last line: there stands “Save”
_BAR = 120  # pixels at 100 %
_LOW = 560  # pixels at 100 %: in a window of less height the results wait to be asked for


class JobRow(QFrame):
    """One job: what it is doing with a bar and Cancel, and when it has ended how it did."""

    dismissed = Signal()

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setObjectName("job")
        self.job = job
        self.opens_itself = True  # until the person has gone on to something else, which nothing may cover then
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        self.title = _OneLine(job.title)
        self.title.setObjectName("job_title")
        self.what = _OneLine(job.what)
        self.what.setObjectName("job_what")
        self.bar = QProgressBar()
        self.bar.setObjectName("job_bar")
        self.bar.setAccessibleName(tr("Progress: {what}", what=job.title))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(theme().px(_BAR))
        self.toggle = button(tr("Show results"), self._on_toggle, role="chip", name="job_results")
        self.toggle.hide()
        self.cancel = button(tr("Cancel"), self._on_cancel, role="chip", name="job_cancel")
        self.close_button = icon_button(tr("Close"), "mdi6.close", self.dismissed.emit, name="job_close")
        self.close_button.hide()
        row.addWidget(self.title)
        row.addWidget(self.what, 1)
        for part in (self.bar, self.toggle, self.cancel, self.close_button):
            row.addWidget(part)
        self.results = JobResults(job.title, self)
        self.results.closed.connect(self._refresh_results)
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
        count = len(self.job.lines)
        self.toggle.setText(tr("Hide results") if self.results.is_open else tr("Show results ({number})", number=count))
        if not self.job.running and not self.needs_reading and self.results.was_read:
            self.dismissed.emit()

    def _on_toggle(self) -> None:
        self.results.open(on=not self.results.is_open)
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
        # In a low window they would lie over what the person does meanwhile; the line says that there is something to read.
        window = self.window()
        is_low = isinstance(window, QMainWindow) and window.height() < theme().px(_LOW)
        if self.needs_reading and self.opens_itself and not is_low:
            self.results.open(on=True)
        self._refresh_results()

    @property
    def needs_reading(self) -> bool:
        """Whether something failed, or has words that should be read."""
        return any(result.needs_reading for result in self.job.lines)

    def _summary(self) -> str:
        if self.job.state == "cancelled":
            return tr("Stopped. What was finished before is kept.")
        refused = sum(not result.good for result in self.job.lines)
        count = len(self.job.lines)
        if refused:
            return tr("{done} done, {failed} failed. The reason is next to each.", done=count - refused, failed=refused)
        if any(result.look for result in self.job.lines):
            return tr_n("Done. Please read the note.", "All {number} done. Please read the notes.", max(1, count))
        return tr_n("Done.", "All {number} done.", max(1, count))

    @property
    def leaves_results(self) -> bool:
        """Whether there is something to read after the end."""
        return bool(self.job.lines)


class _OneLine(QLabel):
    """A text that is cut with dots where there is no room, and said whole by its tool tip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(theme().px(40))
        self.setText(words)

    def setText(self, words: str) -> None:
        """Say something else."""
        super().setText(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's name)
        """Draw as much as there is room for."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _outcome(result: Line) -> str:
    if not result.good:
        return tr_c("how one file ended", "failed")
    return tr_c("how one file ended", "done, please read") if result.look else tr_c("how one file ended", "done")


class JobResults(QFrame):
    """The result lines of a job. They lie over the page and leave its lowest part free."""

    closed = Signal()

    def __init__(self, words: str, row: JobRow) -> None:
        super().__init__(row)
        self.setObjectName("job_results_panel")
        self.setProperty("role", "panel")
        self._row = row
        self._over: QWidget | None = None
        self.is_open = self.was_read = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(words, "subheading"), 1)
        head.addWidget(icon_button(tr("Hide results"), "mdi6.chevron-down", self._on_close, name="job_results_close"))
        column.addLayout(head)
        self._lines = _Lines()
        column.addWidget(self._lines)
        self.hide()

    def add(self, result: Line) -> None:
        """Add a line: what is to be read above what only went well."""
        self._lines.add(result)
        if self.is_open:
            self._place()

    def open(self, *, on: bool) -> None:
        """Show them over the page, or put them away."""
        self.was_read = self.was_read or (self.is_open and not on)
        self.is_open = on
        self.follow()

    def follow(self) -> None:
        """Be seen while they are open and the job's line is the one that is seen."""
        if not self.is_open or self._row.isHidden():
            self.hide()
            return
        if self._over is None:
            self._over = self._row.window()
            self._over.installEventFilter(self)
            if self._over is not self._row:
                self.setParent(self._over)
        self.show()
        self._place()
        self.raise_()

    def _on_close(self) -> None:
        self.open(on=False)
        self.closed.emit()

    def _place(self) -> None:
        if self._over is None:
            return
        room = self._over.rect()
        width = min(theme().px(_WIDTH), room.width() * 6 // 10)  # in a small window the sidebar stays in reach
        self.resize(width, self.height())
        self._lines.fit()
        self.resize(width, self.sizeHint().height())
        foot = self._row.mapTo(self._over, self._row.rect().topLeft()).y() - theme().px(_ABOVE)
        self.move(room.width() - width - 24, max(8, foot - self.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size."""
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class _Lines(QScrollArea):
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
        self._to_read = 0
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
        if result.needs_reading:  # above all that only went well
            self._column.insertWidget(self._to_read, row)
            self._to_read += 1
        else:
            self._column.insertWidget(self._column.count() - 1, row)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as the lines need, up to a limit: then they scroll."""
        needed = self._column.totalHeightForWidth(self.viewport().width())
        self.setFixedHeight(min(theme().px(160), max(theme().px(32), needed) + 4))
