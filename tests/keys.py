"""The passphrase of a test's vault, and a cost of its key that delays nobody."""

from ism_desktop.vault import KeyCost

PASSPHRASE = "correct horse battery staple"
CHEAP = KeyCost(memory_kib=1024, iterations=1, lanes=1)
