"""The rows of a report, page by page: lines, heads, columns, and what of each line is the value. Pure, and quick enough to wait for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ism_desktop.documents.report_rows.atoms import VALUES, Atom, Form, bound_as_value
from ism_desktop.documents.report_rows.columns import Columns, columns_of
from ism_desktop.documents.report_rows.dated_heads import taken_on, told_by_days
from ism_desktop.documents.report_rows.doubting import Circumstances, Found, digit_width, doubts_about
from ism_desktop.documents.report_rows.heads import Heads, heads_in, plain
from ism_desktop.documents.report_rows.incomplete import beside_lost_value, only, without_name
from ism_desktop.documents.report_rows.likely_names import likely_name
from ism_desktop.documents.report_rows.lines import Line, Sheet, lines_of, size_of
from ism_desktop.documents.report_rows.number_style import decimal_sign
from ism_desktop.documents.report_rows.table_rows import TableRow, row_of
from ism_desktop.documents.report_rows.units_read import likely_unit, plain_power
from ism_desktop.documents.report_rows.values import Doubt, KnownTests, ProposedRow, Reason
from ism_desktop.worker import PageText

_GOES_ON = 1.7  # times the size of the writing: a line so close below may belong to the name above
_ASIDE = 4  # times the size of the writing: names that stand so far from the others are not of the table


def proposed_rows(pages: Sequence[PageText], known: KnownTests) -> list[ProposedRow]:
    """Every row that may be a result, in reading order, each with its doubts."""
    sheets = [_sheet(number, page) for number, page in enumerate(pages, 1)]
    sign = decimal_sign(piece.text for sheet in sheets for line in sheet.lines for piece in line.pieces)
    rows: list[ProposedRow] = []
    carried: Heads | None = None
    taken = taken_on(line for sheet in sheets for line in sheet.lines)
    for sheet in sheets:
        for printed, lines in _tables(sheet, carried):
            heads = None if printed is None else told_by_days(printed, taken)
            carried = heads if heads is not None and len(_beside(heads)) == 0 else None
            rows += _rows_of(sheet, heads, lines, sign, known)
    return _told_twice(rows)


def _beside(heads: Heads) -> list[float]:
    return [edge for edge in (heads.left, heads.right) if edge not in {float("-inf"), float("inf")}]


def _sheet(number: int, page: PageText) -> Sheet:
    by_another = page.source == "layer" and any(word.confidence < 100 for word in page.words)
    was_read = page.source == "ocr"
    return Sheet(number, lines_of(page.words, was_read=was_read), size_of(page.words), was_read, by_another)


def _tables(sheet: Sheet, carried: Heads | None) -> Iterator[tuple[Heads | None, list[Line]]]:
    """The tables of a page: what stands below each line of heads; without heads, the whole page under those of the page before."""
    headed = [(place, found) for place, line in enumerate(sheet.lines) if (found := heads_in(line, sheet.size))]
    if not headed:
        yield carried, list(sheet.lines)
        return
    if carried is not None and headed[0][0] > 0:
        yield carried, list(sheet.lines[: headed[0][0]])
    ends = [place for place, _ in headed[1:]] + [len(sheet.lines)]
    for (place, found), end in zip(headed, ends, strict=True):
        for heads in found:
            lines = [line.within(heads.left, heads.right) for line in sheet.lines[place + 1 : end]]
            yield heads, [line for line in lines if line.pieces]


def _rows_of(
    sheet: Sheet, heads: Heads | None, lines: Sequence[Line], sign: str, known: KnownTests
) -> list[ProposedRow]:
    taken = [(line, row_of(line, heads, sheet.size, known.units)) for line in lines]
    if sheet.was_read:
        taken = [(line, row and replace(row, name=known.spelled(row.name))) for line, row in taken]
    rows = [row for _, row in taken if row is not None and _may_be_row(row, heads, known)]
    if not rows:
        return []
    columns = columns_of([row for row in rows if _is_strong(row, heads)] or rows, heads, sheet.size)
    digit = digit_width([atom for row in rows for atom in row.numbers])
    at = Circumstances(sheet.was_read, sheet.by_another, sign, known, digit)
    edge = sorted(row.name_pieces[0].x0 for row in rows)[len(rows) // 2]
    proposed: list[ProposedRow] = []
    for line, row in taken:
        found = None if row is None or not _may_be_row(row, heads, known) else _found(row, columns)
        if found is None:
            if sheet.was_read:
                proposed += _incomplete(line, row, heads, columns, edge, sheet, at)
            continue
        doubts = [*_about_column(found, columns, heads), *doubts_about(found, at)]
        if _is_aside(found.row, edge, sheet) or _goes_on(found.row, taken, sheet.size):
            doubts.append(Doubt(Reason.NAME, found.row.name))
        proposed.append(_proposed(found, sheet.number, doubts, known, was_read=sheet.was_read))
    return proposed


def _is_aside(row: TableRow, edge: float, sheet: Sheet) -> bool:
    """Whether a name stands far from where most others do."""
    return abs(row.name_pieces[0].x0 - edge) > _ASIDE * sheet.size


def _incomplete(
    line: Line,
    row: TableRow | None,
    heads: Heads | None,
    columns: Columns,
    edge: float,
    sheet: Sheet,
    at: Circumstances,
) -> list[ProposedRow]:
    """The row of a line of which the reading lost the value or the name, with that cell empty; none for any other line."""
    if row is None:
        bare = None if heads is None else without_name(line, sheet.size, at.known.units)
        found = None if bare is None else _found(bare, columns)
        if found is None or not (found.unit or found.range):
            return []
        doubts = [doubt for doubt in doubts_about(found, at) if doubt.reason is not Reason.NEW_NAME]
        return [_proposed(found, sheet.number, [Doubt(Reason.NO_NAME), *doubts], at.known, was_read=True)]
    ranges = beside_lost_value(row, columns, heads, at.known)
    if ranges is None or _is_aside(row, edge, sheet):
        return []
    unit = only([atom for atom in row.atoms if atom.form is Form.UNIT])
    flag = only([atom for atom in row.atoms if atom.form is Form.FLAG])
    doubts = [Doubt(Reason.NO_VALUE), *([] if row.name_is_sure else [Doubt(Reason.NAME, row.name)])]
    made = ProposedRow(row.name, "", unit, _bare(only(ranges)), flag, sheet.number, row.box, tuple(doubts))
    return [_named(made, at.known)]


def _named(row: ProposedRow, known: KnownTests) -> ProposedRow:
    """A row read from a picture with the name and the unit that its reading may mean. What is put in place of letters is doubted."""
    usual, doubts = known.units_of(row.test), row.doubts
    if usual is None and row.test and (name := likely_name(row.test, known.names)):
        kept = tuple(doubt for doubt in doubts if doubt.reason is not Reason.NEW_NAME)
        row = replace(row, test=name, doubts=(Doubt(Reason.LIKELY_NAME, row.test), *kept))
        usual = known.units_of(name)
    return replace(row, unit=likely_unit(row.unit, usual or ()))


def _may_be_row(row: TableRow, heads: Heads | None, known: KnownTests) -> bool:
    """A value must stand behind the name, and without heads also a unit, a range or the name of a test that is known."""
    if not row.numbers:
        return False
    forms = {atom.form for atom in row.atoms}
    return heads is not None or bool(forms & {Form.UNIT, Form.RANGE}) or known.units_of(row.name) is not None


def _is_strong(row: TableRow, heads: Heads | None) -> bool:
    """Whether a line is of the table for certain: by those the columns are found, and no page number at the foot moves one."""
    forms = {atom.form for atom in row.atoms}
    named = row.name_pieces[-1]
    apart = heads is None or all(
        (atom.pieces[0] is not named and atom.cell != 0) or atom.x0 > named.x1 for atom in row.numbers
    )
    return apart and bool(forms & {Form.UNIT, Form.RANGE, Form.WORDS})


def _kind_in(row: TableRow, atom: Atom, columns: Columns) -> str:
    """The column of an atom. Without heads the first number of a line is its value wherever it stands, as in a letter."""
    if columns.have_heads or atom.form not in VALUES:
        return columns.kind_of(atom)
    first = next(
        each for each in row.numbers if each.form is not Form.BOUND or bound_as_value(each) or len(row.numbers) == 1
    )
    return "value" if atom is first else columns.kind_of(atom)


def _found(row: TableRow, columns: Columns) -> Found | None:
    """What of a line is the value, the unit, the range and the flag; None where no value stands in the column of the results."""
    by_kind = [(_kind_in(row, atom, columns), atom) for atom in row.atoms]
    ranges = [
        atom
        for kind, atom in by_kind
        if atom.form is Form.RANGE
        or (atom.form in VALUES and kind == "range")
        or (atom.form is Form.BOUND and not bound_as_value(atom))
    ]
    values = [atom for kind, atom in by_kind if atom.form in VALUES and kind == "value" and atom not in ranges]
    if not values:
        return None
    value = values[0]
    units = [atom for atom in row.atoms if atom.form is Form.UNIT]
    behind = [atom for atom in units if atom.x0 > value.x0]
    unit = next(iter(behind or units), None)
    flags = [atom for atom in row.atoms if atom.form is Form.FLAG]
    return Found(row, value, unit, ranges[0] if ranges else None, tuple(flags))


def _about_column(found: Found, columns: Columns, heads: Heads | None) -> list[Doubt]:
    doubts = [] if columns.are_sure else [Doubt(Reason.COLUMN)]
    others = [
        atom
        for atom in found.row.atoms
        if atom is not found.value and atom is not found.range and atom.form in VALUES | {Form.RANGE}
    ]
    kinds = [columns.kind_of(atom) for atom in others]
    if (
        any(kind in {"unnamed", "value"} for kind in kinds)
        or (heads is None and others)
        or any(kind == "range" for kind in kinds)
        or any(atom.has_digits for atom in found.row.before)
    ):
        doubts.append(Doubt(Reason.OTHER_NUMBER))
    before = [atom for atom in found.row.atoms if atom.form is Form.FLAG and atom.text in {"+", "-", "−", "--"}]
    if any(atom.cell == found.value.cell and found.value.x0 - atom.x1 >= 0 for atom in before):
        doubts.append(Doubt(Reason.SIGN, found.value.text))
    return doubts


def _goes_on(row: TableRow, taken: Sequence[tuple[Line, TableRow | None]], size: float) -> bool:
    """Whether a line of words close below, which begins with a small letter or a bracket, may belong to the name."""
    for line, other in taken:
        below = line.y - row.line.y
        if not 0 < below <= _GOES_ON * size or (other is not None and other.numbers):
            continue
        first = line.pieces[0]
        if first.x0 < row.name_pieces[-1].x1 and re.match(r"[a-zäöüáéíóúñ(]", first.text):
            return True
    return False


def _proposed(found: Found, page: int, doubts: Sequence[Doubt], known: KnownTests, *, was_read: bool) -> ProposedRow:
    flags = [found.value.flag, *(atom.text for atom in found.flags)]
    made = ProposedRow(
        found.row.name,
        found.value.text,
        "" if found.unit is None else found.unit.text,
        _bare("" if found.range is None else found.range.text),
        " ".join(dict.fromkeys(flag for flag in flags if flag)),
        page,
        found.row.box,
        tuple(dict.fromkeys(doubts)),
    )
    reasons = {doubt.reason for doubt in made.doubts}
    is_power = plain_power(made.unit, known.units_of(made.test) or ())
    return _named(made, known) if reasons & {Reason.UNIT, Reason.NEW_NAME} or (is_power and was_read) else made


def _bare(text: str) -> str:
    """A range without the brackets and the word in front of it."""
    bare = re.sub(r"^[\[(]?\s*(?:ref\.?(?:-bereich)?|range|normal|norm|nl\.?):?\s+", "", text, flags=re.IGNORECASE)
    return bare.strip(" []()")


def _told_twice(rows: Sequence[ProposedRow]) -> list[ProposedRow]:
    """Rows of one test and unit: which of them is meant only the person can say; of equal ones the first is enough."""
    groups: dict[tuple[str, str], list[ProposedRow]] = {}
    for row in rows:
        groups.setdefault((plain(row.test), row.unit.casefold()), []).append(row)
    made: list[ProposedRow] = []
    for row in rows:
        group = groups[plain(row.test), row.unit.casefold()]
        again = len({each.value for each in group}) > 1 or row is not group[0]
        doubt = (Doubt(Reason.TWICE),) if len(group) > 1 and again else ()
        made.append(replace(row, doubts=(*row.doubts, *doubt)))
    return made
