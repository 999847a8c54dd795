"""Who changes a record: told by the way in by which the vault was opened, kept as a short word in every row's `author`.

"patient" is whoever made the vault. Another person's passphrase is kept as "way:" and the beginning of its id; the name that belongs to
it stands in the vault's settings from the first change on, so that it outlives the passphrase.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records.table import VaultSetting
from ism_desktop.vault import header
from ism_desktop.vault.vault import OpenedBy

PATIENT = "patient"
CAREGIVER = "caregiver"
DOCUMENT = "document"
RECOVERY_SHEET = "recovery_sheet"
SETTING = "authors"

_WAY = "way:"
_ID_LETTERS = 12  # with what stands before, the column's sixteen letters


def of(session: Session) -> str:
    """Who writes in this session of `vault.write()`; a name that is new is noted with it."""
    way: OpenedBy | None = session.info.get("opened_by")
    code = _code(way)
    if way is not None and code.startswith(_WAY):
        _note(session, code, {"kind": way.kind, "label": way.label})
    return code


def _code(way: OpenedBy | None) -> str:
    if way is None or way.is_owner:
        return PATIENT
    if way.kind == header.RECOVERY:
        return RECOVERY_SHEET
    if way.kind == header.KEYRING and not way.others:
        return PATIENT  # nobody else has a passphrase, so nobody else let this computer remember
    return f"{_WAY}{way.id[:_ID_LETTERS]}"


def _note(session: Session, code: str, said: dict[str, str]) -> None:
    row = session.get(VaultSetting, SETTING)
    known = _names(row)
    if known.get(code) == said:
        return
    moment = datetime.now(UTC).isoformat(timespec="microseconds")
    if row is None:
        session.add(VaultSetting(name=SETTING, value={code: said}, updated_at=moment))
    else:
        row.value, row.updated_at = known | {code: said}, moment


def _names(row: VaultSetting | None) -> dict[str, Any]:
    return cast("dict[str, Any]", row.value) if row is not None and isinstance(row.value, dict) else {}


@dataclass(frozen=True, slots=True)
class Authors:
    """The names of everybody who ever changed something, as one who opened the vault by `reader` is told them."""

    names: Mapping[str, Any]
    reader: str = PATIENT

    def words(self, author: str) -> str:
        """Who it was, in words that follow a verb: "by me", "by Anna", "with the recovery sheet"; nothing for the program itself."""
        if author == PATIENT:
            return tr("by the owner of this record") if self.reader.startswith(_WAY) else tr("by me")
        if author.startswith(_WAY):
            return _words_of_way(self.names.get(author))
        if author == CAREGIVER:
            return tr("by a helper")
        if author == DOCUMENT:
            return tr("from a document")
        return tr("by someone with the recovery sheet") if author == RECOVERY_SHEET else ""

    def is_reader(self, author: str) -> bool:
        """Whether it was the very person who reads."""
        return author == self.reader


def _words_of_way(said: object) -> str:
    known = cast("dict[str, Any]", said) if isinstance(said, dict) else {}
    name = known.get("label")
    named = " ".join(name.split()) if isinstance(name, str) else ""
    if known.get("kind") == header.KEYRING:
        if named:
            return tr("on the computer “{computer}”, without a passphrase", computer=named)
        return tr("on a computer that remembers the key")
    if named and known.get("kind") == header.PASSPHRASE:
        return tr("by {name}", name=named)
    return tr("by a second person")


def known(session: Session, opened_by: OpenedBy | None) -> Authors:
    """Everybody's name, for one who opened the vault by this way in (`Vault.opened_by`)."""
    return Authors(_names(session.get(VaultSetting, SETTING)), _code(opened_by))
