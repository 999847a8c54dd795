"""“Remember on this computer”: a slot whose secret the keyring of the person's account keeps, one for each computer.

Neither the vault's key nor the passphrase ever goes into the keyring. If it forgets, nothing is lost: the passphrase works as before.
"""

import contextlib
import hashlib
import secrets
from pathlib import Path

from ism_desktop.errors import IsmError, KeyringUnavailable
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import header_files
from ism_desktop.vault.header import KEYRING, Header, Slot
from ism_desktop.vault.key_slots import os_keyring, slots
from ism_desktop.vault.key_slots.os_keyring import TIME_LIMIT, Entry
from ism_desktop.vault.key_slots.slots import UnlockMethod
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.opening import Asking, unlock_with
from ism_desktop.vault.vault import Vault

_SECRET_BYTES = 32


def remember_here(vault: Vault, computer: Computer, time_limit: float = TIME_LIMIT) -> UnlockMethod:
    """Let the keyring of this computer open the vault: its entry is written and read back, and only then the slot written.

    Any program of the same account can read the keyring while it is open; the person has to be told so before.

    Raises:
        KeyringUnavailable, TooManyUnlockMethods, VaultNotWritable, VaultTooNew, VaultClosed: nothing was changed.
    """
    key, slot_id = vault.open_key(), _slot_id(vault.vault_id, computer)
    entry = Entry(vault.vault_id, slot_id, time_limit)
    present = _slot_of(slots.header_of(vault), slot_id)
    if present is not None:
        kept = entry.fetch()
        if kept is not None and present.open_with_secret(vault.vault_id, kept) == key:
            return UnlockMethod.of(present)
    slots.require_room(vault, slot_id)
    secret = secrets.token_bytes(_SECRET_BYTES)
    entry.keep(secret)
    made = Slot.for_secret(key, secret, KEYRING, created=slots.now(), label=computer.label, slot_id=slot_id)
    try:
        return slots.add(vault, made, instead_of=lambda slot: slot.id == slot_id)
    except IsmError:
        # An entry without its slot opens nothing; it is only cleared away.
        with contextlib.suppress(KeyringUnavailable):
            entry.forget()
        raise


def forget_here(vault: Vault, computer: Computer, time_limit: float = TIME_LIMIT) -> None:
    """Let the keyring of this computer open the vault no more: the slot goes first, then the keyring's entry.

    Raises:
        VaultNotWritable, VaultTooNew, VaultClosed: nothing was changed.
        KeyringUnavailable: the slot is gone, and only the entry, which opens this vault no more, could not be removed.
    """
    slot_id = _slot_id(vault.vault_id, computer)
    if _slot_of(slots.header_of(vault), slot_id) is not None:
        vault.rewrite_header(lambda present: slots.without(present, {slot_id}))
    try:
        Entry(vault.vault_id, slot_id, time_limit).forget()
    except KeyringUnavailable as error:
        raise KeyringUnavailable(
            tr(
                "The keyring of this computer no longer opens your record, but its entry could not be removed. {what}",
                what=error.what,
            ),
            tr("This does no harm to your record; only earlier copies, such as backups, could be opened with it here."),
        ) from error


def is_remembered(path: Path, computer: Computer) -> bool:
    """Whether a vault, open or not, has a slot of this computer. The keyring is not asked, and an unusable vault is not remembered."""
    copies = [file.copy for file in header_files.read_both(path) if file.copy is not None]
    if not copies:
        return False
    latest = max(copies, key=lambda copy: copy.header.seq).header
    return _slot_of(latest, _slot_id(latest.vault_id, computer)) is not None


def own_way(vault: Vault, computer: Computer) -> UnlockMethod | None:
    """The way in of this computer, if it remembers. The keyring is not asked."""
    slot = _slot_of(slots.header_of(vault), _slot_id(vault.vault_id, computer))
    return None if slot is None else UnlockMethod.of(slot)


def unlock_remembered(
    path: Path,
    progress: Progress = no_progress,
    *,
    computer: Computer,
    time_limit: float = TIME_LIMIT,
    read_only: bool = False,
) -> Vault:
    """Open a vault with what the keyring of this computer keeps.

    Raises:
        KeyringUnavailable: ask for the passphrase then; else as `vault.unlock`.
    """
    found = header_files.find(path.absolute())
    vault_id = found.copies[0].header.vault_id
    slot_id = _slot_id(vault_id, computer)
    progress(0, 3, tr("Asking the keyring"))
    secret = Entry(vault_id, slot_id, time_limit).fetch()
    if secret is None:
        raise os_keyring.unavailable("lost")

    def opens(slot: Slot, of_vault: str) -> VaultKey | None:
        return slot.open_with_secret(of_vault, secret) if slot.id == slot_id and slot.kind == KEYRING else None

    ask = Asking(opens, tr("Checking the key"), os_keyring.unavailable("other"))
    return unlock_with(path, ask, progress, computer=computer, read_only=read_only)


def _slot_id(vault_id: str, computer: Computer) -> str:
    """The id of this computer's slot: by the computer's random id, because two computers may have the same name."""
    return hashlib.sha256(f"ismv/keyring/{vault_id}/{computer.id}".encode()).hexdigest()[:16]


def _slot_of(header: Header, slot_id: str) -> Slot | None:
    return next((slot for slot in header.slots if slot.id == slot_id and slot.kind == KEYRING), None)
