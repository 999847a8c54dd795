"""The question bank: questions a person can take to a visit, by specialist and purpose, each with its source."""

from dataclasses import dataclass
from functools import cache

from ism_desktop.library.resources import BadResource, check_sources, objects_at, read_object, text_at, texts_at

_FILE = "questions.json"
_OWN = "own"


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One question of the bank. `source` is the source in words, ready to show; `id` never changes between releases.

    `is_own` when the question was written for this program and rests on no publication.
    """

    id: str
    text: str
    specialist: str
    purpose: str
    source: str
    is_own: bool


@cache
def load() -> tuple[BankQuestion, ...]:
    """Every question, in the order of the bank: the three of the patient guide first."""
    bank = read_object(_FILE)
    sources = texts_at(bank, "sources", _FILE)
    found: dict[str, BankQuestion] = {}
    for group in objects_at(bank, "groups", _FILE):
        specialist, purpose = text_at(group, "specialist", _FILE), text_at(group, "purpose", _FILE)
        for entry in objects_at(group, "questions", purpose):
            question_id = text_at(entry, "id", purpose)
            if question_id in found:
                raise BadResource(f"{_FILE}: {question_id} stands there twice")
            marks = check_sources(str(entry.get("source", _OWN)), sources, question_id)
            source = "; ".join(sources[mark] for mark in marks.split(", "))
            text = text_at(entry, "text", question_id)
            if not text.endswith("?"):
                raise BadResource(f"{_FILE}: {question_id} is not a question")
            found[question_id] = BankQuestion(question_id, text, specialist, purpose, source, marks == _OWN)
    return tuple(found.values())


def specialists() -> tuple[str, ...]:
    """Whom the questions are for, each once, in the order of the bank."""
    return tuple(dict.fromkeys(question.specialist for question in load()))


def purposes(specialist: str = "") -> tuple[str, ...]:
    """What the questions are about, each once, in the order of the bank; of one specialist when given."""
    return tuple(dict.fromkeys(question.purpose for question in load() if specialist in {"", question.specialist}))
