"""Checking an open vault: in seconds by names and sizes, or in full by decrypting every byte.

A vault may be changed while it is checked. So what seems to be missing or left over is asked for once more at the end, and only what is
still so then is reported: a sound vault never raises an alarm (docs/security-design.md, Hostile files and false alarms).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from ism_desktop.errors import VaultDamaged
from ism_desktop.language import tr, tr_lazy
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import document_files, flaws, header, header_files, inbox, sealed, snapshots
from ism_desktop.vault.document_files import Examined
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.integrity import messages
from ism_desktop.vault.integrity.filed_rows import Filed, FiledFile, UnfiledFile
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity
from ism_desktop.vault.message import message
from ism_desktop.vault.sealed import SealBroken
from ism_desktop.vault.vault import Vault

_SHARES = 30


def quick(vault: Vault, filed: Filed, progress: Progress = no_progress) -> list[Finding]:
    """Check both headers, the database, and that every file which a record names is there in a possible size; and the other way round.

    Raises:
        VaultClosed: the vault was locked meanwhile. VaultNotWritable: the disk is full. Cancelled, out of `progress`.
    """
    return _Check(vault, filed, progress).run(())


def share_of_the_day(vault: Vault, filed: Filed, day: date, progress: Progress = no_progress) -> list[Finding]:
    """The quick check, and a thirtieth of the files read in full: on thirty days in a row each file once. Raises as `quick` does."""
    return _Check(vault, filed, progress).run(
        file_id for file_id in vault.files.ids() if int(file_id[:8], 16) % _SHARES == day.toordinal() % _SHARES
    )


def full(vault: Vault, filed: Filed, progress: Progress = no_progress) -> list[Finding]:
    """Decrypt every byte of every file and compare its digest; look into inbox, drafts, snapshots and trash. Raises as `quick` does."""
    found = _Check(vault, filed, progress).run(vault.files.ids())
    return [*found, *_inbox(vault), *_drafts(vault), *_snapshots(vault, progress), *_trash(vault, progress)]


def unfiled(vault: Vault, filed: Filed) -> list[UnfiledFile]:
    """The sound files that no record names, to be offered back: what an interrupted import left. Raises VaultClosed, VaultDamaged."""
    found = vault.files.ids() - vault.files.just_added()
    with vault.read() as session:
        found -= {file.file_id for file in filed(session)}
    offered: list[UnfiledFile] = []
    for file_id in found:
        try:
            front = vault.files.front(file_id)
        except VaultDamaged:
            continue  # nothing can be offered of it; the full check names it
        offered.append(
            UnfiledFile(
                file_id, front["name"], front["type"], front["added"], front["size"], front.get("document") or ""
            )
        )
    return sorted(offered, key=lambda file: (file.added, file.name, file.file_id))


class _Check:
    """One run over the headers, the database and the document files."""

    def __init__(self, vault: Vault, filed: Filed, progress: Progress) -> None:
        self._vault = vault
        self._filed = filed
        self._progress = progress
        self._missing: dict[str, FiledFile] = {}
        self._expected: dict[str, FiledFile] = {}

    def run(self, to_read: Iterable[str]) -> list[Finding]:
        """Check, and read the files of these ids to their end."""
        vault = self._vault
        self._progress(0, 0, tr("Checking your entries"))
        found = [*_noticed(vault), *_headers(vault)]
        faults = vault.check_database()
        if faults:
            found.append(messages.of_database(faults))
        on_disk = vault.files.ids()
        rows_are_readable = self._ask_rows()
        if not rows_are_readable and not faults:
            found.append(messages.list_unreadable())
        found += self._sizes()
        known_bad = {finding.file for finding in found}
        found += self._contents([file_id for file_id in to_read if messages.place(file_id) not in known_bad])
        if rows_are_readable:
            found += self._still_missing()
            known_bad |= {finding.file for finding in found}
            found += self._left_over({file_id for file_id in on_disk if messages.place(file_id) not in known_bad})
        return found

    def _ask_rows(self) -> bool:
        try:
            with self._vault.read() as session:
                self._expected = {file.file_id: file for file in self._filed(session)}
        except VaultDamaged:
            return False
        return True

    def _sizes(self) -> list[Finding]:
        found: list[Finding] = []
        total = len(self._expected)
        for number, file in enumerate(self._expected.values()):
            if number % 200 == 0:
                self._progress(number, total, tr("Checking your documents"))
            try:
                status = self._vault.files.path_of(file.file_id).stat()
            except OSError:
                self._missing[file.file_id] = file
                continue
            if document_files.is_placeholder(status):
                found.append(messages.not_downloaded(file, empty=status.st_size == 0))
            elif not sealed.could_hold(status.st_size, file.size):
                found.append(messages.damaged(file.file_id, file, None, flaws.WRONG_SIZE))
        return found

    def _contents(self, file_ids: Sequence[str]) -> list[Finding]:
        sizes = {file_id: _size_of(self._vault.files.path_of(file_id)) for file_id in file_ids}
        counted = _Counted(self._progress, sum(sizes.values()))
        found: list[Finding] = []
        for file_id, size in sizes.items():
            self._vault.open_key()  # a vault that was locked meanwhile is not read any further
            file = self._expected.get(file_id)
            counted.begin(size)
            try:
                examined = self._vault.files.examine(self._vault.files.path_of(file_id), counted)
            except FileNotFoundError:
                if file is not None:
                    self._missing[file_id] = file
                continue
            except OSError:
                found.append(messages.damaged(file_id, file, None, flaws.UNREADABLE))
            except SealBroken as error:
                found.append(messages.damaged(file_id, file, self._front(file_id), error.flaw))
            else:
                if not _agrees(examined, file):
                    name = str(examined.front["name"])
                    found.append(messages.damaged(file_id, file, name, flaws.OTHER_CONTENT))
        return found

    def _front(self, file_id: str) -> str | None:
        """The name that the file itself gives the document, if its beginning can still be read."""
        try:
            return str(self._vault.files.front(file_id)["name"])
        except VaultDamaged:
            return None

    def _still_missing(self) -> list[Finding]:
        if not self._missing:
            return []
        self._ask_rows()
        return [
            messages.missing(file)
            for file_id, file in self._missing.items()
            if file_id in self._expected and not self._vault.files.path_of(file_id).exists()
        ]

    def _left_over(self, on_disk: set[str]) -> list[Finding]:
        if not on_disk - self._expected.keys():
            return []
        self._ask_rows()
        left = on_disk - self._expected.keys() - self._vault.files.just_added()
        return [
            messages.unfiled(file_id, self._front(file_id))
            for file_id in sorted(left)
            if self._vault.files.path_of(file_id).exists()
        ]


class _Counted:
    """Bytes read so far, over all files, as progress."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._before = self._here = self._next = 0

    def begin(self, size: int) -> None:
        """A file of this size is read next."""
        self._before += self._next
        self._next, self._here = size, 0
        self(0)

    def __call__(self, length: int) -> None:
        self._here = min(self._here + length, self._next)
        self._progress(self._before + self._here, self._total, tr("Reading your documents"))


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _agrees(examined: Examined, file: FiledFile | None) -> bool:
    said = {(examined.front["size"], examined.front["sha256"])}
    if file is not None and file.size is not None and file.sha256 is not None:
        said.add((file.size, file.sha256))
    return said == {(examined.size, examined.sha256)}


