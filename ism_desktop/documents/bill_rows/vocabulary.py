"""The words of bills in English, German, Spanish and French, folded: headings of columns, labels, and what says which paper it is."""

from collections.abc import Mapping

MONEY = frozenset(
    {"billed", "allowed", "adjustment", "paid", "paid_before", "paid_by_me", "share", "part", "not_covered", "tax"}
)
"""Columns that hold amounts."""
NUMBERS = frozenset({"code", "quantity", "price", "factor", "points", "date"})
"""Columns that hold other numbers."""

HEADS: Mapping[str, str] = {
    "date": (
        "date|date of service|dates of service|service date|service dates|date(s) of service|serv date|dos|svc date|datum"
        "|behandlungsdatum|leistungsdatum|behandlungstag|tag|fecha|fecha de servicio|fecha servicio|fecha del servicio"
        "|date des soins|date soins|dates|date de l'acte|date d'acte|service date(s)|visit date"
    ),
    "what": (
        "description|service|services|description of service|description of services|service description|procedure"
        "|treatment|item|items|details|type of service|procedure description|leistung|leistungen|bezeichnung"
        "|leistungsbeschreibung|beschreibung|leistungsbezeichnung|behandlung|artikel|text|leistungsart|art der leistung"
        "|tarifbezeichnung|concepto|descripcion|servicio|prestacion|tratamiento|detalle|articulo|designation|acte|actes"
        "|nature de l'acte|nature des actes|nature des soins|prestation|prestations|soins|libelle|actes et soins|medicine"
        "|product|medication|drug"
    ),
    "code": (
        "code|cpt|cpt code|procedure code|proc code|rev code|revenue code|hcpcs|ziffer|goa|goa-nr|goa-nr.|goz|goz-nr"
        "|goz-nr.|gebuhrenziffer|geb.-nr.|geb-nr|nr.|nr|tarifziffer|tarif-nr.|position|pos.|pos|pzn|codigo|cod.|ref."
        "|referencia|code acte|cotation|lettre cle|tooth|zahn|diente|dent|claim|claim number|#|no.|no|bezugsziffer|tarif"
        "|ndc|rx|rx #|rx number|ref|icd|dx|dx code|modifier|si"
    ),
    "quantity": (
        "qty|quantity|units|anzahl|anz.|anz|menge|cantidad|cant.|cant|uds.|uds|quantite|qte|nombre|nb|nbre|days supply"
    ),
    "price": (
        "unit price|price each|rate|einzelpreis|e-preis|einzelbetrag|einfachsatz|precio|precio unitario|p. unit."
        "|precio ud.|prix unitaire|p.u.|pu|base|base de remboursement|tarif de base|unit cost|each|base remb."
    ),
    "factor": (
        "factor|faktor|satz|steigerung|steigerungssatz|fakt.|coef.|coef|coefficient|taux|taux de remboursement|%|iva %"
        "|iva|mwst|mwst.|mwst %|tva|tva %|vat %|satz %|dto.|dto"
    ),
    "points": (
        "points|punkte|taxpunkte|taxpunktwert|tp|tpw|tp al|tpw al|tp tl|tpw tl|tp al/preis|puntos|pw|f al|f tl|f|p"
    ),
    "billed": (
        "billed|amount billed|billed amount|charge|charges|charged|amount charged|total charge|total charges"
        "|provider billed|amount|total|price|provider charges|billed charges|your provider billed|submitted charges"
        "|submitted|betrag|betrag eur|betrag €|betrag in €|betrag in eur|betrag chf|gesamt|gesamtbetrag|gesamtpreis|preis"
        "|rechnungsbetrag|g-preis|eingereicht|eingereichter betrag|in rechnung gestellt|importe|importe €|importe eur"
        "|importe (€)|total €|importe facturado|facturado|montant|montant €|montant eur|montant (€)|honoraires"
        "|montant des honoraires|montant paye|montant facture|depense|depenses|frais|total ttc|prix|prix total"
        "|montant ttc|amount usd|amount ($)|line total|charges ($)|honorar|euro|fee|fees|betrag (eur)|betrag (€)"
        "|depense reelle|total eur"
    ),
    "allowed": (
        "allowed|allowed amount|amount allowed|plan allowed|negotiated amount|negotiated rate|eligible amount"
        "|covered amount|erstattungsfahig|erstattungsfahiger betrag|davon erstattungsfahig|anerkannt|anerkannter betrag"
        "|admitido|importe admitido|importe cubierto|cubierto|montant admis|montant reconnu|contract amount|approved"
        "|approved amount|plan rate"
    ),
    "adjustment": (
        "adjustment|adjustments|discount|discounts|plan discount|network discount|network savings|your discount"
        "|member discount|contractual adjustment|write-off|write off|savings|amount saved|abzug|abzuge|nachlass|rabatt"
        "|kurzung|descuento|descuentos|ajuste|remise|abattement|reduction|provider discount|ins. adjustments"
        "|insurance adjustment|insurance adjustments|adj|adj.|plan adjustment"
    ),
    "paid": (
        "paid|plan paid|insurance paid|paid by insurance|paid by plan|paid by your plan|amount paid|your plan paid"
        "|insurance payment|insurance payments|ins paid|ins. paid|paid by insurer|we paid|plan payment|plan payments"
        "|payer paid|payments|what your plan paid|benefit paid|benefits paid|erstattung|erstattungsbetrag|erstattet"
        "|leistungsbetrag|unsere erstattung|unsere leistung|pagado|pagado por el seguro|reembolso|importe reembolsado"
        "|reembolsado|a cargo del seguro|rembourse|montant rembourse|remboursement|montant verse|verse|part amo|amo"
        "|part obligatoire|paid by medicare"
    ),
    "paid_before": (
        "other insurance paid|paid by other insurance|other insurance|primary paid|paid by primary|medicare paid"
        "|primary insurance paid|other carrier paid|other plan paid|paid by other plan|part amc|mutuelle|vorleistung"
    ),
    "paid_by_me": "patient paid|you paid|patient payment|patient payments|paid by you|your payments|bezahlt",
    "share": (
        "balance|patient balance|your share|you owe|amount you owe|what you owe|patient responsibility"
        "|your responsibility|patient resp|patient resp.|member responsibility|you may owe|amount due|balance due"
        "|your cost|your balance|patient owes|due|total you owe|what you may owe|eigenanteil|ihr eigenanteil|ihr anteil"
        "|selbstbehalt|zu zahlen|a su cargo|su parte|importe a su cargo|copago|reste a charge|reste a votre charge"
        "|reste a payer|a votre charge|patient share|patient|versicherte|your total cost|patientenanteil"
    ),
    "part": (
        "deductible|copay|co-pay|copayment|coinsurance|co-insurance|applied to deductible|coins|coins.|deduct.|deduct"
        "|deducible|coaseguro|franchise|ticket moderateur"
    ),
    "not_covered": (
        "not covered|amount not covered|non-covered|noncovered|not payable|nicht erstattungsfahig|no cubierto"
        "|non pris en charge"
    ),
    "tax": "tax|vat|sales tax|ust|montant tva|cuota iva",
    "remark": (
        "remark|remarks|remark code|remark codes|notes|note|see note|reason code|bemerkung|hinweis|hinw.|notas|remarque"
        "|code motif|status|begrundung"
    ),
    "provider": (
        "provider|rendering provider|leistungserbringer|behandler|arzt|prestador|medico|praticien|professionnel|executant"
        "|physician"
    ),
}
"""Each kind of column and its headings."""

