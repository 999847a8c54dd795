"""How a plain export is laid out: its folders, its files, the paths it may name, and how large they may be."""

import json
import re
from typing import Any

from ism_desktop.errors import ExportDamaged
from ism_desktop.language import tr
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.recognising import EXPORT_MANIFEST, EXPORT_RECORDS
from ism_desktop.worker.limits import MAX_FILE_BYTES

FORMAT = "ISM Desktop export"
VERSION = 1
STEPS_TAKEN = len(STEPS)
"""How many steps the tables of this program have gone through. An older export lacks tables and columns, which are then empty."""

MANIFEST = EXPORT_MANIFEST
README = "README.txt"
SCHEMA_PAPER = "schema.md"
INDEX = "index.html"
DOCUMENTS = "documents"
RECORDS = EXPORT_RECORDS
TABLES = "tables"
TEXTS = "texts"
FOLDERS = (DOCUMENTS, RECORDS, TABLES, TEXTS)

# Columns that mean something in one vault only: the keyed fingerprint, and the numbers of its encrypted files.
OF_ONE_VAULT = ("fingerprint", "file_id", "text_file_id")
# The tables whose rows have files.
WITH_FILES = ("documents", "document_versions")
# What stands in such a row instead.
FILE = "file"
TEXT_FILE = "text_file"

LARGEST_MANIFEST = 128 * 1024 * 1024
LARGEST_RECORDS = 1024 * 1024 * 1024
LARGEST_TEXT = 512 * 1024 * 1024
MOST_FILES = 1_000_000
_LARGEST_PAGE = 4 * 1024 * 1024 * 1024

_PLAIN_NAME = re.compile(r"[^\x00-\x1f\x7f/\\:*?\"<>|]{1,255}")


def is_inside(path: str) -> bool:
    """Whether this names a file of an export: at its top, or in one of its folders, and nowhere else on any system."""
    folder, slash, name = path.rpartition("/")
    if slash and folder not in FOLDERS:
        return False
    return bool(_PLAIN_NAME.fullmatch(name)) and name.strip(". ") != "" and len(name.encode("utf-8", "replace")) <= 255


def largest(path: str) -> int:
    """How many bytes a file at this path may have."""
    folder = path.rpartition("/")[0]
    limits = {DOCUMENTS: MAX_FILE_BYTES, RECORDS: LARGEST_RECORDS, TEXTS: LARGEST_TEXT}
    return limits.get(folder, _LARGEST_PAGE)


def as_bytes(content: object) -> bytes:
    """JSON as it is written: UTF-8, readable; half a letter, which a broken file may hold, as an escape."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_bytes(untrusted: bytes, path: str) -> Any:
    """What a file of JSON says. Raises ExportDamaged."""
    try:
        return json.loads(untrusted.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise damaged(path, tr("It is not what this program writes.")) from error


def _refuse_constant(word: str) -> object:
    raise ValueError(word)


def damaged(path: str, how: str) -> ExportDamaged:
    """The error for a file of an export; `how` is a sentence on it, "It …"."""
    return ExportDamaged(
        tr("The file “{path}” of the export cannot be used. {how}", path=shown(path), how=how),
        tr(
            "Nothing was imported. Copy the whole export again from where you keep it, or make a new one, and try again."
        ),
    )


def shown(untrusted_path: str) -> str:
    """A path from outside, fit to be shown in a sentence."""
    return "".join(letter if letter.isprintable() else "�" for letter in untrusted_path[:200])
