"""The demo patient's appointments and questions, after the care team; the visits lie around today, so that the demo never looks stale."""

from datetime import date

from ism_desktop.demo import given, papers, team
from ism_desktop.demo.emergency import TRAINED
from ism_desktop.demo.entries import Entry, Proof, near, on
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.tasks import FOLLOWS, PREPARES, TASKS

NEXT_VISIT = "next visit"
_LAST_VISIT = "last visit"
_BONE_VISIT = "bone visit"
_ALLERGY_VISIT = "allergy visit"
_FIRST_VISIT = "first visit"
_YEARLY = "yearly question"
# Fixed, unlike the other visits: it tells the result of a scan whose day stands on a document.
_BONE_DAY = "2024-09-24"
_OKAFOR = "Dr Imani Okafor"
_SIX_WEEKS = 42


def entries(today: date) -> list[Entry]:
    """The team first, then the visits that refer to it, then the questions that refer to those, who has what, and the tasks."""
    return [
        *team.entries(),
        *_past_visits(today),
        *_coming_visits(today),
        *_questions(today),
        *_tasks(today),
        *given.entries(today, _YEARLY, _FIRST_VISIT),
    ]


def _past_visits(today: date) -> list[Entry]:
    return [
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Yearly follow-up",
                "on_date": near(today, -370),
                "at_time": "10:15",
                "place": "Mast Cell Clinic, Building C, second floor",
                "status": "done",
                "prepare": "Medication list, last blood test",
                "notes": "Everything steady. Tryptase a little lower than before. No change of medicine.",
                "to_do": "Blood test before the next visit. Emergency plan to be signed again each year.",
            },
            key=_FIRST_VISIT,
            refers={"with_member": "okafor"},
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Bone density result",
                "on_date": on(_BONE_DAY),
                "at_time": "14:30",
                "place": "Alder Bone Health Practice",
                "status": "done",
                "notes": "Bones a little thin at the spine and the femoral neck, no fracture, no certain change since 2021.",
                "to_do": "Dr Sorel checks vitamin D. Walk and lift light weights. Ask Dr Okafor when to scan again.",
            },
            key=_BONE_VISIT,
            refers={"with_member": "alder"},
            proofs=(Proof(papers.BONES, 1),),
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Venom injection and yearly talk",
                "on_date": near(today, TRAINED),
                "at_time": "09:00",
                "place": "4 Millpond Lane",
                "status": "done",
                "prepare": "Both injectors, trainer",
                "notes": "Injection went well, half an hour of watching. Practised with the trainer.",
                "to_do": "Go on every six weeks.",
            },
            key=_ALLERGY_VISIT,
            refers={"with_member": "wren"},
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Follow-up after the summer",
                "on_date": near(today, -34),
                "at_time": "11:00",
                "place": "Video visit",
                "status": "done",
                "notes": "More flushing in the hot weeks. Cetirizine twice a day helps. No fainting. "
                "Dr Okafor would like a new tryptase and blood count before the next visit.",
                "decisions": "Cetirizine twice a day as long as it is hot, then once again. Nothing else changes.",
                "to_do": "Talk about the blood results at the yearly follow-up.",
            },
            key=_LAST_VISIT,
            refers={"with_member": "okafor"},
        ),
    ]


def _coming_visits(today: date) -> list[Entry]:
    return [
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Yearly follow-up with blood results",
                "on_date": near(today, 12),
                "at_time": "10:30",
                "until": "11:15",
                "place": "Mast Cell Clinic, Building C, second floor",
                "status": "planned",
                "prepare": "Question list, medication list, both injectors, the letter of the insurance. Jordan comes along.",
            },
            key=NEXT_VISIT,
            refers={"with_member": "okafor"},
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Venom injection",
                "on_date": near(today, TRAINED + 3 * _SIX_WEEKS),
                "at_time": "09:00",
                "place": "4 Millpond Lane",
                "status": "planned",
                "prepare": "No sport that day. Antihistamine as usual.",
            },
            refers={"with_member": "wren"},
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Two days of training for patients",
                "on_date": near(today, 86),
                "at_time": "10:00",
                "last_day": near(today, 87),
                "until": "15:00",
                "with_whom": "Nurses of the Mast Cell Clinic",
                "place": "Mast Cell Clinic, lecture room",
                "status": "planned",
            },
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Skin check",
                "on_date": near(today, 58),
                "at_time": "15:45",
                "place": "Skin Practice Hollow Creek",
                "status": "planned",
            },
            key="skin visit",
            refers={"with_member": "fenn"},
        ),
        Entry(
            APPOINTMENTS,
            {
                "purpose": "Dental treatment",
                "on_date": near(today, 96),
                "with_whom": "Dr Oda Finch, dentist",
                "place": "7 Market Square",
                "status": "planned",
                "prepare": "Ask Dr Okafor about medicine beforehand. Take both pages of the anaesthesia record along.",
            },
        ),
    ]


