"""Passphrases of ordinary words, drawn at random.

The words are the large list of the Electronic Frontier Foundation (CC BY 3.0 US), 7,776 of them: each adds 12.9 bits, so five are 64.6
bits, each guess of which costs half a second and 256 MB.
"""

import secrets
from functools import cache

from ism_desktop.library import resources


@cache
def words() -> tuple[str, ...]:
    """The words to draw from."""
    return tuple(resources.path("words", "eff_large.txt").read_text("ascii").split())


def suggest(count: int = 5) -> str:
    """Some words with spaces between: at five words over 64 bits."""
    return " ".join(secrets.choice(words()) for _ in range(count))
