"""The demo patient herself, and what an emergency team needs: card, contacts, injectors, reactions, what went well."""

from datetime import date

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, month_near, near, on
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap

_RECORD = "Anaesthesia record"
_BEFORE = "Prednisone, famotidine, cetirizine, montelukast, diphenhydramine, as in the plan"
OKAFOR = "Dr Imani Okafor"
WREN = "Dr Tobias Wren"
TRAINED = -76
"""Days from today to the visit at which the trainer was used."""


def entries(today: date) -> list[Entry]:
    """Every record of these kinds, in the order of the pages."""
    return [_person(today), _card(today), *_CONTACTS, *_devices(today), *_REACTIONS, *_TOLERATED]


def _person(today: date) -> Entry:
    return Entry(
        PERSON,
        {
            "name": "Juniper Vale",
            "birth_date": on("1978-03-14"),
            "phone": "+1 555 010 0101",
            "email": "juniper.vale@example.org",
            "address": "12 Heron Lane\nHollow Creek",
            "languages": "English, some Spanish",
            "communication": "Hard of hearing on the left, please speak to my right side",
            "diagnosis": "ism",
            "diagnosis_line": "Indolent systemic mastocytosis (mast cell disease), with wasp venom allergy",
            "classification": "who2016",
            "diagnosed_on": on("2019-05-28"),
            "diagnosed_at": "Hollow Creek University Hospital",
            "skin": True,
            "asthma": False,
            "weight": f"64 kg, {month_near(today, -40).words}",
            "height": "168 cm",
            "story": "I teach music and want to go on travelling with my choir. Heat and hurry make me ill, calm and shade help. "
            "Please explain things slowly on a bad day, and let Jordan listen too.",
            "directive": True,
            "directive_what": "Living will and health care proxy, signed in 2020",
            "directive_where": "Blue folder in the desk. Jordan has a copy, and decides for me when I cannot.",
            "where_from": "Bone marrow report; the venom allergy from the allergist’s letter",
            "confirmed_by": OKAFOR,
            "confirmed_on": on("2019-06-12"),
        },
        proofs=(Proof(papers.MARROW, 1), Proof(papers.ALLERGIST, 1)),
        earlier={"weight": "66 kg, May 2024"},
    )


def _card(today: date) -> Entry:
    return Entry(
        EMERGENCY_CARD,
        {
            "emergency_number": "911",
            "second_number": "112",
            "print_steps": True,
            "after_adrenaline": "Cetirizine 10 mg and prednisone 50 mg by mouth, only if able to swallow. "
            "Always go to hospital, also when better.",
            "do_not_give": "Ibuprofen and other NSAIDs. Morphine.",
            "use_with_care": "Codeine: ask Dr Okafor first.",
            "do_not_give_by": OKAFOR,
            "do_not_give_on": on("2025-06-10"),
            "tryptase": "28.6 ng/mL",
            "tryptase_on": on("2025-05-06"),
            "premedication": True,
            "premedication_where": "binder, tab Documents",
            "review_by": near(today, 200),
            "where_from": "Signed emergency plan and blood test",
            "confirmed_by": OKAFOR,
            "confirmed_on": on("2025-06-10"),
        },
        proofs=(Proof(papers.PLAN, 1), Proof(papers.BLOOD, 1), Proof(papers.PREMEDICATION, 1)),
        earlier={"tryptase": "29.4 ng/mL", "tryptase_on": on("2024-05-14")},
    )


_CONTACTS = (
    Entry(
        EMERGENCY_CONTACTS,
        {
            "name": "Jordan Vale",
            "relation": "Partner",
            "phone": "+1 555 010 0142",
            "second_phone": "+1 555 010 0143",
            "language": "English",
            "notes": "Knows the emergency plan and has practised with the trainer.",
        },
    ),
    Entry(
        EMERGENCY_CONTACTS,
        {"name": "Rosa Vale", "relation": "Sister", "phone": "+1 555 010 0148", "language": "English, Spanish"},
    ),
    Entry(
        EMERGENCY_CONTACTS,
        {
            "name": "Emil Thorne",
            "relation": "Neighbour",
            "phone": "+1 555 010 0151",
            "notes": "Has a key to the house and looks after the cat.",
        },
    ),
)


