"""The ledger of what left the vault unencrypted: papers, copies of documents, exports. It is part of the record and never shortened."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.table import Departure

NAME = "departures"  # what listeners of the vault are told has changed

# The kinds of things that leave.
CARD = "card"
QUESTIONS = "questions"
BINDER = "binder"
DOCUMENT = "document"
EXPORT = "export"
RECOVERY_SHEET = "recovery_sheet"


@dataclass(frozen=True, slots=True)
class Left:
    """One entry: what left, its title, where it went ("printer", or a file or folder as a person would find it), and the moment in UTC.

    `size` is in bytes, 0 where it is not known (a printer); `sha256` is of the one file, or of an export's manifest.
    """

    id: str
    at: str
    author: str
    what: str
    title: str
    place: str
    files: int
    size: int
    sha256: str | None


def record(
    session: Session,
    what: str,
    title: str,
    place: str,
    *,
    files: int = 1,
    size: int = 0,
    sha256: str | None = None,
    author: str = "patient",
) -> str:
    """Write down that something left the vault. Returns the entry's id."""
    row = Departure(
        at=store.now(), author=author, what=what, title=title, place=place, files=files, size=size, sha256=sha256
    )
    session.add(row)
    session.info["changed"].add(NAME)
    session.flush()
    return row.id


def entries(session: Session) -> Sequence[Left]:
    """Everything that left, the latest first."""
    rows = session.scalars(select(Departure).order_by(Departure.at.desc(), Departure.id))
    return [
        Left(row.id, row.at, row.author, row.what, row.title, row.place, row.files, row.size, row.sha256)
        for row in rows
    ]
