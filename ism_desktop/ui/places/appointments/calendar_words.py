"""What is said of the events of a calendar file that were not read, and of series that go on."""

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.worker import CalendarFile, RefusedEvent
from ism_desktop.worker.limits import MAX_REPEATS

NO_END = "end"
_NUMBERS_SAID = 6


def refused_words(one: RefusedEvent) -> str:
    """Why an event was not read."""
    number = one.number
    match one.code:
        case "unended":
            return tr("Event {number} was not read: its end is missing.", number=number)
        case "no_start" | "year":
            return tr("Event {number} was not read: its day or time is missing or damaged.", number=number)
        case "zone":
            return tr("Event {number} was not read: its time zone “{zone}” is not known.", number=number, zone=one.word)
        case "repeat":
            return tr("Event {number} was not read: how it repeats cannot be followed.", number=number)
        case "too_often":
            return tr("Event {number} was not read: it repeats more often than daily.", number=number)
        case "over":
            return tr("Event {number} was not read: all its repetitions are past.", number=number)
        case "too_many":
            return tr("From event {number} on nothing was read: there are too many in one file.", number=number)
        case _:
            return tr("Event {number} was not read: it is damaged.", number=number)


def limit_words(found: CalendarFile) -> list[str]:
    """What was left out on purpose, a line each."""
    lines: list[str] = []
    if found.cut:
        words = tr_n(
            "{number} series goes on; at most its next {most} dates, and no more than two years, are listed.",
            "{number} series go on; at most the next {most} dates of each, and no more than two years, are listed.",
            found.cut,
            most=MAX_REPEATS,
        )
        lines.append(words)
    endless = [str(one.number) for one in found.refused if one.code == NO_END]
    if endless:
        shown = endless if len(endless) <= _NUMBERS_SAID else [*endless[:_NUMBERS_SAID], "…"]
        lines.append(
            tr_n(
                "Event {events} is offered without an end: in the file it begins at a time and ends on a day, or the other way round.",
                "Events {events} are offered without an end: in the file they begin at a time and end on a day, or the other way round.",
                len(endless),
                events=in_use().listed(shown),
            )
        )
    if found.older:
        lines.append(
            tr_n(
                "{number} older version of an event was left out.",
                "{number} older versions of events were left out.",
                found.older,
            )
        )
    if found.others:
        words = tr_n(
            "{number} task or note of the calendar was not taken over.",
            "{number} tasks and notes of the calendar were not taken over.",
            found.others,
        )
        names = in_use().listed([tr("“{title}”", title=name) for name in found.called])
        lines.append(tr("{words} Among them: {names}.", words=words, names=names) if names else words)
    if any(entry.has_more for entry in found.entries):
        lines.append(tr("Guests, attachments and reminders are not taken over."))
    return lines
