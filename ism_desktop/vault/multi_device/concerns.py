"""What a person should hear before going on with a vault, each with its facts and in a sentence; none of it keeps the vault shut."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device import conflict_copies, in_use
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.multi_device.conflict_copies import ConflictCopy


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


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
            return (
                f"This vault is older than the one that was open here on {_day(self.last_seen)}: it has had {self.generation} changes, "
                f"and that one had {self.last_generation}. Was it restored from a backup, or has a sync client put an older copy in its "
                "place? If neither, look for the newer one before you go on."
            )
        return (
            f"The key header of this vault is older than on {_day(self.last_seen)}: a passphrase that was changed since may open it again. "
            "Was it restored from a backup, or has a sync client put an older copy in its place?"
        )


@dataclass(frozen=True, slots=True)
class ConflictCopies:
    """Second copies of the records or the key header: left by a sync client, or rescued by the program itself."""

    copies: tuple[ConflictCopy, ...]
    generation: int

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        rescued = "; ".join(_described(copy) for copy in self.copies if copy.is_rescue)
        left = "; ".join(_described(copy) for copy in self.copies if not copy.is_rescue)
        said: list[str] = []
        if rescued:
            said.append(
                f"The records were moved away or replaced while this vault was open, and a rescue copy was kept: {rescued}. "
                "If that has more changes than the one that is open, put it back."
            )
        if left:
            said.append(f"A sync client left other copies of this vault’s files beside them: {left}.")
        said.append(
            f"The one that is open has had {self.generation} changes. Nothing was merged and nothing removed. "
            "Work on one computer at a time, and keep the copy until you know that nothing in it is missing here."
        )
        return " ".join(said)


def _described(copy: ConflictCopy) -> str:
    changes = "" if copy.generation is None else f", {copy.generation} changes"
    return f"“{copy.name}” of {_day(copy.changed)}{changes}"


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """Another computer seems to have this vault open, through a synchronised folder or a shared drive."""

    computer: str
    opened: datetime
    heartbeat: datetime

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        return (
            f"This vault seems to be open on “{self.computer}”, since {_day(self.opened)} (last sign of life {_day(self.heartbeat)}). "
            "If both are changed at once, one of the two will lose its changes. Close it there first, or look without changing anything."
        )


Concern = OlderThanLastSeen | ConflictCopies | OpenElsewhere


def open_elsewhere(vault: Path, computer: Computer) -> OpenElsewhere | None:
    """The other computer that has the vault open, as its note says."""
    other = in_use.of_another(vault, computer, datetime.now(UTC))
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
