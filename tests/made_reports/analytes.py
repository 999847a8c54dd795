"""What the made reports are about: tests with their names and units as labs in four countries print them, and made values."""

import random
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Analyte:
    """One test: names by language, and by style the unit, the lowest and highest of a made range, and the decimals."""

    names: Mapping[str, tuple[str, ...]]
    by_style: Mapping[str, tuple[str, float, float, int]]


@dataclass(frozen=True)
class TrueRow:
    """One line as it is printed. `former` are the values of earlier days in the same line."""

    test: str
    value: str
    unit: str
    range: str
    flag: str
    page: int = 1
    former: tuple[str, ...] = ()


def _of(english: str, german: str, spanish: str, **styles: tuple[str, float, float, int]) -> Analyte:
    names = {"en": english, "de": german, "es": spanish}
    return Analyte({language: tuple(each.split("|")) for language, each in names.items()}, styles)


ANALYTES = (
    _of("WBC|White Blood Cells|Leukocytes", "Leukozyten|Leukocyten", "Leucocitos", us=("10^3/µL", 4.0, 10.8, 1),
        uk=("10^9/L", 4.0, 11.0, 1),
        de=("/nl", 4.0, 10.0, 1), es=("10^3/µL", 4.0, 11.0, 2)),
    _of("RBC|Red Blood Cells", "Erythrozyten", "Hematíes|Eritrocitos", us=("10^6/µL", 3.80, 5.10, 2), uk=("10^12/L", 3.80, 4.80, 2),
        de=("/pl", 3.90, 5.20, 2), es=("10^6/µL", 3.90, 5.20, 2)),
    _of("Hemoglobin|Haemoglobin|HGB", "Hämoglobin", "Hemoglobina", us=("g/dL", 11.7, 15.5, 1), uk=("g/L", 120, 150, 0),
        de=("g/dl", 12.0, 15.4, 1),
        es=("g/dL", 12.0, 16.0, 1)),
    _of("Hematocrit|HCT", "Hämatokrit", "Hematocrito", us=("%", 35.0, 45.0, 1), uk=("L/L", 0.360, 0.460, 3), de=("%", 35.5, 45.0, 1),
        es=("%", 36.0, 46.0, 1)),
    _of("MCV", "MCV", "VCM", us=("fL", 80.0, 100.0, 1), uk=("fL", 83, 101, 0), de=("fl", 80.0, 96.0, 1), es=("fL", 80.0, 99.0, 1)),
    _of("MCH", "MCH", "HCM", us=("pg", 27.0, 33.0, 1), uk=("pg", 27.0, 32.0, 1), de=("pg", 28.0, 33.0, 1), es=("pg", 27.0, 33.5, 1)),
    _of("MCHC", "MCHC", "CHCM", us=("g/dL", 32.0, 36.0, 1), uk=("g/L", 315, 345, 0), de=("g/dl", 33.0, 36.0, 1),
        es=("g/dL", 31.5, 36.0, 1)),
    _of("RDW", "RDW", "ADE", us=("%", 11.0, 15.0, 1), uk=("%", 11.6, 14.0, 1), de=("%", 11.5, 14.5, 1), es=("%", 11.5, 14.5, 1)),
    _of("Platelets|Platelet Count|PLT", "Thrombozyten", "Plaquetas", us=("10^3/µL", 140, 400, 0), uk=("10^9/L", 150, 410, 0),
        de=("/nl", 150, 400, 0),
        es=("10^3/µL", 150, 400, 0)),
    _of("MPV", "MPV", "VPM", us=("fL", 7.5, 12.5, 1), uk=("fL", 7.0, 12.0, 1), de=("fl", 7.8, 11.0, 1), es=("fL", 7.2, 11.1, 1)),
    _of("Neutrophils|Absolute Neutrophils", "Neutrophile", "Neutrófilos", us=("10^3/µL", 1.50, 7.80, 2), uk=("10^9/L", 2.00, 7.00, 2),
        de=("/nl", 1.80, 7.70, 2), es=("10^3/µL", 1.80, 7.50, 2)),
    _of("Lymphocytes", "Lymphozyten", "Linfocitos", us=("10^3/µL", 0.85, 3.90, 2), uk=("10^9/L", 1.00, 3.00, 2),
        de=("/nl", 1.00, 4.00, 2),
        es=("10^3/µL", 1.00, 4.00, 2)),
    _of("Eosinophils", "Eosinophile", "Eosinófilos", us=("%", 0.0, 6.0, 1), uk=("10^9/L", 0.02, 0.50, 2), de=("%", 1.0, 5.0, 1),
        es=("%", 0.0, 6.0, 1)),
    _of("Basophils", "Basophile", "Basófilos", us=("%", 0.0, 2.0, 1), uk=("10^9/L", 0.02, 0.10, 2), de=("%", 0.0, 2.0, 1),
        es=("%", 0.0, 2.0, 1)),
    _of("Tryptase|Tryptase, Serum", "Tryptase", "Triptasa", us=("ng/mL", 0.0, 11.4, 1), uk=("ug/L", 2.0, 14.0, 1),
        de=("µg/l", 0.0, 11.4, 1),
        es=("µg/L", 0.0, 11.4, 1)),
    _of("ALT|Alanine aminotransferase", "GPT (ALT)|ALAT (GPT)", "ALT (GPT)|Alanina aminotransferasa", us=("U/L", 6, 29, 0),
        uk=("U/L", 10, 35, 0),
        de=("U/l", 10, 35, 0), es=("U/L", 5, 40, 0)),
    _of("AST", "GOT (AST)", "AST (GOT)", us=("U/L", 10, 35, 0), uk=("U/L", 10, 40, 0), de=("U/l", 10, 35, 0), es=("U/L", 5, 40, 0)),
    _of("Alkaline Phosphatase|ALP", "Alkalische Phosphatase|AP", "Fosfatasa alcalina", us=("U/L", 37, 153, 0), uk=("U/L", 30, 130, 0),
        de=("U/l", 35, 105, 0),
        es=("U/L", 30, 120, 0)),
    _of("GGT", "Gamma-GT", "GGT", us=("U/L", 3, 65, 0), uk=("U/L", 5, 40, 0), de=("U/l", 6, 42, 0), es=("U/L", 5, 36, 0)),
    _of("Bilirubin, Total|Total Bilirubin", "Bilirubin gesamt", "Bilirrubina total", us=("mg/dL", 0.2, 1.2, 1), uk=("umol/L", 0, 21, 0),
        de=("mg/dl", 0.10, 1.20, 2), es=("mg/dL", 0.20, 1.20, 2)),
    _of("Albumin", "Albumin", "Albúmina", us=("g/dL", 3.6, 5.1, 1), uk=("g/L", 35, 50, 0), de=("g/dl", 3.50, 5.20, 2),
        es=("g/dL", 3.5, 5.2, 1)),
    _of("LDH|Lactate dehydrogenase", "LDH", "LDH", us=("U/L", 120, 250, 0), uk=("U/L", 135, 225, 0), de=("U/l", 120, 250, 0),
        es=("U/L", 135, 225, 0)),
    _of("Creatinine", "Kreatinin", "Creatinina", us=("mg/dL", 0.50, 1.03, 2), uk=("umol/L", 45, 84, 0), de=("mg/dl", 0.51, 0.95, 2),
        es=("mg/dL", 0.50, 0.90, 2)),
    _of("Sodium", "Natrium", "Sodio", us=("mmol/L", 135, 146, 0), uk=("mmol/L", 133, 146, 0), de=("mmol/l", 135, 145, 0),
        es=("mmol/L", 135, 145, 0)),
    _of("Potassium", "Kalium", "Potasio", us=("mmol/L", 3.5, 5.3, 1), uk=("mmol/L", 3.5, 5.3, 1), de=("mmol/l", 3.50, 5.10, 2),
        es=("mmol/L", 3.5, 5.1, 1)),
    _of("Calcium", "Calcium|Kalzium", "Calcio", us=("mg/dL", 8.6, 10.4, 1), uk=("mmol/L", 2.20, 2.60, 2), de=("mmol/l", 2.15, 2.55, 2),
        es=("mg/dL", 8.6, 10.2, 1)),
    _of("CRP|C-reactive protein", "CRP|C-reaktives Protein", "Proteína C reactiva|PCR", us=("mg/L", 0.0, 8.0, 1), uk=("mg/L", 0, 5, 0),
        de=("mg/l", 0.0, 5.0, 1),
        es=("mg/L", 0.0, 5.0, 1)),
    _of("Ferritin", "Ferritin", "Ferritina", us=("ng/mL", 16, 232, 0), uk=("ug/L", 15, 200, 0), de=("µg/l", 15, 150, 0),
        es=("ng/mL", 15, 150, 0)),
    _of("Vitamin B12", "Vitamin B12", "Vitamina B12", us=("pg/mL", 200, 1100, 0), uk=("ng/L", 200, 770, 0), de=("ng/l", 197, 771, 0),
        es=("pg/mL", 197, 771, 0)),
    _of("25-OH Vitamin D|Vitamin D, 25-OH", "25-OH-Vitamin D", "Vitamina D (25-OH)", us=("ng/mL", 30, 100, 0), uk=("nmol/L", 50, 120, 0),
        de=("ng/ml", 30.0, 60.0, 1), es=("ng/mL", 30.0, 60.0, 1)),
    _of("IgE, Total|Total IgE", "IgE gesamt|Gesamt-IgE", "IgE total", us=("kU/L", 0, 114, 0), uk=("kU/L", 0, 81, 0),
        de=("kU/l", 0, 100, 0),
        es=("kU/L", 0, 100, 0)),
    _of("TSH", "TSH basal", "TSH", us=("mIU/L", 0.40, 4.50, 2), uk=("mU/L", 0.30, 4.20, 2), de=("mU/l", 0.27, 4.20, 2),
        es=("mUI/L", 0.27, 4.20, 2)),
    _of("Beta-2 Microglobulin", "Beta-2-Mikroglobulin", "Beta-2 microglobulina", us=("mg/L", 0.00, 2.51, 2), uk=("mg/L", 0.80, 2.40, 2),
        de=("mg/l", 0.80, 2.20, 2),
        es=("mg/L", 0.80, 2.20, 2)),
    _of("Cholesterol, Total", "Cholesterin", "Colesterol total", us=("mg/dL", 125, 200, 0), uk=("mmol/L", 2.5, 5.0, 1),
        de=("mg/dl", 130, 200, 0),
        es=("mg/dL", 120, 200, 0)),
)  # fmt: skip
LANGUAGE = {"us": "en", "uk": "en", "de": "de", "es": "es"}
WORDS = {
    "en": ("Negative", "Trace", "Positive", "Not Detected"),
    "de": ("negativ", "positiv", "nicht nachweisbar"),
    "es": ("Negativo", "Positivo", "No detectado"),
}
WORDED = {
    "en": ("Nitrite", "Glucose, Urine", "Ketones", "Protein, Urine", "HBs Antigen", "KIT D816V"),
    "de": ("Nitrit im Urin", "Glukose im Urin", "Ketone", "HBs-Antigen", "KIT D816V"),
    "es": ("Nitritos", "Glucosa en orina", "Cuerpos cetónicos", "HBsAg", "KIT D816V"),
}
TITRED = {"en": "ANA Screen", "de": "ANA-Titer", "es": "ANA (título)"}


