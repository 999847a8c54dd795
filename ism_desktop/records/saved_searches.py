"""Searches kept under a name: those there are, keeping what stands in the search box, and which name to propose for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr, tr_c
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.searching.query import Condition, Query, missing_word

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Saved:
    """One kept search: the id of its record, its name, and the words as they were typed."""

    id: str
    name: str
    words: str


def all_of(session: Session) -> list[Saved]:
    """Every one that is not in the trash, in the person's order."""
    return [
        Saved(record.id, record.values["name"], record.values["words"])
        for record in store.list_active(session, SAVED_SEARCHES)
    ]


def called(searches: Sequence[Saved], name: str) -> Saved | None:
    """The one with this name, however it is capitalised; None where there is none."""
    wanted = folded(tidy(name))
    return next((one for one in searches if folded(one.name) == wanted), None)


def saying(searches: Sequence[Saved], words: str) -> Saved | None:
    """The one that looks for just these words; None where there is none."""
    return next((one for one in searches if one.words.split() == words.split()), None)


def keep(session: Session, name: str, words: str) -> str:
    """Keep words under a name; one that has the name already looks for these words from now on. Returns its id.

    Raises:
        InvalidRecord: the name is empty.
    """
    there = called(all_of(session), name)
    values = {"name": tidy(name), "words": tidy(words)}
    return store.save(session, SAVED_SEARCHES, values, record_id=None if there is None else there.id)


def rename(session: Session, record_id: str, name: str) -> str:
    """Give one another name. Returns its id. Raises InvalidRecord where that is empty or another one has it."""
    other = called(all_of(session), name)
    if other is not None and other.id != record_id:
        raise InvalidRecord({"name": tr("Another saved search is called “{name}”.", name=other.name)})
    return store.save(session, SAVED_SEARCHES, {"name": tidy(name)}, record_id=record_id)


def tidy(text: str) -> str:
    """A text in one line, without blanks at its ends."""
    return " ".join(text.split())


def proposed_name(query: Query) -> str:
    """What a search might be called: its words as they were typed, then its conditions in plain words."""
    rest = query.typed
    for part in sorted((*query.conditions, *query.doubts), key=lambda part: -part.start):
        if isinstance(part, Condition) or part.what:
            rest = f"{rest[: part.start]} {rest[part.end :]}"
    parts = [tidy(_unquoted(rest)), *(_told(one) for one in query.conditions)]
    name = ", ".join(part for part in parts if part)
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME].rstrip(' ,')}…"
    return name[:1].upper() + name[1:]


def _told(one: Condition) -> str:
    value = tidy(_unquoted(one.said))
    match one.what:
        case "before":
            words = tr_c("in the name of a saved search", "before {date}", date=value)
        case "after":
            words = tr_c("in the name of a saved search", "after {date}", date=value)
        case "no" if not one.excluded and one.values[0] == "filing":
            words = tr("To be filed")
        case "no":
            words = tr_c("in the name of a saved search", "no {what}", what=missing_word(one.values[0]))
        case _:
            words = value
    return tr_c("in the name of a saved search", "not {condition}", condition=words) if one.excluded else words


def _unquoted(text: str) -> str:
    return "".join(" " if letter in '"“”„«»' else letter for letter in text)
