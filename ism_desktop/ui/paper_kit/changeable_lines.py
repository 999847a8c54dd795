"""The lines of a paper for a doctor: each can be left out or put into other words; own points stand above, own lines below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.printing.journal_summary import Changes, Line, Section
from ism_desktop.printing.journal_summary.content import WISHES
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.in_view import bring_into_view
from ism_desktop.ui.kit.widgets.text import label, secondary


class LineRow(QWidget):
    """A line to tick, with a button that opens a field for other words."""

    edited = Signal()

    def __init__(self, line: Line, changes: Changes) -> None:
        super().__init__()
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.tick = TickBox(line.words, name=f"tick.{line.key}")
        self.tick.setChecked(line.key not in changes.left_out)
        self.tick.toggled.connect(self.edited)
        row.addWidget(self.tick, 1)
        column.addLayout(row)
        self.own = GrowingText(least=1, most=4)
        self.own.setObjectName(f"own.{line.key}")
        self.own.setAccessibleName(tr("In my own words instead of: {line}", line=line.words))
        self.own.setPlaceholderText(tr("In your own words; empty for the line above"))
        self.own.setPlainText(changes.words.get(line.key, ""))
        self.own.setVisible(bool(self.own.toPlainText()))
        column.addWidget(self.own)
        self.own.textChanged.connect(self.edited)
        if not line.fixed:
            words = tr("Say this in your own words: {line}", line=line.words)
            changing = icon_button(words, "mdi6.pencil-outline", self._on_change, name=f"change.{line.key}")
            row.addWidget(changing, 0, Qt.AlignmentFlag.AlignTop)

    def _on_change(self) -> None:
        if not self.own.toPlainText():
            self.own.setPlainText(self.line.words)
        self.own.show()
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)
        self.own.selectAll()
        bring_into_view(self.own)

    @property
    def words(self) -> str:
        """The person's own words; empty where the line stands as it was counted."""
        own = self.own.toPlainText()
        return "" if " ".join(own.split()) == self.line.words else own


class ChangeableLines(QWidget):
    """All lines. `edited` is emitted with every letter and every tick."""

    edited = Signal()

    def __init__(self, wishes: str = "", hint: str = "") -> None:
        super().__init__()
        self.rows: list[LineRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(label(wishes or tr("What I want to say"), "subheading"))
        usual = tr("Up to three points, on top of the page: what you want from this visit.")
        self._column.addWidget(secondary(hint or usual))
        self.wishes: list[QLineEdit] = []
        for number in range(1, WISHES + 1):
            made = QLineEdit()
            made.setObjectName(f"wish.{number}")
            made.setAccessibleName(tr("What I want to say, point {number}", number=number))
            made.textEdited.connect(self.edited)
            self._column.addWidget(made)
            self.wishes.append(made)
        self._lines = QWidget()
        self._column.addWidget(self._lines)
        self._column.addWidget(label(tr("What else should stand on it"), "subheading"))
        self.added = GrowingText(least=2, most=8)
        self.added.setObjectName("summary.added")
        self.added.setAccessibleName(tr("What else should stand on it"))
        self.added.textChanged.connect(self.edited)
        self._column.addWidget(self.added)

    def show_sections(self, sections: Sequence[Section], changes: Changes) -> None:
        """Show the lines of a period as they were changed."""
        self.blockSignals(True)  # noqa: FBT003  (Qt's own)
        for made, words in zip(self.wishes, (*changes.wishes, *[""] * WISHES), strict=False):
            made.setText(words)
        self.added.setPlainText(changes.added)
        self._column.removeWidget(self._lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.rows = []
        for section in sections:
            column.addSpacing(8)
            column.addWidget(label(section.title, "subheading"))
            for line in section.lines:
                row = LineRow(line, changes)
                row.edited.connect(self.edited)
                column.addWidget(row)
                self.rows.append(row)
        self._column.insertWidget(2 + WISHES, self._lines)
        self.blockSignals(False)  # noqa: FBT003

    def changes(self) -> Changes:
        """What stands in the fields now."""
        wishes = [made.text() for made in self.wishes]
        while wishes and not wishes[-1].strip():
            wishes.pop()
        return Changes(
            frozenset(row.line.key for row in self.rows if not row.tick.isChecked()),
            {row.line.key: row.words for row in self.rows if row.words.strip()},
            tuple(wishes),
            self.added.toPlainText(),
        )