AMOUNTS: Mapping[str, str] = {
    "total": (
        "total charges|total charge|total billed|total amount billed|amount billed|total amount|total|totals|grand total"
        "|invoice total|statement total|claim total|claim totals|charges|new charges|gesamtbetrag|rechnungsbetrag|summe"
        "|gesamtsumme|gesamt|endbetrag|rechnungssumme|rechnungsendbetrag|summe honorar|gesamthonorar|eingereichter betrag"
        "|total factura|importe total|total importe|total general|total neto|total ttc|montant total|total honoraires"
        "|total des honoraires|total des frais|total general ttc|totaux|total facture|betrag|total des depenses"
        "|bruttobetrag|total rechnung|gesamttotal|total sale|montant total des honoraires|total depenses|eingereicht"
        "|total for this visit|total this claim|billed amount|total for claim|total for this claim"
    ),
    "subtotal": (
        "subtotal|sub-total|sub total|zwischensumme|zwischentotal|sous-total|sous total|base imponible|netto|nettobetrag"
        "|net amount|total ht|montant ht"
    ),
    "carried": (
        "carried forward|brought forward|balance forward|continued|page total|ubertrag|seitensumme|summe seite"
        "|suma y sigue|suma anterior|suma|report|a reporter|total de la page|amount carried forward|carry forward"
        "|subtotal carried forward|zwischensumme ubertrag|ubertrag von seite|ubertrag auf seite"
    ),
    "tax": (
        "vat|tax|sales tax|mwst|mwst.|ust|ust.|mehrwertsteuer|umsatzsteuer|iva|tva|igic|enthaltene mwst|includes vat"
        "|davon mwst|incl. mwst|incl. vat|dont tva"
    ),
    "allowed": (
        "allowed amount|total allowed|amount allowed|erstattungsfahiger betrag|erstattungsfahig|davon erstattungsfahig"
        "|importe admitido|montant admis|importe cubierto"
    ),
    "adjustment": (
        "adjustments|adjustment|insurance adjustment|insurance adjustments|total adjustments|plan discount|discount"
        "|discounts|network discount|network savings|contractual adjustment|contractual adjustments|abzug|nachlass|rabatt"
        "|descuento|total descuentos|remise|your discount|ajuste|less discount|prompt pay discount|total discount"
        "|total discounts|insurance discount|insurance discounts"
    ),
    "paid": (
        "insurance paid|paid by insurance|insurance payment|insurance payments|plan paid|paid by plan|paid by your plan"
        "|your plan paid|total plan payment|total paid by plan|total paid by insurance|insurance payments received"
        "|erstattungsbetrag|erstattung|wir erstatten|auszahlungsbetrag|unsere erstattung|erstattung gesamt"
        "|gesamterstattung|uberweisungsbetrag|summe erstattung|importe reembolsado|pagado por el seguro"
        "|a cargo del seguro|reembolso|total reembolso|montant rembourse|total rembourse|remboursement"
        "|rembourse par l'assurance maladie|part assurance maladie|montant verse|total verse|part obligatoire"
        "|total remboursements|plan payment"
    ),
    "paid_by_me": (
        "patient payments|patient payment|you paid|payment received|payments received|amount paid|amount already paid"
        "|already paid|bereits bezahlt|bereits gezahlt|anzahlung|abzuglich anzahlung|pagos recibidos|pagado|acompte"
        "|deja regle|montant regle|cash|card|credit card|debit card|visa|mastercard|bar|ec-karte|girocard|karte|gegeben"
        "|tarjeta|efectivo|especes|carte bancaire|cb|paid|copay paid|payment"
    ),
    "ignored": (
        "change|change due|ruckgeld|cambio|rendu|monnaie|balance from last statement|previous balance|last payment"
        "|ihre ersparnis|you saved|minimum payment|minimum due"
    ),
    "due": (
        "amount due|balance due|total due|amount due now|patient responsibility|your responsibility"
        "|total patient responsibility|you owe|amount you owe|what you owe|total you owe|what you may owe"
        "|amount you may owe|you may owe|please pay|please pay this amount|pay this amount|your share|your total share"
        "|patient balance|current balance|new balance|balance|account balance|amount owed|total amount due|your balance"
        "|zu zahlen|zahlbetrag|zu zahlender betrag|offener betrag|eigenanteil|ihr eigenanteil|ihr anteil|zu zahlen bis"
        "|falliger betrag|noch zu zahlen|restbetrag|von ihnen zu tragen|selbst zu tragen|total a pagar|importe a pagar"
        "|a pagar|a su cargo|importe pendiente|pendiente de pago|reste a payer|net a payer|reste a charge"
        "|reste a votre charge|a votre charge|montant du|solde|solde a payer|a payer|montant a payer|pay|forderungsbetrag"
        "|rechnungsbetrag fallig"
    ),
}
"""Labels of amounts that are no lines."""

