"""Passphrases as ways into an open vault: changing one, adding another person's, and setting one after recovery."""

import time

from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import keys
from ism_desktop.vault.header import PASSPHRASE, Slot
from ism_desktop.vault.key_slots import slots
from ism_desktop.vault.key_slots.slots import UnlockMethod
from ism_desktop.vault.keys import KeyCost
from ism_desktop.vault.opening import wrong_passphrase
from ism_desktop.vault.vault import Vault


def change_passphrase(
    vault: Vault, old: str, new: str, progress: Progress = no_progress, *, cost: KeyCost | None = None
) -> None:
    """Replace the passphrase that `old` is. Two small files are written, whatever the size of the vault.

    Copies of the vault made before, such as backups, still open with the old one.

    Args:
        vault: open, in this program.
        old: as it was typed.
        new: at least twelve characters.
        progress: two slow steps.
        cost: what guessing the new one costs; else at least what it cost so far, and more if this computer is faster.

    Raises:
        PassphraseTooShort, WrongPassphrase, NoSuchUnlockMethod, VaultNotWritable, VaultTooNew, VaultClosed: nothing was changed.
    """
    keys.require_length(new)
    progress(0, 2, tr("Checking the passphrase"))
    started = time.perf_counter()
    slot = slots.slot_opened_by(vault, old)
    seconds = time.perf_counter() - started
    if slot is None or slot.cost is None:
        raise wrong_passphrase()
    # What the check just took tells how fast this computer is. It may have tried other slots before, which only makes it seem slower.
    _replace(vault, slot, new, progress, cost or slot.cost.raised(seconds))


def set_passphrase_after_recovery(
    vault: Vault,
    new: str,
    way_id: str | None = None,
    progress: Progress = no_progress,
    *,
    cost: KeyCost | None = None,
) -> None:
    """Replace a forgotten passphrase in a vault that was opened with its recovery sheet.

    `way_id` is the one that was forgotten; without it the first, which is that of whoever made the vault. Others stay as they are.
    Raises as `change_passphrase`, but for WrongPassphrase.
    """
    keys.require_length(new)
    passphrases = [slot for slot in slots.header_of(vault).slots if slot.kind == PASSPHRASE]
    chosen = [slot for slot in passphrases if way_id is None or slot.id == way_id]
    if not chosen:
        raise slots.no_such_way()
    progress(0, 2, tr("Adjusting the encryption to this computer"))
    _replace(vault, chosen[0], new, progress, cost or _usual_cost(vault))


def add_passphrase(
    vault: Vault, passphrase: str, label: str, progress: Progress = no_progress, *, cost: KeyCost | None = None
) -> UnlockMethod:
    """Let another person in with a passphrase of their own; `label` is their name.

    Raises:
        PassphraseTooShort, TooManyUnlockMethods, VaultNotWritable, VaultTooNew, VaultClosed: nothing was changed.
    """
    keys.require_length(passphrase)
    progress(0, 2, tr("Adjusting the encryption to this computer"))
    cost = cost or _usual_cost(vault)
    progress(1, 2, tr("Creating the key"))
    made = Slot.for_passphrase(vault.open_key(), passphrase, cost, created=slots.now(), label=label.strip())
    return slots.add(vault, made)


def _replace(vault: Vault, slot: Slot, new: str, progress: Progress, cost: KeyCost) -> None:
    progress(1, 2, tr("Creating the new key"))
    made = Slot.for_passphrase(vault.open_key(), new, cost, created=slots.now(), label=slot.label, slot_id=slot.id)
    slots.put(vault, made)


def _usual_cost(vault: Vault) -> KeyCost:
    """What a guess costs on this computer, and never less than for the passphrases that the vault has."""
    cost = KeyCost.calibrated()
    for slot in slots.header_of(vault).slots:
        if slot.cost is not None:
            cost = cost.at_least(slot.cost)
    return cost
