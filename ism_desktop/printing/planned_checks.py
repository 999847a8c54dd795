"""The monitoring plan as Home, the questions and the binder tell it: when each check was last done, when the next is due, and how that is
known. A next date is what a doctor named, or the last one and the interval that the person entered; nothing else is worked out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ism_desktop.language import tr
from ism_desktop.library import lab_tests
from ism_desktop.printing.values import joined
from ism_desktop.records import store, test_values
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.monitoring import (
    BONE_DENSITY,
    ENDED,
    MONITORING,
    TEST,
    VISIT,
    every_words,
    interval_words,
    later,
)
from ism_desktop.records.kinds.reports import BONE_DENSITY as DENSITY_REPORT
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.store import Record
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import Gap, Moment, PartialDate
from ism_desktop.vault import Session


@dataclass(frozen=True, slots=True)
class Last:
    """When a check was last done. `kind` and `record_id` are those of the entry that says so; empty where the person typed the date."""

    day: PartialDate
    kind: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """When a check is due. `counted_from` is the last one where the date was counted from it, else None: the date was named."""

    day: PartialDate
    counted_from: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the plan, and what is known of it. `in_record` is the newest entry of the record that holds it."""

    record: Record
    told_by: str
    in_record: Last | None
    last: Last | None
    next: Next | None

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id

    @property
    def what(self) -> str:
        """What is checked."""
        return str(self.record.values["what"] or "")

    @property
    def every(self) -> str:
        """How often."""
        return every_words(self.record.values)

    @property
    def in_record_words(self) -> str:
        """The newest entry of the record, told as a fact; empty where there is none."""
        return "" if self.in_record is None else tr("Last in this record: {date}", date=self.in_record.day.words)

    @property
    def last_words(self) -> str:
        """When it was last done; a stated gap in its words, and a blank as not recorded."""
        if self.last is not None:
            return self.last.day.words
        stated = self.record.values["last_on"]
        if isinstance(stated, Gap):
            return tr("not done yet") if stated is Gap.NONE else stated.words
        return tr("not recorded")

    def next_words(self, today: date) -> str:
        """When it is due, or was, and what the date was counted from: a date that has passed is told as it is, without alarm."""
        if self.next is None:
            is_known = self.record.values["next_on"] is not Gap.UNKNOWN
            return tr("No next date is recorded.") if is_known else tr("The next date is not known.")
        due = _due_words(self.next.day, today)
        return f"{due} ({self.counted_words})" if self.counted_words else due

    @property
    def next_on_paper(self) -> str:
        """When it is due, for a paper that is read on any day."""
        if self.next is None:
            stated = self.record.values["next_on"]
            return stated.words if isinstance(stated, Gap) else tr("not recorded")
        return f"{self.next.day.words} ({self.counted_words})" if self.counted_words else self.next.day.words

    @property
    def counted_words(self) -> str:
        """How the next date was counted; empty where it was named."""
        if self.next is None or self.next.counted_from is None:
            return ""
        return tr(
            "counted from {date} plus {interval}",
            date=self.next.counted_from.words,
            interval=interval_words(self.record.values),
        )

    @property
    def question(self) -> str:
        """What a person can ask about it at a visit."""
        day = "" if self.last is None else self.last.day.words
        if self.every and day:
            return tr(
                "My plan says: {check}, {often}. The last one in my record is from {date}. Is it due?",
                check=self.what,
                often=self.every,
                date=day,
            )
        if self.every:
            return tr(
                "My plan says: {check}, {often}. My record does not say when it was last done. Is it due?",
                check=self.what,
                often=self.every,
            )
        if day:
            return tr(
                "My plan names: {check}. The last one in my record is from {date}. When is the next one due?",
                check=self.what,
                date=day,
            )
        return tr("My plan names: {check}. When is it due?", check=self.what)

    @property
    def question_id(self) -> str:
        """By this a question about it is known again, until the date changes."""
        return ".".join(("plan", self.id, "" if self.last is None else self.last.day.stored))


def _due_words(day: PartialDate, today: date) -> str:
    if day.day is None:
        return tr("Was due in {date}", date=day.words) if day.last_day < today else tr("Due in {date}", date=day.words)
    return tr("Was due on {date}", date=day.words) if day.last_day < today else tr("Due on {date}", date=day.words)


def read_all(session: Session, *, ended: bool = False) -> list[Check]:
    """Every check in the plan, or every one that has ended, in the order of its list."""
    records = [one for one in store.list_active(session, MONITORING) if (one.values["status"] == ENDED) is ended]
    return list(_checks(session, records)) if records else []


