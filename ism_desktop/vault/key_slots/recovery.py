"""The recovery sheet as a way into the vault: drafting its digits, using them, showing, testing and cancelling them, and opening with them.

The sheet's secret is derived from the vault's key and the salt of the sheet's own slot. So whoever has the vault open can print the sheet
again, though nothing more is stored than the slot; and a new slot has a new salt, hence new digits.
"""

import secrets
from pathlib import Path

from ism_desktop.errors import WrongRecoveryCode
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import keys
from ism_desktop.vault.header import RECOVERY, Header, Slot
from ism_desktop.vault.key_slots import slots
from ism_desktop.vault.key_slots.recovery_code import SECRET_BYTES, RecoveryCode
from ism_desktop.vault.key_slots.slots import UnlockMethod
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.opening import Asking, unlock_with
from ism_desktop.vault.vault import Vault


def draft_recovery_code(vault: Vault) -> RecoveryCode:
    """Fresh digits, in memory only: they open nothing until `use_recovery_code`. Raises VaultClosed."""
    return _code_for(vault.open_key(), secrets.token_bytes(16))


def use_recovery_code(vault: Vault, code: RecoveryCode) -> UnlockMethod:
    """Let drafted digits open the vault, and cancel those before.

    Raises:
        TooManyUnlockMethods, VaultNotWritable, VaultTooNew, VaultClosed: nothing was changed.
        ValueError: the digits were not drafted for this vault.
    """
    key = vault.open_key()
    if code.salt is None or _code_for(key, code.salt) != code:
        raise ValueError("only digits that were drafted for this vault can be used")
    made = Slot.for_secret(key, code.secret, RECOVERY, created=slots.now(), salt=code.salt)
    if made.open_with_secret(vault.vault_id, code.secret) != key:
        raise ValueError("the slot does not open with its own digits")
    return slots.add(vault, made, instead_of=lambda slot: slot.kind == RECOVERY)


def present_recovery_code(vault: Vault) -> RecoveryCode | None:
    """The digits that open the vault now, to print them again; none if there is no sheet. Raises VaultClosed."""
    key = vault.open_key()
    for slot in _sheets(slots.header_of(vault)):
        code = _code_for(key, slot.salt)
        if slot.open_with_secret(vault.vault_id, code.secret) == key:
            return code
    return None


def test_recovery_code(vault: Vault, code: RecoveryCode) -> bool:
    """Whether these digits open the vault, as it stands now. Raises VaultClosed."""
    key = vault.open_key()
    sheets = _sheets(slots.header_of(vault))
    return any(slot.open_with_secret(vault.vault_id, code.secret) == key for slot in sheets)


def cancel_recovery_code(vault: Vault) -> None:
    """Let no sheet open the vault any more. Backups made before still open with it. Raises VaultNotWritable, VaultTooNew, VaultClosed."""

    def without(present: Header) -> Header:
        return slots.without(present, {slot.id for slot in _sheets(present)})

    if _sheets(slots.header_of(vault)):
        vault.rewrite_header(without)


def unlock_with_recovery(
    path: Path,
    code: RecoveryCode,
    progress: Progress = no_progress,
    *,
    computer: Computer | None = None,
    read_only: bool = False,
) -> Vault:
    """Open a vault with the digits of its recovery sheet.

    Raises:
        WrongRecoveryCode; else as `vault.unlock`.
    """

    def opens(slot: Slot, vault_id: str) -> VaultKey | None:
        return slot.open_with_secret(vault_id, code.secret) if slot.kind == RECOVERY else None

    wrong = WrongRecoveryCode(
        tr("The digits are typed correctly, but they do not belong to this record’s recovery sheet."),
        tr(
            "A new sheet cancels the one before: look for the latest one, and check that it is for this record. "
            "The passphrase works as before."
        ),
    )
    ask = Asking(opens, tr("Checking the digits"), wrong)
    return unlock_with(path, ask, progress, computer=computer, read_only=read_only)


def _sheets(header: Header) -> tuple[Slot, ...]:
    return tuple(slot for slot in header.slots if slot.kind == RECOVERY)


def _code_for(key: VaultKey, salt: bytes) -> RecoveryCode:
    return RecoveryCode(key.derive(keys.RECOVERY, SECRET_BYTES, salt.hex()), salt)
