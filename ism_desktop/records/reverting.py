"""Taking back a stretch of changes by what the history wrote down: how an undo is itself undone."""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.table import FormerValues
from ism_desktop.records.values.plain import from_json

_REVERSE: dict[str, Callable[[Session, Kind, str], None]] = {
    "created": store.trash,
    "restored": store.trash,
    "trashed": store.restore,
}


def mark(session: Session) -> int:
    """The place in the history after everything that has happened so far."""
    return session.execute(text("SELECT coalesce(max(rowid), 0) FROM history")).scalar_one()


def is_covered(session: Session, since: int, until: int) -> bool:
    """Whether `revert` would take back something there, and all of it."""
    actions = session.scalars(
        text("SELECT action FROM history WHERE rowid > :since AND rowid <= :until").bindparams(since=since, until=until)
    ).all()
    return bool(actions) and all(action == "changed" or action in _REVERSE for action in actions)


def revert(session: Session, since: int, until: int) -> None:
    """Take back every change between two marks, the latest first. What it replaces is kept in the history like any other change.

    Raises:
        RecordMissing, InvalidRecord: something that the former state needs is gone; nothing was changed.
    """
    rows = session.execute(
        text("SELECT id FROM history WHERE rowid > :since AND rowid <= :until ORDER BY rowid DESC"),
        {"since": since, "until": until},
    )
    for row_id in [row.id for row in rows]:
        entry = session.get_one(FormerValues, row_id)
        kind = BY_NAME[entry.kind]
        if entry.action in _REVERSE:
            _REVERSE[entry.action](session, kind, entry.record_id)
        elif entry.action == "changed":
            former = {name: from_json(value) for name, value in entry.former.items()}
            store.save(session, kind, former, record_id=entry.record_id)
