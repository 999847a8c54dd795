"""The guide to the condition: short pages of statements, common questions and a glossary, each with its sources and a date.

Pages, statements and terms are known by keys, which stay the same in every language and release: notes of a person name them. A guide in
another language is a folder `resources/guide/<language>` beside the English one, whole; where there is none, English is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from ism_desktop.language import in_use
from ism_desktop.library.resources import (
    BadResource,
    objects_at,
    path,
    read_object,
    text_at,
)

_FOLDER, _ENGLISH = "guide", "en"
_STEM = 5  # letters by which words are taken for forms of one
COMMON, GLOSSARY = "common", "glossary"
"""The keys of the two pages that are no page of statements."""


OWN = "own"
"""The key of the source that is none: what was written for this program."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement rests on. `kind` says what it is, `where` how to find it; `year` is empty where it names none."""

    key: str
    title: str
    kind: str
    where: str
    year: str

    @property
    def words(self) -> str:
        """The source in one line."""
        if self.key == OWN:
            return self.title
        told = (self.kind, self.where, "" if self.year and self.year in self.where else self.year)
        return f"{self.title} ({'; '.join(part for part in told if part)})"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the guide says. `key` is `page.statement`; `sources_disagree` where it tells of positions that differ."""

    key: str
    text: str
    sources: tuple[Source, ...]
    reviewed_on: date
    sources_disagree: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Some statements under a heading."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `about` says in a line what it is about, `ask` what to ask one's doctor."""

    key: str
    title: str
    about: str
    sections: tuple[Section, ...]
    ask: str

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything that it says, in order."""
        return tuple(statement for section in self.sections for statement in section.statements)


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Pages that stand together in the contents."""

    key: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class AskedOften:
    """A question that many people ask; its answer is a statement like any other."""

    question: str
    answer: Statement


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary, what else it is called, and what it means."""

    term: str
    also: tuple[str, ...]
    meaning: Statement

    @property
    def key(self) -> str:
        """By this it is linked to."""
        return self.meaning.key

    @property
    def synonyms(self) -> tuple[str, ...]:
        """What else it is called, without what is only another form of the same word."""
        known = [self.term]
        for word in self.also:
            if not any(_is_a_form_of(word.casefold(), one.casefold()) for one in known):
                known.append(word)
        return tuple(known[1:])


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the guide where words were found: the page, the statement's key, what is said there."""

    page: str
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide. `not_reviewed` says that no clinician has looked at it."""

    not_reviewed: str
    groups: tuple[PageGroup, ...]
    common_title: str
    common: tuple[AskedOften, ...]
    glossary_title: str
    glossary: tuple[Term, ...]
    sources: Mapping[str, Source]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page in the order of the contents."""
        return tuple(page for group in self.groups for page in group.pages)

    def page(self, key: str) -> Page:
        """The page of this key. Raises KeyError."""
        for page in self.pages:
            if page.key == key:
                return page
        raise KeyError(key)

    def title_of(self, key: str) -> str:
        """What a page is called, also the two that are none of statements. Raises KeyError."""
        titles = {COMMON: self.common_title, GLOSSARY: self.glossary_title}
        return titles[key] if key in titles else self.page(key).title

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all pages in reading order, common questions and glossary last."""
        return (*(page.key for page in self.pages), COMMON, GLOSSARY)

    def statement(self, key: str) -> Statement | None:
        """The statement of this key, of a page, an answer or a term; None for one that the guide does not have any more."""
        return next((one for one in self.every_statement() if one.key == key), None)

    def every_statement(self) -> Iterator[Statement]:
        """All that is said: on the pages, in the answers, in the glossary."""
        for page in self.pages:
            yield from page.statements
        yield from (one.answer for one in self.common)
        yield from (one.meaning for one in self.glossary)

    def search(self, words: str) -> list[Found]:
        """Where all of these words stand together: in a statement with its page's title, a question with its answer, a term.

        Terms and questions that have them in their name come first, then pages that do.
        """
        wanted = words.casefold().split()
        if not wanted:
            return []
        found = [one for one in self._places() if all(word in f"{one.title} {one.text}".casefold() for word in wanted)]
        named = [all(word in one.title.casefold() for word in wanted) for one in found]
        looked_up = [one.page in {COMMON, GLOSSARY} for one in found]
        order = sorted(range(len(found)), key=lambda at: (not (named[at] and looked_up[at]), not named[at], at))
        return [found[at] for at in order]

    def _places(self) -> Iterator[Found]:
        for page in self.pages:
            for statement in page.statements:
                yield Found(page.key, statement.key, page.title, statement.text)
        for one in self.common:
            yield Found(COMMON, one.answer.key, one.question, one.answer.text)
        for term in self.glossary:
            yield Found(GLOSSARY, term.key, ", ".join((term.term, *term.also)), term.meaning.text)

    def terms_in(self, text: str) -> list[tuple[int, int, Term]]:
        """Where terms of the glossary stand in a text: start, end, the term. Each term once, the longest where several begin together."""
        found: list[tuple[int, int, Term]] = []
        seen: set[str] = set()
        by_word, pattern = _words_of(self)
        for match in pattern.finditer(text):
            term = by_word[match[0].casefold()]
            if term.key not in seen:
                seen.add(term.key)
                found.append((match.start(), match.end(), term))
        return found


def _is_a_form_of(word: str, other: str) -> bool:
    return min(len(word), len(other)) >= _STEM and word[:_STEM] == other[:_STEM]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def _words_of(guide: Guide) -> tuple[Mapping[str, Term], re.Pattern[str]]:
    by_word = {word.casefold(): term for term in guide.glossary for word in (term.term, *term.also)}
    return by_word, _pattern(tuple(by_word))


def load() -> Guide:
    """The guide in the language in use."""
    return read(in_use().tag)


@cache
def read(tag: str) -> Guide:
    """The guide in the language of this tag; in English where there is none. Raises BadResource for a file that does not hold together."""
    folder = tag if path(_FOLDER, tag).is_dir() else _ENGLISH
    head = read_object(_FOLDER, folder, "guide.json")
    reading = _Reading(folder, _sources(head))
    groups = tuple(
        PageGroup(text_at(group, "key", folder), text_at(group, "title", folder), reading.pages(group))
        for group in objects_at(head, "groups", folder)
    )
    common, glossary = read_object(_FOLDER, folder, "common.json"), read_object(_FOLDER, folder, "glossary.json")
    made = Guide(
        not_reviewed=text_at(head, "not_reviewed", folder),
        groups=groups,
        common_title=text_at(common, "title", COMMON),
        common=reading.common(common),
        glossary_title=text_at(glossary, "title", GLOSSARY),
        glossary=reading.glossary(glossary),
        sources=reading.sources,
    )
    _check(made)
    return made


def _sources(head: Mapping[str, Any]) -> dict[str, Source]:
    listed = cast("Mapping[str, Mapping[str, Any]]", head.get("sources", {}))
    return {
        key: Source(
            key,
            text_at(entry, "title", key),
            text_at(entry, "kind", key),
            text_at(entry, "where", key),
            str(entry.get("year", "")),
        )
        for key, entry in listed.items()
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the files of one language."""

    folder: str
    sources: Mapping[str, Source]

    def pages(self, group: Mapping[str, Any]) -> tuple[Page, ...]:
        return tuple(self._page(str(key)) for key in cast("Sequence[object]", group.get("pages", ())))

    def _page(self, key: str) -> Page:
        read = read_object(_FOLDER, self.folder, f"{key}.json")
        sections = tuple(
            Section(text_at(section, "heading", key), self._statements(section, key))
            for section in objects_at(read, "sections", key)
        )
        return Page(key, text_at(read, "title", key), text_at(read, "about", key), sections, text_at(read, "ask", key))

    def _statements(self, section: Mapping[str, Any], page: str) -> tuple[Statement, ...]:
        return tuple(self._statement(entry, page) for entry in objects_at(section, "statements", page))

    def _statement(self, entry: Mapping[str, Any], page: str) -> Statement:
        key = f"{page}.{text_at(entry, 'key', page)}"
        named = [str(one) for one in cast("Sequence[object]", entry.get("sources", ()))]
        if not named or any(one not in self.sources for one in named):
            raise BadResource(f"{key}: no source, or one that is not listed: {named}")
        try:
            reviewed_on = date.fromisoformat(text_at(entry, "reviewed_on", key))
        except ValueError as error:
            raise BadResource(f"{key}: no date of review") from error
        sources = tuple(self.sources[one] for one in named)
        return Statement(key, text_at(entry, "text", key), sources, reviewed_on, bool(entry.get("disagree", False)))

    def common(self, read: Mapping[str, Any]) -> tuple[AskedOften, ...]:
        return tuple(
            AskedOften(text_at(entry, "question", COMMON), self._statement(entry, COMMON))
            for entry in objects_at(read, "questions", COMMON)
        )

    def glossary(self, read: Mapping[str, Any]) -> tuple[Term, ...]:
        return tuple(
            Term(
                text_at(entry, "term", GLOSSARY),
                tuple(str(word) for word in cast("Sequence[object]", entry.get("also", ()))),
                self._statement(entry, GLOSSARY),
            )
            for entry in objects_at(read, "terms", GLOSSARY)
        )


def _check(guide: Guide) -> None:
    """Raise BadResource where two statements have one key, or two terms one word."""
    for what, names in (
        ("statement", [one.key for one in guide.every_statement()]),
        ("word", [word.casefold() for term in guide.glossary for word in (term.term, *term.also)]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadResource(f"a {what} stands there twice: {', '.join(twice)}")
