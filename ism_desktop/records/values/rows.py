"""Repeated rows inside a record: the lines of a bill, the values of a panel, doses.

They are kept as one canonical JSON text in one column of the record, not in a table of their own. A record and its rows are one thing that
a person saves, undoes, moves to the trash and brings back, so its history must hold the whole former value; nothing ever points to a
single row; and export, rescue, comparison and undo work for them as for any other value. A chart that wants the values
of many records reads them with SQLite's `json_each`. Every value in it says what it is, as in the history, so that no program needs the
form's fields to read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Rows:
    """One or more rows, in order; each names only the fields that have a value, or a stated gap.

    Raises:
        ValueError: there is no row, or an empty one.
    """

    rows: tuple[Mapping[str, Any], ...]

    def __post_init__(self) -> None:
        if not self.rows or any(not row or None in row.values() for row in self.rows):
            raise ValueError("a row holds something, and there is one at least")

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Self | None:
        """The rows that hold something; None where none does."""
        kept = tuple({name: value for name, value in row.items() if value is not None} for row in rows)
        filled = tuple(row for row in kept if row)
        return cls(filled) if filled else None

    def __len__(self) -> int:
        return len(self.rows)
