"""The demo's documents: the files in `resources/demo/`, and what a person would have written down about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ism_desktop.demo.entries import on

MARROW = "bone-marrow-report-2019.pdf"
BLOOD = "blood-test-2025.pdf"
BONES = "bone-density-2024.pdf"
ALLERGIST = "allergist-letter-2025.pdf"
PLAN = "emergency-plan-signed-2025.png"
HOSPITAL = "hospital-letter-2016.jpg"
PREMEDICATION = "premedication-and-anaesthesia-2023.tiff"
INSURANCE = "insurance-letter-2025.pdf"
UNFILED = ("scan-0041.pdf", "scan-0042.pdf")
"""New papers that she has not filed yet."""

FOREARM, FOREARM_LATER = "forearm-2025.jpg", "forearm-2026.jpg"


@dataclass(frozen=True, slots=True)
class DemoPaper:
    """One file, and the fields of its document record."""

    file_name: str
    values: Mapping[str, Any]


PAPERS: tuple[DemoPaper, ...] = (
    DemoPaper(
        PLAN,
        {
            "title": "Emergency plan, signed by Dr Okafor",
            "type": "emergency_plan",
            "document_date": on("2025-06-10"),
            "source": "Dr Imani Okafor",
            "tags": ("For the emergency room",),
            "shelf_mark": "Kitchen drawer",
            "notes": "A copy is in the kitchen drawer and one in Jordan’s bag.",
        },
    ),
    DemoPaper(
        MARROW,
        {
            "title": "Bone marrow report",
            "type": "biopsy",
            "document_date": on("2019-05-28"),
            "source": "Hollow Creek University Hospital, haematopathology",
            "tags": ("Mastocytosis/Bone marrow",),
            "shelf_mark": "Blue binder",
            "label_number": "P1",
            "notes": "The report with the diagnosis. New doctors always ask for it.",
        },
    ),
    DemoPaper(
        BLOOD,
        {
            "title": "Blood test with tryptase",
            "type": "blood_test",
            "document_date": on("2025-05-06"),
            "source": "Hollow Creek Laboratory",
            "tags": ("Mastocytosis/Blood",),
            "shelf_mark": "Blue binder",
        },
    ),
    DemoPaper(
        BONES,
        {
            "title": "Bone density scan",
            "type": "bone_scan",
            "document_date": on("2024-09-17"),
            "source": "Alder Bone Health Practice",
        },
    ),
    DemoPaper(
        ALLERGIST,
        {
            "title": "Letter from the allergist",
            "type": "evaluation",
            "document_date": on("2025-02-13"),
            "source": "Dr Tobias Wren",
            "notes": "Takes back the old penicillin label on page 2.",
        },
    ),
    DemoPaper(
        HOSPITAL,
        {
            "title": "Hospital letter after the wasp sting",
            "type": "hospital",
            "document_date": on("2016-08-22"),
            "source": "Fernbrook County Hospital",
        },
    ),
    DemoPaper(
        PREMEDICATION,
        {
            "title": "Premedication plan and anaesthesia record, knee",
            "type": "premedication",
            "document_date": on("2023-10-06"),
            "source": "Hollow Creek University Hospital, anaesthesia",
            "notes": "Page 2 lists what went well.",
        },
    ),
    DemoPaper(
        INSURANCE,
        {
            "title": "Approval for cromolyn",
            "type": "insurance",
            "document_date": on("2025-08-04"),
            "source": "Lanternlight Health Plan",
            "tags": ("Money",),
            "shelf_mark": "Green folder",
            "label_number": "P2",
        },
    ),
    DemoPaper(FOREARM, {"title": "Left forearm, drawn", "type": "photo", "document_date": on("2025-04-02")}),
    DemoPaper(
        FOREARM_LATER, {"title": "Left forearm, drawn again", "type": "photo", "document_date": on("2026-04-11")}
    ),
)
