"""Bills: made papers against their truth, misread digits that must never be ticked, and each doubt."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.documents.bill_rows import (
    Check,
    Doubt,
    Find,
    Ground,
    Paper,
    Place,
    ProposedBill,
    Reason,
    Role,
    amounts,
    proposed_bill,
    words,
)
from ism_desktop.documents.bill_rows.amounts import Style
from ism_desktop.documents.bill_rows.sheets import sheets_of
from ism_desktop.worker import PageText, Word, Workers
from tests.benchmarks.bill_rows import measured
from tests.made_bills.making import LAYOUTS, made
from tests.rounds import rounds

BIOPSY = """
Hollow Creek Clinic
Billing statement
Statement no. 44719      Statement date: 04/15/2025

Date        Description          Charges   Adjustments   Insurance paid   You owe
03/13/2025  Skin biopsy           240.00        30.00           150.00     60.00
03/13/2025  Tryptase, serum        80.00         0.00            64.00     16.00
Total                             320.00        30.00           214.00     76.00

Amount due by 05/10/2025:   $76.00
"""
TRUE = {"240.00", "30.00", "150.00", "60.00", "80.00", "0.00", "64.00", "16.00"}


def page(text: str, source: str = "layer", sure: int = 100) -> PageText:
    """A page on which each letter is five points wide."""
    placed: list[Word] = []
    for row, line in enumerate(text.splitlines()):
        for found in re.finditer(r"\S+", line):
            left, top = 40 + 5.0 * found.start(), 40 + 14.0 * row
            placed.append(Word(found[0], left, top, left + 5.0 * len(found[0]), top + 8, sure))
    return PageText(text, tuple(placed), source)


def proposed(text: str, source: str = "layer", sure: int = 100) -> ProposedBill:
    return proposed_bill([page(text, source, sure)], day_first=False)


def value(find: Find[Any] | None) -> Any:
    return None if find is None else find.value


def reasons(bill: ProposedBill) -> set[Reason]:
    """Every doubt about the lines and totals."""
    finds = [find for line in bill.lines for find in line.amounts] + list(bill.totals.values())
    return {
        doubt.reason
        for doubts in [line.doubts for line in bill.lines] + [find.doubts for find in finds]
        for doubt in doubts
    }


@pytest.mark.parametrize("has_boxes", [True, False])
def test_a_statement_is_read_to_the_cent(has_boxes: bool) -> None:
    pages = [page(BIOPSY) if has_boxes else PageText(BIOPSY, (), "layer")]
    bill = proposed_bill(pages, day_first=False)
    first = bill.lines[0]
    assert (bill.paper.value, value(bill.number), value(bill.provider)) == (Paper.BILL, "44719", "Hollow Creek Clinic")
    assert [value(find) and value(find).sort_text[:10] for find in (bill.day, bill.due_day, first.day)] == [
        "2025-04-15",
        "2025-05-10",
        "2025-03-13",
    ]
    assert [str(find.value) for find in first.amounts] == ["240.00", "30.00", "150.00", "60.00"]
    assert first.is_sure
    assert first.what == "Skin biopsy"
    assert set(first.amounts[0].checks) == {Check.ROW, Check.SUM, Check.TABLE}
    assert {role: str(find.value) for role, find in bill.totals.items() if find.is_sure} == {
        Role.TOTAL: "320.00", Role.ADJUSTMENT: "30.00", Role.PAID: "214.00", Role.DUE: "76.00",
    }  # fmt: skip
    assert bill.currency is not None
    assert (bill.currency.value, bill.currency.printed) == ("", "$")
    assert (first.amounts[0].place.box is not None) == has_boxes


@pytest.mark.parametrize("layout", LAYOUTS)
def test_made_papers_of_every_layout(workers: Workers, layout: str) -> None:
    figures = measured(workers, made(layout, "text", 2))
    assert (figures.wrong, figures.wrong_dates) == (0, 0), figures.faults
    assert figures.recall >= 0.95, figures.faults


def test_a_bill_read_from_a_picture(workers: Workers) -> None:
    figures = measured(workers, made("es_factura", "picture", 2))
    assert figures.wrong == 0, figures.faults
    assert figures.recall >= 0.85, figures.faults


@pytest.mark.parametrize(
    ("text", "style", "said"),
    [
        ("1,234.56", Style("."), "1234.56"),
        ("1.234,56 €", Style(","), "1234.56"),
        ("1 234,56", Style(","), "1234.56"),
        ("CHF 1'234.50", Style("."), "1234.50"),
        ("(12.00)", Style("."), "-12.00"),
        ("12.00 CR", Style("."), "-12.00"),
        ("12,00-", Style(","), "-12.00"),
        ("-$45.10", Style("."), "-45.10"),
        ("80.-", Style("."), "80"),
        ("¥1,200", Style(".", 0), "1200"),
        ("KWD 1,234.500", Style(".", 3), "1234.500"),
        ("1.234", Style(","), "1234"),
    ],
)
def test_amounts_of_many_countries(text: str, style: Style, said: str) -> None:
    read = amounts.read(text, style)
    assert read is not None
    assert (read.value, read.doubts) == (Decimal(said), ())


@pytest.mark.parametrize(
    "text", ["", "abc", "1.23456", "12:30", "1" * 40, "((5))", "1,23,45.00", "ABC 5.00", "--", "5.00 USD EUR"]
)
def test_what_is_no_amount(text: str) -> None:
    assert amounts.read(text, Style(".")) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("240.00", "24O.00", Reason.LETTERS),
        ("240.00", "240,00", Reason.MIXED_SIGNS),
        ("150.00", "15000", Reason.DECIMALS),
        ("240.00", "1.240", Reason.THOUSANDS),
        ("240.00", "246.00", Reason.NOT_ADDING_UP),
        ("Charges", "Chxrges", Reason.COLUMN),
        ("80.00 ", "-80.00", Reason.NEGATIVE),
        ("Tryptase, serum", "Total of lab   ", Reason.MAY_BE_TOTAL),
    ],
)
def test_a_reading_that_is_doubted(old: str, new: str, reason: Reason) -> None:
    bill = proposed(BIOPSY.replace(old, new, 1), "ocr", 97)
    assert reason in reasons(bill)
    assert not all(line.is_sure for line in bill.lines)


def test_what_was_read_faintly_is_not_ticked() -> None:
    assert all(line.is_sure for line in proposed(BIOPSY, "ocr", 97).lines)
    assert not any(line.is_sure for line in proposed(BIOPSY, "ocr", 70).lines)
    other_program = proposed(BIOPSY, "layer", 99)
    assert not any(line.is_sure for line in other_program.lines)
    assert Reason.OTHER_READER in reasons(other_program)


def test_a_total_that_was_misread_like_its_only_line_proves_nothing() -> None:
    text = "Invoice\nDate        Description       Amount\n13.03.2025  Skin biopsy       560.00\nTotal                         560.00\n"
    assert proposed(text).lines[0].is_sure
    assert not proposed(text, "ocr", 97).lines[0].is_sure


SLIPS = {"0": "O86", "1": "l7", "5": "S6", "8": "3B", "6": "58", "4": "9", "3": "8", "2": "7", ".": ",", "9": "4"}


@settings(max_examples=rounds(25, 2000), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=2))
def test_no_slip_of_a_reading_is_ticked(slips: list[tuple[int, int, int]]) -> None:
    clean = page(BIOPSY, "ocr", 97)
    wrong = list(clean.words)
    money = [place for place, word in enumerate(wrong) if re.fullmatch(r"\d+\.\d\d", word.text)]
    for number, at, how in slips:
        word = wrong[money[number % len(money)]]
        text, at = word.text, at % len(word.text)  # noqa: PLW2901
        others = SLIPS.get(text[at], "0")
        text = text[:at] + text[at + 1 :] if how == 3 else text[:at] + others[how % len(others)] + text[at + 1 :]
        wrong[money[number % len(money)]] = replace(word, text=text)
    bill = proposed_bill([PageText("", tuple(wrong), "ocr")], day_first=False)
    for line in bill.lines:
        if line.is_sure:
            expected = (
                ["240.00", "30.00", "150.00", "60.00"] if "biopsy" in line.what else ["80.00", "0.00", "64.00", "16.00"]
            )
            assert [str(find.value) for find in line.amounts] == expected
    for role, find in bill.totals.items():
        if find.is_sure:
            assert (
                str(find.value)
                == {Role.TOTAL: "320.00", Role.ADJUSTMENT: "30.00", Role.PAID: "214.00", Role.DUE: "76.00"}[role]
            )


@settings(max_examples=rounds(10, 1000), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Total",
                "Date",
                "Charges",
                "Paid",
                "1.234",
                "5,00",
                "€",
                "(",
                "3/4/25",
                "-",
                "Summe",
                "x" * 70,
                "¥",
                "9" * 20,
                "\u202e",
                "Faktor",
            ]
        ),
        max_size=60,
    ),
    st.integers(1, 12),
)
def test_whatever_stands_there_is_read_and_proposed_as_printed(parts: list[str], across: int) -> None:
    lines = ["  ".join(parts[start : start + across]) for start in range(0, len(parts), across)]
    text = "\n".join(lines)
    bill = proposed(text)
    for find in [find for line in bill.lines for find in line.amounts] + list(bill.totals.values()):
        assert find.printed in " ".join(text.split())


def test_a_paper_without_end_is_cut_off() -> None:
    flood = PageText(
        "",
        tuple(
            Word("1,00", (each % 90) * 6.0, (each // 90) * 1.0, (each % 90) * 6.0 + 5, (each // 90) * 1.0 + 8, 100)
            for each in range(20_000)
        ),
        "layer",
    )
    assert len(sheets_of([flood] * 4, day_first=False).lines) <= 4 * 400


def test_two_words_on_one_another_are_not_ticked() -> None:
    clean = page(BIOPSY)
    hidden = next(replace(word, text="640.00") for word in clean.words if word.text == "240.00")
    twice = next(word for word in clean.words if word.text == "240.00")
    assert proposed_bill([replace(clean, words=(*clean.words, twice))], day_first=False).lines[0].is_sure
    assert not proposed_bill([replace(clean, words=(*clean.words, hidden))], day_first=False).lines[0].is_sure


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Invoice\nPlease pay", Paper.BILL),
        ("Rechnung\nZahlbar bis 01.02.2025", Paper.BILL),
        ("Factura", Paper.BILL),
        ("Note d'honoraires", Paper.BILL),
        ("Explanation of Benefits\nThis is not a bill", Paper.EXPLANATION),
        ("Leistungsabrechnung\nWir erstatten", Paper.EXPLANATION),
        ("Relevé de remboursements\nCeci n'est pas une facture", Paper.EXPLANATION),
        ("Explicación de beneficios", Paper.EXPLANATION),
        ("Kassenbon", Paper.RECEIPT),
        ("Recibo", Paper.RECEIPT),
        ("Ticket de caisse", Paper.RECEIPT),
        ("Dear Ms Marrow, your next visit is in May.", Paper.UNCLEAR),
    ],
)
def test_which_paper_it_is(text: str, paper: Paper) -> None:
    assert proposed(text).paper.value is paper


def test_a_running_balance_is_not_what_is_owed_for_a_line() -> None:
    text = """Statement
