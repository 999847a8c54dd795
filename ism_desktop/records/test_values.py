"""Every value of every test result, one after the other: for the tests of last time, the usual units, and one test over the years.

The rows are read as the plain JSON in which they are stored (`values.plain`), and no value is made of them: thousands take no time.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Text, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.kinds.test_results import TEST_RESULTS, LabResult
from ism_desktop.records.values import Moment

_NO_VALUE: Mapping[str, Mapping[str, str | None]] = {}


@dataclass(frozen=True, slots=True)
class PastValue:
    """One value as it was printed, with the collection that it belongs to. `state` is that of a tryptase; what is not known is empty.

    `number` is what the value was read as when it was typed, with a `comparator` (`<`, `>` …) and the unit behind the number.
    """

    record_id: str
    taken_at: Moment | None
    lab: str
    state: str
    key: str
    test: str
    value: str
    unit: str
    range: str
    flag: str
    method: str
    number: Decimal | None = None
    comparator: str = ""
    own_unit: str = ""


def every(session: Session, *, holding: Collection[str] = ()) -> list[PastValue]:
    """Every value that is not in the trash, the latest collection first, and within one in the order of its lines.

    With `holding`, only of collections in which one of these texts stands somewhere: the rest need not be read to look for a few tests.
    """
    order = [term.desc() if descending else term.asc() for term, descending in store.sort_terms(TEST_RESULTS)]
    rows_text = type_coerce(LabResult.values, Text)
    found = session.execute(
        select(
            LabResult.id,
            LabResult.taken_at,
            LabResult.lab,
            LabResult.tryptase_state,
            rows_text,
        )
        .where(LabResult.deleted_at.is_(None), LabResult.values.is_not(None))
        .where(or_(*(rows_text.contains(text, autoescape=True) for text in holding)) if holding else true())
        .order_by(*order)
    )
    values: list[PastValue] = []
    for record_id, taken_at, lab, state, rows in found:
        plain = cast("list[dict[str, Any]]", json.loads(rows))
        values += [_value(record_id, taken_at, str(lab or ""), state or "", row) for row in plain]
    return values


def _value(record_id: str, taken_at: Moment | None, lab: str, state: str, row: Mapping[str, Any]) -> PastValue:
    quantity: Mapping[str, str | None] = (row.get("value") or _NO_VALUE).get("quantity", {})
    printed, own, unit = quantity.get("text") or "", quantity.get("unit") or "", row.get("unit", "")
    number, comparator = quantity.get("number"), quantity.get("comparator") or ""
    # A unit that was typed behind the number and beside it is not said twice.
    bare = printed.removesuffix(own).rstrip() if own and own == unit else printed
    return PastValue(
        record_id=record_id,
        taken_at=taken_at,
        lab=lab,
        state=state,
        key=row.get("key", ""),
        test=row.get("test", ""),
        value=bare,
        unit=unit,
        range=row.get("range", ""),
        flag=row.get("flag", ""),
        method=row.get("method", ""),
        number=None if number is None else Decimal(number),
        comparator=comparator,
        own_unit=own,
    )