def written(number: float, decimals: int, style: str, *, grouped: bool = False) -> str:
    """A number as it is printed in this style."""
    text = f"{number:,.{decimals}f}" if grouped else f"{number:.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if style in {"de", "es"} else text


def rows_of(chance: random.Random, style: str, count: int, *, formers: int = 0, dash: str = " - ") -> list[TrueRow]:
    """So many made rows: mostly numbers, some with a comparator, a few words and titres, one or two above a thousand."""
    language = LANGUAGE[style]
    chosen = chance.sample(ANALYTES, min(count, len(ANALYTES)))
    chosen.sort(key=ANALYTES.index)
    rows = [_row(chance, analyte, style, language, formers, dash) for analyte in chosen]
    if chance.random() < 0.6:
        name = chance.choice(WORDED[language])
        word = WORDS[language][0]
        others = tuple(chance.choice((word, "")) for _ in range(formers))
        rows.append(TrueRow(name, chance.choice(WORDS[language]), "", word, "", former=others))
    if chance.random() < 0.4:
        value = f"{chance.choice(('', '<'))}1:{chance.choice((40, 80, 160, 320))}"
        rows.append(TrueRow(TITRED[language], value, "", "< 1:80", "", former=("",) * formers))
    return rows


def _row(chance: random.Random, analyte: Analyte, style: str, language: str, formers: int, dash: str) -> TrueRow:
    unit, low, high, decimals = analyte.by_style[style]
    number = _made(chance, low, high)
    printed = written(number, decimals, style, grouped=chance.random() < 0.7)
    if low == 0 and chance.random() < 0.25:
        step = 10**-decimals
        printed = chance.choice(("<", "< ")) + written(max(step, round(high / 20, decimals)), decimals, style)
    flag = "" if low <= number <= high or printed.startswith("<") else ("H" if number > high else "L")
    bounds = f"{written(low, decimals, style)}{dash}{written(high, decimals, style)}"
    if low == 0 and chance.random() < 0.6:
        bounds = f"< {written(high, decimals, style)}"
    former = tuple(
        written(_made(chance, low, high), decimals, style) if chance.random() < 0.7 else "" for _ in range(formers)
    )
    return TrueRow(chance.choice(analyte.names[language]), printed, unit, bounds, flag, former=former)


def _made(chance: random.Random, low: float, high: float) -> float:
    if high >= 100 and chance.random() < 0.06:
        return chance.uniform(1001, 4900)
    return max(0.0, chance.triangular(low - 0.35 * (high - low), high + 0.5 * (high - low), (low + high) / 2))
