"""Collecting the file of an appeal from a refusal, its policy, and what was chosen for it."""

from collections.abc import Iterator, Mapping
from datetime import date

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing.appeal_file.content import AppealContent, Paper
from ism_desktop.printing.bound_behind import Behind
from ism_desktop.printing.request_letter.collect import addressed, sender
from ism_desktop.printing.values import full_name, joined, one_line, words
from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.authorisations import AUTHORISATIONS
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.denials import DENIALS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.kinds.publications import PUBLICATIONS
from ism_desktop.records.money import appeals
from ism_desktop.records.money.appeals import Choice, Step
from ism_desktop.records.store import Record
from ism_desktop.vault import Session

SECTIONS: Mapping[str, LazyText] = {
    appeals.REFUSAL: tr_lazy("The decision"),
    appeals.NECESSITY: tr_lazy("Letters of those who treat me"),
    appeals.RECORDS: tr_lazy("Records"),
}
"""What the parts with documents are called."""

_LETTERS: Mapping[str, LazyText] = {
    appeals.DENIED: tr_lazy("Date of the decision"),
    appeals.UNTIL: tr_lazy("Appeal possible until, as the letter says"),
    appeals.APPEALED: tr_lazy("Appeal sent"),
    appeals.DECIDED: tr_lazy("Appeal decided"),
}


def collect(session: Session, denial_id: str, choice: Choice, today: date, *, demo: bool = False) -> AppealContent:
    """Collect the file as it would be printed today. Raises RecordMissing."""
    denial = store.get(session, DENIALS, denial_id)
    person = store.the_one(session, PERSON)
    policy = _of(session, POLICIES, denial.values["policy"])
    return AppealContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        denial_id=denial_id,
        own=tuple(sender(person)),
        to=tuple(addressed(session, policy.values["insurer"])) if policy is not None else (),
        facts=tuple(_facts(session, denial, policy)),
        what=one_line(words(denial, "what")),
        denied_on=words(denial, "denied_on"),
        reason=words(denial, "reason"),
        asked=words(denial, "asked"),
        documents=tuple(_documents(session, choice)),
        papers=tuple(_papers(session, choice)),
        line=tuple(_said(step) for step in appeals.time_line(session, denial_id)),
        statement=choice.statement.strip(),
    )


def _of(session: Session, kind: Kind, record_id: object) -> Record | None:
    found = store.find(session, kind, str(record_id)) if record_id else None
    return found if found is not None and found.deleted_at is None else None


def _facts(session: Session, denial: Record, policy: Record | None) -> Iterator[tuple[str, str]]:
    """The lines by which an insurer finds the case."""
    authorisation = _of(session, AUTHORISATIONS, denial.values["authorisation"])
    bill = _of(session, BILLS, denial.values["bill"])
    for label, value in (
        (tr("Member number"), words(policy, "member_number")),
        (tr("Group number"), words(policy, "group_number")),
        (tr("Reference of the decision"), words(denial, "number")),
        (tr("Authorisation"), words(authorisation, "number")),
        (tr("Number of the bill"), words(bill, "number")),
        (tr("Day of the service"), words(bill, "service_on")),
        (tr("Treated by"), words(bill, "provider")),
    ):
        if value:
            yield label, one_line(value)


def _documents(session: Session, choice: Choice) -> Iterator[tuple[str, tuple[Behind, ...]]]:
    there = store.get_many(session, DOCUMENTS, sorted({one.document_id for one in choice.documents}))
    for section in appeals.SECTIONS:
        found = [
            Behind.of(there[one.document_id])
            for one in choice.documents
            if one.section == section and one.is_in and one.document_id in there
        ]
        if found:
            yield str(SECTIONS[section]), tuple(found)


def _papers(session: Session, choice: Choice) -> Iterator[Paper]:
    there = store.get_many(session, PUBLICATIONS, sorted(choice.publications))
    for one in choice.publications:
        record = there.get(one)
        if record is None or record.deleted_at is not None:
            continue
        pmid, doi = words(record, "pmid"), words(record, "doi")
        yield Paper(
            one_line(words(record, "title")),
            joined(one_line(words(record, "authors")), words(record, "journal"), words(record, "published")),
            joined(tr("PMID {number}", number=pmid) if pmid else "", tr("DOI {doi}", doi=doi) if doi else ""),
        )


def _said(step: Step) -> tuple[str, str]:
    day = step.on.words if step.on is not None else ""
    if step.kind in _LETTERS:
        return day, str(_LETTERS[step.kind])
    said = one_line(step.words)
    return day, tr("Call: {what}", what=said) if step.kind == appeals.CALL else said
