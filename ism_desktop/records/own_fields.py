"""The fields that a person defined for documents: which are offered, what a document says in them, and what becomes of that.

A document holds its values as rows of one field (`Field.own_fields`): a person saves, undoes and trashes a document and its values
together, so its history has to hold them, and whatever lists, prints, searches or exports rows does so here, too. A row names its field
by id and by name. As with names that point to another entry (`linked_names`), what holds that true is here: a field that is renamed, put
into the trash or taken out of it is followed by every row at once, which is no change of what those documents say. Nothing here
saves a record, so `store` may call it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import linked_names
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Kind, in_one_line
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS, REMOVED, Document
from ism_desktop.records.kinds.documents import PERSON as NAMED
from ism_desktop.records.kinds.own_fields import DATE, LIST, NUMBER, OWN_FIELDS, PERSON, TEXT, YES_NO, OwnFieldTable
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import LinkedName, Rows

VALUES = "own_values"
"""The field of a document that holds them."""

CELLS: Mapping[str, str] = {
    TEXT: "text",
    LIST: "text",
    PERSON: "text",
    NUMBER: "number",
    DATE: "date",
    YES_NO: "answer",
}
"""In which cell of a row the value of each sort of field stands."""

_FIELD = DOCUMENTS.field(VALUES)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field as it is offered: its id, its name, how its value is typed, and with which kinds of documents; none for all."""

    id: str
    name: str
    sort: str = TEXT
    unit: str = ""
    answers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def is_offered_with(self, kind: object) -> bool:
        """Whether it is shown at once with a document of this kind."""
        return not self.kinds or kind in self.kinds

    def row(self, value: object) -> Row | None:
        """The row of a document that says this in the field; None for None."""
        if value is None:
            return None
        named = {NAMED: value.record_id} if isinstance(value, LinkedName) else {}
        said = str(value) if isinstance(value, LinkedName) else value
        return {"field": self.id, "name": self.name, CELLS[self.sort]: said, **named}

    def value(self, row: Row | None) -> object:
        """What a row says in the field, as it is typed; None for nothing that can be typed into it."""
        said = None if row is None else row.get(CELLS[self.sort])
        if self.sort == PERSON and row is not None and said is not None and NAMED in row:
            return LinkedName(str(said), row[NAMED])
        return said


def offered(session: Session) -> list[OwnField]:
    """Every field outside the trash, in the person's order."""
    rows = session.scalars(
        select(OwnFieldTable)
        .where(OwnFieldTable.deleted_at.is_(None))
        .order_by(OwnFieldTable.position, OwnFieldTable.created_at)
    )
    return [_of_row(row) for row in rows]


def _of_row(row: OwnFieldTable) -> OwnField:
    answers = tuple(dict.fromkeys(line.strip() for line in (row.answers or "").splitlines() if line.strip()))
    return OwnField(row.id, row.name, row.sort or TEXT, row.unit or "", answers, row.document_kinds or ())


def field_of(row: Row) -> OwnField:
    """The field of a row that is defined nowhere any more, as the row itself tells it."""
    sort = next((sort for sort in (NUMBER, DATE, YES_NO) if CELLS[sort] in row), PERSON if NAMED in row else TEXT)
    return OwnField(str(row.get("field") or row.get("name") or ""), str(row.get("name") or ""), sort)


def is_removed(row: Row) -> bool:
    """Whether the field of a row lies in the trash."""
    return REMOVED in row


def words_of(row: Row) -> str:
    """What a row says, without the name of its field."""
    cells = (_FIELD.cell(cell) for cell in dict.fromkeys(CELLS.values()))
    return "; ".join(words for cell in cells if (words := in_one_line(cell, row.get(cell.name))))


def with_values(held: Rows | None, given: Rows | None) -> Rows | None:
    """What a document says once these values were given to it: those of other fields stay."""
    new = () if given is None else given.rows
    fields = {row.get("field") for row in new}
    return Rows.of([*(row for row in (() if held is None else held.rows) if row.get("field") not in fields), *new])


