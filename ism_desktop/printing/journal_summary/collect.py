"""Collecting the summary of the journal: its days, symptoms, worst days, episodes, medicines, what was taken and what was met."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing.journal_summary.content import Line, Section, SummaryContent
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.records import dated_events, journal_summary, point_person, store
from ism_desktop.records.asked_counts import Answer, AskedCount, answer
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.journal_summary import MOST_BAD, Noted, Summary, Taken, WorstDay
from ism_desktop.records.journal_words import EXPOSURES, SYMPTOMS, symptom_words
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, PartialDate
from ism_desktop.vault import Session

_DAYS_NAMED = 8
_WORST_NAMED = 3


def collect(
    session: Session,
    period: tuple[date, date],
    today: date,
    *,
    counts: Sequence[AskedCount] = (),
    demo: bool = False,
) -> SummaryContent:
    """Collect the page of a period, both ends included, as it would be printed today, with the counts that were asked for."""
    person = store.the_one(session, PERSON)
    answers = [answer(session, asked) for asked in counts]
    sections = [*sections_of(session, period), *([_counted(answers)] if answers else [])]
    return SummaryContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        begins=period[0],
        ends=period[1],
        sections=tuple(sections),
    )


def sections_of(session: Session, period: tuple[date, date]) -> list[Section]:
    """What the journal and the other records say of a period. Sections of which nothing is recorded are left out, but for the days."""
    summary = journal_summary.read(session, *period)
    found = [
        Section("days", tr("Days"), tuple(_days(summary))),
        _symptoms(summary),
        _worst(summary),
        Section("episodes", tr("Reactions and episodes"), tuple(_episodes(session, period))),
        Section("medicines", tr("Medicines started, changed or stopped"), tuple(_medicines(session, period))),
        Section(
            "taken", tr("Taken, as noted in the journal"), tuple(_taken(summary, one) for one in _in_order(summary))
        ),
        _exposures(summary),
    ]
    return [section for section in found if section.lines or section.key == "days"]


# Days and symptoms -------------------------------------------------------------------------------------------------------


def _days(summary: Summary) -> list[Line]:
    noted = len(summary.noted)
    said = [
        Line(
            "days.noted",
            tr_n(
                "{noted} of {number} day has an entry; the others say nothing.",
                "{noted} of {number} days have an entry; the others say nothing.",
                summary.days,
                noted=noted,
            ),
            [noted, summary.days],
        ),
        Line("days.good", _of_noted(summary, len(summary.good), tr("Good day, nothing to note")), len(summary.good)),
        Line(
            "days.symptoms", _of_noted(summary, len(summary.with_symptoms), tr("Symptoms")), len(summary.with_symptoms)
        ),
    ]
    if summary.later:
        later = tr_n(
            "{number} entry was filled in on a later day.",
            "{number} entries were filled in on a later day.",
            summary.later,
        )
        said.append(Line("days.later", later, summary.later))
    if summary.undated:
        undated = tr_n(
            "{number} entry of the journal has no exact day and is not counted.",
            "{number} entries of the journal have no exact day and are not counted.",
            summary.undated,
        )
        said.append(Line("days.undated", undated, summary.undated))
    return said if noted else [said[0], *said[3:]]


def _of_noted(summary: Summary, days: int, what: str) -> str:
    return tr_n(
        "{what}: on {days} of {number} day noted",
        "{what}: on {days} of {number} days noted",
        len(summary.noted),
        what=what,
        days=days,
    )


def _symptoms(summary: Summary) -> Section:
    lines = [_symptom(summary, one) for one in journal_summary.by_days(summary.symptoms, SYMPTOMS)]
    note = tr(
        "A symptom counts on the day on which it began. Numbers go from 0 (not there) to 10 (as bad as it can be), as the patient chose"
        " them."
    )
    return Section("symptoms", tr("Symptoms, those of most days first"), tuple(lines), (note,))


def _symptom(summary: Summary, noted: Noted) -> Line:
    said = _of_noted(summary, noted.days, journal_summary.called(noted, is_symptom=True))
    worst, severe = noted.worst, len(noted.severe)
    if worst is not None:
        number, days = worst
        on = _listed_days(days, _WORST_NAMED, summary)
        said = tr("{said}, worst {number} of {most} on {days}", said=said, number=number, most=MOST_BAD, days=on)
    elif severe:
        said = tr_n("{said}, severe on {number} day", "{said}, severe on {number} days", severe, said=said)
    kept = [noted.days, None if worst is None else [worst[0], [day.isoformat() for day in worst[1]]], severe]
    return Line(_key("symptom", noted), said, kept)


def _key(what: str, noted: Noted) -> str:
    return ".".join((what, *(part for part in noted.name if part)))


def _worst(summary: Summary) -> Section:
    days, more = journal_summary.worst_days(summary)
    notes: tuple[str, ...] = ()
    if more:
        further = tr_n(
            "{number} further day was noted as just as bad and is not named.",
            "{number} further days were noted as just as bad and are not named.",
            more,
        )
        notes = (further,)
    return Section("worst", tr("Worst days, as the patient noted them"), tuple(map(_worst_day, days)), notes)


def _worst_day(worst: WorstDay) -> Line:
    told = "; ".join(symptom_words(row) for row in worst.symptoms)
    said = tr("{day}: {what}", day=in_use().day(worst.day), what=told)
    return Line(f"worst.{worst.day.isoformat()}", said, worst.number)


# Episodes and medicines --------------------------------------------------------------------------------------------------


def _episodes(session: Session, period: tuple[date, date]) -> list[Line]:
    found: list[tuple[date, Line]] = []
    for record in store.list_active(session, EPISODES):
        began = record.values["began"]
        if isinstance(began, Moment) and _meets(began.date, period):
            found.append((began.date.first_day, _episode(record)))
    for event in dated_events.events(session):
        if event.what == dated_events.REACTION and _meets(event.on, period):
            said = tr("{day}: {what}", day=event.on.words, what=event.words)
            found.append((event.on.first_day, Line(f"reaction.{event.record_id}", said, event.on.stored)))
    return [line for _, line in sorted(found, key=lambda each: each[0])]


def _episode(record: Record) -> Line:
    injectors = sum(bool(record.values[name]) for name in ("device_1", "device_2"))
    used = tr_n("{number} injector used", "{number} injectors used", injectors) if injectors else ""
    more = joined(words(record, "place"), used, words(record, "outcome"))
    said = tr("{episode}: {more}", episode=record.title, more=more) if more else record.title
    return Line(f"episode.{record.id}", said, record.values["began"].stored)


def _medicines(session: Session, period: tuple[date, date]) -> list[Line]:
    wanted = {dated_events.STARTED, dated_events.CHANGED, dated_events.STOPPED}
    return [_medicine(one) for one in dated_events.events(session) if one.what in wanted and _meets(one.on, period)]


def _medicine(event: DatedEvent) -> Line:
    said = tr("{day}: {what}", day=event.on.words, what=event.words)
    key = ".".join(part for part in ("medicine", event.record_id, event.what, event.change, event.on.stored) if part)
    return Line(key, said, [event.what, event.change, event.on.stored])


def _meets(on: PartialDate, period: tuple[date, date]) -> bool:
    """Whether it lies in the period, or may: of a month or a year nobody knows on which side of its ends."""
    return on.first_day <= period[1] and on.last_day >= period[0]


# Taken and met -----------------------------------------------------------------------------------------------------------


def _in_order(summary: Summary) -> list[tuple[str, Taken]]:
    return sorted(summary.taken.items(), key=lambda each: (-len(each[1].on), each[1].name.casefold()))


def _taken(summary: Summary, one: tuple[str, Taken]) -> Line:
    key, taken = one
    said = tr_n(
        "{medicine}: {times} on {number} day ({days})",
        "{medicine}: {times} on {number} days ({days})",
        len(taken.on),
        medicine=taken.name,
        times=tr_n("{number} time", "{number} times", taken.times),
        days=_listed_days(sorted(taken.on), _DAYS_NAMED, summary),
    )
    return Line(f"taken.{key}", said, {day.isoformat(): times for day, times in sorted(taken.on.items())})


def _exposures(summary: Summary) -> Section:
    lines = [
        Line(
            _key("exposure", one),
            tr_n(
                "{what}: on {number} day",
                "{what}: on {number} days",
                one.days,
                what=journal_summary.called(one, is_symptom=False),
            ),
            one.days,
        )
        for one in journal_summary.by_days(summary.exposures, EXPOSURES)
    ]
    note = tr("What the patient met. That it was noted does not say that it was the cause of anything.")
    return Section("exposures", tr("Possible triggers that were noted"), tuple(lines), (note,))


def _listed_days(days: Sequence[date], most: int, summary: Summary) -> str:
    """`3 May, 7 May and 12 May`, with the year where there are two; of many the latest, and how many there are before them."""
    said = in_use()
    named = [
        said.day_of_year(day) if summary.begins.year == summary.ends.year else said.day(day) for day in days[-most:]
    ]
    before = len(days) - len(named)
    if before:
        named.insert(0, tr_n("{number} earlier day", "{number} earlier days", before))
    return in_use().listed(named)


def _counted(answers: Sequence[Answer]) -> Section:
    """The counts that were asked for; each with its numbers, its hours and its period, and the definitions below."""
    lines = [
        Line(
            f"count.{number}",
            "\n".join((one.question, *one.headline, *one.numbers, one.frame, *one.left_out)),
            one.said(),
            fixed=True,
        )
        for number, one in enumerate(answers, 1)
    ]
    definitions = dict.fromkeys(sentence for one in answers for sentence in one.definitions)
    return Section("counts", tr("Counted days"), tuple(lines), (" ".join(definitions),))
