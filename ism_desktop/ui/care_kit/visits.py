"""Appointments as the pages show them: with whom in words, when in words, and how many questions are still to be asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Visit:
    """One appointment in words. `to_ask` counts its questions that are still to be asked, `questions` all of them.

    `clock_words` say from when until when, by the clock of its place; in another time zone with its name and the time here. `ends_on` is
    its last day.
    """

    id: str
    on_date: PartialDate
    ends_on: date
    at_time: str
    clock_words: str
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

    def begins_on(self, day: date) -> str:
        """The time alone, for where there is little room; on a later day of several there is none."""
        return shown(APPOINTMENTS.field("at_time"), self.at_time or None) if day == self.on_date.first_day else ""

    @property
    def days(self) -> Iterator[date]:
        """Every day on which it is, where its days are known; one that never seems to end stops after a year."""
        if self.on_date.day is None:
            return
        first = self.on_date.first_day
        for number in range(min((self.ends_on - first).days, _MOST_DAYS) + 1):
            yield first + timedelta(days=number)

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
    dated = {**values, "on_date": on_date}
    return Visit(
        id=record.id,
        on_date=on_date,
        ends_on=visit_times.ends_on(dated),
        at_time=values["at_time"] or "",
        clock_words=visit_times.clock_words(dated, zone_here()),
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
        is_past=visit_times.is_over(dated, today),
    )
