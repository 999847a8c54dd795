"""What comes out: what a bill, a receipt or an explanation of benefits says, each with its place, its ground and its doubts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from ism_desktop.documents.report_rows.values import Box
from ism_desktop.records.values import PartialDate

T = TypeVar("T")


class Paper(Enum):
    """What kind of paper it is."""

    BILL = "bill"
    RECEIPT = "receipt"
    EXPLANATION = "explanation"
    UNCLEAR = "unclear"


class Role(Enum):
    """What an amount of the whole paper is."""

    TOTAL = "total"  # all that was billed
    ALLOWED = "allowed"
    ADJUSTMENT = "adjustment"
    PAID = "paid"  # by insurance
    PAID_BY_ME = "paid_by_me"
    DUE = "due"  # what the person owes, by this paper


class Ground(Enum):
    """Why something is proposed; `said` is the word that it goes by."""

    BESIDE = "beside"
    BELOW = "below"
    COLUMN = "column"
    TOTAL_ROW = "total_row"
    ENDS_LINE = "ends_line"  # the only amount of a line of a list without headings
    LETTERHEAD = "letterhead"
    PHRASE = "phrase"
    AMOUNTS = "amounts"  # printed at the amounts
    LINES = "lines"  # the days of the lines


class Check(Enum):
    """What arithmetic says for an amount."""

    ROW = "row"  # the line adds up
    SUM = "sum"  # the lines add up to the printed total
    TABLE = "table"  # another amount of the line adds up in its column, and the text is the file's own, so no digit can be misread
    PAPER = "paper"  # the totals of the paper fit each other


class Reason(Enum):
    """Why a person has to look before it is taken."""

    NO_CHECK = "no_check"  # no sum and no row of amounts confirms it
    NOT_ADDING_UP = "not_adding_up"  # the amounts of the line contradict each other
    COLUMN = "column"  # in which column it stands is not certain
    HEADS = "heads"  # the table has no headings that are known
    FAINT = "faint"
    LETTERS = "letters"  # an odd shape: letters among the digits, two decimal signs
    DECIMALS = "decimals"  # not as many decimals as the currency has
    THOUSANDS = "thousands"  # 1.234 may be one or a thousand
    MIXED_SIGNS = "mixed_signs"
    MAY_BE_TOTAL = "may_be_total"  # its words begin like those of a total
    NEGATIVE = "negative"  # a line that takes away: a credit, or a payment
    SEVERAL = "several"  # the paper says more than one; `said` is another
    DAY_ORDER = "day_order"  # 03/04 may be in March or in April
    FROM_PICTURE = "from_picture"  # read from a picture, and no arithmetic can tell a wrong digit
    GUESSED = "guessed"  # by its place alone
    SIGN = "sign"  # a sign of several currencies
    LINE = "line"  # between two lines
    OTHER_READER = "other_reader"  # read from a picture by another program


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason, with the words that it is about."""

    reason: Reason
    said: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page and line from 1, and its box in points where the page has boxes (text alone has none)."""

    page: int
    line: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Find(Generic[T]):
    """One thing that the paper says: its value, how it is printed, where, by what it was found, and what speaks against taking it."""

    value: T
    printed: str
    place: Place
    ground: Ground
    said: str = ""
    checks: tuple[Check, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether nothing speaks against taking it."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One line of a bill. `adjustment` and `paid` say what is taken off, so they are positive where the paper prints a minus.

    `paid_before` is what another insurer paid, as the explanation of a second one prints it.
    """

    day: Find[PartialDate] | None
    what: str
    billed: Find[Decimal] | None
    allowed: Find[Decimal] | None
    adjustment: Find[Decimal] | None
    paid_before: Find[Decimal] | None
    paid: Find[Decimal] | None
    share: Find[Decimal] | None
    place: Place
    doubts: tuple[Doubt, ...] = ()

    @property
    def amounts(self) -> tuple[Find[Decimal], ...]:
        """All that are printed, from the left."""
        every = (self.billed, self.allowed, self.adjustment, self.paid_before, self.paid, self.share)
        return tuple(each for each in every if each is not None)

    @property
    def is_sure(self) -> bool:
        """Whether the line may be taken as it is: every amount and the day are sure."""
        parts = (*self.amounts, *(() if self.day is None else (self.day,)))
        return not self.doubts and all(part.is_sure for part in parts)


@dataclass(frozen=True, slots=True)
class ProposedBill:
    """What a paper says. `currency.value` is a code of ISO 4217, or empty where the sign (`printed`) is that of several."""

    paper: Find[Paper]
    number: Find[str] | None
    day: Find[PartialDate] | None
    due_day: Find[PartialDate] | None
    first_day: Find[PartialDate] | None
    last_day: Find[PartialDate] | None
    provider: Find[str] | None
    payer: Find[str] | None
    currency: Find[str] | None
    totals: Mapping[Role, Find[Decimal]]
    lines: tuple[ProposedLine, ...]
