"""What a person did to the proposed rows of a report and has not taken yet, as plain values: how a draft keeps it.

The report is read anew when the draft is taken up, so a row is known again by what was proposed in it, not by its place.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from ism_desktop.documents.report_rows import ProposedRow

REPORT_ROWS = "report_rows"
CELLS = ("test", "value", "unit", "range", "flag")


class Treated(NamedTuple):
    """A proposed row as a person left it."""

    proposed: ProposedRow
    cells: Mapping[str, str]
    ticked: bool


def kept(rows: Iterable[Treated]) -> dict[str, Any]:
    """The rows as JSON has them."""
    return {"rows": [[*_mark(row.proposed), [row.cells[name] for name in CELLS], row.ticked] for row in rows]}


def taken_up(draft: Mapping[str, Any], proposed: Sequence[ProposedRow]) -> list[tuple[dict[str, str], bool] | None]:
    """For each proposed row the cells and the tick that a draft has of it; None where it has none."""
    there: defaultdict[tuple[Any, ...], deque[tuple[dict[str, str], bool]]] = defaultdict(deque)
    for row in cast("list[list[Any]]", draft.get("rows", ())):
        *mark, cells, ticked = row
        there[tuple(mark)].append((dict(zip(CELLS, map(str, cells), strict=True)), bool(ticked)))
    return [there[mark].popleft() if there[mark := _mark(row)] else None for row in proposed]


def _mark(row: ProposedRow) -> tuple[Any, ...]:
    return (row.page, *(getattr(row, name) for name in CELLS))
