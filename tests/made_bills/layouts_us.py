"""American papers: a hospital's itemised bill, a clinic's statement, and explanations of benefits of two insurers."""

import random
from datetime import date, timedelta
from decimal import Decimal

from reportlab.lib.pagesizes import LETTER

from tests.made_bills.drawing import MARGIN, Column, Sheet, TrueLine, Truth, amount
from tests.made_bills.wording import HOSPITAL, PATIENT, US_PROVIDERS, US_SERVICES

ZERO = Decimal("0.00")


def cents(chance: random.Random, low: int, high: int) -> Decimal:
    """An amount to the cent; every third one is round."""
    value = chance.randint(max(5, low) * 100, high * 100)
    return (Decimal(value - value % 500 if chance.random() < 0.3 else value) / 100).quantize(Decimal("0.01"))


def first_day(chance: random.Random) -> date:
    """A day of service."""
    return date(2025, 1, 1) + timedelta(days=chance.randint(0, 300))


def us_day(day: date, form: str) -> str:
    """A date as Americans write it."""
    named = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return {"long": f"{day:%m/%d/%Y}", "short": f"{day:%m/%d/%y}", "named": f"{named} {day.day}, {day.year}"}[form]


def sheet_for(chance: random.Random, paper: tuple[float, float] = LETTER) -> Sheet:
    """A sheet in a look by chance."""
    return Sheet(
        chance,
        chance.choice(("Helvetica", "Helvetica", "Times", "Courier")),
        chance.choice((8.0, 8.5, 9.0)),
        paper,
        chance.choice((1.4, 1.6)),
    )


