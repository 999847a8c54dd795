"""The person's own search, and when they want to look again: what is kept of that in the vault."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ism_desktop.records import vault_settings
from ism_desktop.records.kinds.publication_imports import PublicationImport
from ism_desktop.records.values import PartialDate

SETTING = "evidence"
EVERY = (0, 1, 2, 3, 6, 12)
"""After how many months one can be reminded; 0 for never."""


@dataclass(frozen=True, slots=True)
class Watch:
    """`search` is empty for the shipped one. `since` is the day on which the reminder was asked for."""

    search: str = ""
    months: int = 0
    since: date | None = None


def get(session: Session) -> Watch:
    """What is kept; what cannot be right counts as not there."""
    kept: dict[str, Any] = vault_settings.get(session, SETTING)
    search, months, since = kept.get("search"), kept.get("months"), kept.get("since")
    try:
        day = date.fromisoformat(since) if isinstance(since, str) else None
    except ValueError:
        day = None
    return Watch(search if isinstance(search, str) else "", months if months in EVERY else 0, day)


def put_search(session: Session, search: str) -> None:
    """Keep the person's own search; an empty one goes back to the shipped one."""
    _put(session, replace(get(session), search=" ".join(search.split())))


def put_months(session: Session, months: int, today: date) -> None:
    """Remind every so many months, or with 0 never. Raises ValueError for a number that is not offered."""
    if months not in EVERY:
        raise ValueError(f"{months} is not offered")
    _put(session, replace(get(session), months=months, since=today if months else None))


def _put(session: Session, watch: Watch) -> None:
    since = watch.since.isoformat() if watch.since is not None else ""
    vault_settings.put(session, SETTING, {"search": watch.search, "months": watch.months, "since": since})


def last_import(session: Session) -> PartialDate | None:
    """The day of the latest import."""
    table = PublicationImport
    found = session.scalar(select(func.max(table.on_date)).where(table.deleted_at.is_(None)))
    return found if isinstance(found, PartialDate) else None


def next_look(session: Session) -> date | None:
    """When the person wants to look again: so many months after the last import, or after they asked to be reminded."""
    watch = get(session)
    if not watch.months:
        return None
    last = last_import(session)
    days = [day for day in (watch.since, None if last is None else last.last_day) if day is not None]
    return months_later(max(days), watch.months) if days else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is too short."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
