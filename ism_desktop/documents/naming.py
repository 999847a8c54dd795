"""A document's first title, made from its file name; the person gives it a better one."""

import re
import unicodedata
from pathlib import PurePath
from urllib.parse import unquote

_LONGEST = 200


def title_from(file_name: str) -> str:
    """The name without its ending, with blanks for the signs that stand in for them: `bone_marrow%20report.pdf` → Bone marrow report."""
    stem = PurePath(file_name).stem
    if "%" in stem:
        stem = unquote(stem, errors="replace")
    printable = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in stem)
    title = re.sub(r"[_+\s]+", " ", printable).strip(" .-–")[:_LONGEST]
    if not title:
        return "Document"
    return title[0].upper() + title[1:] if title == title.lower() else title
