"""The encrypted file that holds the text of a document's pages, opened: plain rows, as `documents/texts` packs them."""

import gzip
import json
from typing import Any

from ism_desktop.vault import Vault


def unpacked(vault: Vault, text_file_id: str) -> bytes:
    """The text as plain JSON: how it leaves the vault. Raises VaultDamaged."""
    # The vault vouches that these are the bytes that were packed.
    return gzip.decompress(vault.files.read(text_file_id))


def pages(vault: Vault, text_file_id: str) -> list[dict[str, Any]]:
    """Every page: "text", "source", "size", "words" as rows, and "turns" and "read" where there are any. Raises VaultDamaged."""
    return json.loads(unpacked(vault, text_file_id))["pages"]
