"""Pasting a table from a portal or a spreadsheet: what each column is stands above it, and nothing is taken before the person says so."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.library import lab_tests
from ism_desktop.records.kinds.test_results import VALUES
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown, TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.results.columns import COLUMNS, Copied, rows_of, taken_apart
from ism_desktop.ui.record_kit.editors.table_view import is_columns

_MOST = 400


class PasteDialog(Dialog):
    """Shows a copied table as it would be taken. `taken` carries the rows once the person takes them."""

    taken = Signal(list)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(tr("Paste values"), parent, name="paste_dialog", width=860, height=620)
        self.body.addWidget(
            secondary(
                tr(
                    "Copy the table from the portal or spreadsheet and paste it here. Nothing is changed: 24,1 stays 24,1."
                    " Check what each column is before you take the values."
                )
            )
        )
        self._text = QPlainTextEdit()
        self._text.setObjectName("paste_text")
        self._text.setAccessibleName(tr("Copied text"))
        self._text.setPlaceholderText(tr("Paste the copied table here (Ctrl+V)."))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(theme().px(84))
        self.body.addWidget(self._text)
        self._headed = TickBox(tr("The first line holds headings"), name="paste_headed")
        self._headed.toggled.connect(self._refresh)
        self.body.addWidget(self._headed)
        self._table = QTableWidget()
        self._table.setObjectName("paste_preview")
        self._table.setAccessibleName(tr("Preview"))
        self._table.setProperty("role", "typed")
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setTabKeyNavigation(False)
        self._table.horizontalHeader().hide()
        self._table.verticalHeader().hide()
        self.body.addWidget(self._table, 1)
        self._said = label("")
        self._said.setObjectName("paste_said")
        self.body.addWidget(self._said)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self._go = button(tr("Take these values"), self._on_take, role="primary", name="paste_take")
        self.foot.addWidget(self._go)
        self._copied = Copied((), (), headed=False)
        self._choices: list[DropDown] = []
        self._text.textChanged.connect(self._on_text)
        self._text.setPlainText(text)
        self._on_text()

    def _on_text(self) -> None:
        self._copied = taken_apart(self._text.toPlainText())
        with QSignalBlocker(self._headed):
            self._headed.setChecked(self._copied.headed)
        self._headed.setVisible(bool(self._copied.lines))
        self._fill()
        self._refresh()

    def _fill(self) -> None:
        """A row of choices, and below it the lines as they were copied."""
        copied, table = self._copied, self._table
        table.clear()
        table.setVisible(bool(copied.lines))
        shown = copied.lines[:_MOST]
        table.setRowCount(len(shown) + 1 if shown else 0)
        table.setColumnCount(len(copied.columns) + 1 if shown else 0)
        self._choices = []
        for place, column in enumerate(copied.columns):
            choice = self._choice(place, column)
            self._choices.append(choice)
            table.setCellWidget(0, place, choice)
        for row, line in enumerate(shown, 1):
            for place, cell in enumerate(line):
                table.setItem(row, place, QTableWidgetItem(cell))
        table.resizeColumnsToContents()
        for place in range(len(copied.columns)):
            table.setColumnWidth(place, min(max(table.columnWidth(place), theme().px(124)), theme().px(240)))
        if shown:
            table.setRowHeight(0, theme().px(42))
            # With a choice as its current cell the table would hand on the focus that it gets, back to where Shift+Tab came from.
            table.setCurrentCell(1, 0)
            table.setColumnWidth(len(copied.columns), theme().px(170))

    def _choice(self, place: int, column: str) -> DropDown:
        choice = DropDown()
        choice.setObjectName(f"paste_column.{place + 1}")
        choice.setAccessibleName(tr("What column {number} is", number=place + 1))
        choice.addItem(tr("Leave out"), "")
        for name in COLUMNS:
            choice.addItem(VALUES.cell(name).label, name)
        choice.setCurrentIndex(choice.findData(column))
        choice.currentIndexChanged.connect(self._refresh)
        return choice

    @property
    def _rows(self) -> list[Mapping[str, str]]:
        columns = [str(choice.currentData()) for choice in self._choices]
        return rows_of(self._copied, columns, headed=self._headed.isChecked())

    def _refresh(self) -> None:
        rows = self._rows if self._choices else []
        self._go.setEnabled(bool(rows))
        self._say_tests()
        if not self._copied.lines:
            self._said.setText("")
            return
        names = [str(choice.currentData()) for choice in self._choices]
        if "test" not in names:
            self._said.setText(tr("Please say which column holds the names of the tests."))
            self._go.setEnabled(False)
            return
        self._said.setText(
            tr_n("{number} value will be put into the table.", "{number} values will be put into the table.", len(rows))
        )

    def _say_tests(self) -> None:
        """The last column says which lines are known as a test of the program's list: with those they are put together later."""
        last = len(self._copied.columns)
        names = [str(choice.currentData()) for choice in self._choices]
        place = names.index("test") if "test" in names else -1
        for row, line in enumerate(self._copied.lines[:_MOST], 1):
            if row == 1 and self._headed.isChecked():
                words = tr("Headings")
            else:
                test = lab_tests.recognised(line[place]) if place >= 0 else None
                words = tr("Known as: {test}", test=test.name) if test is not None else tr("Your own test")
            item = QTableWidgetItem(words)
            item.setForeground(self._table.palette().placeholderText())
            self._table.setItem(row, last, item)

    def _on_take(self) -> None:
        self.taken.emit(self._rows)
        self.accept()


def copied_table() -> str:
    """What is on the clipboard, if it is more than one cell."""
    text = QGuiApplication.clipboard().text()
    return text if is_columns(text) else ""
