"""Collecting the binder from the records, in the order of docs/clinical-sources.md. A kind without a hand-made part gets a plain one."""

from collections.abc import Callable, Mapping
from datetime import date

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing import emergency_card
from ism_desktop.printing.binder import clinical, episodes, history, journal, plans, reports, results, skin, tabs, team
from ism_desktop.printing.binder.content import BinderContent, BinderDocument, Group, Tab
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.binder.titles import DOCUMENTS as DOCUMENTS_TAB
from ism_desktop.printing.binder.titles import EMERGENCY, title_of
from ism_desktop.printing.values import full_name, words, words_or_gap
from ism_desktop.records import document_notices, point_person, store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.documents import DOCUMENTS, PHOTO, is_printed
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.kinds.guide_notes import GUIDE_NOTES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS
from ism_desktop.records.store import Record
from ism_desktop.vault import Session

# Tabs made by hand, in order; what they show is drawn from the kinds of the same `binder_tab`, or from several.
_TABS: Mapping[str, Callable[[Reader], tuple[Group, ...]]] = {
    "about_me": tabs.about_me,
    "diagnosis": reports.diagnosis,
    "allergies": lambda reader: (*clinical.reactions(reader), *skin.stings(reader)),
    "medications": lambda reader: _with_something_in_it(*clinical.medications(reader), *plans.for_procedures(reader)),
    "care_team": lambda reader: (
        *team.care_team(reader),
        *tabs.plain_ones(reader, GIVEN_PAPERS, RECORDS_REQUESTS, CALLS),
    ),
    "test_results": lambda reader: _with_something_in_it(*results.test_results(reader), *reports.reports(reader)),
    "procedures": history.procedures,
    "visits": lambda reader: _with_something_in_it(*plans.monitoring(reader), *tabs.visits(reader)),
    "questions": lambda reader: _with_something_in_it(
        *tabs.questions(reader), tabs.plain(reader, GUIDE_NOTES), *tabs.plain_ones(reader, QUESTION_ANSWERS)
    ),
    "journal": lambda reader: _with_something_in_it(
        *journal.journal(reader),
        *episodes.episodes(reader),
        *journal.triggers(reader),
        *skin.scores(reader),
        *skin.photos(reader),
    ),
    "vaccinations": history.vaccinations,
    "family_history": history.family,
    "evidence": tabs.evidence,
}
_INTROS: Mapping[str, LazyText] = {"diagnosis": tr_lazy("Only what is written in a report, as the report says it.")}

# Of what no doctor asks for, the binder does not say that nothing is recorded.
_WHERE_THERE_IS_ONE = frozenset({"evidence"})
_OUTSIDE_TABS = frozenset({EMERGENCY, DOCUMENTS_TAB})


def _with_something_in_it(*groups: Group) -> tuple[Group, ...]:
    """The groups without those that are empty, unless all are: results without reports must not read as “NOT RECORDED”."""
    return tuple(group for group in groups if not group.is_empty) or (Group("", ()),)


def collect(session: Session, today: date, *, demo: bool = False) -> BinderContent:
    """Collect the whole binder as it would be printed today; the documents themselves stay in the vault until it is built."""
    reader = Reader(session, today)
    card = emergency_card.collect(session, today=today, demo=demo)
    person = reader.the_one(PERSON)
    there = store.list_active(session, DOCUMENTS)
    printed = [record for record in there if is_printed(record.values)]
    left_out = [record for record in there if not is_printed(record.values)]
    documents = [document(record) for record in printed]
    plan_ids = {record.id for record in printed if record.values["type"] == "emergency_plan"}
    return BinderContent(
        demo=card.demo,
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date") or tr("NOT RECORDED"),
        card=card,
        emergency=tabs.emergency(reader),
        tabs=_tabs(reader),
        plans=tuple(one for one in documents if one.id in plan_ids),
        documents=tuple(one for one in documents if one.id not in plan_ids),
        photos_left_out=sum(record.values["type"] == PHOTO for record in left_out),
        point_person=point_person.line(session),
        others_left_out=sum(record.values["type"] != PHOTO for record in left_out),
    )


def _tabs(reader: Reader) -> tuple[Tab, ...]:
    made = [Tab(key, title_of(key), make(reader), str(_INTROS.get(key, ""))) for key, make in _TABS.items()]
    made = [
        tab for tab in made if tab.key not in _WHERE_THERE_IS_ONE or any(not group.is_empty for group in tab.groups)
    ]
    plain: dict[str, list[Group]] = {}
    titles: dict[str, str] = {}
    for kind in KINDS:
        key = kind.binder_tab
        if key and key not in _TABS and key not in _OUTSIDE_TABS:
            plain.setdefault(key, []).append(tabs.plain(reader, kind))
            titles.setdefault(key, title_of(key, kind.plural))
    return (*made, *(Tab(key, titles[key], tuple(groups)) for key, groups in plain.items()))


def document(record: Record) -> BinderDocument:
    """A document as the binder needs it."""
    return BinderDocument(
        id=record.id,
        title=record.title,
        type=words(record, "type"),
        dated=words_or_gap(record, "document_date"),
        source=words(record, "source"),
        notes=words(record, "notes"),
        pages=record.values["pages"],
        media_type=record.values["media_type"],
        file_id=record.values["file_id"],
        notices=document_notices.of_document(record.values),
        text_file_id=record.values["text_file_id"],
    )
