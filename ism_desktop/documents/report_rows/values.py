"""What goes in and comes out: the tests that are known, and a proposed row with the reasons to doubt it. Frozen plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

Box = tuple[float, float, float, float]


class Reason(Enum):
    """Why a row needs a person's eyes before it is taken."""

    NO_VALUE = "no_value"  # read from a picture, and no value was found in a line that has its name and its range
    COLUMN = "column"  # which of several columns holds the value is not certain
    OTHER_NUMBER = "other_number"  # another number stands in the line that belongs to no column
    FAINT = "faint"  # the reading is not sure of the value; `said` is what it read
    FAINT_BESIDE = "faint_beside"  # likewise of the name, the unit or the range
    LETTERS = "letters"  # letters or stray marks among the digits
    POINT = "point"  # a decimal sign may have been lost, or found: the range is written otherwise
    NO_RANGE = "no_range"  # read from a picture, and no range shows how the number should look
    THOUSANDS = "thousands"  # 1.234 may be one or a thousand
    MIXED_SIGNS = "mixed_signs"  # the number has another decimal sign than the rest of the report
    SIGN = "sign"  # a plus or minus in front may be a flag or belong to the number
    WORDS = "words"  # the result is words that are not usual for one
    NAME = "name"  # where the name ends is not certain, or it goes on in the next line
    NO_NAME = "no_name"  # read from a picture, and no name was found in front of the value
    LIKELY_NAME = "likely_name"  # read from a picture, and by its letters the name of a test that is known; `said` is what was read
    NEW_NAME = "new_name"  # read from a picture, and not the name of a test that is known: its letters may be wrong
    LINE = "line"  # the line lies between two others
    UNIT = "unit"  # the unit is not one of those usual for the test, or two stand there; `said` is what was read
    NO_UNIT = "no_unit"  # neither unit nor range stands beside it
    TWICE = "twice"  # the test stands in the report more than once
    OTHER_READER = "other_reader"  # the page is a picture, and its text was read by another program


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason, with the words that it is about."""

    reason: Reason
    said: str = ""


@dataclass(frozen=True, slots=True)
class KnownTests:
    """What the program knows of tests, given from outside: this room reads no library.

    `units_of` gives the usual units of a test by its name as printed, and None for a name that is not known. `units` are all of them.
    `names` are those by which tests are known, the person's own among them. `spelled` gives the name with its accents, which a reading of
    a picture loses: Hamoglobin is Hämoglobin. `decimal_sign` is that of the person's language, by which a number is sorted later.
    """

    units_of: Callable[[str], Sequence[str] | None]
    units: frozenset[str]
    names: Sequence[str] = ()
    spelled: Callable[[str], str] = str
    decimal_sign: str = "."


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """One line of a report. Every text is as printed, and empty where it was not read. `box` is the place of the line on its page."""

    test: str
    value: str
    unit: str
    range: str
    flag: str
    page: int
    box: Box
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def is_sure(self) -> bool:
        """Whether nothing speaks against taking it."""
        return not self.doubts
