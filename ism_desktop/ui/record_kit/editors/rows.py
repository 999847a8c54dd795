"""Editor of repeated rows inside a record, such as the lines of a bill: a small table to add to, to take from and to arrange."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Field, Input
from ism_desktop.records.values import Rows
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed
from ism_desktop.ui.record_kit.editors.line import Line
from ism_desktop.ui.record_kit.fields import FieldRow

_KEPT = "_"  # beside the cells of a line, in a draft


def _typed(line: Line) -> dict[str, Any]:
    """What stands in the cells of a line, and what the program wrote there."""
    cells: dict[str, Any] = {name: cell.typed() for name, cell in line.cells.items()}
    return cells | {_KEPT: dict(line.kept)} if line.kept else cells


class RowsEditor(Editor):
    """Lines of cells, each cell an editor of its own. A line that was taken away can be put back until the record is saved.

    What the program wrote in a row (`SYSTEM`) stays with its line as long as the first cell says the same.

    `make` makes the editor of a cell; `faults_of` says what is wrong with cells that can be read, by row and name.
    """

    def __init__(
        self,
        field: Field,
        make: Callable[[Field], Editor],
        faults_of: Callable[[Rows], Mapping[tuple[int, str], str]],
    ) -> None:
        super().__init__(field)
        self._make = make
        self._faults_of = faults_of
        self._lines: list[Line] = []
        self.column.setSpacing(8)
        table = QWidget()
        self.hold(table)
        self._column = QVBoxLayout(table)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.add = button(
            field.add_row or tr("Add a line"), self._on_add, icon_name="mdi6.plus", name=f"{field.name}.add"
        )
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self._fit)
        self._tidy()

    # Lines ---------------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[Line]:
        """The lines from top to bottom, without those that were taken away."""
        return [line for line in self._lines if not line.is_removed]

    def _new_line(self) -> Line:
        cells: dict[str, FieldRow] = {}
        for own in self.field.fields:
            if own.input is Input.SYSTEM:
                continue
            inside = replace(own, name=f"{self.field.name}.{own.name}")
            cells[own.name] = FieldRow(inside, self._make(inside))
            for edit in cells[own.name].findChildren(QLineEdit):  # there is no room for an example in a cell
                edit.setToolTip(edit.placeholderText())
                edit.setPlaceholderText("")
        line = Line(self.field, cells)
        for cell in cells.values():
            cell.edited.connect(self.changed)
            cell.editor.finished.connect(self._on_cell_finished)
        line.moved.connect(self._on_moved)
        line.removed.connect(self._on_removed)
        line.returned.connect(self._on_returned)
        self._lines.append(line)
        self._column.addWidget(line)
        line.show()  # at once: the cursor goes there
        return line

    def _fill(self, count: int) -> list[Line]:
        """Have as many lines as are needed, none of them taken away. Lines that stand already keep the cursor."""
        for line in [line for line in self._lines if line.is_removed] + self.lines[count:]:
            self._lines.remove(line)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._lines) < count:
            self._new_line()
        return self._lines

    def _tidy(self) -> None:
        """Number the lines."""
        lines = self.lines
        for number, line in enumerate(lines, 1):
            line.show_place(number, len(lines))
        for line in self._lines:
            if line.is_removed:
                line.show_place(0, len(lines))
        self.setFocusProxy(lines[0].first if lines else self.add)
        self._fit()

    def _fit(self) -> None:
        """Put the cells of a line side by side where all of them have room; then the first line's labels head the table."""
        is_table = bool(self._lines) and all(line.fits(self.width()) for line in self._lines)
        for place, line in enumerate(self.lines):
            line.show_labels(on=not is_table or place == 0, as_table=is_table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cells anew."""
        super().resizeEvent(event)
        self._fit()

    # The person ----------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        line = self._new_line()
        self._tidy()
        line.first.setFocus()
        self.changed.emit()

    def _on_moved(self, line: Line, step: int) -> None:
        lines = self.lines
        place = lines.index(line) + step
        if not 0 <= place < len(lines):
            return
        other = self._lines.index(lines[place])
        here = self._lines.index(line)
        self._lines[here], self._lines[other] = self._lines[other], self._lines[here]
        for each in self._lines:
            self._column.removeWidget(each)
        for each in self._lines:
            self._column.addWidget(each)
        self._say_changed()

    def _on_removed(self, line: Line) -> None:
        line.set_removed(is_removed=True)
        self._say_changed()
        line.put_back.setFocus()

    def _on_returned(self, line: Line) -> None:
        line.set_removed(is_removed=False)
        self._say_changed()
        line.first.setFocus()

    def _say_changed(self) -> None:
        self._tidy()
        self.changed.emit()
        self.finished.emit()

    def _on_cell_finished(self) -> None:
        # The cursor often goes on to the next cell, and a line that is half filled in is not finished.
        QTimer.singleShot(0, self, self._say_finished)

    def _say_finished(self) -> None:
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self.finished.emit()

    # The value -----------------------------------------------------------------------------------------------------------

    def show_value(self, value: object) -> None:
        """Show the rows, or no line for None."""
        rows = value.rows if isinstance(value, Rows) else ()
        for line, row in zip(self._fill(len(rows)), rows, strict=True):
            for name, cell in line.cells.items():
                cell.show_value(row.get(name))
            line.keep({cell.name: row.get(cell.name) for cell in self.field.fields if cell.input is Input.SYSTEM})
        self._tidy()

    def read(self) -> Rows | None:
        """The rows; None for no line with something in it. Raises ValueError with a sentence that names the line."""
        return Rows.of(self._read_line(number, line) for number, line in enumerate(self.lines, 1))

    @staticmethod
    def _read_line(number: int, line: Line) -> Mapping[str, Any]:
        values: dict[str, Any] = {}
        for name, cell in line.cells.items():
            try:
                values[name] = cell.read()
            except ValueError as error:
                words = tr("Line {number}, “{field}”: {fault}", number=number, field=cell.field.label, fault=str(error))
                raise ValueError(words) from None
        return {**values, **line.kept}

    def typed(self) -> Typed:
        """What stands in the cells, line by line."""
        return [_typed(line) for line in self.lines] or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        rows = [row for row in typed if isinstance(row, dict)] if isinstance(typed, list) else []
        for line, row in zip(self._fill(len(rows)), rows, strict=True):
            for name, cell in line.cells.items():
                cell.retype(row.get(name) or [None, None])
            line.keep(row.get(_KEPT) or {})
        self._tidy()

    def mark(self, *, on: bool) -> None:
        """Show at each cell what is wrong with it; a cell's mark goes when a person types there."""
        if not on:
            return
        filled: list[tuple[Line, Mapping[str, Any]]] = []
        for number, line in enumerate(self.lines, 1):
            for cell in line.cells.values():
                cell.check()
            try:
                values = self._read_line(number, line)
            except ValueError:
                continue
            if any(value is not None for value in values.values()):
                filled.append((line, values))
        rows = Rows.of(values for _, values in filled)
        if rows is not None:
            for (place, name), fault in self._faults_of(rows).items():
                filled[place][0].cells[name].mark(fault)
        marked = [cell for line in self.lines for cell in line.cells.values() if cell.fault.text()]
        if marked:
            self.setFocusProxy(marked[0].editor)
