"""What is counted in which hours and days: the lists of what was noted, the row for the window, and the row for the period."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from ism_desktop.records.values import parse_partial_date
from ism_desktop.records.values.numbers import read_number
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary, set_flag

OWN = "own"
_WINDOWS: Mapping[str, Window | None] = {"day": SAME_DAY, "soon": SOON, "later": LATER}


@dataclass(frozen=True, slots=True)
class Span:
    """A period that is offered by a word: its key, the word, and from which day to which; None for everything."""

    key: str
    words: str
    period: tuple[date, date] | None


def _counted(today: date) -> tuple[Span, ...]:
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


class _Row(QWidget):
    """Buttons, and two lines for own values; below them what is wrong with these. `edited` is emitted for every change."""

    edited = Signal()

    def __init__(self, words: str, offered: tuple[tuple[str, str], ...], *, name: str, width: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(words, "subheading"))
        holder = QWidget()
        row = FlowLayout(holder, spacing=8)
        column.addWidget(holder)
        self.choices = Choices(offered, words, name=name)
        self.choices.set_value(offered[0][0])
        row.addWidget(self.choices)
        self.own = QWidget()
        inside = FlowLayout(self.own, spacing=8)
        self.first, self.last = (self._line(f"{name}.{which}", width) for which in ("first", "last"))
        for part in self._parts():
            inside.addWidget(part)
        row.addWidget(self.own)
        self.own.hide()
        self.fault = label("", "fault")
        self.fault.setObjectName(f"{name}.fault")
        self.fault.hide()
        column.addWidget(self.fault)
        self.choices.changed.connect(self._on_chosen)

    def _line(self, name: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setFixedWidth(theme().px(width))
        made.textEdited.connect(self.edited)
        return made

    @abstractmethod
    def _parts(self) -> list[QWidget]:
        """The lines for own values among their words."""

    @abstractmethod
    def _fill(self) -> None:
        """Write into the empty lines what a person may begin with."""

    def _on_chosen(self) -> None:
        is_own = self.choices.value == OWN
        self.own.setVisible(is_own)
        if is_own:
            if not self.first.text() and not self.last.text():
                self._fill()
            self.first.setFocus()
            self.first.selectAll()
        self.edited.emit()

    def show_fault(self, words: str, *lines: QLineEdit) -> None:
        """Say what is wrong, and at which of the lines; nothing takes it back."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        for line in (self.first, self.last):
            set_flag(line, "fault", on=line in lines)
            line.setAccessibleDescription(words if line in lines else "")


def _word(words: str) -> QWidget:
    made = secondary(words)
    made.setWordWrap(False)
    return made


class WindowRow(_Row):
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
        return [_word(tr("From")), self.first, _word(tr("to")), self.last, _word(tr("hours after it"))]

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


class PeriodRow(_Row):
    """Which days are counted: the last months, everything, or from one day to another."""

    def __init__(
        self, today: date, *, day_first: bool, name: str = "count.period", spans: Sequence[Span] | None = None
    ) -> None:
        """`spans` are what is offered before own days: by default the last months, and everything."""
        self._today = today
        self._day_first = day_first
        self._shown = (today, today)
        offered = _counted(today) if spans is None else spans
        self._spans = {span.key: span.period for span in offered}
        labels = (*((span.key, span.words) for span in offered), (OWN, tr("Own days")))
        super().__init__(tr("Period"), labels, name=name, width=170)
        self.first.setAccessibleName(tr("First day"))
        self.last.setAccessibleName(tr("Last day"))

    @property
    def is_everything(self) -> bool:
        """Whether no day is left out."""
        return self.choices.value == "all"

    def _parts(self) -> list[QWidget]:
        return [_word(tr("From")), self.first, _word(tr("to")), self.last]

    def _fill(self) -> None:
        for line, day in zip((self.first, self.last), self._shown, strict=True):
            line.setText(in_use().day(day))

    def show_days(self, first: date | None, last: date | None) -> None:
        """Show a period that was chosen before; without a first day, everything."""
        self.choices.set_value("all" if first is None else OWN)
        self.own.setVisible(first is not None)
        if first is not None and last is not None:
            self.first.setText(in_use().day(first))
            self.last.setText(in_use().day(last))

    def read(self, whole: tuple[date, date]) -> tuple[date, date]:
        """The first and the last day; `whole` is the period of everything.

        Raises ValueError with a sentence, which then stands below the lines, too.
        """
        self.show_fault("")
        which = self.choices.value
        if which == OWN:
            return self._own()
        self._shown = self._spans.get(which or "") or whole
        return self._shown

    def choose(self, key: str, typed: tuple[str, str] | None = None) -> None:
        """Choose a period, own days as they were typed, without saying so."""
        self.choices.set_value(key if key in self._spans else OWN)
        self.own.setVisible(self.choices.value == OWN)
        if typed is not None:
            self.first.setText(typed[0])
            self.last.setText(typed[1])

    def _own(self) -> tuple[date, date]:
        first, _ = self._day(self.first)
        begins, last = self._day(self.last)
        if begins > self._today:
            words = tr("This day is still to come. Please write today or a day before.")
            self.show_fault(words, self.last)
            raise ValueError(words)
        last = min(last, max(self._today, begins))
        if first > last:
            words = tr("The period ends before it begins. Please write the earlier day first.")
            self.show_fault(words, self.first, self.last)
            raise ValueError(words)
        return first, last

    def _day(self, line: QLineEdit) -> tuple[date, date]:
        """The first and the last day of what was typed: a month is all its days."""
        try:
            if not line.text().strip():
                raise ValueError(tr("Please write the first and the last day."))
            found = parse_partial_date(line.text(), today=self._today, day_first=self._day_first)
        except ValueError as error:
            self.show_fault(str(error), line)
            raise
        return found.first_day, found.last_day
