"""A list of keys, each with a button that takes it away."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.safekeeping.days import by_day, day_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.vault.key_slots import UnlockMethod


def moment_made(way: UnlockMethod) -> datetime | None:
    """When a key was made; None if its date cannot be read."""
    try:
        return datetime.fromisoformat(way.created)
    except ValueError:
        return None


def _described(way: UnlockMethod, today: date) -> str:
    made = moment_made(way)
    if made is None:
        return way.label
    return by_day(
        made,
        today,
        tr("{name}, added today", name=way.label),
        tr("{name}, added yesterday", name=way.label),
        tr("{name}, added on {day}", name=way.label, day=day_of(made)),
    )


class KeyRows(QWidget):
    """Names of people or computers. `remove_wanted` carries the `UnlockMethod`."""

    remove_wanted = Signal(object)

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._workspace = workspace
        self._shown: tuple[UnlockMethod, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_ways(self, ways: Sequence[UnlockMethod]) -> None:
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

    def _row(self, way: UnlockMethod) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(_described(way, self._workspace.today())), 1)
        taking = button(tr("Remove…"), self._on_remove, name=f"{self.objectName()}.remove.{way.id}")
        taking.setAccessibleName(tr("Remove {name}", name=way.label))
        taking.setProperty("way_id", way.id)
        taking.setVisible(not self._workspace.vault.read_only)
        row.addWidget(taking)
        return holder

    def _on_remove(self) -> None:
        way_id = self.sender().property("way_id")
        way = next((one for one in self._shown if one.id == way_id), None)
        if way is not None:
            self.remove_wanted.emit(way)
