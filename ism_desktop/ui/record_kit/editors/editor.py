"""What every editor can do: what a person types goes in and comes out as the field's value."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from ism_desktop.records.kind import Field
from ism_desktop.ui.kit.widgets.text import set_flag

# What an editor holds, as plain JSON, so that a draft can keep it: None for an empty one, text, or a list where it has several parts.
Typed = str | list[Any] | None


def text_of(typed: Typed) -> str:
    """What `typed` gave, for an editor that holds text alone."""
    return typed if isinstance(typed, str) else ""


def rename(control: QWidget, words: str) -> None:
    """Name a control for a screen reader, and the buttons in it whose names begin with its own."""
    former = control.accessibleName()
    control.setAccessibleName(words)
    for part in control.findChildren(QAbstractButton):
        if former and part.accessibleName().startswith(f"{former}: "):
            part.setAccessibleName(words + part.accessibleName().removeprefix(former))


class Editor(QWidget):
    """What every editor can do. `changed` is emitted whenever a person changes something, `finished` when they leave it."""

    changed = Signal()
    finished = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.record_id: str | None = None  # of the record in the form; None for a new one
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def hold(self, control: QWidget, into: QBoxLayout | None = None) -> None:
        """Take the control a person uses: it carries the field's name and label. `into` is a layout with other parts beside it."""
        control.setObjectName(self.field.name)
        control.setAccessibleDescription(self.field.help)
        (self.column if into is None else into).addWidget(control)
        self.setFocusProxy(control)
        self.control = control
        self.name_control(self.field.label)

    def name_control(self, words: str) -> None:
        """Say what is typed here, to a screen reader."""
        rename(self.control, words)

    def follow(self, value: object) -> None:
        """Be told what the field says that this one `follows`."""

    def mark(self, *, on: bool) -> None:
        """Show, or no longer, that something is wrong with what stands here."""
        set_flag(self.control, "fault", on=on)

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
