"""What runs in the background for the vault's safety: Qt-free functions that work and note what they did."""

import contextlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ism_desktop.documents import texts
from ism_desktop.documents.refiling import Refiled, refile
from ism_desktop.errors import CannotBackUp, IsmError, VaultClosed, VaultDamaged, VaultNotWritable
from ism_desktop.language import tr_lazy
from ism_desktop.progress import Progress
from ism_desktop.records import backup_status, safekeeping
from ism_desktop.records.backup_status import Safety
from ism_desktop.vault import Vault
from ism_desktop.vault.backups import BackupReport, DrillReport, Repair, manifest
from ism_desktop.vault.integrity import Finding, Severity, UnfiledFile
from ism_desktop.vault.message import message
from ism_desktop.worker import Workers

_SPARE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether the folder chosen for backups is there now, whether it lies on the vault's own disk, and the latest backup in reach."""

    in_reach: bool
    same_disk: bool
    latest: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: damage, including what was known before and still is; and files to take in again."""

    findings: tuple[Finding, ...]
    unfiled: tuple[UnfiledFile, ...]
    repaired_at_opening: tuple[Finding, ...] = ()


def reach(vault: Vault, known: Safety) -> Reach:
    """Look for the chosen folder and the backups. Slow where one lies on a drive that does not answer."""
    made = sorted((each for each in (known.backup, known.carried) if each is not None), key=lambda each: each.at)
    latest = next((each.place for each in reversed(made) if _exists(each.place)), None)
    place = known.place
    if place is None or not _is_there(known, place):
        return Reach(in_reach=False, same_disk=False, latest=latest)
    with contextlib.suppress(OSError):
        same_disk = place.stat().st_dev == vault.path.stat().st_dev
        return Reach(in_reach=True, same_disk=same_disk, latest=latest)
    return Reach(in_reach=False, same_disk=False, latest=latest)


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:
        return False


def _is_there(known: Safety, place: Path) -> bool:
    made = known.backup
    if made is not None and made.is_expected and backup_status.is_within(made.place, place):
        # The place of an unplugged stick may still be there as an empty folder of this disk: what must be there is the backup.
        return _exists(made.place / manifest.FOLDER)
    return _exists(place) and place.is_dir()


def back_up(
    vault: Vault, known: Safety, computer_label: str, progress: Progress, *, carry_to: Path | None = None
) -> BackupReport:
    """Make a backup in the chosen folder, or as one file in another folder, and note it.

    Raises:
        CannotBackUp and whatever `safekeeping.back_up` raises.
    """
    if carry_to is not None:
        report = safekeeping.back_up(vault, carry_to, progress, one_file=True)
    else:
        if known.place is None or not _is_there(known, known.place):
            raise out_of_reach(known.place)
        report = safekeeping.back_up(vault, known.place, progress, keep=known.keep)
    # The backup stands. That it cannot be noted costs a date on the page and makes the next one come earlier.
    with contextlib.suppress(VaultNotWritable):
        backup_status.note_backup(vault, report, computer_label, one_file=carry_to is not None)
    return report


def back_up_unasked(vault: Vault, known: Safety, computer_label: str, progress: Progress) -> BackupReport | None:
    """Make a backup that nobody asked for: none while its folder is not in reach; why another was not made is noted for the person.

    Raises what `back_up` raises.
    """
    if not reach(vault, known).in_reach:
        return None
    try:
        return back_up(vault, known, computer_label, progress)
    except IsmError as error:
        with contextlib.suppress(VaultNotWritable, VaultClosed):
            backup_status.note_trouble(vault, error)
        raise


def out_of_reach(place: Path | None) -> CannotBackUp:
    """The error for a folder that is not there now."""
    return CannotBackUp(
        message(tr_lazy("Your backup folder, “{folder}”, is not available."), folder=str(place)),
        message(tr_lazy("Connect its drive and try again, or choose another folder. Earlier backups are unchanged.")),
    )


def quick_check(vault: Vault, known: Safety, progress: Progress) -> Checked:
    """The check at opening: in seconds, and once more the documents that were found damaged before."""
    found = safekeeping.quick_check(vault, progress)
    return _checked(vault, [*found, *safekeeping.still_damaged(vault, known.damaged)])


def check_of_the_day(vault: Vault, known: Safety, day: date, progress: Progress) -> Checked:
    """The share of this day, noted when it came to its end."""
    found = safekeeping.check_of_the_day(vault, day, progress)
    checked = _checked(vault, [*found, *safekeeping.still_damaged(vault, known.damaged)])
    with contextlib.suppress(VaultNotWritable):
        backup_status.note_share(vault, day)
    return checked


def full_check(vault: Vault, progress: Progress) -> Checked:
    """Every byte of every file, noted when it came to its end."""
    checked = _checked(vault, safekeeping.full_check(vault, progress))
    with contextlib.suppress(VaultNotWritable):
        backup_status.note_check(vault, sum(found.severity is Severity.DAMAGED for found in checked.findings))
    return checked


def _checked(vault: Vault, findings: Sequence[Finding]) -> Checked:
    once = {found.file: found for found in reversed(findings)}
    damaged = tuple(found for found in once.values() if found.severity is Severity.DAMAGED)
    mended = tuple(found for found in once.values() if found.severity is Severity.REPAIRED)
    with contextlib.suppress(VaultNotWritable):
        backup_status.note_damaged(vault, damaged)
    return Checked(damaged, originals(vault), mended)


def originals(vault: Vault) -> tuple[UnfiledFile, ...]:
    """The files without a record that are documents; the text that was read from one goes with it."""
    try:
        return tuple(file for file in safekeeping.unfiled(vault) if file.media_type != texts.MEDIA_TYPE)
    except VaultDamaged:
        return ()  # the list of documents cannot be read, which the check has named


def drill(vault: Vault, place: Path, passphrase: str, progress: Progress) -> DrillReport:
    """Restore the backup for a trial where there is room for it, and note it."""
    report = safekeeping.restore_drill(place, passphrase, progress, scratch=_scratch(vault))
    with contextlib.suppress(VaultNotWritable):
        backup_status.note_drill(vault, report, place)
    return report


def _scratch(vault: Vault) -> Path | None:
    """Beside the vault, if the system's own folder for such things has too little room; it often lies in memory."""
    needed = 2 * sum(path.stat().st_size for path in vault.path.rglob("*") if path.is_file()) + _SPARE_BYTES
    with contextlib.suppress(OSError):
        if shutil.disk_usage(tempfile.gettempdir()).free < needed:
            return vault.path.parent
    return None


def repair(vault: Vault, findings: Sequence[Finding], places: Sequence[Path], progress: Progress) -> list[Repair]:
    """Bring damaged documents back from these places, and note what is still damaged."""
    done = safekeeping.repair(vault, findings, places, progress)
    well = {repair.file_id for repair in done if repair.source is not None or repair.was_sound}
    with contextlib.suppress(VaultNotWritable, VaultClosed):
        backup_status.note_damaged(vault, [found for found in findings if Path(found.file).stem not in well])
    return done


def take_in(vault: Vault, workers: Workers, progress: Progress) -> list[Refiled]:
    """Make records again for all files that have none."""
    return refile(vault, workers, safekeeping.unfiled(vault), progress)
