"""One editor for each way a field is typed: what a person types goes in and comes out as the field's value."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from ism_desktop.records.kind import Field, Input
from ism_desktop.records.values import PartialDate, parse_partial_date
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import small

# What an editor holds, as plain JSON, so that a draft can keep it: text, or None for an empty one.
Typed = str | None


class Editor(QWidget):
    """What every editor can do. `changed` is emitted whenever a person changes something, `finished` when they leave it."""

    changed = Signal()
    finished = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def hold(self, control: QWidget) -> None:
        """Take the control a person uses: it carries the field's name and label."""
        control.setObjectName(self.field.name)
        control.setAccessibleName(self.field.label)
        control.setAccessibleDescription(self.field.help)
        self.column.addWidget(control)
        self.setFocusProxy(control)
        self.control = control

    @property
    def controls(self) -> Sequence[QWidget]:
        """What can hold the cursor; a form that saves itself does so when the cursor leaves one of them."""
        return (self.control,)

    def show_value(self, value: object) -> None:
        """Show a value of the field, or nothing for None."""
        raise NotImplementedError

    def read(self) -> Any:
        """The value; None for an empty editor. Raises ValueError with a sentence when what is typed cannot be read."""
        raise NotImplementedError

    def typed(self) -> Typed:
        """What stands in the editor, whether it can be read or not."""
        raise NotImplementedError

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        raise NotImplementedError


class TextEditor(Editor):
    """One line of text, with suggestions where the field has some."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.hold(self.line)
        if field.input is Input.PHONE:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        if field.input is Input.EMAIL:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        if field.suggestions:
            completer = QCompleter(list(field.suggestions), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            popup = QListView()
            popup.setProperty("role", "popup")
            completer.setPopup(popup)
            self.line.setCompleter(completer)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.finished)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        words = "" if value is None else str(value)
        if words != self.line.text():  # showing the same again must not move the cursor
            self.line.setText(words)
            self.line.setCursorPosition(0)

    def read(self) -> Any:
        """The value; raises ValueError with a sentence."""
        return self.line.text().strip() or None

    def typed(self) -> Typed:
        """What stands there, readable or not."""
        return self.line.text() or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self.line.setText(typed or "")


class NumberEditor(TextEditor):
    """A whole number within the field's bounds."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def read(self) -> int | None:
        """The value; raises ValueError with a sentence."""
        text = self.line.text().strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,9}", text) or not self.field.minimum <= int(text) <= self.field.maximum:
            raise ValueError(f"Please write a whole number from {self.field.minimum} to {self.field.maximum}.")
        return int(text)


