"""Made-up patients for the papers: one with a full record, one with long names and far too much of everything."""

from datetime import date

from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Session, Vault

TODAY = date(2026, 11, 22)


def day(text: str) -> PartialDate:
    """A stored date."""
    return PartialDate.from_stored(text)


def device(session: Session, product: str = "EpiPen", **values: object) -> str:
    """One adrenaline device."""
    filled = {"product": product, "strength": "0.3 mg", "route": "injector", "second_dose_minutes": 5, **values}
    return store.save(session, ADRENALINE_DEVICES, filled)


def small(session: Session) -> None:
    """What the first-start pages ask for: name, birth date, diagnosis, number, one contact, two injectors."""
    store.save(session, PERSON, {"name": "Alex Morgan", "birth_date": day("1984-03-12"), "diagnosis": "ism"})
    store.save(session, EMERGENCY_CARD, {"emergency_number": "911"})
    contact = {"name": "Jordan Vale", "relation": "partner", "phone": "+1 555 010 0142"}
    store.save(session, EMERGENCY_CONTACTS, contact)
    device(session, expiry=day("2027-05"), kept_where="handbag")
    device(session, expiry=day("2027-03-31"), kept_where="bedside")


def full(session: Session) -> str:
    """A believable full record. Returns the id of the next appointment."""
    small(session)
    store.save(
        session,
        PERSON,
        {
            "languages": "English, Spanish",
            "communication": "hearing aid on the left, please face me",
            "classification": "who2022",
            "diagnosed_on": day("2021-03"),
            "diagnosed_at": "Northgate University Hospital",
            "skin": True,
            "asthma": True,
            "weight": "68 kg, May 2026",
            "height": "171 cm",
            "phone": "+1 555 010 0100",
            "address": "12 Hidden Lane\nNorthgate",
            "story": "I teach music, I sing, and I would like to travel again.\nPlease tell me before you touch my skin.",
        },
        record_id=_only(session, PERSON),
    )
    store.save(
        session,
        EMERGENCY_CARD,
        {
            "second_number": "112",
            "do_not_give": "Morphine and codeine.\nIbuprofen and other NSAIDs: reacted.",
            "do_not_give_by": "Dr Imani Okafor",
            "do_not_give_on": day("2026-05-03"),
            "after_adrenaline": "Cetirizine 10 mg by mouth once I can swallow. Oxygen, fluids.",
            "tryptase": "32.4 ng/mL",
            "tryptase_on": day("2026-04-18"),
            "premedication": True,
            "premedication_where": "binder, tab Medications",
            "review_by": day("2027-05"),
        },
        record_id=_only(session, EMERGENCY_CARD),
    )
    second = {"name": "Rosa Morgan", "relation": "mother", "phone": "+34 600 555 019", "language": "Spanish"}
    store.save(session, EMERGENCY_CONTACTS, second)
    device(session, "EpiPen", status="trainer", expiry=day("2030"))
    device(session, "Jext", status="used", strength="300 micrograms", expiry=day("2025-01"))
    for values in (
        {
            "substance": "Ibuprofen",
            "type": "allergy",
            "reaction": "flushing, then fainted, no rash",
            "severity": "severe",
            "certainty": "confirmed",
            "happened_on": day("2019-spring"),
        },
        {
            "substance": "Wasp sting",
            "type": "allergy",
            "reaction": "collapse within five minutes",
            "severity": "life_threatening",
            "certainty": "confirmed",
            "happened_on": day("2021-08"),
        },
        {
            "substance": "Codeine",
            "type": "intolerance",
            "reaction": "hives",
            "severity": "moderate",
            "happened_on": day("2018"),
        },
        {"substance": "Atracurium", "type": "avoid"},
        {"substance": "Heat", "type": "trigger", "reaction": "flushing", "severity": "mild"},
        {"substance": "Strawberries", "type": "allergy", "reaction": "none on retrial", "certainty": "cleared"},
    ):
        store.save(session, REACTIONS, values)
    for values in (
        {"substance": "Paracetamol", "category": "pain", "premedication": Gap.NONE},
        {"substance": "Fentanyl", "category": "pain", "happened_on": day("2024-02")},
        {
            "substance": "Propofol, sevoflurane",
            "category": "anaesthesia",
            "happened_on": day("2024-02"),
            "premedication": "cetirizine and prednisone",
            "occasion": "knee operation",
        },
        {"substance": "Iohexol", "category": "contrast", "happened_on": day("2023-11-02"), "premedication": Gap.NONE},
        {"substance": "Amoxicillin", "category": "antibiotic"},
        {"substance": "Influenza vaccine", "category": "vaccine", "happened_on": day("2025-10")},
    ):
        store.save(session, TOLERATED, values)
    for values in (
        {
            "name": "Bisoprolol",
            "strength": "2.5 mg",
            "use": "regular",
            "emergency_class": "beta_blocker",
            "directions": "one tablet every morning",
            "reason": "palpitations",
            "started_on": day("2022"),
        },
        {
            "name": "Avapritinib",
            "strength": "25 mg",
            "brand": "Ayvakyt",
            "use": "regular",
            "emergency_class": "kit_inhibitor",
            "directions": "one tablet a day on an empty stomach",
            "prescriber": "Dr Imani Okafor",
            "started_on": day("2025-01-14"),
        },
        {
            "name": "Cetirizine",
            "strength": "10 mg",
            "type": "otc",
            "use": "regular",
            "emergency_class": "none",
            "directions": "one tablet every evening",
            "reason": "itching",
        },
        {
            "name": "Cromolyn sodium (oral)",
            "use": "as_needed",
            "directions": "one ampoule before meals away from home",
            "reason": "stomach pain",
        },
        {
            "name": "Prednisone",
            "strength": "50 mg",
            "use": "premedication",
            "emergency_class": "steroid",
            "directions": "as on the plan of 3 May 2026",
        },
        {"name": "Ranitidine", "use": "past", "stopped_on": day("2020-04"), "stopped_why": "withdrawn from the market"},
    ):
        store.save(session, MEDICATIONS, values)
    specialist = store.save(
        session,
        CARE_TEAM,
        {
            "name": "Dr Imani Okafor",
            "role": "Mast cell specialist",
            "organisation": "Northgate University Hospital",
            "point_person": True,
            "phone": "+1 555 010 0170",
            "hours": "Mon to Thu, 9 to 15",
            "looks_after": "tryptase, blood counts, avapritinib",
            "fax": "+1 555 010 0171",
        },
    )
    store.save(session, CARE_TEAM, {"name": "Dr Samuel Lind", "role": "Family doctor", "phone": "+1 555 010 0150"})
    store.save(session, CARE_TEAM, {"name": "Dr Mei Tan", "role": "Dermatologist", "phone": "+1 555 010 0161"})
    visit = store.save(
        session,
        APPOINTMENTS,
        {
            "purpose": "Follow-up",
            "on_date": day("2027-01-14"),
            "at_time": "10:30",
            "with_member": specialist,
            "place": "Northgate University Hospital, room 4.12",
            "status": "planned",
            "prepare": "Fasting blood test at 9:30. Bring the card.",
        },
    )
    past = store.save(
        session,
        APPOINTMENTS,
        {
            "purpose": "Bone density scan",
            "on_date": day("2026-06-02"),
            "with_whom": "Bone clinic",
            "status": "done",
            "notes": "Spine −1.8, hip −1.2.\nSame machine in two years.",
            "to_do": "Vitamin D level with the next blood test.",
        },
    )
    for text in (
        "How often should we meet?",
        "What has changed in my tryptase and blood counts since last time?",
        "Which symptom should we work on first?",
        "Are my emergency plan and my card still right?",
    ):
        store.save(session, QUESTIONS, {"text": text, "appointment": visit, "status": "open"})
    store.save(
        session,
        QUESTIONS,
        {
            "text": "Do I need treatment for my bones?",
            "appointment": past,
            "status": "answered",
            "answer": "Not now. Vitamin D first, scan again in two years.",
            "answered_by": "Dr Silva",
            "answered_on": day("2026-06-02"),
        },
    )
    store.save(
        session,
        QUESTIONS,
        {
            "text": "Could light therapy help me, and what are its risks?",
            "specialist": "Dermatologist",
            "status": "open",
        },
    )
    return visit


