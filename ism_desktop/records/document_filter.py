"""Which documents a shelf shows besides a kind: those with a tag, from a sender, kept at a place, or still to be filed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records import tags
from ism_desktop.records.columns import OF_LINKED
from ism_desktop.records.kinds.documents import TO_FILE, Document, shelf_marks
from ism_desktop.records.tags import TagUse
from ism_desktop.records.values import linked_id


@dataclass(frozen=True)
class DocumentFilter:
    """What all documents that are shown hold; empty for what does not matter (see `paging.Narrowing`).

    A sender is a name as it was typed, or a `LinkedName`, which is known by its entry.
    """

    tag: str = ""
    sender: str = ""
    shelf_mark: str = ""
    to_file: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it leaves nothing out."""
        return self == DocumentFilter()

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """What the database looks for."""
        found: list[ColumnElement[bool]] = []
        if self.tag:
            found += tags.Tagged(self.tag).conditions(session)
        if self.sender:
            found.append(_is_from(self.sender))
        if self.shelf_mark:
            found.append(Document.shelf_mark == self.shelf_mark)
        if self.to_file:
            found.append(Document.filing == TO_FILE)
        return found


def _is_from(sender: str) -> ColumnElement[bool]:
    text: Any = type_coerce(Document.source, Text)
    record_id = linked_id(sender)
    if record_id:
        return (func.substr(text, 1, len(OF_LINKED)) == OF_LINKED) & (func.instr(text, record_id) > 0)
    return text == sender


@dataclass(frozen=True)
class Offered:
    """What a shelf can be narrowed by, each with how many documents hold it."""

    tags: tuple[TagUse, ...] = ()
    senders: tuple[tuple[str, int], ...] = ()
    shelf_marks: tuple[tuple[str, int], ...] = ()
    to_file: int = 0


def offered(session: Session) -> Offered:
    """Every tag, sender and place that a document outside the trash has."""
    here = Document.deleted_at.is_(None)
    senders = session.execute(
        select(Document.source, func.count()).where(here, Document.source.is_not(None)).group_by(Document.source)
    )
    together: dict[tuple[str, str], int] = {}
    names: dict[tuple[str, str], str] = {}
    for name, number in senders:
        key = (linked_id(name), "" if linked_id(name) else str(name))
        together[key] = together.get(key, 0) + number
        names[key] = name or ""
    waiting = session.scalar(select(func.count()).where(here, Document.filing == TO_FILE)) or 0
    used = tuple(tag for tag in tags.all_tags(session) if tag.number)
    found = sorted(((names[key], number) for key, number in together.items()), key=lambda each: each[0].casefold())
    return Offered(used, tuple(found), tuple(shelf_marks(session)), waiting)
