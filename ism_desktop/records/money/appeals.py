"""What goes into the file of an appeal: proposed from what is attached to the refusal, decided by the person, remembered for next time.

The order is that in which such files are asked for (docs/clinical-sources.md, packets): letter, the refusal, a doctor's letter of
necessity, records, research papers, time line, and what it means to the person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy.orm import Session

from ism_desktop.records import links, store, vault_settings
from ism_desktop.records.kinds.authorisations import AUTHORISATIONS
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.denials import DENIALS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.publications import PUBLICATIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate, Rows

REFUSAL, NECESSITY, RECORDS = "refusal", "necessity", "records"
SECTIONS = (REFUSAL, NECESSITY, RECORDS)
"""Where documents can stand, in this order."""

_SETTING = "appeal_files"
_OF_THE_REFUSAL = frozenset({"appeal", "insurance", "authorisation", "bill"})
_OF_NECESSITY = frozenset({"evaluation", "prescription", "referral"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document, where it stands, and whether it goes in."""

    document_id: str
    section: str
    is_in: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """All that was decided: documents in their order, the research papers, and what it means to the person in their own words."""

    documents: tuple[Chosen, ...] = ()
    publications: tuple[str, ...] = ()
    statement: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "documents": [[one.document_id, one.section, one.is_in] for one in self.documents],
            "publications": list(self.publications),
            "statement": self.statement,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Choice":
        """Back from JSON; what does not fit is left out."""
        rows = [row for row in kept.get("documents", ()) if len(row) == 3 and row[1] in SECTIONS]
        return cls(
            tuple(Chosen(str(row[0]), str(row[1]), bool(row[2])) for row in rows),
            tuple(map(str, kept.get("publications", ()))),
            str(kept.get("statement", "")),
        )


def choice_of(session: Session, denial_id: str) -> Choice:
    """What was decided for a refusal, and what has been attached since, proposed. Raises RecordMissing."""
    kept = vault_settings.get(session, _SETTING).get(denial_id)
    choice = Choice.from_dict(cast("dict[str, Any]", kept)) if isinstance(kept, dict) else Choice()
    known = {one.document_id for one in choice.documents}
    there = [one for one in choice.documents if _document(session, one.document_id) is not None]
    proposed = [one for one in _proposed(session, denial_id) if one.document_id not in known]
    papers = [one for one in choice.publications if store.find(session, PUBLICATIONS, one) is not None]
    ordered = sorted((*there, *proposed), key=lambda one: SECTIONS.index(one.section))
    return Choice(tuple(ordered), tuple(papers), choice.statement)


def keep(session: Session, denial_id: str, choice: Choice) -> None:
    """Remember what was decided."""
    known = vault_settings.get(session, _SETTING)
    vault_settings.put(session, _SETTING, {**known, denial_id: choice.as_dict()})


def _document(session: Session, document_id: str) -> Record | None:
    record = store.find(session, DOCUMENTS, document_id)
    return record if record is not None and record.deleted_at is None else None


def _proposed(session: Session, denial_id: str) -> Iterator[Chosen]:
    """Attached to the refusal, its bill, the explanations of that bill, and its authorisation; each document once."""
    seen: set[str] = set()
    for kind, record_id in _around(session, denial_id):
        for proof in links.proofs(session, kind, record_id):
            document = _document(session, proof.document_id)
            if document is None or document.id in seen:
                continue
            seen.add(document.id)
            of = str(document.values["type"] or "")
            section = REFUSAL if of in _OF_THE_REFUSAL else NECESSITY if of in _OF_NECESSITY else RECORDS
            yield Chosen(document.id, section)


def _around(session: Session, denial_id: str) -> Iterator[tuple[Any, str]]:
    denial = store.get(session, DENIALS, denial_id)
    yield DENIALS, denial_id
    bill, authorisation = denial.values["bill"], denial.values["authorisation"]
    if bill:
        yield from (
            (BENEFIT_EXPLANATIONS, one.id) for one in store.list_active(session, BENEFIT_EXPLANATIONS, bill=bill)
        )
        yield BILLS, bill
    if authorisation:
        yield AUTHORISATIONS, authorisation


@dataclass(frozen=True, slots=True)
class Step:
    """A day, as far as it is known, and what happened then."""

    on: PartialDate | None
    kind: str
    words: str
    record_id: str = field(default="", compare=False)


DENIED, APPEALED, DECIDED, UNTIL, STEP, CALL = "denied", "appealed", "decided", "until", "step", "call"


def time_line(session: Session, denial_id: str) -> list[Step]:
    """What happened, the earliest first: the days of the letters as typed, the steps, and the calls about it. Raises RecordMissing.

    `words` are those of the person; empty for the days of letters, whose `kind` says what they are.
    """
    denial = store.get(session, DENIALS, denial_id)
    values = denial.values
    found = [
        Step(on, kind, "")
        for kind, name in (
            (DENIED, "denied_on"),
            (UNTIL, "deadline_on"),
            (APPEALED, "appealed_on"),
            (DECIDED, "decided_on"),
        )
        if isinstance(on := values[name], PartialDate)
    ]
    steps = values["steps"]
    for row in steps.rows if isinstance(steps, Rows) else ():
        on = row.get("on_date")
        found.append(Step(on if isinstance(on, PartialDate) else None, STEP, str(row.get("what") or "")))
    for call in calls(session, denial_id):
        at = call.values["at"]
        found.append(Step(at.date if at is not None else None, CALL, call.title, call.id))
    return sorted(found, key=lambda step: (step.on is None, step.on.sort_text if step.on is not None else ""))


def calls(session: Session, denial_id: str) -> list[Record]:
    """The calls about a refusal, the latest first."""
    return store.list_active(session, CALLS, denial=denial_id)
