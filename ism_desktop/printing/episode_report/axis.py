"""The times of an episode on a line: a number stands over each, which the table under it explains. Minutes count from the beginning."""

from collections.abc import Sequence

from ism_desktop.language import in_use, tr
from ism_desktop.printing.episode_report.content import ReportTime
from ism_desktop.printing.figure import MUTED, TEXT, Disc, Figure, Shape, Stroke, Words, text_width

_STEPS = (1, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440)  # minutes between two ticks
_MOST_TICKS = 9
_SIDE = 14.0
_LEVEL = 13.0
_NUMBER, _TICK = 10.0, 8.5
_BELOW = 30.0


def axis(times: Sequence[ReportTime], width: float) -> Figure | None:
    """Draw it; None where fewer than two times have a place on it."""
    placed = [
        (number, time.minutes)
        for number, time in enumerate(times, 1)
        if time.minutes is not None and not time.is_mistaken
    ]
    if len(placed) < 2:
        return None
    first, last = min(0, *(minutes for _, minutes in placed)), max(minutes for _, minutes in placed)
    step = next((step for step in _STEPS if (last - first) / step <= _MOST_TICKS), _STEPS[-1])
    start, end = first // step * step, max(-(-last // step) * step, first // step * step + step)

    def x_of(minutes: int) -> float:
        return _SIDE + (minutes - start) / (end - start) * (width - 2 * _SIDE)

    levels, marks = _levels([(number, x_of(minutes)) for number, minutes in placed])
    line = levels * _LEVEL + 12.0
    shapes: list[Shape] = [Stroke(((_SIDE, line), (width - _SIDE, line)), TEXT, 1.2)]
    ticks = range(start, end + 1, step)
    for place, minutes in enumerate(ticks):
        x = x_of(minutes)
        shapes.append(Stroke(((x, line), (x, line + 5)), TEXT, 0.8))
        if len(ticks) <= 2 * _MOST_TICKS or place % (len(ticks) // _MOST_TICKS) == 0:
            shapes.append(Words(x, line + 16, in_use().number(minutes), MUTED, _TICK, "centre"))
    shapes.append(Words(width - _SIDE, line + 27, tr("minutes after it began"), MUTED, _TICK, "right"))
    for number, x, level in marks:
        top = line - 8 - level * _LEVEL
        shapes.append(Stroke(((x, line), (x, top + 2)), MUTED, 0.5))
        shapes.append(Disc(x, line, 2.6, TEXT, TEXT))
        shapes.append(Words(x, top, in_use().number(number), TEXT, _NUMBER, "centre", bold=True))
    return Figure(width, line + _BELOW, tuple(shapes))


def _levels(marks: Sequence[tuple[int, float]]) -> tuple[int, list[tuple[int, float, int]]]:
    """Each number with a level on which it covers no other; and how many levels there are."""
    ends: list[float] = []
    found: list[tuple[int, float, int]] = []
    for number, x in sorted(marks, key=lambda mark: (mark[1], mark[0])):
        half = text_width(in_use().number(number), _NUMBER, bold=True) / 2 + 2
        level = next((level for level, end in enumerate(ends) if end <= x - half), len(ends))
        if level == len(ends):
            ends.append(0.0)
        ends[level] = x + half
        found.append((number, x, level))
    return len(ends), found
