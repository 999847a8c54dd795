"""The place Backup & keys: how the record is kept safe, and what opens it."""