TEXTS: Mapping[str, str] = {
    "number": (
        "invoice number|invoice no.|invoice no|invoice #|invoice nr|invoice|bill number|bill no.|bill #|statement|bill"
        "|statement number|statement no.|statement no|statement #|statement id|receipt no.|receipt no|receipt number"
        "|receipt #|receipt|rechnungsnummer|rechnung nr.|rechnung nr|rechnungs-nr.|rechnungs-nr|rechnungsnr.|rechnungsnr"
        "|rechnung|re.-nr.|re-nr.|beleg-nr.|belegnummer|beleg nr.|bon-nr.|bon nr.|quittung nr.|numero de factura"
        "|factura n.º|factura no|factura n.o|factura n|factura nº|n.º de factura|no de factura|n.o de factura|no factura"
        "|factura|numero factura|facture n°|facture no|facture n|numero de facture|n° de facture|n° facture|ticket n°"
        "|ticket no|ticket|recibo n.º|recibo n.o|note n°|feuille n°|numero de feuille|n° de feuille|feuille de soins n°"
    ),
    "claim": (
        "claim number|claim no.|claim no|claim #|claim id|claim|vorgangsnummer|vorgangs-nr.|vorgang|leistungsnummer"
        "|abrechnungsnummer|abrechnungs-nr.|belegnummer|bescheid-nr.|numero de siniestro|siniestro|n.º de expediente"
        "|expediente|numero de dossier|n° de dossier|releve n°|decompte n°|numero de releve|numero de decompte|eob number"
        "|document number"
    ),
    "day": (
        "invoice date|statement date|bill date|billing date|date of invoice|date of statement|date issued|issue date"
        "|issued|issued on|receipt date|processed date|date processed|processed on|claim processed|date|rechnungsdatum"
        "|datum|ausstellungsdatum|belegdatum|rechnung vom|den|fecha de factura|fecha factura|fecha de emision"
        "|fecha emision|fecha|date de facture|date de la facture|date d'emission|emis le|fait le|le|date du releve"
        "|releve du|decompte du|date de facturation|bescheid vom|abrechnung vom|vom|facture du"
    ),
    "due_day": (
        "due date|payment due date|payment due|payment due by|pay by|due by|due on|please pay by|due|amount due by"
        "|zahlbar bis|zahlbar bis zum|fallig am|fallig|falligkeit|falligkeitsdatum|bis zum|bis spatestens"
        "|bitte zahlen sie bis|zu zahlen bis|vencimiento|fecha de vencimiento|vence|vence el|fecha limite de pago"
        "|echeance|date d'echeance|a payer avant le|a regler avant le|payable jusqu'au|date limite de paiement"
        "|payable avant le|zahlungsfrist"
    ),
    "service": (
        "date of service|dates of service|service date|service dates|visit date|behandlungsdatum|leistungsdatum"
        "|behandlung vom|behandlung am|behandlungszeitraum|leistungszeitraum|zeitraum|behandlung|statement period"
        "|service period|period|fecha de servicio|fecha del servicio|fechas de servicio|periodo|periodo de servicio"
        "|date des soins|dates des soins|periode|periode du|soins du|admission|from|leistung vom"
    ),
    "born": (
        "date of birth|dob|born|birth date|birthdate|geburtsdatum|geb.|geb. am|geboren|geboren am|fecha de nacimiento"
        "|f. nac.|nacimiento|date de naissance|ne(e) le|nee le|ne le|naissance"
    ),
    "provider": (
        "provider|provider name|rendering provider|service provider|billing provider|facility|doctor|physician|dentist"
        "|leistungserbringer|behandler|behandelnder arzt|arzt|zahnarzt|praxis|rechnungssteller|prestador|medico|centro"
        "|profesional|praticien|professionnel de sante|professionnel|executant|medecin|etablissement|services by"
        "|provided by"
    ),
    "other": (
        "account number|account no.|account #|account|patient id|patient number|patient name|member id|member number"
        "|group number|group|policy number|phone|tel.|tel|telefon|telefono|telephone|fax|iban|bic|steuernummer|steuer-nr."
        "|ust-id|kundennummer|patient|patientin|paciente|member|subscriber|versichertennummer|versichertennr.|versicherte"
        "|versicherter|kvnr|npi|tax id|ein|nif|cif|n° ss|siret|rpps|n° finess|ahv-nr.|ean-nr.|gln|zsr-nr.|customer no."
        "|order|page|seite|pagina|vertragsnummer|diagnosis|diagnose|print date|printed|questions"
    ),
}
"""Labels of what is no amount."""

