"""What is counted in which hours and days: the lists of what was noted, the row for the window, and the periods that are offered."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.journal_count_words import as_decimal
from ism_desktop.records.journal_counts import LATER, LONGEST, SAME_DAY, SOON, Window
from ism_desktop.records.journal_periods import months_before
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import name_in
from ism_desktop.records.kind import Choice
from ism_desktop.records.values.numbers import read_number
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.record_kit.period_row import OWN, OwnValuesRow, Span, between

_WINDOWS: Mapping[str, Window | None] = {"day": SAME_DAY, "soon": SOON, "later": LATER}


def counted(today: date) -> tuple[Span, ...]:
    """What counts are offered over."""
    return (
        Span("months", tr("Last 3 months"), (months_before(today, 3), today)),
        Span("year", tr("Last 12 months"), (months_before(today, 12), today)),
        Span("all", tr("Everything"), None),
    )


class NotedList(QWidget):
    """A list of what was noted, under its label. The order is that of the journal's own list, then the person's words."""

    changed = Signal()

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = label(words, "subheading")
        self.list = DropDown()
        self.list.setObjectName(name)
        self.list.setAccessibleName(words)
        head.setBuddy(self.list)
        column.addWidget(head)
        column.addWidget(self.list)
        self.list.currentIndexChanged.connect(self.changed)

    def offer(self, noted: Mapping[Name, str], chosen: Name | None, nothing: str = "") -> None:
        """Offer these, after the words for none of them, and choose one, without saying so."""
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.list.clear()
        if nothing:
            self.list.addItem(nothing, None)
        for name, words in noted.items():
            self.list.addItem(words, name)
        places = [self.list.itemData(place) for place in range(self.list.count())]
        self.list.setCurrentIndex(places.index(chosen) if chosen in places else 0)
        self.list.blockSignals(False)  # noqa: FBT003

    @property
    def chosen(self) -> Name | None:
        """What is chosen."""
        found = self.list.currentData()
        return None if found is None else (str(found[0]), str(found[1]))

    @property
    def words(self) -> str:
        """What that is called."""
        return self.list.currentText()


def in_order(used: Mapping[Name, tuple[str, int]], choices: tuple[Choice, ...]) -> dict[Name, str]:
    """What was noted by what it is called, in the order of the journal's list; own words by the alphabet."""
    order = {choice.value: place for place, choice in enumerate(choices)}
    ordered = sorted(used, key=lambda name: (order.get(name[0], len(order)), name[1]))
    return {name: name_in(choices, name[0], used[name][0] or None) for name in ordered}


class WindowRow(OwnValuesRow):
    """After how many hours the symptom began: the same day, two spans that are often asked for, or an own one."""

    def __init__(self) -> None:
        offered = (
            ("day", tr("Same day")),
            *((key, _span(window)) for key, window in _WINDOWS.items() if window is not None),
            (OWN, tr("Own hours")),
        )
        super().__init__(tr("The symptom began"), offered, name="count.window", width=64)
        self.first.setAccessibleName(tr("From how many hours after it"))
        self.last.setAccessibleName(tr("To how many hours after it"))

    def _parts(self) -> list[QWidget]:
        return [between(tr("From")), self.first, between(tr("to")), self.last, between(tr("hours after it"))]

    def _fill(self) -> None:
        self.first.setText(in_use().number(0))
        self.last.setText(in_use().number(24))

    def read(self) -> Window | None:
        """The window, None for the same day. Raises ValueError with a sentence, which then stands below the lines, too."""
        self.show_fault("")
        which = self.choices.value or "day"
        if which != OWN:
            return _WINDOWS[which]
        first, last = self._hours(self.first), self._hours(self.last)
        if first > last:
            self._refuse(tr("The hours end before they begin. Please write the smaller number first."), *self._lines)
        return Window(first, last)

    @property
    def _lines(self) -> tuple[QLineEdit, QLineEdit]:
        return self.first, self.last

    def _hours(self, line: QLineEdit) -> float:
        typed = line.text().strip()
        found = read_number(typed, in_use().number_signs)
        if found is None and typed:
            self._refuse(
                tr("“{typed}” is not a number. Please write hours from 0 to {most}.", typed=typed, most=LONGEST), line
            )
        if found is None or not 0 <= found <= LONGEST:
            self._refuse(tr("Please write hours from 0 to {most}.", most=LONGEST), line)
        return float(found or 0)

    def _refuse(self, words: str, *lines: QLineEdit) -> None:
        self.show_fault(words, *lines)
        raise ValueError(words)


def _span(window: Window) -> str:
    return tr("{first}–{last} hours after it", first=as_decimal(window.begins), last=as_decimal(window.ends))
