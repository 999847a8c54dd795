"""What arithmetic confirms, exactly: lines that add up, columns that add up to a printed total, totals that fit each other.

A picture can be misread in the same way twice: `$60.00` is `560.00` in a line and in the total. Such a pair proves nothing, so a
check there needs at least two lines, or three amounts, that are not zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ism_desktop.documents.bill_rows.sheets import Atom
from ism_desktop.documents.bill_rows.tables import Row, TotalRow
from ism_desktop.documents.bill_rows.values import Role

ZERO = Decimal(0)
TAKEN_OFF = frozenset({"adjustment", "paid", "paid_before", "paid_by_me"})
"""Columns of what is taken off, which some print with a minus."""
ROLE_OF = {
    "billed": Role.TOTAL,
    "allowed": Role.ALLOWED,
    "adjustment": Role.ADJUSTMENT,
    "paid": Role.PAID,
    "paid_by_me": Role.PAID_BY_ME,
    "share": Role.DUE,
}
"""What the total of a column is."""
_MOST = Decimal(10) ** 12


def value_of(kind: str, atoms: Sequence[Atom]) -> Decimal:
    """The amount in a column; what is taken off is positive."""
    total = sum((atom.amount.value for atom in atoms if atom.amount is not None), ZERO)
    return -total if kind in TAKEN_OFF and total < 0 else total


def row_check(row: Row, *, was_read: bool) -> tuple[frozenset[str], bool]:
    """The columns of a row that its arithmetic confirms, and whether it contradicts itself."""
    found = {kind: value_of(kind, atoms) for kind, atoms in row.amounts.items()}
    confirmed: set[str] = set()
    failed = False
    for kinds, holds in _identities(found):
        proves = not was_read or sum(found[kind] != 0 for kind in kinds if kind in found) >= 3
        if holds and proves:
            confirmed |= kinds & found.keys()
        failed = failed or not holds
    return frozenset(confirmed), failed


def _identities(found: Mapping[str, Decimal]) -> Iterable[tuple[set[str], bool]]:
    """Each relation that the columns of a row allow to be looked at, and whether it holds."""

    def of(kind: str) -> Decimal:
        return found.get(kind, ZERO)

    more = {ZERO, of("not_covered")}
    if "billed" in found and "allowed" in found and found.keys() & {"adjustment", "not_covered"}:
        yield (
            {"billed", "adjustment", "allowed", "not_covered"},
            found["allowed"] in {of("billed") - of("adjustment") - each for each in more},
        )
    if "share" in found and found.keys() & {"billed", "allowed"}:
        off = of("paid_before") + of("paid") + of("paid_by_me")
        kinds = {"paid_before", "paid", "paid_by_me", "share", "not_covered"}
        of_allowed = "allowed" in found and found["share"] in {of("allowed") - off + each for each in more}
        of_billed = "billed" in found and found["share"] in {
            of("billed") - of("adjustment") - off + each for each in more
        }
        yield (
            kinds | ({"allowed"} if of_allowed else set()) | ({"billed", "adjustment"} if of_billed else set()),
            of_allowed or of_billed,
        )
    if "share" in found and "part" in found:
        yield {"part", "share", "not_covered"}, found["share"] in {of("part") + each for each in more}


def summed(
    rows: Sequence[Row], totals: Sequence[TotalRow], facts: Mapping[str, set[Decimal]], *, was_read: bool
) -> tuple[set[tuple[str, int]], dict[str, set[Decimal]]]:
    """The columns that add up, by kind and group of rows, and the sums that a printed total confirms.

    `facts` are the totals that stand beside a label, by their role.
    """
    sure: set[tuple[str, int]] = set()
    proved: dict[str, set[Decimal]] = {}
    groups = {row.group for row in rows}
    for kind in {kind for row in rows for kind in row.amounts} - {kind for row in rows for kind in row.unclear}:
        role = ROLE_OF.get(kind)
        beside = set(facts.get(role.value, set()) if role is not None else set())
        if kind == "billed":
            beside |= facts.get("subtotal", set()) | {each - tax for each in beside for tax in facts.get("tax", set())}
        every = {
            value_of(kind, [total.amounts[kind]])
            for total in totals
            if kind in total.amounts and total.role in {"total", "subtotal", "due"}
        }
        whole, count = _sum(rows, kind)
        if whole in beside | every and count >= (2 if was_read else 1):
            sure |= {(kind, group) for group in groups}
            proved.setdefault(kind, set()).add(whole)
        for total in totals:
            part, count = _sum([row for row in rows if row.group == total.group], kind)
            if (
                kind in total.amounts
                and count >= (2 if was_read else 1)
                and part == value_of(kind, [total.amounts[kind]])
            ):
                sure.add((kind, total.group))
                proved.setdefault(kind, set()).add(part)
    return sure, proved


def _sum(rows: Sequence[Row], kind: str) -> tuple[Decimal, int]:
    values = [value_of(kind, row.amounts[kind]) for row in rows if kind in row.amounts]
    return sum(values, ZERO), sum(value != 0 for value in values)


def papers_check(
    values: Mapping[Role, Decimal], proved: Mapping[str, set[Decimal]], *, was_read: bool
) -> frozenset[Role]:
    """The totals of a paper that its lines or the other totals confirm."""
    confirmed = {role for kind, role in ROLE_OF.items() if role in values and values[role] in proved.get(kind, set())}
    off = [Role.ADJUSTMENT, Role.PAID, Role.PAID_BY_ME]
    taken = sum((abs(values[role]) for role in off if role in values), ZERO)
    if Role.DUE in values and Role.TOTAL in values and values[Role.TOTAL] - taken == values[Role.DUE]:
        terms = [role for role in (Role.TOTAL, Role.DUE, *off) if role in values]
        enough = sum(values[role] != 0 for role in terms) >= 3
        if enough or Role.TOTAL in confirmed or (not was_read and taken):
            confirmed |= set(terms)
    if Role.TOTAL in confirmed and values.get(Role.PAID_BY_ME) == values[Role.TOTAL] and Role.DUE not in values:
        confirmed.add(Role.PAID_BY_ME)
    return frozenset(role for role in confirmed if abs(values[role]) < _MOST)
