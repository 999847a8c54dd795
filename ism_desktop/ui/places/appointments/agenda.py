"""The agenda: appointments to come and past ones in one list, each with a calendar leaf, with whom, and its questions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.day_leaf import leaf_words
from ism_desktop.ui.record_kit.list import RecordList
from ism_desktop.ui.record_kit.model import RECORD, News
from ism_desktop.ui.record_kit.record_table import RecordTable

_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_LEAF = 54  # pixels at 100 %
_GAP = 12


class AgendaTable(RecordTable):
    """The table of the shared list, shown as an agenda: one column, rows as high as their words."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(APPOINTMENTS, settings, parent)
        self.visits: Mapping[str, Visit] = {}
        self.headings: Mapping[str, str] = {}
        self.horizontalHeader().hide()
        self._entries = _Entries(self)
        self.setItemDelegate(self._entries)

    def fit_columns(self) -> None:
        """Give the one column the whole width, and every row the height of its words."""
        if not self._ready:
            return  # Qt asks before the model is there
        for column in range(1, len(APPOINTMENTS.columns)):
            self.setColumnHidden(column, True)  # noqa: FBT003  (Qt's own signature)
        width = self.viewport().width()
        self.setColumnWidth(0, width)
        for row in range(self.model().rowCount()):
            self.setRowHeight(row, self._entries.height(self.model().index(row, 0), width))


class AgendaList(RecordList):
    """The shared list with the agenda in it: what is to come first, the nearest on top; then the past, the latest on top."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, APPOINTMENTS, self._make_agenda)
        self.model.arrangement = self._arranged

    def _make_agenda(self, settings: Settings, parent: QWidget) -> AgendaTable:
        self.agenda = AgendaTable(settings, parent)
        return self.agenda

    def show_visits(self, visits: Sequence[Visit]) -> None:
        """Take in what the rows say; `show_news` follows."""
        self.agenda.visits = {visit.id: visit for visit in visits}

    def _arranged(self, ids: Sequence[str]) -> list[str]:
        """What is to come, then what is past; with it goes where the headings stand."""
        visits = list(self.agenda.visits.values())  # the earliest first
        order = [visit.id for visit in visits if not visit.is_past]
        order += [visit.id for visit in reversed(visits) if visit.is_past]
        place = {visit_id: number for number, visit_id in enumerate(order)}
        arranged = sorted(ids, key=lambda record_id: place.get(record_id, len(place)))
        self.agenda.headings = {} if self.in_trash else self._headings(arranged)
        return arranged

    def _headings(self, ids: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for visit_id in ids:
            visit = self.agenda.visits.get(visit_id)
            words = "" if visit is None else tr("Past") if visit.is_past else tr("Upcoming")
            if words and words not in found.values():
                found[visit_id] = words
        return found

    def show_news(self, news: News, drafts: frozenset[str], trashed: int) -> None:
        """Show the appointments, each as high as its words."""
        super().show_news(news, drafts, trashed)
        self.agenda.fit_columns()  # what a visit says may be longer now


class _Entries(QStyledItemDelegate):
    """Draws one appointment, and above the first of a group its heading."""

    def __init__(self, table: AgendaTable) -> None:
        super().__init__(table)
        self._table = table

    # Measuring -----------------------------------------------------------------------------------------------------------

    def height(self, index: _Index, width: int) -> int:
        """How high a row of this width must be."""
        record: Record = index.data(RECORD)
        top = self._heading_height(record) + theme().px(10)
        lines = sum(height for _, height in self._lines(record, width))
        return max(top + lines, top + self._leaf_height()) + theme().px(10)

    def _heading_height(self, record: Record) -> int:
        return theme().px(34) if record.id in self._table.headings else 0

    @staticmethod
    def _leaf_height() -> int:
        return QFontMetrics(theme().font(9)).height() * 2 + QFontMetrics(theme().font(16, bold=True)).height()

    def _lines(self, record: Record, width: int) -> list[tuple[tuple[str, QFont, str], int]]:
        """What stands beside the leaf: words, font and colour, with the height of each."""
        room = QRect(0, 0, max(60, width - self._left() - 12), 10_000)
        parts = self._parts(record)
        return [
            ((words, font, ink), QFontMetrics(font).boundingRect(room, _WRAP, words).height() + 2)
            for words, font, ink in parts
            if words
        ]

    @staticmethod
    def _left() -> int:
        return _GAP + theme().px(_LEAF) + _GAP

    def _parts(self, record: Record) -> list[tuple[str, QFont, str]]:
        visit = self._table.visits.get(record.id)
        status = record.values["status"]
        state = shown(APPOINTMENTS.field("status"), status) if status == "cancelled" else ""
        clock = visit.clock_words if visit is not None else record.values["at_time"]
        about = [clock, visit.with_name if visit is not None else record.values["with_whom"], state]
        questions = visit.question_words if visit is not None and not visit.is_past else ""
        if visit is not None and visit.is_past and visit.to_ask:
            questions = tr_n("{number} question not asked yet", "{number} questions not asked yet", visit.to_ask)
        return [
            (record.title, theme().font(bold=True), "text"),
            (" · ".join(part for part in about if part), theme().font(10), "muted"),
            (questions, theme().font(9.5), "accent"),
        ]

    # Drawing -------------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        record: Record = index.data(RECORD)
        painter.save()
        rect = QRect(option.rect)
        heading = self._table.headings.get(record.id)
        if heading is not None:
            # The table has painted the whole row as chosen; the heading above it is nobody's.
            painter.fillRect(
                QRect(rect.topLeft(), QSize(rect.width(), self._heading_height(record))), colour("surface")
            )
            painter.setFont(theme().font(9.5, bold=True))
            painter.setPen(colour("muted"))
            place = rect.adjusted(_GAP, theme().px(10), -_GAP, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, heading)
            rect.setTop(rect.top() + self._heading_height(record))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        painter.setPen(colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._draw_leaf(painter, rect, record)
        self._draw_words(painter, rect, record)
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            size = theme().px(18)
            icon("mdi6.pencil-outline", "accent").paint(
                painter, QRect(rect.right() - size - 8, rect.top() + 8, size, size)
            )
        painter.restore()

    def _draw_leaf(self, painter: QPainter, rect: QRect, record: Record) -> None:
        when = record.values["on_date"]
        if not isinstance(when, PartialDate):
            return
        above, large = leaf_words(when)
        below = str(when.year) if when.day is not None else ""
        left, top, width = rect.left() + _GAP, rect.top() + theme().px(10), theme().px(_LEAF)
        small_height = QFontMetrics(theme().font(9)).height()
        large_font = theme().font(16 if len(large) <= 3 else 13, bold=True)
        large_height = self._leaf_height() - 2 * small_height
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setPen(colour("accent"))
        painter.setFont(theme().font(9, bold=True))
        painter.drawText(QRect(left, top, width, small_height), centre, above)
        painter.setPen(colour("text"))
        painter.setFont(large_font)
        painter.drawText(QRect(left, top + small_height, width, large_height), centre, large)
        painter.setPen(colour("muted"))
        painter.setFont(theme().font(9))
        painter.drawText(QRect(left, top + small_height + large_height, width, small_height), centre, below)

    def _draw_words(self, painter: QPainter, rect: QRect, record: Record) -> None:
        top = rect.top() + theme().px(10)
        room = rect.width() - self._left() - 12
        for (words, font, ink), height in self._lines(record, rect.width()):
            painter.setFont(font)
            painter.setPen(colour(ink))
            painter.drawText(QRect(rect.left() + self._left(), top, room, height), _WRAP, words)
            top += height
