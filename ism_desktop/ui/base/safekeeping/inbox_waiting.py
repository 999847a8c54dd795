"""How many things wait in the inbox of an open vault, for the notes on Home."""

from ism_desktop.vault import Vault, inbox


def waiting(vault: Vault) -> int:
    """How many things were left while the vault was locked and are not sorted yet."""
    return inbox.count(vault.path)
