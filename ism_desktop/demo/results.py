"""The demo patient's test results over ten years, as three labs print them; what stands on a demo document is taken from there."""

from dataclasses import replace
from datetime import date

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, near
from ism_desktop.library import lab_tests
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import Gap, Moment, PartialTime, Rows, parse_quantity

_HOLLOW = "Hollow Creek Laboratory"
_FERNBROOK = "Fernbrook County Hospital"
_UNIVERSITY = "Hollow Creek University Hospital"
_MILL = "Mill Street Practice"
_CLOCK = "America/New_York"


def entries(today: date) -> list[Entry]:
    """Every collection, the earliest first."""
    return [*_EARLY, *_YEARLY, *_LATE, replace(_latest(today), key="latest count")]


def _rows(*lines: str) -> Rows:
    """Lines of `key | value | unit | range | flag | method`; what is missing at the end was not printed. `key=Name` is a lab's own name."""
    rows: list[dict[str, object]] = []
    for line in lines:
        key, value, *others = (part.strip() for part in line.split("|"))
        key, _, printed = key.partition("=")
        test = lab_tests.load().tests.get(key)
        row: dict[str, object] = {"test": key if test is None else printed or test.name, "value": parse_quantity(value)}
        row |= {} if test is None else {"key": key}
        rows.append(
            row | {name: text for name, text in zip(("unit", "range", "flag", "method"), others, strict=False) if text}
        )
    made = Rows.of(rows)
    if made is None:
        raise ValueError("a collection has values")
    return made


def _result(taken: str, lab: str, *lines: str, proofs: tuple[Proof, ...] = (), by: str = "", **more: object) -> Entry:
    values: dict[str, object] = {
        "taken_at": Moment.from_stored(taken),
        "lab": lab,
        "specimen": "Blood",
        "values": _rows(*lines),
    }
    return Entry(TEST_RESULTS, values | more, refers={"ordered_by": by} if by else {}, proofs=proofs)


_EARLY = (
    _result(
        "2016-08-20T18[America/New_York]",
        _FERNBROOK,
        "tryptase | 86 | ng/mL",
        tryptase_state="reaction",
        notes="Taken 70 minutes after the sting.",
        where_from="Hospital letter",
        proofs=(Proof(papers.HOSPITAL, 1),),
    ),
    _result(
        "2016-08-22",
        _FERNBROOK,
        "tryptase | 32 | ng/mL",
        tryptase_state="after_24h",
        onset_at=Moment.from_stored("2016-08-20T17[America/New_York]"),
        where_from="Hospital letter",
        proofs=(Proof(papers.HOSPITAL, 1),),
    ),
    _result(
        "2019-03-12",
        _HOLLOW,
        "tryptase | 31.2 | ng/mL | below 11.4",
        by="okafor",
        tryptase_state="baseline",
        where_from="Test report",
        proofs=(Proof(papers.BLOOD, 1),),
    ),
    _result(
        "2019-05-21",
        _UNIVERSITY,
        "kit_d816v | detected, 1.2 % | | | | allele-specific PCR",
        by="okafor",
        specimen="Bone marrow",
        where_from="Bone marrow report",
        confirmed_by="Dr Anselm Quill",
        proofs=(Proof(papers.MARROW, 2),),
    ),
    _result(
        "2019-05",
        _UNIVERSITY,
        "kit_d816v | detected, 0.3 % | | | | allele-specific PCR",
        by="okafor",
        where_from="Bone marrow report",
        proofs=(Proof(papers.MARROW, 2),),
    ),
    _result(
        "2019-10-08",
        _UNIVERSITY,
        "tpsab1 | 2 | copies | | | ddPCR; no extra alpha copy",
        by="okafor",
        specimen="Saliva",
        where_from="Letter",
    ),
    _result(
        "2019-11-05",
        _UNIVERSITY,
        "n_methylhistamine | 412 | µg/g creatinine | 30-200 | H",
        "lte4 | 98 | pg/mg creatinine | < 104",
        "dinor_pgf2a | 2,310 | pg/mg creatinine | < 1,802 | H",
        by="okafor",
        specimen="Urine, 24 hours",
        drugs_taken="Cetirizine and famotidine every day. No aspirin or ibuprofen for years.",
        where_from="Letter",
    ),
)


def _year(taken: str, lab: str, tryptase: str, vitamin_d: str, counts: str) -> Entry:
    """A yearly check; `counts` are white cells, haemoglobin, platelets, eosinophils, ALT and alkaline phosphatase."""
    white, red, platelets, eosinophils, alt, alp = counts.split()
    ours = lab == _HOLLOW
    return _result(
        taken,
        lab,
        f"tryptase | {tryptase} | {'ng/mL' if ours else 'µg/L'} | {'below 11.4' if ours else '< 13.5'}"
        + ("" if ours else " | H"),
        f"wbc | {white} | {'x10^9/L | 4.0 to 10.0' if ours else '10^3/µL | 3.8-10.8'}",
        f"haemoglobin | {red} | g/dL | {'12.0 to 15.5' if ours else '11.7-15.5'}",
        f"platelets | {platelets} | {'x10^9/L | 150 to 400' if ours else '10^3/µL | 140-400'}",
        f"eosinophils | {eosinophils} | {'x10^9/L | 0.0 to 0.5' if ours else '10^3/µL | < 0.5'}",
        f"alt | {alt} | U/L | {'below 35' if ours else '6-29'}",
        f"alp | {alp} | U/L | {'35 to 105' if ours else '31-125'}",
        f"vitamin_d | {vitamin_d} | ng/mL | {'30 to 60' if ours else '30-100'}"
        + (" | L" if not ours and float(vitamin_d) < 30 else ""),
        by="okafor" if ours else "sorel",
        fasting=True,
        tryptase_state="baseline",
        where_from="Test report",
    )


