"""Which entries of the care team a document may come from: whose names stand in its text, those of the letterhead first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.documents.proposals.lines import Line
from ism_desktop.records.folding import folded
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName

LETTERHEAD, SIGNED, NAMED, ADDRESSED = "letterhead", "signed", "named", "addressed"
_WEIGHTS = {LETTERHEAD: 40, SIGNED: 30, NAMED: 10, ADDRESSED: -10}
_TITLES = frozenset(
    {
        "dr",
        "prof",
        "professor",
        "doctor",
        "med",
        "mr",
        "mrs",
        "ms",
        "herr",
        "frau",
        "dra",
        "pd",
        "priv",
        "doz",
        "dipl",
        "md",
        "phd",
        "rn",
    }
)
_TO = re.compile(r"^(?:dear|to|cc|attn|an|sehr geehrte[rn]?|liebe[r]?|estimad[oa]|cher|chere|a l'attention)\b")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class SenderCandidate:
    """An entry of the care team, where its name stands, and why it may be the sender."""

    sender: LinkedName
    page: int
    line: int
    text: str
    reason: str
    weight: int


def candidates(lines: Sequence[Line], team: Sequence[Record]) -> list[SenderCandidate]:
    """Every entry of the care team that the text names, once each, the likeliest first."""
    prepared = [(line, f" {_words(line.text)} ") for line in lines]
    found: dict[str, SenderCandidate] = {}
    last_page = max((line.page for line in lines), default=1)
    for entry in team:
        names = _names(entry)
        for line, words in prepared:
            strength = next((strength for name, strength in names if f" {name} " in words), 0)
            if not strength:
                continue
            reason = _reason(line, words, last_page)
            weight = _WEIGHTS[reason] + strength
            kept = found.get(entry.id)
            if kept is None or weight > kept.weight:
                sender = LinkedName(entry.title, entry.id)
                found[entry.id] = SenderCandidate(sender, line.page, line.number, line.text, reason, weight)
    places = {key: place for place, key in enumerate(found)}
    return sorted(found.values(), key=lambda each: (-each.weight, each.page, each.line, places[each.sender.record_id]))


def _reason(line: Line, words: str, last_page: int) -> str:
    if _TO.match(words.strip()):
        return ADDRESSED
    if line.in_head:
        return LETTERHEAD
    return SIGNED if line.in_foot and line.page == last_page else NAMED


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


def _names(entry: Record) -> list[tuple[str, int]]:
    """The names by which an entry can stand in a text, each with how surely it is meant."""
    found: list[tuple[str, int]] = []
    parts = _words(str(entry.values["name"] or "")).split()
    bare = [part for part in parts if part not in _TITLES]
    if len(" ".join(bare)) >= _SHORTEST:
        if len(bare) > 1:
            found.append((" ".join(bare), 9))
            found.append((f"{bare[-1]} {' '.join(bare[:-1])}", 8))
        elif len(parts) == 1:
            found.append((bare[0], 6))
        if len(bare[-1]) >= 3:
            found += [(f"{title} {bare[-1]}", 7) for title in ("dr", "prof", "professor", "doctor", "dr med", "dra")]
            found.append((f"{bare[-1]} md", 7))
    organisation = _words(str(entry.values.get("organisation") or ""))
    if len(organisation) >= _SHORTEST:
        found.append((organisation, 5))
    return found
