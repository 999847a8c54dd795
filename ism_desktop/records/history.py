"""What a record said before: every version that was ever saved, and how to bring one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.errors import RecordMissing
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS
from ism_desktop.records.table import FormerValues
from ism_desktop.records.values.plain import from_json


@dataclass(frozen=True, slots=True)
class Version:
    """One change: when, by whom, what was done, and what the fields that changed held before.

    `action` is created, changed, trashed, restored or arranged. `other_file`: another version of a document's pages was taken into use,
    which `document_versions` tells and takes back.
    """

    id: str
    at: str
    author: str
    action: str
    former: Mapping[str, Any]
    other_file: bool = False


def versions(session: Session, kind: Kind, record_id: str) -> list[Version]:
    """Every change of the record, the latest first."""
    table = FormerValues
    rows = session.scalars(
        select(table).where(table.kind == kind.name, table.record_id == record_id).order_by(table.at.desc())
    )
    of_file = frozenset(FILE_FIELDS if kind is DOCUMENTS else ())
    return [
        Version(
            row.id,
            row.at,
            row.author,
            row.action,
            {name: from_json(value) for name, value in row.former.items() if name not in of_file},
            "file_id" in row.former and kind is DOCUMENTS,
        )
        for row in rows
    ]


def before(session: Session, kind: Kind, record_id: str, version_id: str) -> dict[str, Any]:
    """The record's values as they stood before a change.

    Raises:
        RecordMissing: there is no such record or no such change.
    """
    values = dict(store.get(session, kind, record_id).values)
    for version in versions(session, kind, record_id):
        values.update(version.former)
        if version.id == version_id:
            return values
    raise RecordMissing(
        tr("This earlier version no longer exists."), tr("Close it and open it again to see its history.")
    )


def bring_back(session: Session, kind: Kind, record_id: str, version_id: str) -> None:
    """Save the values that stood before a change; what they replace is kept as a version too.

    Raises:
        RecordMissing: there is no such record or no such change.
        InvalidRecord: a record that the values point to is gone.
    """
    store.save(session, kind, before(session, kind, record_id, version_id), record_id=record_id)