_YEARLY = (
    _year("2020-06-16T08:30[America/New_York]", _MILL, "30.6", "22", "5.8 13.1 241 0.2 21 68"),
    _year("2021-05-18T08:15[America/New_York]", _MILL, "30.9", "24", "6.4 13.6 255 0.3 18 70"),
    _year("2022-05-09", _HOLLOW, "29.9", "31", "6.0 13.3 250 0.3 20 72"),
    _year("2023-05-23T09:05[America/New_York]", _MILL, "30.2", "33", "5.9 13.2 246 0.2 22 69"),
)

_LATE = (
    _result(
        "2023-10-06T10[America/New_York]",
        f"{_UNIVERSITY}, anaesthesia",
        "tryptase | 30.1 | ng/mL",
        tryptase_state=Gap.UNKNOWN,
        onset_at=Gap.UNKNOWN,
        notes="One hour after the end of the knee operation, as at baseline. No reaction.",
        where_from="Anaesthesia record",
        proofs=(Proof(papers.PREMEDICATION, 2),),
    ),
    _year("2024-05-14T08:50[America/New_York]", _HOLLOW, "29.4", "26", "6.2 13.5 252 0.3 19 74"),
    _result(
        "2024-07-15T08:30[America/New_York]",
        _HOLLOW,
        "tryptase | 19.2 | ng/mL | below 11.4",
        "platelets | 221 | x10^9/L | 150 to 400",
        by="okafor",
        tryptase_state="baseline",
        where_from="Test report",
        notes="Six weeks after avapritinib was started.",
    ),
    _result(
        "2024-10-01T08:20[America/New_York]",
        _MILL,
        "tryptase | 15.6 | µg/L | < 13.5 | H",
        "vitamin_d | 25 | ng/mL | 30-100 | L",
        "calcium | 9.2 | mg/dL | 8.6-10.2",
        "phosphate | 3.4 | mg/dL | 2.5-4.5",
        "pth | 48 | pg/mL | 15-65",
        "ctx | 410 | pg/mL | 136-689",
        "p1np | 46 | ng/mL | 16-74",
        by="sorel",
        fasting=True,
        tryptase_state="baseline",
        where_from="Test report",
        notes="Vitamin D and bone values asked for by Dr Alder after the bone density scan.",
    ),
    _result(
        "2025-01-28",
        "Allergy practice at the pond",
        "ige | 64 | kU/L | < 100",
        "ige_wasp | 4.31 | kUA/L | < 0.35 | pos.",
        "ige_bee | < 0.10 | kUA/L | < 0.35",
        "ige_alpha_gal | < 0.10 | kUA/L | < 0.35",
        by="wren",
        specimen="Serum",
        fasting=False,
        where_from="Test report",
    ),
    _result(
        "2025-05-06T08:40[America/New_York]",
        _HOLLOW,
        "tryptase | 28.6 | ng/mL | below 11.4",
        "haemoglobin | 13.4 | g/dL | 12.0 to 15.5",
        "wbc=Leucocytes | 6.1 | x10^9/L | 4.0 to 10.0",
        "eosinophils | 0.3 | x10^9/L | 0.0 to 0.5",
        "platelets | 248 | x10^9/L | 150 to 400",
        "alt | 19 | U/L | below 35",
        "alp | 71 | U/L | 35 to 105",
        "creatinine | 0.8 | mg/dL | 0.5 to 0.9",
        "calcium | 9.3 | mg/dL | 8.6 to 10.2",
        "vitamin_d | 27 | ng/mL | 30 to 60",
        by="okafor",
        tryptase_state="baseline",
        where_from="Test report",
        confirmed_by="Dr Imani Okafor",
        proofs=(Proof(papers.BLOOD, 1),),
    ),
)


def _latest(today: date) -> Entry:
    """A full blood count since the last visit; its tryptase is still to come."""
    return _result(
        Moment(near(today, -20), PartialTime(8, 10), _CLOCK).stored,
        _MILL,
        *(
            *(
                "wbc | 5.7 | 10^3/µL | 3.8-10.8",
                "rbc | 4.42 | 10^6/µL | 3.80-5.10",
                "haemoglobin | 13.3 | g/dL | 11.7-15.5",
            ),
            *("haematocrit | 39.8 | % | 35.0-45.0", "mcv | 90.0 | fL | 80-100", "mch | 30.1 | pg | 27-33"),
            *("mchc | 33.4 | g/dL | 32-36", "rdw | 12.9 | % | 11-15", "platelets | 251 | 10^3/µL | 140-400"),
            *("mpv | 10.1 | fL | 7.5-12.5", "neutrophils | 3.2 | 10^3/µL | 1.5-7.8"),
            *("lymphocytes | 1.8 | 10^3/µL | 0.9-3.9", "monocytes | 0.4 | 10^3/µL | 0.2-1.0"),
            *(
                "eosinophils | 0.2 | 10^3/µL | < 0.5",
                "basophils | 0.1 | 10^3/µL | < 0.2",
                "neutrophils_share | 56.1 | %",
            ),
            *("lymphocytes_share | 31.6 | %", "monocytes_share | 7.0 | %", "eosinophils_share | 3.5 | %"),
            *("basophils_share | 1.8 | %", "b2_microglobulin | 1.9 | mg/L | 0.8-2.4", "Smear | no immature cells"),
        ),
        by="sorel",
        fasting=True,
        where_from="Test report",
        notes="The tryptase of this day is not back yet; the lab sends it to Dr Okafor.",
    )
