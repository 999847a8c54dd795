"""Draws made bills: sheets of PDF, tables whose cells may wrap, and amounts as different countries write them."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.made_bills.wording import UNSEEN

MARGIN = 46.0


class Chance(random.Random):
    """Chance for one paper; `has_other_words` that its headings and labels are others than the rules were made with."""

    has_other_words = False


@dataclass(frozen=True)
class TrueLine:
    """A line as it is printed; what the paper does not print is None. What is taken off is positive."""

    day: date | None
    what: str
    billed: Decimal | None = None
    allowed: Decimal | None = None
    adjustment: Decimal | None = None
    paid_before: Decimal | None = None
    paid: Decimal | None = None
    share: Decimal | None = None


@dataclass
class Truth:
    """What stands on a paper; `totals` are by the names of `Role`, `currency` is empty where the sign is that of several."""

    paper: str
    currency: str
    provider: str
    number: str = ""
    day: date | None = None
    due_day: date | None = None
    lines: list[TrueLine] = field(default_factory=list[TrueLine])
    totals: dict[str, Decimal] = field(default_factory=dict[str, Decimal])


@dataclass(frozen=True)
class Column:
    """A column: which value it holds, its heading (lines above each other by a line break), left edge, width and side."""

    holds: str
    head: str
    x: float
    width: float
    right: bool = True


class Sheet:
    """A page that is written from the top; a new one begins by itself where a line finds no room."""

    def __init__(
        self,
        chance: random.Random,
        font: str = "Helvetica",
        size: float = 9.5,
        paper: tuple[float, float] = A4,
        lead: float = 1.45,
    ) -> None:
        self.chance, self.others = chance, UNSEEN if isinstance(chance, Chance) and chance.has_other_words else {}
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, paper, invariant=1)
        self.font, self.size, self.paper = font, size, paper
        self.pitch = size * lead
        self.y = paper[1] - MARGIN
        self.pages = 1

    def write(self, x: float, words: str, *, size: float = 0, bold: bool = False, right: bool = False) -> None:
        """Words at the height of now."""
        name = f"{self.font}-Bold" if bold else self.font
        self.canvas.setFont("Times-Roman" if name == "Times" else name, size or self.size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, self.y, words)

    def down(self, lines: float = 1) -> None:
        """Go to a line below."""
        self.y -= self.pitch * lines

    def line(self, words: str, x: float = MARGIN, *, size: float = 0, bold: bool = False) -> None:
        """A line of words."""
        self.write(x, words, size=size, bold=bold)
        self.down()

    def said(self, words: str) -> str:
        """Other words for a heading or a label, on papers that have some; mostly."""
        others = self.others.get(words)
        return self.chance.choice(others) if others and self.chance.random() < 0.6 else words

    def pair(self, label: str, value: str, left: float, right: float, *, bold: bool = False) -> None:
        """A label, and an amount at the right edge."""
        self.write(left, self.said(label), bold=bold)
        self.write(right, value, bold=bold, right=True)
        self.down(1.15)

    def rule(self, left: float = MARGIN, right: float = 0) -> None:
        """A ruled line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(left, self.y + 0.75 * self.pitch, right or self.paper[0] - MARGIN, self.y + 0.75 * self.pitch)

    def turn(self) -> None:
        """A new page."""
        self.canvas.showPage()
        self.pages += 1
        self.y = self.paper[1] - MARGIN

    def pdf(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.file.getvalue()

    def heads(self, columns: Sequence[Column]) -> None:
        """The headings; those of several lines stand on the same ground."""
        columns = [replace(column, head=self.said(column.head)) for column in columns]
        high = max(column.head.count("\n") for column in columns) + 1
        size = self.size
        while any(one[1] + 4 > other[0] for one, other in pairwise([self._edges(column, size) for column in columns])):
            size -= 0.25
        top = self.y
        for row in range(high):
            self.y = top - row * 1.15 * self.size
            for column in columns:
                parts = column.head.split("\n")
                at = row - (high - len(parts))
                if at >= 0:
                    self.write(
                        column.x + column.width if column.right else column.x,
                        parts[at],
                        size=size,
                        bold=True,
                        right=column.right,
                    )
        self.down(1.4)
        self.rule()

    def _edges(self, column: Column, size: float) -> tuple[float, float]:
        """From where to where the heading of a column goes."""
        width = max(stringWidth(part, f"{self.font}-Bold", size) for part in column.head.split("\n"))
        return (
            (column.x + column.width - width, column.x + column.width) if column.right else (column.x, column.x + width)
        )

    def cells(
        self, columns: Sequence[Column], values: dict[str, str], *, wrapped: Sequence[str] = (), bold: bool = False
    ) -> None:
        """One row; `wrapped` are further lines of its description."""
        for column in columns:
            words = self.said(values.get(column.holds, ""))
            if words:
                self.write(column.x + column.width if column.right else column.x, words, right=column.right, bold=bold)
        self.down()
        what = next((column for column in columns if column.holds == "what"), None)
        for words in wrapped if what is not None else ():
            self.line(words, what.x if what is not None else MARGIN)


def amount(value: Decimal, style: str) -> str:
    """An amount as it is written: us 1,234.56, de 1.234,56, fr 1 234,56, ch 1'234.56, plain 1234.56."""
    thousands, point = {
        "us": (",", "."),
        "de": (".", ","),
        "fr": (" ", ","),
        "ch": ("'", "."),
        "plain": ("", "."),
        "bare": ("", ","),
    }[style]
    return f"{value:,}".replace(",", "#").replace(".", point).replace("#", thousands)
