"""A document's first title, made from its file name; the person gives it a better one."""

import re
import unicodedata
from pathlib import PurePath
from urllib.parse import unquote

_LONGEST = 200


def shown_name(name: str) -> str:
    """A file's name as it is kept and shown: composed, and with � for bytes that are no text in UTF-8."""
    readable = name.encode("utf-8", "surrogateescape" if _is_from_bytes(name) else "replace").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", readable)


def _is_from_bytes(name: str) -> bool:
    """Whether every lone surrogate stands for a byte of a name in another encoding (PEP 383)."""
    return all("\udc80" <= letter <= "\udcff" for letter in name if "\ud800" <= letter <= "\udfff")


def title_from(file_name: str) -> str:
    """The name without its ending, with blanks for the signs that stand in for them: `bone_marrow%20report.pdf` → Bone marrow report."""
    stem = PurePath(shown_name(file_name)).stem
    if "%" in stem:
        stem = unquote(stem, errors="replace")
    printable = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in stem)
    title = re.sub(r"[_+\s]+", " ", printable).strip(" .-–")[:_LONGEST]
    if not title:
        return "Document"
    return title[0].upper() + title[1:] if title == title.lower() else title
