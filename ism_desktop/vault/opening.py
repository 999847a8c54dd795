"""Looking at a vault before its passphrase is known, and unlocking it."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ism_desktop.errors import (
    IsmError,
    VaultDamaged,
    VaultNotWritable,
    VaultTooNew,
    WrongPassphrase,
)
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import (
    creating,
    database,
    durable,
    header,
    header_files,
    recognising,
    snapshots,
)
from ism_desktop.vault.database import Database
from ism_desktop.vault.header import HeaderCopy, Slot
from ism_desktop.vault.header_files import Noticed
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.migrations.step import Step, migrate, version
from ism_desktop.vault.multi_device import concerns
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.multi_device.concerns import OpenElsewhere
from ism_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class VaultSummary:
    """What a vault tells before its passphrase is known. `unlock_methods` are the kinds of its key slots.

    `open_elsewhere` is the other computer that seems to have it open; asked only when `look` was told which computer this is.
    """

    path: Path
    vault_id: str
    created: str
    unlock_methods: tuple[str, ...]
    notices: tuple[str, ...]
    open_elsewhere: OpenElsewhere | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """How somebody asks to be let in: what a slot gives for it, what to call the step, and what to raise if none gives the key."""

    opens: Callable[[Slot, str], VaultKey | None]
    step: str
    wrong: IsmError


# Looking ------------------------------------------------------------------------------------------------------------------


def look(path: Path, *, computer: Computer | None = None) -> VaultSummary:
    """See whether a folder holds a vault that this program can open, without a passphrase, and whether another computer has it open.

    Raises:
        VaultMissing, VaultDamaged, VaultTooNew.
    """
    path = path.absolute()
    recognising.require_vault(path)
    found = header_files.find(path)
    counts = found.copies[0].header
    notices = tuple(notice.sentence for notice in found.notices)
    elsewhere = None if computer is None else concerns.open_elsewhere(path, computer)
    return VaultSummary(
        path, counts.vault_id, counts.created, tuple(slot.kind for slot in counts.slots), notices, elsewhere
    )


# Unlocking ----------------------------------------------------------------------------------------------------------------


def unlock(
    path: Path,
    passphrase: str,
    progress: Progress = no_progress,
    *,
    steps: Sequence[Step] = STEPS,
    computer: Computer | None = None,
    read_only: bool = False,
) -> Vault:
    """Open a vault with a passphrase, and bring an older one up to date after keeping a snapshot of it.

    Derives the key in the calling thread, which takes about a second.

    Args:
        path: the vault's folder.
        passphrase: as it was typed.
        progress: three steps.
        steps: the migrations that this program knows.
        computer: this computer; without it nobody notices an older vault or another computer's window, nor that computer ours.
        read_only: change nothing, for a look while another computer has it open. So it opens also where the folder cannot be written.

    Raises:
        VaultMissing, VaultDamaged, VaultTooNew, WrongPassphrase, VaultInUse, VaultNotWritable.
    """

    def opens(slot: Slot, vault_id: str) -> VaultKey | None:
        return slot.open_with_passphrase(vault_id, passphrase)

    ask = Asking(opens, tr("Checking the passphrase"), wrong_passphrase())
    return unlock_with(path, ask, progress, steps=steps, computer=computer, read_only=read_only)


def unlock_with(
    path: Path,
    ask: Asking,
    progress: Progress = no_progress,
    *,
    steps: Sequence[Step] = STEPS,
    computer: Computer | None = None,
    read_only: bool = False,
) -> Vault:
    """Open a vault by any way in; the rest as `unlock`."""
    path = path.absolute()
    recognising.require_vault(path)
    found = header_files.find(path)
    progress(0, 3, ask.step)
    key, opened_by, slot = _way_through(path, found, ask)
    packed = next(copy.raw for copy in found.copies if copy.is_genuine(key))
    progress(1, 3, tr("Opening your record"))
    read_only = read_only or not durable.is_writable(path)
    opened = Database.open(path / database.FILE, key, read_only=read_only)
    try:
        if _is_behind(opened, steps):
            progress(2, 3, tr("Updating your record"))
            _bring_up_to_date(opened, key, packed, steps)
        if opened_by.raw != packed:
            # Left as it is: a change that was interrupted shuts nobody out, neither by the former passphrase nor by the new one.
            noticed = (*found.notices, _unsettled(found, opened_by))
        else:
            noticed = found.notices if read_only else _put_right(path, found, key, packed)
        if opened.salt_repaired:
            restored = tr("The first bytes of {file} were damaged; they were restored.", file=database.FILE)
            noticed += (Noticed(database.FILE, restored, mended=True),)
        header_seq = header.parse(packed).header.seq
        seen = concerns.at_opening(path, key, opened.generation, header_seq, computer)
        vault = Vault(path, key, opened, packed, noticed, concerns=seen, computer=computer, opened_by=slot)
        if not any(isinstance(concern, concerns.OlderThanLastSeen) for concern in seen):
            vault.accept_older()
    except BaseException:
        opened.close()
        raise
    if not read_only:
        _renew_read_me(path)
        vault.files.tidy()
        snapshots.forget_damaged(path)
        header_files.remove_left(path)
    return vault


def _renew_read_me(path: Path) -> None:
    """Write the plain words anew if they were damaged, lost, or come from an older program."""
    read_me = path / creating.READ_ME_FILE
    with contextlib.suppress(OSError):
        if not read_me.is_file() or read_me.read_bytes() != creating.READ_ME.encode():
            durable.write_in_place(read_me, (creating.READ_ME.encode(),))


def key_for(path: Path, found: header_files.Found, passphrase: str) -> VaultKey:
    """The vault's key, for who knows the passphrase of one of its slots. Raises WrongPassphrase, VaultDamaged."""

    def opens(slot: Slot, vault_id: str) -> VaultKey | None:
        return slot.open_with_passphrase(vault_id, passphrase)

    return _way_through(path, found, Asking(opens, tr("Checking the passphrase"), wrong_passphrase()))[0]


