"""From what a paper says to an entry: what is proposed as a person would type it, and what was typed as values to be saved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ism_desktop.documents.bill_rows.values import Find, Paper, ProposedBill, ProposedLine, Role
from ism_desktop.errors import InvalidRecord
from ism_desktop.language import in_use, tr
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import BILLS, RECEIPT
from ism_desktop.records.kinds.payments import BY_INSURER, BY_ME, TAKEN_OFF
from ism_desktop.records.values import LinkedName, Money, PartialDate, Rows, parse_money, parse_partial_date

PAID, REDUCED, PAID_BY_ME = "paid by insurers", "taken off", "paid by me"
"""Names of what a bill itself says was paid: it becomes payments."""

_WAYS = {PAID: BY_INSURER, REDUCED: TAKEN_OFF, PAID_BY_ME: BY_ME}
_DAYS = frozenset({"billed_on", "service_on", "due_on", "on_date"})
_NAMES = frozenset({"provider", "insurer"})
_OF_A_BILL = {"total": Role.TOTAL, PAID: Role.PAID, REDUCED: Role.ADJUSTMENT, PAID_BY_ME: Role.PAID_BY_ME}
_OF_AN_EXPLANATION = {
    "billed": Role.TOTAL,
    "allowed": Role.ALLOWED,
    "adjustment": Role.ADJUSTMENT,
    "paid": Role.PAID,
    "my_share": Role.DUE,
}
AMOUNTS = frozenset((*_OF_A_BILL, *_OF_AN_EXPLANATION))
_MOST_WORDS = 120
_WRITTEN = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
    "kr.": ("DKK", "NOK", "SEK"),
    "fr.": ("CHF",),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be taken: the name of a field (or of a payment above), the text as it would be typed, where it was found.

    `known` is the entry of the care team or the policy that the name on the paper fits, as its title and id.
    """

    name: str
    text: str
    is_sure: bool
    find: Find[Any] | None = None
    known: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be saved: the values of a bill or an explanation, and the payments that a bill says were made on it."""

    values: Mapping[str, Any]
    payments: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Whom names on a paper may mean, by title and id: entries of the care team, and policies by their insurers.

    `currencies` are the codes of bills that are there already, the latest first.
    """

    team: tuple[tuple[str, str], ...] = ()
    policies: tuple[tuple[str, str], ...] = ()
    currencies: tuple[str, ...] = ()


def is_anything(found: ProposedBill) -> bool:
    """Whether anything was found that is worth looking at."""
    return bool(found.totals or found.lines)


def fits(found: ProposedBill) -> str:
    """The kind of entry that the paper says it is; empty where it is not clear."""
    return {
        Paper.EXPLANATION: BENEFIT_EXPLANATIONS.name,
        Paper.BILL: BILLS.name,
        Paper.RECEIPT: BILLS.name,
    }.get(found.paper.value, "")


def currencies(found: ProposedBill, usual: Sequence[str]) -> list[str]:
    """The codes that the paper's amounts may be of, the likeliest first; empty where it prints no currency.

    Of a sign of several currencies it is one of the `usual` ones (of the person's bills and country), else any that is written so.
    """
    if found.currency is None:
        return []
    if found.currency.value:
        return [found.currency.value]
    written = _WRITTEN.get(found.currency.printed.casefold(), ())
    return [*(code for code in usual if code in written), *(code for code in written if code not in usual)]


def items(found: ProposedBill, kind: str, currency: str, known: Known) -> list[Item]:
    """What can be taken for an entry of this kind (by its name), in the order of the form."""
    is_bill = kind == BILLS.name
    amounts = _OF_A_BILL if is_bill else _OF_AN_EXPLANATION
    # Asked for on nearly every paper: there to be typed into where they were not found.
    always = {"what", "total", PAID, "provider", "billed_on"} if is_bill else {"insurer", "billed", "paid", "my_share"}
    made = [Item("what", _what(found), is_sure=True)] if is_bill else []
    made += [_amount(name, found.totals.get(role), currency) for name, role in amounts.items()]
    days = {"service_on": found.first_day, "billed_on" if is_bill else "on_date": found.day}
    days |= {"due_on": found.due_day} if is_bill else {}
    made.append(_name("provider", found.provider, known.team))
    made += [] if is_bill else [_name("insurer", found.payer, known.policies)]
    made += [
        Item(name, "" if day is None else day.value.words, day is not None and day.is_sure, day)
        for name, day in days.items()
    ]
    number = found.number
    made.append(Item("number", "" if number is None else number.value, number is not None and number.is_sure, number))
    return [item for item in made if item.find is not None or item.name in always]


def _what(found: ProposedBill) -> str:
    words = [line.what for line in found.lines if line.what]
    return words[0][:_MOST_WORDS] if words else ""


def _amount(name: str, find: Find[Decimal] | None, currency: str) -> Item:
    if find is None:
        return Item(name, "", is_sure=False)
    try:
        text = Money(find.value, currency).typed.removesuffix(currency).strip()
    except ValueError:
        text = find.printed
    return Item(name, text, find.is_sure, find)


