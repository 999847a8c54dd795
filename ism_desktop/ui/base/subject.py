"""What a page shows, in two words: what a question asked there is about, and the way back to it."""

from typing import NamedTuple

WHOLE = "whole"
"""The key of a page that shows one thing as a whole, such as the emergency card."""
CHART, DAY = "chart:", "day:"
"""How the keys of a chart (then its tests or symptoms, one in a line) and of a day of the journal begin."""


class Subject(NamedTuple):
    """A record, by its kind and id; or a part of a place, by the place and a key of this module, or of a page of the guide."""

    place: str
    key: str


def chart(place: str, marks: list[str]) -> Subject:
    """The chart of a place, with what it shows."""
    return Subject(place, CHART + "\n".join(marks))


def marks_of(key: str) -> list[str]:
    """What the chart of this key shows."""
    return [mark for mark in key.removeprefix(CHART).split("\n") if mark]
