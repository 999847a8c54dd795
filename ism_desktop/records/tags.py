"""Tags: which there are, what they look like, which records have them; given, taken away, renamed and merged.

That a record has a tag stands in the record, by name (`kind.Input.TAGS`), so whatever reads, searches, prints or exports it has the words.
A record of the kind `tags` says what one looks like, and need not be there. All that is done here happens in the session of one
transaction, and `records.reverting` takes it back. Any kind with a field of tags may be named; so far these are the documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import bulk, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.records.tag_names import UNDER, above, lies_in, tidy, tidy_all

USUAL_COLOUR, USUAL_ICON = "grey", "label"


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag: its whole name, how it is drawn, and how many records outside the trash have it or one under it."""

    name: str
    colour: str
    icon: str
    number: int

    @property
    def depth(self) -> int:
        """Under how many others it lies."""
        return self.name.count(UNDER)


@dataclass(frozen=True)
class Tagged:
    """Narrows a list to what has a tag, or one under it (see `paging.Narrowing`)."""

    tag: str
    kind: Kind = DOCUMENTS

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:  # noqa: ARG002  (as a `Narrowing` is asked)
        """What the database looks for."""
        return [_has(self.kind, self.tag)]


def _column(kind: Kind) -> Any:
    return getattr(kind.table, fields_of(kind)[0])


def fields_of(kind: Kind) -> list[str]:
    """The names of a kind's fields that hold tags."""
    return [field.name for field in kind.fields if field.input is Input.TAGS]


def _kinds_with_tags() -> Iterator[tuple[Kind, str]]:
    for kind in KINDS:
        for name in fields_of(kind):
            yield kind, name


def _has(kind: Kind, tag: str, name: str = "") -> ColumnElement[bool]:
    column = getattr(kind.table, name) if name else _column(kind)
    each = func.json_each(type_coerce(column, Text)).table_valued("value")
    under = func.substr(each.c.value, 1, len(tag) + 1) == tag + UNDER
    return select(1).select_from(each).where(or_(each.c.value == tag, under)).exists()


def counts(session: Session, kind: Kind = DOCUMENTS, *, trashed: bool = False) -> dict[str, int]:
    """How many records have each of the names that stand in any."""
    table: Any = kind.table
    each = func.json_each(type_coerce(_column(kind), Text)).table_valued("value")
    lies = table.deleted_at.is_not(None) if trashed else table.deleted_at.is_(None)
    found = session.execute(
        select(each.c.value, func.count()).select_from(table).join(each, lies).where(lies).group_by(each.c.value)
    )
    return {row[0]: row[1] for row in found}


def are_in_use(session: Session, kind: Kind = DOCUMENTS) -> bool:
    """Whether any record has a tag."""
    table: Any = kind.table
    return session.scalar(select(table.id).where(_column(kind).is_not(None)).limit(1)) is not None


def looks(session: Session) -> dict[str, tuple[str, str]]:
    """Colour and picture of every tag that has any of its own, by its name."""
    return {
        record.values["name"]: (record.values["colour"] or "", record.values["icon"] or "")
        for record in store.list_active(session, TAGS)
    }


