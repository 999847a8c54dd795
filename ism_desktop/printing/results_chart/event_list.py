"""The list below a chart that says what its numbered events are, in as many columns as there is room for.

It can be much longer than what is seen of it, so its lines are set only as they are wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ism_desktop.printing.figure import MUTED, TEXT, Shape, Words
from ism_desktop.printing.results_chart import marks
from ism_desktop.printing.results_chart.content import Event
from ism_desktop.printing.results_chart.placing import Box, shortened

_COLUMN = 25.0
"""How wide a column is at least, in sizes of the text."""
_TOP, _LINE = 0.5, 1.55
"""Where the first line begins, and how high each is, in sizes of the text."""


@dataclass(frozen=True, slots=True)
class EventList:
    """Numbered events, their lines going down one column after the other. Places are measured from its upper left corner."""

    events: tuple[tuple[int, Event], ...]
    width: float
    em: float
    width_of: Callable[[str, float, bool], float]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max(1, min(int(self.width / (_COLUMN * self.em)), len(self.events)))

    @property
    def lines(self) -> int:
        """How many lines the longest column has."""
        return -(-len(self.events) // self.columns)

    @property
    def height(self) -> float:
        """The height of the list."""
        return (_TOP + self.lines * _LINE + 0.3) * self.em

    def box(self, place: int) -> Box:
        """Where the line of an event stands, by its place in the list."""
        wide = self.width / self.columns
        left, top = place // self.lines * wide, (_TOP + place % self.lines * _LINE) * self.em
        return Box(left, top, left + wide - 0.3 * self.em, top + _LINE * self.em)

    def at(self, x: float, y: float) -> Event | None:
        """The event whose line stands at a place."""
        for place, (_, event) in enumerate(self.events):
            box = self.box(place)
            if box.left <= x <= box.right and box.top <= y < box.bottom:
                return event
        return None

    def shapes(self, top: float, bottom: float) -> list[Shape]:
        """The lines that are seen between two heights: the number, the sign, the day and what happened."""
        first = max(0, int((top / self.em - _TOP) / _LINE))
        last = min(self.lines, int((bottom / self.em - _TOP) / _LINE) + 1)
        number_wide = self._wide(str(self.events[-1][0]))
        day_wide = max(self._wide(event.day) for _, event in self.events)
        return [
            shape
            for start in range(0, len(self.events), self.lines)
            for place in range(start + first, min(start + last, start + self.lines, len(self.events)))
            for shape in self._line(place, number_wide, day_wide)
        ]

    def _wide(self, words: str) -> float:
        return self.width_of(words, self._small, False)  # noqa: FBT003

    @property
    def _small(self) -> float:
        return self.em * 0.88

    def _line(self, place: int, number_wide: float, day_wide: float) -> list[Shape]:
        number, event = self.events[place]
        em, box = self.em, self.box(place)
        foot, numbers = box.top + 1.05 * em, box.left + 0.3 * em + number_wide
        days = numbers + 1.7 * em
        words = days + day_wide + 0.8 * em
        return [
            Words(numbers, foot, str(number), TEXT, self._small, "right"),
            *marks.event_sign(event.event.what, numbers + 0.8 * em, box.top + 0.75 * em, 0.28 * em),
            Words(days, foot, event.day, MUTED, self._small),
            Words(words, foot, words_in(event, box.right - words, self._wide), TEXT, self._small),
        ]


def words_in(event: Event, room: float, width_of: Callable[[str], float]) -> str:
    """What happened, in so much room: of a long name only the beginning, so that it is still told whether it was started or stopped."""
    if width_of(event.words) <= room:
        return event.words
    said = event.event
    bare = replace(said, title="").words
    name = shortened(said.title, max(room - width_of(bare), 0.0), width_of)
    return shortened(replace(said, title=name).words, room, width_of)
