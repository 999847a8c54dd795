"""The text of a document's pages as it is kept: one encrypted file for each document, packed JSON with every word's box."""

import gzip
import json
import math
from collections.abc import Callable, Sequence
from typing import Any, cast

from ism_desktop.records import store, text_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Notice, PageText, Word

MEDIA_TYPE = "application/gzip"

_UNREADABLE = "unreadable_pages"
_PACKING = 6


def packed(pages: Sequence[PageText], sizes: Sequence[tuple[float, float]]) -> bytes:
    """The pages as bytes: `{"version", "pages": [{"text", "source", "size", "words": [[text, x0, y0, x1, y1, confidence], …]}, …]}`,
    and "turns" of a page that does not lie upright, and "read", what was read on a page whose text a person corrected.

    `sizes` are the width and height in points of each page as shown: the viewer lays its pages out before any picture is there.
    """
    content = {
        "version": text_files.VERSION,
        "pages": [
            {
                "text": page.text,
                "source": page.source,
                "size": size,
                **({"turns": page.turns} if page.turns else {}),
                **({} if page.read is None else {"read": page.read}),
                "words": [(word.text, word.x0, word.y0, word.x1, word.y1, word.confidence) for word in page.words],
            }
            for page, size in zip(pages, sizes, strict=True)
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), _PACKING, mtime=0)


def packed_again(untrusted: bytes, pages: int) -> bytes:
    """Pack what `unpacked` gave out, after it was outside. Raises ValueError when it is not the text of a document with so many pages."""
    content: object = json.loads(untrusted.decode("utf-8"))
    found = cast("dict[str, object]", content) if isinstance(content, dict) else {}
    if found.get("version") != text_files.VERSION or not _is_list(found.get("pages"), pages, _is_page):
        raise ValueError("not the pages of this document")
    return gzip.compress(untrusted, _PACKING, mtime=0)


def _is_list(value: object, count: int | None, fits: Callable[[object], bool]) -> bool:
    if not isinstance(value, list):
        return False
    items = cast("list[object]", value)
    return count in {None, len(items)} and all(fits(item) for item in items)


def _is_page(untrusted: object) -> bool:
    page = cast("dict[str, object]", untrusted) if isinstance(untrusted, dict) else {}
    return (
        isinstance(page.get("text"), str)
        and page.get("turns", 0) in (0, 1, 2, 3)
        and isinstance(page.get("read", ""), str)
        and page.get("source") in ("layer", "ocr", "none", "unreadable")
        and _is_list(page.get("size"), 2, _is_number)
        and _is_list(page.get("words"), None, _is_word)
    )


def _is_word(untrusted: object) -> bool:
    if not _is_list(untrusted, 6, lambda _: True):
        return False
    text, *numbers = cast("list[object]", untrusted)
    return isinstance(text, str) and all(_is_number(number) for number in numbers)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def page_texts(vault: Vault, document_id: str) -> list[PageText]:
    """The text of every page with its words' boxes. Raises RecordMissing, VaultDamaged."""
    with vault.read() as session:
        text_file_id = store.get(session, DOCUMENTS, document_id).values["text_file_id"]
    return [] if text_file_id is None else pages_in(vault, text_file_id)


def pages_in(vault: Vault, text_file_id: str) -> list[PageText]:
    """The text of every page, from the text file's id. Raises VaultDamaged."""
    return [_text_of(page) for page in text_files.pages(vault, text_file_id)]


def _text_of(page: dict[str, Any]) -> PageText:
    words = tuple(Word(*row) for row in page["words"])
    return PageText(page["text"], words, page["source"], page.get("turns", 0), page.get("read"))


def page_sizes(vault: Vault, document_id: str) -> list[tuple[float, float]]:
    """Width and height in points of every page, as shown. Raises RecordMissing, VaultDamaged."""
    with vault.read() as session:
        text_file_id = store.get(session, DOCUMENTS, document_id).values["text_file_id"]
    return [] if text_file_id is None else sizes_in(vault, text_file_id)


def sizes_in(vault: Vault, text_file_id: str) -> list[tuple[float, float]]:
    """Width and height in points of every page, from the text file's id. Raises VaultDamaged."""
    return text_files.sizes(vault, text_file_id)


def page_strings(vault: Vault, text_file_id: str) -> list[str]:
    """The plain text of every page, from the text file's id: what the search index reads. Raises VaultDamaged."""
    return [page["text"] for page in text_files.pages(vault, text_file_id)]


def with_unread_pages(notices: Sequence[Notice], pages: Sequence[PageText]) -> tuple[Notice, ...]:
    """A file's notices, with the pages that turned out to be unreadable when their text was read."""
    unread = {number for number, page in enumerate(pages, 1) if page.source == "unreadable"}
    known = {page for notice in notices if notice.code == _UNREADABLE for page in notice.pages}
    if unread <= known:
        return tuple(notices)
    others = tuple(notice for notice in notices if notice.code != _UNREADABLE)
    return (Notice(_UNREADABLE, tuple(sorted(unread | known))), *others)


def origin(pages: Sequence[PageText]) -> str:
    """Where a document's text comes from: "layer", "ocr", "mixed", or "none" when there is none."""
    sources = {page.source for page in pages} - {"none", "unreadable"}
    if not sources:
        return "none"
    return sources.pop() if len(sources) == 1 else "mixed"
