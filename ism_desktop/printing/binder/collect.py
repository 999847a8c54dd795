"""Collecting the binder from the records, in the order of clinical.md 4.3. A kind without a hand-made part gets a plain one."""

from collections.abc import Callable, Mapping
from datetime import date

from ism_desktop.printing import emergency_card
from ism_desktop.printing.binder import clinical, tabs
from ism_desktop.printing.binder.content import TAB_TITLES, BinderContent, BinderDocument, Group, Tab
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.values import words, words_or_gap
from ism_desktop.records import document_notices, store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.vault import Session

# Tabs made by hand, in order; what they show is drawn from the kinds of the same `binder_tab`, or from several.
_TABS: Mapping[str, tuple[str, Callable[[Reader], tuple[Group, ...]]]] = {
    "about_me": ("", tabs.about_me),
    "diagnosis": ("Only what is written in a report, as the report says it.", tabs.diagnosis),
    "allergies": ("", clinical.reactions),
    "medications": ("", clinical.medications),
    "care_team": ("", tabs.care_team),
    "visits": ("", tabs.visits),
    "questions": ("", tabs.questions),
}

_OUTSIDE_TABS = frozenset({"emergency", "documents"})


def collect(session: Session, today: date, *, demo: bool = False) -> BinderContent:
    """Collect the whole binder as it would be printed today; the documents themselves stay in the vault until it is built."""
    reader = Reader(session)
    card = emergency_card.collect(session, today=today, demo=demo)
    documents = [document(record) for record in store.list_active(session, DOCUMENTS)]
    plan_ids = {
        record.id for record in store.list_active(session, DOCUMENTS) if record.values["type"] == "emergency_plan"
    }
    return BinderContent(
        demo=card.demo,
        printed_on=today,
        name=card.name,
        birth_date=card.birth_date,
        card=card,
        emergency=tabs.emergency(reader),
        tabs=_tabs(reader),
        plans=tuple(one for one in documents if one.id in plan_ids),
        documents=tuple(one for one in documents if one.id not in plan_ids),
    )


def _tabs(reader: Reader) -> tuple[Tab, ...]:
    made = [Tab(TAB_TITLES[key], make(reader), intro) for key, (intro, make) in _TABS.items()]
    plain: dict[str, list[Group]] = {}
    titles: dict[str, str] = {}
    for kind in KINDS:
        if kind.binder_tab and kind.binder_tab not in _TABS and kind.binder_tab not in _OUTSIDE_TABS:
            plain.setdefault(kind.binder_tab, []).append(tabs.plain(reader, kind))
            titles.setdefault(kind.binder_tab, kind.plural)
    return (*made, *(Tab(titles[key], tuple(groups)) for key, groups in plain.items()))


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
    )
