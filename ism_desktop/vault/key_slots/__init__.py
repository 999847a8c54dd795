"""The ways into a vault: passphrases, the recovery sheet, and the keyring of a computer; what a person may do with each."""

from ism_desktop.errors import (
    KeyringUnavailable,
    LastUnlockMethod,
    MistypedGroups,
    NoSuchUnlockMethod,
    TooManyUnlockMethods,
    WrongRecoveryCode,
)
from ism_desktop.vault.key_slots.passphrase_ways import add_passphrase, change_passphrase, set_passphrase_after_recovery
from ism_desktop.vault.key_slots.recovery import (
    cancel_recovery_code,
    draft_recovery_code,
    present_recovery_code,
    test_recovery_code,
    unlock_with_recovery,
    use_recovery_code,
)
from ism_desktop.vault.key_slots.recovery_code import RecoveryCode, group_is_valid, wrong_groups
from ism_desktop.vault.key_slots.slots import UnlockMethod, check_passphrase, listed, remove
from ism_desktop.vault.key_slots.this_computer import (
    forget_here,
    is_remembered,
    own_way,
    remember_here,
    unlock_remembered,
)

__all__ = [
    "KeyringUnavailable",
    "LastUnlockMethod",
    "MistypedGroups",
    "NoSuchUnlockMethod",
    "RecoveryCode",
    "TooManyUnlockMethods",
    "UnlockMethod",
    "WrongRecoveryCode",
    "add_passphrase",
    "cancel_recovery_code",
    "change_passphrase",
    "check_passphrase",
    "draft_recovery_code",
    "forget_here",
    "group_is_valid",
    "is_remembered",
    "listed",
    "own_way",
    "present_recovery_code",
    "remember_here",
    "remove",
    "set_passphrase_after_recovery",
    "test_recovery_code",
    "unlock_remembered",
    "unlock_with_recovery",
    "use_recovery_code",
    "wrong_groups",
]
