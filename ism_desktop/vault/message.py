"""A sentence with its values: translated whenever it is read, and kept as both, so that a kept one is read in any language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from ism_desktop.language import LazyText


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence marked with `tr_lazy`, and what goes into its gaps: text, numbers, or further messages."""

    text: LazyText
    values: "tuple[tuple[str, str | int | Message], ...]" = ()

    def __str__(self) -> str:
        """The sentence in the language in use."""
        filled = {name: value if isinstance(value, int) else str(value) for name, value in self.values}
        return self.text.filled(**filled)

    def with_values(self, **values: "str | int | Message") -> Self:
        """The same sentence with more of its gaps filled."""
        return type(self)(self.text, (*self.values, *values.items()))

    def stored(self) -> dict[str, object]:
        """What to keep of it: the sentence in English, which is its key, and the values."""
        values = {name: value.stored() if isinstance(value, Message) else value for name, value in self.values}
        return {"message": self.text.message, "values": values}


def message(text: LazyText, **values: str | int | Message) -> Message:
    """The sentence with these values in its gaps."""
    return Message(text, tuple(values.items()))


def from_stored(kept: object) -> Message | str:
    """A message as `Message.stored` gave it; text that was kept as it is stays as it is."""
    if not isinstance(kept, Mapping):
        return str(kept)
    fields = cast("Mapping[str, Any]", kept)
    values = {str(name): _value(value) for name, value in dict(fields.get("values", {})).items()}
    return message(LazyText(str(fields.get("message", ""))), **values)


def _value(kept: object) -> str | int | Message:
    return kept if isinstance(kept, int) else from_stored(kept)


class Told:
    """A dataclass field for a sentence: set as text or as a message, read as text in the language in use. The dataclass has no slots."""

    def __init__(self) -> None:
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object | None, owner: type) -> str:
        if instance is None:  # the dataclass asks for a default of the field
            raise AttributeError(self._name)
        return str(instance.__dict__[self._name])

    def __set__(self, instance: object, value: Message | str) -> None:
        instance.__dict__[self._name] = value

    def told(self, instance: object) -> Message | str:
        """The sentence as it was set."""
        return instance.__dict__[self._name]

    def stored(self, instance: object) -> object:
        """What to keep of it, for `from_stored`."""
        value = self.told(instance)
        return value.stored() if isinstance(value, Message) else value
