"""Everything that is proposed for one document: dates, senders, and what the rules for filing say. Nothing is saved here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ism_desktop.documents.naming import title_from
from ism_desktop.documents.proposals import dates, labels, senders
from ism_desktop.documents.proposals.dates import DateCandidate
from ism_desktop.documents.proposals.lines import lines_of
from ism_desktop.documents.proposals.senders import SenderCandidate
from ism_desktop.documents.texts import page_strings
from ism_desktop.records import filing_rules, paper_numbers, store
from ism_desktop.records.filing_rules import Paper
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import Workers

_LONGEST_TEXT = 200_000  # letters that rules look at
_SHOWN = 6


@dataclass(frozen=True)
class Proposals:
    """What is proposed for a document: `values` for fields that say nothing yet, and the candidates with their places and reasons.

    `label` is the number on a label that the document bears.
    """

    document_id: str
    values: Mapping[str, Any]
    dates: tuple[DateCandidate, ...] = ()
    senders: tuple[SenderCandidate, ...] = ()
    rules: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Known:
    """What proposals rest on besides the document, read once: the care team, the rules, and when the person was born."""

    team: Sequence[Record]
    rules: Sequence[Record]
    born: PartialDate | None = None


def known(session: Session) -> Known:
    """Read what proposals rest on."""
    person = store.the_one(session, PERSON)
    born = None if person is None else person.values["birth_date"]
    return Known(
        store.list_active(session, CARE_TEAM),
        filing_rules.active(session),
        born if isinstance(born, PartialDate) else None,
    )


def propose(
    vault: Vault, document_id: str, *, today: date, day_first: bool, workers: Workers | None = None
) -> Proposals:
    """What is proposed for a document. Reads its text, and with `workers` looks for a label on its first pages: in the background.

    Raises RecordMissing, VaultDamaged.
    """
    with vault.read() as session:
        record = store.get(session, DOCUMENTS, document_id)
        resting_on = known(session)
    text_file = record.values["text_file_id"]
    pages = page_strings(vault, text_file) if text_file else []
    found = of_text(record, pages, resting_on, today=today, day_first=day_first)
    label = "" if workers is None else labels.number_on(vault, workers, record)
    if not label:
        return found
    own = record.values[paper_numbers.FIELD]
    return replace(found, label=label, values=found.values if own else {**found.values, paper_numbers.FIELD: label})


def of_text(record: Record, pages: Sequence[str], on: Known, *, today: date, day_first: bool) -> Proposals:
    """What is proposed for a document with this text."""
    lines = lines_of(pages)
    found_dates = dates.candidates(lines, today=today, day_first=day_first, born=on.born)
    found_senders = senders.candidates(lines, on.team)
    values = record.values
    likely = [each.sender for each in found_senders if each.weight > 0][:1]
    sender = values["source"] if values["source"] is not None else next(iter(likely), None)
    ruled = filing_rules.proposed(on.rules, paper_of(record, pages, sender))
    sender = values["source"] if values["source"] is not None else ruled.sender or sender
    day = next((each.date for each in found_dates if not each.is_doubtful), None)
    kind = values["type"] or ruled.type
    stated: dict[str, Any] = {"document_date": day, "source": sender, "type": kind}
    proposed = {name: value for name, value in stated.items() if value is not None and values[name] is None}
    if ruled.tags and values["tags"] is None:
        proposed["tags"] = ruled.tags
    if ruled.title and values["title"] in {None, title_from(values["file_name"])}:
        date_said = values["document_date"] if values["document_date"] is not None else day
        title = filing_rules.title_from(ruled.title, date=date_said, sender=sender, kind=kind)
        if title:
            proposed["title"] = title
    return Proposals(record.id, proposed, tuple(found_dates[:_SHOWN]), tuple(found_senders[:_SHOWN]), ruled.rules)


def paper_of(record: Record, pages: Sequence[str], sender: object = None) -> Paper:
    """A document as the rules look at it."""
    text = filing_rules.prepared("\n".join(pages)[:_LONGEST_TEXT])
    file_name = filing_rules.prepared(str(record.values["file_name"]))
    said = record.values["source"]
    return Paper(text, file_name, tuple(each for each in (said, sender) if each is not None))
