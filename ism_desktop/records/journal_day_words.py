"""What a day of the journal is in words: for the calendar's cells as a screen reader says them, for its table, and for its legend."""

from collections.abc import Mapping
from datetime import date

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records.dated_events import EPISODE
from ism_desktop.records.journal_days import ENTRIES, WORST, Day, Figure
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import SYMPTOMS, name_in


def figure_words(figure: Figure, own: str = "") -> str:
    """What the number of a day is called; `own` is a symptom's own word as it was typed."""
    if figure == WORST:
        return tr("Worst severity")
    if figure == ENTRIES:
        return tr("Number of entries")
    return name_in(SYMPTOMS, figure[0], own or None)


def parts(day: Day, figure: Figure, called: str) -> list[str]:
    """What a day says, each thing in a few words; `called` is the symptom that the number is of."""
    found: list[str] = []
    if not day.entries:
        found.append(no_entry(day))
    elif day.is_good:
        found.append(tr("a good day, nothing to note"))
    else:
        found += _numbers(day, figure, called)
    if day.entries:
        found.append(tr_n("{number} entry", "{number} entries", len(day.entries)))
    return found + signs(day)


def _numbers(day: Day, figure: Figure, called: str) -> list[str]:
    found: list[str] = []
    if isinstance(figure, tuple):
        found.append(_of_symptom(day, figure, called))
    elif day.worst is not None:
        found.append(tr("worst severity {number}", number=day.worst))
    elif day.symptoms:
        found.append(tr("symptoms without a severity"))
    return found


def _of_symptom(day: Day, figure: Figure, called: str) -> str:
    if figure not in day.symptoms:
        return tr("{symptom}: not noted", symptom=called)
    number = day.number(figure)
    if number is None:
        return tr("{symptom}: noted without a severity", symptom=called)
    return tr("{symptom}: {number}", symptom=called, number=number)


def no_entry(day: Day) -> str:
    """What is said of a day that shows no entry."""
    if day.is_ahead:
        return tr("still to come")
    return tr("nothing that the filter shows") if day.is_filtered else tr("no entry")


def signs(day: Day) -> list[str]:
    """What has a sign of its own in a cell."""
    found: list[str] = []
    episodes = sum(event.what == EPISODE for event in day.events)
    reactions = len(day.events) - episodes
    if reactions:
        found.append(tr_n("{number} reaction", "{number} reactions", reactions))
    if episodes:
        found.append(tr_n("{number} episode", "{number} episodes", episodes))
    if day.later:
        found.append(tr("filled in later"))
    return found


def also(day: Day) -> list[str]:
    """What a line of the table says beside the numbers."""
    if not day.entries:
        return [no_entry(day), *signs(day)]
    good = [tr("good day")] if day.is_good else []
    return [*good, *signs(day)]


def noted_words(day: Day, words: Mapping[Name, str]) -> str:
    """What was noted on a day of a week: each symptom with its highest severity, then the signs."""
    if not day.entries:
        return ", ".join([no_entry(day), *signs(day)])
    felt = [_symptom(name, words.get(name, ""), severity) for name, severity in day.symptoms.items()]
    felt = felt or [tr("a good day, nothing to note") if day.is_good else tr("something noted, no symptoms")]
    return ", ".join([*felt, *signs(day)])


def _symptom(name: Name, own: str, severity: int | None) -> str:
    called = name_in(SYMPTOMS, name[0], own or None)
    return called if severity is None else tr("{symptom}: {number}", symptom=called, number=severity)


def said(on: date, day: Day, figure: Figure, called: str = "") -> str:
    """A day as a screen reader says it: `Thursday, 12 March 2026: worst severity 7, 2 entries`."""
    return tr("{day}: {said}", day=in_use().weekday_and_day(on), said=", ".join(parts(day, figure, called)))
