"""The lines of the tables of a bill: what stands under which heading, lines that wrap, and the rows of totals, which are no lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from ism_desktop.documents.bill_rows.heads import Columns, Head, Heads, columns_of, heads_at
from ism_desktop.documents.bill_rows.labels import amount_role, begins_like_total
from ism_desktop.documents.bill_rows.sheets import Atom, BillLine
from ism_desktop.documents.bill_rows.values import Doubt, Reason
from ism_desktop.documents.bill_rows.vocabulary import MONEY

_CLOSE = 2.3  # times the size of the writing: a line so close below goes on with the one above
MOST_ROWS = 300
"""No bill that a person looks through has more lines; what follows is left out."""
_MOST_MORE = 3  # lines that a description goes on for
_WORDS_OF_ANOTHER = frozenset({"code", "quantity", "price", "factor", "points", "remark", "provider", "date", ""})


@dataclass
class Row:
    """One line of a table. `amounts` are by the kind of their column; `group` counts what stands between two totals."""

    day: Atom | None
    words: list[str]
    amounts: dict[str, list[Atom]]
    said: dict[str, str]
    lines: list[BillLine]
    group: int = 0
    doubts: set[Doubt] = field(default_factory=set[Doubt])
    unclear: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of totals: what its label says, and its amounts by the kind of their column."""

    role: str
    amounts: dict[str, Atom]
    said: dict[str, str]
    line: BillLine
    group: int


@dataclass
class Tables:
    """All that the tables of a paper hold, and the numbers of the lines that belong to none."""

    rows: list[Row] = field(default_factory=list[Row])
    totals: list[TotalRow] = field(default_factory=list[TotalRow])
    others: list[int] = field(default_factory=list[int])
    have_heads: bool = False


def tables_of(lines: Sequence[BillLine]) -> Tables:
    """Find and read every table. A table goes on over pages until a line of totals ends it."""
    tables = Tables()
    found = list(_blocks(lines))
    tables.have_heads = bool(found)
    starts = [start for start, _ in found]
    tables.others += range(starts[0] if starts else len(lines))
    columns: Columns | None = None
    for (start, heads), (_, end) in zip(found, pairwise([*starts, len(lines)]), strict=True):
        body = range(start + heads.height, end)
        columns = columns_of([atom for number in body for atom in _in_columns(lines[number], heads)], heads)
        _read_body(lines, body, heads, columns, tables)
    return tables


def _blocks(lines: Sequence[BillLine]) -> Iterator[tuple[int, Heads]]:
    place = 0
    while place < len(lines):
        heads = heads_at(lines, place)
        if heads is not None:
            yield place, heads
        place += 1 if heads is None else heads.height


def _numbers(line: BillLine, heads: Heads) -> list[Atom]:
    """The numbers of a line that stand in a column of their own: no words close before them, unless they are money."""
    found: list[Atom] = []
    for place, atom in enumerate(line.atoms):
        if atom.amount is None:
            continue
        before = line.atoms[place - 1] if place else None
        in_text = (
            before is not None
            and before.amount is None
            and before.day is None
            and atom.x0 - before.x1 < 0.7 * line.size
        )
        if atom.amount.is_bare and (in_text or heads.under(atom).kind in {"what", "date", "remark"}):
            continue
        if in_text and heads.under(atom).kind == "what":
            behind = line.atoms[place + 1] if place + 1 < len(line.atoms) else None
            if behind is not None and behind.amount is None and behind.x0 - atom.x1 < 0.7 * line.size:
                continue
        found.append(atom)
    return found


def _in_columns(line: BillLine, heads: Heads) -> list[Atom]:
    """The numbers of a line by which the columns are found: not those of a label below the table, which stand where they like."""
    numbers = _numbers(line, heads)
    return [] if len(numbers) < 2 and _label_of(line) else numbers


def _read_body(lines: Sequence[BillLine], body: range, heads: Heads, columns: Columns, tables: Tables) -> None:
    pending: Row | None = None
    last: Row | None = None
    is_over, more = False, 0
    for number in body:
        line = lines[number]
        if len(tables.rows) >= MOST_ROWS:
            break
        row, total = _taken(line, heads, columns)
        group = len(tables.totals)
        if total is not None:
            tables.totals.append(
                TotalRow(total, {kind: each[0] for kind, each in row.amounts.items()}, row.said, line, group)
            )
            tables.others.append(number)
            is_over, pending, last = is_over or total == "total", None, None
        elif is_over and row.day is None:
            tables.others.append(number)
        elif row.amounts:
            joined = _joined(pending, row)
            if _sums_up(
                joined, [each for each in tables.rows if each.group == group and each.lines[0].page <= line.page]
            ):
                joined.doubts.add(Doubt(Reason.MAY_BE_TOTAL))
            if joined.words or joined.day is not None:
                joined.group = group
                if begins_like_total(" ".join(joined.words)):
                    joined.doubts.add(Doubt(Reason.MAY_BE_TOTAL))
                tables.rows.append(joined)
                pending, last, more = None, joined, 0
            else:
                tables.others.append(number)
        elif row.day is not None:
            pending, last = row, None
            tables.others.append(number)
        elif _goes_on(line, pending or last, heads) and more < _MOST_MORE:
            (pending or last or row).words.extend(row.words)
            (pending or last or row).lines.append(line)
            more += 1
        else:
            tables.others.append(number)
            last = None


def _sums_up(row: Row, before: Sequence[Row]) -> bool:
    """Whether a line without a day says in each column what the lines above it come to: a total with a label that is not known."""
    if row.day is not None or not before:
        return False
    return all(_total(kind, [row]) == _total(kind, before) for kind in row.amounts)


