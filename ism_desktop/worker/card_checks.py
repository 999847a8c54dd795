"""Checks of what a worker process says that contact cards hold, before any of it is used; like those in `checks`."""

import re
from collections.abc import Sequence
from typing import Any, cast

from ism_desktop.worker.checks import any_items, any_text, must, whole_number
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_CARDS
from ism_desktop.worker.refusals import refused
from ism_desktop.worker.values import CARD_FAULTS, CardFile, CardPhone, ContactCard, RefusedCard
from ism_desktop.worker.writing import cleaned

_LONGEST = 4_000
_MOST = 40
_WORD = re.compile(r"[a-z0-9_-]{1,40}")


def card_file(answer: Message) -> CardFile:
    """The cards of a file, or of a part of one."""
    cards, faults = any_items(answer.get("cards")), any_items(answer.get("faults"))
    must(len(cards) <= MAX_CARDS and len(faults) <= 2 * MAX_CARDS + 2)
    return CardFile(tuple(map(_card, cards)), tuple(map(_refused, faults)))


def whole_file(parts: Sequence[CardFile]) -> CardFile:
    """All parts of a file. Raises DamagedFile for more than a reader gives."""
    cards = tuple(card for part in parts for card in part.cards)
    if len(cards) > MAX_CARDS:
        raise refused({"refused": "damaged"})
    return CardFile(cards, tuple(one for part in parts for one in part.refused))


def _card(value: object) -> ContactCard:
    must(isinstance(value, dict))
    said = cast("dict[str, Any]", value)
    name = _line(said.get("name"))
    must(bool(name))
    return ContactCard(
        number=whole_number(said.get("number"), 1, MAX_CARDS),
        name=name,
        is_place=said.get("is_place") is True,
        organisation=_line(said.get("organisation")),
        role=_line(said.get("role")),
        assistant=_line(said.get("assistant")),
        phones=tuple(phone for phone in map(_phone, _some(said.get("phones"))) if phone.number),
        emails=_lines(said.get("emails")),
        urls=_lines(said.get("urls")),
        addresses=tuple(_words(each) for each in _some(said.get("addresses")) if _words(each)),
        note=_words(said.get("note")),
        pictures=whole_number(said.get("pictures"), 0, _MOST),
        left_out=tuple(map(_word, _some(said.get("left_out")))),
    )


def _phone(value: object) -> CardPhone:
    row = any_items(value)
    must(len(row) == 3)
    return CardPhone(_line(row[0]), tuple(map(_word, _some(row[1]))), _line(row[2]))


def _refused(value: object) -> RefusedCard:
    row = any_items(value)
    must(len(row) == 3 and row[1] in CARD_FAULTS)
    return RefusedCard(whole_number(row[0], 1, MAX_CARDS + 1), str(row[1]), whole_number(row[2], 0, 10_000_000))


def _some(value: object) -> list[Any]:
    found = any_items(value)
    must(len(found) <= _MOST)
    return found


def _words(value: object) -> str:
    found = any_text(value)
    must(len(found) <= _LONGEST + 200)
    return cleaned(found).strip()


def _line(value: object) -> str:
    return " ".join(_words(value).split())


def _lines(value: object) -> tuple[str, ...]:
    return tuple(line for line in map(_line, _some(value)) if line)


def _word(value: object) -> str:
    found = any_text(value)
    must(_WORD.fullmatch(found) is not None)
    return found
