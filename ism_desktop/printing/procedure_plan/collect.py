"""Collecting the paper of one plan from the records."""

from datetime import date

from ism_desktop.printing.procedure_plan.content import PlanContent, PlanPage
from ism_desktop.printing.values import full_name, joined, words, words_or_gap
from ism_desktop.records import links, point_person, store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS, is_printed
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS, REPLACED
from ism_desktop.records.links import Proof
from ism_desktop.records.store import Record
from ism_desktop.vault import Session


def collect(session: Session, record_id: str, today: date, *, demo: bool = False) -> PlanContent:
    """Collect one plan as it would be printed today. Raises RecordMissing."""
    plan = store.get(session, PROCEDURE_PLANS, record_id)
    person = store.the_one(session, PERSON)
    proofs = links.proofs(session, PROCEDURE_PLANS, record_id)
    left_out = [one for one in proofs if not is_printed(store.get(session, DOCUMENTS, one.document_id).values)]
    return PlanContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        record_id=record_id,
        called=plan.title,
        procedures=words(plan, "procedures"),
        text=words(plan, "text"),
        written_by=_writer(session, plan),
        written_on=words_or_gap(plan, "written_on"),
        confirmed=joined(words(plan, "confirmed_by"), words(plan, "confirmed_on")),
        is_replaced=plan.values["status"] == REPLACED,
        behind=tuple(_page(session, proof) for proof in proofs if proof not in left_out),
        left_out=tuple(dict.fromkeys(proof.title for proof in left_out)),
    )


def _writer(session: Session, plan: Record) -> str:
    member_id = plan.values["written_by"]
    member = store.find(session, CARE_TEAM, member_id) if isinstance(member_id, str) else None
    named = joined(member.title, words(member, "role"), words(member, "organisation")) if member is not None else ""
    return joined(named, words(plan, "written_by_other"))


def _page(session: Session, proof: Proof) -> PlanPage:
    values = store.get(session, DOCUMENTS, proof.document_id).values
    return PlanPage(
        proof.document_id,
        proof.title,
        proof.page,
        *(values[name] for name in ("pages", "media_type", "file_id", "text_file_id")),
    )
