"""The layouts of the made reports: what labs, practices and portals of four countries print, each varied by chance."""

import random
from collections.abc import Callable, Sequence

from tests.made_reports import analytes
from tests.made_reports.analytes import TrueRow, rows_of
from tests.made_reports.drawing import Column, Look, drawn, look_for

Drawn = tuple[bytes, tuple[TrueRow, ...], int]
_DASHES = (" - ", "-", " – ", "–")
_EN = (
    "Hollow Creek Laboratory",
    "Patient: Marrow, Ada     DOB: 12/03/1980     Sex: F     Age: 45",
    "Collected: 06/05/2025 08:15     Reported: 06/06/2025     Accession 4471923",
    "Phone 555 0142     Physician: Quill, A.",
)
_DE = (
    "Labor am Mühlbach MVZ",
    "Patientin: Marrow, Ada     geb. 12.03.1980     Auftrag 20250605-4471",
    "Entnahme: 05.06.2025 08:15     Eingang: 05.06.2025 11:40     Befund vom 06.06.2025",
    "Tel. 0555 0142-0     Einsender: Dr. Quill",
)
_ES = (
    "Laboratorio Arroyo Hondo",
    "Paciente: Marrow, Ada     F. nac.: 12/03/1980     Sexo: M     Edad: 45",
    "Fecha de extracción: 05/06/2025 08:15     Fecha de informe: 06/06/2025     Petición 4471923",
    "Teléfono 555 014 200     Médico: Dr. Quill",
)
_FOOT = {
    "en": (
        "Validated by P. Alder MD on 06/06/2025 at 14:30.",
        "Values outside the range are marked. Results relate to the sample received.",
    ),
    "de": ("Medizinisch validiert am 06.06.2025 um 14:30 Uhr.", "Akkreditiertes Verfahren; Methode nach DIN 58932, Blatt 4."),
    "es": ("Validado por Dra. Alder el 06/06/2025 a las 14:30.", "Los valores fuera de rango se marcan con un signo."),
}  # fmt: skip
_SECTIONS = {
    "en": ("HEMATOLOGY", "CHEMISTRY", "IMMUNOLOGY"),
    "de": ("Hämatologie", "Klinische Chemie", "Immunologie"),
    "es": ("HEMATOLOGÍA", "BIOQUÍMICA", "INMUNOLOGÍA"),
}


def _dressed(look: Look, style: str, chance: random.Random) -> Look:
    language = analytes.LANGUAGE[style]
    look.head_lines = {"en": _EN, "de": _DE, "es": _ES}[language]
    look.foot_lines = _FOOT[language]
    look.sections = _SECTIONS[language] if chance.random() < 0.6 else ()
    return look


def _plain(chance: random.Random, style: str, columns: Sequence[Column], *, count: int = 0, formers: int = 0) -> Drawn:
    rows = rows_of(chance, style, count or chance.randint(12, 24), formers=formers, dash=chance.choice(_DASHES))
    return drawn(_dressed(look_for(chance, columns, style), style, chance), rows, chance)


def us_grid(chance: random.Random) -> Drawn:
    """Test, result, flag, units, reference range."""
    align = chance.choice(("left", "right", "middle"))
    columns = (
        Column("test", chance.choice(("Test", "Test Name", "Component")), 46, 150),
        Column("value", chance.choice(("Result", "Value", "Your Value")), 220, 55, align),
        Column("flag", "Flag", 300, 30),
        Column("unit", "Units", 345, 60),
        Column("range", chance.choice(("Reference Range", "Reference Interval", "Standard Range")), 430, 100),
    )
    return _plain(chance, "us", columns)


def us_former(chance: random.Random) -> Drawn:
    """The result with its flag, and the former result with its date beside it."""
    columns = (
        Column("test", "Test", 46, 140),
        Column("flagged", "Current Result and Flag", 190, 110, chance.choice(("left", "left", "middle"))),
        Column("former", "Previous Result and Date", 315, 110, chance.choice(("left", "left", "middle"))),
        Column("unit", "Units", 440, 50),
        Column("range", "Reference Interval", 495, 90),
    )
    return _plain(chance, "us", columns, formers=1)


def us_in_and_out(chance: random.Random) -> Drawn:
    """Two columns for the result: in range, and out of range."""
    columns = (
        Column("test", "Test Name", 46, 150),
        Column("in_range", "In Range", 200, 60),
        Column("out_of_range", "Out Of Range", 280, 80),
        Column("range", "Reference Range", 380, 90),
        Column("unit", "Units", 480, 60),
    )
    return _plain(chance, "us", columns)


