"""The two copies of the key header in a vault's folder: reading the one that counts, and putting the other right."""

import contextlib
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from ism_desktop.errors import VaultDamaged, VaultMissing, VaultNotWritable, VaultTooNew
from ism_desktop.language import tr
from ism_desktop.vault import database, document_files, durable, flaws, header
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.header import Header, HeaderCopy, HeaderDamaged, HeaderTooNew
from ism_desktop.vault.keys import VaultKey

MAIN = "vault.hdr"
TWIN = "vault.hdr.bak"


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """One of the two files: a sound copy, or what is wrong with it."""

    name: str
    copy: HeaderCopy | None
    fault: Flaw | None = None
    needs_format: int = 0


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was found wrong with a file while a vault was opened, in a sentence; `mended` if it was put right at once."""

    file: str
    sentence: str
    mended: bool


def _flaw_of(file: HeaderFile) -> str:
    return str((file.fault or flaws.TOO_NEW).with_values(file=file.name))


def _told(file: HeaderFile) -> str:
    return tr("{flaw} The other copy of the key header was used.", flaw=_flaw_of(file))


@dataclass(frozen=True, slots=True)
class Found:
    """Both files as they were read; at least one holds a sound copy."""

    files: tuple[HeaderFile, ...]

    @property
    def copies(self) -> tuple[HeaderCopy, ...]:
        """The sound copies that differ, the latest first."""
        different = {file.copy.raw: file.copy for file in self.files if file.copy is not None}
        return tuple(sorted(different.values(), key=lambda copy: copy.header.seq, reverse=True))

    @property
    def notices(self) -> tuple[Noticed, ...]:
        """A sentence for a copy that cannot be read."""
        return tuple(Noticed(file.name, _told(file), mended=False) for file in self.files if file.copy is None)


def find(path: Path) -> Found:
    """Read both copies, without a passphrase and without slow work. Raises VaultMissing, VaultDamaged, VaultTooNew."""
    if not path.is_dir():
        raise VaultMissing(
            tr("There is no folder “{path}”.", path=str(path)),
            tr(
                "Was it moved or renamed, or is it on a drive that is not connected? "
                "Connect the drive, or choose the folder where it is now."
            ),
        )
    found = Found(read_both(path))
    claimed = {file.needs_format for file in found.files}
    if any(file.needs_format and not file.fault for file in found.files) or (len(claimed) == 1 and 0 not in claimed):
        raise VaultTooNew(
            tr(
                "The record in “{path}” has format {format}, and this program knows formats up to {known}.",
                path=str(path),
                format=str(max(claimed)),
                known=str(header.FORMAT),
            ),
            tr("Install the newest version of the program and open the record with it. Nothing was changed."),
        )
    if not found.copies:
        raise _unusable(path, found)
    return found


def read_both(path: Path) -> tuple[HeaderFile, HeaderFile]:
    """Both files as they lie in the folder, whatever is wrong with them."""
    return _read(path, MAIN), _read(path, TWIN)


def _read(path: Path, name: str) -> HeaderFile:
    try:
        with (path / name).open("rb") as file:
            untrusted = file.read(header.LARGEST + 1)
    except FileNotFoundError:
        return HeaderFile(name, None, flaws.MISSING)
    except OSError:
        return HeaderFile(name, None, flaws.UNREADABLE)
    return parsed(name, untrusted)


def parsed(name: str, untrusted: bytes) -> HeaderFile:
    """One copy of the header from its bytes, wherever they come from."""
    try:
        return HeaderFile(name, header.parse(untrusted))
    except HeaderTooNew as error:
        return HeaderFile(name, None, needs_format=int(str(error)))
    except HeaderDamaged as error:
        claimed = header.claimed_format(untrusted) or 0
        return HeaderFile(name, None, error.flaw, claimed if claimed > header.FORMAT else 0)


def _unusable(path: Path, found: Found) -> VaultMissing | VaultDamaged:
    main, twin = found.files
    both_missing = all(file.fault == flaws.MISSING for file in found.files)
    blobs = path / document_files.FOLDER
    if both_missing and not (path / database.FILE).exists() and not blobs.is_dir():
        return VaultMissing(
            tr("There is no record in the folder “{path}”.", path=str(path)),
            tr(
                "Choose the folder that contains the file {file}, or create a new record in an empty folder.",
                file=MAIN,
            ),
        )
    return VaultDamaged(
        tr(
            "Neither copy of the key header in “{path}” can be used. {flaw} {flaw_of_twin}",
            path=str(path),
            flaw=_flaw_of(main),
            flaw_of_twin=_flaw_of(twin),
        ),
        tr(
            "Without it no passphrase can open the record. Copy {file} from a backup of this record into the folder, "
            "or take the newest file ending in .hdr from its “snapshots” folder and name it {file}. If creating this "
            "record was never finished, create it again in a new folder.",
            file=MAIN,
        ),
    )


def write(path: Path, packed: bytes) -> None:
    """Write both copies, the twin first: an interruption leaves at least one that is whole. Raises OSError."""
    durable.write_in_place(path / TWIN, (packed,))
    durable.write_in_place(path / MAIN, (packed,))


def rewrite(path: Path, packed: bytes, former: bytes) -> None:
    """Put a changed header in the place of the former one, in both files or in neither.

    Both are written out and synced beside their places before either is renamed, the twin first: so a full disk changes nothing, and
    an interruption leaves two sound copies, of which the later counts.

    Raises:
        OSError: it could not be written; both files are as they were.
        VaultNotWritable: one file could be changed and then neither the other nor the first again.
    """
    waiting = {name: path / f"{name}.{secrets.token_hex(4)}{durable.TEMPORARY}" for name in (TWIN, MAIN)}
    try:
        for temporary in waiting.values():
            durable.write_new(temporary, (packed,))
        for name, temporary in waiting.items():
            durable.replace(temporary, path / name)
    except BaseException as error:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                durable.remove(temporary)
        if _taken_back(path, packed, former) or not isinstance(error, OSError):
            raise
        if _holding(path, packed) == {MAIN, TWIN}:
            # Only the last sync failed, and what was synced before it holds the change already: it is done, and stays done.
            return
        raise VaultNotWritable(
            tr(
                "The drive stopped halfway: of the two copies of the key header in “{path}”, "
                "one may hold the change and one may not.",
                path=str(path),
            ),
            tr(
                "Both are undamaged, so what opened your record before still opens it. Check the drive, make a backup, "
                "and then repeat the change."
            ),
        ) from error


def _taken_back(path: Path, packed: bytes, former: bytes) -> bool:
    """Whether the copies that hold the change could be made what they were."""
    try:
        for name in _holding(path, packed):
            durable.write_in_place(path / name, (former,))
    except OSError:
        return False
    return True


def _holding(path: Path, packed: bytes) -> set[str]:
    """The copies that hold these bytes; one that cannot be read holds nothing."""
    return {name for name in (MAIN, TWIN) if _raw(path / name) == packed}


def _raw(path: Path) -> bytes | None:
    """What a copy of the header holds now; nothing if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def latest(path: Path, key: VaultKey, known: bytes) -> Header:
    """The header that counts while the vault is open: the one with the highest number among the known one and the genuine files.

    A sync client may have brought a later one from another computer. Raises VaultTooNew.
    """
    files = read_both(path)
    newest_format = max(file.needs_format for file in files)
    if newest_format:
        raise VaultTooNew(
            tr(
                "The record in “{path}” was changed to format {format} in the meantime, and this program knows formats up "
                "to {known}.",
                path=str(path),
                format=str(newest_format),
                known=str(header.FORMAT),
            ),
            tr("Nothing was changed. Lock your record and open it with the newest version of the program."),
        )
    sound = [file.copy for file in files if file.copy is not None and file.copy.is_genuine(key)]
    return max((header.parse(known).header, *(copy.header for copy in sound)), key=lambda one: one.seq)


def remove_left(path: Path) -> None:
    """Remove what an interrupted change of the header left beside it; the caller holds the vault open, so nobody is writing now."""
    for left in path.glob(f"{MAIN}*{durable.TEMPORARY}"):
        with contextlib.suppress(OSError):
            durable.remove(left)


def put_right(path: Path, found: Found, key: VaultKey, packed: bytes) -> tuple[Noticed, ...]:
    """Bring an unreadable or older copy up to the one that counts; leave alone one that this vault's key did not write.

    Returns:
        A sentence for each copy that was not as it should be. Raises OSError.
    """
    notices: list[Noticed] = []
    for file in found.files:
        if file.copy is not None and file.copy.raw == packed:
            continue
        if file.copy is not None and not file.copy.is_genuine(key):
            notices.append(Noticed(file.name, _told(replace(file, fault=flaws.ALTERED_OR_FOREIGN)), mended=False))
            continue
        durable.write_in_place(path / file.name, (packed,))
        restored = tr(
            "{flaw} It was restored from the other copy of the key header.",
            flaw=str((file.fault or flaws.OLDER).with_values(file=file.name)),
        )
        notices.append(Noticed(file.name, restored, mended=True))
    return tuple(notices)