def _noticed(vault: Vault) -> list[Finding]:
    """What was put right while the vault was opened: it is damage of the disk all the same, and it should be known."""
    advice = message(
        tr_lazy("Nothing is lost. If it happens again, the drive is failing: make a backup on another one.")
    )
    return [
        Finding(Severity.REPAIRED, Fault.DAMAGED, notice.file, notice.sentence, advice)
        for notice in vault.noticed
        if notice.mended
    ]


def _headers(vault: Vault) -> list[Finding]:
    found: list[Finding] = []
    for file in header_files.read_both(vault.path):
        if file.copy is not None and file.copy.raw == vault.header:
            continue
        if file.copy is not None and file.copy.is_genuine(vault.open_key()):
            found.append(_unsettled(file.name))
            continue
        flaw = flaws.ALTERED if file.copy is not None else file.fault or flaws.TOO_NEW
        found.append(
            Finding(
                Severity.DAMAGED,
                Fault.MISSING if flaw == flaws.MISSING else Fault.DAMAGED,
                file.name,
                message(
                    tr_lazy("One of the two copies of the key header cannot be used; the other is undamaged. {flaw}"),
                    flaw=flaw.with_values(file=file.name),
                ),
                message(tr_lazy("Lock your record and open it again: the undamaged copy then replaces this one.")),
            )
        )
    return found


