"""What the shades and signs of the calendar mean, in words."""

from collections.abc import Collection

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_days import ENTRIES, Figure
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.ui.care_kit.days.day_cell import legend_tile
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.places.journal.looking_back.faces import DARKEST, GOOD_SIGN, LATER_SIGN, NO_NUMBER


class Legend(QWidget):
    """A line that wraps."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        row = FlowLayout(self, spacing=12)
        self._shades = small("")
        self._shades.setWordWrap(False)
        tiles = QWidget()
        beside = QHBoxLayout(tiles)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2)
        for level in (0.2, 0.6, 1.0):
            beside.addWidget(legend_tile(level))
        beside.addSpacing(4)
        beside.addWidget(self._shades)
        row.addWidget(tiles)
        for part in (
            _signed(GOOD_SIGN, tr("good day, nothing to note")),
            _worded(tr("{sign} no number noted", sign=NO_NUMBER)),
        ):
            row.addWidget(part)
        self._empty = _worded("")
        row.addWidget(self._empty)
        self._signs = {
            REACTIONS.icon: _signed(REACTIONS.icon, tr("reaction")),
            EPISODES.icon: _signed(EPISODES.icon, tr("episode")),
            LATER_SIGN: _signed(LATER_SIGN, tr("filled in later")),
        }
        for part in self._signs.values():
            row.addWidget(part)

    def show_figure(self, figure: Figure, called: str, signs: Collection[str], *, is_filtered: bool) -> None:
        """Say what the number of a day is, and what the signs are that stand in the calendar."""
        if figure == ENTRIES:
            words = tr("the more entries, the darker, up to {number}", number=DARKEST)
        elif called:
            words = tr("{symptom}, 0 to 10 as typed: the higher, the darker", symptom=called)
        else:
            words = tr("0 to 10 as typed: the higher, the darker")
        self._shades.setText(words)
        self._empty.setText(
            tr("date alone: nothing that the filter shows") if is_filtered else tr("date alone: no entry")
        )
        for sign, part in self._signs.items():
            part.setVisible(sign in signs)


def _worded(words: str) -> QLabel:
    made = small(words)
    made.setWordWrap(False)
    return made


def _signed(sign: str, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(IconLabel(sign, 15, "text"))
    row.addWidget(_worded(words))
    return made
