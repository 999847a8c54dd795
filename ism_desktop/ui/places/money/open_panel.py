"""One list of what is open and until when, folded above the lists; of many things the first, more on a press."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.money import open_items
from ism_desktop.records.money.open_items import OpenItem
from ism_desktop.records.money.sums import Sums
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.surfaces import Column, FoldingPanel
from ism_desktop.ui.places.money.paged_rows import PagedRow, PagedRows
from ism_desktop.ui.record_kit.ledger_reading import read_beside
from ism_desktop.vault import Vault

_HIGHEST = 280


class OpenPanel(FoldingPanel):
    """`entry_wanted` carries the kind and id of what is to be shown."""

    entry_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("", name="open_items")
        self.setParent(parent)
        self._workspace = workspace
        self._items: Sequence[OpenItem] = ()
        self._is_filled = False
        self._has_room = True
        self._turn = 0
        self._column = Column(2_000, margin=0)
        self._column.setMaximumHeight(_HIGHEST)
        self.rows = PagedRows(self, "open")
        self.rows.wanted.connect(self._on_wanted)
        self._column.body.addWidget(self.rows)
        self.body.addWidget(self._column)
        self.hide()
        self.toggled.connect(self._on_fold)

    def show_items(self) -> None:
        """Read what is open, much of it beside the window; hidden while nothing is."""
        self._turn += 1
        with self._workspace.vault.read() as session:
            takes_long = open_items.takes_long(session)
            items = [] if takes_long else open_items.open_items(session)
        if takes_long:
            read_beside(self._workspace, self, partial(_read, self._workspace.vault, self._turn), self._on_read)
        else:
            self._show(items)

    def _on_read(self, answer: object) -> None:
        turn, items = cast("tuple[int, list[OpenItem]]", answer)
        if turn == self._turn:  # else something was saved since, and another answer comes
            self._show(items)

    def _show(self, items: Sequence[OpenItem]) -> None:
        if items == self._items:
            return
        self._items, self._is_filled = items, False
        self.setVisible(bool(items) and self._has_room)
        owed = Sums.of(item.amount for item in items).words
        count = tr_n("{number} thing is open", "{number} things are open", len(items))
        words = tr("{count}; to be paid: {amount}", count=count, amount=owed) if owed else count
        self.head.setText(words)
        self.head.setAccessibleName(words)
        if self.head.isChecked():
            self._fill()

    def _on_fold(self, is_open: bool) -> None:
        if is_open and not self._is_filled:
            self._fill()

    def _fill(self) -> None:
        self._is_filled = True
        self.rows.set_rows(
            [
                PagedRow(item.kind.name, item.record_id, item.title, _detail(item), item.kind.icon)
                for item in self._items
            ]
        )

    def _on_wanted(self, kind: str, record_id: str) -> None:
        """Fold: what is shown now needs the room."""
        self.set_open(is_open=False)
        self.entry_wanted.emit(kind, record_id)

    def make_room(self, *, room: bool) -> None:
        """Stand aside while there is no room."""
        self._has_room = room
        self.setVisible(bool(self._items) and self._has_room)


def _read(vault: Vault, turn: int, task: Task) -> tuple[int, list[OpenItem]]:
    return turn, open_items.read(vault, task)


def _detail(item: OpenItem) -> str:
    parts = [
        tr("{amount} is open", amount=item.amount.words) if item.amount is not None else "",
        item.words,
        tr("until {day}", day=item.until.words) if item.until is not None else "",
    ]
    return " · ".join(part for part in parts if part)
