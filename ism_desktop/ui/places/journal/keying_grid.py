"""The table into which a filled sheet is typed: by keyboard alone, cell by cell as in the table of test results."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.places.journal.keying_cells import Index, KeyingCells, is_long

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class KeyingGrid(QTableView):
    """Enter goes down the day and from its end to the next one, Tab to the next day of the row, arrows wherever they point."""

    def __init__(self, cells: KeyingCells) -> None:
        super().__init__()
        self.cells = cells
        self.setObjectName("keying.grid")
        self.setAccessibleName(tr("The sheet: rows as on paper, a column for each day"))
        self.setProperty("role", "typed")
        self.setModel(cells)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(True)
            head.setSectionsClickable(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._on_theme)
        cells.modelReset.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.horizontalHeader().setDefaultSectionSize(theme().px(34))
        self.horizontalHeader().setMinimumSectionSize(theme().px(28))
        self.verticalHeader().setDefaultSectionSize(theme().px(32))
        self.setMinimumHeight(theme().px(170))
        self.horizontalHeader().setFixedHeight(2 * self.fontMetrics().lineSpacing() + theme().px(8))
        widest = max((self.fontMetrics().horizontalAdvance(row.label) for row in self.cells.rows), default=0)
        # A very long name has its whole in the tool tip; the days keep most of the room.
        self.verticalHeader().setFixedWidth(min(widest + theme().px(24), theme().px(260)))

    # Going from cell to cell ---------------------------------------------------------------------------------------------

    def go(self, row: int, column: int) -> bool:
        """Go to a cell. False where there is none."""
        index = self.cells.index(row, column)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def step(self, down: int, right: int) -> bool:
        """Go some cells on."""
        current = self.currentIndex()
        return self.go(current.row() + down, current.column() + right)

    def step_on(self, *, back: bool = False) -> None:
        """Go down the day; from its end to the head of the next one."""
        current, most = self.currentIndex(), self.cells.rowCount() - 1
        if not back:
            self.step(1, 0) if current.row() < most else self.go(0, current.column() + 1)
        elif current.row() > 0:
            self.step(-1, 0)
        else:
            self.go(most, current.column() - 1)

    def focusNextPrevChild(self, on: bool) -> bool:
        """Tab goes from day to day, and at the end of the row out of the table."""
        return self.step(0, 1 if on else -1) or super().focusNextPrevChild(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a cell to begin with."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Del empties a cell; a letter or a digit begins to type over it."""
        if event.key() in _ENTER:
            self.step_on(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.currentIndex().isValid():
            self.cells.fill(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell in one line, a note in a wide one; draws where the cursor is."""

    def __init__(self, view: KeyingGrid) -> None:
        super().__init__(view)
        self._view = view

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """A line."""
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setFrame(False)
        line.setObjectName("keying.cell")
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        line.textEdited.connect(self._on_edited)
        return line

    def _on_edited(self, text: str) -> None:
        """Have every letter in the draft at once."""
        self._view.cells.fill(self._view.currentIndex(), text)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is typed, but not over what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        """Take what was typed."""
        if isinstance(editor, QLineEdit):
            self._view.cells.fill(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over its cell; for a note with room to write, inside the table."""
        super().updateEditorGeometry(editor, option, index)
        if is_long(self._view.cells.rows[index.row()]):
            room = self._view.viewport().width()
            wide = min(room, theme().px(320))
            left = max(0, min(editor.x(), room - wide))
            editor.setGeometry(left, editor.y(), wide, editor.height())

    def _finish(self, line: QWidget) -> None:
        self.commitData.emit(line)
        self.closeEditor.emit(line, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab, Enter and arrows take what was typed and go on; in a note the arrows to the sides go through its letters."""
        if not isinstance(watched, QLineEdit) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress and self._went_on(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _went_on(self, line: QLineEdit, event: QKeyEvent) -> bool:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        sideways = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        if sideways and is_long(self._view.cells.rows[self._view.currentIndex().row()]):
            return False
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._finish(line)
            on = key == Qt.Key.Key_Tab and not shift
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
            self._view.focusNextPrevChild(on)
        elif key in _ENTER:
            self._finish(line)
            self._view.step_on(back=shift)
        elif key in _STEPS:
            self._finish(line)
            self._view.step(*_STEPS[key])
        else:
            return False
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell to its edges, because two digits and brackets need all of it, and a frame where the cursor is."""
        painter.save()
        behind = index.data(Qt.ItemDataRole.BackgroundRole)
        if behind is not None:
            painter.fillRect(option.rect, behind)
        font = painter.font()
        font.setBold(bool(index.data(Qt.ItemDataRole.EditRole)))
        words = str(index.data() or "")
        wide = QFontMetricsF(font).horizontalAdvance(words)
        room = option.rect.width() - 4
        if wide > room:
            font.setPointSizeF(font.pointSizeF() * room / wide)
        painter.setFont(font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, words)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()
