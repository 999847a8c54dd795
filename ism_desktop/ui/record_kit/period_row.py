"""A row of buttons with two lines for own values behind them, and the one for a period: offered spans, or from one day to another."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.values import parse_partial_date
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary, set_flag

OWN = "own"


@dataclass(frozen=True, slots=True)
class Span:
    """A period that is offered by a word: its key, the word, and from which day to which; None for everything."""

    key: str
    words: str
    period: tuple[date, date] | None


class OwnValuesRow(QWidget):
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


def between(words: str) -> QWidget:
    """A word between the two lines."""
    made = secondary(words)
    made.setWordWrap(False)
    return made


class PeriodRow(OwnValuesRow):
    """Which days are counted: the last months, everything, or from one day to another."""

    def __init__(self, today: date, *, day_first: bool, name: str, spans: Sequence[Span]) -> None:
        """`spans` are what is offered before own days: one of them may be “all”."""
        self._today = today
        self._day_first = day_first
        self._shown = (today, today)
        self._spans = {span.key: span.period for span in spans}
        labels = (*((span.key, span.words) for span in spans), (OWN, tr("Own days")))
        super().__init__(tr("Period"), labels, name=name, width=170)
        self.first.setAccessibleName(tr("First day"))
        self.last.setAccessibleName(tr("Last day"))

    @property
    def is_everything(self) -> bool:
        """Whether no day is left out."""
        return self.choices.value == "all"

    def _parts(self) -> list[QWidget]:
        return [between(tr("From")), self.first, between(tr("to")), self.last]

    def _fill(self) -> None:
        first, last = self._shown  # a year that has not ended yet goes on to today
        self.first.setText(in_use().day(first))
        self.last.setText(in_use().day(max(first, min(last, self._today))))

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
