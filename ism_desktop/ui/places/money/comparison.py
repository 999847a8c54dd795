"""A bill and an explanation side by side, line by line, with what differs named below each line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.money.side_by_side import Compared
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel
from ism_desktop.ui.kit.widgets.text import label, secondary, small


class Comparison(QWidget):
    """The whole of both, always seen, and their lines: folded, but with `is_open` where something differs in them."""

    def __init__(self, compared: Sequence[Compared], parent: QWidget, *, is_open: bool) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        whole, *lines = compared
        column.addWidget(_line(whole, self))
        if not lines:
            return
        different = sum(bool(line.differences) for line in lines)
        words = tr_n("{number} line", "{number} lines", len(lines))
        differing = tr_n("{number} differs", "{number} differ", different) if different else tr("none differs")
        panel = FoldingPanel(
            tr("Line by line: {lines}, {differing}", lines=words, differing=differing),
            name="line_by_line",
            is_open=is_open and bool(different),
        )
        for line in lines:
            panel.body.addWidget(_line(line, panel))
        column.addWidget(panel)


def _line(compared: Compared, parent: QWidget) -> QWidget:
    made = QWidget(parent)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(compared.what, "subheading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    for place, words in enumerate((tr("The bill"), tr("The explanation")), 1):
        grid.addWidget(small(words), 0, place)
    for row, said in enumerate(compared.said, 1):
        cells = (secondary(said.label), label(said.bill or "–"), label(said.explanation or "–"))
        for place, cell in enumerate(cells):
            grid.addWidget(cell, row, place, Qt.AlignmentFlag.AlignTop)
    for place in range(3):
        grid.setColumnStretch(place, 1)
    column.addLayout(grid)
    for words in compared.differences:
        row = QHBoxLayout()
        row.addWidget(IconLabel("mdi6.not-equal-variant", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words), 1)
        column.addLayout(row)
    return made
