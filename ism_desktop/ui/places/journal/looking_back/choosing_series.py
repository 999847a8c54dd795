"""Choosing what the chart of the journal shows: up to three symptoms, trackers, and tests beside them."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_series import MOST_AT_ONCE
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import ID, TickList

Rows = Sequence[tuple[str, str, str]]
"""The mark of each, what it is called, and how often it was noted."""


class ChoosingSeries(Dialog):
    """`taken` carries the marks of what is ticked, from top to bottom."""

    taken = Signal(list)

    def __init__(
        self, groups: Mapping[str, Rows], symptoms: Collection[str], ticked: Collection[str], parent: QWidget
    ) -> None:
        super().__init__(tr("Choose what to show"), parent, name="series_dialog", width=520, height=620)
        self._symptoms = frozenset(symptoms)
        words = tr(
            "They are shown below each other, on one axis of time. Of symptoms you can choose {most}.",
            most=MOST_AT_ONCE,
        )
        self.body.addWidget(secondary(words))
        self.list = TickList(tr("Symptoms, trackers and tests"), name="series_list")
        for heading, rows in groups.items():
            self.list.add_heading(heading, "")
            for mark, called, counted in rows:
                self.list.add_row(mark, called, counted)
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(ID) in ticked:
                item.setCheckState(Qt.CheckState.Checked)
        self.body.addWidget(self.list, 1)
        self.fault = label("", "fault")
        self.fault.setObjectName("series.fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="series.cancel"))
        showing = button(tr("Show"), self._on_take, role="primary", name="series.show")
        showing.setDefault(True)
        self.foot.addWidget(showing)

    def _on_take(self) -> None:
        ticked = self.list.ticked()
        too_many = len(self._symptoms & set(ticked)) > MOST_AT_ONCE
        if ticked and not too_many:
            self.taken.emit(ticked)
            self.accept()
            return
        self.fault.setText(
            tr("Please choose {most} symptoms at most.", most=MOST_AT_ONCE)
            if too_many
            else tr("Please choose at least one.")
        )
        self.fault.show()
