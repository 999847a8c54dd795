"""Opening the vault that a verb works on."""

from argparse import Namespace
from collections.abc import Callable
from contextlib import closing

from ism_desktop import settings, vault
from ism_desktop.command_line import passphrase
from ism_desktop.command_line.output import note, progress
from ism_desktop.records import erasing
from ism_desktop.vault import Vault, VaultSummary
from ism_desktop.vault.multi_device import Computer


def open_vault(words: Namespace, target: Callable[[VaultSummary], object] | None = None) -> "closing[Vault]":
    """Look at the vault before asking for its passphrase, then unlock it; say what was put right.

    `target` sees whether the place to be written to does, also before the passphrase: what cannot be done is said at once.
    """
    seen = vault.look(words.vault)
    if target is not None:
        target(seen)
    return unlock(words, passphrase.get(words.passphrase_fd))


def unlock(words: Namespace, typed: str) -> "closing[Vault]":
    """Unlock the vault with what was typed; say what was put right."""
    with progress() as shown:
        opened = vault.unlock(words.vault, typed, shown, computer=Computer(settings.config_folder()))
    erasing.finish_at_opening(opened)
    for notice in opened.notices:
        note(notice)
    return closing(opened)
