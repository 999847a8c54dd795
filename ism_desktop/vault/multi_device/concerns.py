"""What a person should hear before going on with a vault, each with its facts and in a sentence; none of it keeps the vault shut."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device import conflict_copies, presence
from ism_desktop.vault.multi_device.computer import UNNAMED, Computer
from ism_desktop.vault.multi_device.conflict_copies import ConflictCopy


def _moment(moment: datetime) -> str:
    return in_use().moment(moment.astimezone())


@dataclass(frozen=True, slots=True)
class OlderThanLastSeen:
    """The vault has fewer changes, or an older key header, than when this computer last had it open."""

    generation: int
    last_generation: int
    header_seq: int
    last_header_seq: int
    last_seen: datetime

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        if self.generation < self.last_generation:
            return tr(
                "Your record is older than when it was last open here, {moment}. Number of changes now: {number}; then: {then}. "
                "Was it restored from a backup, or has a sync program put an older copy in its place? "
                "If neither, look for the newer one before you continue.",
                moment=_moment(self.last_seen),
                number=self.generation,
                then=self.last_generation,
            )
        return tr(
            "The key header of your record is older than when it was last open here, {moment}: a passphrase that was changed "
            "since then may open it again. Was it restored from a backup, or has a sync program put an older copy in its place?",
            moment=_moment(self.last_seen),
        )


@dataclass(frozen=True, slots=True)
class ConflictCopies:
    """Second copies of the records or the key header: left by a sync client, or rescued by the program itself."""

    copies: tuple[ConflictCopy, ...]
    generation: int

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        rescued = [_described(copy) for copy in self.copies if copy.is_rescue]
        left = [_described(copy) for copy in self.copies if not copy.is_rescue]
        said: list[str] = []
        if rescued:
            said.append(
                tr(
                    "Your record’s database was moved away or replaced while it was open, and a rescue copy was kept: {copies}. "
                    "If the copy has more changes than the one that is open, put it back.",
                    copies=in_use().listed(rescued),
                )
            )
        if left:
            said.append(
                tr(
                    "A sync program left other copies of your record’s files beside them: {copies}.",
                    copies=in_use().listed(left),
                )
            )
        said.append(
            tr_n(
                "The one that is open has had {number} change. Nothing was merged and nothing removed. "
                "Work on one computer at a time, and keep the copy until you know that nothing in it is missing here.",
                "The one that is open has had {number} changes. Nothing was merged and nothing removed. "
                "Work on one computer at a time, and keep the copy until you know that nothing in it is missing here.",
                self.generation,
            )
        )
        return " ".join(said)


def _described(copy: ConflictCopy) -> str:
    if copy.generation is None:
        return tr("“{name}” ({moment})", name=copy.name, moment=_moment(copy.changed))
    return tr_n(
        "“{name}” ({moment}, {number} change)",
        "“{name}” ({moment}, {number} changes)",
        copy.generation,
        name=copy.name,
        moment=_moment(copy.changed),
    )


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """Another computer seems to have this vault open, through a synchronised folder or a shared drive."""

    computer: str
    opened: datetime
    heartbeat: datetime

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        return tr(
            "Your record seems to be open on “{computer}”. Opened: {opened}. Last active: {heartbeat}. "
            "If it is changed on both at once, one of the two will lose its changes. "
            "Close it there first, or open it here without changing anything.",
            computer=tr("another computer") if self.computer == UNNAMED else self.computer,
            opened=_moment(self.opened),
            heartbeat=_moment(self.heartbeat),
        )


Concern = OlderThanLastSeen | ConflictCopies | OpenElsewhere


def open_elsewhere(vault: Path, computer: Computer) -> OpenElsewhere | None:
    """The other computer that has the vault open, as its note says."""
    other = presence.of_another(vault, computer, datetime.now(UTC))
    return None if other is None else OpenElsewhere(other.computer, other.opened, other.heartbeat)


def at_opening(
    vault: Path, key: VaultKey, generation: int, header_seq: int, computer: Computer | None
) -> tuple[Concern, ...]:
    """Everything that speaks against simply going on, seen while the vault is being opened and before our own note is written."""
    found: list[Concern] = []
    if computer is not None:
        elsewhere = open_elsewhere(vault, computer)
        if elsewhere is not None:
            found.append(elsewhere)
        seen = computer.last_seen(key)
        if seen is not None and (generation < seen.generation or header_seq < seen.header_seq):
            found.append(OlderThanLastSeen(generation, seen.generation, header_seq, seen.header_seq, seen.at))
    copies = conflict_copies.find(vault, key, computer)
    if copies:
        found.append(ConflictCopies(copies, generation))
    return tuple(found)
