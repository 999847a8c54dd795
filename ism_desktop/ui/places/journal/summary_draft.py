"""What a person prepared for the summary and has not printed yet, as a draft keeps it: the period, the counts, and what was changed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from ism_desktop.printing.journal_summary import Changes
from ism_desktop.records.asked_counts import AskedCount
from ism_desktop.records.journal_periods import Period
from ism_desktop.ui.base.drafts import Drafts

DRAFT = "journal_summary"
"""By this name it is kept."""


@dataclass(slots=True)
class SummaryDraft:
    """`period` is what was chosen, None for what is offered first; `changes` are kept for each period, as lines differ.

    The points on top and the lines below hold for every period.
    """

    period: Period | None = None
    counts: list[AskedCount] = field(default_factory=list[AskedCount])
    lines: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    wishes: tuple[str, ...] = ()
    added: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was prepared; a period alone is quickly chosen again."""
        return not (self.counts or self.lines or any(wish.strip() for wish in self.wishes) or self.added.strip())

    def changes(self, period: Period) -> Changes:
        """What was changed of the page of a period."""
        kept = Changes.from_plain(self.lines.get(_name(period)))
        return Changes(kept.left_out, kept.words, self.wishes, self.added)

    def take(self, period: Period, changes: Changes) -> None:
        """Keep what was changed of the page of a period."""
        self.period, self.wishes, self.added = period, changes.wishes, changes.added
        own = Changes(changes.left_out, changes.words)
        if own.is_empty:
            self.lines.pop(_name(period), None)
        else:
            self.lines[_name(period)] = own.plain()

    def plain(self) -> dict[str, Any]:
        """All of it as JSON knows it."""
        return {
            "period": None if self.period is None else _name(self.period),
            "counts": [asked.plain() for asked in self.counts],
            "lines": self.lines,
            "wishes": list(self.wishes),
            "added": self.added,
        }

    def keep(self, drafts: Drafts) -> None:
        """Write it into the drafts, or take it out where nothing is prepared."""
        if self.is_empty:
            drafts.drop(DRAFT, None)
        else:
            drafts.put(DRAFT, None, self.plain())


def draft_in(drafts: Drafts) -> SummaryDraft:
    """What is kept; what cannot be read is left out."""
    kept: Mapping[str, Any] = drafts.get(DRAFT, None) or {}
    changes = Changes.from_plain(kept)
    made = SummaryDraft(wishes=changes.wishes, added=changes.added)
    with suppress(AttributeError, TypeError, ValueError):
        first, last = str(kept.get("period") or "").split("/")
        made.period = date.fromisoformat(first), date.fromisoformat(last)
    counts, lines = kept.get("counts"), kept.get("lines")
    for asked in cast("list[Any]", counts) if isinstance(counts, list) else ():
        with suppress(KeyError, TypeError, ValueError):
            made.counts.append(AskedCount.from_plain(asked))
    made.lines = dict(cast("dict[str, dict[str, Any]]", lines)) if isinstance(lines, dict) else {}
    return made


def _name(period: Period) -> str:
    return "/".join(day.isoformat() for day in period)
