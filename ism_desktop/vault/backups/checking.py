"""Checking a backup: every file that its manifests name is read and compared with its SHA-256; with the key, its seals are checked too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ism_desktop.errors import BackupDamaged, VaultTooNew
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import inbox_key
from ism_desktop.vault.backups import manifest, sources
from ism_desktop.vault.backups.manifest import Entry, Manifest, ManifestCopy
from ism_desktop.vault.backups.sources import Source
from ism_desktop.vault.integrity.filed_rows import Filed, FiledFile
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.tally import Tally, pieces_of
from ism_desktop.vault.vault import Vault

_AGAIN = "Make a new backup, to another drive if this one is failing."


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
                raise manifest.ManifestDamaged("was altered, or belongs to another vault")
            if copy.manifest.number != number:
                raise manifest.ManifestDamaged("belongs to another backup")
            first, twin = sound.setdefault(number, copy), paths.setdefault(number, path)
            if first.raw != copy.raw:
                # Only the line of the seal is not under the checksum; without the key nobody can say which of the two was hit.
                found += [_of_manifest(source, each, "is not the same as its twin") for each in (twin, path)]
        except manifest.ManifestTooNew as error:
            raise VaultTooNew(
                f"The backup in “{source.place}” was made by a newer version of the program.",
                "Install the newest version of the program, and try again. Nothing was changed.",
            ) from error
        except manifest.ManifestDamaged as error:
            found.append(_of_manifest(source, path, str(error)))
        except OSError:
            found.append(_of_manifest(source, path, "cannot be read from the disk"))
    return Listed(tuple(sound.values()), tuple(found))


def _of_manifest(source: Source, path: str, how: str) -> Finding:
    what = f"{source.where(path)}, a list of the files in the backup, {how}."
    return Finding(Severity.DAMAGED, Fault.DAMAGED, path, what, f"Each list is kept twice. {_AGAIN}")


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
    counted = Bytes(progress, sum(entry.size for entry in entries.values()), "Checking the backup")
    for entry in entries.values():
        fault = fault_of(source, entry, counted)
        if fault:
            found.append(of_entry(source, entry, fault, files))
    return found


def nothing_usable(source: Source) -> BackupDamaged:
    """The error for a place in which no backup can be made out."""
    return BackupDamaged(
        f"No list of files in the backup “{source.place}” is sound, so nothing in it can be vouched for.",
        "Try an older backup or one on another drive. Keep this one: its documents may still be good.",
    )


def headers(source: Source, vault_id: str, key: VaultKey | None) -> list[Finding]:
    """What is wrong with the copies of the key header in a backup."""
    found: list[Finding] = []
    for file in sources.headers(source):
        fault = file.fault
        if file.copy is not None and file.copy.header.vault_id != vault_id:
            fault = "belongs to another vault"
        elif file.copy is not None and key is not None and not file.copy.is_genuine(key):
            fault = "was altered"
        if fault:
            what = f"{source.where(file.name)}, a copy of the key header in the backup, {fault}."
            kind = Fault.MISSING if file.fault == "is missing" else Fault.DAMAGED
            found.append(Finding(Severity.DAMAGED, kind, file.name, what, _AGAIN))
    return found


def of_entry(source: Source, entry: Entry, fault: str, files: Mapping[str, FiledFile] | None = None) -> Finding:
    """One file of a backup that is not what its manifest says."""
    file_id = manifest.document_id(entry.path)
    kind = Fault.MISSING if fault == "is missing" else Fault.DAMAGED
    if file_id is None:
        part = "the records" if entry.path.endswith(".db") else "the key header"
        what = f"{source.where(entry.path)}, {part} in this backup, {fault}."
        return Finding(Severity.DAMAGED, kind, entry.path, what, f"Other backups in this place stand. {_AGAIN}")
    file = (files or {}).get(file_id)
    unnamed = "Something left in the inbox" if entry.path.startswith(f"{inbox_key.FOLDER}/") else "A document"
    called = f"The document “{file.title}” in the backup" if file else f"{unnamed} in the backup"
    advice = f"The vault itself is not affected. {_AGAIN}"
    return Finding(
        Severity.DAMAGED,
        kind,
        entry.path,
        f"{called} {fault} ({source.where(entry.path)}).",
        advice,
        file.document_id if file else None,
        file.title if file else None,
    )


def fault_of(source: Source, entry: Entry, counted: Callable[[int], None]) -> str:
    """Read one file to its end: what is wrong with it, in words that follow its name; empty if nothing is."""
    try:
        with source.open(entry.path, entry.size) as file:
            tally = Tally.of(pieces_of(file), counted)
    except FileNotFoundError:
        return "is missing"
    except OSError:
        return "cannot be read from the disk"
    return fault_in(entry, tally)


def fault_in(entry: Entry, read: Tally) -> str:
    """What is wrong with what was read of a file; empty if nothing is."""
    if read.size != entry.size:
        return "is cut short" if read.size < entry.size else "is longer than it was"
    return "" if read.sha256 == entry.sha256 else "is damaged"


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
