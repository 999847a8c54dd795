"""Collecting the page of who manages what."""

from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.printing.who_manages.content import Line, WhoManagesContent
from ism_desktop.records import care_team, point_person, store, who_manages
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import INVOLVED, LEADS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.who_manages import Person
from ism_desktop.vault import Session


def collect(session: Session, today: date, *, demo: bool = False) -> WhoManagesContent:
    """Collect the page as it would be printed today."""
    person = store.the_one(session, PERSON)
    matrix = who_manages.read(session)
    return WhoManagesContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        lines=tuple(
            Line(topic.name, tuple(matrix.names(topic, LEADS)), tuple(matrix.names(topic, INVOLVED)))
            for topic in matrix.topics
        ),
        people=tuple((one.name, _reached(session, one)) for one in matrix.busy),
    )


def _reached(session: Session, one: Person) -> str:
    """Role and phone; of whoever is no entry of the care team, nothing is known."""
    member = store.find(session, CARE_TEAM, one.member_id)
    if member is None:
        return ""
    by_practice = care_team.reached_by(member, care_team.practice_of(session, member))
    phone = words(member, "direct_phone") or words(member, "phone") or by_practice.get("phone", "")
    return joined(words(member, "role"), tr("phone {number}", number=phone) if phone else "")