def _devices(today: date) -> list[Entry]:
    carried = {
        "product": "EpiPen",
        "strength": "0.3 mg",
        "route": "injector",
        "second_dose_minutes": 10,
        "prescriber": OKAFOR,
        "trained_on": near(today, TRAINED),
        "where_from": "Label on the device; minutes from the signed plan",
    }
    return [
        Entry(
            ADRENALINE_DEVICES,
            carried
            | {
                "expiry": month_near(today, 330),
                "lot": "DEMO-7K21",
                "kept_where": "Red pouch in my handbag",
                "status": "carried",
            },
            proofs=(Proof(papers.PLAN, 1),),
        ),
        Entry(
            ADRENALINE_DEVICES,
            carried
            | {
                "expiry": month_near(today, 62),
                "lot": "DEMO-5C08",
                "kept_where": "Red pouch in my handbag",
                "status": "carried",
            },
            proofs=(Proof(papers.PLAN, 1),),
            earlier={"kept_where": "Kitchen, top shelf", "status": "kept"},
        ),
        Entry(
            ADRENALINE_DEVICES,
            {
                "product": "EpiPen trainer",
                "route": "injector",
                "expiry": Gap.UNKNOWN,
                "kept_where": "Desk drawer",
                "status": "trainer",
                "trained_on": near(today, TRAINED),
                "where_from": "Label on the device",
            },
        ),
    ]


_CLASSES = {"Wasp sting": "sting", "Heat and hot showers": "situation", "Red wine": "food"}


def _reaction(
    substance: str,
    sort: str,
    reaction: str | Gap,
    severity: str | Gap,
    certainty: str,
    when: str,
    proofs: tuple[Proof, ...] = (),
    **more: object,
) -> Entry:
    known: dict[str, object] = {
        "substance": substance,
        "substance_class": _CLASSES.get(substance, "drug"),
        "type": sort,
        "reaction": reaction,
        "severity": severity,
        "certainty": certainty,
        "happened_on": on(when) if when else Gap.UNKNOWN,
    }
    return Entry(REACTIONS, known | more, key=substance.casefold(), proofs=proofs)


