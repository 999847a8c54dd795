"""What the recorder shows of what it wrote: the last press, or that it was not recorded, and the list of all."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_c
from ism_desktop.ui.care_kit.recorder.writing import ShownTime
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, set_role


def time_words(time: ShownTime) -> str:
    """What is recorded, and when: `Injector 1, 14:09:12`."""
    at = in_use().clock_to_the_second(time.at) if time.at is not None else ""
    return tr_c("what was recorded, and when", "{what}, {moment}", what=time.words, moment=at)


class ResultPanel(QFrame):
    """One line about the last press. `mistake_wanted` carries its id and whether it was a mistake."""

    mistake_wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recorder.result")
        self.setProperty("role", "leaf")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        self.words = label("", "heading")
        self.words.setObjectName("recorder.said")
        self.reason = label("")
        self.reason.setObjectName("recorder.reason")
        said = QVBoxLayout()
        said.addWidget(self.words)
        said.addWidget(self.reason)
        row.addLayout(said, 1)
        self.mistake = MistakeButton("recorder.last_mistake")
        self.mistake.wanted.connect(self.mistake_wanted)
        kept = self.mistake.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the large buttons below stay where they are
        self.mistake.setSizePolicy(kept)
        row.addWidget(self.mistake)
        self.clear()

    def clear(self) -> None:
        """Nothing was pressed since the recorder was opened."""
        set_role(self, "leaf")
        self.words.setText(tr("Press a button: its time is written down at once."))
        self.reason.hide()
        self.mistake.hide()

    def show_done(self, time: ShownTime, *, can_change: bool) -> None:
        """Show a press that is on the disk."""
        set_role(self, "leaf")
        said = time_words(time)
        words = tr("Marked as a mistake: {what}", what=said) if time.is_mistaken else tr("Recorded: {what}", what=said)
        self.words.setText(words)
        self.reason.hide()
        self.mistake.setVisible(can_change)
        self.mistake.show_time(time)

    def show_refused(self, error: IsmError | None) -> None:
        """Say that a press was not recorded, and why."""
        set_role(self, "panel-danger")
        reason = tr("Something went wrong while it was written.") if error is None else error.what
        self.words.setText(tr("NOT recorded. Press again, or write the time on paper."))
        self.reason.setText(reason)
        self.reason.show()
        self.mistake.hide()


class MistakeButton(QPushButton):
    """Marks a press as mistaken, or takes that back."""

    wanted = Signal(str, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._time = ShownTime("", "", None)
        self.clicked.connect(self._on_clicked)

    def show_time(self, time: ShownTime) -> None:
        """Be the button of this time."""
        self._time = time
        self.setText(tr("No mistake") if time.is_mistaken else tr("By mistake"))
        self.setAccessibleName(tr("{button}: {what}", button=self.text(), what=time_words(time)))

    def _on_clicked(self) -> None:
        self.wanted.emit(self._time.id, not self._time.is_mistaken)


class RecordedList(Panel):
    """Every time of the episode, the latest first."""

    mistake_wanted = Signal(str, bool)

    def __init__(self, *, can_change: bool) -> None:
        super().__init__(tr("Recorded"))
        self.setObjectName("recorder.list")
        self._can_change = can_change
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_times(self, times: Sequence[ShownTime]) -> None:
        """Show these."""
        while (item := self._rows.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        for time in reversed(times):
            self._rows.addWidget(self._row(time))

    def _row(self, time: ShownTime) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = time_words(time)
        row.addWidget(label(tr("{title} (by mistake)", title=words) if time.is_mistaken else words), 1)
        if self._can_change:
            mistake = MistakeButton(f"mistake.{time.id}")
            mistake.setProperty("role", "quiet")
            mistake.show_time(time)
            mistake.wanted.connect(self.mistake_wanted)
            row.addWidget(mistake, 0, Qt.AlignmentFlag.AlignTop)
        return holder
