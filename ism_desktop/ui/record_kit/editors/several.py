"""Editor of several answers of a closed list: each has a button that goes down and up on its own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from ism_desktop.records.kind import Field
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed


class SeveralChoices(QWidget):
    """Buttons that wrap, any number of them down."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._buttons: dict[str, QPushButton] = {}
        row = FlowLayout(self, spacing=6)
        for value, shown in choices:
            made = QPushButton(shown.replace("&", "&&"))
            made.setObjectName(f"{name}.{value}")
            made.setAccessibleName(f"{words}: {shown}")
            made.setProperty("role", "chip")
            made.setCheckable(True)
            made.toggled.connect(self._on_toggled)
            made.clicked.connect(self.changed)
            row.addWidget(made)
            self._buttons[value] = made
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    @property
    def values(self) -> tuple[str, ...]:
        """The values that are chosen, in the order of the list."""
        return tuple(value for value, made in self._buttons.items() if made.isChecked())

    def set_values(self, values: Sequence[str]) -> None:
        """Choose these values and no others, without saying so."""
        for own, made in self._buttons.items():
            made.setChecked(own in values)

    def _on_toggled(self, is_down: bool) -> None:
        # A tick beside the word, so that the choice is not told by colour alone.
        made = self.sender()
        if isinstance(made, QPushButton):
            made.setIcon(icon("mdi6.check", "accent", before_words=True) if is_down else QIcon())


class SeveralEditor(Editor):
    """Several of a closed list. An answer that the list no longer offers is kept as long as nobody changes the field."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._others: tuple[str, ...] = ()
        self.choices = SeveralChoices(
            [(choice.value, choice.label) for choice in field.choices], field.label, name=field.name
        )
        self.hold(self.choices)
        self.choices.changed.connect(self.changed)
        self.choices.changed.connect(self.finished)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self._set([str(part) for part in value] if isinstance(value, tuple | list) else [])

    def _set(self, values: Sequence[str]) -> None:
        offered = {choice.value for choice in self.field.choices}
        self._others = tuple(value for value in values if value not in offered)
        self.choices.set_values(values)

    def read(self) -> tuple[str, ...] | None:
        """The values that are chosen; None for none."""
        return (*self.choices.values, *self._others) or None

    def typed(self) -> Typed:
        """The values that are chosen."""
        return list(self.read() or ()) or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self._set([str(part) for part in typed] if isinstance(typed, list) else [])
