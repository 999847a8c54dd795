"""All that a bill, a receipt or an explanation of benefits says, by the words of its pages. Pure, exact, and linear in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from ism_desktop.documents.bill_rows.checking import ROLE_OF, TAKEN_OFF, papers_check, row_check, summed, value_of
from ism_desktop.documents.bill_rows.facts import Fact, amounts_in, days_in, numbers_in
from ism_desktop.documents.bill_rows.papers import currency_of, names_of, paper_of
from ism_desktop.documents.bill_rows.sheets import Atom, Sheets, sheets_of
from ism_desktop.documents.bill_rows.tables import (
    MOST_ROWS,
    Row,
    Tables,
    TotalRow,
    dated_without_heads,
    list_without_heads,
    tables_of,
)
from ism_desktop.documents.bill_rows.values import (
    Check,
    Doubt,
    Find,
    Ground,
    Paper,
    ProposedBill,
    ProposedLine,
    Reason,
    Role,
)
from ism_desktop.records.values import PartialDate
from ism_desktop.worker import PageText

T = TypeVar("T")
_SHOWN = ("billed", "allowed", "adjustment", "paid_before", "paid", "share")


def proposed_bill(pages: Sequence[PageText], *, day_first: bool) -> ProposedBill:
    """Read a paper.

    Args:
        pages: its pages; `report_reading.report_pages` gives them, with the further readings of those that are pictures.
        day_first: whether `3/4` is the third of April to the person. It decides only where the paper leaves it open, which is then doubted.
    """
    sheets = sheets_of(pages, day_first=day_first)
    tables = tables_of(sheets.lines)
    if not tables.rows:
        listed = list_without_heads(sheets.lines, tables.others) or dated_without_heads(sheets.lines, tables.others)
        tables.rows = [row for _, row in listed]
        taken = {number for number, _ in listed}
        tables.others = [number for number in tables.others if number not in taken]
        tables.have_heads = False
    tables.rows = tables.rows[:MOST_ROWS]
    # In a row with the totals of several columns the label does not say which amount is which; the columns do.
    by_columns = {id(total.line) for total in tables.totals if total.role == "total" and len(total.amounts) > 1}
    beside = [number for number in sorted(set(tables.others)) if id(sheets.lines[number]) not in by_columns]
    facts = amounts_in(sheets.lines, beside)
    facts += _of_totals(tables.totals, facts)
    by_role: dict[str, set[Decimal]] = {}
    for fact in facts:
        by_role.setdefault(fact.role, set()).add(_signed(fact))
    sure, proved = summed(tables.rows, tables.totals, by_role, was_read=sheets.style.was_read)
    paper = paper_of(sheets.lines)
    totals = _totals(facts, proved, sheets)
    # A balance that runs on from line to line is not what the person owes for each; then the lines contradict themselves.
    runs = not sheets.style.was_read and any(row_check(row, was_read=False)[1] for row in tables.rows)
    lines = tuple(_line(row, sheets, tables, sure, runs=runs) for row in tables.rows)
    return _with_facts(paper, sheets, tables, totals, lines)


def _with_facts(
    paper: Find[Paper],
    sheets: Sheets,
    tables: Tables,
    totals: Mapping[Role, Find[Decimal]],
    lines: tuple[ProposedLine, ...],
) -> ProposedBill:
    others = sorted(set(tables.others))
    days, numbers = days_in(sheets, others), numbers_in(sheets, others)
    provider, payer = names_of(sheets.lines, paper.value)
    wanted = ("claim", "number") if paper.value is Paper.EXPLANATION else ("number", "claim")
    number = next((_one(numbers[role]) for role in wanted if numbers.get(role)), None)
    day = _one(days.get("day", [])) or _guessed(days.get("", []))
    first, last = _period(days.get("service", []), lines)
    return ProposedBill(
        paper,
        number,
        day,
        _one(days.get("due_day", [])),
        first,
        last,
        provider,
        payer,
        currency_of(sheets),
        totals,
        lines,
    )


def _one(found: Sequence[Find[T]]) -> Find[T] | None:
    """The first of several; where they say different things, with the doubt."""
    if not found:
        return None
    other = next((each for each in found if each.value != found[0].value), None)
    return found[0] if other is None else _doubted(found[0], Doubt(Reason.SEVERAL, other.printed))


def _guessed(found: Sequence[Find[PartialDate]]) -> Find[PartialDate] | None:
    return _doubted(found[0], Doubt(Reason.GUESSED)) if found else None


def _doubted(find: Find[T], *doubts: Doubt) -> Find[T]:
    return replace(find, doubts=tuple(dict.fromkeys((*find.doubts, *doubts))))


def _period(
    service: Sequence[Find[PartialDate]], lines: Sequence[ProposedLine]
) -> tuple[Find[PartialDate] | None, Find[PartialDate] | None]:
    """From when to when: as printed, else the first and last day of the lines."""
    ordered = sorted(service, key=lambda each: each.value.sort_text)
    if ordered:
        return ordered[0], ordered[-1]
    of_lines = sorted((line.day for line in lines if line.day is not None), key=lambda each: each.value.sort_text)
    if not of_lines:
        return None, None
    first, last = (replace(each, ground=Ground.LINES, said="") for each in (of_lines[0], of_lines[-1]))
    return first, last


def _of_totals(totals: Sequence[TotalRow], facts: Sequence[Fact]) -> list[Fact]:
    """The totals of columns as those of the paper; the amount beside the label is one already."""
    found: list[Fact] = []
    for total in totals:
        if total.role != "total":
            continue
        for kind, atom in total.amounts.items():
            role = ROLE_OF.get(kind)
            if (
                role is None
                or atom.amount is None
                or any(fact.atom is atom and fact.role == role.value for fact in facts)
            ):
                continue
            found.append(
                Fact(role.value, atom.amount.value, atom, total.line, total.said.get(kind, ""), Ground.TOTAL_ROW)
            )
    return found


def _signed(fact: Fact) -> Decimal:
    return abs(fact.value) if fact.role in TAKEN_OFF else fact.value


def _totals(facts: Sequence[Fact], proved: Mapping[str, set[Decimal]], sheets: Sheets) -> dict[Role, Find[Decimal]]:
    """One amount for each role: the one that the lines confirm, else the last. Several that differ are doubted unless confirmed."""
    kind_of = {role: kind for kind, role in ROLE_OF.items()}
    chosen: dict[Role, Fact] = {}
    others: dict[Role, str] = {}
    for role in Role:
        every = [fact for fact in facts if fact.role == role.value]
        if not every:
            continue
        confirmed = [fact for fact in every if _signed(fact) in proved.get(kind_of[role], set())]
        chosen[role] = (
            max(confirmed, key=lambda fact: (not fact.atom.doubts, _signed(fact))) if confirmed else every[-1]
        )
        others[role] = next((fact.atom.text for fact in every if _signed(fact) != _signed(chosen[role])), "")
    sure = papers_check({role: _signed(fact) for role, fact in chosen.items()}, proved, was_read=sheets.style.was_read)
    totals: dict[Role, Find[Decimal]] = {}
    for role, fact in chosen.items():
        doubts = list(fact.atom.doubts)
        if role not in sure:
            doubts.append(Doubt(Reason.NO_CHECK))
        if others[role]:
            doubts.append(Doubt(Reason.SEVERAL, others[role]))
        checks = (Check.PAPER,) if role in sure else ()
        totals[role] = Find(
            _signed(fact),
            fact.atom.text,
            fact.line.place([fact.atom]),
            fact.ground,
            fact.said,
            checks,
            tuple(dict.fromkeys(doubts)),
        )
    return totals


def _line(row: Row, sheets: Sheets, tables: Tables, sure: set[tuple[str, int]], *, runs: bool) -> ProposedLine:
    confirmed, contradicts = row_check(row, was_read=sheets.style.was_read)
    doubts = set(row.doubts)
    if contradicts:
        doubts.add(Doubt(Reason.NOT_ADDING_UP))
    # What adds nothing to a sum is not proved by it.
    is_nothing = all(value_of(kind, atoms) == 0 for kind, atoms in row.amounts.items())
    added = {kind for kind in row.amounts if (kind, row.group) in sure and not is_nothing}
    beside = bool(added) and tables.have_heads and not sheets.style.was_read and not doubts
    finds: dict[str, Find[Decimal] | None] = dict.fromkeys(_SHOWN)
    for kind, atoms in row.amounts.items():
        holds = {
            Check.ROW: kind in confirmed and not (runs and kind == "share"),
            Check.SUM: kind in added,
            Check.TABLE: beside and not (runs and kind == "share"),
        }
        if kind in finds:
            finds[kind] = _amount(row, kind, atoms, tuple(check for check in holds if holds[check]), tables)
    if not tables.have_heads and not all(find is None or Check.SUM in find.checks for find in finds.values()):
        doubts.add(Doubt(Reason.HEADS))
    what = " ".join(word for word in row.words if word not in {"$", "€", "£", "|"})[:400].strip(" :-–|")
    boxed = row.lines[-1].place([atom for line in row.lines for atom in line.atoms])
    ordered = tuple(sorted(doubts, key=lambda doubt: (doubt.reason.value, doubt.said)))
    place = replace(boxed, line=row.lines[0].number)
    return ProposedLine(
        day=_day(row.day, row),
        what=what,
        billed=finds["billed"],
        allowed=finds["allowed"],
        adjustment=finds["adjustment"],
        paid_before=finds["paid_before"],
        paid=finds["paid"],
        share=finds["share"],
        place=place,
        doubts=ordered,
    )


def _amount(row: Row, kind: str, atoms: Sequence[Atom], checks: tuple[Check, ...], tables: Tables) -> Find[Decimal]:
    """The amount of a line in one of its columns."""
    doubts = [doubt for atom in atoms for doubt in atom.doubts]
    value = value_of(kind, atoms)
    if not checks:
        doubts.append(Doubt(Reason.NO_CHECK))
    if value < 0:
        doubts.append(Doubt(Reason.NEGATIVE, atoms[0].text))
    line = next((line for line in row.lines if any(atom is atoms[0] for atom in line.atoms)), row.lines[-1])
    ground = Ground.COLUMN if tables.have_heads else Ground.ENDS_LINE
    place, said = line.place(atoms[:1]), row.said.get(kind, "")
    return Find(value, atoms[0].text, place, ground, said, checks, tuple(dict.fromkeys(doubts)))


def _day(atom: Atom | None, row: Row) -> Find[PartialDate] | None:
    if atom is None or atom.day is None:
        return None
    line = next(line for line in row.lines if any(each is atom for each in line.atoms))
    return Find(atom.day, atom.text, line.place([atom]), Ground.COLUMN, "", (), atom.doubts)
