"""Collecting a request letter: from one request, the care team and what the record knows of the person."""

from collections.abc import Iterator
from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.request_letter.content import LetterContent
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import care_team, store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS
from ism_desktop.records.store import Record
from ism_desktop.records.values import linked_id
from ism_desktop.vault import Session


def collect(session: Session, record_id: str, today: date, *, demo: bool = False) -> LetterContent:
    """Collect the letter of one request as it would be printed today. Raises RecordMissing."""
    request = store.get(session, RECORDS_REQUESTS, record_id)
    person = store.the_one(session, PERSON)
    return LetterContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        record_id=record_id,
        own=tuple(sender(person)),
        to=tuple(addressed(session, request.values["asked"])),
        wanted=tuple(_lines(words(request, "what"))),
        own_number=words(request, "own_number"),
        due=words(request, "due_on"),
        copy_to=tuple(addressed(session, request.values["send_to"])),
    )


def sender(person: Record | None) -> Iterator[str]:
    """The address lines of who writes."""
    yield from _lines(words(person, "address"))
    for name, said in (
        ("phone", tr("phone {number}", number=words(person, "phone"))),
        ("email", words(person, "email")),
    ):
        if words(person, name):
            yield said


def addressed(session: Session, name: object) -> Iterator[str]:
    """Name, practice, address and fax, as far as the care team knows them; only the name of whoever is not in it."""
    if not name:
        return
    yield str(name)
    member = store.find(session, CARE_TEAM, linked_id(name))
    if member is None:
        return
    practice = care_team.practice_of(session, member)
    by_practice = care_team.reached_by(member, practice)
    if words(member, "organisation"):
        yield words(member, "organisation")
    yield from _lines(words(member, "address") or str(by_practice.get("address", "")))
    fax = words(member, "fax") or str(by_practice.get("fax", ""))
    if fax:
        yield tr("fax {number}", number=fax)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield " ".join(line.split())
