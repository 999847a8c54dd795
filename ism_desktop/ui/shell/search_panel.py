"""The panel under the search box: chips to narrow it down, what is odd about what was typed, the hits by kind, and keeping the search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.search import HIT_END, HIT_START, Hit
from ism_desktop.records.searching.grouping import Group, grouped, is_counted
from ism_desktop.ui.kit.widgets.text import label, line
from ism_desktop.ui.shell.search_chips import ChipRow
from ism_desktop.ui.shell.search_rows import HIT, More, SearchRows
from ism_desktop.ui.shell.search_saving import SaveRow

_SIMILAR_SAID = 4


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: hits in the record and in the guide, where similar words stand, and of how many records of each kind it is true.

    `is_narrowed`: it is about one kind already.
    """

    words: str
    own: Sequence[Hit]
    guide: Sequence[Hit] = ()
    similar: Sequence[Hit] = ()
    terms: Sequence[str] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    is_narrowed: bool = False


class SearchPanel(QFrame):
    """What was found. The list never takes the focus from the search box; chips and buttons may have it, and Tab leads around them.

    `back`: go on typing.
    """

    back = Signal()
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("search_results")
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(0)
        self.chips = ChipRow(self)
        self.chips.back.connect(self.back)
        self.chips.left.connect(self.left)
        self.remark = label("", parent=self)
        self.remark.setObjectName("search_remark")
        self.nothing = label("", parent=self)
        self.nothing.setObjectName("search_nothing")
        for part in (self.remark, self.nothing):
            part.setContentsMargins(16, 8, 16, 8)
        self.list = SearchRows(self)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.saving = SaveRow(self)
        self.saving.left.connect(self.left)
        column.addWidget(self.chips)
        column.addWidget(self.remark)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self._edge = line()  # a row cut in two ends at an edge, so that it is seen to go on
        column.addWidget(self._edge)
        column.addWidget(self.saving)

    # What is shown -------------------------------------------------------------------------------------------------------

    def fill(self, found: Found, *, keep: bool = False) -> None:
        """Show an answer. `keep`: it is a fuller one to the same question, so what is chosen stays chosen where it still is."""
        chosen, place = (self.current(), self.list.verticalScrollBar().value()) if keep else (None, 0)
        self._model.clear()
        self.list.forget_heights()
        self._add_groups(found)
        if found.similar:
            self._add_similar(found)
        has_rows = self._model.rowCount() > 0
        self.remark.setText("\n".join(found.remarks))
        self.remark.setVisible(bool(found.remarks))
        self.nothing.setText(tr("No results for “{words}”. Try fewer letters or another word.", words=found.words))
        self.nothing.setVisible(not has_rows and (bool(found.terms) or not found.remarks))
        self.list.setVisible(has_rows)
        if has_rows and not (chosen is not None and self._choose_again(chosen, place)):
            self.list.setCurrentIndex(self._model.index(1, 0))
            self.list.scrollToTop()  # to the head of its group

    def _add_groups(self, found: Found) -> None:
        is_whole = is_counted(found.numbers)
        for group in grouped(found.own, found.numbers):
            self._add_head(_head(BY_NAME[group.kind].plural, group.number if is_whole else None))
            self._add_hits(group.hits)
            if group.has_more:
                self._add_row(_more_words(group, found, is_whole=is_whole), More(group.kind))
        if found.guide:
            is_alone = not self._model.rowCount()
            self._add_head(tr("Nothing in your own record. In the guide:") if is_alone else tr("Guide"))
            self._add_hits(found.guide)

    def _add_similar(self, found: Found) -> None:
        others = sorted({word for hit in found.similar for word in hit.words} - set(found.terms))
        words = in_use().listed(others[:_SIMILAR_SAID])
        self._add_head(
            tr("Similar words: {words}", words=words)
            if self._model.rowCount()
            else tr("Nothing says it so. Similar words: {words}", words=words)
        )
        self._add_hits(found.similar)

    def _add_hits(self, hits: Iterable[Hit]) -> None:
        for hit in hits:
            plain = hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
            self._add_row(tr("{title}: {text}", title=hit.title, text=plain) if plain else hit.title, hit)

    def _add_row(self, words: str, data: Hit | More) -> None:
        row = QStandardItem(words)
        row.setData(data, HIT)
        self._model.appendRow(row)

    def _add_head(self, words: str) -> None:
        head = QStandardItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(head)

    def wanted_height(self, width: int, most: int) -> int:
        """So high that nothing has to be scrolled, and no higher than `most`."""
        height = 28 + self.chips.height_for(width - 2) + self.saving.height_for(width - 2)
        for part in (self.remark, self.nothing):
            height += part.heightForWidth(width - 2) if not part.isHidden() else 0
        self.list.resize(width - 2, self.list.height())
        for row in range(self._model.rowCount()):
            if height >= most:
                break
            height += self.list.sizeHintForRow(row)
        return min(height, most)

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _choose_again(self, chosen: Hit | More, place: int) -> bool:
        rows = (self._model.index(row, 0) for row in range(self._model.rowCount()))
        index = next((index for index in rows if _same(index.data(HIT), chosen)), None)
        if index is None:
            return False
        self.list.setCurrentIndex(index)
        self.list.verticalScrollBar().setValue(place)
        return True

    def step(self, step: int) -> None:
        """Choose the next or the former hit."""
        row = self.list.currentIndex().row() + step
        while 0 <= row < self._model.rowCount():
            if self._model.index(row, 0).data(HIT) is not None:
                self.list.setCurrentIndex(self._model.index(row, 0))
                return
            row += step
        if step < 0:
            self.list.scrollToTop()  # the head above the first hit is seen again

    def current(self) -> Hit | More | None:
        """What is chosen."""
        return self.list.currentIndex().data(HIT) if self.list.currentIndex().isValid() else None

    # Keys ----------------------------------------------------------------------------------------------------------------

    @property
    def stops(self) -> list[QPushButton]:
        """Where Tab comes to, in order."""
        return [*self.chips.stops, *self.saving.buttons]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """To the next chip or button; from the last one, and before the first, back to what is typed."""
        stops = self.stops
        place = next((place for place, one in enumerate(stops) if one.hasFocus()), None)
        if place is None:
            return super().focusNextPrevChild(forward)
        place += 1 if forward else -1
        if 0 <= place < len(stops):
            stops[place].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.back.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to what is typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def _head(words: str, number: int | None) -> str:
    return words if number is None else tr("{what} ({number})", what=words, number=number)


def _more_words(group: Group, found: Found, *, is_whole: bool) -> str:
    if found.is_narrowed:
        return tr("Show more")
    kind = BY_NAME[group.kind]
    if is_whole and group.number is not None:
        return tr("Show all: {counted}", counted=kind.count_words(group.number))
    return tr("Only {what}", what=kind.plural)


def _same(data: object, chosen: Hit | More) -> bool:
    if isinstance(data, Hit) and isinstance(chosen, Hit):
        return (data.kind, data.record_id, data.page) == (chosen.kind, chosen.record_id, chosen.page)
    return data == chosen
