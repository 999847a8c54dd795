"""Questions that a person answers in their own words, and for which readers of a letter each is offered at first.

A set in another language is a file `resources/prompts/<language>.json` that gives `texts` and `hints` by the same keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from ism_desktop.language import in_use
from ism_desktop.library.resources import BadResource, check_sources, objects_at, path, read_object, text_at, texts_at

_FILE = "prompts.json"

DOCTOR, SCHOOL, EMPLOYER, AIRLINE = "doctor", "school", "employer", "airline"
READERS = (DOCTOR, SCHOOL, EMPLOYER, AIRLINE)
"""For whom a letter can be, by key, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question. `key` never changes between releases; `hint` may be empty; `readers` are those it is offered for at first."""

    key: str
    text: str
    hint: str
    readers: frozenset[str]
    source: str
    reviewed_on: date


def load() -> tuple[Prompt, ...]:
    """Every question in the language in use, in their order."""
    return read(in_use().tag)


@cache
def read(tag: str) -> tuple[Prompt, ...]:
    """Every question in the language of this tag; in English what that does not give. Raises BadResource."""
    whole = read_object(_FILE)
    sources = texts_at(whole, "sources", _FILE)
    named = ("prompts", f"{tag}.json")
    translated: Mapping[str, Any] = read_object(*named) if path(*named).is_file() else {}
    nothing: Mapping[str, str] = {}
    texts, hints = (texts_at(translated, part, tag) if part in translated else nothing for part in ("texts", "hints"))
    found: dict[str, Prompt] = {}
    for entry in objects_at(whole, "prompts", _FILE):
        made = _prompt(entry, sources, texts, hints)
        if made.key in found:
            raise BadResource(f"{_FILE}: {made.key} stands there twice")
        found[made.key] = made
    return tuple(found.values())


def _prompt(
    entry: Mapping[str, Any], sources: Mapping[str, str], texts: Mapping[str, str], hints: Mapping[str, str]
) -> Prompt:
    key = text_at(entry, "key", _FILE)
    source = sources[check_sources(text_at(entry, "source", key), sources, key)]
    readers = frozenset(str(reader) for reader in cast("Sequence[object]", entry.get("readers", ())))
    text, hint = text_at(entry, "text", key), str(entry.get("hint", ""))
    if not readers <= set(READERS) or not text.endswith("?"):
        raise BadResource(f"{_FILE}: {key} names an unknown reader, or is no question")
    reviewed_on = date.fromisoformat(text_at(entry, "reviewed_on", key))
    return Prompt(key, texts.get(key, text), hints.get(key, hint), readers, source, reviewed_on)