def _unsettled(name: str) -> Finding:
    """For a copy that this vault's key wrote at another time: both are sound, and each opens with the passphrases of its own time."""
    return Finding(
        Severity.NOTICE,
        Fault.UNSETTLED,
        name,
        message(
            tr_lazy(
                "{file}, one of the two copies of the key header, is older or newer than the other: "
                "a change of the keys was interrupted. Nothing is lost."
            ),
            file=name,
        ),
        message(tr_lazy("Change the passphrase once more under “Backup & keys”; both copies then agree.")),
    )


def _snapshots(vault: Vault, progress: Progress) -> list[Finding]:
    key = vault.open_key()
    found: list[Finding] = []
    kept = snapshots.newest_first(vault.path / snapshots.FOLDER)
    for number, path in enumerate(kept):
        progress(number, len(kept), tr("Checking the snapshots of your entries"))
        vault.open_key()
        try:
            faults = snapshots.faults(path, key)
        except FileNotFoundError:
            continue  # thinned out meanwhile
        except OSError:
            found.append(_of_snapshot(path.name, flaws.UNREADABLE))
        else:
            if faults:
                found.append(_of_snapshot(path.name, snapshots.flaw_of(faults)))
        twin = path.with_suffix(".hdr")
        flaw = _header_flaw(vault, twin)
        if flaw is not None and path.exists():
            found.append(_of_snapshot(twin.name, flaw))
    return found


def _of_snapshot(name: str, flaw: Flaw) -> Finding:
    return Finding(
        Severity.DAMAGED,
        Fault.MISSING if flaw == flaws.MISSING else Fault.DAMAGED,
        f"{snapshots.FOLDER}/{name}",
        message(tr_lazy("A snapshot of your entries is damaged. {flaw}"), flaw=flaw.with_values(file=name)),
        message(
            tr_lazy(
                "The entries themselves are not affected. Remove this snapshot; a new one is taken when something has changed."
            )
        ),
    )


def _header_flaw(vault: Vault, path: Path) -> Flaw | None:
    try:
        copy = header.parse(path.read_bytes())
    except FileNotFoundError:
        return flaws.MISSING
    except OSError:
        return flaws.UNREADABLE
    except header.HeaderDamaged as error:
        return error.flaw
    except header.HeaderTooNew:
        return flaws.TOO_NEW
    return None if copy.is_genuine(vault.open_key()) else flaws.ALTERED


def _inbox(vault: Vault) -> list[Finding]:
    """Things that were left while the vault was locked and cannot be read, and the key that they are left under."""
    advice = message(
        tr_lazy(
            "Nothing else is affected. What was left in it is lost here; perhaps another device or a backup of this folder has it."
        )
    )
    return [
        Finding(Severity.DAMAGED, Fault.DAMAGED, file, flaw.with_values(file=file), advice)
        for file, flaw in inbox.unreadable(vault)
    ]


def _drafts(vault: Vault) -> list[Finding]:
    """What was typed and not saved."""
    what = tr_lazy("A draft of what you typed and had not saved cannot be read. {flaw}")
    advice = message(
        tr_lazy(
            "Nothing that was saved is affected. If a form comes back with less than you typed, type the rest again and save it."
        )
    )
    return [
        Finding(Severity.DAMAGED, Fault.DAMAGED, file, message(what, flaw=flaw.with_values(file=file)), advice)
        for file, flaw in vault.draft_files.unreadable()
    ]


def _trash(vault: Vault, progress: Progress) -> list[Finding]:
    found: list[Finding] = []
    ignore: Callable[[int], None] = lambda _: progress(0, 0, tr("Checking the trash"))  # noqa: E731
    for path in sorted((vault.path / document_files.TRASH).glob(f"*{document_files.ENDING}")):
        if not document_files.is_file_id(path.stem):
            continue
        vault.open_key()
        try:
            vault.files.examine(path, ignore)
        except FileNotFoundError:
            continue  # brought back meanwhile
        except (OSError, SealBroken) as error:
            flaw = error.flaw if isinstance(error, SealBroken) else flaws.UNREADABLE
            found.append(
                Finding(
                    Severity.NOTICE,
                    Fault.DAMAGED,
                    f"{document_files.TRASH}/{path.name}",
                    message(
                        tr_lazy("A file in the trash cannot be read. {flaw}"), flaw=flaw.with_values(file=path.name)
                    ),
                    message(tr_lazy("No document is affected. The file cannot be restored from the trash.")),
                )
            )
    return found
