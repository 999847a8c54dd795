"""Who has what: what was given to each person, what has changed since, and which results and reports they were not sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ism_desktop.records import disclosures, point_person, store, visit_times
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.store import Record
from ism_desktop.records.table import Departure, Printed
from ism_desktop.records.values import LinkedName, Moment, PartialDate, linked_id

_WITH_RESULTS = frozenset({disclosures.BINDER, disclosures.EXPORT})
"""Papers that hold every result and report there is."""

_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who has, or may get, something: `name` points to the care team or is a typed name."""

    name: str | LinkedName

    @property
    def key(self) -> str:
        """By which entries of the same person are known."""
        return key_of(self.name)


@dataclass(frozen=True, slots=True)
class NotSent:
    """Results and reports that somebody has not been sent, the latest first, since the last paper with results, if there was one."""

    since: PartialDate | None
    records: tuple[Record, ...]


def key_of(name: object) -> str:
    """What tells one person from another: the entry that the name points to, else the name itself."""
    return linked_id(name) or folded(str(name or "").strip())


def recipients(session: Session) -> list[Recipient]:
    """Everybody who was given something, the latest first, then the others of the care team."""
    found: dict[str, Recipient] = {}
    for record in store.list_active(session, GIVEN_PAPERS):
        found.setdefault(key_of(record.values["who"]), Recipient(record.values["who"]))
    for member in store.list_active(session, CARE_TEAM):
        found.setdefault(member.id, Recipient(LinkedName(member.title, member.id)))
    return list(found.values())


def offered(session: Session, today: date) -> list[Recipient]:
    """Whom a new print-out may be for: the people of the next appointments, the point person, and who was given something last."""
    found: dict[str, Recipient] = {}

    def put(name: object) -> None:
        if isinstance(name, str) and name:
            found.setdefault(key_of(name), Recipient(name))

    team = {member.id: LinkedName(member.title, member.id) for member in store.list_active(session, CARE_TEAM)}
    coming = [one for one in store.list_active(session, APPOINTMENTS) if not visit_times.is_over(one.values, today)]
    for visit in sorted(coming, key=lambda one: one.values["on_date"].first_day)[:3]:
        put(team.get(visit.values["with_member"]) or visit.values["with_whom"])
    person = point_person.current(session)
    put(None if person is None else team.get(person.id))
    for recipient in recipients(session):
        put(recipient.name)
    return list(found.values())[:_OFFERED]


def papers_of(session: Session, name: object) -> list[Record]:
    """What somebody was given, the latest first."""
    key = key_of(name)
    return [record for record in store.list_active(session, GIVEN_PAPERS) if key_of(record.values["who"]) == key]


def last_day(papers: Iterable[Record]) -> PartialDate | None:
    """The day on which somebody was given something last."""
    days = [record.values["on_date"] for record in papers if isinstance(record.values["on_date"], PartialDate)]
    return max(days, key=lambda day: day.last_day, default=None)


def not_sent(session: Session, papers: Sequence[Record]) -> NotSent:
    """Results and reports that are newer than the last paper with results among what somebody was given, or were entered after it."""
    with_results = [record for record in papers if record.values["with_results"] is True]
    last = max(with_results, key=_made, default=None)
    found = [
        (_day_of(record) or date.min, record)
        for kind in (TEST_RESULTS, REPORTS)
        for record in store.list_active(session, kind)
        if last is None or _is_newer(session, record, last)
    ]
    ordered = sorted(found, key=lambda one: one[0], reverse=True)
    return NotSent(None if last is None else last.values["on_date"], tuple(record for _, record in ordered))


def _made(paper: Record) -> tuple[date, str]:
    return paper.values["on_date"].last_day, paper.created_at


def _is_newer(session: Session, record: Record, paper: Record) -> bool:
    """Of its own day, or entered after the paper was made. A paper that this program did not make holds what was there before its day."""
    day, given = _day_of(record), paper.values["on_date"].last_day
    if day is not None and day > given:
        return True
    row = session.get(Departure, paper.values["departure"] or "")
    if row is not None:
        return record.created_at > row.at
    return datetime.fromisoformat(record.created_at).astimezone().date() > given


def _day_of(record: Record) -> date | None:
    when = record.values["taken_at" if record.kind is TEST_RESULTS else "on_date"]
    day = when.date if isinstance(when, Moment) else when
    return day.first_day if isinstance(day, PartialDate) else None


def enter(session: Session, name: str | LinkedName, paper: str, today: date, departure: str = "") -> str:
    """Write down that a copy of a paper was given to somebody today: the latest, or that of an entry of what left the vault.

    Returns the entry's id. Raises InvalidRecord.
    """
    row = session.get(Departure, departure) if departure else _latest_departure(session, paper)
    copies = session.query(Printed.number).filter_by(paper=paper)
    if departure and row is not None:
        copies = copies.filter(Printed.at <= row.at)
    number = copies.order_by(Printed.number.desc()).limit(1).scalar()
    values = {
        "who": name,
        "on_date": PartialDate.from_date(today),
        "what": disclosures.called(paper, "" if row is None else row.title) or paper,
        "copy_number": number,
        "paper": paper,
        "departure": None if row is None else row.id,
        "with_results": True if paper in _WITH_RESULTS else None,
    }
    return store.save(session, GIVEN_PAPERS, values)


def _latest_departure(session: Session, paper: str) -> Departure | None:
    return session.query(Departure).filter_by(what=paper).order_by(Departure.at.desc(), Departure.id.desc()).first()