def _way_through(path: Path, found: header_files.Found, ask: Asking) -> tuple[VaultKey, HeaderCopy, Slot]:
    """The vault's key, the copy of the header that gave it, the latest first, and the slot. Raises what `ask` says, or VaultDamaged."""
    altered = False
    foreign: tuple[VaultKey, HeaderCopy, Slot] | None = None
    for copy in found.copies:
        for slot in copy.header.slots:
            key = ask.opens(slot, copy.header.vault_id)
            if key is not None and copy.is_genuine(key):
                if copy.header.vault_id == found.copies[-1].header.vault_id or database.begins_as_of(path, key):
                    return key, copy, slot
                foreign = foreign or (
                    key,
                    copy,
                    slot,
                )  # another vault's, of the same passphrase: the twin may be this one's
            altered = altered or key is not None
    if foreign is not None:
        return foreign
    if altered:
        raise VaultDamaged(
            tr(
                "What you typed is right, but another program changed the key header {file} in “{folder}”.",
                file=header_files.MAIN,
                folder=str(path),
            ),
            tr(
                "Copy {file} and {twin} from a backup of this record into the folder and try again.",
                file=header_files.MAIN,
                twin=header_files.TWIN,
            ),
        )
    raise ask.wrong


def _unsettled(found: header_files.Found, opened_by: HeaderCopy) -> Noticed:
    name = next(file.name for file in found.files if file.copy is not None and file.copy.raw == opened_by.raw)
    sentence = tr(
        "{file} is from before the last change of a key, which did not reach it: the former unlock method and the "
        "new one both open this record. Change the passphrase once more to settle it.",
        file=name,
    )
    return Noticed(name, sentence, mended=False)


def wrong_passphrase() -> WrongPassphrase:
    """The sentence for what opens no passphrase slot."""
    return WrongPassphrase(
        tr("Your record is undamaged, but what you typed does not open it."),
        tr("Check Caps Lock and the keyboard’s language, and show the passphrase while you type it."),
    )


def _is_behind(opened: Database, steps: Sequence[Step]) -> bool:
    with opened.named_failures():
        taken = version(opened.engine)
    latest = len(steps)
    if taken > latest:
        raise VaultTooNew(
            tr(
                "The record in “{path}” has version {version}, and this program knows versions up to {known}.",
                path=str(opened.path.parent),
                version=str(taken),
                known=str(latest),
            ),
            tr("Install the newest version of the program and open the record with it. Nothing was changed."),
        )
    if taken < latest and opened.read_only:
        raise VaultNotWritable(
            tr(
                "The record in “{path}” comes from an older version of the program and has to be updated, but nothing can "
                "be written to its folder.",
                path=str(opened.path.parent),
            ),
            tr("Copy the whole folder to a folder of your own and open the copy."),
        )
    return taken < latest


def _bring_up_to_date(opened: Database, key: VaultKey, packed: bytes, steps: Sequence[Step]) -> None:
    snapshots.take(opened, key, packed)
    with opened.named_failures():
        migrate(opened.engine, steps)
    if opened.check():
        raise VaultDamaged(
            tr(
                "The record in “{path}” was updated, and the check afterwards found damage.",
                path=str(opened.path.parent),
            ),
            tr(
                "A copy from before was kept: it is the newest file in the folder “snapshots”. "
                "Stop working in it, and ask for help with both at hand."
            ),
        )


def _put_right(path: Path, found: header_files.Found, key: VaultKey, packed: bytes) -> tuple[Noticed, ...]:
    try:
        return header_files.put_right(path, found, key, packed)
    except OSError:
        # A full disk: the sound copy opens the vault all the same, and the next opening tries again.
        return found.notices
