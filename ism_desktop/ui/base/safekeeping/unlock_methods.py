"""What opens a record, in words: every key that it has, since a copy of it opens with all of them."""

from collections.abc import Sequence

from ism_desktop.language import in_use, tr
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.key_slots import UnlockMethod


def what_opens(ways: Sequence[UnlockMethod]) -> str:
    """All keys as a list: “your passphrase, Anna’s passphrase and the recovery sheet”."""
    own_first = sorted(ways, key=lambda way: way.kind != "passphrase" or bool(way.label))
    return in_use().listed(_words(way) for way in own_first)


def _words(way: UnlockMethod) -> str:
    if way.kind == "recovery":
        return tr("the recovery sheet")
    if way.kind == "keyring":
        return tr("the key saved on “{computer}”", computer=way.label)
    return tr("{name}’s passphrase", name=way.label) if way.label else tr("your passphrase")


def without_passphrase(vault: Vault) -> str:
    """What it means that there is no recovery sheet: if the passphrase is forgotten, somebody else or another key may still open it."""
    others = [
        way for way in key_slots.listed(vault) if way.kind != "recovery" and (way.kind != "passphrase" or way.label)
    ]
    if not others:
        return tr("If you forget your passphrase, nobody can open your record.")
    return tr("If you forget your passphrase, your record can only be opened with: {keys}.", keys=what_opens(others))
