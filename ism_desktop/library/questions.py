"""The question bank: questions a person can take to a visit, by specialist and purpose, each with its source.

Specialists and purposes are keys; their words, like the questions', stand in the file. A bank in another language is a file
`resources/questions/<language>.json` that gives the words by these keys; what it does not give is asked in English.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ism_desktop.language import in_use
from ism_desktop.library.resources import (
    BadResource,
    as_object,
    check_sources,
    objects_at,
    path,
    read_object,
    text_at,
    texts_at,
)

_FILE = "questions.json"
_OWN = "own"

GUIDE = 3
"""So many questions of the patient guide stand at the head of the bank."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whom questions are for, or what they are about: `key` is compared, `words` are shown. `roles` are those of a care team it fits."""

    key: str
    words: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One question of the bank. `source` is the source in words, ready to show; `id` never changes between releases.

    `is_own` when the question was written for this program and rests on no publication.
    """

    id: str
    text: str
    specialist: Heading
    purpose: Heading
    source: str
    is_own: bool


def load() -> tuple[BankQuestion, ...]:
    """Every question in the language in use, in the order of the bank: the three of the patient guide first."""
    return read(in_use().tag)


def reviewed_on() -> date:
    """When the bank was last checked against its sources. Raises BadResource."""
    return date.fromisoformat(text_at(read_object(_FILE), "reviewed_on", _FILE))


@cache
def read(tag: str) -> tuple[BankQuestion, ...]:
    """Every question in the language of this tag, in the order of the bank."""
    bank = read_object(_FILE)
    translated = _Translation(tag)
    sources = translated.over("sources", texts_at(bank, "sources", _FILE))
    specialists, purposes = _specialists(bank, translated), _purposes(bank, translated)
    found: dict[str, BankQuestion] = {}
    for group in objects_at(bank, "groups", _FILE):
        specialist = _heading(specialists, text_at(group, "specialist", _FILE))
        purpose = _heading(purposes, text_at(group, "purpose", _FILE))
        for entry in objects_at(group, "questions", purpose.key):
            question_id = text_at(entry, "id", purpose.key)
            if question_id in found:
                raise BadResource(f"{_FILE}: {question_id} stands there twice")
            marks = check_sources(str(entry.get("source", _OWN)), sources, question_id)
            source = "; ".join(sources[mark] for mark in marks.split(", "))
            text = text_at(entry, "text", question_id)
            if not text.endswith("?"):
                raise BadResource(f"{_FILE}: {question_id} is not a question")
            found[question_id] = BankQuestion(question_id, text, specialist, purpose, source, marks == _OWN)
    texts = translated.over("questions", {question.id: question.text for question in found.values()})
    return tuple(
        BankQuestion(each.id, texts[each.id], each.specialist, each.purpose, each.source, each.is_own)
        for each in found.values()
    )


class _Translation:
    """The words that the file of a language gives, by what they are words for; none where there is no file."""

    def __init__(self, tag: str) -> None:
        self._name = ("questions", f"{tag}.json")
        self._words: Mapping[str, Any] = read_object(*self._name) if path(*self._name).is_file() else {}

    def over(self, part: str, english: Mapping[str, str]) -> Mapping[str, str]:
        """The English words with the translated ones over them. Raises BadResource for a key that English does not have."""
        if part not in self._words:
            return english
        where = "/".join(self._name)
        words = texts_at(self._words, part, where)
        unknown = sorted(set(words) - set(english))
        if unknown:
            raise BadResource(f"{where}: there is no {', '.join(unknown)} in “{part}”")
        return {**english, **words}


def _specialists(bank: Mapping[str, Any], translated: _Translation) -> dict[str, Heading]:
    listed = as_object(bank.get("specialists"), f"{_FILE}, specialists")
    entries = {key: as_object(entry, key) for key, entry in listed.items()}
    words = translated.over("specialists", {key: text_at(entry, "words", key) for key, entry in entries.items()})
    return {key: Heading(key, words[key], frozenset(entry.get("roles", ()))) for key, entry in entries.items()}


def _purposes(bank: Mapping[str, Any], translated: _Translation) -> dict[str, Heading]:
    words = translated.over("purposes", texts_at(bank, "purposes", _FILE))
    return {key: Heading(key, text) for key, text in words.items()}


def _heading(known: Mapping[str, Heading], key: str) -> Heading:
    if key not in known:
        raise BadResource(f"{_FILE}: there are no words for {key}")
    return known[key]


def specialists() -> tuple[Heading, ...]:
    """Whom the questions are for, each once, in the order of the bank."""
    return tuple(dict.fromkeys(question.specialist for question in load()))


def purposes(specialist: str = "") -> tuple[Heading, ...]:
    """What the questions are about, each once, in the order of the bank; of one specialist, by key, when given."""
    return tuple(dict.fromkeys(question.purpose for question in load() if specialist in {"", question.specialist.key}))


def of_guide() -> tuple[BankQuestion, ...]:
    """The three questions of the patient guide, which stand first: for somebody who is seen for the first time."""
    return load()[:GUIDE]


def for_roles(roles: Iterable[str]) -> tuple[BankQuestion, ...]:
    """Every question, those for somebody with one of these roles first; otherwise in the order of the bank."""
    wanted = frozenset(roles)
    return tuple(sorted(load(), key=lambda question: not wanted & question.specialist.roles))
