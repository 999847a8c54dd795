"""Collecting the page of who manages what."""

from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.printing.who_manages.content import Line, WhoManagesContent
from ism_desktop.records import care_team, point_person, store, who_manages
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import INVOLVED, LEADS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.who_manages import Matrix, Person
from ism_desktop.vault import Session


def collect(session: Session, today: date, *, demo: bool = False) -> WhoManagesContent:
    """Collect the page as it would be printed today."""
    person = store.the_one(session, PERSON)
    matrix = who_manages.read(session)
    called = _called(matrix)
    return WhoManagesContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        lines=tuple(
            Line(topic.name, *(tuple(called[key] for key in matrix.keys(topic, part)) for part in (LEADS, INVOLVED)))
            for topic in matrix.topics
        ),
        people=tuple((called[one.key], _reached(session, one)) for one in matrix.busy),
    )


def _called(matrix: Matrix) -> dict[str, str]:
    """What each person is called on the page; two of one name are told apart by role, or by a number."""
    found: dict[str, str] = {}
    for one in matrix.people:
        names = [one.name, joined(one.name, one.role), *(f"{one.name} ({number})" for number in range(2, 100))]
        found[one.key] = next(name for name in names if name not in found.values())
    return found


def _reached(session: Session, one: Person) -> str:
    """Role and phone; of whoever is no entry of the care team, nothing is known."""
    member = store.find(session, CARE_TEAM, one.member_id)
    if member is None:
        return ""
    by_practice = care_team.reached_by(member, care_team.practice_of(session, member))
    phone = words(member, "direct_phone") or words(member, "phone") or by_practice.get("phone", "")
    return joined(words(member, "role"), tr("phone {number}", number=phone) if phone else "")
