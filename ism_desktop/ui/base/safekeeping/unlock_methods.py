"""What opens a record, in words: every way in that it has, since a copy of it opens with all of them."""

from collections.abc import Sequence

from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.key_slots import WayIn


def what_opens(ways: Sequence[WayIn]) -> str:
    """All ways in: “your passphrase, Anna’s passphrase and the recovery sheet”."""
    named = [_words(way) for way in ways]
    named.sort(key=lambda words: words != "your passphrase")
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _words(way: WayIn) -> str:
    if way.kind == "recovery":
        return "the recovery sheet"
    if way.kind == "keyring":
        return f"the key that the computer “{way.label}” remembers"
    return f"{way.label}’s passphrase" if way.label else "your passphrase"


def without_passphrase(vault: Vault) -> str:
    """What it means that there is no recovery sheet if the passphrase is forgotten: somebody else, or another key, may still open it."""
    others = [
        way for way in key_slots.listed(vault) if way.kind != "recovery" and (way.kind != "passphrase" or way.label)
    ]
    if not others:
        return "nobody can open your record"
    return f"only {what_opens(others)} can open your record"
