"""Every value of every test result, one after the other: for the tests of last time, the usual units, and one test over the years.

SQLite takes the rows apart; the values themselves are read as the texts that they are, so that thousands of them take no time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.kinds.test_results import TEST_RESULTS, LabResult
from ism_desktop.records.values import Moment


@dataclass(frozen=True, slots=True)
class PastValue:
    """One value as it was printed, with the collection that it belongs to. `state` is that of a tryptase; what is not known is empty."""

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


def every(session: Session) -> list[PastValue]:
    """Every value that is not in the trash, the latest collection first, and within one in the order of its lines."""
    cells = func.json_each(type_coerce(LabResult.values, Text)).table_valued("key", "value", name="cells")

    def part(path: str):
        return func.coalesce(func.json_extract(cells.c.value, f"$.{path}"), "")

    texts = [part(name) for name in ("key", "test", "value.quantity.text", "unit", "range", "flag", "method")]
    own_unit = part("value.quantity.unit")
    order = [term.desc() if descending else term.asc() for term, descending in store.sort_terms(TEST_RESULTS)]
    rows = session.execute(
        select(
            LabResult.id,
            LabResult.taken_at,
            func.coalesce(LabResult.lab, ""),
            func.coalesce(LabResult.tryptase_state, ""),
            own_unit,
            *texts,
        )
        .select_from(LabResult)
        .join(cells, func.json_valid(type_coerce(LabResult.values, Text)) == 1)
        .where(LabResult.deleted_at.is_(None))
        .order_by(*order, cells.c.key)
    )
    values: list[PastValue] = []
    found = cast("Iterable[tuple[Any, ...]]", rows)
    for record_id, taken_at, lab, state, own, key, test, value, unit, printed_range, flag, method in found:
        # A unit that was typed behind the number is the unit, and is not said twice.
        bare = value.removesuffix(own).rstrip() if own and own == unit else value
        values.append(PastValue(record_id, taken_at, lab, state, key, test, bare, unit, printed_range, flag, method))
    return values