_LITTLE = (
    "0|a|am|amount|are|at|au|bis|brutto|by|cad|charges|chf|das|date|de|del|der|des|die|du|due|el|en|eur"
    "|euro|excl|exempt|exenta|exento|exonere|exonerée|for|from|fur|gbp|in|incl|incl.|included|inkl|inkl."
    "|is|iva|jpy|kwd|l'|la|le|les|mwst|mwst.|net|now|of|on|page|pagina|please|pour|seite|steuerfrei|the"
    "|this|to|ttc|tva|usd|vat|vom|von|you|your|zu|zum"
)
FILLERS = frozenset(_LITTLE.split("|"))
"""Words that may stand behind a label."""

PAPERS: Mapping[str, Mapping[int, str]] = {
    "explanation": {
        6: (
            "explanation of benefits|this is not a bill|dies ist keine rechnung|explicacion de beneficios"
            "|esto no es una factura|releve de remboursements|releve de remboursement|ceci n'est pas une facture"
        ),
        5: (
            "leistungsabrechnung|erstattungsbescheid|leistungsmitteilung|abrechnung ihrer erstattung"
            "|liquidacion de prestaciones|liquidacion de reembolso|decompte de remboursement|decompte de prestations"
            "|leistungsbescheid|health benefits statement"
        ),
        4: "not a bill|kostenerstattung",
        3: "summary of benefits paid|erstattung ihrer|wir erstatten|remboursements de soins",
        2: "claim summary|eob|prise en charge de vos soins",
        1: "claim number|member id|plan paid|erstattungsbetrag",
    },
    "receipt": {
        5: "kassenbon|kassenbeleg|ticket de caisse|betrag dankend erhalten",
        4: "receipt|quittung|kaufbeleg|recibo|paid in full",
        3: "thank you for shopping|ruckgeld|es bediente sie|le atendio|acquitte",
        2: "sales receipt|recu|change due|girocard|ec-karte|efectivo|auth code|cashier|caja",
        1: "ticket|bar|visa|mastercard|cambio|card|cash|tarjeta|kasse|carte bancaire",
    },
    "bill": {
        6: "feuille de soins",
        5: "statement of account|billing statement|patient statement|note d'honoraires",
        4: "invoice|account statement|rechnung|factura|facture|hospital bill",
        3: "honorarrechnung|liquidation|rechnungsnummer|rechnungs-nr|tiers garant",
        2: (
            "bill|statement|amount due|please pay|zahlbar|rechnungsbetrag|vencimiento|echeance|pay this amount|uberweisen sie"
            "|einzahlungsschein|itemized|fallig|remit"
        ),
        1: "due date|zu zahlen|balance due|uberweisung|total a pagar",
    },
}
"""Phrases that say which paper it is, by how much each says."""

PROVIDERS = (
    "hospital|clinic|klinik|klinikum|praxis|gemeinschaftspraxis|zahnarztpraxis|zahnarzt|zahnarztin|krankenhaus"
    "|medical center|medical centre|health center|physicians|associates|dental|dentistry|dentist|pharmacy|apotheke"
    "|farmacia|pharmacie|clinica|centro medico|hospitalier|clinique|cabinet|cabinet medical|dr.|dr|dr. med.|dra."
    "|docteur|md|dds|medicos|consulta|consultorio|laboratory|labor|laboratorio|laboratoire|arztpraxis|drugs|drugstore"
    "|drogerie|mvz|spital|dermatology|allergy|surgery|sanitas|medicina|drogeria|imaging|radiology"
)
"""Words of the names of those who treat and sell."""
PAYERS = (
    "insurance|health plan|health plans|benefits|mutual|assurance|assurance maladie|caisse primaire|mutuelle"
    "|krankenkasse|krankenversicherung|versicherung|bkk|aok|betriebskrankenkasse|ersatzkasse|seguros|aseguradora"
    "|mutua|healthcare plan|blue|medicare|assurances|health insurance|kasse|cpam|insurer|plan"
)
"""Words of the names of those who insure."""
