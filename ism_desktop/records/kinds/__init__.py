"""Every kind of record, in the order of the sidebar and the binder. A new kind is its file, its migration, and a line here."""

from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import CARE_TOPICS
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES
from ism_desktop.records.kinds.conditions import CONDITIONS
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.family_history import FAMILY_HISTORY
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.fractures import FRACTURES
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.kinds.guide_notes import GUIDE_NOTES
from ism_desktop.records.kinds.implants import IMPLANTS
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.monitoring import MONITORING
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.prompt_answers import PROMPT_ANSWERS
from ism_desktop.records.kinds.publication_imports import PUBLICATION_IMPORTS
from ism_desktop.records.kinds.publications import PUBLICATIONS
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.stings import STINGS
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.records.kinds.tasks import TASKS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.kinds.triggers import TRIGGERS
from ism_desktop.records.kinds.vaccinations import VACCINATIONS
from ism_desktop.records.kinds.venom_doses import VENOM_DOSES

KINDS: tuple[Kind, ...] = (
    PERSON,
    EMERGENCY_CARD,
    EMERGENCY_CONTACTS,
    ADRENALINE_DEVICES,
    REACTIONS,
    TOLERATED,
    EPISODES,
    EPISODE_TIMES,
    STINGS,
    VENOM_DOSES,
    MEDICATIONS,
    MEDICATION_CHANGES,
    MEDICATION_REFILLS,
    MEDICATION_PLANS,
    TEST_RESULTS,
    CLINIC_SCORES,
    CARE_TEAM,
    CARE_TOPICS,
    REPORTS,
    FRACTURES,
    DIAGNOSIS_EVIDENCE,
    PROCEDURES,
    CONDITIONS,
    VACCINATIONS,
    FAMILY_HISTORY,
    IMPLANTS,
    APPOINTMENTS,
    TASKS,
    MONITORING,
    PROCEDURE_PLANS,
    QUESTIONS,
    QUESTION_ANSWERS,
    GIVEN_PAPERS,
    RECORDS_REQUESTS,
    CALLS,
    PUBLICATIONS,
    PUBLICATION_IMPORTS,
    PROMPT_ANSWERS,
    GUIDE_NOTES,
    JOURNAL_ENTRIES,
    TRIGGERS,
    TRACKERS,
    PHOTO_SERIES,
    DOCUMENTS,
    TAGS,
    FILING_RULES,
    OWN_FIELDS,
)

BY_NAME = {kind.name: kind for kind in KINDS}
