"""One line of repeated rows: its cells side by side or below each other, and the buttons that move it and take it away."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Field, Input
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.arranged import ArrangedLayout, height_of
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import line, secondary, small
from ism_desktop.ui.record_kit.fields import FieldRow

_GAP = 12
# Pixels at 100 % that a cell needs, by the way it is typed.
_LEAST: Mapping[Input, int] = {
    Input.DATE: 180,  # a whole date in words
    Input.LONG_TEXT: 200,
    Input.MOMENT: 280,
    Input.MONEY: 184,
    Input.SCALE: 390,
    Input.CHOICES: 220,
    Input.NUMBER: 80,
    Input.TIME: 88,
}
_USUAL = 110


class CellLayout(ArrangedLayout):
    """Cells in one line where there is room, the buttons at its end; else in as many columns as fit, under the buttons."""

    def __init__(self, parent: QWidget, least: Iterable[int], buttons: QWidget) -> None:
        super().__init__(parent, spacing=_GAP)
        self._least = list(least)
        self._buttons = buttons

    def _needed(self) -> list[int]:
        return [theme().px(pixels) for pixels in self._least]

    def fits(self, width: int) -> bool:
        """Whether all cells and the buttons stand in one line of this width."""
        needed = self._needed()
        return sum(needed) + _GAP * len(needed) + self._buttons.sizeHint().width() <= width

    def sizeHint(self) -> QSize:
        """Two columns."""
        width = theme().px(2 * _USUAL) + _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """One column."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def arrange(self, rect: QRect, *, move: bool) -> int:
        """One line, or columns."""
        return self._as_table(rect, move=move) if self.fits(rect.width()) else self._as_columns(rect, move=move)

    def _as_table(self, rect: QRect, *, move: bool) -> int:
        *cells, head = self._items
        hint = self._buttons.sizeHint()
        needed = self._needed()
        room = rect.width() - hint.width() - _GAP * len(cells)
        widths = [room * part // sum(needed) for part in needed]
        height = max(height_of(item, width) for item, width in zip(cells, widths, strict=True))
        left = rect.x()
        for item, width in zip(cells, widths, strict=True):
            if move:
                item.setGeometry(QRect(QPoint(left, rect.y()), QSize(width, height)))
            left += width + _GAP
        if move:
            first = cells[0].widget()
            lead = first.lead() if isinstance(first, FieldRow) else 0
            head.setGeometry(QRect(QPoint(rect.right() + 1 - hint.width(), rect.y() + lead), hint))
        return max(height, hint.height())

    def _as_columns(self, rect: QRect, *, move: bool) -> int:
        *cells, head = self._items
        needed = self._needed()
        high = head.sizeHint().height()
        if move:
            head.setGeometry(QRect(rect.topLeft(), QSize(rect.width(), high)))
        top = rect.y() + high + 2
        usual = theme().px(_USUAL)
        wanted = sum(max(1, -(-(least + _GAP) // (usual + _GAP))) for least in needed)
        columns = max(1, min(wanted, (rect.width() + _GAP) // (usual + _GAP)))
        width = (rect.width() - _GAP * (columns - 1)) // columns
        place, height = 0, 0
        for item, least in zip(cells, needed, strict=True):
            span = min(columns, max(1, -(-(least + _GAP) // (width + _GAP))))
            if place + span > columns:
                place, top, height = 0, top + height + 8, 0
            wide = width * span + _GAP * (span - 1)
            own = height_of(item, wide)
            if move:
                item.setGeometry(QRect(QPoint(rect.x() + place * (width + _GAP), top), QSize(wide, own)))
            place, height = place + span, max(height, own)
        return top + height - rect.y()


class Line(QFrame):
    """A line. Signals carry it: `moved` with -1 or 1, `removed`, and `returned` when it shall be put back."""

    moved = Signal(object, int)
    removed = Signal(object)
    returned = Signal(object)

    def __init__(self, field: Field, cells: Mapping[str, FieldRow]) -> None:
        super().__init__()
        self.cells = cells
        self._field = field
        self._number: int | None = None
        self.is_removed = False
        self._kept: Mapping[str, Any] = {}
        self._kept_for: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        head = self._make_head()
        self._layout = CellLayout(
            self._inside,
            (own.least or _LEAST.get(own.input, _USUAL) for own in field.fields if own.name in cells),
            self._buttons,
        )
        for cell in cells.values():
            self._layout.addWidget(cell)
            for edit in cell.findChildren(QLineEdit):
                edit.installEventFilter(self)  # a line of text would keep Ctrl+Up and Ctrl+Down to itself
        self._layout.addWidget(head)
        self._rule = line()
        column.addWidget(self._rule)
        column.addWidget(self._inside)
        self._gone = self._make_gone()
        column.addWidget(self._gone)
        self._gone.hide()

    def _make_head(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._title = small("")
        self._title.setWordWrap(False)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        self._up = icon_button("", "mdi6.arrow-up", self._on_up)
        self._down = icon_button("", "mdi6.arrow-down", self._on_down)
        self._remove = icon_button("", "mdi6.close", self._on_remove)
        for part in (self._up, self._down, self._remove):
            buttons.addWidget(part)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._buttons)
        return holder

    def _make_gone(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(secondary(tr("The line was removed.")))
        self.put_back = button(tr("Undo"), self._on_return, role="quiet", icon_name="mdi6.undo")
        row.addWidget(self.put_back)
        row.addStretch(1)
        return holder

    def keep(self, written: Mapping[str, Any]) -> None:
        """Keep what the program wrote in this row, for what its first cell says now."""
        self._kept = {name: value for name, value in written.items() if value is not None}
        self._kept_for = next(iter(self.cells.values())).typed()

    @property
    def kept(self) -> Mapping[str, Any]:
        """What the program wrote in this row; nothing once the first cell says something else."""
        if not self._kept or next(iter(self.cells.values())).typed() != self._kept_for:
            return {}
        return self._kept

    @property
    def first(self) -> QWidget:
        """What takes the cursor in this line."""
        return next(iter(self.cells.values())).editor

    def fits(self, width: int) -> bool:
        """Whether its cells stand side by side in this width."""
        return self._layout.fits(width)

    def show_place(self, number: int, count: int) -> None:
        """Say which line this is, to the eye, to a screen reader and to whoever looks for a control by its name; 0 for none."""
        field = self._field.name
        former = f"{field}." if self._number is None else f"{field}.{self._number}."
        self._number = number
        self.setObjectName(f"{field}.{number}")
        self.setAccessibleName(tr("Line {number} of {count}", number=number, count=count))
        self._title.setText(tr("Line {number}", number=number))
        for cell in self.cells.values():
            for part in (cell, *cell.findChildren(QWidget)):
                if part.objectName().startswith(former):
                    part.setObjectName(f"{field}.{number}.{part.objectName().removeprefix(former)}")
            cell.name_parts(tr("{field}, line {number}", field=cell.field.label, number=number))
        for part, name, words in (
            (self._up, "up", tr("Move line {number} up", number=number)),
            (self._down, "down", tr("Move line {number} down", number=number)),
            (self._remove, "remove", tr("Remove line {number}", number=number)),
        ):
            part.setObjectName(f"{field}.{number}.{name}")
            part.setToolTip(words)
            part.setAccessibleName(words)
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < count)

    def show_labels(self, *, on: bool, as_table: bool) -> None:
        """Show the labels of the cells; in a table only the first line does."""
        self._title.setVisible(not as_table)
        self._rule.setVisible(not as_table and (self._number or 0) > 1)
        for cell in self.cells.values():
            cell.show_label(on=on)

    def set_removed(self, *, is_removed: bool) -> None:
        """Take the line away, or put it back."""
        self.is_removed = is_removed
        self.put_back.setObjectName(f"{self._field.name}.put_back")
        self._inside.setVisible(not is_removed)
        self._gone.setVisible(is_removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Up and Ctrl+Down move the line."""
        if not self._moves(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same from within a cell."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._moves(event):
            return True
        return super().eventFilter(watched, event)

    def _moves(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not control or event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down} or self.is_removed:
            return False
        self.moved.emit(self, -1 if event.key() == Qt.Key.Key_Up else 1)
        return True

    def _on_up(self) -> None:
        self.moved.emit(self, -1)

    def _on_down(self) -> None:
        self.moved.emit(self, 1)

    def _on_remove(self) -> None:
        self.removed.emit(self)

    def _on_return(self) -> None:
        self.returned.emit(self)
