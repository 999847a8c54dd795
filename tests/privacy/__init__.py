"""Proofs that nothing private gets out of the program: not to the disk, not to a network, not through memory after a lock."""
