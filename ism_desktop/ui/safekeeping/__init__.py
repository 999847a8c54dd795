"""Keeping the record safe: backups, checks, restoring, and what Home and the place “Backup & keys” say of them."""
