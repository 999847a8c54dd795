"""Which bills a list shows: only those on which something is still to be paid."""

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ism_desktop.records.kinds.bills import Bill
from ism_desktop.records.money import ledger


@dataclass(frozen=True, slots=True)
class OpenBills:
    """A narrowing of a list, see `paging.Narrowing`."""

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """What the database looks for."""
        named = func.json_each(json.dumps(sorted(ledger.of(session).unpaid))).table_valued("value")
        return [Bill.id.in_(select(named.c.value))]


OPEN_BILLS = OpenBills()
