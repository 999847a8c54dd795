"""What the binder's tabs are called, by their keys, in the order in which they stand."""

from collections.abc import Mapping

from ism_desktop.language import LazyText, tr_lazy

EMERGENCY, DOCUMENTS = "emergency", "documents"
"""The first tab and the last, which are not made of records alone."""

COVER = "cover"
CARD = "emergency_card"
"""The large card, whose page is looked up too."""

_TITLES: Mapping[str, LazyText] = {
    COVER: tr_lazy("Cover and contents"),
    EMERGENCY: tr_lazy("Emergency", "part of the binder"),
    CARD: tr_lazy("Emergency card"),
    "about_me": tr_lazy("About me"),
    "diagnosis": tr_lazy("Diagnosis summary"),
    "allergies": tr_lazy("Allergies and reactions"),
    "medications": tr_lazy("Medications"),
    "care_team": tr_lazy("Care team"),
    "test_results": tr_lazy("Test results and reports"),
    "procedures": tr_lazy("Procedures and implants"),
    "visits": tr_lazy("Visits"),
    "questions": tr_lazy("Questions"),
    "journal": tr_lazy("Journal, episodes and triggers"),
    "vaccinations": tr_lazy("Vaccinations"),
    "family_history": tr_lazy("Family history"),
    "evidence": tr_lazy("Research papers"),
    "money": tr_lazy("Insurance and bills"),
    DOCUMENTS: tr_lazy("Documents"),
}


def title_of(key: str, otherwise: str = "") -> str:
    """What a tab is called, in the language in use; `otherwise`, or its key, for one without a title of its own."""
    found = _TITLES.get(key)
    return str(found) if found is not None else otherwise or key
