"""The palette (Ctrl+K): a few letters find any page, command, setting or entry, and Enter goes there.

It is made anew each time and destroyed when it closes, so that nothing typed or found stays in it.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.search import Hit
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.shell.palette_matching import Candidate, Section, by_title, grade, matching

_CANDIDATE = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 620, 440
_MOST_ENTRIES = 12
_READ = 40  # hits: several pages of one document are one entry


class _Delegate(QStyledItemDelegate):
    """Draws a line: icon, words, and what stands at its end; and the head of a section as small print."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line, mirrored where people read from right to left."""
        found: Candidate | None = index.data(_CANDIDATE)
        painter.save()
        if found is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        room = option.rect.adjusted(16, 0, -16, 0)
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if found is None:
            painter.setFont(theme().font(9.5, bold=True))
            self._write(painter, option, room, start, index.data(Qt.ItemDataRole.DisplayRole), "muted")
        else:
            size = theme().px(20)
            self._picture(painter, option, QRect(room.left(), room.center().y() - size // 2, size, size), index)
            room.setLeft(room.left() + size + 12)
            painter.setFont(theme().font(9.5))
            self._write(painter, option, room, end, found.detail, "muted")
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(found.detail) - 12)
            painter.setFont(theme().font())
            self._write(painter, option, room, start, found.words, "text")
        painter.restore()

    @staticmethod
    def _picture(
        painter: QPainter, option: QStyleOptionViewItem, at: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(shown, QIcon):
            shown.paint(painter, QStyle.visualRect(option.direction, option.rect, at))

    @staticmethod
    def _write(
        painter: QPainter, option: QStyleOptionViewItem, room: QRect, side: Qt.AlignmentFlag, words: str, ink: str
    ) -> None:
        painter.setPen(colour(ink))
        at = QStyle.visualRect(option.direction, option.rect, room)
        fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(at, QStyle.visualAlignment(option.direction, side) | Qt.AlignmentFlag.AlignVCenter, fitted)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its text, with air around it."""
        del option
        return QSize(0, theme().px(34 if index.data(_CANDIDATE) is not None else 28))


class Palette(BareDialog):
    """The arrow keys choose, Enter goes there, Esc closes. `gone_to` carries the target of the candidate after the palette has closed."""

    gone_to = Signal(object)

    def __init__(self, workspace: Workspace, candidates: Sequence[Candidate], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Go to"))
        self._workspace = workspace
        self._candidates = candidates
        self._looked_for = ""
        self._entries: list[Candidate] = []
        self._go_when_found = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        self.line = QLineEdit()
        self.line.setObjectName("palette.line")
        self.line.setProperty("role", "search")
        self.line.setAccessibleName(tr("Go to"))
        self.line.setPlaceholderText(tr("A page, a command, a setting or an entry"))
        self.line.addAction(icon("mdi6.magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._on_typed)
        column.addWidget(self.line)
        self.list = self._make_list()
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        column.addWidget(self.list, 1)
        self._nothing = secondary("")
        self._nothing.setObjectName("palette.nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._nothing, 1)
        fitting.fit_dialog(self, QSize(theme().px(_WIDTH), theme().px(_HEIGHT)))
        self._fill()

    def _make_list(self) -> QListView:
        shown = QListView()
        shown.setObjectName("palette.list")
        shown.setAccessibleName(tr("Results"))
        shown.setProperty("role", "framed")
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setItemDelegate(_Delegate(shown))
        shown.clicked.connect(self._on_clicked)
        return shown

    def open(self) -> None:
        """Show it under the upper edge of the window, with the cursor in its line."""
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window()
            top = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, min(72, window.height() // 10)))
            self.move(top)
        super().open()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Finding -------------------------------------------------------------------------------------------------------------

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.line.text().strip()

    def _on_typed(self) -> None:
        self._go_when_found = False
        # Until the search has answered, the entries found so far stay as far as their names still fit.
        self._entries = [each for each in self._entries if self.typed and grade(self.typed, each.words) is not None]
        self._fill()
        self._look()

    def _look(self) -> None:
        """Ask the search in the background: typing never waits for it. What was typed meanwhile is asked for afterwards."""
        typed = self.typed
        if not typed or self._looked_for:
            return
        self._looked_for = typed
        self._workspace.background.run(
            partial(self._search, typed), owner=self, on_result=self._on_hits, on_error=self._on_failed, quiet=True
        )

    def _search(self, typed: str, _task: Task) -> list[Hit]:
        return self._workspace.index.search(typed, _READ)

    def _on_failed(self, error: BaseException) -> None:
        self._looked_for = ""
        self._workspace.report(error)

    def _on_hits(self, hits: list[Hit]) -> None:
        looked_for, self._looked_for = self._looked_for, ""
        if looked_for != self.typed:
            self._look()
            return
        self._entries = _entries(looked_for, hits)
        self._fill(keep=self._chosen())
        if self._go_when_found:
            self._go()

    def _chosen(self) -> Candidate | None:
        return self.list.currentIndex().data(_CANDIDATE) if self._model.rowCount() else None

    def _fill(self, keep: Candidate | None = None) -> None:
        typed = self.typed
        found = matching(typed, self._candidates)
        if not typed:
            found = [each for each in found if each.section is Section.PAGES_AND_COMMANDS]
        found += self._entries
        self._model.clear()
        heads = {
            Section.PAGES_AND_COMMANDS: tr("Pages and commands"),
            Section.SETTINGS: tr("Settings"),
            Section.ENTRIES: tr("Entries"),
        }
        section: Section | None = None
        for each in found:
            if each.section is not section:
                section = each.section
                head = QStandardItem(heads[section])
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self._model.appendRow(head)
            self._model.appendRow(_row(each))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._nothing.setText("" if not typed else tr("No results for “{words}”.", words=typed))
        if found:
            rows = range(self._model.rowCount())
            self._choose(next((row for row in rows if keep and self._model.index(row, 0).data(_CANDIDATE) == keep), 1))

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index if row > 1 else self._model.index(0, 0))
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, str(index.data())))

    def _step(self, step: int) -> None:
        row = self.list.currentIndex().row()
        for _ in range(self._model.rowCount()):
            row = (row + step) % max(1, self._model.rowCount())
            if self._model.index(row, 0).data(_CANDIDATE) is not None:
                self._choose(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrow keys, go with Enter, close with Esc or the keys that opened it."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(8):
                self._step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif key == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.reject()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(_CANDIDATE) is not None:
            self._go()

    def _go(self) -> None:
        found = self._chosen()
        if found is None:
            self._go_when_found = bool(self._looked_for)
            return
        target = found.target
        self.accept()
        self.gone_to.emit(target)

    def done(self, result: int) -> None:
        """Forget what was typed and found, and close."""
        self.line.blockSignals(True)  # noqa: FBT003  (Qt's signature)
        self.line.setText("")  # unlike `clear`, it takes the undo steps of the line along
        self._entries = []
        self._model.clear()
        super().done(result)


def _row(found: Candidate) -> QStandardItem:
    said = tr("{name} ({keys})", name=found.words, keys=found.detail) if found.detail else found.words
    row = QStandardItem(said)
    row.setData(found, _CANDIDATE)
    if found.icon:
        row.setData(icon(found.icon, "muted"), Qt.ItemDataRole.DecorationRole)
    return row


def _entries(typed: str, hits: Sequence[Hit]) -> list[Candidate]:
    """One line for each entry that the search found, those whose title fits first."""
    first: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        first.setdefault((hit.kind, hit.record_id), hit)
    found = list(first.values())
    order = by_title(typed, [hit.title for hit in found])[:_MOST_ENTRIES]
    return [
        Candidate(
            Section.ENTRIES,
            found[place].title,
            found[place],
            BY_NAME[found[place].kind].singular,
            BY_NAME[found[place].kind].icon,
        )
        for place in order
    ]
