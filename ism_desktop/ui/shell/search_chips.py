"""Chips above the results of a search: the conditions that hold, to be taken away, and those that would narrow it down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import label_in
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import TYPES
from ism_desktop.records.search import Narrowing, Query
from ism_desktop.records.searching.doubts import remarks
from ism_desktop.records.searching.grouping import counts, is_counted
from ism_desktop.records.searching.query import Condition, missing_word, written
from ism_desktop.ui.kit.widgets.flow import FlowLayout

# How many chips of each sort are offered, in the order in which they stand.
_MOST = {"kind": 3, "type": 1, "on": 2, "from": 1, "tag": 1, "no": 2}
_OF_WORTH = frozenset({"text", "filing"})  # of what may be lacking


class Sort(Enum):
    """What a chip is: it would narrow the search, holds already, or was probably meant by what was typed."""

    OFFERED = auto()
    HOLDS = auto()
    MEANT = auto()


@dataclass(frozen=True, slots=True)
class Chip:
    """What a chip says, what the search box holds once it is pressed, and what it is. `rank`: how many like it stand before it."""

    words: str
    typed: str
    sort: Sort = Sort.OFFERED
    rank: int = 0


def chips_for(query: Query, offered: Sequence[Narrowing]) -> list[Chip]:
    """What was probably meant, the conditions that hold, then those that some of what was found fulfils and some does not."""
    meant = [Chip(one.instead, one.typed, Sort.MEANT) for one in remarks(query) if one.instead]
    on = [Chip(_condition_words(one), query.without(one), Sort.HOLDS) for one in query.conditions]
    held = {one.what for one in query.conditions if not one.excluded}
    numbers = counts(offered)
    total, is_whole = sum(numbers.values()), is_counted(numbers)
    chips: list[Chip] = []
    for sort, most in _MOST.items():
        fitting = [one for one in offered if one.what == sort and one.records < total]
        if sort == "no":
            fitting = [one for one in fitting if one.value in _OF_WORTH]
        if ("kind" if sort == "type" else sort) not in held:
            made = [_chip(query, one, is_whole=is_whole) for one in fitting[:most]]
            chips += [replace(chip, rank=rank) for rank, chip in enumerate(made)]
    return [*meant, *on, *chips]


def _chip(query: Query, one: Narrowing, *, is_whole: bool) -> Chip:
    words = _words(one)
    sort = "kind" if one.what == "type" else one.what
    value = one.value if one.what == "on" else missing_word(one.value) if one.what == "no" else words
    return Chip(
        tr("{what} ({number})", what=words, number=one.records) if is_whole else words,
        f"{query.typed.strip()} {written(sort, value)}".strip(),
    )


def _words(one: Narrowing) -> str:
    match one.what:
        case "kind":
            return BY_NAME[one.value].plural
        case "type":
            return label_in(TYPES, one.value)
        case "no":
            return _lacking(one.value)
        case _:
            return one.shown


def _lacking(name: str) -> str:
    return tr("To be filed") if name == "filing" else tr("No text") if name == "text" else name


def _condition_words(one: Condition) -> str:
    if one.what == "no" and not one.excluded and set(one.values) <= _OF_WORTH:
        return _lacking(one.values[0])
    return one.typed.replace('"', "")


class PanelButton(QPushButton):
    """A button in the panel of results; `left` tells that it has the keys no more."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when another part of the window is used."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """The chips themselves. `pressed` carries what the search box shall hold; `back`: Esc or Up was pressed, go on typing."""

    pressed = Signal(str)
    back = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_chips")
        self._flow = FlowLayout(self, spacing=6)
        self._flow.setContentsMargins(16, 2, 16, 6)
        self.buttons: list[QPushButton] = []
        self._chips: list[Chip] = []
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these instead of those before. The keys stay on the same chip, or go back to what is typed where it is gone."""
        if list(chips) == self._chips:
            return
        held = next((old.objectName() for old in self.buttons if old.hasFocus()), None)
        former, self._chips = self.buttons, list(chips)
        self.buttons = [self._button(chip) for chip in chips]
        self.setVisible(bool(chips))
        if held is not None:
            same = next((made for made in self.buttons if made.objectName() == held), None)
            if same is None:
                self.back.emit()
            else:
                same.setFocus(Qt.FocusReason.OtherFocusReason)
        for old in former:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _button(self, chip: Chip) -> QPushButton:
        words = tr("Did you mean {what}?", what=chip.words) if chip.sort is Sort.MEANT else chip.words
        made = PanelButton(words.replace("&", "&&"), self)
        made.setProperty("role", "chip")
        made.setCheckable(True)
        made.setChecked(chip.sort is Sort.HOLDS)
        made.setObjectName(f"search_chip.{chip.typed}")
        match chip.sort:
            case Sort.HOLDS:
                words = tr("{what}: take this condition away", what=chip.words)
            case Sort.OFFERED:
                words = tr("Only {what}", what=chip.words)
            case Sort.MEANT:
                pass
        made.setAccessibleName(words)
        made.setToolTip(words)
        press: Callable[[], None] = partial(self.pressed.emit, chip.typed)
        made.clicked.connect(press)
        made.left.connect(self.left)
        self._flow.addWidget(made)
        made.show()
        return made

    @property
    def stops(self) -> list[QPushButton]:
        """Those that are shown."""
        return [made for made in self.buttons if not made.isHidden()]

    def height_for(self, width: int) -> int:
        """How high it is at a width; nothing without chips.

        What is only offered is left out where it would begin a third line: first the second and third of a sort, then the last ones.
        """
        if not self.buttons:
            return 0
        for made in self.buttons:
            made.show()
        edges = self._flow.contentsMargins()
        most = 2 * self.buttons[0].sizeHint().height() + self._flow.spacing() + edges.top() + edges.bottom()
        offered = [place for place, chip in enumerate(self._chips) if chip.sort is Sort.OFFERED]
        for place in sorted(offered, key=lambda place: (self._chips[place].rank, place), reverse=True):
            if self._flow.heightForWidth(width) <= most:
                break
            self.buttons[place].setVisible(self.buttons[place].hasFocus())
        return self._flow.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Up go back to what is typed, the arrows to the next chip."""
        stops = self.stops
        focused = next((place for place, one in enumerate(stops) if one.hasFocus()), None)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up):
            self.back.emit()
        elif focused is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if (event.key() == Qt.Key.Key_Right) is not self.isRightToLeft() else -1
            stops[(focused + step) % len(stops)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
