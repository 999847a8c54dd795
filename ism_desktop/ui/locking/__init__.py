"""Locking: by itself after a while, when the computer sleeps or is locked, and leaving nothing readable behind."""
