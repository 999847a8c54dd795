"""Fields of a dataclass for words that are declared at import with `tr_lazy` and read as text in the language in use."""

from collections.abc import Iterable

from ism_desktop.language import LazyText


class Translated:
    """A dataclass field for words: set as text or as a lazy message, read as `str` in the language in use.

    `label: Translated = Translated()`; the dataclass may be frozen, and has no slots.
    """

    def __init__(self, default: str | LazyText | None = None) -> None:
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object | None, owner: type) -> str:
        if instance is None:  # the dataclass asks for the default of the field
            if self._default is None:
                raise AttributeError(self._name)
            return str(self._default)
        return str(instance.__dict__[self._name])

    def __set__(self, instance: object, value: str | LazyText) -> None:
        instance.__dict__[self._name] = value


class TranslatedTuple:
    """Like `Translated`, for a tuple of words; empty by default."""

    def __init__(self) -> None:
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object | None, owner: type) -> tuple[str, ...]:
        return () if instance is None else tuple(str(each) for each in instance.__dict__[self._name])

    def __set__(self, instance: object, value: Iterable[str | LazyText]) -> None:
        instance.__dict__[self._name] = tuple(value)
