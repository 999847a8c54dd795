"""What a printed card is kept as, and how a card of today differs from it.

A copy keeps keys, ISO dates and the person's own words (form 2). Copies from before that hold the card's English lines (form 1; schema
step 5 put keys for its headings): they are compared with today's card in the English of that day.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from ism_desktop.language import tr
from ism_desktop.library import card_text
from ism_desktop.library.card_text import CardText
from ism_desktop.printing.emergency_card import names
from ism_desktop.printing.emergency_card.statements import CardStatements, Diagnosis, Statement, Topic
from ism_desktop.printing.emergency_card.wording import as_plain, worded, worded_kept

FORM = 2
"""The form in which copies are kept now."""

_SECTION = "section_"


def as_plain_card(said: CardStatements) -> dict[str, Any]:
    """What a card states as JSON values. What is not recorded is None; the large card's extra lines are left out."""
    return {
        "demo": said.demo,
        "name": said.name or None,
        "birth_date": None if said.birth_date is None else said.birth_date.stored,
        "diagnosis": _plain_diagnosis(said.diagnosis),
        "first_aid": said.has_first_aid,
        "risk": said.has_risk,
        "review_by": None if said.review_by is None else said.review_by.stored,
        "steps": [as_plain(step) for step in said.steps],
        "sections": [
            {"key": _part(topic), "lines": [[as_plain(one.lead), as_plain(one.text)] for one in topic.statements]}
            for topic in (*said.main, *said.more)
        ],
    }


def _plain_diagnosis(diagnosis: Diagnosis) -> dict[str, Any] | None:
    """What the card says of it: the list's name is not on the card where the doctor's own words are."""
    if diagnosis.is_missing:
        return None
    if diagnosis.own_words:
        return {"words": diagnosis.own_words}
    return {"unknown": True} if diagnosis.is_unknown else {"chosen": diagnosis.chosen}


def _part(topic: Topic) -> str:
    """The key of a part: the topic's, or that of its other heading."""
    return topic.heading.removeprefix(_SECTION) if topic.heading.startswith(_SECTION) else topic.key


