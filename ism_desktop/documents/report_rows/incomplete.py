"""Lines of a table of which the reading of a picture lost the value or the name: they are proposed with that cell empty, to be typed."""

import re
from collections.abc import Sequence

from ism_desktop.documents.report_rows.atoms import VALUES, Atom, Form, atoms_of
from ism_desktop.documents.report_rows.columns import Columns
from ism_desktop.documents.report_rows.heads import Heads
from ism_desktop.documents.report_rows.lines import Line
from ism_desktop.documents.report_rows.table_rows import TableRow
from ism_desktop.documents.report_rows.values import KnownTests

_LONGEST_BOUND = 6  # digits; what has more is the number of an order or a person
_RANGES = frozenset({Form.RANGE, Form.BOUND})


def without_name(line: Line, size: float, units: frozenset[str]) -> TableRow | None:
    """The line as a row without a name; None where it holds a name, or nothing like a unit or a range."""
    atoms = [atom for place, cell in enumerate(line.cells(size)) for atom in atoms_of(cell, place, units)]
    if not any(atom.form in _RANGES or atom.form is Form.UNIT for atom in atoms):
        return None
    return TableRow("", (), name_is_sure=True, atoms=tuple(atoms), line=line)


def beside_lost_value(row: TableRow, columns: Columns, heads: Heads | None, known: KnownTests) -> list[Atom] | None:
    """The range of a row whose value was not read, in a list that may be empty; None for a line that is no row of the table."""
    is_known = known.units_of(row.name) is not None
    if heads is None and not is_known:
        return None
    if re.search(rf"\d{{{_LONGEST_BOUND + 1}}}", " ".join(atom.text for atom in row.atoms)):
        return None
    ranges = [atom for atom in row.atoms if atom.form is Form.RANGE or _is_in_ranges(atom, columns)]
    has_unit = is_known and any(atom.form is Form.UNIT for atom in row.atoms)
    return ranges if ranges or has_unit else None


def _is_in_ranges(atom: Atom, columns: Columns) -> bool:
    return atom.form in VALUES and columns.kind_of(atom) == "range"


def only(atoms: Sequence[Atom]) -> str:
    """The words of the one atom; nothing where there are several, of which nobody knows the right one."""
    return atoms[0].text if len({atom.text for atom in atoms}) == 1 else ""
