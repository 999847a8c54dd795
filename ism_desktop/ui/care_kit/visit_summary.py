"""An appointment at a glance: a calendar leaf, when, with whom and where."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ism_desktop.language import tr
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.day_leaf import DayLeaf
from ism_desktop.ui.kit.widgets.text import label, secondary, small


class VisitSummary(QFrame):
    """The glance itself; more can be put into `column`, below its lines."""

    def __init__(self, visit: Visit, *, with_purpose: bool, edge: int = 0) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(edge, 4, edge, 8)
        row.setSpacing(16)
        row.addWidget(DayLeaf(visit.on_date), 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(2)
        if with_purpose:
            self.column.addWidget(label(visit.purpose, "subheading"))
        self.column.addWidget(label(visit.when_words))
        for words in (visit.with_words, visit.place):
            if words:
                self.column.addWidget(secondary(words))
        if visit.prepare and not visit.is_past:
            self.column.addSpacing(4)
            self.column.addWidget(small(tr("Bring and prepare: {prepare}", prepare=visit.prepare)))
        row.addLayout(self.column, 1)