def code(said: CardStatements) -> str:
    """A short code that is the same for two cards exactly when they state the same."""
    plain = json.dumps(as_plain_card(said), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(plain.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def differences(said: CardStatements, older: Mapping[str, Any], text: CardText) -> tuple[str, ...]:
    """How a card differs from an older copy, each as one sentence; empty when they say the same."""
    if older.get("form") == FORM:
        now, before = _parts(as_plain_card(said), text), _parts(older, text)
    else:
        now, before = _first_form(said), _kept_first_form(older, said)
    sentences: list[str] = []
    for part in dict.fromkeys((*now, *before)):
        sentences += _changes(names.of_part(part), before.get(part, ()), now.get(part, ()))
    return tuple(sentences)


Lines = Sequence[tuple[str, str]]
"""The lines of one part in order: what each states (by which it is compared), and its words (by which it is shown)."""


def _parts(plain: Mapping[str, Any], text: CardText) -> dict[str, Lines]:
    """What a kept card states, part by part. Tolerates what another release wrote: anything missing is simply not there."""
    found: dict[str, Lines] = {}
    missing = (("", text.text("missing")),)
    found["name"] = _same(str(plain["name"])) if plain.get("name") else missing
    found["birth_date"] = _kept_date(plain["birth_date"], text) if plain.get("birth_date") else missing
    found["diagnosis"] = _kept_diagnosis(plain["diagnosis"], text) if plain.get("diagnosis") else missing
    if plain.get("risk"):
        found["risk"] = (("risk", text.text("risk")),)
    if plain.get("review_by"):
        found["review_by"] = _kept_date(plain["review_by"], text)
    found["steps"] = _worded_lines([["", step] for step in _list(plain.get("steps"))], text)
    for section in _list(plain.get("sections")):
        if isinstance(section, Mapping):
            kept = cast("Mapping[str, Any]", section)
            found[str(kept.get("key"))] = _worded_lines(_list(kept.get("lines")), text)
    return found


def _kept_date(stored: object, text: CardText) -> Lines:
    return ((str(stored), worded_kept({"date": stored}, text)),)


def _kept_diagnosis(stored: object, text: CardText) -> Lines:
    if not isinstance(stored, Mapping):
        return _same(str(stored))
    plain = cast("Mapping[str, Any]", stored)
    kept = Diagnosis(str(plain.get("chosen", "")), str(plain.get("words", "")), bool(plain.get("unknown")))
    try:
        words, _ = kept.worded(text, glossed=False)
    except KeyError:  # a diagnosis of another release
        words = kept.chosen
    return ((_canonical(plain), words),)


def _worded_lines(lines: Sequence[Any], text: CardText) -> Lines:
    found: list[tuple[str, str]] = []
    for line in lines:
        pair = _list(line)
        lead, said = pair if len(pair) == 2 else ("", line)
        parts = [part for part in (worded_kept(lead, text), worded_kept(said, text)) if part]
        found.append((_canonical(line), ": ".join(parts)))
    return found


def _canonical(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _list(value: object) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _same(*lines: str) -> Lines:
    return [(line, line) for line in lines]


# Copies in sentences ---------------------------------------------------------------------------------------------------


def _first_form(said: CardStatements) -> dict[str, Lines]:
    """A card of today as it would have been kept then: its lines in the English of that day."""
    text = card_text.first_form()
    missing = text.text("missing")
    found = {
        "name": _same(said.name or missing),
        "birth_date": _same(missing if said.birth_date is None else said.birth_date.stored),
        "diagnosis": _same(said.diagnosis.worded(text, glossed=said.has_first_aid)[0]),
    }
    if said.has_risk:
        found["risk"] = _same(text.text("risk"))
    if said.review_by is not None:
        found["review_by"] = _same(said.review_by.stored)
    found["steps"] = _same(*(worded(step, text) for step in said.steps))
    for topic in (*said.main, *said.more):
        found[_part(topic)] = _same(*(_line(one, text) for one in topic.statements))
    return found


def _line(said: Statement, text: CardText) -> str:
    return ": ".join(part for part in (worded(said.lead, text), worded(said.text, text)) if part)


def _kept_first_form(older: Mapping[str, Any], said: CardStatements) -> dict[str, Lines]:
    """What such a copy says. One that came with an older export has its headings and dates in English still."""
    text = card_text.first_form()
    found = {key: _same(str(older[key])) for key in ("name", "diagnosis", "risk") if older.get(key)}
    for key, day in (("birth_date", said.birth_date), ("review_by", said.review_by)):
        if kept := older.get(key):
            is_same = day is not None and kept == worded(day, text)
            found[key] = _same(day.stored if day is not None and is_same else str(kept))
    found["steps"] = _same(*(str(step) for step in _list(older.get("steps"))))
    parts = {text.text(line): line.removeprefix(_SECTION) for line in text.lines if line.startswith(_SECTION)}
    parts |= {text.text("missing"): "gaps", text.text("after_adrenaline"): "after_adrenaline"}
    for section in _list(older.get("sections")):
        if isinstance(section, Mapping):
            kept_section = cast("Mapping[str, Any]", section)
            heading = str(kept_section.get("heading"))
            part = str(kept_section.get("key") or parts.get(heading, heading))
            found[part] = _same(*(str(line) for line in _list(kept_section.get("lines"))))
    return found


def _changes(part: str, before: Lines, now: Lines) -> Iterator[str]:
    kept_before, kept_now = [key for key, _ in before], [key for key, _ in now]
    gone = [words for key, words in before if key not in kept_now]
    new = [words for key, words in now if key not in kept_before]
    if len(gone) == len(new) == 1:
        yield tr("{part}: “{before}” is now “{now}”.", part=part, before=gone[0], now=new[0])
        return
    for line in gone:
        yield tr("{part}: “{line}” is no longer there.", part=part, line=line)
    for line in new:
        yield tr("{part}: “{line}” is new.", part=part, line=line)
    if not gone and not new and kept_before != kept_now:
        yield tr("{part}: the order has changed.", part=part)