Date        Description             Charges      Balance
13.03.2025  Skin biopsy              240.00       240.00
14.03.2025  Tryptase, serum           80.00       320.00
Total                                320.00"""
    shares = [line.share for line in proposed(text).lines]
    assert [share is not None and share.is_sure for share in shares] == [False, False]


def test_a_table_with_unknown_headings_is_proposed_without_a_tick() -> None:
    bill = proposed("Invoice\n13.03.2025  Skin biopsy  240.00  60.00\n14.03.2025  Tryptase  80.00  16.00\n")
    assert [(line.what, str(value(line.billed)), line.is_sure) for line in bill.lines] == [
        ("Skin biopsy", "240.00", False),
        ("Tryptase", "80.00", False),
    ]


def test_a_day_that_may_be_a_month_is_doubted() -> None:
    bill = proposed("Invoice\nInvoice date: 03/04/2025\nTotal   $5.00")
    assert bill.day is not None
    assert bill.day.doubts == (Doubt(Reason.DAY_ORDER, "03/04/2025"),)
    assert value(proposed("Rechnung\nRechnungsdatum 03.04.2025").day).sort_text.startswith(date(2025, 4, 3).isoformat())


def test_everything_can_be_said() -> None:
    place = Place(1, 2)
    assert all(words.doubt(Doubt(reason, "5")) for reason in Reason)
    assert all(words.ground(Find("x", "x", place, ground, "Total")) for ground in Ground)
    assert all(words.checks(Find("x", "x", place, Ground.BESIDE, "", (check,))) for check in Check)
    assert all(words.paper(paper) for paper in Paper)
    assert words.place(place)
