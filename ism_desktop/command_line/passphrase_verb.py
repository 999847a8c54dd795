"""The verb passphrase: changes a passphrase, or sets a new one with the digits of the recovery sheet."""

from argparse import Namespace
from contextlib import closing

from ism_desktop import settings, vault
from ism_desktop.command_line import passphrase
from ism_desktop.command_line.opening import unlock
from ism_desktop.command_line.output import Output, note, progress
from ism_desktop.errors import ExitStatus
from ism_desktop.language import tr
from ism_desktop.vault import key_slots, keys
from ism_desktop.vault.multi_device import Computer


def change(words: Namespace, output: Output) -> ExitStatus:
    """Change the passphrase; with --recovery, when it was forgotten."""
    vault.look(words.vault)
    old, new = passphrase.get_change(words.passphrase_fd, recovery=words.recovery)
    keys.require_length(new)
    if words.recovery:
        _set_with_recovery(words, key_slots.RecoveryCode.parse(old), new)
    else:
        with unlock(words, old) as opened, progress() as shown:
            key_slots.change_passphrase(opened, old, new, shown)
    path = str(words.vault.absolute())
    output.item({"vault": path, "changed": True}, tr("Passphrase changed: {path}", path=path))
    note(tr("Backups made before still open with the old passphrase."))
    return ExitStatus.DONE


def _set_with_recovery(words: Namespace, code: key_slots.RecoveryCode, new: str) -> None:
    computer = Computer(settings.config_folder())
    with (
        progress() as shown,
        closing(key_slots.unlock_with_recovery(words.vault, code, shown, computer=computer)) as opened,
    ):
        for notice in opened.notices:
            note(notice)
        key_slots.set_passphrase_after_recovery(opened, new, progress=shown)
