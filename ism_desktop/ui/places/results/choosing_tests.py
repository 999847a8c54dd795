"""Choosing several tests, to see them below each other on one axis of time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.kit.widgets.tick_list import ID, TickList


class ChoosingTests(Dialog):
    """The tests of the record under their groups. `taken` carries the marks of those that are ticked, in their order."""

    taken = Signal(list)

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]], ticked: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(tr("Choose tests"), parent, name="tests_dialog", width=520, height=620)
        self.body.addWidget(secondary(tr("They are shown below each other, on one axis of time.")))
        self.list = TickList(tr("Tests"), name="tests_list")
        for words, rows in groups:
            self.list.add_heading(words, "")
            for mark, name, counted in rows:
                self.list.add_row(mark, name, counted)
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(ID) in ticked:
                item.setCheckState(Qt.CheckState.Checked)
        self.list.itemChanged.connect(self._refresh)
        self.body.addWidget(self.list, 1)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self._go = button(tr("Show these tests"), self._on_take, role="primary", name="tests_take")
        self.foot.addWidget(self._go)
        self._refresh()

    def _refresh(self) -> None:
        self._go.setEnabled(bool(self.list.ticked()))

    def _on_take(self) -> None:
        self.taken.emit(self.list.ticked())
        self.accept()
