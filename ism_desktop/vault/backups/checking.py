"""Checking a backup: every file that its manifests name is read and compared with its SHA-256; with the key, its seals are checked too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ism_desktop.errors import BackupDamaged, VaultTooNew
from ism_desktop.language import tr, tr_lazy
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import flaws, inbox_key
from ism_desktop.vault.backups import manifest, sources
from ism_desktop.vault.backups.manifest import Entry, Manifest, ManifestCopy
from ism_desktop.vault.backups.sources import Source
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.integrity.filed_rows import Filed, FiledFile
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.message import message
from ism_desktop.vault.tally import Tally, pieces_of
from ism_desktop.vault.vault import Vault

_AGAIN = tr_lazy("Make a new backup, on another drive if this one is failing.")

_RECORDS = tr_lazy("Your entries in this backup are damaged. {flaw}")
_HEADER = tr_lazy("The key header in this backup is damaged. {flaw}")
_TITLED = tr_lazy("The document “{title}” in the backup is damaged. {flaw}")
_UNTITLED = tr_lazy("A document in the backup is damaged. {flaw}")
_FROM_INBOX = tr_lazy("An inbox item in the backup is damaged. {flaw}")


@dataclass(frozen=True, slots=True)
class Listed:
    """The sound manifests of a place, the latest first, and what is wrong with the others."""

    copies: tuple[ManifestCopy, ...]
    findings: tuple[Finding, ...]

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """What the sound ones say."""
        return tuple(copy.manifest for copy in self.copies)


def manifests(source: Source, key: VaultKey | None = None) -> Listed:
    """Read every manifest and its twin; with the key, those that its holder did not write do not count. Raises VaultTooNew."""
    sound: dict[int, ManifestCopy] = {}
    paths: dict[int, str] = {}
    found: list[Finding] = []
    for path in source.manifest_files():
        number = manifest.number_in(path.rpartition("/")[2])
        try:
            copy = manifest.parse(sources.read(source, path, manifest.LARGEST))
            if key is not None and not copy.is_genuine(key):
                raise manifest.ManifestDamaged(flaws.ALTERED_OR_FOREIGN)
            if copy.manifest.number != number:
                raise manifest.ManifestDamaged(flaws.OF_ANOTHER_BACKUP)
            first, twin = sound.setdefault(number, copy), paths.setdefault(number, path)
            if first.raw != copy.raw:
                # Only the line of the seal is not under the checksum; without the key nobody can say which of the two was hit.
                found += [_of_manifest(source, each, flaws.UNLIKE_ITS_TWIN) for each in (twin, path)]
        except manifest.ManifestTooNew as error:
            raise VaultTooNew(
                tr("The backup in “{place}” was made by a newer version of the program.", place=str(source.place)),
                tr("Install the newest version of the program, and try again. Nothing was changed."),
            ) from error
        except manifest.ManifestDamaged as error:
            found.append(_of_manifest(source, path, error.flaw))
        except OSError:
            found.append(_of_manifest(source, path, flaws.UNREADABLE))
    return Listed(tuple(sound.values()), tuple(found))


def _of_manifest(source: Source, path: str, flaw: Flaw) -> Finding:
    what = tr_lazy("A list of the files in the backup cannot be used. {flaw}")
    advice = tr_lazy("Each list is kept twice. Make a new backup, on another drive if this one is failing.")
    told = message(what, flaw=flaw.with_values(file=source.where(path)))
    return Finding(Severity.DAMAGED, Fault.DAMAGED, path, told, message(advice))


def check(
    source: Source,
    progress: Progress = no_progress,
    *,
    vault: Vault | None = None,
    filed: Filed | None = None,
) -> list[Finding]:
    """Read everything that any manifest names.

    Args:
        source: the backup.
        progress: counts bytes.
        vault: the vault that it is of, if it is open: then the seals of headers and manifests are checked as well.
        filed: what the open vault's records name, so that damaged documents are called by their titles.

    Raises:
        BackupDamaged: not one manifest is sound. VaultTooNew, VaultClosed. Cancelled, out of `progress`.
    """
    key = None if vault is None else vault.open_key()
    files: dict[str, FiledFile] = {}
    if vault is not None and filed is not None:
        with vault.read() as session:
            files = {file.file_id: file for file in filed(session)}
    listed = manifests(source, key)
    if not listed.copies:
        raise nothing_usable(source)
    entries = {(entry.path, entry.sha256): entry for each in listed.manifests for entry in each.entries}
    found = [*listed.findings, *headers(source, listed.manifests[0].vault_id, key)]
    counted = Bytes(progress, sum(entry.size for entry in entries.values()), tr("Checking the backup"))
    for entry in entries.values():
        flaw = fault_of(source, entry, counted)
        if flaw is not None:
            found.append(of_entry(source, entry, flaw, files))
    return found


def nothing_usable(source: Source) -> BackupDamaged:
    """The error for a place in which no backup can be made out."""
    return BackupDamaged(
        tr(
            "Every list of files in the backup “{place}” is damaged, so nothing in it can be relied on.",
            place=str(source.place),
        ),
        tr("Try an older backup or one on another drive. Keep this one: its documents may still be good."),
    )


def headers(source: Source, vault_id: str, key: VaultKey | None) -> list[Finding]:
    """What is wrong with the copies of the key header in a backup."""
    found: list[Finding] = []
    for file in sources.headers(source):
        flaw = file.fault
        if file.copy is not None and file.copy.header.vault_id != vault_id:
            flaw = flaws.OF_ANOTHER_VAULT
        elif file.copy is not None and key is not None and not file.copy.is_genuine(key):
            flaw = flaws.ALTERED
        if flaw is not None:
            what = tr_lazy("A copy of the key header in the backup cannot be used. {flaw}")
            kind = Fault.MISSING if flaw == flaws.MISSING else Fault.DAMAGED
            told = message(what, flaw=flaw.with_values(file=source.where(file.name)))
            found.append(Finding(Severity.DAMAGED, kind, file.name, told, message(_AGAIN)))
    return found


def of_entry(
    source: Source,
    entry: Entry,
    flaw: Flaw,
    files: Mapping[str, FiledFile] | None = None,
    *,
    rewritten: bool = False,
) -> Finding:
    """One file of a backup that is not what its manifest says; `rewritten` if it was put right from the vault."""
    file_id = manifest.document_id(entry.path)
    file = (files or {}).get(file_id or "")
    told = flaw.with_values(file=source.where(entry.path))
    if file_id is None:
        what = message(_RECORDS if entry.path.endswith(".db") else _HEADER, flaw=told)
        advice = tr_lazy(
            "The other backups here are not affected. Make a new backup, on another drive if this one is failing."
        )
    else:
        advice = tr_lazy(
            "Your record itself is not affected. Make a new backup, on another drive if this one is failing."
        )
        if file is not None:
            what = message(_TITLED, title=file.title, flaw=told)
        else:
            what = message(_FROM_INBOX if entry.path.startswith(f"{inbox_key.FOLDER}/") else _UNTITLED, flaw=told)
    if rewritten:
        what = message(tr_lazy("{what} It has been written again."), what=what)
        advice = tr_lazy("Nothing is lost. If it happens again, the drive is failing: make the backup on another one.")
    return Finding(
        Severity.REPAIRED if rewritten else Severity.DAMAGED,
        Fault.MISSING if flaw == flaws.MISSING else Fault.DAMAGED,
        entry.path,
        what,
        message(advice),
        file.document_id if file else None,
        file.title if file else None,
    )


def fault_of(source: Source, entry: Entry, counted: Callable[[int], None]) -> Flaw | None:
    """Read one file to its end: what is wrong with it; none if nothing is."""
    try:
        with source.open(entry.path, entry.size) as file:
            tally = Tally.of(pieces_of(file), counted)
    except FileNotFoundError:
        return flaws.MISSING
    except OSError:
        return flaws.UNREADABLE
    return fault_in(entry, tally)


def fault_in(entry: Entry, read: Tally) -> Flaw | None:
    """What is wrong with what was read of a file; none if nothing is."""
    if read.size != entry.size:
        return flaws.CUT_SHORT if read.size < entry.size else flaws.TOO_LONG
    return None if read.sha256 == entry.sha256 else flaws.DAMAGED


class Bytes:
    """Counts bytes as progress."""

    def __init__(self, progress: Progress, total: int, what: str) -> None:
        self._progress = progress
        self._done = 0
        self.total = total
        self.what = what
        progress(0, total, what)

    def __call__(self, length: int) -> None:
        """So many bytes more."""
        self._done += length
        self.total = max(self.total, self._done)
        self._progress(self._done, self.total, self.what)
