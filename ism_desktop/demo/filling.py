"""Writes the demo patient into a new vault: the documents first, through the ordinary import, then the records that point to them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ism_desktop.demo import (
    care,
    emergency,
    episodes,
    evidence,
    filing,
    history,
    journal,
    learning,
    medicines,
    money,
    plans,
    reports,
    results,
    skin,
    treatment,
)
from ism_desktop.demo.entries import Entry
from ism_desktop.demo.papers import PAPERS, UNFILED
from ism_desktop.documents import import_documents
from ism_desktop.language import tr
from ism_desktop.library.resources import path
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import links, store
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.values import LinkedName
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import Workers

_STEPS = 100
_DOCUMENT_STEPS = 95


def fill(vault: Vault, workers: Workers, progress: Progress = no_progress, *, today: date | None = None) -> None:
    """Fill a new, empty vault with the demo patient and mark it as a demo for good.

    Args:
        vault: just created; nothing in it yet.
        today: what the visits and expiry dates lie around; the present day unless a test says otherwise.

    Raises:
        Cancelled: no record was written; documents taken in before may be there.
    """
    day = today or datetime.now().astimezone().date()
    # Marked first: a vault that was filled only in part must say DEMO as well.
    with vault.write() as session:
        store.mark_demo(session)
    documents = take_in_papers(vault, workers, Portion(progress, 0, _DOCUMENT_STEPS, _STEPS))
    progress(_DOCUMENT_STEPS, _STEPS, tr("Writing the entries…"))
    write_entries(vault, documents, day)
    progress(_STEPS, _STEPS, tr("The demo is ready"))


def entries(today: date, journal_days: int = journal.DAYS) -> list[Entry]:
    """Every record of the demo patient but the documents, in the order in which they can refer to one another."""
    return [
        *emergency.entries(today),
        *care.entries(today),
        *treatment.entries(today),
        *medicines.entries(today),
        *reports.entries(),
        *history.entries(today),
        *results.entries(today),
        *plans.entries(today),
        *episodes.entries(today),
        *skin.entries(today),
        *evidence.entries(today),
        *learning.entries(today),
        *filing.entries(),
        *money.entries(today),
        *journal.entries(today, journal_days),
    ]


def take_in_papers(vault: Vault, workers: Workers, progress: Progress = no_progress) -> dict[str, str]:
    """Import the patient's papers, which takes nearly all of the time; the ids of the documents by the names of the files."""
    files = [path("demo", name) for name in (*(paper.file_name for paper in PAPERS), *UNFILED)]
    taken = import_documents(vault, workers, files, progress)
    documents = {result.path.name: result.document_id for result in taken}
    found: dict[str, str] = {}
    with vault.write() as session:
        for paper in PAPERS:
            document_id = documents.get(paper.file_name)
            if document_id is None:
                raise RuntimeError(f"the demo document {paper.file_name} was not imported")
            store.save(session, DOCUMENTS, {**paper.values, "filing": None}, record_id=document_id)
            found[paper.file_name] = document_id
    return found


def write_entries(vault: Vault, documents: dict[str, str], day: date, *, journal_days: int = journal.DAYS) -> None:
    """Write the entries as of a day, with their proofs in these documents; so many days of the journal."""
    with vault.write() as session:
        _save(session, entries(day, journal_days), documents)


def _save(session: Session, written: list[Entry], documents: dict[str, str]) -> None:
    ids = dict(documents)  # a field may point to a paper as to any other entry
    team: dict[str, str] = {}
    # The care team first: names that stand anywhere in the record point to it.
    for entry in sorted(written, key=lambda each: each.kind is not CARE_TEAM):
        values = _linked(entry.kind, entry.values, team) | {name: ids[key] for name, key in entry.refers.items()}
        record_id = store.save(session, entry.kind, values | dict(entry.earlier))
        if entry.earlier:
            store.save(session, entry.kind, {name: values[name] for name in entry.earlier}, record_id=record_id)
        if entry.key:
            ids[entry.key] = record_id
        if entry.kind is CARE_TEAM:
            team[values["name"]] = record_id
            _link_senders(session, values["name"], record_id)
        for proof in entry.proofs:
            links.attach(session, entry.kind, record_id, documents[proof.file_name], proof.page)
    filing.fill_own_fields(session, documents, team)


def _link_senders(session: Session, name: str, record_id: str) -> None:
    """Papers were taken in before there was a care team: their senders point to it now."""
    for paper in store.list_active(session, DOCUMENTS):
        if paper.values["source"] == name:
            store.save(session, DOCUMENTS, {"source": LinkedName(name, record_id)}, record_id=paper.id)


def _linked(kind: Kind, values: Mapping[str, Any], team: Mapping[str, str]) -> dict[str, Any]:
    """The values, each name that somebody of the team bears pointing to them."""
    return {
        name: LinkedName(value, team[value])
        if kind.field(name).input is Input.NAME and isinstance(value, str) and value in team
        else value
        for name, value in values.items()
    }
