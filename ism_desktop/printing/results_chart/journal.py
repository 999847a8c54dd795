"""The journal on the chart of test results: symptoms and trackers as they were typed, above the tests that somebody wants beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ism_desktop.language import tr
from ism_desktop.printing.results_chart.content import ChartContent, Event, Panel, Reading, read_points
from ism_desktop.records import tracker_readings
from ism_desktop.records.journal_filter import MOST
from ism_desktop.records.journal_series import Felt
from ism_desktop.records.journal_words import HOW_BAD, label_of, moment_words


def severity_panel(mark: str, called: str, felt: Iterable[Felt]) -> Panel:
    """A symptom: a dot for each entry at the number that was typed, and the others as words below the numbers."""
    points = read_points(_reading(mark, called, one) for one in felt)
    return Panel(mark, called, (tr("0 to {most}", most=MOST),), points, ends=(0.0, float(MOST)))


def _reading(mark: str, called: str, one: Felt) -> Reading:
    words = label_of(HOW_BAD, one.how_bad) if one.how_bad else tr("noted")
    value = words if one.severity is None else str(one.severity)
    number = None if one.severity is None else Decimal(one.severity)
    said = tr("{symptom}: {number}", symptom=called, number=value)
    return Reading(one.record_id, one.at, mark, called, value, (said, moment_words(one.at)), number)


def tracker_panels(mark: str, called: str, noted: Iterable[tracker_readings.Reading]) -> list[Panel]:
    """A tracker: a panel for each unit, for none is turned into another. Two numbers of one reading are two dots above each other."""
    by_unit: dict[tuple[str, bool], list[Reading]] = {}
    words: list[Reading] = []
    for one in noted:
        if one.numbers:
            own = by_unit.setdefault((one.unit, one.is_scale), [])
            own += [_tracked(mark, called, one, number) for number in one.numbers]
        else:
            words.append(_tracked(mark, called, one, None))
    if words and not by_unit:
        by_unit["", False] = []
    found: list[Panel] = []
    for (unit, is_scale), readings in sorted(by_unit.items(), key=lambda item: -len(item[1])):
        units = (tr("0 to {most}", most=MOST),) if is_scale else (unit,) if unit else ()
        points = read_points([*readings, *(words if not found else ())])
        found.append(Panel(mark, called, units, points, ends=(0.0, float(MOST)) if is_scale else ()))
    return found


def _tracked(mark: str, called: str, one: tracker_readings.Reading, number: Decimal | None) -> Reading:
    said = tr("{symptom}: {number}", symptom=called, number=one.words)
    return Reading(one.record_id, one.at, mark, called, one.words, (said, moment_words(one.at)), number)


def beside(symptoms: Sequence[Panel], results: ChartContent, events: Iterable[Event]) -> ChartContent:
    """All of it on one axis of time."""
    return replace(results, panels=(*symptoms, *results.panels), events=tuple(events))