def hospital(chance: random.Random) -> tuple[Sheet, Truth]:
    """Itemised, over pages, with what the insurance paid below."""
    sheet, sign = sheet_for(chance), chance.choice(("$", ""))
    day = first_day(chance)
    truth = Truth(
        "bill",
        "",
        chance.choice(US_PROVIDERS),
        f"{chance.randint(10000000, 99999999)}",
        day + timedelta(days=24),
        day + timedelta(days=54),
    )
    sheet.line(truth.provider, size=14, bold=True)
    sheet.line("1200 Larch Street, Fairhollow, OR 97000     Billing questions: 555-0142")
    sheet.line(chance.choice(("ITEMIZED STATEMENT OF ACCOUNT", "Hospital bill", "Patient Statement")), bold=True)
    sheet.line(f"Patient: {PATIENT}     Account #: {chance.randint(100000, 999999)}")
    sheet.line(
        f"{chance.choice(('Statement number', 'Invoice No.', 'Bill number:'))} {truth.number}     "
        f"Statement date: {us_day(truth.day or day, 'long')}"
    )
    sheet.line(f"Payment due date: {us_day(truth.due_day or day, 'long')}")
    sheet.down()
    columns = (
        Column("day", chance.choice(("Date", "Service Date", "Date of Service")), MARGIN, 70, right=False),
        Column("code", chance.choice(("Rev Code", "Code")), 128, 40, right=False),
        Column("what", "Description", 190, 180, right=False),
        Column("quantity", "Qty", 390, 25),
        Column("billed", chance.choice(("Charges", "Amount", "Total Charges")), 460, 90),
    )
    sheet.heads(columns)
    for number in range(chance.choice((6, 11, 44))):
        code, what = chance.choice(HOSPITAL)
        line = TrueLine(day + timedelta(days=number // 9), what, cents(chance, 8, 2400))
        truth.lines.append(line)
        if sheet.y < 110:
            carried = sum((each.billed or ZERO for each in truth.lines[:-1]), ZERO)
            sheet.cells(columns, {"what": "Carried forward", "billed": amount(carried, "us")})
            sheet.turn()
            sheet.heads(columns)
            sheet.cells(columns, {"what": "Brought forward", "billed": amount(carried, "us")})
        sheet.cells(
            columns,
            {
                "day": us_day(line.day or day, "long"),
                "code": code,
                "what": what,
                "quantity": str(chance.randint(1, 4)),
                "billed": amount(line.billed or ZERO, "us"),
            },
        )
    total = sum((each.billed or ZERO for each in truth.lines), ZERO)
    adjustment, paid = (
        (total * chance.randint(10, 30) / 100).quantize(Decimal("0.01")),
        (total * chance.randint(30, 60) / 100).quantize(Decimal("0.01")),
    )
    truth.totals = {"total": total, "adjustment": adjustment, "paid": paid, "due": total - adjustment - paid}
    sheet.down()
    minus = chance.choice(("-{}", "({})", "{} CR", "{}-"))
    for label, value, form in (
        (chance.choice(("Total charges", "Total Charges:")), total, "{}"),
        (chance.choice(("Insurance payments", "Insurance Paid")), paid, minus),
        (chance.choice(("Insurance adjustments", "Adjustments")), adjustment, minus),
        (chance.choice(("Amount due", "Balance Due", "Please pay this amount", "Patient responsibility")), truth.totals["due"], "{}"),
    ):  # fmt: skip
        sheet.pair(
            label, form.format(sign + amount(value, "us")), 330, 550, bold=label.startswith(("Amount", "Balance"))
        )
    return sheet, truth


def clinic(chance: random.Random) -> tuple[Sheet, Truth]:
    """A statement with a row for each service, and headings above each other."""
    sheet, day, form = sheet_for(chance), first_day(chance), chance.choice(("long", "short", "named"))
    truth = Truth(
        "bill",
        "",
        chance.choice(US_PROVIDERS),
        f"ST-{chance.randint(10000, 99999)}",
        day + timedelta(days=31),
        day + timedelta(days=61),
    )
    sheet.line(truth.provider, size=13, bold=True)
    sheet.line("88 Alder Way, Fairhollow, OR 97000")
    sheet.line("Billing Statement", bold=True)
    sheet.line(f"{PATIENT}     DOB 03/12/1980     Account No. {chance.randint(10000, 99999)}")
    sheet.line(f"Statement #: {truth.number}     Statement Date: {us_day(truth.day or day, 'long')}")
    sheet.down()
    columns = (
        Column("day", chance.choice(("Date", "Date of\nService")), MARGIN, 60, right=False),
        Column("what", chance.choice(("Description", "Description of services", "Service")), 115, 170, right=False),
        Column("billed", chance.choice(("Charges", "Amount\nBilled")), 300, 55),
        Column("adjustment", chance.choice(("Adjustments", "Insurance\nAdjustment")), 365, 60),
        Column("paid", chance.choice(("Insurance\nPaid", "Insurance\nPayments")), 435, 55),
        Column("share", chance.choice(("You Owe", "Patient\nBalance", "Your\nResponsibility")), 500, 62),
    )
    sheet.heads(columns)
    sign = chance.choice(("", "$"))
    for _, what in chance.sample(US_SERVICES, chance.randint(2, 7)):
        billed = cents(chance, 20, 900)
        adjustment = (billed * chance.randint(0, 4) / 10).quantize(Decimal("0.01"))
        paid = ((billed - adjustment) * chance.choice((0, 5, 8, 10)) / 10).quantize(Decimal("0.01"))
        line = TrueLine(day, what, billed, None, adjustment, None, paid, billed - adjustment - paid)
        truth.lines.append(line)
        values = {each: sign + amount(getattr(line, each), "us") for each in ("billed", "adjustment", "paid", "share")}
        sheet.cells(columns, {"day": us_day(day, form), "what": what, **values})
    truth.totals = {
        role: sum((getattr(line, kind) for line in truth.lines), ZERO)
        for role, kind in (("total", "billed"), ("adjustment", "adjustment"), ("paid", "paid"), ("due", "share"))
    }
    if chance.random() < 0.6:
        values = {
            kind: sign + amount(truth.totals[role], "us")
            for role, kind in (("total", "billed"), ("adjustment", "adjustment"), ("paid", "paid"), ("due", "share"))
        }
        sheet.rule()
        sheet.cells(columns, {"what": chance.choice(("Total", "Totals")), **values}, bold=True)
    else:
        truth.totals = {"due": truth.totals["due"]}
    sheet.down()
    sheet.line(
        f"{chance.choice(('Amount due by', 'Please pay by', 'Pay this amount by'))} "
        f"{us_day(truth.due_day or day, 'long')}:   ${amount(truth.totals['due'], 'us')}",
        bold=True,
    )
    sheet.line("Detach and return this part with your payment. Make checks payable to the clinic.")
    return sheet, truth


def explanation(chance: random.Random) -> tuple[Sheet, Truth]:
    """Of one of two insurers: Meadow with deductible and coinsurance, Northfold as the second insurer."""
    sheet, day = sheet_for(chance), first_day(chance)
    is_second = chance.random() < 0.5
    if sheet.font == "Courier":
        sheet.size = 7.5  # its wide letters leave no room between the columns
    truth = Truth(
        "explanation",
        "",
        chance.choice(US_PROVIDERS),
        f"{chance.choice(('E', 'CL'))}{chance.randint(1000000, 9999999)}",
        day + timedelta(days=20),
    )
    sheet.line("Northfold Mutual Insurance" if is_second else "Meadow Health Plan", size=13, bold=True)
    sheet.line("Explanation of Benefits", size=12, bold=True)
    sheet.line("THIS IS NOT A BILL")
    sheet.line(f"Member: {PATIENT}     Member ID: MX{chance.randint(100000, 999999)}     Group: 4471")
    sheet.line(
        f"{chance.choice(('Claim number', 'Claim #:', 'Claim No.'))} {truth.number}     "
        f"{chance.choice(('Date processed:', 'Processed on'))} {us_day(truth.day or day, 'long')}"
    )
    sheet.line(f"Provider: {truth.provider}")
    sheet.down()
    start = (
        Column("day", "Date of\nService", MARGIN, 50, right=False),
        Column("what", chance.choice(("Service", "Service\nDescription")), 105, 110, right=False),
        Column("billed", chance.choice(("Amount\nBilled", "Provider\nCharges", "Billed")), 222, 50),
    )
    if is_second:
        rest = (
            Column("allowed", chance.choice(("Allowed", "Allowed\nAmount")), 290, 55),
            Column("paid_before", chance.choice(("Other\nInsurance\nPaid", "Primary\nPaid")), 360, 55),
            Column("paid", chance.choice(("We Paid", "Plan\nPaid")), 430, 50),
            Column("share", chance.choice(("Your Share", "You May\nOwe")), 500, 60),
        )
    else:
        rest = (
            Column("adjustment", chance.choice(("Plan\nDiscount", "Network\nSavings")), 278, 46),
            Column("allowed", "Allowed\nAmount", 330, 46),
            Column("paid", chance.choice(("Plan\nPaid", "Paid by\nPlan")), 382, 44),
            Column("deductible", "Deductible", 428, 50),
            Column("coinsurance", "Coinsurance" if sheet.font != "Courier" else "Coins.", 482, 50),
            Column("share", "You\nOwe", 536, 40),
        )
    columns = (*start, *rest)
    sheet.heads(columns)
    shown = [column.holds for column in rest if column.holds not in {"deductible", "coinsurance"}]
    parts = {"deductible": ZERO, "coinsurance": ZERO}
    for _, what in chance.sample(US_SERVICES, chance.randint(2, 6)):
        billed = cents(chance, 20, 1400)
        allowed = (billed * chance.randint(4, 9) / 10).quantize(Decimal("0.01"))
        before = (allowed * chance.choice((0, 5, 7)) / 10).quantize(Decimal("0.01")) if is_second else ZERO
        paid = ((allowed - before) * chance.choice((0, 8, 10)) / 10).quantize(Decimal("0.01"))
        share = allowed - before - paid
        values = {
            "billed": billed,
            "adjustment": billed - allowed,
            "allowed": allowed,
            "paid_before": before,
            "paid": paid,
            "share": share,
        }
        truth.lines.append(TrueLine(day, what, billed=billed, **{kind: values[kind] for kind in shown}))
        values["deductible"] = share if paid == 0 else ZERO
        values["coinsurance"] = ZERO if paid == 0 else share
        parts = {kind: parts[kind] + values[kind] for kind in parts}
        words = what.split(" ")
        cut = len(words) if len(what) < 20 else max(1, len(words) // 2)
        sheet.cells(
            columns,
            {
                "day": us_day(day, "short"),
                "what": " ".join(words[:cut]),
                **{kind: amount(each, "us") for kind, each in values.items()},
            },
            wrapped=[" ".join(words[cut:])] if cut < len(words) else (),
        )
    names = {"billed": "total", "allowed": "allowed", "adjustment": "adjustment", "paid": "paid", "share": "due"}
    truth.totals = {
        names[kind]: sum((getattr(line, kind) for line in truth.lines), ZERO)
        for kind in ("billed", *shown)
        if kind in names
    }
    before = sum((line.paid_before or ZERO for line in truth.lines), ZERO)
    sheet.rule()
    sheet.cells(
        columns,
        {
            "what": chance.choice(("Total", "Claim total", "Totals")),
            "paid_before": amount(before, "us"),
            **{kind: amount(truth.totals[role], "us") for kind, role in names.items() if role in truth.totals},
            **{kind: amount(value, "us") for kind, value in parts.items()},
        },
    )
    sheet.down()
    sheet.line(
        f"{chance.choice(('Total you owe', 'What you may owe', 'Patient responsibility'))}: ${amount(truth.totals['due'], 'us')}",
        bold=True,
    )
    sheet.line("You have 180 days from the date of this notice to ask for a review.")
    return sheet, truth
