"""A copied table, taken apart into lines and cells without changing a letter, and what each column seems to hold.

Nothing is decided here: the person sees every column and says what it is before anything is taken.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ism_desktop.library import lab_tests

COLUMNS = ("test", "value", "unit", "range", "flag", "method")
"""What a column of a copied table may be; an empty word for one that is left out."""

_BLANKS = re.compile(r"[ \u00a0]{2,}")
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Copied:
    """Lines of as many cells each. `columns` says what each column seems to be; `headed` that the first line names the columns."""

    lines: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    headed: bool


def taken_apart(text: str) -> Copied:
    """Take a copied text apart: at tabs, else at semicolons, else at two blanks and more. Decimal commas and points stay as they are."""
    lines = [line for line in _lines(text) if any(line)]
    width = max((len(line) for line in lines), default=0)
    squared = tuple((*line, *[""] * (width - len(line))) for line in lines)
    heads = [lab_tests.column_headed(cell) for cell in squared[0]] if squared else []
    headed = len([head for head in heads if head]) > 1 or (bool(heads) and heads[0] == "test" and width > 1)
    columns = _once(heads) if headed else COLUMNS[:width] + ("",) * max(0, width - len(COLUMNS))
    return Copied(squared, tuple(columns), headed)


def _lines(text: str) -> list[tuple[str, ...]]:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    filled = [row for row in rows if row.strip()]
    if any("\t" in row for row in filled):
        return _separated(text, "\t")
    if len([row for row in filled if ";" in row]) * 2 > len(filled):
        return _separated(text, ";")
    return [tuple(cell.strip() for cell in _BLANKS.split(row.strip())) for row in filled]


def _separated(text: str, sign: str) -> list[tuple[str, ...]]:
    """Cells between signs; a cell in quotation marks may hold the sign, as spreadsheets write it."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    found: list[tuple[str, ...]] = []
    for row in rows:
        try:
            cells = next(csv.reader([row], delimiter=sign, strict=True), [])
        except csv.Error:  # a quotation mark that is meant as it stands
            cells = row.split(sign)
        found.append(tuple(" ".join(cell.split()) if "\n" in cell else cell.strip() for cell in cells))
    return found


def _once(heads: Sequence[str]) -> list[str]:
    """Each column of the table once: a second one of the same name, such as the former value, is left out until the person says more."""
    seen: set[str] = set()
    columns: list[str] = []
    for head in heads:
        columns.append("" if head in seen else head)
        seen.add(head)
    return columns


def rows_of(copied: Copied, columns: Sequence[str], *, headed: bool) -> list[Mapping[str, str]]:
    """The rows as they would stand in the table of values, each with the key of a test that is known by this very name."""
    rows: list[Mapping[str, str]] = []
    for line in copied.lines[1 if headed else 0 :]:
        row: dict[str, str] = {}
        for column, cell in zip(columns, line, strict=True):
            if column and cell:
                row[column] = f"{row[column]} {cell}" if column in row else cell
        if row:
            test = lab_tests.recognised(row.get("test", ""))
            rows.append(row | ({"key": test.key} if test is not None else {}))
    return rows
