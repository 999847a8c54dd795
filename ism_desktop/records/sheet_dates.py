"""When the recovery sheet was made, checked and tested, and when keys were changed: dates only, kept inside the vault."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ism_desktop.records import store, vault_settings

_NAME = "recovery_sheet"


@dataclass(frozen=True, slots=True)
class SheetDates:
    """What was noted of the sheet whose way into the vault has the id `way_id`.

    `checked_at`: two of its groups were typed from the paper; `tested_at`: all of them were.
    """

    way_id: str
    made_at: datetime | None
    checked_at: datetime | None
    tested_at: datetime | None

    @property
    def is_proven(self) -> bool:
        """Whether somebody has typed from the paper that lies in the drawer."""
        return self.checked_at is not None or self.tested_at is not None


def noted(session: Session, way_id: str) -> SheetDates:
    """What was noted of the sheet with this way in; nothing, if the notes are of another sheet."""
    value = vault_settings.get(session, _NAME)
    if value.get("way_id") != way_id:
        return SheetDates(way_id, None, None, None)
    return SheetDates(way_id, *(_moment(value.get(name)) for name in ("made_at", "checked_at", "tested_at")))


def note_made(session: Session, way_id: str) -> None:
    """Note that a sheet was made now; what was noted of the one before is forgotten."""
    vault_settings.put(session, _NAME, {"way_id": way_id, "made_at": store.now()})


def note_checked(session: Session, way_id: str) -> None:
    """Note that two groups were typed from the paper now."""
    _note(session, way_id, "checked_at")


def note_tested(session: Session, way_id: str) -> None:
    """Note that the whole sheet was typed now, and opens the vault."""
    _note(session, way_id, "tested_at")


def note_keys_changed(session: Session) -> None:
    """Note that a passphrase was changed, added or removed.

    The keys lie outside the database, so without this note no backup would be due that opens with the new ones.
    """
    vault_settings.put(session, "keys_changed_at", store.now())


def _note(session: Session, way_id: str, what: str) -> None:
    value = dict(vault_settings.get(session, _NAME))
    if value.get("way_id") != way_id:
        value = {"way_id": way_id}
    vault_settings.put(session, _NAME, value | {what: store.now()})


def _moment(stored: object) -> datetime | None:
    try:
        return datetime.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None