def _name(name: str, find: Find[str] | None, known: Iterable[tuple[str, str]]) -> Item:
    if find is None:
        return Item(name, "", is_sure=False)
    same = [one for one in known if _same(find.value, one[0])]
    if len(same) != 1:
        return Item(name, find.value, find.is_sure, find)
    return Item(name, same[0][0], is_sure=True, find=find, known=same[0])


def _same(printed: str, title: str) -> bool:
    """Whether a name on a paper is that of an entry, or holds it whole: letterheads say more than the name."""
    one, other = f" {' '.join(folded(printed).split())} ", f" {' '.join(folded(title).split())} "
    return bool(other.strip()) and (other in one or one in other)


def entry(
    kind: str,
    type_: str,
    taken: Mapping[str, str],
    lines: Sequence[ProposedLine],
    currency: str,
    known: Known,
    read_day: Callable[[str], PartialDate],
) -> Entry:
    """What was taken, as values.

    Args:
        kind: the name of the kind.
        type_: of a bill, which of its sorts.
        taken: the texts of the items that are taken, by their names.
        lines: the lines that are taken.
        currency: the code that all amounts are of.
        read_day: reads a day as it is typed; raises ValueError with a sentence.

    Raises:
        InvalidRecord: something cannot be read, or the name of the bill is missing; by the names of the items.
    """
    wrong: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, text in taken.items():
        if not text.strip():
            continue
        try:
            values[name] = _value(name, text.strip(), currency, read_day)
        except ValueError as error:
            wrong[name] = str(error)
    if kind == BILLS.name and not values.get("what"):
        wrong["what"] = tr("Please write what the bill is for.")
    if wrong:
        raise InvalidRecord(wrong)
    values |= _linked(values, known)
    if lines:
        values["lines"] = Rows.of([_line(line, currency) for line in lines])
    if kind != BILLS.name:
        return Entry(values, ())
    day = values.get("billed_on") or values.get("service_on")
    payments = [
        {"way": way, "amount": amount, "on_date": day}
        for name, way in _WAYS.items()
        # A receipt was paid by me at once; a payment of mine beside it would say so twice.
        if isinstance(amount := values.pop(name, None), Money)
        and amount.amount
        and not (type_ == RECEIPT and way == BY_ME)
    ]
    return Entry(values | {"type": type_}, tuple(payments))


def _value(name: str, text: str, currency: str, read_day: Callable[[str], PartialDate]) -> Any:
    if name in AMOUNTS:
        return parse_money(text, currency)
    return read_day(text) if name in _DAYS else text


def _linked(values: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """Names that are those of entries point to them; an insurer with a policy is that policy."""
    found: dict[str, Any] = {}
    of_team, of_policies = dict(known.team), dict(known.policies)
    for name in _NAMES & set(values):
        said = values[name]
        if name == "insurer" and said in of_policies:
            found |= {"policy": of_policies[said], "insurer": None}
        elif said in of_team:
            found[name] = LinkedName(said, of_team[said])
    return found


def _line(line: ProposedLine, currency: str) -> dict[str, Any]:
    second = line.paid_before is not None
    cells = {
        "billed": line.billed,
        "allowed": line.allowed,
        "adjustment": line.adjustment,
        "paid_first": line.paid_before if second else line.paid,
        "paid_second": line.paid if second else None,
        "my_share": line.share,
    }
    row: dict[str, Any] = {"what": line.what} if line.what else {}
    if line.day is not None:
        row["service_on"] = line.day.value
    for name, find in cells.items():
        if find is not None:
            row[name] = Money(find.value, currency)
    return row


def day_reader(today: date, *, day_first: bool | None) -> Callable[[str], PartialDate]:
    """Reads a day as it is typed."""
    return lambda text: parse_partial_date(text, today=today, day_first=day_first)


def facts(found: ProposedBill, made: Entry, lines: Sequence[ProposedLine]) -> list[str]:
    """What does not fit together, as facts: the lines and the total, what is left and what the paper asks for."""
    said: list[str] = []
    total = made.values.get("total", made.values.get("billed"))
    if not isinstance(total, Money):
        return said
    billed = [line.billed.value for line in lines if line.billed is not None]
    if billed and sum(billed) != total.amount:
        added = in_use().money(sum(billed, Decimal(0)), total.currency)
        said.append(tr("The lines add up to {lines}; the total is {total}.", lines=added, total=total.words))
    due = found.totals.get(Role.DUE)
    paid = [each["amount"] for each in made.payments]
    if due is None or "total" not in made.values or any(each.currency != total.currency for each in paid):
        return said
    left = total.amount - sum((each.amount for each in paid), Decimal(0))
    if left != due.value:
        asked = in_use().money(due.value, total.currency)
        open_ = in_use().money(left, total.currency)
        said.append(tr("The paper asks for {asked}; by what is ticked, {left} would be open.", asked=asked, left=open_))
    return said
