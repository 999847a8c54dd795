"""The point person: exactly one at a time, since when, and who it was before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ism_desktop.language import tr, tr_c
from ism_desktop.records import care_team, store
from ism_desktop.records.kinds.care_team import CARE_TEAM, CareTeamMember
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate, Rows


@dataclass(frozen=True, slots=True)
class Term:
    """One time of one person. A date that nobody wrote down is None; `is_now` for whoever it is today."""

    member_id: str
    name: str
    since: PartialDate | None
    until: PartialDate | None
    why: str
    is_now: bool


def current(session: Session) -> Record | None:
    """Who it is now."""
    return next((member for member in _holders(session) if member.values["point_person"] is True), None)


def _holders(session: Session) -> list[Record]:
    """Those who are or were the point person, and only those: papers and pages ask it often."""
    wanted = select(CareTeamMember.id).where(
        CareTeamMember.deleted_at.is_(None),
        or_(CareTeamMember.point_person.is_(True), CareTeamMember.point_person_times.is_not(None)),
    )
    ids = session.scalars(wanted.order_by(CareTeamMember.name)).all()
    found = store.get_many(session, CARE_TEAM, ids)
    return [found[each] for each in ids if each in found]


def since(member: Record) -> PartialDate | None:
    """Since when the point person of today is it, if that was written down."""
    opened = [row.get("since") for row in _rows(member) if row.get("until") is None]
    days = [day for day in opened if isinstance(day, PartialDate)]
    return days[-1] if days else None


def terms(session: Session) -> list[Term]:
    """Every time that is known, the present one first and then the latest."""
    found: list[Term] = []
    for member in _holders(session):
        is_now = member.values["point_person"] is True
        rows = _rows(member)
        for row in rows:
            is_open = row.get("until") is None and row is rows[-1]
            found.append(_term(member, row.get("since"), row.get("until"), row.get("why"), is_now=is_now and is_open))
        if is_now and not any(term.is_now and term.member_id == member.id for term in found):
            found.append(_term(member, None, None, None, is_now=True))
    return sorted(found, key=_latest_first)


def _latest_first(term: Term) -> tuple[bool, int]:
    day = term.until or term.since
    return (not term.is_now, -day.last_day.toordinal() if day else 0)


def _term(member: Record, begun: object, ended: object, why: object, *, is_now: bool) -> Term:
    return Term(
        member.id,
        member.title,
        begun if isinstance(begun, PartialDate) else None,
        ended if isinstance(ended, PartialDate) else None,
        str(why or ""),
        is_now,
    )


def change(session: Session, member_id: str | None, day: PartialDate | None, why: str = "") -> None:
    """Make somebody the point person from a day on, or nobody; whoever it was until then gets that day as the end of their time.

    Choosing whoever it is already says since when. Raises RecordMissing, InvalidRecord.
    """
    former = current(session)
    if former is not None and former.id != member_id:
        store.save(session, CARE_TEAM, {"point_person": None, **_ended(former, day, why)}, record_id=former.id)
    if member_id is None:
        return
    member = store.get(session, CARE_TEAM, member_id)
    rows = [*_rows(member)]
    is_same = former is not None and former.id == member_id
    if is_same and rows and rows[-1].get("until") is None:
        rows[-1] = {**rows[-1], "since": day, **({"why": why} if why else {})}
    else:
        rows.append({"since": day, "why": why if is_same or former is None else None})
    values = {"point_person": True, "point_person_times": Rows.of(rows)}
    store.save(session, CARE_TEAM, values, record_id=member_id)


def _ended(member: Record, day: PartialDate | None, why: str) -> dict[str, Rows | None]:
    rows = [*_rows(member)]
    if rows and rows[-1].get("until") is None:
        rows[-1] = {**rows[-1], "until": day, "why": why or rows[-1].get("why")}
    else:
        rows.append({"until": day, "why": why})
    return {"point_person_times": Rows.of(rows)}


def _rows(member: Record) -> Sequence[dict[str, object]]:
    kept = member.values["point_person_times"]
    return [dict(row) for row in kept.rows] if isinstance(kept, Rows) else []


def term_words(term: Term) -> str:
    """A time in words: since when, until when, and why it ended; what nobody wrote down is said to be not noted."""
    if term.is_now:
        said = tr("since {date}", date=term.since.words) if term.since else tr("since: not noted")
    elif term.since and term.until:
        said = tr_c("a time", "{since} to {until}", since=term.since.words, until=term.until.words)
    elif term.until:
        said = tr("until {date}", date=term.until.words)
    else:
        said = tr("from {date}, until: not noted", date=term.since.words) if term.since else tr("when: not noted")
    return tr_c("a time, and why", "{time} ({why})", time=said, why=term.why) if term.why else said


def line(session: Session, reader: str = "") -> str:
    """Who the point person is and how to reach them, for the head of a paper.

    Empty where there is none, or where the reader of the paper, an entry of the care team, is that person.
    """
    member = current(session)
    if member is None or member.id == reader:
        return ""
    practice = care_team.practice_of(session, member)
    by_practice = care_team.reached_by(member, practice)
    said = [member.title]
    phone = member.values["direct_phone"] or member.values["phone"] or by_practice.get("phone")
    fax = member.values["fax"] or by_practice.get("fax")
    if phone:
        said.append(tr("phone {number}", number=phone))
    if fax:
        said.append(tr("fax {number}", number=fax))
    return tr("Point person: {who}. Please send a copy of letters and results there.", who=", ".join(said))
