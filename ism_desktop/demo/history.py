"""The demo patient's procedures, other illnesses, vaccinations, family and implants, and the one bone she broke."""

from datetime import date

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, near, on
from ism_desktop.records.kinds.conditions import CONDITIONS
from ism_desktop.records.kinds.family_history import FAMILY_HISTORY
from ism_desktop.records.kinds.fractures import FRACTURES
from ism_desktop.records.kinds.implants import IMPLANTS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.vaccinations import VACCINATIONS
from ism_desktop.records.values import Gap, Rows

_MEMORY = "My own memory"
_HOSPITAL = "Hollow Creek University Hospital"
_PRACTICE = "Mill Street Practice"


def entries(today: date) -> list[Entry]:
    """Every record of these kinds; the procedures refer to reports, which are saved before."""
    return [*_PROCEDURES, *_CONDITIONS, *_vaccinations(today), *_FAMILY, *_IMPLANTS, *_FRACTURES]


def _tolerated(drug: str, amount: str = "", remark: str = "") -> dict[str, str]:
    row = {"drug": drug, "amount": amount, "course": "tolerated", "remark": remark}
    return {name: value for name, value in row.items() if value}


_PROCEDURES = (
    Entry(
        PROCEDURES,
        {
            "name": "Arthroscopy of the right knee, day case",
            "on_date": on("2023-10-06"),
            "reason": "Torn meniscus",
            "by_whom": "Dr Paul Verrin, orthopaedic surgeon",
            "organisation": _HOSPITAL,
            "anaesthesia": ("general",),
            "anaesthetist": "Dr Mei Castellan",
            "premedication": "The evening before: prednisone 50 mg, famotidine 20 mg, cetirizine 10 mg\n"
            "Morning: prednisone 50 mg, montelukast 10 mg\n"
            "One hour before: diphenhydramine 25 mg, famotidine 20 mg",
            "drugs": Rows(
                (
                    _tolerated("Midazolam", "1 mg"),
                    _tolerated("Fentanyl", "100 micrograms"),
                    _tolerated("Propofol", "160 mg"),
                    _tolerated("Sevoflurane"),
                    _tolerated("Paracetamol", "1 g"),
                    _tolerated("Ondansetron", "4 mg"),
                )
            ),
            "contrast": Gap.NONE,
            "complications": Gap.NONE,
            "notes": "Tryptase one hour after the end: 30.1 ng/mL, as at baseline. Home at 14:00.",
            "where_from": "Anaesthesia record",
        },
        proofs=(Proof(papers.PREMEDICATION, 2), Proof(papers.PREMEDICATION, 1)),
    ),
    Entry(
        PROCEDURES,
        {
            "name": "Dental implant, lower left",
            "on_date": on("2022-03"),
            "reason": "Cracked tooth",
            "by_whom": "Dr Oda Finch, dentist",
            "organisation": "7 Market Square",
            "anaesthesia": ("local",),
            "premedication": Gap.UNKNOWN,
            "drugs": Rows(({"drug": "Local anaesthetic, name not written down", "course": "tolerated"},)),
            "contrast": Gap.NONE,
            "complications": "Swollen cheek for three days",
            "where_from": _MEMORY,
        },
    ),
    Entry(
        PROCEDURES,
        {
            "name": "Bone marrow biopsy, left hip bone",
            "on_date": on("2019-05-21"),
            "reason": "Question: systemic mastocytosis",
            "organisation": _HOSPITAL,
            "anaesthesia": ("local",),
            "premedication": Gap.UNKNOWN,
            "drugs": Gap.UNKNOWN,
            "complications": Gap.NONE,
            "notes": "Sore for two days. The names of the drugs are asked for.",
            "where_from": "The report; how it went from my own memory",
        },
        key="marrow",
        refers={"report": "marrow report"},
        proofs=(Proof(papers.MARROW, 1),),
    ),
    Entry(
        PROCEDURES,
        {
            "name": "CT of the abdomen",
            "on_date": on("2018"),
            "anaesthesia": Gap.NONE,
            "premedication": "Medicine had been given before",
            "contrast": "Contrast medium, name not known",
            "contrast_course": "Sneezing and a few hives",
            "complications": "Sneezing and a few hives",
            "where_from": "Letter",
            "confirmed_by": "Dr Tobias Wren",
        },
        refers={"report": "ct report"},
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
    Entry(
        PROCEDURES,
        {
            "name": "Operation on the right hand, plate and screws",
            "on_date": on("2011"),
            "organisation": "Fernbrook County Hospital",
            "anaesthesia": Gap.UNKNOWN,
            "premedication": Gap.UNKNOWN,
            "drugs": Rows(
                (
                    {
                        "drug": "Morphine",
                        "course": "reacted",
                        "remark": "Itching all over and low blood pressure in recovery",
                    },
                )
            ),
            "complications": "Itching all over, low blood pressure in recovery",
            "where_from": "Letter; the rest from my own memory",
            "confirmed_by": "Dr Tobias Wren",
        },
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
    Entry(
        PROCEDURES,
        {
            "name": "Appendix taken out",
            "on_date": on("1991"),
            "anaesthesia": ("general",),
            "premedication": Gap.UNKNOWN,
            "drugs": Gap.UNKNOWN,
            "complications": Gap.UNKNOWN,
            "where_from": "Told by my mother",
        },
    ),
)


def _illness(name: str, status: str, since: str, said_by: str, *proofs: Proof, **more: object) -> Entry:
    known: dict[str, object] = {"name": name, "status": status, "since": on(since), "said_by": said_by}
    return Entry(CONDITIONS, known | more, proofs=proofs)


_CONDITIONS = (
    _illness(
        *("Osteopenia at the spine and the femoral neck", "active", "2024-09-17", "Dr Piet Alder"),
        Proof(papers.BONES, 1),
        severity="mild",
        treatment="Vitamin D, calcium, walking and light weights",
        where_from="Bone density scan",
    ),
    _illness(
        *("Migraine", "recurrent", "2009", "Dr Hana Sorel"),
        severity="moderate",
        treatment="Paracetamol; the beta-blocker was stopped in 2016",
        notes="Fewer since the cromolyn.",
    ),
    _illness(
        *("Hearing loss on the left", "active", "2005", "The ear clinic in Fernbrook"),
        severity=Gap.UNKNOWN,
        treatment=Gap.NONE,
    ),
    _illness(
        *("Torn meniscus, right knee", "resolved", "2023-06", "Dr Paul Verrin"),
        until=on("2023-12"),
        treatment="Arthroscopy in October 2023",
    ),
    _illness(
        *("Sinusitis", "resolved", "2021", "Dr Hana Sorel"),
        until=on("2021"),
        treatment="Amoxicillin for ten days",
    ),
)


def _dose(vaccine: str, when: str, dose: str | Gap, reaction: str | Gap, *proofs: Proof, **more: object) -> Entry:
    known: dict[str, object] = {
        "vaccine": vaccine,
        "on_date": on(when),
        "dose": dose,
        "maker": Gap.UNKNOWN,
        "lot": Gap.UNKNOWN,
        "organisation": _PRACTICE,
        "premedication": Gap.NONE,
        "reaction": reaction,
        "where_from": "Vaccination record",
    }
    return Entry(VACCINATIONS, known | more, proofs=proofs)


def _vaccinations(today: date) -> list[Entry]:
    last_autumn = near(today, -395)
    letter = Proof(papers.ALLERGIST, 2)
    seen = {"premedication": Gap.UNKNOWN, "where_from": "Letter", "notes": "Watched for an hour"}
    return [
        Entry(
            VACCINATIONS,
            {
                "vaccine": "Influenza",
                "on_date": last_autumn,
                "dose": "Yearly",
                "maker": "Fluvara, Tarnfield (invented)",
                "lot": "DEMO-FL2931",
                "organisation": _PRACTICE,
                "premedication": Gap.NONE,
                "reaction": "Sore arm for a day",
                "where_from": "Vaccination record",
            },
        ),
        _dose("Influenza", "2024-10", "Yearly", Gap.NONE, notes="Watched for half an hour"),
        _dose("Influenza", "2023-11", "Yearly", Gap.NONE),
        _dose("COVID-19", "2021", "2 of 2", Gap.NONE, letter, **seen),
        _dose("COVID-19", "2021", "1 of 2", Gap.NONE, letter, **seen),
        _dose("Pneumococcal", "2020-02-11", "1 of 1", "Sore arm, tired for two days", lot="DEMO-PN118"),
        _dose("Tetanus, diphtheria and whooping cough", "2018-06-05", "Booster", Gap.NONE, maker="Triadel (invented)"),
        _dose("Measles, mumps and rubella", "1980", Gap.UNKNOWN, Gap.UNKNOWN, premedication=Gap.UNKNOWN),
    ]


_FAMILY = (
    Entry(
        FAMILY_HISTORY,
        {
            "relative": "Mother",
            "illnesses": ("osteoporosis", "allergy"),
            "details": "Hip fracture at 74. Faints after bee stings; never examined for it.",
            "age": "61 (osteoporosis)",
            "notes": "She would have her tryptase measured if I ask her to.",
        },
    ),
    Entry(FAMILY_HISTORY, {"relative": "Father", "illnesses": Gap.NONE}),
    Entry(
        FAMILY_HISTORY,
        {"relative": "Sister", "illnesses": ("allergy",), "details": "Hay fever", "age": Gap.UNKNOWN},
    ),
    Entry(
        FAMILY_HISTORY,
        {"relative": "Father’s mother", "illnesses": Gap.UNKNOWN, "details": "Died before I was born"},
    ),
    Entry(
        FAMILY_HISTORY,
        {"relative": "Cousin on my mother’s side", "illnesses": ("other",), "details": "Coeliac disease", "age": "30"},
    ),
)

_IMPLANTS = (
    Entry(
        IMPLANTS,
        {
            "name": "Dental implant",
            "body_site": "Lower jaw, left",
            "status": "present",
            "on_date": on("2022-03"),
            "organisation": "Dr Oda Finch, 7 Market Square",
            "maker": "Tarnfield Dental (invented)",
            "model": "TF 4.1 × 10, titanium",
            "serial": Gap.NONE,
            "lot": "DEMO-TI4417",
            "mri": "MR Conditional, 1.5 and 3 tesla. Conditions overleaf.",
            "where_from": "Implant card",
            "notes": "The card is in my purse, behind the emergency card.",
        },
    ),
    Entry(
        IMPLANTS,
        {
            "name": "Plate and screws",
            "body_site": "Right hand",
            "status": "removed",
            "on_date": on("2011"),
            "removed_on": on("2012-spring"),
            "organisation": "Fernbrook County Hospital",
            "maker": Gap.UNKNOWN,
            "model": Gap.UNKNOWN,
            "serial": Gap.UNKNOWN,
            "lot": Gap.UNKNOWN,
            "mri": Gap.UNKNOWN,
            "where_from": _MEMORY,
        },
    ),
)

_FRACTURES = (
    Entry(
        FRACTURES,
        {
            "bone": "Big toe, left",
            "on_date": on("2025-07"),
            "force": "high",
            "cause": "A music stand fell on it at a rehearsal",
            "found_by": "X-ray",
            "treatment": "Taped to the next toe for four weeks",
            "notes": "Dr Alder knows of it.",
            "where_from": _MEMORY,
        },
    ),
)
