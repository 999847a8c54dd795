"""Choosing which episodes are compared: ticked in a list, at most as many as one page holds beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.printing.episode_comparison import MOST, Candidate
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import ID, TickList


class ChoosingEpisodes(Dialog):
    """`taken` carries the ids that are ticked, in the order of the list. Space ticks, Enter takes."""

    taken = Signal(list)

    def __init__(self, there: Sequence[Candidate], ticked: Sequence[str], parent: QWidget) -> None:
        super().__init__(tr("Choose episodes"), parent, name="episodes_choose_dialog", width=560, height=620)
        self.body.addWidget(
            secondary(tr_n("Up to {number} stand beside each other.", "Up to {number} stand beside each other.", MOST))
        )
        self.list = TickList(tr("Episodes"), name="episodes_choose_list")
        recorded = [one for one in there if one.kind == EPISODES.name]
        noted = [one for one in there if one.kind != EPISODES.name]
        for words, rows in (
            (tr("Episodes"), recorded),
            (tr("Reactions noted without times"), noted),
        ):
            if rows:
                self.list.add_heading(words, "")
            for one in rows:
                self.list.add_row(one.id, one.title, "" if one.kind == EPISODES.name else one.when)
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(ID) in ticked:
                item.setCheckState(Qt.CheckState.Checked)
        self.list.itemChanged.connect(self._refresh)
        self.body.addWidget(self.list, 1)
        self._said = label("", "fault")
        self._said.setObjectName("episodes_choose_said")
        self.body.addWidget(self._said)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        take = button(tr("Compare these"), self._on_take, role="primary", name="episodes_take")
        take.setDefault(True)
        self.foot.addWidget(take)
        self._refresh()
        self.list.setCurrentRow(1)
        self.list.setFocus()

    def _refresh(self) -> None:
        """Say what keeps it from being taken."""
        self._said.setText(self._fault())
        self._said.setVisible(bool(self._fault()))

    def _fault(self) -> str:
        ticked = len(self.list.ticked())
        if ticked > MOST:
            return tr_n(
                "There is room for {most} only. Untick {number}.",
                "There is room for {most} only. Untick {number}.",
                ticked - MOST,
                most=MOST,
            )
        return "" if ticked else tr("Tick at least one.")

    def _on_take(self) -> None:
        if not self._fault():
            self.taken.emit(self.list.ticked())
            self.accept()
