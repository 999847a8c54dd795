"""Which page of the guide fits each place of the sidebar: the help of a place leads there."""

from collections.abc import Mapping

NONE = ""
"""For a place about which the guide has nothing to say."""

PAGE_FOR: Mapping[str, str] = {
    "home": "indolent",
    "emergency_card": "injectors",
    "injectors": "injectors",
    "reactions": "triggers",
    "emergency_contacts": "injectors",
    "documents": "record",
    "medications": "treatments",
    "test_results": "tests",
    "clinic_scores": "symptoms",
    "diagnosis": "forms",
    "reports": "tests",
    "episodes": "injectors",
    "stings": "triggers",
    "history": "bones",
    "person": "record",
    "care_team": "team",
    "who_has_what": "point_person",
    "appointments": "point_person",
    "plans": "surgery",
    "questions": "team",
    "about_me_letter": "school_work",
    "journal": "symptoms",
    "photos": "symptoms",
    "evidence": "papers",
    "binder": "record",
    "backup_and_keys": NONE,
    "to_file": "record",
    "filing_rules": "record",
    "own_fields": "record",
    "record_groups": "record",
    "inbox": NONE,
    "guide": NONE,
}
"""By the place's name the key of a page, or `NONE`. A law sees that every place of the table is here."""
