"""From what a bill says to what is saved: payments that it states, names that are known, and nothing without its tick."""

from datetime import date
from decimal import Decimal

import pytest

from ism_desktop.documents.bill_rows import proposed_bill
from ism_desktop.documents.bill_rows.entry import (
    PAID,
    Known,
    currencies,
    day_reader,
    entry,
    facts,
    fits,
    is_anything,
    items,
)
from ism_desktop.errors import InvalidRecord
from ism_desktop.records.values import LinkedName, Money, PartialDate
from ism_desktop.worker import PageText, Word

TODAY = date(2026, 12, 1)
READ = day_reader(TODAY, day_first=True)
_BILL = (
    ("Hollow Creek University Hospital", ""),
    ("INVOICE", ""),
    ("Invoice date:", "10 November 2026"),
    ("Description", "Charges"),
    ("Biopsy of the skin", "$190.00"),
    ("Pathology", "$50.00"),
    ("Total charges", "$240.00"),
    ("Insurance payments", "$180.00"),
    ("Amount due", "$60.00"),
)
KNOWN = Known(team=(("Hollow Creek", "1"), ("Dr Chen", "2")), policies=(("Fernbrook", "9"),), currencies=("CAD",))


def page(rows: tuple[tuple[str, str], ...]) -> PageText:
    words: list[Word] = []
    for number, (left, right) in enumerate(rows):
        top = 60.0 + 20 * number
        for start, said in ((60.0, left), (430.0, right)):
            x = start
            for word in said.split():
                words.append(Word(word, x, top, x + 6.0 * len(word), top + 11, 100))
                x += 6.0 * len(word) + 4
    return PageText(" ".join(word.text for word in words), tuple(words), "text")


def test_a_bill_becomes_a_bill_and_the_payments_that_it_states() -> None:
    found = proposed_bill([page(_BILL)], day_first=True)
    assert is_anything(found)
    assert fits(found) == "bills"
    assert currencies(found, ("EUR", "CAD"))[:2] == ["CAD", "USD"], "a sign of several: what the person has"
    there = {item.name: item for item in items(found, "bills", "CAD", KNOWN)}
    assert (there["total"].text, there["total"].is_sure) == ("240.00", True)
    assert (there[PAID].text, there["provider"].text) == ("180.00", "Hollow Creek")
    taken = {name: item.text for name, item in there.items() if item.is_sure and item.text}
    made = entry("bills", "bill", taken, found.lines, "CAD", KNOWN, READ)
    day = PartialDate(2026, 11, 10)
    assert made.values["total"] == Money(Decimal(240), "CAD")
    assert made.values["provider"] == LinkedName("Hollow Creek", "1")
    assert (made.values["what"], made.values["billed_on"]) == ("Biopsy of the skin", day)
    assert [row["billed"].amount for row in made.values["lines"].rows] == [Decimal(190), Decimal(50)]
    assert made.payments == ({"way": "by_insurer", "amount": Money(Decimal(180), "CAD"), "on_date": day},)
    assert facts(found, made, found.lines) == []
    less = entry("bills", "bill", {"what": "Biopsy", "total": "240"}, found.lines[:1], "CAD", KNOWN, READ)
    assert facts(found, less, found.lines[:1]) == [
        "The lines add up to CA$190.00; the total is CA$240.00.",
        "The paper asks for CA$60.00; by what is ticked, CA$240.00 would be open.",
    ]


def test_an_explanation_finds_its_policy_and_makes_no_payment() -> None:
    found = proposed_bill([page(_BILL)], day_first=True)
    taken = {"insurer": "Fernbrook", "paid": "180", "billed": "240", "provider": "Somebody"}
    made = entry("benefit_explanations", "", taken, (), "USD", KNOWN, READ)
    assert (made.values["policy"], made.values["insurer"], made.values["provider"]) == ("9", None, "Somebody")
    assert made.values["paid"] == Money(Decimal(180), "USD")
    assert made.payments == ()
    assert {item.name for item in items(found, "benefit_explanations", "USD", KNOWN)} >= {"insurer", "billed", "paid"}


def test_what_cannot_be_read_is_said_at_its_line_and_a_receipt_is_paid_once() -> None:
    with pytest.raises(InvalidRecord) as failed:
        entry("bills", "bill", {"total": "two", "billed_on": "soon"}, (), "USD", KNOWN, READ)
    assert set(failed.value.fields) == {"what", "total", "billed_on"}
    receipt = {"what": "Tea", "total": "12.50", "paid by me": "12.50"}
    assert entry("bills", "receipt", receipt, (), "USD", KNOWN, READ).payments == ()
    assert len(entry("bills", "bill", receipt, (), "USD", KNOWN, READ).payments) == 1
