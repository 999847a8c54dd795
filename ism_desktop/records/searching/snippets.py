"""The text around a hit, as it was written, with every place that was found in it marked."""

import re
from collections.abc import Sequence

from ism_desktop.records import folding, matching

HIT_START, HIT_END = "\x02", "\x03"

# Letters before and behind the first hit in a snippet. What was typed is folded, and may be written with several letters for one.
_BEFORE, _BEHIND, _WRITTEN = 40, 110, 4
_BLANK = re.compile(r"\s+")


def snippet(title: str, body: str, wanted: Sequence[str]) -> str:
    """The text around the first place where one of the terms stands, each such place in it between `HIT_START` and `HIT_END`."""
    terms = list(wanted)
    text = body
    first = matching.first_spot(body, terms)
    if first is None and (first := matching.first_spot(title, terms)) is not None:
        text = title
    behind = max(_BEHIND, *(_WRITTEN * len(term) for term in terms)) if terms else _BEHIND
    start, end = _window(text, first or 0, behind)
    shown = text[start:end]
    parts: list[str] = ["…" if start > 0 else ""]
    at = 0
    for begin, finish in matching.spots(shown, terms):
        parts += [shown[at:begin], HIT_START, shown[begin:finish], HIT_END]
        at = finish
    return "".join([*parts, shown[at:], "…" if end < len(text) else ""])


def _window(text: str, middle: int, behind: int) -> tuple[int, int]:
    """Some words around a place, from the beginning of one to the end of another where there are blanks."""
    start, end = max(0, middle - _BEFORE), min(len(text), middle + behind)
    if start > 0 and (blank := _BLANK.search(text, start, middle)):
        start = blank.end()
    if end < len(text):
        blanks = [blank.start() for blank in _BLANK.finditer(text, min(middle + _BEFORE, end), end)]
        end = blanks[-1] if blanks else end
    return folding.whole_letters(text, start, -1), folding.whole_letters(text, end, 1)


def storable(text: str) -> str:
    """A text as it can be kept: without halves of surrogate pairs, and without our own marks for a hit."""
    return text.encode("utf-8", "replace").decode().replace(HIT_START, "").replace(HIT_END, "")
