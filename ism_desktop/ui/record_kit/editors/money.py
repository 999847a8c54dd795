"""Editor of an amount of money: the amount as people write it, and its currency beside it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ism_desktop.language import in_use, tr
from ism_desktop.records.kind import Field
from ism_desktop.records.values import Money, parse_money
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed, text_of
from ism_desktop.ui.record_kit.editors.text import set_line

# Most people need the first one, that of their country. Any other can be typed behind the amount.
OFFERED = ("EUR", "USD", "GBP", "CHF", "AUD", "CAD", "DKK", "JPY", "NOK", "NZD", "PLN", "SEK")


class MoneyEditor(Editor):
    """The amount may be typed with its currency, `CHF 80`; then the list follows."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._usual = field.currency or in_use().currency
        self.line = QLineEdit()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.setMinimumWidth(theme().px(72))
        self.currency = DropDown()
        self.currency.setObjectName(f"{field.name}.currency")
        self.currency.setMinimumContentsLength(3)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.hold(self.line, row)
        row.addWidget(self.currency)
        self.column.addLayout(row)
        for code in dict.fromkeys((self._usual, *OFFERED)):
            self.currency.addItem(code or tr("Currency"), code)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._on_finished)
        self.currency.currentIndexChanged.connect(self._on_currency)

    def name_control(self, words: str) -> None:
        """Name the amount and its currency."""
        super().name_control(words)
        self.currency.setAccessibleName(tr("{field}, currency", field=words))

    def set_usual(self, code: str) -> None:
        """Mean this currency where none is typed, such as that of the bill that is paid."""
        self._usual = code
        if not self.line.text().strip():
            self._choose(code)

    def _choose(self, code: str) -> None:
        if code and self.currency.findData(code) < 0:
            self.currency.addItem(code, code)
        self.currency.setCurrentIndex(max(0, self.currency.findData(code)))

    def _on_currency(self) -> None:
        if self.line.text().strip():
            self.changed.emit()
            self.finished.emit()

    def _on_finished(self) -> None:
        try:
            value = self.read()
        except ValueError:
            value = None
        if isinstance(value, Money):
            self.show_value(value)
        self.finished.emit()

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        if isinstance(value, Money):
            set_line(self.line, value.typed.removesuffix(value.currency).strip())
            self._choose(value.currency)
        else:
            set_line(self.line, "")
            self._choose(self._usual)

    def read(self) -> Any:
        """The amount; raises ValueError with a sentence."""
        text = self.line.text().strip()
        return parse_money(text, self.currency.currentData() or "") if text else None

    def typed(self) -> Typed:
        """The amount as it stands there, and the currency; nothing without an amount."""
        return [self.line.text(), self.currency.currentData()] if self.line.text() else None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        amount, currency = (typed[0], typed[1]) if isinstance(typed, list) else (text_of(typed), self._usual)
        self.line.setText(str(amount))
        self._choose(str(currency))
