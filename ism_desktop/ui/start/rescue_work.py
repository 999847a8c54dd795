"""Bringing back a record whose database does not open, as Qt-free functions: what can be done, doing it, and how it ended in words."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ism_desktop.documents.refiling import refile
from ism_desktop.progress import Portion, Progress
from ism_desktop.records import safekeeping
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.vault.integrity.rescuing import Rescue, SalvageReport, SoundSnapshot
from ism_desktop.worker import Workers


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done for a record: the newest sound copy of its entries, if there is one, and how many files of documents there are."""

    rescue: Rescue
    snapshot: SoundSnapshot | None
    files: int


def look(path: Path, passphrase: str, progress: Progress) -> Ways:
    """See what can be done. Raises WrongPassphrase, VaultDamaged when the key header is unusable too, VaultMissing."""
    progress(0, 0, "Looking for what is sound")
    rescue = Rescue.of(path, passphrase, computer=opening.computer())
    found = rescue.snapshots(progress)
    return Ways(rescue, found[0] if found else None, sum(1 for _ in (path / "blobs").rglob("*.ismd")))


def when(moment: datetime) -> str:
    """The day and the time at which a copy was taken."""
    then = words.local(moment)
    return f"{then.day} {then:%B %Y, %H:%M}"


def put_back(ways: Ways, progress: Progress) -> str:
    """Put the newest sound copy in place. Raises VaultDamaged, VaultInUse, VaultNotWritable."""
    if ways.snapshot is None:
        raise AssertionError("there is no copy to put back")
    progress(0, 0, "Putting the copy in place")
    ways.rescue.put_back(ways.snapshot.path)
    return f"Your record is as it was on {when(ways.snapshot.taken)}. What was typed after that is missing; no document is lost."


def salvage(ways: Ways, progress: Progress) -> str:
    """Bring over every entry that can be read. Raises VaultDamaged, VaultInUse, VaultNotWritable; Cancelled."""
    report = ways.rescue.salvage(progress)
    return salvaged(report)


def salvaged(report: SalvageReport) -> str:
    """How it ended, in words."""
    kept, older, lost = (sum(each.values()) for each in (report.kept, report.older, report.lost))
    said = [f"{words.begun(words.counted(kept, 'entry', 'entries'))} came over."]
    if older:
        said.append(
            f"{words.begun(words.counted(older, 'of them stands', 'of them stand'))} as it was in an older copy."
        )
    if lost or not report.is_exact:
        number = words.counted(lost, "entry is", "entries are")
        said.append(f"At least {number} lost." if not report.is_exact else f"{words.begun(number)} lost.")
    else:
        said.append("None is lost.")
    said.append("No document is lost. Look through what you typed last.")
    return " ".join(said)


def start_empty(ways: Ways, passphrase: str, progress: Progress) -> str:
    """Begin with an empty database and make an entry for every document. Raises VaultInUse, VaultNotWritable; Cancelled."""
    ways.rescue.start_empty()
    opened = opening.unlock(ways.rescue.path, passphrase, Portion(progress, 0, 50, 1000))
    try:
        with Workers() as workers:
            done = refile(opened, workers, safekeeping.unfiled(opened), Portion(progress, 50, 950, 1000))
    finally:
        opened.close()
    filed = sum(each.outcome == "filed" for each in done)
    failed = [each for each in done if each.outcome == "damaged"]
    number = words.begun(words.counted(filed, "document"))
    said = f"{number} came back, with the names that the files had. Everything else has to be typed again."
    if failed:
        said += f" {words.begun(words.counted(len(failed), 'document'))} could not be read and stay where they are."
    return said