def look_of(name: str, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Colour and picture of a tag: its own, else those of the tag that it lies under."""
    colour = icon = ""
    for each in (name, *reversed(above(name))):
        own = known.get(each, ("", ""))
        colour, icon = colour or own[0], icon or own[1]
    return colour or USUAL_COLOUR, icon or USUAL_ICON


def all_tags(session: Session, kind: Kind = DOCUMENTS) -> list[TagUse]:
    """Every tag that a record has, that a look was given to, or that another lies under; in the order of their names."""
    used, known = counts(session, kind), looks(session)
    names = {*used, *known}
    names |= {outer for name in names for outer in above(name)}
    with_any = {name: _number(session, kind, name, used, names) for name in names}
    return [
        TagUse(name, *look_of(name, known), with_any[name])
        for name in sorted(names, key=lambda name: [part.casefold() for part in name.split(UNDER)])
    ]


def _number(session: Session, kind: Kind, name: str, used: dict[str, int], names: set[str]) -> int:
    """A record may have several tags under one: only then is the database asked."""
    below = [each for each in used if each != name and lies_in(each, name)]
    if not below or name not in names:
        return used.get(name, 0)
    table: Any = kind.table
    return session.scalar(select(func.count()).where(table.deleted_at.is_(None), _has(kind, name))) or 0


def as_known(session: Session, names: Iterable[str], kind: Kind = DOCUMENTS) -> tuple[str, ...]:
    """Names as typed, each spelled as the tag that is there already, whatever its capitals and accents."""
    spelled = {folded(tag.name): tag.name for tag in all_tags(session, kind)}
    return tidy_all(spelled.get(folded(tidy(name)), name) for name in names)


def change(
    session: Session, kind: Kind, ids: Sequence[str], *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> int:
    """Give records tags and take others away; how many changed. Taking one away leaves those under it."""
    gone, new = set(remove), tuple(add)
    name = fields_of(kind)[0]
    groups: dict[tuple[str, ...] | None, list[str]] = {}
    for record_id, record in store.get_many(session, kind, ids).items():
        before: tuple[str, ...] = record.values[name] or ()
        after = tidy_all([*(each for each in before if each not in gone), *new]) or None
        groups.setdefault(after, []).append(record_id)
    return sum(len(bulk.change(session, kind, members, {name: after})) for after, members in groups.items())


def rename(session: Session, former: str, name: str) -> int:
    """Call a tag otherwise wherever it stands, with all that lie under it. Where there is one of that name already, the two become one.

    Returns:
        How many records have it under its new name.

    Raises:
        InvalidRecord: the name is empty, or lies under the tag itself.
    """
    name = tidy(name)
    if not name:
        raise InvalidRecord({"name": tr("Please type a name for the tag.")})
    if name != former and lies_in(name, former):
        raise InvalidRecord({"name": tr("A tag cannot lie under itself.")})
    changed = 0
    for kind, field in _kinds_with_tags():
        changed += _rename_in(session, kind, field, former, name)
    present = {record.values["name"] for record in store.list_active(session, TAGS)}
    for record in store.list_active(session, TAGS):
        called = record.values["name"]
        if not lies_in(called, former):
            continue
        wanted = name + called[len(former) :]
        if wanted in present and wanted != called:
            store.trash(session, TAGS, record.id)  # the other's look stays
        else:
            store.save(session, TAGS, {"name": wanted}, record_id=record.id)
            present.add(wanted)
    return changed


def _rename_in(session: Session, kind: Kind, field: str, former: str, name: str) -> int:
    table: Any = kind.table
    rows = session.execute(select(table.id, getattr(table, field)).where(_has(kind, former, field))).all()
    groups: dict[tuple[str, ...], list[str]] = {}
    for record_id, held in rows:
        after = tidy_all(name + each[len(former) :] if lies_in(each, former) else each for each in held)
        groups.setdefault(after, []).append(record_id)
    if kind.ordered:  # such kinds are not for changes in bulk
        for after, members in groups.items():
            for record_id in members:
                store.save(session, kind, {field: after}, record_id=record_id)
        return len(rows)
    return sum(len(bulk.change(session, kind, members, {field: after})) for after, members in groups.items())


def delete(session: Session, name: str) -> int:
    """Take a tag, and all that lie under it, away from every record; how many had one. What it looked like goes to the trash."""
    changed = 0
    for kind, field in _kinds_with_tags():
        table: Any = kind.table
        for record_id, held in session.execute(
            select(table.id, getattr(table, field)).where(_has(kind, name, field))
        ).all():
            store.save(
                session, kind, {field: tuple(each for each in held if not lies_in(each, name))}, record_id=record_id
            )
            changed += 1
    for record in store.list_active(session, TAGS):
        if lies_in(record.values["name"], name):
            store.trash(session, TAGS, record.id)
    return changed


def dress(session: Session, name: str, colour: str, icon: str) -> None:
    """Say what a tag looks like."""
    values = {"name": tidy(name), "colour": colour or None, "icon": icon or None}
    for record in store.list_active(session, TAGS):
        if record.values["name"] == values["name"]:
            store.save(session, TAGS, values, record_id=record.id)
            return
    store.save(session, TAGS, values)
