"""A list of keys, each with a button that takes it away."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.vault.key_slots import WayIn


def day_made(workspace: Workspace, way: WayIn) -> str:
    """The day a key was made: “today”, “on 3 May”; empty if its date cannot be read."""
    try:
        made = datetime.fromisoformat(way.created)
    except ValueError:
        return ""
    return words.on_day(made, workspace.today())


class KeyRows(QWidget):
    """Names of people or computers. `remove_wanted` carries the `WayIn`."""

    remove_wanted = Signal(object)

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._workspace = workspace
        self._shown: tuple[WayIn, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_ways(self, ways: Sequence[WayIn]) -> None:
        """Show these; hidden when there are none."""
        self.setVisible(bool(ways))
        if tuple(ways) == self._shown:
            return
        self._shown = tuple(ways)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for way in ways:
            self._column.addWidget(self._row(way))

    def _row(self, way: WayIn) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        made = day_made(self._workspace, way)
        row.addWidget(label(f"{way.label}, added {made}" if made else way.label), 1)
        taking = button("Remove…", self._on_remove, name=f"{self.objectName()}.remove.{way.id}")
        taking.setAccessibleName(f"Remove {way.label}")
        taking.setProperty("way_id", way.id)
        taking.setVisible(not self._workspace.vault.read_only)
        row.addWidget(taking)
        return holder

    def _on_remove(self) -> None:
        way_id = self.sender().property("way_id")
        way = next((one for one in self._shown if one.id == way_id), None)
        if way is not None:
            self.remove_wanted.emit(way)