def crowded(session: Session) -> None:
    """Long names, letters of several scripts, and more of everything than a card holds."""
    full(session)
    store.save(
        session,
        PERSON,
        {
            "name": "Maria-Theresia Wolfeschlegelsteinhausenbergerdorff-Papadopoulou de la Fuente y Cañizares",
            "diagnosis_line": "Smouldering systemic mastocytosis, B findings positive, with hereditary alpha-tryptasemia",
            "languages": "Ελληνικά, Русский, Français, 中文",
        },
        record_id=_only(session, PERSON),
    )
    for number in range(1, 25):
        reaction = {
            "substance": f"Substance number {number} of a long list",
            "type": "allergy",
            "reaction": "flushing, hives, vomiting and low blood pressure for several hours afterwards",
            "severity": "severe",
        }
        store.save(session, REACTIONS, reaction)
    device(
        session,
        "EURneffy",
        strength="2 mg",
        route="nasal",
        second_dose_minutes=10,
        kept_where="jacket",
        expiry=day("2026-01"),
    )
    device(session, "Anapen", strength="500 micrograms", second_dose_minutes=None, kept_where=None, expiry=None)


def _only(session: Session, kind: object) -> str:
    record = store.the_one(session, kind)  # type: ignore[arg-type]
    assert record is not None
    return record.id


def document(
    vault: Vault, data: bytes, title: str, *, media_type: str = "application/pdf", pages: int = 1, **values: object
) -> str:
    """File a document in the vault without reading its text: quick, and all that a binder needs."""
    stored = vault.files.add_bytes(data, name=f"{title}.pdf", media_type=media_type)
    filed = {
        "title": title,
        "file_name": f"{title}.pdf",
        "media_type": media_type,
        "size": stored.size,
        "sha256": stored.sha256,
        "fingerprint": vault.fingerprint(data),
        "pages": pages,
        "file_id": stored.file_id,
        "imported_at": store.now(),
        **values,
    }
    with vault.write() as session:
        return store.save(session, DOCUMENTS, filed)


def rename(session: Session, **values: object) -> None:
    """Change what the person's own record says."""
    store.save(session, PERSON, values, record_id=_only(session, PERSON))


def mark_demo(session: Session) -> None:
    """Make the vault the invented demo patient's."""
    store.mark_demo(session)