def _total(kind: str, rows: Sequence[Row]) -> Decimal:
    values = (atom.amount.value for row in rows for atom in row.amounts.get(kind, []) if atom.amount is not None)
    return sum(values, Decimal(0))


def _joined(pending: Row | None, row: Row) -> Row:
    """The row of amounts whose day and first words stand in the line above it."""
    if pending is None or row.day is not None:
        return row
    row.day, row.words, row.lines = pending.day, [*pending.words, *row.words], [*pending.lines, *row.lines]
    return row


def _goes_on(line: BillLine, row: Row | None, heads: Heads) -> bool:
    """Whether a line of words close below belongs to the description of a row."""
    if row is None or line.page != row.lines[-1].page or line.y - row.lines[-1].y > _CLOSE * line.size:
        return False
    return all(heads.under(atom).kind == "what" for atom in line.atoms[:1]) and not any(
        atom.is_money for atom in line.atoms
    )


def _taken(line: BillLine, heads: Heads, columns: Columns) -> tuple[Row, str | None]:
    """What stands in a line by its columns, and what its label says if it is a row of totals."""
    row = Row(None, [], {}, {}, [line])
    numbers = _numbers(line, heads)
    outside: list[Atom] = []
    for atom in line.atoms:
        if atom.day is not None:
            row.day = row.day or atom
            continue
        if any(atom is each for each in numbers):
            head, is_clear = columns.of(atom)
            if _put(row, atom, head, is_clear=is_clear and heads.are_whole):
                continue
            if atom.is_money:
                continue
        elif _is_dash(atom):
            continue
        outside.append(atom)
    label = amount_role(" ".join(atom.text for atom in outside))
    if label and any(atom.is_money for atom in line.atoms) and (row.day is None or line.atoms[0].day is None):
        return row, label
    row.words = [atom.text for atom in outside if heads.under(atom).kind not in _WORDS_OF_ANOTHER or _is_alone(heads)]
    return row, None


def _is_alone(heads: Heads) -> bool:
    """Whether no column is there for the words."""
    return all(head.kind != "what" for head in heads.columns)


def _is_dash(atom: Atom) -> bool:
    return atom.text in {"-", "–", "—", "--"}


def _put(row: Row, atom: Atom, head: Head | None, *, is_clear: bool) -> bool:
    """Put a number into its column; False for one that stands in none that is known."""
    if head is None or not head.kind:
        if atom.is_money:
            row.doubts.add(Doubt(Reason.COLUMN, atom.text))
        return False
    if head.kind not in MONEY:
        return True
    there = row.amounts.setdefault(head.kind, [])
    if (there and head.kind not in {"part", "tax"}) or not is_clear:
        row.doubts.add(Doubt(Reason.COLUMN, atom.text))
        row.unclear.add(head.kind)
    there.append(atom)
    row.said.setdefault(head.kind, head.words)
    return True


def list_without_heads(lines: Sequence[BillLine], others: Sequence[int]) -> list[tuple[int, Row]]:
    """The lines of a receipt: words and one amount at the end, before the line of the total. None where there is no such total."""
    end = next((number for number in others if _label_of(lines[number]) in {"total", "subtotal", "due"}), None)
    if end is None:
        return []
    found: list[tuple[int, Row]] = []
    pending: list[BillLine] = []
    for number in others[: others.index(end)]:
        line = lines[number]
        money = [atom for atom in line.atoms if atom.is_money]
        if (
            money and line.atoms[-1] is not money[-1] and len(line.atoms[-1].text) > 2
        ):  # a tax letter may stand behind it
            money = []
        if not money:
            pending = [line] if _is_words(line) else []
            continue
        words = [atom.text for atom in line.atoms if atom.amount is None and atom.day is None]
        has_words = any(len(word) > 2 and word.isalpha() for word in words)
        role = _label_of(line)
        if role or (not has_words and not pending):
            continue
        name = words if has_words else [atom.text for atom in pending[0].atoms] + words
        row = Row(None, name, {"billed": [money[-1]]}, {}, [line] if has_words else [*pending, line])
        if len(money) > 2 or (len(money) == 2 and not _is_multiple(money)):
            row.doubts.add(Doubt(Reason.COLUMN, money[-1].text))
        if begins_like_total(" ".join(name)):
            row.doubts.add(Doubt(Reason.MAY_BE_TOTAL))
        found.append((number, row))
        pending = []
    return found


def dated_without_heads(lines: Sequence[BillLine], others: Sequence[int]) -> list[tuple[int, Row]]:
    """The lines of a table whose headings are not known: a day, words, amounts, of which the first is shown. None of it is sure."""
    found: list[tuple[int, Row]] = []
    for number in others:
        line = lines[number]
        money = [atom for atom in line.atoms if atom.is_money]
        words = [atom.text for atom in line.atoms if atom.amount is None and atom.day is None]
        if line.atoms[0].day is None or not money or not words:
            continue
        row = Row(line.atoms[0], words, {"billed": money[:1]}, {}, [line], doubts={Doubt(Reason.HEADS)})
        if len(money) > 1:
            row.doubts.add(Doubt(Reason.COLUMN, money[0].text))
        found.append((number, row))
    return found


def _is_words(line: BillLine) -> bool:
    return all(atom.day is None and not atom.is_money for atom in line.atoms) and any(
        atom.amount is None for atom in line.atoms
    )


def _label_of(line: BillLine) -> str:
    if not any(atom.is_money for atom in line.atoms):
        return ""
    return amount_role(" ".join(atom.text for atom in line.atoms if not atom.is_money and atom.day is None))


def _is_multiple(money: Sequence[Atom]) -> bool:
    """Whether the last of two amounts is so many times the first: a price and what several cost."""
    each, every = (atom.amount.value for atom in money if atom.amount is not None)
    return bool(each) and every % each == 0
