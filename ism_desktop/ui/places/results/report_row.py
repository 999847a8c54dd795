"""One proposed row of a report: its tick, the picture of its line, its cells to correct, and why it should be looked at."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from ism_desktop.documents.report_rows import ProposedRow
from ism_desktop.language import tr
from ism_desktop.records.kinds.test_results import VALUES
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.places.results import report_words
from ism_desktop.ui.places.results.known_tests import key_of
from ism_desktop.ui.record_kit.line_picture import LinePicture
from ism_desktop.ui.record_kit.report_draft import CELLS, Treated

_SHARES = {"test": 6, "value": 3, "unit": 3, "range": 4, "flag": 2}


def _told(row: ProposedRow) -> str:
    """What a tick takes, for who hears it."""
    if not row.test:
        return tr("Take the row without a name: {value} {unit}", value=row.value, unit=row.unit).strip()
    if not row.value:
        return tr("Take {test}, which has no value yet", test=row.test)
    told = tr("{test}: {value} {unit}", test=row.test, value=row.value, unit=row.unit)
    return tr("Take {row}", row=told.strip())


class ReportRow(QFrame):
    """A proposed row. `changed` says that its tick was set or taken away; `moved` that the arrow keys lead to another row's tick.

    `edited` says that a person changed it in any way.
    """

    changed = Signal()
    edited = Signal()
    moved = Signal(object, int)

    def __init__(self, number: int, row: ProposedRow, *, page_is_said: bool, already: bool) -> None:
        super().__init__()
        self.proposed = row
        self.setObjectName(f"report_row.{number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(10)
        self.tick = TickBox(tr("Page {page}", page=row.page) if page_is_said else "", name=f"report_tick.{number}")
        self.tick.setAccessibleName(_told(row))
        self.tick.setChecked(row.is_sure and not already)
        self.tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tick.setFixedWidth(self.tick.sizeHint().width() if page_is_said else theme().px(32))
        self.tick.toggled.connect(self.changed)
        self.tick.toggled.connect(self.edited)
        self.tick.installEventFilter(self)
        top.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        self.picture = LinePicture()
        self.picture.setAccessibleName(tr("Picture of the line with {test}", test=row.test or row.value))
        top.addWidget(self.picture, 1)
        column.addLayout(top)
        column.addLayout(self._cells(number, row))
        reasons = [report_words.in_words(doubt) for doubt in row.doubts]
        if already:
            reasons.insert(0, tr("This test already has a value in your table."))
        if reasons:
            words = small(" ".join(dict.fromkeys(reasons)))
            words.setObjectName(f"report_reasons.{number}")
            self.tick.setAccessibleDescription(words.text())
            column.addWidget(words)
        rule = label("", "line")
        rule.setFixedHeight(1)
        column.addWidget(rule)

    def _cells(self, number: int, row: ProposedRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self.cells: dict[str, QLineEdit] = {}
        for name in CELLS:
            shown = VALUES.cell(name).label
            cell = QLineEdit(str(getattr(row, name)))
            cell.setObjectName(f"report_cell.{number}.{name}")
            cell.setAccessibleName(tr("{cell} of {test}", cell=shown, test=row.test or row.value))
            cell.setToolTip(shown)
            cell.setPlaceholderText(shown)
            cell.setMinimumWidth(theme().px(36))
            cell.setCursorPosition(0)
            cell.textEdited.connect(self.edited)
            line.addWidget(cell, _SHARES[name])
            self.cells[name] = cell
        for name in ("test", "value"):
            if not self.cells[name].text():
                self.cells[name].textEdited.connect(self._on_completed)
        return line

    def _on_completed(self) -> None:
        """Whoever types what could not be read has compared the row, and wants it."""
        self.tick.setChecked(self.is_whole)

    @property
    def treated(self) -> Treated:
        """The row as it stands, for a draft."""
        return Treated(self.proposed, {name: cell.text() for name, cell in self.cells.items()}, self.is_ticked)

    def take_up(self, cells: Mapping[str, str], *, ticked: bool) -> None:
        """Show what a draft has of this row."""
        for name, text in cells.items():
            self.cells[name].setText(text)
            self.cells[name].setCursorPosition(0)
        self.tick.setChecked(ticked)

    @property
    def is_whole(self) -> bool:
        """Whether it has a name and a value."""
        return bool(self.cells["test"].text().strip() and self.cells["value"].text().strip())

    @property
    def is_ticked(self) -> bool:
        """Whether it is to be taken."""
        return self.tick.isChecked()

    @property
    def texts(self) -> Mapping[str, str]:
        """The row as it would stand in the table of values."""
        texts = {name: cell.text().strip() for name, cell in self.cells.items()}
        texts["key"] = key_of(texts["test"], texts["unit"])
        return {name: text for name, text in texts.items() if text}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down lead from tick to tick, so that a report is gone through with the arrow keys and the space bar."""
        if watched is self.tick and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.moved.emit(self, step)
                return True
        return super().eventFilter(watched, event)
