"""One list of what is open and until when, folded above the lists."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.money import open_items
from ism_desktop.records.money.open_items import OpenItem
from ism_desktop.records.money.sums import Sums
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Column, FoldingPanel

_HIGHEST = 280


class OpenPanel(FoldingPanel):
    """`entry_wanted` carries the kind and id of what is to be shown."""

    entry_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("", name="open_items")
        self.setParent(parent)
        self._workspace = workspace
        self._going: dict[str, tuple[str, str]] = {}
        self._has_items, self._has_room = False, True
        self._column = Column(2_000, margin=0)
        self._column.setMaximumHeight(_HIGHEST)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._column.body.addWidget(holder)
        self.body.addWidget(self._column)

    def show_items(self) -> None:
        """Read what is open; hidden while nothing is."""
        with self._workspace.vault.read() as session:
            items = open_items.open_items(session)
        self._has_items = bool(items)
        self.setVisible(self._has_items and self._has_room)
        owed = Sums.of(item.amount for item in items).words
        count = tr_n("{number} thing is open", "{number} things are open", len(items))
        words = tr("{count}; to be paid: {amount}", count=count, amount=owed) if owed else count
        self.head.setText(words)
        self.head.setAccessibleName(words)
        empty_layout(self._rows)
        self._going = {}
        for number, item in enumerate(items):
            name = f"open.{number}"
            self._going[name] = (item.kind.name, item.record_id)
            self._rows.addWidget(
                RowButton(
                    item.title,
                    _detail(item),
                    icon_name=item.kind.icon,
                    pressed=self._on_pressed,
                    name=name,
                    parent=self,
                )
            )

    def make_room(self, *, room: bool) -> None:
        """Stand aside while there is no room."""
        self._has_room = room
        self.setVisible(self._has_items and self._has_room)

    def _on_pressed(self) -> None:
        kind, record_id = self._going[self.sender().objectName()]
        self.entry_wanted.emit(kind, record_id)


def _detail(item: OpenItem) -> str:
    parts = [
        tr("{amount} is open", amount=item.amount.words) if item.amount is not None else "",
        item.words,
        tr("until {day}", day=item.until.words) if item.until is not None else "",
    ]
    return " · ".join(part for part in parts if part)
