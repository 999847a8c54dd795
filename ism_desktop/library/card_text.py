"""The pre-printed lines of the emergency card, as one numbered text set with its sources and its review status."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ism_desktop.library.resources import BadResource, as_object, check_sources, read_object, text_at, texts_at

_FILE = "card_text.json"

REQUIRED = frozenset({
    "header", "risk", "gloss", "steps_heading", "step_1", "step_2_injector", "step_2_nasal", "step_2_mixed", "step_2_or_label",
    "step_2_unknown", "step_2_none", "way_injector", "way_nasal", "step_3", "step_3_missing", "step_4", "step_4_if", "step_4_nasal",
    "step_4_below", "step_4_one", "step_4_missing", "step_4_none", "step_5", "helper_signs", "helper_side", "helper_cpr", "helper_time",
    "helper_rely", "blood_when", "blood_rule", "beta_blocker", "after_adrenaline", "written_by", "reviewed_by", "signature", "date",
    "footer", "plan_follow", "plan_ask",
})  # fmt: skip
"""The lines that drawing a card needs."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One pre-printed line and the marks of the sources it rests on ("fixed" for our own fixed wording)."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardText:
    """A text set. `reviewed_on` and `reviewer` stay None until a clinician has signed the whole set off."""

    set_id: str
    language: str
    reviewed_on: str | None
    reviewer: str | None
    not_reviewed_note: str
    lines: Mapping[str, TextLine]
    sources: Mapping[str, str]

    def text(self, line: str, **values: object) -> str:
        """The words of a line, with its {places} filled in. Raises KeyError for a line or place that is missing."""
        words = self.lines[line].text
        return words.format(**values) if values else words

    @property
    def review_status(self) -> str:
        """Who reviewed the set, or that nobody did; printed on every card that carries its first-aid lines."""
        if self.reviewer is None or self.reviewed_on is None:
            return self.not_reviewed_note
        return f"reviewed by {self.reviewer}, {self.reviewed_on}"


@cache
def load() -> CardText:
    """The text set that is shipped."""
    shipped = read_object(_FILE)
    sources = texts_at(shipped, "sources", _FILE)
    lines: dict[str, TextLine] = {}
    for name, entry in as_object(shipped.get("lines"), _FILE).items():
        line = as_object(entry, name)
        marks = check_sources(text_at(line, "source", name), sources, name)
        lines[name] = TextLine(text_at(line, "text", name), tuple(marks.split(", ")))
    if lines.keys() != REQUIRED:
        raise BadResource(f"{_FILE}: lines missing or unknown: {', '.join(sorted(lines.keys() ^ REQUIRED))}")
    reviewed_on, reviewer = shipped.get("reviewed_on"), shipped.get("reviewer")
    if (reviewed_on is None) != (reviewer is None):
        raise BadResource(f"{_FILE}: a review needs both its date and its reviewer")
    return CardText(
        set_id=text_at(shipped, "set_id", _FILE),
        language=text_at(shipped, "language", _FILE),
        reviewed_on=None if reviewed_on is None else text_at(shipped, "reviewed_on", _FILE),
        reviewer=None if reviewer is None else text_at(shipped, "reviewer", _FILE),
        not_reviewed_note=text_at(shipped, "not_reviewed_note", _FILE),
        lines=lines,
        sources=sources,
    )
