"""How bad the symptom chosen last is: a number, a word, or both. Neither is worked out from the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_words import HOW_BAD, SYMPTOMS, name_in
from ism_desktop.records.quick_entry import Row
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.editors.scale import ScaleButtons

_HIGHEST = 10


class SeverityRow(QWidget):
    """Eleven numbers and four words. `said` carries the name of the field, and its value or None."""

    said = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("severity_row")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.heading = label("", "subheading")
        column.addWidget(self.heading)
        self.scale = ScaleButtons(tr("How bad, 0 to 10"), name="severity")
        holder = QWidget()
        row = FlowLayout(holder, spacing=12)
        row.addWidget(self.scale)
        column.addWidget(holder)
        self.words = Choices(
            [(choice.value, choice.label) for choice in HOW_BAD],
            tr("How bad, in words"),
            name="how_bad",
            role="chip",
            may_clear=True,
        )
        row.addWidget(self.words)
        column.addWidget(small(tr("Keys 0 to 9; 1 and then 0 for 10. You may leave it open.")))
        for made in self.findChildren(QPushButton):
            made.setProperty("large", True)  # noqa: FBT003  (Qt's own signature)
        self.scale.changed.connect(self._on_scale)
        self.words.changed.connect(self._on_words)

    def show_row(self, row: Row | None) -> None:
        """Show what was said of a symptom; hidden where there is none."""
        self.setVisible(row is not None)
        if row is None:
            return
        name = name_in(SYMPTOMS, row.get("symptom"), row.get("own"))
        self.heading.setText(tr("{symptom}: how bad?", symptom=name))
        self.scale.set_value(row.get("severity"))
        self.words.set_value(row.get("how_bad"))

    def press_digit(self, digit: int) -> None:
        """Say a number by its key; after a 1, a 0 makes it ten."""
        value = _HIGHEST if digit == 0 and self.scale.value == 1 else digit
        self.scale.set_value(value)
        self._on_scale()

    def _on_scale(self) -> None:
        self.said.emit("severity", self.scale.value)

    def _on_words(self) -> None:
        self.said.emit("how_bad", self.words.value)