def said(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a document says in its own fields: each name and the words."""
    held = values.get(VALUES)
    rows = held.rows if isinstance(held, Rows) else ()
    return [(str(row.get("name") or ""), words) for row in rows if not is_removed(row) and (words := words_of(row))]


def search_key(name: str) -> str:
    """A name as it is typed before a colon in the search: its letters and digits alone."""
    return "".join(letter for letter in folded(name) if letter.isalnum())


def number_saying(session: Session, field_id: str) -> int:
    """How many documents outside the trash say something in a field."""
    rows = session.execute(select(Document.own_values).where(Document.deleted_at.is_(None), _names(field_id)))
    return sum(any(row.get("field") == field_id for row in held.rows) for (held,) in rows if held)


def used_answers(session: Session, field_id: str) -> list[str]:
    """The words that documents say in a field, those of the most documents first."""
    counted: dict[str, int] = {}
    for (held,) in session.execute(select(Document.own_values).where(Document.deleted_at.is_(None), _names(field_id))):
        for row in held.rows if held is not None else ():
            if row.get("field") == field_id and row.get("text"):
                counted[row["text"]] = counted.get(row["text"], 0) + 1
    return sorted(counted, key=lambda words: (-counted[words], words.casefold()))


# What the store calls -----------------------------------------------------------------------------------------------------


def current(session: Session, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values to be saved, each row named as its field is called now and out of sight while that lies in the trash."""
    return {
        name: _current(session, value) if isinstance(value, Rows) and kind.field(name).own_fields else value
        for name, value in values.items()
    }


def _current(session: Session, rows: Rows) -> Rows | None:
    defined = (_as_defined(row, session.get(OwnFieldTable, str(row.get("field")))) for row in rows.rows)
    return Rows.of(_as_called(session, row) for row in defined)


def _as_called(session: Session, row: Row) -> Row:
    """A row that names an entry of the care team, as that is called now."""
    entry = session.get(CARE_TEAM.table, str(row[NAMED])) if NAMED in row else None
    return row if entry is None else {**row, "text": linked_names.title_of(CARE_TEAM, entry)}


def _pointing(row: Row, entry_id: str | None, name: str) -> Row:
    """The row with another entry of the care team, or with its words alone."""
    plain = {cell: value for cell, value in row.items() if cell != NAMED}
    return plain if entry_id is None else {**plain, "text": name, NAMED: entry_id}


def naming(session: Session, kind: Kind, record_id: str) -> list[str]:
    """The documents, in the trash too, that name an entry of the care team in an own field."""
    if kind is not CARE_TEAM:
        return []
    rows = session.execute(select(Document.id, Document.own_values).where(_names(record_id)))
    return [document for document, held in rows if held and any(row.get(NAMED) == record_id for row in held.rows)]


def pointed_to(held: Rows, gone_id: str, kept_id: str, name: str) -> Rows | None:
    """What a document says, with one entry of the care team in place of another."""
    return Rows.of(_pointing(row, kept_id, name) if row.get(NAMED) == gone_id else row for row in held.rows)


def _as_defined(row: Row, defined: OwnFieldTable | None) -> Row:
    if defined is None:
        return row
    plain = {name: cell for name, cell in row.items() if name != REMOVED}
    return {**plain, "name": defined.name, **({REMOVED: "yes"} if defined.deleted_at is not None else {})}


def refuse_twin(session: Session, kind: Kind, record_id: str | None, name: object) -> None:
    """See that a field is not called as another one: the form and the search could not tell them apart. Raises InvalidRecord."""
    if kind is not OWN_FIELDS or not isinstance(name, str):
        return
    twin = next((one for one in offered(session) if one.id != record_id and _key(one.name) == _key(name)), None)
    if twin is not None:
        raise InvalidRecord(
            {
                "name": tr(
                    "You have a field called “{name}” already. Use that one, or choose another name.", name=twin.name
                )
            }
        )


def _key(name: str) -> str:
    return search_key(name) or folded(name)


def follow(session: Session, kind: Kind, row: RecordTable) -> None:
    """A record was changed, put into the trash or taken out of it: where it defines a field or is named in one, all documents follow."""
    if kind is OWN_FIELDS and isinstance(row, OwnFieldTable):
        _change_rows(session, "field", row.id, lambda held: _as_defined(held, row))
    if kind is CARE_TEAM:
        title = linked_names.title_of(CARE_TEAM, row)
        _change_rows(session, NAMED, row.id, lambda held: _pointing(held, row.id, title))


def let_go(session: Session, kind: Kind, record_id: str) -> None:
    """A record is deleted for good: where it defines a field, what documents say in it goes too; where one names it, the words stay."""
    if kind is OWN_FIELDS:
        _change_rows(session, "field", record_id, lambda _held: None)
    if kind is CARE_TEAM:
        _change_rows(session, NAMED, record_id, lambda held: _pointing(held, None, ""))


def _change_rows(session: Session, cell: str, wanted: str, changed: Callable[[Row], Row | None]) -> None:
    for document in session.scalars(select(Document).where(_names(wanted))).all():
        held = document.own_values
        if held is None:
            continue
        now = Rows.of(changed(row) or {} if row.get(cell) == wanted else row for row in held.rows)
        if now != held:
            document.own_values = now
            document.generation = session.info["generation"]
            session.info["changed"].add(DOCUMENTS.name)


def _names(record_id: str) -> Any:
    return func.instr(type_coerce(Document.own_values, Text), record_id) > 0