def _ask(text: str, visit: str, specialist: str) -> Entry:
    return Entry(QUESTIONS, {"text": text, "specialist": specialist, "status": "open"}, refers={"appointment": visit})


def _answered(text: str, visit: str, answer: str, by: str, **more: object) -> Entry:
    values: dict[str, object] = {"text": text, "status": "answered", "answer": answer, "answered_by": by}
    return Entry(QUESTIONS, values | more, refers={"appointment": visit})


def _questions(today: date) -> list[Entry]:
    specialist = "Mast cell specialist"
    return [
        _ask("What do the new tryptase and blood count say, compared with last year?", NEXT_VISIT, specialist),
        _ask(
            "Is the emergency plan still right as it stands, and can you sign it again today?", NEXT_VISIT, specialist
        ),
        _ask("Whom do I call on a weekend when I do not know whether to go to hospital?", NEXT_VISIT, specialist),
        _ask(
            "Which medicine should I take before the dental treatment, and who tells the dentist?",
            NEXT_VISIT,
            specialist,
        ),
        _ask(
            "Can you write a letter for airport security, so that I may keep the injectors with me?",
            NEXT_VISIT,
            specialist,
        ),
        Entry(
            QUESTIONS,
            {
                "text": "When should my bones be scanned again, given the thin spine?",
                "specialist": specialist,
                "status": "carry_on",
                "answer": "Dr Alder leaves it to Dr Okafor.",
                "answered_by": "Dr Piet Alder",
                "answered_on": on(_BONE_DAY),
                "ask_again_on": near(today, 12),
            },
            refers={"appointment": NEXT_VISIT, "answered_at": _BONE_VISIT, "proof": papers.BONES},
            proofs=(Proof(papers.BONES, 1),),
        ),
        _ask("Have any of the spots changed, and should photos be taken each year?", "skin visit", "Dermatologist"),
        _answered(
            "May I take cetirizine twice a day in the hot months?",
            _LAST_VISIT,
            "Yes, as we agreed: one in the morning, one in the evening. Tell us if you get sleepy.",
            _OKAFOR,
            answered_on=near(today, -34),
        ),
        Entry(
            QUESTIONS,
            {
                "text": "How often should we meet when nothing changes?",
                "status": "answered",
                "answer": "Once a year, with a blood test two weeks before; sooner after any collapse.",
                "answered_by": _OKAFOR,
                "answered_on": near(today, -34),
            },
            key=_YEARLY,
            refers={"appointment": _LAST_VISIT, "answered_at": _LAST_VISIT},
        ),
        _answered(
            "Does the venom treatment really go on for life?",
            _ALLERGY_VISIT,
            "Yes, in my case. We talk about it again each year.",
            "Dr Tobias Wren",
            answered_on=near(today, TRAINED),
            confirmed_by="Dr Tobias Wren",
            confirmed_on=near(today, TRAINED),
        ),
        _answered(
            "Do I need a medicine for my bones?",
            _BONE_VISIT,
            "Not now. It would be talked about again after a fracture or if the next scan is worse.",
            "Dr Piet Alder",
            answered_on=on(_BONE_DAY),
        ),
        Entry(
            QUESTIONS,
            {
                "text": "Are there studies at your clinic that I could join?",
                "specialist": specialist,
                "status": "asked",
                "answer": "Callum Reed will look and write.",
                "answered_by": _OKAFOR,
                "answered_on": near(today, -34),
            },
            refers={"appointment": _LAST_VISIT},
        ),
    ]


def _tasks(today: date) -> list[Entry]:
    return [
        Entry(
            TASKS,
            {
                "what": "Have the blood test done, two weeks before the visit",
                "due_on": near(today, -2),
                "part": PREPARES,
                "notes": "In the morning; no need to fast. The form lies in the red folder.",
            },
            refers={"appointment": NEXT_VISIT},
        ),
        Entry(
            TASKS,
            {
                "what": "Ask the insurance for the letter about the second injector",
                "due_on": near(today, 6),
                "part": PREPARES,
            },
            refers={"appointment": NEXT_VISIT},
        ),
        Entry(
            TASKS,
            {"what": "Book the blood test", "due_on": near(today, -30), "done_on": near(today, -32), "part": FOLLOWS},
            refers={"appointment": _LAST_VISIT},
        ),
        Entry(
            TASKS,
            {
                "what": "Letter to the choir for the journey",
                "owner": _OKAFOR,
                "due_on": near(today, 12),
                "part": FOLLOWS,
            },
            refers={"appointment": _LAST_VISIT},
        ),
    ]
