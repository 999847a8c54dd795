"""A calendar leaf: the month above the day, as far as a date is known."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ism_desktop.language import in_use
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.text import label


def leaf_words(when: PartialDate) -> tuple[str, str]:
    """The small and the large line of a leaf: ("Dec", "3"), ("2027", "May") or ("", "2027")."""
    if when.day is not None and when.month is not None:
        return in_use().short_month_name(when.month), str(when.day)
    if when.month is not None:
        return str(when.year), in_use().short_month_name(when.month)
    return ("", str(when.year)) if when.season is None else ("", when.words)


class DayLeaf(QFrame):
    """Shows a date the way a wall calendar does. A screen reader hears the whole date."""

    def __init__(self, when: PartialDate) -> None:
        super().__init__()
        self.setProperty("role", "leaf")
        self.setAccessibleName(when.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(0)
        above, large = leaf_words(when)
        for words, role in ((above, "accent"), (large, "figure" if len(large) <= 2 else "heading")):
            if words:
                line = label(words, role)
                line.setWordWrap(False)
                line.setAlignment(Qt.AlignmentFlag.AlignCenter)
                column.addWidget(line)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setMinimumWidth(theme().px(64))
