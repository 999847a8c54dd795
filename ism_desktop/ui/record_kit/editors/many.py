"""Editor of several answers of a long list: those that are chosen stand in a line, and a button opens all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.journal_words import REGIONS
from ism_desktop.records.kind import Field, label_in
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.editors.body_outline import BodyOutline
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed
from ism_desktop.ui.record_kit.editors.several import SeveralChoices


class ManyEditor(Editor):
    """Several of a closed list with many answers. An answer that the list no longer offers is kept until somebody changes the field."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._values: tuple[str, ...] = ()
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.column.addWidget(holder)
        self.words = secondary("")
        self.open = button(tr("Choose…"), self._on_open)
        self.hold(self.open, row)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)

    def name_control(self, words: str) -> None:
        """Name the button, with what is chosen."""
        self._label = words
        self._say()

    def _say(self) -> None:
        named = in_use().listed(label_in(self.field.choices, value) for value in self._values)
        self.words.setText(named)
        self.words.setVisible(bool(named))
        said = tr("{label}: {value}", label=self._label, value=named or tr("Choose…"))
        self.open.setAccessibleName(said)

    def _on_open(self) -> None:
        dialog = ManyDialog(self.field, self._label, self._values, self.window())
        dialog.chosen.changed.connect(self._on_chosen)
        self._dialog = dialog
        dialog.open()

    def _on_chosen(self) -> None:
        self._values = self._dialog.chosen.values
        self._say()
        self.changed.emit()
        self.finished.emit()

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self._set([str(part) for part in value] if isinstance(value, tuple | list) else [])

    def _set(self, values: Sequence[str]) -> None:
        self._values = tuple(values)
        self._say()

    def read(self) -> tuple[str, ...] | None:
        """The values that are chosen, in the order of the list; None for none."""
        offered = [choice.value for choice in self.field.choices]
        known = [value for value in offered if value in self._values]
        return (*known, *(value for value in self._values if value not in offered)) or None

    def typed(self) -> Typed:
        """The values that are chosen."""
        return list(self.read() or ()) or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self._set([str(part) for part in typed] if isinstance(typed, list) else [])


class ManyDialog(Dialog):
    """All answers of the list; each press counts at once."""

    def __init__(self, field: Field, words: str, values: Sequence[str], parent: QWidget) -> None:
        super().__init__(words, parent, name="many_choices", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chosen = SeveralChoices(
            [(choice.value, choice.label) for choice in field.choices], words, name="many_choices.list"
        )
        self.chosen.set_values(values)
        self.outline: BodyOutline | None = None
        if field.choices is REGIONS:
            self.outline = BodyOutline()
            self.outline.set_values(values)
            self.outline.pressed.connect(self._on_pressed)
            self.chosen.changed.connect(self._show_outline)
            self.body.addWidget(self.outline)
        self.body.addWidget(self.chosen)
        self.add_close(tr("Done"))
        first = self.chosen.findChild(QPushButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pressed(self, key: str) -> None:
        """A region of the outline was pressed: the same as its button."""
        values = self.chosen.values
        self.chosen.set_values([value for value in values if value != key] if key in values else [*values, key])
        self.chosen.changed.emit()

    def _show_outline(self) -> None:
        if self.outline is not None:
            self.outline.set_values(self.chosen.values)
