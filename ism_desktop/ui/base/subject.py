"""What a page shows, in two words: what a question asked there is about, and the way back to it."""

from typing import NamedTuple

WHOLE = "whole"
"""The key of a page that shows one thing as a whole, such as the emergency card."""
CHART, DAY = "chart:", "day:"
"""How the keys of a chart (then its tests or symptoms, one in a line) and of a day of the journal begin."""


class Subject(NamedTuple):
    """A record, by its kind and id; or a part of a place, by the place and a key of this module, or of a page of the guide.

    `page` is that of a document which is shown, from 1; None for the whole of it, and for all else.
    """

    place: str
    key: str
    page: int | None = None


class FromPage(NamedTuple):
    """What a new record is made from: its kind, the document, the page from 1 (0 for all of it), and the words of it that were chosen."""

    kind: str
    document_id: str
    page: int
    quote: str


def chart(place: str, marks: list[str]) -> Subject:
    """The chart of a place, with what it shows."""
    return Subject(place, CHART + "\n".join(marks))


def marks_of(key: str) -> list[str]:
    """What the chart of this key shows."""
    return [mark for mark in key.removeprefix(CHART).split("\n") if mark]
