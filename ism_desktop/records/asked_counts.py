"""A count of days as a person asked for it: by keys and the person's own words, so that it can be kept, and answered again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from ism_desktop.records import journal_count_words, journal_reading
from ism_desktop.records.journal_counts import Count, Journal, Window, count
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import EXPOSURES, SYMPTOMS, name_in
from ism_desktop.vault import Session

Called = tuple[Name, str]
"""What is counted, and the person's own word for it as it was noted; empty where its key has words of its own."""


@dataclass(frozen=True, slots=True)
class AskedCount:
    """One or two exposures, a symptom, the hours after it (None for the same day) and the period, both ends included."""

    exposures: tuple[Called, ...]
    symptom: Called
    window: Window | None
    period: tuple[date, date]

    def plain(self) -> dict[str, Any]:
        """All of it as JSON knows it."""
        return {
            "exposures": [[*name, word] for name, word in self.exposures],
            "symptom": [*self.symptom[0], self.symptom[1]],
            "window": None if self.window is None else [self.window.begins, self.window.ends],
            "period": [day.isoformat() for day in self.period],
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Self:
        """What `plain` gave. Raises KeyError, TypeError or ValueError for anything else."""
        first, last = kept["period"]
        return cls(
            tuple(_called(one) for one in kept["exposures"]),
            _called(kept["symptom"]),
            None if kept["window"] is None else Window(*kept["window"]),
            (date.fromisoformat(first), date.fromisoformat(last)),
        )


def _called(kept: list[str]) -> Called:
    key, folded_word, word = map(str, kept)
    return (key, folded_word), word


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, in the sentences that the window shows: `numbers` with their denominators, and the definitions beside them."""

    asked: AskedCount
    found: Count
    question: str
    headline: tuple[str, ...]
    numbers: tuple[str, ...]
    frame: str
    left_out: tuple[str, ...]
    definitions: tuple[str, ...]

    def said(self) -> dict[str, Any]:
        """The count as JSON values, without any sentence."""
        found = self.found
        return self.asked.plain() | {
            "with": [found.with_hits, found.with_days],
            "without": [found.without_hits, found.without_days],
            "untold": found.untold,
            "set_aside": found.set_aside,
            "silent": found.silent,
        }


def answer(session: Session, asked: AskedCount) -> Answer:
    """Count."""
    names = [name for name, _ in asked.exposures]
    return answer_from(journal_reading.read(session, names, asked.symptom[0]), asked)


def answer_from(journal: Journal, asked: AskedCount) -> Answer:
    """Count from what was read for these exposures and this symptom."""
    names = [name for name, _ in asked.exposures]
    found = count(journal, names, asked.symptom[0], asked.window, asked.period)
    called = [name_in(EXPOSURES, name[0], word or None) for name, word in asked.exposures]
    is_pair = len(called) > 1
    return Answer(
        asked,
        found,
        journal_count_words.question(called, name_in(SYMPTOMS, asked.symptom[0][0], asked.symptom[1] or None)),
        (journal_count_words.too_few(),) if found.is_too_few else (),
        tuple(journal_count_words.numbers(found, of_pair=is_pair)),
        journal_count_words.frame(asked.window, asked.period),
        tuple(journal_count_words.left_out(found, journal.undated)),
        tuple(journal_count_words.definitions(asked.window, of_pair=is_pair)),
    )
