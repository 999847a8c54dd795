"""The demo patient's monitoring plan, and what was written for her procedures."""

from datetime import date

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, month_near, near, on
from ism_desktop.records.kinds.monitoring import MONITORING
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS
from ism_desktop.records.values import Gap


def entries(today: date) -> list[Entry]:
    """Every record of these two kinds; they refer to the care team, to results and to reports, which are saved before."""
    return [*_monitoring(today), *_PROCEDURE_PLANS, _dental(today)]


def _monitoring(today: date) -> tuple[Entry, ...]:
    return (
        Entry(
            MONITORING,
            {
                "what": "Tryptase",
                "type": "test",
                "every": "every 12 months",
                "told_on": near(today, -180),
                "interval": 12,
                "interval_unit": "months",
                "where_from": "Told by my doctor",
            },
            refers={"told_by": "okafor"},
        ),
        Entry(
            MONITORING,
            {
                "what": "Full blood count",
                "type": "test",
                "every": "every 6 months, with the liver values",
                "told_on": near(today, -180),
                "interval": 6,
                "interval_unit": "months",
                "status": "current",
            },
            refers={"told_by": "okafor", "done_by": "sorel", "last_result": "latest count"},
        ),
        Entry(
            MONITORING,
            {
                "what": "Bone density scan",
                "type": "bone_density",
                "every": "again after two to three years, on the same machine",
                "told_on": on("2024-09-24"),
                "next_on": month_near(today, 150),
                "notes": "Ask whether the same machine is still there.",
            },
            refers={"told_by": "alder", "done_by": "alder", "last_report": "bone report"},
        ),
        Entry(
            MONITORING,
            {
                "what": "Eye check",
                "type": "other",
                "every": "once a year",
                "told_by_other": "The optician in Market Square",
                "told_on": Gap.UNKNOWN,
                "last_on": month_near(today, -120),
                "where_from": "My own memory",
            },
        ),
    )


_PROCEDURE_PLANS = (
    Entry(
        PROCEDURE_PLANS,
        {
            "title": "Premedication and anaesthesia",
            "procedures": ("operation",),
            "text": "Before\n"
            "The evening before, 21:00: prednisone 50 mg, famotidine 20 mg, cetirizine 10 mg\n"
            "Morning, 06:00: prednisone 50 mg, montelukast 10 mg\n"
            "One hour before: diphenhydramine 25 mg, famotidine 20 mg\n"
            "\n"
            "In the room\n"
            "Warm room and warm fluids. Calm, quiet start. Pad all pressure points. One drug at a time."
            " Adrenaline drawn up and at hand.\n"
            "Not to be given: morphine, ibuprofen, ketorolac.",
            "written_by_other": "Dr Mei Castellan, anaesthetist",
            "written_on": on("2023-10-06"),
            "status": "current",
            "notes": "Agreed with Dr Okafor on 28 September 2023. Used for the knee, all went well.",
            "where_from": "Sheet from the hospital",
        },
        proofs=(Proof(papers.PREMEDICATION, 1),),
    ),
)


def _dental(today: date) -> Entry:
    return Entry(
        PROCEDURE_PLANS,
        {
            "title": "Plan for dental treatment",
            "procedures": ("dental",),
            "text": "Take the antihistamines as on every day. Bring both injectors and leave them on the table."
            " Long treatments in two visits. Stay 30 minutes afterwards.",
            "written_on": near(today, -180),
            "review_by": month_near(today, 200),
            "where_from": "Message in the portal",
        },
        refers={"written_by": "okafor"},
    )
