"""Appointments as the pages show them: with whom in words, when in words, and how many questions are still to be asked."""

from dataclasses import dataclass
from datetime import date

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import question_lists, store, visit_times
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.record_kit.editors.moment import zone_here
from ism_desktop.vault import Session

_LONG_AGO = PartialDate(1800)


@dataclass(frozen=True, slots=True)
class Visit:
    """One appointment in words. `to_ask` counts its questions that are still to be asked, `questions` all of them."""

    id: str
    on_date: PartialDate
    at_time: str
    until: str
    time_zone: str
    purpose: str
    member_id: str
    with_name: str
    with_role: str
    place: str
    prepare: str
    status: str
    to_ask: int
    questions: int
    is_past: bool

    @property
    def with_words(self) -> str:
        """With whom: the name and, after a comma, the role."""
        return ", ".join(part for part in (self.with_name, self.with_role) if part)

    @property
    def when_words(self) -> str:
        """`Thursday, 3 December 2026, 10:30`, as far as it is known; in another time zone with its name and the time here."""
        return ", ".join(part for part in (day_words(self.on_date), self.clock_words) if part)

    @property
    def begin_words(self) -> str:
        """The time alone, for where there is little room."""
        return shown(APPOINTMENTS.field("at_time"), self.at_time or None)

    @property
    def clock_words(self) -> str:
        """From when until when, by the clock of its place; in another time zone with its name and the time here."""
        there = visit_times.times_of(self.on_date, self.at_time, self.time_zone, zone_here())
        clock, until = (shown(APPOINTMENTS.field("at_time"), words or None) for words in (self.at_time, self.until))
        if clock and until:
            clock = tr("{begin} to {end}", begin=clock, end=until)
        if there.is_elsewhere:
            place = tr("{time} ({zone})", time=clock, zone=there.zone_words)
            clock = tr("{there}, {here} here", there=place, here=there.here_words(self.on_date))
        elif there.is_skipped:
            clock = tr("{time}, which the clocks skip that night", time=clock)
        return clock

    @property
    def short_words(self) -> str:
        """One short line to choose the appointment by: `3 December 2026 · Dr Okafor`."""
        return f"{self.on_date.words} · {self.with_name or self.purpose}"

    @property
    def question_words(self) -> str:
        """How many questions wait, in words; empty when there are none."""
        if self.to_ask:
            return tr_n("{number} question to ask", "{number} questions to ask", self.to_ask)
        return "" if not self.questions else tr("No question left to ask")


def day_words(when: PartialDate) -> str:
    """A date with its weekday when the day is known."""
    if when.day is None:
        return when.words
    return in_use().weekday_and_day(when.first_day)


def read_all(session: Session, today: date) -> list[Visit]:
    """Every appointment, the earliest first."""
    team = {member.id: member for member in store.list_active(session, CARE_TEAM)}
    waiting, total = question_lists.to_ask_counts(session), question_lists.counts(session)
    found = [
        _visit(record, team.get(record.values["with_member"] or ""), waiting, total, today)
        for record in store.list_active(session, APPOINTMENTS)
    ]
    return sorted(found, key=lambda visit: (visit.on_date.first_day, visit.at_time))


def coming(session: Session, today: date) -> list[Visit]:
    """The appointments still to come, the next one first."""
    return [visit for visit in read_all(session, today) if not visit.is_past]


def _visit(record: Record, member: Record | None, waiting: dict[str, int], total: dict[str, int], today: date) -> Visit:
    values = record.values
    on_date = values["on_date"] if isinstance(values["on_date"], PartialDate) else _LONG_AGO
    return Visit(
        id=record.id,
        on_date=on_date,
        at_time=values["at_time"] or "",
        until=values["until"] or "",
        time_zone=values["time_zone"] or "",
        purpose=values["purpose"] or tr("Appointment"),
        member_id=member.id if member is not None else "",
        with_name=(member.title if member is not None else "") or values["with_whom"] or "",
        with_role=(member.values["role"] or "") if member is not None else "",
        place=values["place"] or "",
        prepare=" ".join((values["prepare"] or "").split()),
        status=values["status"] or "",
        to_ask=waiting.get(record.id, 0),
        questions=total.get(record.id, 0),
        is_past=values["status"] in {"done", "cancelled"} or on_date.last_day < today,
    )
