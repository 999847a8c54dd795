"""Which papers left the vault, and what they said: so that the program can show where a printed card differs from the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.table import Printed

NAME = "printed"  # what listeners of the vault are told has changed


@dataclass(frozen=True, slots=True)
class PrintedCopy:
    """A paper that was printed or saved: its number, the moment in UTC, and its content as plain values.

    The content holds keys, ISO dates and the person's own words, never a label or sentence of ours: what is reworded or translated must
    not look like a change of the record. `form` in it says in which form; copies of form 1 still hold English lines.
    """

    number: int
    at: str
    content: Mapping[str, Any]


def next_number(session: Session, paper: str) -> int:
    """The number that the next copy of this paper will carry, from 1."""
    return (session.scalar(select(func.max(Printed.number)).where(Printed.paper == paper)) or 0) + 1


def record(session: Session, paper: str, content: Mapping[str, Any]) -> int:
    """Write down that a copy of `paper` ("card", "questions", "binder") left the vault. Returns its number."""
    number = next_number(session, paper)
    session.add(Printed(paper=paper, number=number, at=store.now(), content=dict(content)))
    session.info["changed"].add(NAME)
    session.flush()
    return number


def latest(session: Session, paper: str) -> PrintedCopy | None:
    """The newest copy of this paper; None when none was printed."""
    row = session.scalars(
        select(Printed).where(Printed.paper == paper).order_by(Printed.number.desc()).limit(1)
    ).first()
    return None if row is None else PrintedCopy(row.number, row.at, row.content)
