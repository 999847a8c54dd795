"""Editors in which a person chooses one answer: from a list, from a row of buttons, yes or no."""

from collections.abc import Callable, Sequence

from ism_desktop.language import tr
from ism_desktop.records.kind import Field
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed, text_of


class ChoiceEditor(Editor):
    """One of a closed list, or of the records that a reference may point to; the first line says nothing."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._late: Callable[[], Sequence[tuple[str, str]]] | None = None
        self._named: Callable[[str], str] = _unknown
        self.list = DropDown()
        self.hold(self.list)
        self.list.used.connect(self._fill_late)
        self.set_options([(choice.value, choice.label) for choice in field.choices])
        self.list.currentIndexChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.changed.emit()
        self.finished.emit()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the list; what is chosen stays chosen if it is still there."""
        self._late, self._named = None, _unknown
        self._fill(options)

    def set_options_late(self, options: Callable[[], Sequence[tuple[str, str]]], named: Callable[[str], str]) -> None:
        """Offer options that are only read when somebody is about to choose: there are too many to be read for each record.

        `named` says one of them in words; empty where it is none of them any more.
        """
        if self._late is None and self.list.view().isVisible():
            return  # somebody is choosing
        chosen = self.typed()
        self._late, self._named = options, named
        words = named(chosen) if isinstance(chosen, str) else ""
        self._fill([(str(chosen), words)] if words else [])

    def _fill_late(self) -> None:
        if self._late is not None:
            late, self._late = self._late, None
            self._fill(late())

    def _fill(self, options: Sequence[tuple[str, str]]) -> None:
        chosen = self.typed()
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.list.clear()
        self.list.addItem(tr("Choose…"), None)
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
            named = self._named(typed) if isinstance(typed, str) else ""
            self.list.addItem(named or tr("(no longer in the list)"), typed)
            place = self.list.count() - 1
        self.list.setCurrentIndex(place)


def _unknown(_value: str) -> str:
    """Of a list that is whole, what is not in it has no name."""
    return ""


class YesNoEditor(Editor):
    """Yes, no, or not said."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.choices = Choices((("yes", tr("Yes")), ("no", tr("No"))), field.label, name=field.name, may_clear=True)
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
        self.choices.set_value(text_of(typed) or None)


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
        self._choices.set_value(text_of(typed) or None)
