"""The vault: from a passphrase to keys, an encrypted database, encrypted files, and an open `Vault` to work with."""

from sqlalchemy.orm import Session

from ism_desktop.vault.creating import create, require_free
from ism_desktop.vault.document_files import DocumentFiles, StoredFile
from ism_desktop.vault.header import FORMAT
from ism_desktop.vault.keys import KeyCost
from ism_desktop.vault.opening import VaultSummary, look, unlock
from ism_desktop.vault.sqlcipher import DatabaseError
from ism_desktop.vault.vault import Vault

__all__ = [
    "FORMAT",
    "DatabaseError",
    "DocumentFiles",
    "KeyCost",
    "Session",
    "StoredFile",
    "Vault",
    "VaultSummary",
    "create",
    "look",
    "require_free",
    "unlock",
]
