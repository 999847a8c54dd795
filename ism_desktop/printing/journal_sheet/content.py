"""What the sheet to fill in says: its rows in the order of the entry's form, the month, and a name only where one is wanted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import sheet_rows, store
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.sheet_rows import SheetRow
from ism_desktop.vault import Session

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class SheetContent(PersonPaper):
    """The whole sheet. `month` is a year and a month, None for a line to write it on. With `is_large` it has half a month on a page.

    `name` and `birth_date` are empty unless they are wanted: a sheet lies on a kitchen table.
    """

    rows: tuple[SheetRow, ...]
    month: tuple[int, int] | None
    is_large: bool

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Sheet to fill in by hand")

    @property
    def month_words(self) -> str:
        """The month as it stands on the sheet; empty where it is written by hand."""
        return "" if self.month is None else in_use().month(*self.month)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (self.name, *(row.label for row in self.rows))
        return typeface.losing(texts)

    def as_dict(self) -> dict[str, Any]:
        """The sheet as JSON values, for the record of what was printed: the view for typing it in reads its rows from there."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "rows": [row.name for row in self.rows],
            "month": None if self.month is None else f"{self.month[0]:04}-{self.month[1]:02}",
        }


def collect(
    session: Session,
    today: date,
    *,
    month: tuple[int, int] | None = None,
    is_large: bool = False,
    with_name: bool = False,
    demo: bool = False,
) -> SheetContent:
    """Collect the sheet as it would be printed today."""
    person = store.the_one(session, PERSON) if with_name else None
    return SheetContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        rows=sheet_rows.rows_now(session),
        month=month,
        is_large=is_large,
    )
