"""An editor for a closed list of few answers: all of them side by side, so that one press is enough."""

from ism_desktop.records.kind import Field
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.record_kit.editors import Editor, Typed


class ChipsEditor(Editor):
    """The answers of a choice as a row of buttons that wraps."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._choices = Choices(
            [(choice.value, choice.label) for choice in field.choices], field.label, name=field.name, role="chip"
        )
        self.hold(self._choices)
        self._choices.changed.connect(self.changed)
        self._choices.changed.connect(self.finished)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self._choices.set_value(None if value is None else str(value))

    def read(self) -> str | None:
        """The value that is chosen."""
        return self._choices.value

    def typed(self) -> Typed:
        """The value that is chosen."""
        return self._choices.value

    def retype(self, typed: Typed) -> None:
        """Choose what `typed` gave."""
        self._choices.set_value(typed)
