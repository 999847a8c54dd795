"""The demo patient's care team: the places first, then the people who work there, and who manages what."""

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, on
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import CARE_TOPICS, INVOLVED, LEADS, OWN
from ism_desktop.records.values import Rows

_OKAFOR = "Dr Imani Okafor"


def entries() -> list[Entry]:
    """Places, people and topics; names are those of the entries, which makes them point there."""
    return [*_TEAM, *_TOPICS]


_CLINIC = "Mast Cell Clinic, Hollow Creek University Hospital"
_PHARMACY = "Hollow Creek Pharmacy"

_PLACES = (
    Entry(
        CARE_TEAM,
        {
            "name": _CLINIC,
            "sort": "practice",
            "phone": "+1 555 010 0121",
            "fax": "+1 555 010 0125",
            "address": "1 Hospital Road, Building C\nHollow Creek",
            "hours": "Monday to Thursday, 8 to 16",
            "portal": "My Hollow Creek, messages to “Mast Cell Clinic”",
        },
        key="clinic",
    ),
    Entry(
        CARE_TEAM,
        {
            "name": _PHARMACY,
            "sort": "pharmacy",
            "phone": "+1 555 010 0128",
            "hours": "Monday to Saturday, 9 to 19",
        },
        key="pharmacy",
    ),
    Entry(CARE_TEAM, {"name": "Hollow Creek Laboratory", "sort": "laboratory"}, key="laboratory"),
)

_TEAM = (
    *_PLACES,
    Entry(
        CARE_TEAM,
        {
            "name": _OKAFOR,
            "role": "Mast cell specialist",
            "organisation": _CLINIC,
            "point_person": True,
            "point_person_times": Rows.of(
                [{"since": on("2019-06"), "why": "The clinic knows the illness best"}],
            ),
            "more_phones": Rows.of(
                [
                    {
                        "sort": "emergency",
                        "number": "+1 555 010 0129",
                        "note": "Nights and weekends: ask for the doctor on call",
                    }
                ]
            ),
            "assistant": "Ms Tamsin Grey, mornings",
            "release_on": on("2024-03-05"),
            "release_until": on("2029-03"),
            "release_what": "All letters and results, from and to Dr Sorel and Dr Wren",
            "looks_after": "The whole picture; tryptase and blood counts; the emergency plan",
            "phone": "+1 555 010 0121",
            "direct_phone": "+1 555 010 0122",
            "fax": "+1 555 010 0125",
            "email": "mastcellclinic@example.org",
            "portal": "My Hollow Creek, messages to “Mast Cell Clinic”",
            "address": "1 Hospital Road, Building C\nHollow Creek",
            "hours": "Monday to Thursday, 8 to 16",
            "best_way": "A message in the portal; when it is urgent the direct line, which is the clinic’s doctor on call",
            "where_from": "Signed emergency plan; the rest from the clinic",
        },
        key="okafor",
        proofs=(Proof(papers.PLAN, 1),),
    ),
    Entry(
        CARE_TEAM,
        {
            "name": "Dr Hana Sorel",
            "role": "Family doctor",
            "organisation": "Mill Street Practice",
            "looks_after": "Everyday things, blood pressure, prescriptions between the visits",
            "phone": "+1 555 010 0110",
            "fax": "+1 555 010 0111",
            "address": "30 Mill Street\nHollow Creek",
            "hours": "Monday to Friday, 8 to 12; Tuesday also 15 to 18",
            "best_way": "Phone before 10",
        },
        key="sorel",
    ),
    Entry(
        CARE_TEAM,
        {
            "name": "Dr Tobias Wren",
            "role": "Allergist / immunologist",
            "organisation": "Allergy practice at the pond",
            "looks_after": "Venom immunotherapy, drug allergies",
            "phone": "+1 555 010 0130",
            "address": "4 Millpond Lane\nHollow Creek",
            "hours": "Tuesday and Thursday",
        },
        key="wren",
        proofs=(Proof(papers.ALLERGIST),),
    ),
    Entry(
        CARE_TEAM,
        {
            "name": "Dr Piet Alder",
            "role": "Bone health specialist",
            "organisation": "Alder Bone Health Practice",
            "looks_after": "Bone density",
            "phone": "+1 555 010 0133",
        },
        key="alder",
        proofs=(Proof(papers.BONES, 1),),
    ),
    Entry(
        CARE_TEAM,
        {
            "name": "Dr Lucia Fenn",
            "role": "Dermatologist",
            "organisation": "Skin Practice Hollow Creek",
            "looks_after": "The spots, and the yearly look at the whole skin",
            "phone": "+1 555 010 0136",
            "email": "fenn@example.org",
        },
        key="fenn",
    ),
    Entry(
        CARE_TEAM,
        {
            "name": "Callum Reed",
            "role": "Nurse",
            "organisation": _CLINIC,
            "looks_after": "Questions between the visits, training with the injector",
            "phone": "+1 555 010 0123",
            "email": "nurse.reed@example.org",
            "best_way": "E-mail; he answers within two days",
        },
        key="reed",
    ),
    Entry(
        CARE_TEAM,
        {
            "name": "Nadia Brook",
            "role": "Pharmacist",
            "organisation": _PHARMACY,
            "looks_after": "All prescriptions; checks fillers and dyes",
            "phone": "+1 555 010 0128",
            "hours": "Monday to Saturday, 9 to 19",
            "notes": "Ask for Nadia by name; she orders the lactose-free brand two days ahead.",
        },
        key="brook",
    ),
)


def _topic(topic: str, who: str, part: str = LEADS, **more: object) -> Entry:
    return Entry(CARE_TOPICS, {"topic": topic, "who": who, "part": part, **more})


_TOPICS = (
    _topic("whole", _OKAFOR),
    _topic("plan", _OKAFOR),
    _topic("plan", "Callum Reed", INVOLVED, notes="Practises with the trainer each spring"),
    _topic("prescriptions", "Dr Hana Sorel"),
    _topic("prescriptions", "Nadia Brook", INVOLVED),
    _topic("blood", _OKAFOR),
    _topic("skin", "Dr Lucia Fenn"),
    _topic("bones", "Dr Piet Alder"),
    _topic("venom", "Dr Tobias Wren"),
    _topic("drug_allergy", "Dr Tobias Wren"),
    _topic("everyday", "Dr Hana Sorel"),
    _topic("out_of_hours", "Doctor on call, University Hospital"),
    _topic(OWN, _OKAFOR, own="Letters for the airport"),
    Entry(CARE_TOPICS, {"topic": "pregnancy", "hidden": True}),
)