def read_one(session: Session, record: Record) -> Check:
    """One check."""
    return next(_checks(session, [record]))


@dataclass(slots=True)
class _Known:
    """What the record holds, read once for the whole plan."""

    tests: Mapping[str, list[PastValue]]
    scans: list[Record]
    visits: list[Record]
    team: Mapping[str, str]


def _checks(session: Session, records: Iterable[Record]) -> Iterator[Check]:
    records = list(records)
    known = _Known(
        _values_by_test(session, records),
        [one for one in store.list_active(session, REPORTS) if one.values["type"] == DENSITY_REPORT],
        [one for one in store.list_active(session, APPOINTMENTS) if one.values["status"] == "done"],
        {one.id: one.title for one in store.list_active(session, CARE_TEAM)},
    )
    for record in records:
        found = _in_record(record, known)
        stated = record.values["last_on"]
        candidates = [found, *_picked(session, record), Last(stated) if isinstance(stated, PartialDate) else None]
        last = _latest(candidates)
        teller = joined(known.team.get(record.values["told_by"] or "", ""), record.values["told_by_other"] or "")
        yield Check(record, teller, found, last, _next(record, last))


def _values_by_test(session: Session, records: Sequence[Record]) -> Mapping[str, list[PastValue]]:
    """The values of the tests that are checked, by key and by name; others are read only where a test has a name of the person's own."""
    tests = [str(one.values["what"] or "") for one in records if _type(one) in {None, TEST}]
    keys = [lab_tests.keys_named(what) for what in tests]
    by_test: dict[str, list[PastValue]] = {}
    wanted = frozenset(key for each in keys for key in each) if all(keys) else frozenset[str]()
    for value in test_values.every(session, holding=wanted) if tests else ():
        for mark in {value.key, lab_tests.plain(value.test)} - {""}:
            by_test.setdefault(mark, []).append(value)
    return by_test


def _in_record(record: Record, known: _Known) -> Last | None:
    """The newest entry of the record that holds this check; a name that no entry holds finds nothing."""
    what, kind = str(record.values["what"] or ""), _type(record)
    if kind == BONE_DENSITY:
        return _latest(_reported(one) for one in known.scans)
    if kind == VISIT:
        member = record.values["done_by"]
        visits = [one for one in known.visits if member and one.values["with_member"] == member]
        return _latest(
            Last(one.values["on_date"], APPOINTMENTS.name, one.id)
            for one in visits
            if isinstance(one.values["on_date"], PartialDate)
        )
    if kind not in {None, TEST}:
        return None
    marks = lab_tests.keys_named(what) or {lab_tests.plain(what)}
    values = [value for mark in marks for value in known.tests.get(mark, ())]
    return _latest(
        Last(value.taken_at.date, TEST_RESULTS.name, value.record_id)
        for value in values
        if isinstance(value.taken_at, Moment)
    )


def _type(record: Record) -> object:
    """The kind of check; a scan of the bones is known by its name, too, as a test is."""
    said, named = record.values["type"], choice_label(MONITORING.field("type"), BONE_DENSITY)
    is_scan = said is None and lab_tests.plain(str(record.values["what"] or "")) == lab_tests.plain(named)
    return BONE_DENSITY if is_scan else said


def _picked(session: Session, record: Record) -> Iterator[Last | None]:
    """The result and the report that the person chose."""
    for name in ("last_result", "last_report"):
        wanted = record.values[name]
        kind = BY_NAME[MONITORING.field(name).refers_to]
        found = store.find(session, kind, wanted) if isinstance(wanted, str) else None
        if found is not None and found.deleted_at is None:
            yield _taken(found) if kind is TEST_RESULTS else _reported(found)


def _taken(result: Record) -> Last | None:
    taken = result.values["taken_at"]
    return Last(taken.date, TEST_RESULTS.name, result.id) if isinstance(taken, Moment) else None


def _reported(report: Record) -> Last | None:
    day = report.values["on_date"]
    return Last(day, REPORTS.name, report.id) if isinstance(day, PartialDate) else None


def _latest(candidates: Iterable[Last | None]) -> Last | None:
    found = [one for one in candidates if one is not None]
    return max(found, key=lambda one: (one.day.first_day, one.day.sort_text), default=None)


def _next(record: Record, last: Last | None) -> Next | None:
    """The date that was named, unless the check was done since; else the last one and the interval."""
    named = record.values["next_on"]
    if isinstance(named, PartialDate) and (last is None or last.day.first_day < named.first_day):
        return Next(named)
    counted = later(last.day, record.values["interval"], record.values["interval_unit"]) if last is not None else None
    return None if counted is None or last is None else Next(counted, last.day)
