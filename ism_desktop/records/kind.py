"""What a record kind is: its table, fields, list columns and words, as frozen data.

The shared list, form, search, trash, history and the binder's sections read these values. There is nothing to subclass and nothing
to hook into: the only callables are small pure functions of one record. A kind that needs more gets a page of its own in `ui/`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from ism_desktop.language import LazyText, Translated, TranslatedTuple
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap

# What a field can hold: str, int, bool, PartialDate, a Gap that was stated, or None for "not asked".
Values = Mapping[str, Any]


class Input(Enum):
    """How a field is typed and shown. The Python type of its value follows."""

    TEXT = auto()  # str, one line
    LONG_TEXT = auto()  # str, several lines
    DATE = auto()  # PartialDate
    TIME = auto()  # str "HH:MM", local to the record's place
    NUMBER = auto()  # int
    CHOICE = auto()  # str, one of `choices`
    YES_NO = auto()  # bool
    PHONE = auto()  # str, with country code
    EMAIL = auto()  # str
    REFERENCE = auto()  # str, the id of a record of kind `refers_to`
    SYSTEM = auto()  # written by the program, never shown in a form


@dataclass(frozen=True)
class Choice:
    """One answer of a closed list: `value` is stored, `label` is shown."""

    value: str
    label: Translated = Translated()


@dataclass(frozen=True)
class Field:
    """One thing that a record says.

    `suggestions` help typing and never limit it. `gaps` lists which of "not known" and "none" a person may state.
    `exclusive`: at most one record of the kind may hold yes (saving it clears the others). `group` heads a part of the form.
    `short` heads a list's column where the label is too long for one. `told` says the field in a list, a table and a search hit from
    the whole record, where the bare value or a blank would say less than it seems to; its column is never hidden.
    """

    name: str
    label: Translated = Translated()
    input: Input = Input.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    suggestions: TranslatedTuple = TranslatedTuple()
    refers_to: str = ""
    gaps: tuple[Gap, ...] = ()
    exclusive: bool = False
    help: Translated = Translated("")
    group: Translated = Translated("")
    in_binder: bool = True
    minimum: int = 0
    maximum: int = 100_000
    short: Translated = Translated("")
    told: Callable[[Values], str] | None = None


PROVENANCE: tuple[Field, ...] = (
    Field(
        "where_from",
        "Where from",
        group="Where this comes from",
        suggestions=("Told by my doctor", "Letter", "Test report", "Label on the box", "My own memory"),
        help="The letter, report or person that says so. Attach the page itself under Documents.",
        in_binder=False,
    ),
    Field("confirmed_by", "Confirmed by", group="Where this comes from", help="The clinician who confirmed it."),
    Field("confirmed_on", "Confirmed on", Input.DATE, group="Where this comes from"),
)
"""Fields that every kind has besides its own; the form shows them last."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record: everything the shared parts need to know about it.

    `name` is the table's name and the word on the command line. `title_of` gives a record's one-line title from its values.
    `columns` are shown in lists. `order_by` are column names, `-` in front for descending. `single`: there is one record of it.
    `ordered`: the person arranges the records (column `position`). `states_none`: a person can state "I have none" for the whole kind.
    """

    name: str
    table: type[RecordTable]
    singular: Translated = Translated()
    plural: Translated = Translated()
    icon: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    title_of: Callable[[Values], str]
    order_by: tuple[str, ...]
    empty: Translated = Translated()
    example: Translated = Translated("")
    single: bool = False
    ordered: bool = False
    states_none: Translated = Translated("")
    binder_tab: str = ""

    def field(self, name: str) -> Field:
        """The field of this name, its own or one of `PROVENANCE`. Raises KeyError."""
        for candidate in (*self.fields, *PROVENANCE):
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def form_fields(self) -> tuple[Field, ...]:
        """The fields a person fills in, in order, `PROVENANCE` last."""
        return tuple(candidate for candidate in (*self.fields, *PROVENANCE) if candidate.input is not Input.SYSTEM)


def choices(**labels: str | LazyText) -> tuple[Choice, ...]:
    """Choices written as `value="label"`."""
    return tuple(Choice(value, label) for value, label in labels.items())


def shown(kind_field: Field, value: object) -> str:
    """A value as it is shown and printed; empty for "not asked"."""
    if value is None:
        return ""
    if isinstance(value, Gap):
        return value.words
    if kind_field.input is Input.CHOICE:
        return next((choice.label for choice in kind_field.choices if choice.value == value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = getattr(value, "words", None)
    return str(value) if words is None else str(words)
