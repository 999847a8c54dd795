"""Which questions that are still to be asked fit a person of the care team: the same person, or the same specialty."""

from datetime import date

from sqlalchemy.orm import Session

from ism_desktop.records import question_lists, roles, store, visit_times
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record


def of_member(session: Session, member: Record, today: date, *, for_anybody: bool = False) -> list[Record]:
    """Those still to be asked that fit somebody, in the person's order.

    A question that stands on the list of a visit to come fits whom that visit is with. One of a past visit, or of none, fits the one it was
    meant for and everybody of the same specialty. `for_anybody` adds those that are meant for nobody in particular.
    """
    visits = {visit.id: visit for visit in store.list_active(session, APPOINTMENTS)}
    team = {one.id: one for one in store.list_active(session, CARE_TEAM)}
    wanted = roles.keys_in(str(member.values["role"] or ""))
    found: list[Record] = []
    for question in store.list_active(session, QUESTIONS):
        if not question_lists.is_to_ask(question):
            continue
        visit = visits.get(question.values["appointment"])
        with_id = None if visit is None else visit.values["with_member"]
        if with_id == member.id:
            found.append(question)
            continue
        if visit is not None and not is_over(visit, today):
            continue
        meant = str(question.values["specialist"] or "")
        seen = team.get(with_id or "")
        role = "" if seen is None else str(seen.values["role"] or "")
        of = roles.keys_in(meant) | roles.keys_in(role)
        if wanted & of or (for_anybody and visit is None and not meant):
            found.append(question)
    return found


def offered(session: Session, visit: Record, today: date) -> list[Record]:
    """What may be taken over to a visit to come: questions that fit whom it is with and stand on no list of a visit to come."""
    if is_over(visit, today):
        return []
    member = store.find(session, CARE_TEAM, visit.values["with_member"] or "")
    if member is None:
        return _of_typed_name(session, str(visit.values["with_whom"] or ""), today)
    coming = {one.id for one in store.list_active(session, APPOINTMENTS) if not is_over(one, today)}
    return [one for one in of_member(session, member, today) if one.values["appointment"] not in coming]


def _of_typed_name(session: Session, name: str, today: date) -> list[Record]:
    """Those still to be asked of past visits with somebody who is called so, and stands in no care team."""
    wanted = folded(name).split()
    past = {
        visit.id
        for visit in store.list_active(session, APPOINTMENTS)
        if wanted and folded(str(visit.values["with_whom"] or "")).split() == wanted and is_over(visit, today)
    }
    every = store.list_active(session, QUESTIONS)
    return [one for one in every if question_lists.is_to_ask(one) and one.values["appointment"] in past]


def is_over(visit: Record, today: date) -> bool:
    """Whether a visit is past or was cancelled."""
    return visit_times.is_over(visit.values, today)
