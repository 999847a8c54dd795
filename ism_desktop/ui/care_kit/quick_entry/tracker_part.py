"""The trackers of the quick entry: what a person chose to keep track of, each with its way of typing; nothing but one button until then."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_c
from ism_desktop.records.offered_trackers import Offered
from ism_desktop.records.quick_entry import QuickEntry, Row
from ism_desktop.records.tracker_words import NO, SCALE, WORDS, YES, YES_NO, read_value, tracker_name
from ism_desktop.ui.care_kit.quick_entry.key_buttons import KeyButton
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, set_flag, small
from ism_desktop.ui.record_kit.editors.scale import ScaleButtons


class TrackerCell(QWidget):
    """One tracker: its name, and a line, eleven numbers, or yes and no."""

    edited = Signal()

    def __init__(self, tracker: Offered, typed: str) -> None:
        super().__init__()
        self.tracker = tracker
        name = ".".join(part for part in ("tracker", tracker.key, tracker.own) if part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(tracker.label))
        self.scale: ScaleButtons | None = None
        self.answer: Choices | None = None
        self.line: QLineEdit | None = None
        if tracker.sort == SCALE:
            self.scale = made = ScaleButtons(tracker.label, name=name)
            made.set_value(int(typed) if typed.isdecimal() else None)
            made.changed.connect(self.edited)
        elif tracker.sort == YES_NO:
            answers = ((YES, tr_c("an answer", "yes")), (NO, tr_c("an answer", "no")))
            self.answer = made = Choices(answers, tracker.label, name=name, role="chip", may_clear=True)
            made.set_value(typed or None)
            made.changed.connect(self.edited)
        else:
            self.line = self._line(name, typed)
            made = self._with_unit(self.line)
        column.addWidget(made)
        if tracker.sort == SCALE and all(tracker.ends):
            column.addWidget(small(tr("0: {lowest}. 10: {highest}.", lowest=tracker.ends[0], highest=tracker.ends[1])))
        column.addStretch(1)
        for part in self.findChildren(QPushButton):
            part.setProperty("large", True)  # noqa: FBT003  (Qt's own signature)
        self.control: QWidget = self.scale or self.answer or self.line or self
        self.setFocusProxy(self.control)

    def _line(self, name: str, typed: str) -> QLineEdit:
        made = QLineEdit(typed)
        made.setObjectName(name)
        unit, words = self.tracker.unit, self.tracker.label
        made.setAccessibleName(tr("{tracker}, in {unit}", tracker=words, unit=unit) if unit else words)
        if self.tracker.example:
            made.setPlaceholderText(tr("Such as {example}", example=self.tracker.example))
        made.setFixedWidth(theme().px(260 if self.tracker.sort == WORDS else 140))
        made.textEdited.connect(self._on_typed)
        return made

    def _with_unit(self, line: QLineEdit) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(line)
        if self.tracker.unit:
            unit = label(self.tracker.unit, "secondary")
            unit.setWordWrap(False)
            row.addWidget(unit)
        row.addStretch(1)
        return holder

    def _on_typed(self) -> None:
        set_flag(self.control, "fault", on=False)
        self.edited.emit()

    @property
    def typed(self) -> str:
        """What stands here, as a draft keeps it."""
        if self.scale is not None:
            return "" if self.scale.value is None else str(self.scale.value)
        if self.answer is not None:
            return self.answer.value or ""
        return self.line.text() if self.line is not None else ""

    def fault(self) -> str:
        """Why what stands here cannot be saved: a sentence; empty where it can be."""
        try:
            read_value(self.typed, self.tracker.sort, self.tracker.unit)
        except ValueError as error:
            set_flag(self.control, "fault", on=True)
            return tr("{tracker}: {fault}", tracker=self.tracker.label, fault=str(error))
        return ""


class TrackerPart(QWidget):
    """All of them. `edited` is emitted for every change, `choosing_wanted` by the button that says which ones are offered."""

    edited = Signal()
    choosing_wanted = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName("trackers")
        self.cells: list[TrackerCell] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._key = key
        self.heading = label(tr("Trackers (key {key})", key=key), "subheading")
        column.addWidget(self.heading)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, spacing=16)
        column.addWidget(self._holder)
        self.faults = label("", "fault")
        self.faults.setObjectName("trackers.fault")
        self.faults.hide()
        column.addWidget(self.faults)
        below = QWidget()
        row = FlowLayout(below, spacing=6)
        self.start = KeyButton(
            tr("Keep track of sleep, weight, blood pressure or more…"), key, name="trackers.start", checkable=False
        )
        self.choose = button(tr("Choose trackers…"), self.choosing_wanted.emit, role="quiet", name="trackers.choose")
        for made in (self.start, self.choose):
            row.addWidget(made)
        column.addWidget(below)
        self.start.clicked.connect(self.choosing_wanted)

    def offer(self, trackers: Sequence[Offered], entry: QuickEntry) -> None:
        """Show these, with what was typed; a value of one that is offered no longer keeps its line."""
        known = {one.name for one in trackers}
        left = [one for one in map(_of_draft, entry.readings) if one.name not in known]
        for cell in self.cells:
            self._flow.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.cells = [TrackerCell(one, entry.typed_of(one)) for one in (*trackers, *left)]
        for cell in self.cells:
            cell.edited.connect(self._on_edited)
            self._flow.addWidget(cell)
            cell.show()
        highest = max((cell.sizeHint().height() for cell in self.cells), default=0)
        for cell in self.cells:
            cell.setMinimumHeight(highest)  # so that names side by side stand on one line
        for part in (self.heading, self._holder, self.choose):
            part.setVisible(bool(self.cells))
        self.start.setVisible(not self.cells)
        self.faults.hide()

    def press_key(self, key: str) -> bool:
        """Put the cursor into the first tracker where this is the key for it."""
        if key != self._key or not self.cells:
            return False
        self.cells[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _on_edited(self) -> None:
        self.faults.hide()
        self.edited.emit()

    def read_into(self, entry: QuickEntry) -> None:
        """Take over what stands here."""
        for cell in self.cells:
            entry.type_reading(cell.tracker, cell.typed)

    def check(self) -> bool:
        """Whether every value can be saved; what cannot is said, and the cursor put there."""
        found = [(cell, fault) for cell in self.cells if (fault := cell.fault())]
        self.faults.setText("\n".join(fault for _, fault in found))
        self.faults.setVisible(bool(found))
        if found:
            found[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not found


def _of_draft(row: Row) -> Offered:
    label_ = tracker_name({"tracker": row["tracker"], "own": row["own"] or None})
    return Offered(str(row["tracker"]), str(row["own"]), label_, str(row["sort"]), str(row["unit"]))
