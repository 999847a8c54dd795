"""A pharmacy's narrow receipt in several languages and currencies, and a dentist's bill whose descriptions wrap."""

import random
from datetime import timedelta
from decimal import Decimal

from reportlab.lib.pagesizes import A4, LETTER

from tests.made_bills.drawing import MARGIN, Column, Sheet, TrueLine, Truth, amount
from tests.made_bills.layouts_us import ZERO, cents, first_day, us_day
from tests.made_bills.wording import DENTAL, PATIENT, RECEIPT

_SHOPS = {"en": "Linden Pharmacy", "de": "Linden-Apotheke", "es": "Farmacia del Tilo", "fr": "Pharmacie des Tilleuls"}
_TITLES = {"en": "SALES RECEIPT", "de": "KASSENBON", "es": "RECIBO", "fr": "TICKET DE CAISSE"}
_NUMBERED = {"en": "Receipt no.", "de": "Bon-Nr.", "es": "Recibo n.º", "fr": "Ticket n°"}
_TOTALS = {
    "en": ("TOTAL", "Total"),
    "de": ("SUMME", "Summe EUR", "Gesamtbetrag"),
    "es": ("TOTAL", "Total a pagar"),
    "fr": ("TOTAL TTC", "Total"),
}
_PAID = {
    "en": ("VISA", "Card", "Cash"),
    "de": ("EC-Karte", "BAR"),
    "es": ("Tarjeta", "Efectivo"),
    "fr": ("Carte bancaire", "Espèces"),
}


def pharmacy(chance: random.Random) -> tuple[Sheet, Truth]:
    """On a strip of paper, without headings."""
    tongue = chance.choice(("en", "de", "es", "fr", "en", "en"))
    currency = {"en": chance.choice(("GBP", "JPY", "KWD")), "de": "EUR", "es": "EUR", "fr": "EUR"}[tongue]
    sheet = Sheet(chance, chance.choice(("Courier", "Helvetica")), 9, (226, 480), 1.5)
    sheet.y, left, right = 450, 16.0, 208.0
    day = first_day(chance)
    truth = Truth(
        "receipt", "" if currency == "JPY" else currency, _SHOPS[tongue], f"{chance.randint(100000, 999999)}", day
    )
    sheet.line(_SHOPS[tongue], left, size=12, bold=True)
    sheet.line(
        "Am Anger 7"
        if tongue == "de"
        else "7 Green Lane"
        if tongue == "en"
        else "Calle Olmo 7"
        if tongue == "es"
        else "7 rue du Moulin",
        left,
    )
    sheet.line(_TITLES[tongue], left)
    shown = f"{day:%d.%m.%Y}" if tongue == "de" else f"{day:%d/%m/%Y}"
    sheet.line(f"{shown}  {chance.randint(8, 18)}:{chance.randint(10, 59)}", left)
    sheet.line(f"{_NUMBERED[tongue]} {truth.number}", left)
    sheet.down(0.5)
    style = (
        "us" if tongue == "en" else "bare" if chance.random() < 0.5 else {"de": "de", "es": "de", "fr": "fr"}[tongue]
    )
    places = {"JPY": Decimal(1), "KWD": Decimal("0.001")}.get(currency, Decimal("0.01"))
    for what in chance.sample(RECEIPT[tongue], chance.randint(3, 7)):
        price = (cents(chance, 2, 40) * (100 if currency == "JPY" else 1)).quantize(places)
        price += Decimal(chance.randint(0, 9)) * places
        truth.lines.append(TrueLine(None, what, price))
        sheet.write(left, what)
        sheet.write(right, {"JPY": "¥"}.get(currency, "") + amount(price, style), right=True)
        sheet.down()
    truth.totals = {"total": sum((line.billed or ZERO for line in truth.lines), ZERO)}
    sign = {"GBP": "£{}", "JPY": "¥{}", "KWD": "KWD {}", "EUR": chance.choice(("{} €", "EUR {}"))}[currency]
    total = sign.format(amount(truth.totals["total"], style))
    sheet.rule(left, right)
    label = chance.choice(_TOTALS[tongue])
    truth.totals = {"due": truth.totals["total"]} if label == "Total a pagar" else truth.totals
    sheet.pair(
        label,
        amount(next(iter(truth.totals.values())), style) if label == "Summe EUR" else total,
        left,
        right,
        bold=True,
    )
    if label != "Total a pagar":
        truth.totals["paid_by_me"] = truth.totals["total"]
        sheet.pair(chance.choice(_PAID[tongue]), total, left, right)
    return sheet, truth


