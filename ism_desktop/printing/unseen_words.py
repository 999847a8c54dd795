"""Which words are laid unseen over the pages of a bound document: those read from its pictures, as a person corrected them.

A page that brings its own good text keeps it and gets none. What is painted black is in no picture, so it was read by nobody.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ism_desktop.records import text_files
from ism_desktop.vault import Vault
from ism_desktop.worker import PageWords

_OWN_TEXT = (
    100  # how sure the words are that a page has as text of its own; those of another program's reading are less
)


def of_document(vault: Vault, text_file_id: str | None) -> Callable[[], Mapping[int, PageWords]]:
    """Looks the words up when the document's turn comes, by page from 0. The function raises VaultDamaged."""
    return partial(_words, vault, text_file_id)


def _words(vault: Vault, text_file_id: str | None) -> dict[int, PageWords]:
    if text_file_id is None:
        return {}
    found = text_files.pages(vault, text_file_id)
    return {number: _of_page(page) for number, page in enumerate(found) if page["words"] and _is_laid_over(page)}


def _is_laid_over(page: Mapping[str, Any]) -> bool:
    """Whether the words were read from a picture, or were put there by another program and then corrected by the person."""
    is_corrected = page.get("read") is not None
    return page["source"] == "ocr" or (is_corrected and any(row[5] < _OWN_TEXT for row in page["words"]))


def _of_page(page: Mapping[str, Any]) -> PageWords:
    return PageWords(page["words"], (page["size"][0], page["size"][1]), page.get("turns", 0))
