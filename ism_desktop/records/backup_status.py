"""What a vault knows of its own safety: its last backup, drill and checks, as plain values out of the vault's settings.

Noting any of them is a change of the vault too. It must not count as one that a backup lacks, or each check would ask for a new backup:
`note` moves the backup's own mark along when nothing else has changed.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ism_desktop.errors import IsmError
from ism_desktop.records import vault_settings
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.vault import Vault
from ism_desktop.vault.backups import BackupReport, DrillReport
from ism_desktop.vault.integrity import Finding
from ism_desktop.vault.message import from_stored

_READ = (
    "backup_places",
    "backup_on_close",
    "backup_weekly",
    "backup_keep",
    "last_backup",
    "last_carried",
    "last_drill",
    "last_full_check",
    "last_daily_check",
    "backup_trouble",
    "left_files",
    "damaged_files",
)

WEEK = timedelta(days=7)
QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and read back. `place` is its folder or file, `left_out` the number of damaged documents not in it.

    `is_expected` unless its folder was chosen anew since, as it is then found.
    """

    at: datetime
    place: Path
    documents: int
    size: int
    computer: str
    same_disk: bool
    left_out: int
    is_current: bool = False
    is_expected: bool = True


@dataclass(frozen=True, slots=True)
class Drill:
    """A backup that was restored for a trial; `is_proven` if nothing at all was missing or damaged."""

    at: datetime
    place: Path
    documents: int
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A check of every file, and how many were damaged."""

    at: datetime
    damaged: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a backup that the program tried by itself was not made."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Safety:
    """Everything known, for one computer: `place` is the folder chosen on it."""

    place: Path | None
    on_close: bool
    weekly: bool
    keep: int
    backup: Backup | None
    carried: Backup | None
    drill: Drill | None
    full_check: Check | None
    daily_check: date | None
    trouble: Trouble | None
    left_files: frozenset[str]
    damaged: tuple[Finding, ...]

    @property
    def latest(self) -> Backup | None:
        """The last backup, in a folder or in one file."""
        made = [backup for backup in (self.backup, self.carried) if backup is not None]
        return max(made, key=lambda backup: (backup.at, backup.is_current), default=None)

    @property
    def lacks_changes(self) -> bool:
        """Whether the folder chosen on this computer lacks something that the vault has."""
        return self.backup is None or not self.backup.is_current or not is_within(self.backup.place, self.place)

    @property
    def everything_is_kept(self) -> bool:
        """Whether some backup, wherever it lies, has all that the vault has."""
        return any(backup is not None and backup.is_current for backup in (self.backup, self.carried))

    def is_due(self, now: datetime) -> bool:
        """Whether a weekly backup should be made now, if its folder is in reach."""
        if self.place is None or not self.weekly or not self.lacks_changes:
            return False
        return self.backup is None or not is_within(self.backup.place, self.place) or now - self.backup.at >= WEEK

    def is_wanted_at_close(self) -> bool:
        """Whether a backup should be made when the program is closed, if its folder is in reach."""
        return self.place is not None and self.on_close and self.lacks_changes


def is_within(place: Path, chosen: Path | None) -> bool:
    """Whether a backup lies in the chosen folder: in it, or in a folder of its own there."""
    return chosen is not None and chosen in (place, place.parent)


def read(session: Session, vault: Vault, computer_id: str) -> Safety:
    """All that is known, as this computer sees it."""
    said = vault_settings.get_all(session, *_READ)
    place = said["backup_places"].get(computer_id)
    return Safety(
        place=Path(place) if isinstance(place, str) else None,
        on_close=said["backup_on_close"],
        weekly=said["backup_weekly"],
        keep=said["backup_keep"],
        backup=_backup(said["last_backup"], vault),
        carried=_backup(said["last_carried"], vault),
        drill=_drill(said["last_drill"]),
        full_check=_check(said["last_full_check"]),
        daily_check=_day(said["last_daily_check"]),
        trouble=_trouble(said["backup_trouble"]),
        left_files=frozenset(said["left_files"].get("ids", ())),
        damaged=tuple(_findings(said["damaged_files"])),
    )


# Noting -------------------------------------------------------------------------------------------------------------------


def note(session: Session, name: str, value: object) -> None:
    """Keep a setting that is no change a backup would lack: the marks of backups that had everything move along."""
    before, after = session.info["generation"] - 1, session.info["generation"]
    for marked in ("last_backup", "last_carried"):
        known = vault_settings.get(session, marked)
        if marked != name and known.get("generation") in (before, after):
            vault_settings.put(session, marked, known | {"generation": after})
    vault_settings.put(session, name, value)


def note_backup(vault: Vault, report: BackupReport, computer_label: str, *, one_file: bool = False) -> None:
    """Keep that a backup was made. Raises VaultNotWritable."""
    made = report.manifest
    with vault.write() as session:
        after = session.info["generation"]
        value = {
            "at": made.made,
            "place": str(report.paths[0]),
            "documents": documents_in(session),
            "size": report.size,
            "computer": computer_label,
            "same_disk": report.same_disk,
            "left_out": sum(finding.severity.value == "damaged" for finding in report.findings),
            # Nothing but this very note has come after the backup; else it lacks what came.
            "generation": after if made.generation == after - 1 else made.generation,
            "header": header_mark(vault),
        }
        note(session, "last_carried" if one_file else "last_backup", value)
        note(session, "backup_trouble", {})


def note_drill(vault: Vault, report: DrillReport, place: Path) -> None:
    """Keep that a backup was restored for a trial. Raises VaultNotWritable."""
    with vault.write() as session:
        value = {"at": _now(), "place": str(place), "documents": report.documents, "proven": report.is_proven}
        note(session, "last_drill", value)


def note_check(vault: Vault, damaged: int) -> None:
    """Keep that every file was checked. Raises VaultNotWritable."""
    with vault.write() as session:
        note(session, "last_full_check", {"at": _now(), "damaged": damaged})


def note_share(vault: Vault, day: date) -> None:
    """Keep that a share of the files was checked on this day. Raises VaultNotWritable."""
    with vault.write() as session:
        note(session, "last_daily_check", {"day": day.isoformat()})


def note_trouble(vault: Vault, error: IsmError) -> None:
    """Keep why a backup was not made, for the person to read when they are back. Raises VaultNotWritable."""
    with vault.write() as session:
        told = [part if isinstance(part, str) else part.stored() for part in error.sentences]
        note(session, "backup_trouble", {"at": _now(), "told": told})


def choose_place(vault: Vault, computer_id: str, place: Path | None) -> None:
    """Keep the folder chosen on this computer for backups. Raises VaultNotWritable."""
    with vault.write() as session:
        places = dict(vault_settings.get(session, "backup_places"))
        if place is None:
            places.pop(computer_id, None)
        else:
            places[computer_id] = str(place)
        note(session, "backup_places", places)
        note(session, "backup_trouble", {})
        known = vault_settings.get(session, "last_backup")
        if known:
            note(session, "last_backup", known | {"chosen_anew": True})


def choose(vault: Vault, name: str, value: object) -> None:
    """Keep a choice about backups. Raises VaultNotWritable."""
    with vault.write() as session:
        note(session, name, value)


def note_damaged(vault: Vault, findings: Sequence[Finding]) -> None:
    """Keep which files are damaged, since no later check reads each of them again for a month. Raises VaultNotWritable."""
    said = [found.stored() for found in findings]
    with vault.read() as session:
        known = vault_settings.get(session, "damaged_files").get("findings", [])
    if known != said:
        with vault.write() as session:
            note(session, "damaged_files", {"findings": said})


def leave_files(vault: Vault, file_ids: frozenset[str]) -> None:
    """Keep that a person wants these files without a record left as they are. Raises VaultNotWritable."""
    with vault.write() as session:
        note(session, "left_files", {"ids": sorted(file_ids)})


def header_mark(vault: Vault) -> str:
    """A short digest of the key header: it changes with every passphrase, and a backup should have the latest."""
    return hashlib.sha256(vault.header).hexdigest()[:16]


def documents_in(session: Session) -> int:
    """How many documents the vault has, those in the trash included."""
    return len({file.document_id for file in filed_files(session)})


# Reading the notes --------------------------------------------------------------------------------------------------------


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _moment(said: Mapping[str, Any]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said["at"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _backup(said: Mapping[str, Any], vault: Vault) -> Backup | None:
    at = _moment(said)
    if at is None:
        return None
    is_current = said.get("generation") == vault.generation and said.get("header") == header_mark(vault)
    return Backup(
        at,
        Path(str(said.get("place", ""))),
        int(said.get("documents", 0)),
        int(said.get("size", 0)),
        str(said.get("computer", "")),
        bool(said.get("same_disk")),
        int(said.get("left_out", 0)),
        is_current,
        not said.get("chosen_anew", False),
    )


def _drill(said: Mapping[str, Any]) -> Drill | None:
    at = _moment(said)
    if at is None:
        return None
    return Drill(at, Path(str(said.get("place", ""))), int(said.get("documents", 0)), bool(said.get("proven")))


def _check(said: Mapping[str, Any]) -> Check | None:
    at = _moment(said)
    return None if at is None else Check(at, int(said.get("damaged", 0)))


def _trouble(said: Mapping[str, Any]) -> Trouble | None:
    at = _moment(said)
    if at is None:
        return None
    # Earlier versions kept the sentences as text, in the language of that day.
    told = said.get("told", [said.get("what", "")])
    return Trouble(at, " ".join(str(from_stored(part)) for part in told))


def _findings(said: Mapping[str, Any]) -> Iterator[Finding]:
    for each in said.get("findings", ()):
        # What another version noted in other words is passed over: the next full check tells it anew.
        with contextlib.suppress(KeyError, ValueError, TypeError):
            yield Finding.from_stored(each)


def _day(said: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(said["day"])
    except (KeyError, TypeError, ValueError):
        return None
