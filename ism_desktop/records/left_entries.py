"""An entry of the journal that is left in a locked record: how it is packed without the record, and what becomes of it afterwards.

Nothing of the record goes in: the symptoms and exposures are the program's own words, or what is typed there and then. What comes out of
the inbox is as little trusted as anything in the folder: it is read leniently, and saved only after every check of an entry.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from ism_desktop.language import tr
from ism_desktop.records.journal_words import exposure_words, moment_words, symptom_words
from ism_desktop.records.kind import label_in
from ism_desktop.records.kinds.journal_entries import DAYS, GOOD, NOTED
from ism_desktop.records.quick_entry import QuickEntry
from ism_desktop.records.values import Moment, PartialDate, PartialTime
from ism_desktop.vault.inbox import InboxItem


def packed(entry: QuickEntry, begun: Moment, *, is_good: bool, is_draft: bool = False) -> str:
    """An entry as the inbox keeps it; a draft is one that nobody saved."""
    kept: dict[str, Any] = {"begun": begun.stored, "good": is_good, "entry": entry.plain()}
    if is_draft:
        kept["draft"] = True
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def words(entry: QuickEntry, begun: Moment, *, is_good: bool) -> str:
    """What the entry says, a line for each thing; its note stands last."""
    lines = [moment_words(begun)]
    if is_good:
        lines.append(label_in(DAYS, GOOD))
    lines += map(symptom_words, entry.symptoms)
    if entry.exposures:
        met = "; ".join(map(exposure_words, entry.exposures))
        lines.append(tr("Possible triggers: {exposures}", exposures=met))
    return "\n".join([*lines, *([entry.notes.strip()] if entry.notes.strip() else [])])


def unpacked(item: InboxItem) -> tuple[QuickEntry, Moment, bool] | None:
    """The entry, when it was, and whether it was a good day; None for a thing that carries none that can be read."""
    try:
        kept: object = json.loads(item.entry) if item.entry else None
        if not isinstance(kept, dict):
            return None
        said = cast("Mapping[str, Any]", kept)
        entry, begun = QuickEntry.from_plain(said["entry"]), Moment.from_stored(said["begun"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    entry.symptoms = [row for row in entry.symptoms if isinstance(row.get("symptom"), str)]
    entry.exposures = [row for row in entry.exposures if isinstance(row.get("exposure"), str)]
    entry.readings, entry.taken, entry.photos = [], [], {}  # no page of a locked record gives them
    return entry, begun, said.get("good") is True and not entry.symptoms


def is_draft(item: InboxItem) -> bool:
    """Whether nobody pressed Save: the program ended before, or somebody went back."""
    try:
        kept: object = json.loads(item.entry) if item.entry else None
    except (ValueError, RecursionError):
        return False
    return isinstance(kept, dict) and cast("Mapping[str, Any]", kept).get("draft") is True


def values(item: InboxItem, text: str) -> dict[str, Any]:
    """The values of the entry with `text` as its notes. It was written down on the day on which it was left."""
    found = unpacked(item)
    at = item.at
    if found is None:
        begun = Moment(PartialDate(at.year, at.month, at.day), PartialTime(at.hour, at.minute))
        made: dict[str, Any] = {"day": NOTED, "begun": begun}
    else:
        entry, begun, is_good = found
        made = entry.values(begun, None, is_good=is_good)
    return {**made, "notes": text.strip() or None, "entered_on": at.date().isoformat()}
