"""What the diagnosis page says, as frozen plain values: the diagnosis as it was stated, and for each topic what the reports say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import Language, in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper
from ism_desktop.printing.values import joined
from ism_desktop.records.links import Proof

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the diagnosis itself: its field, its label, its words, and its value as JSON knows it."""

    name: str
    label: str
    words: str
    plain: object


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one report says. `said` is empty where nothing was written down; `state` says then why, if that is known.

    `origin` names what else it comes from: a report in the record, the emergency card. `plain` is what a printed copy keeps.
    """

    record_id: str
    kind: str
    said: str
    state: str
    detail: str
    origin: str
    sources: tuple[Proof, ...]
    plain: Mapping[str, object]

    @property
    def words(self) -> str:
        """What is said, and how it stands where that is no report."""
        return "\n".join(part for part in (self.said, self.state) if part) or tr("Nothing is written down yet.")

    @property
    def in_full(self) -> str:
        """The words with date, method and who reported it below."""
        return f"{self.words}\n{self.detail}" if self.detail else self.words

    @property
    def where(self) -> str:
        """The documents and pages that say so, or else where it is kept in the program; empty when neither is known."""
        return "; ".join(source_words(source) for source in self.sources) or self.origin

    @property
    def small_print(self) -> str:
        """What stands below the words: date, method and who reported it, and the source."""
        if self.detail and self.where:
            return tr("{detail}. Source: {where}", detail=self.detail, where=self.where)
        return tr("Source: {where}", where=self.where) if self.where else self.detail


def source_words(source: Proof) -> str:
    """A document, and the page in it."""
    named = tr("{title}, page {page}", title=source.title, page=source.page) if source.page else source.title
    return joined(named, source.note)


@dataclass(frozen=True, slots=True)
class Topic:
    """One part of the evidence. Without any it says so, and to ask for it."""

    key: str
    label: str
    evidence: tuple[Evidence, ...]

    @property
    def is_missing(self) -> bool:
        """Whether nothing is in the record about it."""
        return not self.evidence


@dataclass(frozen=True, slots=True)
class DiagnosisContent(PersonPaper):
    """Everything on the page. `name` and `birth_date` are empty when none is recorded; `born_on` is the date in ISO."""

    born_on: str
    facts: tuple[Fact, ...]
    sources: tuple[Proof, ...]
    confirmed: str
    topics: tuple[Topic, ...]

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Diagnosis on one page")

    @property
    def missing(self) -> tuple[str, ...]:
        """The topics about which nothing is in the record."""
        return tuple(topic.label for topic in self.topics if topic.is_missing)

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON values, for the record of what was printed: keys, ISO dates and the words of the reports."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "birth_date": self.born_on,
            "facts": {fact.name: fact.plain for fact in self.facts},
            "sources": [_source(source) for source in self.sources],
            "confirmed": self.confirmed,
            "topics": {
                topic.key: [
                    dict(one.plain) | {"sources": [_source(source) for source in one.sources]} for one in topic.evidence
                ]
                for topic in self.topics
            },
        }

    def differences(self, kept: Mapping[str, Any]) -> tuple[str, ...]:
        """In which parts a printed copy, as it was kept, differs from this page: their labels. Empty when it says the same."""
        now = self.as_dict()
        found: list[str] = []
        if (kept.get("name"), kept.get("birth_date")) != (self.name, self.born_on):
            found.append(tr("Name and birth date"))
        former = _mapping(kept.get("facts"))
        found += [fact.label for fact in self.facts if former.get(fact.name) != fact.plain]
        if (kept.get("sources"), kept.get("confirmed")) != (now["sources"], now["confirmed"]):
            found.append(tr("Where the diagnosis stands"))
        topics = _mapping(kept.get("topics"))
        found += [topic.label for topic in self.topics if topics.get(topic.key, []) != now["topics"][topic.key]]
        return tuple(found)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = [self.name, *(fact.words for fact in self.facts), self.confirmed]
        for topic in self.topics:
            for one in topic.evidence:
                texts += [one.words, one.small_print]
        return typeface.losing(texts)


def missing_words(language: Language | None = None) -> str:
    """What stands for a topic about which the record holds nothing."""
    return (language or in_use()).tr("Not in this record – ask for it.")


def _source(source: Proof) -> dict[str, object]:
    return {"document": source.document_id, "title": source.title, "page": source.page}


def _mapping(kept: object) -> Mapping[str, Any]:
    return kept if isinstance(kept, Mapping) else {}  # pyright: ignore[reportUnknownVariableType]
