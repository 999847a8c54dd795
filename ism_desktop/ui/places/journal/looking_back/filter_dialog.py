"""Choosing which entries are shown: by symptom, possible trigger, place, medicine, severity and period."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records import journal_reading
from ism_desktop.records.journal_filter import MOST, JournalFilter, medicines
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import EXPOSURES, REGIONS, SYMPTOMS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.grid import CardGrid
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.journal.count_choices import NotedList, counted, in_order
from ism_desktop.ui.record_kit.period_row import PeriodRow

_PLACE, _MEDICINE, _NUMBER = "place", "medicine", "number"


class FilterDialog(Dialog):
    """`taken` carries the filter that was chosen, and the words that a person calls its things by."""

    taken = Signal(object, object)

    def __init__(self, workspace: Workspace, window: QWidget, narrowing: JournalFilter) -> None:
        super().__init__(tr("Filter the journal"), window, name="journal_filter", width=760)
        self._workspace = workspace
        self._before = narrowing
        with workspace.vault.read() as session:
            symptoms = in_order(journal_reading.used(session, "symptom"), SYMPTOMS)
            exposures = in_order(journal_reading.used(session, "exposure"), EXPOSURES)
            taken = medicines(session)
        self.body.addWidget(
            secondary(tr("Shown is what holds all that you choose here, in the list and in the calendar."))
        )
        self.symptom = _list(tr("Symptom"), "symptom", symptoms, narrowing.symptom)
        self.exposure = _list(tr("Possible trigger"), "exposure", exposures, narrowing.exposure)
        places = {(choice.value, _PLACE): str(choice.label) for choice in REGIONS}
        self.place = _list(tr("Place on the body"), "place", places, _named(narrowing.place, _PLACE))
        known = {(name, _MEDICINE): words for name, words in taken.items()}
        self.medicine = _list(tr("Medicine taken"), "medicine", known, _named(narrowing.medicine, _MEDICINE))
        numbers = {(str(number), _NUMBER): str(number) for number in range(MOST + 1)}
        self.least = _list(tr("Severity from"), "least", numbers, _number(narrowing.least))
        self.most = _list(tr("Severity to"), "most", numbers, _number(narrowing.most))
        lists = QWidget()
        grid = CardGrid(lists, column=200, most=2)
        for part in (self.symptom, self.exposure, self.place, self.medicine, self.least, self.most):
            grid.addWidget(part)
        self.body.addWidget(lists)
        self.fault = label("", "fault")
        self.fault.setObjectName("filter.fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        today = workspace.today()
        self.period = PeriodRow(today, day_first=workspace.day_first, name="count.period", spans=counted(today))
        self.period.show_days(narrowing.first, narrowing.last)
        self.body.addWidget(self.period)
        self.body.addStretch(1)
        self._foot()

    def _foot(self) -> None:
        everything = button(tr("Show everything"), self._on_everything, role="quiet", name="filter.everything")
        closing = button(tr("Cancel"), self.reject, name="filter.cancel")
        showing = button(tr("Show"), self._on_show, role="primary", name="filter.show")
        showing.setDefault(True)
        for part in (everything, closing, showing):
            self.foot.addWidget(part)

    def read(self) -> JournalFilter:
        """The filter. Raises ValueError with a sentence, which then stands in the dialog, too."""
        self.fault.hide()
        least, most = (None if part.chosen is None else int(part.chosen[0]) for part in (self.least, self.most))
        if least is not None and most is not None and least > most:
            words = tr("The severity ends below where it begins. Please choose the smaller number first.")
            self.fault.setText(words)
            self.fault.show()
            raise ValueError(words)
        today = self._workspace.today()
        period = self.period.read((today, today))
        first, last = (None, None) if self.period.is_everything else period
        place, medicine = (part.chosen[0] if part.chosen else "" for part in (self.place, self.medicine))
        return JournalFilter(self.symptom.chosen, self.exposure.chosen, place, medicine, least, most, first, last)

    def _on_show(self) -> None:
        try:
            found = self.read()
        except ValueError:
            return
        words = {
            name: part.words
            for name, part in (("symptom", self.symptom), ("exposure", self.exposure), ("medicine", self.medicine))
            if part.chosen is not None
        }
        self.taken.emit(found, words)
        self.accept()

    def _on_everything(self) -> None:
        self.taken.emit(JournalFilter(), {})
        self.accept()


def _list(words: str, name: str, offered: Mapping[Name, str], chosen: Name | None) -> NotedList:
    made = NotedList(words, name=f"filter.{name}")
    made.offer(offered, chosen, tr("any"))
    return made


def _named(value: str, what: str) -> Name | None:
    return (value, what) if value else None


def _number(number: int | None) -> Name | None:
    return None if number is None else (str(number), _NUMBER)
