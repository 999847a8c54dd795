"""Editor of many rows of plain texts, such as the values of a blood count: one table, typed into by keyboard alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout

from ism_desktop.language import tr
from ism_desktop.records.kind import Field, Input
from ism_desktop.records.typing_in import parsed
from ism_desktop.records.typing_in import typed as typed_text
from ism_desktop.records.values import Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed
from ism_desktop.ui.record_kit.editors.table_cells import TableCells, TableLine
from ism_desktop.ui.record_kit.editors.table_view import TableView

_OFFERED = "_offered"  # in a draft, beside a line's texts: what was put there for the person


class TableEditor(Editor):
    """A table of cells. `columns_pasted` carries a text of several cells; `cell_typed` a line and the name of the cell filled in.

    Lines that were offered and not touched are not saved. `suggest` may be set to say what can be meant in a cell of a line.
    """

    columns_pasted = Signal(str)
    cell_typed = Signal(int, str)

    def __init__(
        self, field: Field, workspace: Workspace, faults_of: Callable[[Rows], Mapping[tuple[int, str], str]]
    ) -> None:
        super().__init__(field)
        self._workspace = workspace
        self._faults_of = faults_of
        self.suggest: Callable[[int, str], Sequence[str]] = self._suggestions
        self.cells = TableCells(field.fields, self)
        self.view = TableView(self.cells, self._suggest)
        self.column.setSpacing(8)
        self.hold(self.view)
        self.column.addLayout(self._foot())
        self._faults = label("", "fault")
        self._faults.setObjectName(f"{field.name}.cell_faults")
        self._faults.hide()
        self.column.addWidget(self._faults)
        self.cells.edited.connect(self._on_edited)
        self.cells.typed.connect(self.cell_typed)
        self.view.columns_pasted.connect(self.columns_pasted)
        self.view.left.connect(self.finished)
        self.view.moved.connect(self._on_moved)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        name = self.field.name
        self.add = button(
            self.field.add_row or tr("Add a line"),
            self._on_add,
            role="quiet",
            icon_name="mdi6.plus",
            name=f"{name}.add",
        )
        row.addWidget(self.add)
        row.addStretch(1)
        for words, icon_name, pressed, end in (
            (tr("Move this line up (Ctrl+Up)"), "mdi6.arrow-up", self._on_up, "up"),
            (tr("Move this line down (Ctrl+Down)"), "mdi6.arrow-down", self._on_down, "down"),
            (tr("Remove this line"), "mdi6.close", self._on_remove, "remove"),
        ):
            made = icon_button(words, icon_name, pressed, name=f"{name}.{end}")
            row.addWidget(made)
        return row

    # Lines ---------------------------------------------------------------------------------------------------------------

    def offer(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Put lines there for the person to fill in, and go to the first empty cell of the first of them."""
        start = self.cells.add([TableLine(dict(row), dict(row)) for row in rows])
        if rows:
            names = [each.name for each in self.cells.fields]
            empty = next((place for place, name in enumerate(names) if not rows[0].get(name)), 0)
            self.view.go(start, empty)

    def take(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Put lines there as if the person had typed them."""
        start = self.cells.add([TableLine(dict(row)) for row in rows])
        if rows:
            self.view.go(start, 0)

    def _suggest(self, row: int, name: str) -> Sequence[str]:
        return self.suggest(row, name)

    def _suggestions(self, _row: int, name: str) -> Sequence[str]:
        return self.field.cell(name).suggestions

    def _on_add(self) -> None:
        self.view.go(self.cells.rowCount() - 1, 0)

    def _on_remove(self) -> None:
        row, column = self._current()
        self.cells.remove(row)
        self.view.go(min(row, self.cells.rowCount() - 1), column)

    def _on_up(self) -> None:
        self._on_moved(self._current()[0], -1)

    def _on_down(self) -> None:
        self._on_moved(self._current()[0], 1)

    def _on_moved(self, row: int, step: int) -> None:
        if self.cells.move(row, step):
            self.view.go(row + step, self._current()[1])

    def _current(self) -> tuple[int, int]:
        current = self.view.currentIndex()
        return max(0, current.row()), max(0, current.column())

    def _on_edited(self) -> None:
        self._say_faults()
        self.changed.emit()

    # The value -----------------------------------------------------------------------------------------------------------

    def show_value(self, value: object) -> None:
        """Show the rows, or none for None."""
        rows = value.rows if isinstance(value, Rows) else ()
        self.cells.show_lines(TableLine(self._texts(row)) for row in rows)
        self._say_faults()

    def _texts(self, row: Mapping[str, Any]) -> dict[str, str]:
        texts = {cell.name: _typed(cell, row.get(cell.name)) for cell in self.field.fields}
        return {name: text for name, text in texts.items() if text}

    def read(self) -> Rows | None:
        """The rows; None for none. Raises ValueError with a sentence that names the line."""
        rows: list[Mapping[str, Any]] = []
        for line in self.cells.lines:
            if line.is_left:
                continue
            values, faults = self._read_line(line)
            for name, fault in faults.items():
                number = self.cells.row_of(line) + 1
                words = tr(
                    "Line {number}, “{field}”: {fault}", number=number, field=self.field.cell(name).label, fault=fault
                )
                raise ValueError(words)
            rows.append(values)
        return Rows.of(rows)

    def _read_line(self, line: TableLine) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        today, day_first = self._workspace.today(), self._workspace.day_first
        for cell in self.field.fields:
            text = line.texts.get(cell.name, "")
            try:
                values[cell.name] = (
                    text or None if cell.input is Input.SYSTEM else parsed(cell, text, today=today, day_first=day_first)
                )
            except ValueError as error:
                faults[cell.name] = str(error)
                continue
            if cell.required and values[cell.name] is None:
                faults[cell.name] = tr("Please fill in “{label}”.", label=cell.label)
        return values, faults

    def typed(self) -> Typed:
        """What stands in the cells, line by line."""
        return [
            line.texts | ({_OFFERED: dict(line.offered)} if line.offered is not None else {})
            for line in self.cells.lines
        ] or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        lines: list[TableLine] = []
        for kept in typed if isinstance(typed, list) else []:
            if isinstance(kept, dict):
                row = cast("dict[str, Any]", kept)
                offered = row.get(_OFFERED)
                texts = {name: text for name, text in row.items() if isinstance(text, str)}
                lines.append(TableLine(texts, offered if isinstance(offered, dict) else None))
        self.cells.show_lines(lines)
        self._say_faults()

    def mark(self, *, on: bool) -> None:
        """Show at each cell what is wrong with it."""
        super().mark(on=on)
        faults: dict[tuple[int, str], str] = {}
        filled: list[tuple[int, Mapping[str, Any]]] = []
        for line in self.cells.lines if on else []:
            if line.is_left:
                continue
            row = self.cells.row_of(line)
            values, wrong = self._read_line(line)
            faults |= {(row, name): fault for name, fault in wrong.items()}
            if not wrong:
                filled.append((row, values))
        rows = Rows.of(values for _, values in filled)
        if rows is not None:
            faults |= {(filled[place][0], name): fault for (place, name), fault in self._faults_of(rows).items()}
        self.cells.mark(faults)
        self._say_faults()
        if faults:
            row, name = min(faults)
            columns = [each.name for each in self.cells.fields]
            self.view.setCurrentIndex(self.cells.index(row, columns.index(name) if name in columns else 0))

    def _say_faults(self) -> None:
        """Say below the table what is wrong beyond what the field says itself: with the second cell and those after it."""
        more = sorted(self.cells.faults.items())[1:]
        self._faults.setText(
            "\n".join(tr("Line {number}: {fault}", number=row + 1, fault=said) for (row, _), said in more)
        )
        self._faults.setVisible(bool(more))

    def setEnabled(self, on: bool) -> None:
        """A stated gap, or the trash, takes the table out of use; it can still be read and copied from."""
        super().setEnabled(on)
        self.cells.is_locked = not on

    def sizeHint(self) -> QSize:
        """As its parts."""
        return self.column.sizeHint()


def _typed(cell: Field, value: object) -> str:
    if cell.input is Input.SYSTEM:
        return value if isinstance(value, str) else ""
    return typed_text(cell, value)
