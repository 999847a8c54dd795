"""A bill and an explanation side by side, line by line, with what differs named below each line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.money.side_by_side import Compared
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel
from ism_desktop.ui.kit.widgets.text import label, secondary, small

_NEEDED = 420  # pixels at 100 % from which both stand beside each other


class Comparison(QWidget):
    """The whole of both, always seen, and their lines, folded unless something differs in them or `is_open`."""

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
    column.setSpacing(2)
    column.addWidget(label(compared.what))
    column.addWidget(
        SideBySide(
            _side(tr("The bill"), compared.bill),
            _side(tr("The explanation"), compared.explanation),
            needed=_NEEDED,
            parent=made,
        )
    )
    for words in compared.differences:
        row = QHBoxLayout()
        row.addWidget(IconLabel("mdi6.not-equal-variant", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words), 1)
        column.addLayout(row)
    return made


def _side(who: str, says: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(small(who))
    column.addWidget(secondary(says))
    return made
