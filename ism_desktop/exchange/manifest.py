"""The manifest of an export: what made it, what it holds, and the size and SHA-256 of every file. It is written last."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ism_desktop.errors import ExportMissing, ExportTooNew
from ism_desktop.exchange import layout
from ism_desktop.language import tr

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST_LIST = 1_000_000

DOCUMENT, TEXT = "document", "text"
"""What of a document may be left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its path in the export with forward slashes, its size in bytes, its SHA-256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document, or the text of its pages, that was damaged in the vault and is not in the export.

    `what` is "document" or "text".
    """

    document_id: str
    title: str
    what: str

    @property
    def notice(self) -> str:
        """A sentence that says so."""
        if self.what == TEXT:
            return tr(
                "The text of the pages of “{title}” is damaged in your record and is not in the export.",
                title=self.title,
            )
        return tr("The document “{title}” is damaged in your record and is not in the export.", title=self.title)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export says of itself. `schema` counts the steps that the tables have gone through; `counts` is rows by table."""

    program: str
    made: str
    schema: int
    generation: int
    is_demo: bool
    counts: Mapping[str, int]
    left_out: tuple[LeftOut, ...]
    entries: tuple[Entry, ...] = field(repr=False)

    @property
    def size(self) -> int:
        """The bytes of all files named."""
        return sum(entry.size for entry in self.entries)

    def packed(self) -> bytes:
        """The file's content."""
        return layout.as_bytes(
            {
                "format": layout.FORMAT,
                "version": layout.VERSION,
                "program": self.program,
                "made": self.made,
                "schema": self.schema,
                "generation": self.generation,
                "demo": self.is_demo,
                "counts": dict(self.counts),
                "left_out": [
                    {"document": left.document_id, "title": left.title, "what": left.what} for left in self.left_out
                ],
                "files": [{"path": entry.path, "size": entry.size, "sha256": entry.sha256} for entry in self.entries],
            }
        )


def parse(untrusted: bytes) -> Manifest:
    """Read a manifest that came from outside.

    Raises:
        ExportMissing: it is another program's.
        ExportTooNew: a newer version of this program wrote it.
        ExportDamaged: it is not what was written, or names a place outside the export.
    """
    content = layout.from_bytes(untrusted, layout.MANIFEST)
    if not isinstance(content, dict) or cast("dict[str, object]", content).get("format") != layout.FORMAT:
        raise ExportMissing(
            tr("The file “{name}” in this folder was written by another program.", name=layout.MANIFEST),
            tr("Choose the folder that holds the export, with the folders “documents” and “records” in it."),
        )
    fields = cast("dict[str, object]", content)
    version, steps = fields.get("version"), fields.get("schema")
    if not _is_count(version) or not _is_count(steps):
        raise layout.damaged(layout.MANIFEST, tr("It does not say which version it is."))
    if cast("int", version) > layout.VERSION or cast("int", steps) > layout.STEPS_TAKEN:
        raise ExportTooNew(
            tr(
                "The export was made by {program}, which is newer than this program.",
                program=layout.shown(str(fields.get("program", "ISM Desktop")))[:60],
            ),
            tr("Install the newest version of the program and import the export with it. Nothing was imported."),
        )
    try:
        return _parsed(fields)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise layout.damaged(layout.MANIFEST, tr("It is not what this program writes.")) from error


def _parsed(fields: Mapping[str, Any]) -> Manifest:
    """Raises AttributeError, KeyError, TypeError, ValueError for what `packed` never wrote, and ExportDamaged."""
    counts = {_text(name): _count(number) for name, number in fields["counts"].items()}
    left_out = tuple(
        LeftOut(_text(left["document"]), _text(left["title"]), _text(left["what"])) for left in fields["left_out"]
    )
    entries = tuple(_entry(entry) for entry in fields["files"])
    if len(entries) > layout.MOST_FILES or len(counts) > _LONGEST_LIST:
        raise ValueError("more files than an export has")
    paths = {entry.path.casefold() for entry in entries}
    if len(paths) != len(entries) or layout.MANIFEST in paths:
        raise layout.damaged(layout.MANIFEST, tr("It names a file twice."))
    if not isinstance(fields["demo"], bool):
        raise TypeError("demo")
    return Manifest(
        _text(fields["program"]),
        _text(fields["made"]),
        _count(fields["schema"]),
        _count(fields["generation"]),
        fields["demo"],
        counts,
        left_out,
        entries,
    )


def _entry(untrusted: Mapping[str, Any]) -> Entry:
    path, size, digest = _text(untrusted["path"]), _count(untrusted["size"]), _text(untrusted["sha256"])
    if not layout.is_inside(path):
        raise layout.damaged(
            layout.MANIFEST, tr("It names a place outside the export (“{path}”).", path=layout.shown(path)[:80])
        )
    if not _DIGEST.fullmatch(digest):
        raise ValueError("no digest")
    if size > layout.largest(path):
        raise layout.damaged(path, tr("It is larger than any file this program writes."))
    return Entry(path, size, digest)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _count(value: object) -> int:
    if not _is_count(value):
        raise TypeError("a number was expected")
    return cast("int", value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