def us_printer(chance: random.Random) -> Drawn:
    """Typed by a line printer, in letters of one width."""
    columns = (
        Column("test", "TEST", 46, 150),
        Column("value", "RESULT", 46 + 5.4 * 28, 50, chance.choice(("left", "right"))),
        Column("flag", "FLAG", 46 + 5.4 * 40, 20),
        Column("range", "REFERENCE RANGE", 46 + 5.4 * 48, 90),
        Column("unit", "UNITS", 46 + 5.4 * 68, 50),
    )
    look = _dressed(look_for(chance, columns, "us"), "us", chance)
    look.font, look.size, look.ruled, look.zebra = "Courier", 9, False, False
    return drawn(look, rows_of(chance, "us", chance.randint(12, 24), dash="-"), chance)


def us_abreast(chance: random.Random) -> Drawn:
    """Two tables beside each other."""
    rows = rows_of(chance, "us", chance.randint(16, 28), dash="-")
    half = (len(rows) + 1) // 2
    columns: list[Column] = []
    for place, left in enumerate((40, 312)):
        columns += [
            Column(f"test{place}", "Test", left, 90),
            Column(f"value{place}", "Result", left + 110, 35, "right"),
            Column(f"unit{place}", "Units", left + 155, 40),
            Column(f"range{place}", "Range", left + 205, 50),
        ]
    look = _dressed(look_for(chance, columns, "us"), "us", chance)
    look.size, look.pitch, look.sections = 8.0, 13.0, ()
    return _abreast(look, rows, half, chance)


def _abreast(look: Look, rows: Sequence[TrueRow], half: int, chance: random.Random) -> Drawn:
    """Each line holds two rows; both are told as the truth."""
    import io

    from reportlab.pdfgen.canvas import Canvas

    from tests.made_reports import drawing

    file = io.BytesIO()
    canvas = Canvas(file, look.paper, invariant=1)
    y = drawing._top(canvas, look, 1)
    y = drawing._heads(canvas, look, y)
    canvas.setFont(look.font, look.size)
    for place in range(half):
        for side, number in ((0, place), (1, place + half)):
            if number < len(rows):
                for column in look.columns[4 * side : 4 * side + 4]:
                    drawing._at(canvas, column, str(getattr(rows[number], column.holds[:-1])), y)
        y -= look.pitch
    drawing._bottom(canvas, look, y, 1, 1, chance)
    canvas.save()
    return file.getvalue(), tuple(rows), 1


def uk_surgery(chance: random.Random) -> Drawn:
    """A surgery's print-out: no heads, the unit behind the value, the range in brackets."""
    columns = (
        Column("test", "", 46, 150),
        Column("both", "", chance.choice((230, 260)), 90),
        Column("bracketed", "", chance.choice((370, 400)), 90),
    )
    look = _dressed(look_for(chance, columns, "uk"), "uk", chance)
    look.heads = False
    return drawn(look, rows_of(chance, "uk", chance.randint(10, 22), dash=" - "), chance)


def uk_cumulative(chance: random.Random) -> Drawn:
    """Days side by side, and nothing says which of them is meant."""
    days = ["06/05/2025", "11/12/2024", "03/06/2024"]
    columns = [Column("test", "Test", 46, 130)]
    columns += [Column("value", days[0], 190, 55, "right")]
    columns += [
        Column("former", day, 190 + 75 * place, 55, "right", place - 1) for place, day in enumerate(days) if place
    ]
    columns += [Column("unit", "Units", 430, 50), Column("range", "Reference range", 485, 80)]
    return _plain(chance, "uk", columns, formers=2)


def uk_hospital(chance: random.Random) -> Drawn:
    """Result with unit in one column, range, flag; powers of ten with raised digits in some."""
    columns = (
        Column("test", chance.choice(("Investigation", "Test", "Analyte")), 46, 150),
        Column("value", "Result", 230, 50, chance.choice(("left", "right"))),
        Column("unit", "Units", 300, 60),
        Column("range", chance.choice(("Reference Range", "Ref. Range", "Normal Range")), 380, 80),
        Column("flag", "Abnormal", 490, 40),
    )
    look = _dressed(look_for(chance, columns, "uk"), "uk", chance)
    look.raised = chance.random() < 0.4
    return drawn(look, rows_of(chance, "uk", chance.randint(12, 24), dash=chance.choice(_DASHES)), chance)


