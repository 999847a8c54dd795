"""What the cells of a list say in words, and what stands below the title where there is no room for columns."""

from collections.abc import Mapping, Sequence

from ism_desktop.language import tr
from ism_desktop.records.kind import Input, in_one_line
from ism_desktop.records.paging import Row
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, Rows

_ROWS_SEEN = 4

WHOLE = frozenset({Input.DATE, Input.MOMENT, Input.NUMBER, Input.SCALE, Input.QUANTITY, Input.MONEY})
"""What is never cut off where something else can be: half a date or number is another one."""


def cell_words(record: Record, name: str, titles: Mapping[str, str]) -> str:
    """What a cell says, in one line."""
    field = record.kind.field(name)
    if field.told is not None:
        return " ".join(field.told(record.values).split())
    value = record.values.get(name)
    if field.input is Input.REFERENCE and isinstance(value, str):
        return titles.get(value, "")
    if isinstance(value, Rows) and len(value) > _ROWS_SEEN:
        # No column is wide enough for a whole blood count, and measuring one for each line takes a second.
        return f"{in_one_line(field, Rows(value.rows[:_ROWS_SEEN]))} …"
    return in_one_line(field, value)


def second_line(row: Row, names: Sequence[str]) -> str:
    """What stands below the title where there is no room for columns: the other cells that say something more."""
    record = row.record
    parts: list[str] = []
    # First what must not be cut off, since the rest could mislead without it.
    for name in sorted(names, key=lambda each: record.kind.field(each).told is None):
        field, value = record.kind.field(name), record.values.get(name)
        words = cell_words(record, name, row.titles)
        is_told = words in record.title and field.input not in {Input.NUMBER, Input.SCALE}  # 6 stands in 2026
        if not words or is_told or (isinstance(value, Gap) and field.told is None) or value is False:
            continue
        label = field.short or field.label
        if value is True:
            parts.append(label)
        elif field.input in WHOLE:
            parts.append(tr("{label}: {value}", label=label, value=words))
        else:
            parts.append(words)
    return " · ".join(parts)
