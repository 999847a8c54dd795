"""European papers: German, Swiss, Spanish and French bills and letters of insurers."""

import random
from datetime import date, timedelta
from decimal import Decimal

from reportlab.lib.pagesizes import A4

from tests.made_bills.drawing import MARGIN, Column, Sheet, TrueLine, Truth, amount
from tests.made_bills.layouts_us import ZERO, cents, first_day, sheet_for
from tests.made_bills.wording import DE_PROVIDERS, ES, FR, GKV, GOAE, PATIENT, TARMED

RIGHT = 548.0


def _summed(truth: Truth) -> Decimal:
    return sum((line.billed or ZERO for line in truth.lines), ZERO)


def goae(chance: random.Random) -> tuple[Sheet, Truth]:
    """A German private bill: number, factor, amount; over two pages at times."""
    sheet, day = sheet_for(chance, A4), first_day(chance)
    truth = Truth(
        "bill",
        "EUR",
        chance.choice(DE_PROVIDERS[:3]),
        f"{day.year}-{chance.randint(1000, 9999)}",
        day + timedelta(days=12),
        day + timedelta(days=42),
    )
    sheet.line(truth.provider, size=13, bold=True)
    sheet.line("Mühlgasse 4, 70000 Buchental     Tel. 0555 0142-0")
    sheet.line(f"Patientin: {PATIENT}     geb. 12.03.1980")
    sheet.line("Rechnung" if chance.random() < 0.5 else "Liquidation", size=12, bold=True)
    sheet.line(
        f"{chance.choice(('Rechnungs-Nr.', 'Rechnungsnummer:', 'Rechnung Nr.'))} {truth.number}     "
        f"{chance.choice(('Rechnungsdatum:', 'Datum:'))} {truth.day:%d.%m.%Y}"
    )
    sheet.line("Diagnose: Mastozytose. Für meine ärztlichen Leistungen erlaube ich mir zu berechnen:")
    sheet.down()
    columns = (
        Column("day", "Datum", MARGIN, 60, right=False),
        Column("code", chance.choice(("Ziffer", "GOÄ-Nr.", "GOÄ")), 112, 40, right=False),
        Column("what", chance.choice(("Leistung", "Bezeichnung", "Leistungsbeschreibung")), 165, 200, right=False),
        Column("factor", "Faktor", 390, 40),
        Column("billed", chance.choice(("Betrag", "Betrag €", "Betrag EUR", "Betrag in €")), 470, 78),
    )
    sheet.heads(columns)
    for number in range(chance.choice((5, 9, 52))):
        code, what = chance.choice(GOAE)
        line = TrueLine(day + timedelta(days=number // 6), what, cents(chance, 4, 160))
        truth.lines.append(line)
        if sheet.y < 100:
            carried = amount(_summed(truth) - (line.billed or ZERO), "de")
            sheet.cells(columns, {"what": "Übertrag", "billed": carried})
            sheet.turn()
            sheet.heads(columns)
            sheet.cells(columns, {"what": "Übertrag", "billed": carried})
        shown = "" if number % 6 and chance.random() < 0.2 else f"{line.day:%d.%m.%Y}"
        if not shown:
            truth.lines[-1] = TrueLine(None, what, line.billed)
        sheet.cells(
            columns,
            {
                "day": shown,
                "code": code,
                "what": what,
                "factor": chance.choice(("1,0", "1,8", "2,3", "1,15")),
                "billed": amount(line.billed or ZERO, "de"),
            },
        )
    truth.totals = {"total": _summed(truth)}
    sheet.down(0.5)
    sheet.pair(
        chance.choice(("Rechnungsbetrag", "Gesamtbetrag", "Summe", "Rechnungsbetrag:")),
        f"{amount(truth.totals['total'], 'de')}{chance.choice((' €', ' EUR', ''))}",
        330,
        RIGHT,
        bold=True,
    )
    sheet.line(
        f"{chance.choice(('Zahlbar bis', 'Bitte überweisen Sie bis zum', 'Fällig am'))} {truth.due_day:%d.%m.%Y} "
        f"auf das Konto DE00 1234 5678 9012 3456 00 in EUR."
    )
    return sheet, truth


def krankenkasse(chance: random.Random) -> tuple[Sheet, Truth]:
    """The letter of a German insurer: submitted, of that refundable, refunded."""
    sheet, day = sheet_for(chance, A4), first_day(chance)
    truth = Truth(
        "explanation", "EUR", "", f"{chance.randint(100000, 999999)}/{chance.randint(10, 99)}", day + timedelta(days=18)
    )
    sheet.line(
        chance.choice(("Buchental BKK Krankenkasse", "Ersatzkasse Ahorn", "Mühlbach Krankenversicherung AG")),
        size=13,
        bold=True,
    )
    sheet.line(f"Frau {PATIENT}, Lindenweg 3, 70000 Buchental")
    sheet.line(
        f"{chance.choice(('Vorgangsnummer:', 'Vorgang', 'Abrechnungsnummer'))} {truth.number}     "
        f"Datum: {truth.day:%d.%m.%Y}     Versichertennr. X123456789"
    )
    sheet.line(
        chance.choice(("Leistungsabrechnung", "Erstattungsbescheid", "Abrechnung Ihrer Erstattung")), size=12, bold=True
    )
    sheet.line("Sehr geehrte Frau Marrow, Ihre eingereichten Belege haben wir wie folgt abgerechnet:")
    sheet.down()
    columns = (
        Column("day", chance.choice(("Datum", "Leistungsdatum")), MARGIN, 60, right=False),
        Column("what", chance.choice(("Leistung", "Art der Leistung", "Leistungsart")), 128, 160, right=False),
        Column("billed", chance.choice(("Rechnungsbetrag", "Eingereicht")), 290, 80),
        Column("allowed", chance.choice(("Erstattungsfähig", "Davon\nerstattungsfähig")), 376, 76),
        Column("paid", chance.choice(("Erstattung", "Erstattet")), 458, 50),
        Column("share", "Eigenanteil", 512, 52),
    )
    sheet.heads(columns)
    for what in chance.sample(GKV, chance.randint(2, 6)):
        billed = cents(chance, 20, 1500)
        allowed = (billed * chance.choice((6, 8, 10)) / 10).quantize(Decimal("0.01"))
        paid = (allowed * chance.choice((5, 8, 9)) / 10).quantize(Decimal("0.01"))
        # What is not refundable and what is kept back are both the person's.
        truth.lines.append(TrueLine(day, what, billed, allowed, None, None, paid, billed - paid))
        sheet.cells(
            columns,
            {
                "day": f"{day:%d.%m.%Y}",
                "what": what,
                "billed": amount(billed, "de"),
                "allowed": amount(allowed, "de"),
                "paid": amount(paid, "de"),
                "share": amount(billed - paid, "de"),
            },
        )
    names = (("billed", "total"), ("allowed", "allowed"), ("paid", "paid"), ("share", "due"))
    truth.totals = {role: sum((getattr(line, kind) for line in truth.lines), ZERO) for kind, role in names}
    sheet.rule()
    sheet.cells(
        columns,
        {
            "what": chance.choice(("Summe", "Gesamt")),
            **{kind: amount(truth.totals[role], "de") for kind, role in names},
        },
    )
    sheet.down()
    sheet.pair(
        chance.choice(("Auszahlungsbetrag", "Erstattungsbetrag", "Überweisungsbetrag")),
        f"{amount(truth.totals['paid'], 'de')} €",
        330,
        RIGHT,
        bold=True,
    )
    sheet.line("Der Betrag wird in den nächsten Tagen auf Ihr Konto überwiesen.")
    return sheet, truth


def tarmed(chance: random.Random) -> tuple[Sheet, Truth]:
    """A Swiss bill with points and their worth beside the amounts, in francs."""
    sheet, day = sheet_for(chance, A4), first_day(chance)
    truth = Truth(
        "bill",
        "CHF",
        chance.choice(("Praxis Dr. med. Reto Halden", "Klinik Seewis", "Arztpraxis Untertor")),
        f"{chance.randint(10000, 99999)}",
        day + timedelta(days=9),
        day + timedelta(days=39),
    )
    sheet.line("Rückforderungsbeleg / Rechnung", size=12, bold=True)
    sheet.line(f"Rechnungssteller: {truth.provider}     EAN-Nr. 7600000000000")
    sheet.line(f"Patient: {PATIENT}     Geburtsdatum 12.03.1980     AHV-Nr. 756.0000.0000.00")
    sheet.line(
        f"{chance.choice(('Rechnungs-Nr.', 'Rechnungsnummer'))} {truth.number}     "
        f"Rechnungsdatum {truth.day:%d.%m.%Y}     Behandlung {day:%d.%m.%Y} - {day:%d.%m.%Y}"
    )
    sheet.down()
    columns = (
        Column("day", "Datum", MARGIN, 55, right=False),
        Column("code", chance.choice(("Tarifziffer", "Ziffer")), 104, 50, right=False),
        Column("what", chance.choice(("Bezeichnung", "Leistung")), 160, 165, right=False),
        Column("quantity", "Anzahl", 330, 35),
        Column("points", "TP", 372, 40),
        Column("worth", "TPW", 418, 35),
        Column("billed", chance.choice(("Betrag", "Betrag CHF")), 470, 78),
    )
    sheet.heads(columns)
    for number in range(chance.randint(4, 12)):
        code, what = chance.choice(TARMED)
        count, points, worth = chance.randint(1, 4), cents(chance, 4, 90), Decimal("0.89")
        billed = (count * points * worth).quantize(Decimal("0.01")) * chance.choice((1, 1, 1, 12))
        truth.lines.append(TrueLine(day + timedelta(days=number // 5), what, billed))
        values = {
            "quantity": f"{count}.00",
            "points": amount(points, "ch"),
            "worth": "0.89",
            "billed": amount(billed, "ch"),
        }
        sheet.cells(columns, {"day": f"{truth.lines[-1].day:%d.%m.%Y}", "code": code, "what": what, **values})
    truth.totals = {"total": _summed(truth)}
    sheet.down(0.5)
    sheet.pair(
        chance.choice(("Gesamtbetrag", "Total", "Rechnungsbetrag")),
        f"CHF {amount(truth.totals['total'], 'ch')}",
        330,
        RIGHT,
        bold=True,
    )
    if chance.random() < 0.5:
        truth.totals["paid_by_me"] = (truth.totals["total"] / 4).quantize(Decimal("0.05"))
        truth.totals["due"] = truth.totals["total"] - truth.totals["paid_by_me"]
        sheet.pair("Anzahlung", f"CHF {amount(truth.totals['paid_by_me'], 'ch')}", 330, RIGHT)
        sheet.pair(
            chance.choice(("Fälliger Betrag", "Zu zahlen")),
            f"CHF {amount(truth.totals['due'], 'ch')}",
            330,
            RIGHT,
            bold=True,
        )
    sheet.line(
        f"{chance.choice(('Zahlbar bis', 'Fällig am'))} {truth.due_day:%d.%m.%Y} mit beiliegendem Einzahlungsschein"
    )
    return sheet, truth


def _es_day(day: date, form: str) -> str:
    named = (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    )[day.month - 1]
    return f"{day:%d/%m/%Y}" if form == "short" else f"{day.day} de {named} de {day.year}"


def factura(chance: random.Random) -> tuple[Sheet, Truth]:
    """A Spanish bill: concept, units, price, amount, at times with a discount below."""
    sheet, day = sheet_for(chance, A4), first_day(chance)
    truth = Truth(
        "bill",
        "EUR",
        chance.choice(("Clínica Arroyo Hondo", "Centro Médico Los Pinos", "Consulta Dra. Elisa Roble")),
        f"F{day.year}/{chance.randint(100, 999)}",
        day + timedelta(days=6),
        day + timedelta(days=36),
    )
    sheet.line(truth.provider, size=13, bold=True)
    sheet.line("Calle del Olmo 12, 28000 Robledal     CIF B00000000     Tel. 555 014 200")
    sheet.line("FACTURA", size=12, bold=True)
    sheet.line(
        f"{chance.choice(('Factura n.º', 'Número de factura:', 'N.º de factura:'))} {truth.number}     "
        f"{chance.choice(('Fecha:', 'Fecha de factura:'))} {_es_day(truth.day or day, chance.choice(('short', 'long')))}"
    )
    sheet.line(f"Paciente: {PATIENT}     Fecha de nacimiento: 12/03/1980")
    sheet.down()
    columns = (
        Column("day", "Fecha", MARGIN, 60, right=False),
        Column("what", chance.choice(("Concepto", "Descripción", "Servicio")), 115, 200, right=False),
        Column("quantity", chance.choice(("Cant.", "Uds.", "Cantidad")), 330, 40),
        Column("price", chance.choice(("Precio", "Precio unitario")), 385, 70),
        Column("billed", chance.choice(("Importe", "Importe €", "Total")), 475, 73),
    )
    sheet.heads(columns)
    for what in chance.sample(ES, chance.randint(2, 8)):
        count, price = chance.choice((1, 1, 2)), cents(chance, 15, 600)
        truth.lines.append(TrueLine(day, what, count * price))
        sheet.cells(
            columns,
            {
                "day": f"{day:%d/%m/%Y}",
                "what": what,
                "quantity": str(count),
                "price": amount(price, "de"),
                "billed": amount(count * price, "de"),
            },
        )
    total = _summed(truth)
    sheet.down(0.5)
    truth.totals = {"total": total}
    if chance.random() < 0.4:
        discount = (total / 10).quantize(Decimal("0.01"))
        sheet.pair("Importe total", f"{amount(total, 'de')} €", 330, RIGHT)
        sheet.pair("Descuento", f"-{amount(discount, 'de')} €", 330, RIGHT)
        sheet.pair("Total a pagar", f"{amount(total - discount, 'de')} €", 330, RIGHT, bold=True)
        truth.totals |= {"adjustment": discount, "due": total - discount}
    else:
        sheet.pair("Base imponible", f"{amount(total, 'de')} €", 330, RIGHT)
        sheet.pair("IVA 0 % (exento)", "0,00 €", 330, RIGHT)
        sheet.pair(
            chance.choice(("Total factura", "TOTAL", "Importe total")),
            f"{amount(total, 'de')} €",
            330,
            RIGHT,
            bold=True,
        )
    sheet.line(
        f"{chance.choice(('Vencimiento:', 'Fecha de vencimiento:', 'Vence el'))} {_es_day(truth.due_day or day, 'short')}"
    )
    return sheet, truth


def french(chance: random.Random) -> tuple[Sheet, Truth]:
    """A practice's sheet of fees, or the statement of what the national insurance refunds."""
    sheet, day = sheet_for(chance, A4), first_day(chance)
    is_refund = chance.random() < 0.5
    truth = Truth(
        "explanation" if is_refund else "bill",
        "EUR",
        ""
        if is_refund
        else chance.choice(("Cabinet du Dr Aline Chêne", "Clinique des Trois Sources", "Cabinet médical du Moulin")),
        f"{chance.randint(100000, 999999)}",
        day + timedelta(days=7),
    )
    sheet.line("Caisse primaire d'assurance maladie de Valboisé" if is_refund else truth.provider, size=13, bold=True)
    sheet.line(f"{PATIENT}, 3 allée des Tilleuls, 69000 Valboisé")
    sheet.line(
        chance.choice(("Relevé de remboursements", "Décompte de remboursement"))
        if is_refund
        else chance.choice(("Feuille de soins", "Note d'honoraires")),
        size=12,
        bold=True,
    )
    sheet.line(
        f"{'Relevé n°' if is_refund else 'Feuille n°'} {truth.number}     "
        f"{'Date' if is_refund else 'Fait le'} {truth.day:%d/%m/%Y}     N° SS 2 80 03 99 000 000 00"
    )
    sheet.down()
    start = (
        Column("day", chance.choice(("Date", "Date des soins")), MARGIN, 65, right=False),
        Column("code", "Code acte", 125, 45, right=False),
        Column("what", chance.choice(("Nature des soins", "Désignation", "Prestation")), 185, 130, right=False),
        Column(
            "billed",
            chance.choice(("Montant payé", "Montant"))
            if is_refund
            else chance.choice(("Honoraires", "Montant €", "Montant")),
            320,
            70,
        ),
    )
    columns = (
        (
            *start,
            Column("base", "Base", 396, 40),
            Column("rate", "Taux", 442, 30),
            Column("paid", chance.choice(("Montant remboursé", "Remboursé", "Montant versé")), 470, 92),
        )
        if is_refund
        else start
    )
    sheet.heads(columns)
    for code, what in chance.sample(FR, chance.randint(2, 6)):
        billed = cents(chance, 15, 1300)
        base = (billed * chance.choice((6, 9, 10)) / 10).quantize(Decimal("0.01"))
        paid = (base * chance.choice((65, 70, 100)) / 100).quantize(Decimal("0.01")) if is_refund else None
        truth.lines.append(TrueLine(day, what, billed, paid=paid))
        sheet.cells(
            columns,
            {
                "day": f"{day:%d/%m/%Y}",
                "code": code,
                "what": what,
                "billed": amount(billed, "fr"),
                "base": amount(base, "fr"),
                "rate": "70 %",
                "paid": amount(paid or ZERO, "fr"),
            },
        )
    sheet.down(0.5)
    if is_refund:
        truth.totals = {"paid": sum((line.paid or ZERO for line in truth.lines), ZERO)}
        sheet.pair(
            chance.choice(("Total remboursé", "Montant versé", "Total versé")),
            f"{amount(truth.totals['paid'], 'fr')} €",
            330,
            562,
            bold=True,
        )
        sheet.line("Ceci n'est pas une facture. Virement sur votre compte sous cinq jours.")
    else:
        truth.totals = {"total": _summed(truth)}
        sheet.pair(
            chance.choice(("Total honoraires", "Total", "Montant total")),
            f"{amount(truth.totals['total'], 'fr')} €",
            250,
            390,
            bold=True,
        )
        sheet.line("Montant réglé ce jour par carte.")
    return sheet, truth