def dentist(chance: random.Random) -> tuple[Sheet, Truth]:
    """Descriptions over several lines; the amounts stand in the first."""
    tongue = chance.choice(("en", "de"))
    is_german = tongue == "de"
    sheet, day = (
        Sheet(chance, chance.choice(("Helvetica", "Times")), 9.5, A4 if is_german else LETTER),
        first_day(chance),
    )
    provider = (
        chance.choice(("Zahnarztpraxis Dr. Ute Birk", "Zahnarzt Dr. Emil Farn"))
        if is_german
        else chance.choice(("Brook Family Dental", "Ridge Dental Associates"))
    )
    truth = Truth(
        "bill",
        "EUR" if is_german else "",
        provider,
        f"{chance.randint(10000, 99999)}-{chance.randint(10, 99)}",
        day + timedelta(days=5),
        day + timedelta(days=35),
    )
    shown = (lambda value: f"{value:%d.%m.%Y}") if is_german else (lambda value: us_day(value, "long"))
    sheet.line(provider, size=13, bold=True)
    sheet.line(f"{'Patientin' if is_german else 'Patient'}: {PATIENT}")
    sheet.line("Rechnung" if is_german else "Invoice", size=12, bold=True)
    sheet.line(
        f"{'Rechnungsnummer' if is_german else 'Invoice no.'} {truth.number}     "
        f"{'Rechnungsdatum' if is_german else 'Invoice date'} {shown(truth.day)}"
    )
    sheet.down()
    names = (
        ("Datum", "Zahn", "Geb.-Nr.", "Leistung", "Betrag €")
        if is_german
        else (
            "Date",
            "Tooth",
            "Code",
            chance.choice(("Description", "Procedure", "Treatment")),
            chance.choice(("Fee", "Charge", "Amount")),
        )
    )
    columns = (
        Column("day", names[0], MARGIN, 55, right=False),
        Column("tooth", names[1], 112, 30, right=False),
        Column("code", names[2], 150, 45, right=False),
        Column("what", names[3], 205, 200, right=False),
        Column("billed", names[4], 470, 78),
    )
    sheet.heads(columns)
    every = list(DENTAL[tongue])
    style, sign = ("de", "") if is_german else ("us", chance.choice(("", "$")))
    for code, words in chance.sample(every, chance.randint(3, 6)):
        line = TrueLine(day, " ".join(words), cents(chance, 20, 1300))
        truth.lines.append(line)
        sheet.cells(
            columns,
            {
                "day": shown(day),
                "tooth": chance.choice(("", "14", "36", "3")),
                "code": code,
                "what": words[0],
                "billed": sign + amount(line.billed or ZERO, style),
            },
            wrapped=words[1:],
        )
    total = sum((line.billed or ZERO for line in truth.lines), ZERO)
    truth.totals = {"total": total}
    sheet.rule()
    sheet.pair(
        ("Gesamtbetrag" if is_german else "Total"),
        f"{amount(total, 'de')} €" if is_german else f"${amount(total, 'us')}",
        330,
        548,
        bold=True,
    )
    if chance.random() < 0.5:
        truth.totals |= {"paid_by_me": total / 4 - total / 4 % Decimal("0.01")}
        truth.totals["due"] = total - truth.totals["paid_by_me"]
        sheet.pair(
            "Bereits bezahlt" if is_german else "Amount paid",
            f"-{amount(truth.totals['paid_by_me'].quantize(Decimal('0.01')), style)}",
            330,
            548,
        )
        sheet.pair(
            "Offener Betrag" if is_german else "Balance due",
            f"{amount(truth.totals['due'].quantize(Decimal('0.01')), style)}",
            330,
            548,
        )
    sheet.line(f"{'Zahlbar bis' if is_german else 'Due date:'} {shown(truth.due_day)}")
    return sheet, truth
