"""Bringing back a record whose database does not open, as Qt-free functions: what can be done, doing it, and how it ended in words."""

from dataclasses import dataclass
from pathlib import Path

from ism_desktop.documents.refiling import refile
from ism_desktop.language import tr, tr_n
from ism_desktop.progress import Portion, Progress
from ism_desktop.records import safekeeping
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.safekeeping.days import moment_of
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
    progress(0, 0, tr("Looking for undamaged copies"))
    rescue = Rescue.of(path, passphrase, computer=opening.computer())
    found = rescue.snapshots(progress)
    return Ways(rescue, found[0] if found else None, sum(1 for _ in (path / "blobs").rglob("*.ismd")))


def put_back(ways: Ways, progress: Progress) -> str:
    """Put the newest sound copy in place. Raises VaultDamaged, VaultInUse, VaultNotWritable."""
    if ways.snapshot is None:
        raise AssertionError("there is no copy to put back")
    progress(0, 0, tr("Restoring the copy"))
    ways.rescue.put_back(ways.snapshot.path)
    return tr(
        "Your record is back to the copy of {moment}. Entries you typed after that are missing. No document is lost.",
        moment=moment_of(ways.snapshot.taken),
    )


def salvage(ways: Ways, progress: Progress) -> str:
    """Bring over every entry that can be read. Raises VaultDamaged, VaultInUse, VaultNotWritable; Cancelled."""
    report = ways.rescue.salvage(progress)
    return salvaged(report)


def salvaged(report: SalvageReport) -> str:
    """How it ended, in words."""
    kept, older, lost = (sum(each.values()) for each in (report.kept, report.older, report.lost))
    said = [tr_n("{number} entry was saved.", "{number} entries were saved.", kept)]
    if older:
        said.append(
            tr_n("{number} of them comes from an older copy.", "{number} of them come from an older copy.", older)
        )
    if not report.is_exact:
        said.append(tr_n("At least {number} entry is lost.", "At least {number} entries are lost.", lost))
    elif lost:
        said.append(tr_n("{number} entry is lost.", "{number} entries are lost.", lost))
    else:
        said.append(tr("No entry is lost."))
    said.append(tr("No document is lost. Please look through what you typed last."))
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
    said = tr_n(
        "{number} document was restored with its file name. Everything else has to be typed again.",
        "{number} documents were restored with their file names. Everything else has to be typed again.",
        filed,
    )
    if not failed:
        return said
    left = tr_n(
        "{number} document could not be read and stays where it is.",
        "{number} documents could not be read and stay where they are.",
        len(failed),
    )
    return f"{said} {left}"
