"""What a record kind is: its table, fields, list columns and words, as frozen data.

The shared list, form, search, trash, history and the binder's sections read these values. There is nothing to subclass and nothing
to hook into: the only callables are small pure functions of one record. A kind that needs more gets a page of its own in `ui/`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import Enum, auto
from typing import Any, cast

from sqlalchemy.orm import Session

from ism_desktop.language import LazyPlural, LazyText, in_use, tr, tr_c, tr_lazy
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap, Rows
from ism_desktop.translated import Translated, TranslatedTuple

# What a field can hold: what `Input` says, a Gap that was stated, or None for "not asked".
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
    QUANTITY = auto()  # Quantity
    MONEY = auto()  # Money
    MOMENT = auto()  # Moment
    SCALE = auto()  # int, 0 to 10
    CHOICES = auto()  # tuple of str, some of `choices` in their order; None instead of an empty one
    ROWS = auto()  # Rows, each of the fields in `fields`; None instead of no rows
    REFERENCE = auto()  # str, the id of a record of kind `refers_to`
    NAME = auto()  # str as typed, or a LinkedName that points to a record of kind `refers_to`
    TAGS = auto()  # tuple of str, each a name of `records.tags`, in order; None instead of an empty one
    SYSTEM = auto()  # written by the program, never shown in a form


@dataclass(frozen=True)
class Choice:
    """One answer of a closed list: `value` is stored, `label` is shown."""

    value: str
    label: Translated = Translated()


SCALE_ENDS = (0, 10)

# Whatever parts words but what holds an amount and its currency together.
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

# A row holds no rows, and nothing that only a whole record can point to or be the only one of.
NOT_IN_ROWS = frozenset({Input.ROWS, Input.REFERENCE, Input.NAME, Input.TAGS})


@dataclass(frozen=True)
class Group:
    """A part of the form and of the binder: code selects it by `key`, a person reads `label`."""

    key: str
    label: Translated = Translated()


@dataclass(frozen=True)
class Field:
    """One thing that a record says.

    `suggestions` help typing and never limit it, nor do `units`. `gaps` lists which of "not known" and "none" a person may state.
    `exclusive`: at most one record of the kind may hold yes (saving it clears the others). `group` heads a part of the form.
    `currency` is meant where none is typed; empty for that of the country. `scale_ends` says in words what 0 and 10 mean.
    `fields` are those of each row, and `add_row` stands on the button that adds one. `as_table`: rows of plain texts, many at a time,
    typed into one table, where no text of a cell that is `kept_whole` is cut; else each row is a line of editors. `row_told` says one
    row in a line where its cells side by side would not do.
    `keeps_zone`: a moment is kept with this computer's time zone where no other one was named.
    `least`: how many pixels at 100 % the cell of a row needs, where its way of typing does not say it.
    `in_dialog`: of `choices` there are too many to stand side by side, so those that are chosen stand in one line and a button opens them.
    `own_fields`: each row is a value of a field that the person defined (`records.own_fields`). `follows` names the field of the record
    on which it depends what is offered here. `numbers_paper`: a number on a paper (`records.paper_numbers`), better not given twice.
    `used` gives the words that the record holds already, to be suggested as well: read when the cursor comes.
    What the program writes in a row itself (`SYSTEM`) is a key, and is never shown.
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
    group: Group | None = None
    in_binder: bool = True
    minimum: int = 0
    maximum: int = 100_000
    short: Translated = Translated("")
    told: Callable[[Values], str] | None = None
    units: tuple[str, ...] = ()
    currency: str = ""
    scale_ends: TranslatedTuple = TranslatedTuple()
    fields: "tuple[Field, ...]" = ()
    add_row: Translated = Translated("")
    keeps_zone: bool = False
    in_dialog: bool = False
    least: int = 0
    as_table: bool = False
    kept_whole: bool = False
    row_told: Callable[[Values], str] | None = None
    own_fields: bool = False
    numbers_paper: bool = False
    follows: str = ""
    used: Callable[[Session], Sequence[str]] | None = None

    def __post_init__(self) -> None:
        if any(cell.input in NOT_IN_ROWS or cell.exclusive for cell in self.fields):
            raise ValueError(f"the rows of {self.name} hold a field that no row can hold")

    @property
    def group_key(self) -> str:
        """The key of its group; empty for a field in none."""
        return self.group.key if self.group is not None else ""

    @property
    def group_label(self) -> str:
        """The heading of its group in the language in use; empty for a field in none."""
        return self.group.label if self.group is not None else ""

    def cell(self, name: str) -> "Field":
        """The field of this name in its rows. Raises KeyError."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)


SOURCE_GROUP = Group("source", tr_lazy("Where this comes from"))

PROVENANCE: tuple[Field, ...] = (
    Field(
        "where_from",
        tr_lazy("Where from"),
        group=SOURCE_GROUP,
        suggestions=(
            tr_lazy("Told by my doctor"),
            tr_lazy("Letter"),
            tr_lazy("Test report"),
            tr_lazy("Label on the box"),
            tr_lazy("My own memory"),
        ),
        help=tr_lazy("The letter, report or person that says so. Attach the page itself under Documents."),
        in_binder=False,
    ),
    Field(
        "confirmed_by",
        tr_lazy("Confirmed by"),
        Input.NAME,
        refers_to="care_team",
        group=SOURCE_GROUP,
        help=tr_lazy("The clinician who confirmed it."),
    ),
    Field("confirmed_on", tr_lazy("Confirmed on"), Input.DATE, group=SOURCE_GROUP),
)
"""Fields that every kind has besides its own; the form shows them last."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record: everything the shared parts need to know about it.

    `name` is the table's name and the word on the command line. What the window says of one of its records are three whole phrases, which
    only a `single` kind goes without: `add` on a button ("Add medication"), `new` over an empty form ("New medication"), and `counted`
    ("3 medications"). `title_of` gives a record's one-line title from its values.
    `columns` are shown in lists. `order_by` are column names, `-` in front for descending. `single`: there is one record of it.
    `ordered`: the person arranges the records (column `position`). `states_none`: a person can state "I have none" for the whole kind,
    `states_unknown` that they do not know; the two must not be mixed up (see `values.Gap`).
    `belongs_to` names the reference without which a record says little, as a change without its medication: away from it, the title of
    that record stands before its own (`titled`).
    `entered_field` names the field (`SYSTEM`) in which the program notes the day, on this computer's calendar, on which a record was made.
    `binder_tab` and `place` are keys of the binder's tab and of the page in the sidebar where its records stand; several kinds may share
    one. A kind whose keys nobody else knows gets a plain tab and a plain page of its own.
    `worked_out` are columns that follow from other records (`records.worked_out`): a list shows and sorts by them, nothing stores them.
    """

    name: str
    table: type[RecordTable]
    singular: Translated = Translated()
    plural: Translated = Translated()
    add: Translated = Translated("")
    new: Translated = Translated("")
    counted: LazyPlural | None = None
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
    states_unknown: Translated = Translated("")
    belongs_to: str = ""
    entered_field: str = ""
    binder_tab: str = ""
    place: str = ""
    worked_out: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        if not self.single and not (self.add and self.new and self.counted):
            raise ValueError(f"{self.name} lacks one of its phrases: add, new, counted")
        if self.belongs_to and not self.field(self.belongs_to).refers_to:
            raise ValueError(f"{self.name} belongs to {self.belongs_to}, which is no reference")

    def count_words(self, number: int) -> str:
        """So many of its records, in words: `3 medications`."""
        return self.counted.for_number(number) if self.counted is not None else self.singular

    def field(self, name: str) -> Field:
        """The field of this name: its own, one of `PROVENANCE`, or one that is worked out. Raises KeyError."""
        for candidate in (*self.fields, *PROVENANCE, *self.worked_out):
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def form_fields(self) -> tuple[Field, ...]:
        """The fields a person fills in, in order, `PROVENANCE` last."""
        return tuple(candidate for candidate in (*self.fields, *PROVENANCE) if candidate.input is not Input.SYSTEM)


def titled(holder: str, title: str) -> str:
    """The title of a record where it stands away from the one that it belongs to; `holder` is the title of that."""
    return tr_c("an entry, after the one it belongs to", "{holder} – {title}", holder=holder, title=title)


def choices(**labels: str | LazyText) -> tuple[Choice, ...]:
    """Choices written as `value="label"`."""
    return tuple(Choice(value, label) for value, label in labels.items())


def shown(field: Field, value: object) -> str:
    """A value as it is shown and printed; empty for "not asked". Rows stand in a line each."""
    return "\n".join(_lines(field, value))


def in_one_line(field: Field, value: object) -> str:
    """A value for the cell of a list: everything in one line."""
    return _BREAKS.sub(" ", "; ".join(_lines(field, value))).strip()


def _lines(field: Field, value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Rows):
        return [words for row in value.rows if (words := row_words(field, row))]
    return [_words(field, value)]


def _words(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return tr_c("an answer", "yes") if value else tr_c("an answer", "no")
    if isinstance(value, tuple):
        return in_use().listed(choice_label(field, each) for each in cast("tuple[str, ...]", value))
    if field.input is Input.CHOICE and not isinstance(value, Gap):
        return choice_label(field, str(value))
    if field.input is Input.SCALE and isinstance(value, int):
        return tr("{number} of {most}", number=value, most=SCALE_ENDS[1])
    if field.input is Input.TIME and _CLOCK.fullmatch(str(value)):
        return in_use().clock(time.fromisoformat(str(value)))
    words = getattr(value, "words", None)
    return str(value) if words is None else str(words)


def choice_label(field: Field, value: str) -> str:
    """The words of an answer; the stored word itself for one that is not in the list any more."""
    return label_in(field.choices, value)


def label_in(answers: tuple[Choice, ...], value: str) -> str:
    """The words of an answer of a list; the stored word itself for one that is not in it any more."""
    return next((choice.label for choice in answers if choice.value == value), value)


def row_words(field: Field, row: Values) -> str:
    """One row in a line: what its cells hold, in the order of the fields; a yes or a number with its label.

    So are quantities where a row has several: of two, only one of them filled in, nobody could tell which it is.
    """
    if field.row_told is not None:
        return _BREAKS.sub(" ", field.row_told(row)).strip()
    quantities = [cell for cell in field.fields if cell.input is Input.QUANTITY]
    labelled = _TOLD_WITH_LABEL | {Input.QUANTITY} if len(quantities) > 1 else _TOLD_WITH_LABEL
    parts: list[str] = []
    for cell in field.fields:
        if cell.input is Input.SYSTEM:
            continue
        words = in_one_line(cell, row.get(cell.name))
        if words and (cell.input in labelled or isinstance(row.get(cell.name), Gap)):
            words = tr("{label}: {value}", label=cell.label, value=words)
        if words:
            parts.append(words)
    return " · ".join(parts)


_TOLD_WITH_LABEL = frozenset({Input.YES_NO, Input.NUMBER, Input.SCALE})