_REACTIONS = (
    _reaction(
        *("Wasp sting", "allergy", "Collapse after ten minutes, blood pressure 62/34, no hives", "life_threatening"),
        *("confirmed", "2016-08-20"),
        dose="One sting on the left forearm",
        treatment="Adrenaline 0.5 mg twice, oxygen, fluids, two nights in hospital",
        where_from="Hospital letter",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        proofs=(Proof(papers.HOSPITAL, 1), Proof(papers.ALLERGIST, 1)),
    ),
    _reaction(
        *("Ibuprofen", "allergy", "Flushing, stomach cramps, fainted after thirty minutes", "severe", "confirmed"),
        "2014-06",
        dose="400 mg, one tablet, after a run on a hot day",
        treatment="Lay down, cetirizine, rested for a day",
        notes="Not to be tested again.",
        where_from="Letter; the run, the heat and the rest from my own memory",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
    _reaction(
        *("Morphine", "allergy", "Itching all over, low blood pressure in recovery", "severe", "likely", "2011"),
        dose="After the hand operation",
        where_from="Letter",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
    _reaction(
        *("Contrast medium for CT", "intolerance", "Sneezing and a few hives", "mild", "suspected", "2018"),
        dose="One CT scan; came although medicine had been given before",
        where_from="Letter",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
    _reaction(
        *("Penicillin", "allergy", "Rash as a child", Gap.UNKNOWN, "cleared", ""),
        notes="Amoxicillin for ten days in 2021 without any symptom. The label was taken back.",
        where_from="Letter",
        confirmed_by=WREN,
        confirmed_on=on("2025-02-11"),
        proofs=(Proof(papers.ALLERGIST, 2),),
    ),
    _reaction(
        *("Heat and hot showers", "trigger", "Flushing, itching, sometimes light-headed", "moderate", "likely", "2012"),
        where_from="My own memory",
        on_card=False,
    ),
    _reaction(
        *("Red wine", "trigger", "Flushing and a pounding heart within half an hour", "moderate", "suspected", ""),
        where_from="My own memory",
        on_card=False,
    ),
    _reaction(
        *("Codeine", "avoid", Gap.UNKNOWN, Gap.UNKNOWN, "suspected", ""),
        notes="Never taken. Dr Okafor said to ask her first, because of the morphine.",
        where_from="Told by my doctor",
        confirmed_by=OKAFOR,
    ),
    _reaction(
        *("Ketorolac", "avoid", Gap.UNKNOWN, Gap.UNKNOWN, "suspected", ""),
        notes="Never taken. On the anaesthetist’s list; on the card it is one of the NSAIDs.",
        where_from="Premedication plan",
        on_card=False,
        proofs=(Proof(papers.PREMEDICATION, 1),),
    ),
)


def _tolerated(
    substance: str,
    category: str,
    when: str,
    occasion: str,
    before: str | Gap,
    where_from: str,
    proofs: tuple[Proof, ...] = (),
    notes: str | None = None,
) -> Entry:
    known = {
        "substance": substance,
        "category": category,
        "happened_on": on(when),
        "occasion": occasion,
        "premedication": before,
        "notes": notes,
        "where_from": where_from,
    }
    return Entry(TOLERATED, known, proofs=proofs)


def _at_the_knee(
    substance: str, category: str, amount: str, *more: Proof, notes: str | None = None, where_from: str = _RECORD
) -> Entry:
    """A drug of the anaesthesia record: page 2 says that it was given, page 1 what was given before."""
    proofs = (Proof(papers.PREMEDICATION, 2), Proof(papers.PREMEDICATION, 1), *more)
    occasion = f"Knee arthroscopy, day case, {amount}" if amount else "Knee arthroscopy, day case"
    return _tolerated(substance, category, "2023-10-06", occasion, _BEFORE, where_from, proofs, notes)


_LETTER = Proof(papers.ALLERGIST, 2)
_PLAN = Proof(papers.PLAN, 1)

_TOLERATED = (
    _at_the_knee(
        *("Paracetamol (acetaminophen)", "pain", "1 g", _LETTER, _PLAN),
        notes="Dr Wren’s letter says “many times”, but not whether anything was given before.",
        where_from=f"{_RECORD}, letter and emergency plan",
    ),
    _at_the_knee(
        *("Fentanyl", "pain", "100 micrograms", _LETTER, _PLAN), where_from=f"{_RECORD}, letter and emergency plan"
    ),
    _at_the_knee("Midazolam", "anaesthesia", "1 mg"),
    _at_the_knee("Propofol", "anaesthesia", "160 mg", _LETTER, where_from=f"{_RECORD} and letter"),
    _at_the_knee("Sevoflurane", "anaesthesia", ""),
    _at_the_knee("Ondansetron", "other", "4 mg", _LETTER, where_from=f"{_RECORD} and letter"),
    _tolerated(
        *("Amoxicillin", "antibiotic", "2021", "Ten days, without any symptom", Gap.UNKNOWN, "Letter", (_LETTER,)),
        notes="With it the old penicillin label was taken back.",
    ),
    _tolerated(
        *("Vaccination of 2021, both doses", "vaccine", "2021", "Watched for an hour", Gap.UNKNOWN, "Letter"),
        proofs=(_LETTER,),
    ),
    _tolerated(
        *("Influenza vaccine", "vaccine", "2024-10", "At Dr Sorel’s practice, watched for half an hour", Gap.NONE),
        "My own memory",
    ),
)
