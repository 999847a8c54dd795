"""The encrypted file that holds the text of a document's pages, opened: plain rows, as `documents/texts` packs them."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

from ism_desktop.vault import Vault

VERSION = 1
HEAD = f'{{"version":{VERSION},"pages":['
"""How `documents/texts` begins such a file."""

# As keys alone: in a text their quotation marks would be escaped.
_WORDS = b'"words":['
_SIZE = re.compile(rb'"size":\[([-+.\deE]+),([-+.\deE]+)\]')


def unpacked(vault: Vault, text_file_id: str) -> bytes:
    """The text as plain JSON: how it leaves the vault. Raises VaultDamaged."""
    # The vault vouches that these are the bytes that were packed.
    return gzip.decompress(vault.files.read(text_file_id))


def sizes(vault: Vault, text_file_id: str) -> list[tuple[float, float]]:
    """Width and height in points of every page, as shown. Raises VaultDamaged.

    Without making anything of the words: of a long document that takes ten times as long.
    """
    content = unpacked(vault, text_file_id)
    found = _SIZE.findall(content)
    if found and len(found) == content.count(_WORDS):
        return [(float(width), float(height)) for width, height in found]
    # Another program wrote it in its own way.
    return [(page["size"][0], page["size"][1]) for page in json.loads(content)["pages"]]


def pages(vault: Vault, text_file_id: str) -> Iterator[dict[str, Any]]:
    """Every page: "text", "source", "size", "words" as rows, and "turns" and "read" where there are any. Raises VaultDamaged.

    One after the other: all at once, reading a long document would hold up every other thread.
    """
    content = unpacked(vault, text_file_id).decode("utf-8")
    if not content.startswith(HEAD):
        yield from json.loads(content)["pages"]
        return
    place, decoder = len(HEAD), json.JSONDecoder()
    while content[place] != "]":
        page, place = decoder.raw_decode(content, place + (content[place] == ","))
        yield page
