"""Editors of a date, as far as it is known, and of a time of day."""

from datetime import date

from ism_desktop.language import in_use, tr
from ism_desktop.records.kind import Field, shown
from ism_desktop.records.typing_in import typed as typed_text
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.editors.text import TextEditor


def example_dates() -> str:
    """How a date may be written, as far as it is known."""
    language = in_use()
    return tr(
        "{day}, {month} or {year}", day=language.day(date(2019, 5, 3)), month=language.month(2019, 5), year="2019"
    )


class TimeEditor(TextEditor):
    """A time of day, as people write it; shown as hours and minutes."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field, workspace)
        self.line.setPlaceholderText(tr("14:30 or 2.30 pm"))
        self.line.editingFinished.connect(self._tidy)

    def _tidy(self) -> None:
        """Show what was typed in the way that it is shown everywhere."""
        try:
            value = self.read()
        except ValueError:
            return
        if value is not None and typed_text(self.field, value) != self.line.text():
            self.line.setText(typed_text(self.field, value))


class DateEditor(TimeEditor):
    """A date as far as it is known, typed freely and shown in full."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field, workspace)
        self.line.setPlaceholderText(example_dates())
        self._meaning = small("")
        self._meaning.hide()
        self.column.addWidget(self._meaning)
        self.line.textEdited.connect(self._explain)

    def _explain(self) -> None:
        """Say how the date is understood while it is typed: 3/5 may be the third of May."""
        try:
            words = shown(self.field, self.read())
        except ValueError:
            words = ""
        says_more = bool(words) and words.casefold() != self.line.text().strip().casefold()
        self._meaning.setText(tr("That is {date}.", date=words) if says_more else "")
        self._meaning.setVisible(says_more)

    def _tidy(self) -> None:
        self._meaning.hide()
        super()._tidy()

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self._meaning.hide()
        super().show_value(value)