class TimeEditor(TextEditor):
    """A time of day, as people write it; kept as hours and minutes."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setPlaceholderText("14:30 or 2.30 pm")
        self.line.editingFinished.connect(self._tidy)

    def _tidy(self) -> None:
        try:
            value = self.read()
        except ValueError:
            return
        if value is not None and value != self.line.text():
            self.line.setText(value)

    def read(self) -> str | None:
        """The value; raises ValueError with a sentence."""
        text = self.line.text().strip().lower()
        if not text:
            return None
        match = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:(a|p)\.?m\.?|uhr|h)?", text)
        if match is None:
            raise ValueError("Please write the time as hours and minutes, such as 14:30.")
        hours, minutes = int(match[1]), int(match[2] or 0)
        if match[3] and 1 <= hours <= 12:
            hours = hours % 12 + (12 if match[3] == "p" else 0)
        if hours > 23 or minutes > 59:
            raise ValueError("Please write the time as hours and minutes, such as 14:30.")
        return f"{hours:02d}:{minutes:02d}"


class DateEditor(TextEditor):
    """A date as far as it is known, typed freely and shown in full."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field)
        self._workspace = workspace
        self.line.setPlaceholderText("3 May 2019, May 2019 or 2019")
        self._meaning = small("")
        self._meaning.hide()
        self.column.addWidget(self._meaning)
        self.line.textEdited.connect(self._explain)
        self.line.editingFinished.connect(self._tidy)

    def _explain(self) -> None:
        try:
            value = self.read()
        except ValueError:
            value = None
        shown = value is not None and value.words.casefold() != self.line.text().strip().casefold()
        self._meaning.setText(f"That is {value.words}." if shown and value is not None else "")
        self._meaning.setVisible(shown)

    def _tidy(self) -> None:
        self._meaning.hide()
        try:
            value = self.read()
        except ValueError:
            return
        if value is not None and value.words != self.line.text():
            self.line.setText(value.words)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self._meaning.hide()
        super().show_value(value.words if isinstance(value, PartialDate) else None)

    def read(self) -> PartialDate | None:
        """The value; raises ValueError with a sentence."""
        text = self.line.text().strip()
        if not text:
            return None
        return parse_partial_date(text, day_first=self._workspace.day_first, today=self._workspace.today())


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.text = GrowingText()
        self.hold(self.text)
        self.text.textChanged.connect(self.changed)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        words = "" if value is None else str(value)
        if words != self.text.toPlainText():  # showing the same again must not move the cursor
            self.text.setPlainText(words)

    def read(self) -> str | None:
        """The value; raises ValueError with a sentence."""
        return self.text.toPlainText().strip() or None

    def typed(self) -> Typed:
        """What stands there, readable or not."""
        return self.text.toPlainText() or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self.text.setPlainText(typed or "")


class ChoiceEditor(Editor):
    """One of a closed list, or of the records that a reference may point to; the first line says nothing."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.list = DropDown()
        self.hold(self.list)
        self.set_options([(choice.value, choice.label) for choice in field.choices])
        self.list.currentIndexChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.changed.emit()
        self.finished.emit()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the list; what is chosen stays chosen if it is still there."""
        chosen = self.typed()
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.list.clear()
        self.list.addItem("Choose…", None)
        for value, shown in options:
            self.list.addItem(shown, value)
        self.list.setCurrentIndex(max(0, self.list.findData(chosen)))
        self.list.blockSignals(False)  # noqa: FBT003

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self.retype(None if value is None else str(value))

    def read(self) -> str | None:
        """The value; raises ValueError with a sentence."""
        return self.list.currentData()

    def typed(self) -> Typed:
        """What stands there, readable or not."""
        return self.list.currentData()

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        place = 0 if typed is None else self.list.findData(typed)
        if place < 0 and typed is not None:
            # What it pointed to lies in the trash: it must not turn into "nothing chosen" by being looked at.
            self.list.addItem("(no longer in the list)", typed)
            place = self.list.count() - 1
        self.list.setCurrentIndex(place)


class YesNoEditor(Editor):
    """Yes, no, or not said."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.choices = Choices((("yes", "Yes"), ("no", "No")), field.label, name=field.name, may_clear=True)
        self.hold(self.choices)
        self.choices.changed.connect(self.changed)
        self.choices.changed.connect(self.finished)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self.choices.set_value(None if value is None else "yes" if value else "no")

    def read(self) -> bool | None:
        """The value; raises ValueError with a sentence."""
        return None if self.choices.value is None else self.choices.value == "yes"

    def typed(self) -> Typed:
        """What stands there, readable or not."""
        return self.choices.value

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self.choices.set_value(typed)


_EDITORS: Mapping[Input, Callable[[Field], Editor]] = {
    Input.TEXT: TextEditor,
    Input.PHONE: TextEditor,
    Input.EMAIL: TextEditor,
    Input.LONG_TEXT: LongTextEditor,
    Input.NUMBER: NumberEditor,
    Input.TIME: TimeEditor,
    Input.CHOICE: ChoiceEditor,
    Input.REFERENCE: ChoiceEditor,
    Input.YES_NO: YesNoEditor,
}


def editor_for(field: Field, workspace: Workspace) -> Editor:
    """The editor of a field."""
    return DateEditor(field, workspace) if field.input is Input.DATE else _EDITORS[field.input](field)
