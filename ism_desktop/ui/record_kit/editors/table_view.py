"""The table that is typed into: keys go from cell to cell as in a spreadsheet, and the last empty line lets go of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QObject,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.record_kit.editors.table_cells import Index, TableCells
from ism_desktop.ui.record_kit.editors.table_columns import CellSizes, shared
from ism_desktop.ui.record_kit.editors.text import PASSING, completer

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_USUAL = 400  # pixels at 100 %
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

Suggest = Callable[[int, str], Sequence[str]]


def is_columns(text: str) -> bool:
    """Whether a text from the clipboard is more than one cell can take."""
    return "\n" in text.strip() or "\t" in text.strip()


class TableView(QTableView):
    """The table. `columns_pasted` carries a text of several cells or lines; `left` says that the cursor went elsewhere.

    Enter goes down to the column in which this line was begun, Tab to the next cell; in the empty line at the end Tab goes on to what
    stands below the table.
    """

    columns_pasted = Signal(str)
    left = Signal()
    moved = Signal(int, int)

    def __init__(self, cells: TableCells, suggest: Suggest) -> None:
        super().__init__()
        self.cells = cells
        self._begun = 0
        self._tabbing = False
        self.setProperty("role", "typed")
        self.setModel(cells)
        self.setItemDelegate(CellDelegate(self, suggest))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setShowGrid(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        for signal in (cells.rowsInserted, cells.rowsRemoved, cells.modelReset):
            signal.connect(self._on_rows)
        cells.dataChanged.connect(self._on_changed)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    # Size ----------------------------------------------------------------------------------------------------------------

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(32))
        self.horizontalHeader().setMinimumSectionSize(theme().px(24))
        self._fit()

    def _fit(self) -> None:
        self._fit_columns()
        self._fit_rows()
        self._fit_height()

    @property
    def _is_typed_into(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def _on_rows(self) -> None:
        if self._is_typed_into:  # an empty line came below; nothing moves under the cursor
            self._fit_height()
        else:
            self._fit()

    def _on_changed(self, first: Index, last: Index) -> None:
        """Make room for what does not fit, but not under the cursor: then it is made when the cell is left."""
        if not self._is_typed_into and not self._fits(range(first.row(), last.row() + 1)):
            self._fit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Make room for what was typed."""
        super().closeEditor(editor, hint)
        if not self._fits(range(self.cells.rowCount())):
            self._fit()

    def _fit_height(self) -> None:
        """As high as all its lines: the form around it scrolls, so that nothing scrolls inside of what scrolls."""
        rows = self.verticalHeader().length()
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + below + 2)

    def _fit_columns(self) -> None:
        room, sizes, head = self.viewport().width(), self._sizes, self.horizontalHeader()
        heads = [head.sectionSizeHint(column) for column in range(len(self.cells.fields))]
        wanted = [sizes.column(column, width, room) for column, width in enumerate(heads)]
        for column, width in enumerate(shared(room, wanted)):
            self.setColumnWidth(column, width)

    def _fit_rows(self) -> None:
        sizes, widths = self._sizes, self._widths
        for row in range(self.cells.rowCount()):
            self.setRowHeight(row, self._height(sizes.lines(row, widths)))

    def _height(self, lines: int) -> int:
        return self.verticalHeader().defaultSectionSize() + (lines - 1) * self.fontMetrics().lineSpacing()

    @property
    def _sizes(self) -> CellSizes:
        return CellSizes(self.cells, self.fontMetrics())

    @property
    def _widths(self) -> list[int]:
        return [self.columnWidth(column) for column in range(len(self.cells.fields))]

    def _fits(self, rows: range) -> bool:
        """Whether nothing in these lines is cut that is kept whole."""
        sizes, widths = self._sizes, self._widths
        return not any(
            sizes.overflows(row, widths) or self.rowHeight(row) < self._height(sizes.lines(row, widths)) for row in rows
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(theme().px(_USUAL), self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow: then it scrolls sideways."""
        return QSize(theme().px(200), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form, but for going sideways."""
        if event.angleDelta().x() and self.horizontalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    # Going from cell to cell ---------------------------------------------------------------------------------------------

    def go(self, row: int, column: int) -> bool:
        """Go to a cell. False where there is none."""
        index = self.cells.index(row, column)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep the cell in view, and know in which column the line was begun."""
        super().currentChanged(current, previous)
        if not self._tabbing and current.isValid():
            self._begun = current.column()
        self.show_current()

    def show_current(self) -> None:
        """Scroll the form so that the cell with the cursor is seen."""
        part = self.parentWidget()
        while not isinstance(part, QScrollArea):
            if not part:
                return
            part = part.parentWidget()
        inside = part.widget()
        if inside and self.currentIndex().isValid() and self.hasFocus():
            place = self.viewport().mapTo(inside, self.visualRect(self.currentIndex()).center())
            part.ensureVisible(place.x(), place.y(), 0, theme().px(56))

    def step(self, *, on: bool) -> bool:
        """Go to the next cell or back, line by line. False at the ends, where the cursor leaves the table."""
        current = self.currentIndex()
        width = self.cells.columnCount()
        place = current.row() * width + current.column() + (1 if on else -1)
        row, column = divmod(place, width)
        if place < 0 or row >= self.cells.rowCount() or (on and row == self.cells.rowCount() - 1 and column == 1):
            return False
        self._tabbing = on and column > 0
        self.go(row, column)
        self._tabbing = False
        return True

    def step_down(self, step: int = 1) -> None:
        """Go to the line below, where this one was begun; or above."""
        row = self.currentIndex().row() + step
        if 0 <= row < self.cells.rowCount():
            self.go(row, self._begun if step > 0 else self.currentIndex().column())

    def focusNextPrevChild(self, on: bool) -> bool:
        """Tab goes from cell to cell, and at the end out of the table."""
        return self.step(on=on) or super().focusNextPrevChild(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a cell to begin with."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go(0, 0)
        self.show_current()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the cursor goes elsewhere, which is not into a cell."""
        super().focusOutEvent(event)
        self.viewport().update()
        if self.state() is not QAbstractItemView.State.EditingState and event.reason() not in PASSING:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, Del empties a cell, Ctrl+Up and Ctrl+Down move the line, Ctrl+V takes cells or a whole table."""
        current, key = self.currentIndex(), event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(current.data() or ""))
        elif key in _ENTER:
            self.step_down(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and current.isValid():
            self.cells.fill(current, "")
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(current.row(), _STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take what was copied: into this cell, or as a table of its own."""
        text = QGuiApplication.clipboard().text()
        if is_columns(text):
            self.columns_pasted.emit(text)
        elif text.strip() and self.currentIndex().isValid():
            self.cells.fill(self.currentIndex(), text.strip())


class CellDelegate(QStyledItemDelegate):
    """Edits a cell in one line, with what may be meant by what was begun; draws where the cursor is."""

    def __init__(self, view: TableView, suggest: Suggest) -> None:
        super().__init__(view)
        self._view = view
        self._suggest = suggest
        self._former = ""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """A line, with suggestions where there are some."""
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setFrame(False)
        cell = self._view.cells.fields[index.column()]
        line.setObjectName(f"{cell.name}.{index.row() + 1}")
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        self._former = self._view.cells.text(index.row(), cell.name)
        line.textEdited.connect(self._on_edited)
        words = self._suggest(index.row(), cell.name)
        if words:
            suggesting = completer(line)
            suggesting.setModel(QStringListModel(list(words), suggesting))
            line.setCompleter(suggesting)
            suggesting.activated.connect(self._on_chosen)
        return line

    def _on_edited(self, text: str) -> None:
        """Have every letter in the draft at once."""
        self._view.cells.setData(self._view.currentIndex(), text)

    def _on_chosen(self, text: str) -> None:
        """What was chosen from the list is taken, and the cursor goes on."""
        line = self._view.viewport().findChild(QLineEdit)
        if line is not None:
            line.setText(text)
            line.setModified(True)
            self._finish(line)
            self._view.step(on=True)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell, but not over what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        """Take what was typed, as the person left it."""
        if isinstance(editor, QLineEdit) and editor.text().strip() != self._former:
            self._former = editor.text().strip()
            self._view.cells.fill(index, editor.text())

    def _finish(self, line: QWidget) -> None:
        self.commitData.emit(line)
        self.closeEditor.emit(line, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab, Enter, Up and Down take what was typed and go on; a whole table is not pasted into one cell."""
        if not isinstance(watched, QLineEdit) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste) and is_columns(QGuiApplication.clipboard().text()):
                self._finish(watched)
                self._view.paste()
                return True
            if self._went_on(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _went_on(self, line: QLineEdit, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._finish(line)
            on = key == Qt.Key.Key_Tab and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if not self._view.step(on=on):
                self._view.setFocus(Qt.FocusReason.TabFocusReason)
                self._view.focusNextPrevChild(on)
        elif key in _ENTER:
            self._finish(line)
            self._view.step_down(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._finish(line)
            current = self._view.currentIndex()
            self._view.go(current.row() + _STEPS[Qt.Key(key)], current.column())
        elif key == Qt.Key.Key_Escape:
            self._view.cells.setData(self._view.currentIndex(), self._former)
            self.closeEditor.emit(line, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        else:
            return False
        return True

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Only what is kept whole goes to another line; elsewhere a cut line shows more without."""
        super().initStyleOption(option, index)
        if not self._view.cells.fields[index.column()].kept_whole:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and a frame where the cursor is."""
        super().paint(painter, option, index)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.save()
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a line."""
        return QSize(super().sizeHint(option, index).width(), self._view.verticalHeader().defaultSectionSize())
