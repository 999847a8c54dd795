"""The fields for the emergency number, with a country's number as a suggestion to fill in."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.library import emergency_numbers
from ism_desktop.library.emergency_numbers import CountryNumber
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.inline_form import InlineForm

FIELDS = ("emergency_number", "second_number")


def country_here() -> CountryNumber | None:
    """The entry of the country that this computer is set to, if it is in the list."""
    name = QLocale.territoryToString(QLocale().territory())
    return next((entry for entry in emergency_numbers.load() if entry.country == name), None)


class CountryList(QWidget):
    """A list of countries; choosing one fills in its number. The number stays free to change."""

    def __init__(self, fields: InlineForm) -> None:
        super().__init__()
        self._fields = fields
        self._countries = emergency_numbers.load()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words = label("Fill in the number of a country", "subheading")
        self.list = DropDown()
        self.list.setObjectName("country")
        self.list.setAccessibleName("Fill in the number of a country")
        words.setBuddy(self.list)
        self.list.addItem("Choose a country…")
        for entry in self._countries:
            self.list.addItem(f"{entry.country}: {self._numbers(entry)}")
        here = country_here()
        if here is not None:
            # The country of this computer comes first: most people need no other.
            self.list.insertItem(1, f"{here.country}: {self._numbers(here)}")
            self._countries = (here, *self._countries)
        self.list.activated.connect(self._on_chosen)
        self.advice = small("")
        self.advice.setObjectName("country.advice")
        self.advice.hide()
        column.addWidget(words)
        column.addWidget(self.list)
        column.addWidget(self.advice)

    @staticmethod
    def _numbers(entry: CountryNumber) -> str:
        return f"{entry.number} or {entry.second}" if entry.second else entry.number

    def _on_chosen(self, place: int) -> None:
        if place == 0:
            self.advice.hide()
            return
        entry = self._countries[place - 1]
        self._fields.rows["emergency_number"].retype([entry.number, None])
        self._fields.rows["second_number"].retype([entry.second or None, None])
        self.advice.setText(" ".join(part for part in (entry.advice, entry.note) if part))
        self.advice.show()

    def clear(self) -> None:
        """Choose no country."""
        self.list.setCurrentIndex(0)
        self.advice.hide()


def number_fields(workspace: Workspace, *, buttons: bool) -> InlineForm:
    """The two numbers under the list of countries."""
    fields = InlineForm(workspace, EMERGENCY_CARD, FIELDS, buttons=buttons)
    fields.above.addWidget(CountryList(fields))
    return fields
