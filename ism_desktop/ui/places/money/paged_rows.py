"""Rows to press, of many the first: each costs the window a millisecond or two, and hundreds of them would hold it up."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr_n
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PagedRow:
    """One row: `kind` and `record_id` say where it leads."""

    kind: str
    record_id: str
    words: str
    detail: str
    icon_name: str = ""


class PagedRows(QWidget):
    """The first rows, and a button for more. `wanted` carries the kind and id of the row that was pressed."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._name = name
        self._given: Sequence[PagedRow] = ()
        self._most = _SHOWN
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def set_rows(self, rows: Sequence[PagedRow]) -> None:
        """Show these; as many as were shown before."""
        self._given = rows
        empty_layout(self._rows)
        self._add(0)

    def _add(self, first: int) -> None:
        for number, row in enumerate(self._given[first : self._most], first):
            made = RowButton(
                row.words,
                row.detail,
                icon_name=row.icon_name,
                pressed=self._on_pressed,
                name=f"{self._name}.{number}",
                parent=self,
            )
            self._rows.addWidget(made)
        further = len(self._given) - self._most
        if further > 0:
            words = tr_n("Show {number} more", "Show {number} more", min(further, _SHOWN))
            self._rows.addWidget(button(words, self._on_more, role="quiet", name=f"{self._name}.more"))

    def _on_more(self) -> None:
        """Add some rows below; those that are there stay, and the first new one has the focus."""
        before, self._most = self._most, self._most + _SHOWN
        offer = self._rows.takeAt(self._rows.count() - 1)
        self._add(before)
        first = self.findChild(RowButton, f"{self._name}.{before}")
        if first is not None:
            first.setFocus()
        asked = offer.widget() if offer is not None else None
        if asked is not None:
            asked.hide()
            asked.deleteLater()

    def _on_pressed(self) -> None:
        row = self._given[int(self.sender().objectName().rpartition(".")[2])]
        self.wanted.emit(row.kind, row.record_id)
