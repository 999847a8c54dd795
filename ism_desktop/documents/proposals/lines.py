"""The text of a document as lines, each with its page and its place on it: what dates and senders are looked for in."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_PAGES = 8  # of a long document: what is asked for stands on its first pages
_LONGEST_LINE = 400
_MOST_LINES = 160  # of a page
HEAD = 12  # lines that can be a letterhead
_FOOT = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its page and number, both counted from 1, and where it stands."""

    page: int
    number: int
    text: str
    in_head: bool = False
    in_foot: bool = False


def lines_of(pages: Sequence[str]) -> list[Line]:
    """The lines of the first pages that say something. What stands on several pages alike, or last on a page, is its foot."""
    cut = [
        [" ".join(unicodedata.normalize("NFKC", line[:_LONGEST_LINE]).split()) for line in page.splitlines()]
        for page in pages[:_PAGES]
    ]
    kept = [[(number, line) for number, line in enumerate(page, 1) if line][:_MOST_LINES] for page in cut]
    repeated = {
        line
        for line, count in Counter(line for page in kept for line in {text for _, text in page}).items()
        if count > 1
    }
    found: list[Line] = []
    for page, lines in enumerate(kept, 1):
        for place, (number, text) in enumerate(lines):
            in_head = page == 1 and place < HEAD
            in_foot = (len(lines) > 2 * _FOOT and place >= len(lines) - _FOOT) or (text in repeated and not in_head)
            found.append(Line(page, number, text, in_head, in_foot))
    return found
