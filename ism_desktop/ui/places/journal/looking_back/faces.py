"""What the cell of a day shows, worked out before anything is painted: its number, how dark it is, its signs, and its name."""

from datetime import date

from ism_desktop.records.dated_events import EPISODE, REACTION
from ism_desktop.records.journal_day_words import said
from ism_desktop.records.journal_days import ENTRIES, Day, Figure
from ism_desktop.records.journal_filter import MOST
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.ui.care_kit.days.face import GOOD_SIGN, Face

LATER_SIGN = "mdi6.calendar-edit"
EVENT_SIGNS = {REACTION: REACTIONS.icon, EPISODE: EPISODES.icon}
NO_NUMBER = "–"
DARKEST = 5
"""From so many entries on a day is as dark as it gets."""


def face(
    on: date, day: Day, figure: Figure, called: str, *, today: date, month: int | None, chosen: date, words: str = ""
) -> Face:
    """The face of a day. `month` is the one that is shown, None in a week."""
    number = day.number(figure)
    is_good = day.is_good and figure != ENTRIES
    shown = "" if number is None else str(number)
    if day.entries and number is None and not is_good:
        shown = NO_NUMBER
    signs = [EVENT_SIGNS[what] for what in (REACTION, EPISODE) if any(event.what == what for event in day.events)]
    if day.good and not is_good:
        signs.append(GOOD_SIGN)
    if day.later:
        signs.append(LATER_SIGN)
    return Face(
        on,
        shown,
        None if number is None else min(number / (DARKEST if figure == ENTRIES else MOST), 1.0),
        bool(day.entries),
        is_good,
        tuple(signs),
        said(on, day, figure, called),
        words,
        month is None or on.month == month,
        on == today,
        on > today,
        on == chosen,
    )
