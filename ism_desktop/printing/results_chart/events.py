"""What happened meanwhile, above the panels of a chart: in words beside the lines of the events, or numbered where those find no room.

A numbered sign never covers another: events too close to each other share one ("4–6"), and a list names every number with its day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ism_desktop.language import tr_c
from ism_desktop.printing.figure import (
    EVENT,
    FAINT,
    MUTED,
    SURFACE,
    TEXT,
    Lines,
    Rectangle,
    Stroke,
    Words,
)
from ism_desktop.printing.results_chart import marks
from ism_desktop.printing.results_chart.axes import TimeAxis, whole_time
from ism_desktop.printing.results_chart.content import ChartContent, Event
from ism_desktop.printing.results_chart.event_list import words_in
from ism_desktop.printing.results_chart.page import Page, Spot, plate
from ism_desktop.printing.results_chart.placing import Box, hung

_ROWS, _SHARE = 8, 0.3
"""How many rows of words there are at most, and how much of the height they may take in the window."""
_WORDED = 60
"""With more events than this their words have no room, and none is looked for."""
_LINED = 40
"""So many numbered events have lines through the panels at most; more of them would hide the values."""


@dataclass(frozen=True, slots=True)
class EventsAbove:
    """What stands above the panels: how much height it takes, and the events that are numbered there."""

    height: float
    numbered: tuple[tuple[int, Event], ...] = ()


@dataclass(slots=True)
class _Sign:
    """A numbered sign, for events that follow each other; `left` and `wide` say where its box stands."""

    events: list[Event]
    words: str
    left: float
    wide: float


def in_sight(content: ChartContent) -> list[Event]:
    """The events between the first value and the last, as the whole chart shows them, the earliest first."""
    return _between(content, *whole_time(content.span))


def set_events(page: Page, time: TimeAxis) -> EventsAbove:
    """Set the events that lie in the time shown."""
    shown = _between(page.content, time.first, time.last)
    if not shown:
        return EventsAbove(0.0)
    height = _worded(page, time, shown) if len(shown) <= _WORDED else None
    return EventsAbove(height) if height is not None else _numbered(page, time, shown)


def lead_down(page: Page, above: EventsAbove, time: TimeAxis, bottom: float) -> None:
    """The line of each event through every panel, under the plates of words."""
    spots = [spot for spot in page.spots if spot.panel is None]
    if above.numbered:
        few = above.numbered if len(above.numbered) <= _LINED else ()
        lined = [(time.x(event.at), above.height) for _, event in few]
    else:
        lined = [(spot.x, spot.y) for spot in spots]
    if lined:
        page.under.insert(0, marks.event_lines((x, y, x, bottom) for x, y in lined))


# In words --------------------------------------------------------------------------------------------------------------


def _worded(page: Page, time: TimeAxis, shown: Sequence[Event]) -> float | None:
    """Each with its sign and words where its line begins. Returns their height; None, and nothing is set, where some find no room."""
    em, height = page.em, 1.4 * page.em
    rows = _ROWS if page.setting.height <= 0 else max(3, int(page.setting.height * _SHARE / height))
    said = [words_in(event, 0.4 * time.width, lambda words: page.width_of(words, small=True)) for event in shown]
    wanted = [
        (time.x(event.at), page.width_of(words, small=True) + em) for event, words in zip(shown, said, strict=True)
    ]
    flags = [flag for flag in hung(wanted, height, rows, page.setting.width) if flag is not None]
    if len(flags) < len(shown):
        return None
    for event, words, flag in zip(shown, said, flags, strict=True):
        x, y = time.x(event.at), (flag.box.top + flag.box.bottom) / 2
        _unsure(page, time, event, y)
        page.over += marks.event_sign(event.event.what, x, y, 0.3 * em)
        page.spots.append(Spot(x, y, None, event))
        page.under.append(plate(flag.box))
        left = flag.box.left if flag.to_left else x + 0.7 * em
        page.under.append(Words(left, y + 0.32 * em, words, TEXT, page.small))
        page.labels.append(flag.box)
    return max(flag.box.bottom for flag in flags) + 0.3 * em


def _unsure(page: Page, time: TimeAxis, event: Event, y: float) -> None:
    """A line across as far as the day of an event is not known."""
    start, end = (max(time.left, min(time.x(at), time.left + time.width)) for at in (event.first, event.last))
    if end - start > page.em:
        page.under.append(Stroke(((start, y), (end, y)), FAINT, 1.0))


# Numbered --------------------------------------------------------------------------------------------------------------


def _numbered(page: Page, time: TimeAxis, shown: Sequence[Event]) -> EventsAbove:
    """A row of numbered signs, each led down to the days of its events."""
    em, numbers = page.em, _numbers(page.content, time)
    top, bottom = 0.1 * em, 1.5 * em
    days, panels = 2.6 * em, 3.0 * em
    leads: list[Rectangle] = []
    for sign in _signs(page, time, shown, numbers):
        box = Box(sign.left, top, sign.left + sign.wide, bottom)
        middle, y = (box.left + box.right) / 2, (top + bottom) / 2
        page.over.append(_frame(box))
        whats = {event.event.what for event in sign.events}
        if len(whats) == 1:  # of several sorts the list tells
            page.over += marks.event_sign(whats.pop(), box.left + 0.75 * em, y, 0.28 * em)
        page.over.append(Words(box.right - 0.35 * em, y + 0.32 * em, sign.words, TEXT, page.small, "right"))
        page.labels.append(box)
        for event in sign.events:
            x = time.x(event.at)
            leads += [(middle, bottom, x, days), (x, days, x, panels)]
            page.spots.append(Spot(middle, y, None, event))
    page.under.append(Lines(tuple(dict.fromkeys(leads)), EVENT, 0.8))
    return EventsAbove(panels, tuple((numbers[id(event)], event) for event in shown))


def _numbers(content: ChartContent, time: TimeAxis) -> dict[int, int]:
    """The number of each event by its identity: its place in the whole chart, whatever part of time is shown, or whichever panels."""
    whole = whole_time(content.span)
    first, last = min(whole[0], time.first), max(whole[1], time.last)
    return {id(event): number for number, event in enumerate(_between(content, first, last), 1)}


def _between(content: ChartContent, first: float, last: float) -> list[Event]:
    return sorted((event for event in content.events if first <= event.at <= last), key=lambda event: event.at)


def _signs(page: Page, time: TimeAxis, shown: Sequence[Event], numbers: Mapping[int, int]) -> list[_Sign]:
    """The signs from left to right. An event whose own would cover the one before gives way a little, or shares that one."""
    gap, most = 0.25 * page.em, 1.2 * page.em
    shared = page.width_of(_span_words(len(numbers), len(numbers)), small=True) + 1.6 * page.em
    signs: list[_Sign] = []
    for event in shown:
        words = str(numbers[id(event)])
        wide = page.width_of(words, small=True) + 1.6 * page.em
        left = max(0.0, time.x(event.at) - wide / 2)
        free = signs[-1].left + signs[-1].wide + gap if signs else 0.0
        if free - left > most:
            _share(signs[-1], [event], shared)
        else:
            signs.append(_Sign([event], words, max(left, free), wide))
        while signs[-1].left + signs[-1].wide > page.setting.width and len(signs) > 1:
            _share(signs[-2], signs.pop().events, shared)
    for sign in signs:
        if len(sign.events) > 1:
            sign.words = _span_words(numbers[id(sign.events[0])], numbers[id(sign.events[-1])])
            one_sort = len({event.event.what for event in sign.events}) == 1
            sign.wide = page.width_of(sign.words, small=True) + (1.6 if one_sort else 0.7) * page.em
    return signs


def _share(sign: _Sign, events: Sequence[Event], wide: float) -> None:
    sign.events += events
    sign.wide = wide


def _span_words(first: int, last: int) -> str:
    return tr_c("the first and the last number of events", "{first}–{last}", first=str(first), last=str(last))


def _frame(box: Box) -> Stroke:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    return Stroke(corners, MUTED, 0.8, closed=True, fill=SURFACE)