def uk_letter(chance: random.Random) -> Drawn:
    """A letter with one value in each line: name, colon, value, unit, and the range in brackets."""
    rows = rows_of(chance, "uk", chance.randint(6, 12), dash="-")
    columns = (Column("letter", "", 46, 400),)
    look = _dressed(look_for(chance, columns, "uk"), "uk", chance)
    look.heads, look.sections, look.ruled, look.zebra = False, (), False, False
    lines = [
        TrueRow(row.test, row.value, row.unit, row.range, "")
        for row in rows
        if row.unit and not row.range.startswith("< 1:")
    ]
    return _letter(look, lines, chance)


def _letter(look: Look, rows: Sequence[TrueRow], chance: random.Random) -> Drawn:
    import io

    from reportlab.pdfgen.canvas import Canvas

    from tests.made_reports import drawing

    file = io.BytesIO()
    canvas = Canvas(file, look.paper, invariant=1)
    y = drawing._top(canvas, look, 1)
    canvas.drawString(
        46, y, "Thank you for referring this 45 year old lady, whom I saw on 6 May 2025. Her results were:"
    )
    for row in rows:
        y -= look.pitch
        canvas.drawString(46, y, f"{row.test}: {row.value} {row.unit} (ref {row.range})")
    y -= 2 * look.pitch
    canvas.drawString(
        46, y, "I have asked her to have the bloods again in 6 months and to carry two injectors at all times."
    )
    drawing._bottom(canvas, look, y - 20, 1, 1, chance)
    canvas.save()
    return file.getvalue(), tuple(rows), 1


def de_former(chance: random.Random) -> Drawn:
    """Untersuchung, Ergebnis, Einheit, Referenzbereich, Vorwert."""
    columns = (
        Column("test", chance.choice(("Untersuchung", "Analyse", "Parameter")), 46, 150),
        Column("value", "Ergebnis", 210, 50, chance.choice(("left", "right"))),
        Column("flag", "", 272, 20),
        Column("unit", "Einheit", 300, 55),
        Column("range", chance.choice(("Referenzbereich", "Normbereich")), 370, 90),
        Column("former", chance.choice(("Vorwert", "Vorbefund")), 480, 50, chance.choice(("left", "right"))),
    )
    return _plain(chance, "de", columns, formers=1)


def de_range_first(chance: random.Random) -> Drawn:
    """The range stands before the value, and the flag behind it."""
    columns = (
        Column("test", "Analyse", 46, 150),
        Column("unit", chance.choice(("Einheit", "Einheiten")), 220, 55),
        Column("range", chance.choice(("Referenzbereich", "Normalwerte", "Normwert")), 300, 90),
        Column("value", chance.choice(("Wert", "Messwert", "Ergebnis")), 420, 45, chance.choice(("left", "right"))),
        Column("flag", "", 480, 20),
    )
    return _plain(chance, "de", columns)


def de_long(chance: random.Random) -> Drawn:
    """Several pages, with sections; the heads stand on each page, or on the first alone."""
    columns = (
        Column("test", "Untersuchung", 46, 150),
        Column("value", "Ergebnis", 225, 50, chance.choice(("left", "right"))),
        Column("unit", "Einheit", 300, 60),
        Column("range", "Referenzbereich", 390, 90),
    )
    look = _dressed(look_for(chance, columns, "de"), "de", chance)
    look.sections, look.rows_a_page = _SECTIONS["de"], 13
    look.heads_on_each_page = chance.random() < 0.6
    return drawn(look, rows_of(chance, "de", 33, dash=" - "), chance)


def es_table(chance: random.Random) -> Drawn:
    """Prueba, Resultado, Unidades, Valores de referencia."""
    columns = (
        Column("test", chance.choice(("Prueba", "Determinación", "Análisis")), 46, 150),
        Column("value", "Resultado", 230, 50, chance.choice(("left", "right", "middle"))),
        Column("unit", "Unidades", 310, 60),
        Column("range", chance.choice(("Valores de referencia", "Rango de referencia")), 400, 110),
    )
    return _plain(chance, "es", columns)


def es_former(chance: random.Random) -> Drawn:
    """The former result before the range."""
    columns = (
        Column("test", "Determinación", 46, 150),
        Column("value", "Resultado", 205, 50, "right"),
        Column("flag", "", 262, 20),
        Column("unit", "Unidades", 290, 55),
        Column("former", chance.choice(("Anterior", "Resultado anterior")), 365, 55, chance.choice(("left", "right"))),
        Column("range", "Valores de referencia", 450, 100),
    )
    return _plain(chance, "es", columns, formers=1)


LAYOUTS: dict[str, Callable[[random.Random], Drawn]] = {
    made.__name__: made
    for made in (
        *(us_grid, us_former, us_in_and_out, us_printer, us_abreast, uk_surgery, uk_cumulative, uk_hospital, uk_letter),
        *(de_former, de_range_first, de_long, es_table, es_former),
    )
}
