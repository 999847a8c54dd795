"""What a power cut may leave: the recorded changes replayed up to a moment, with everything that was not synced kept, lost or torn.

Two models of a file system. Strict: what was written survives only if its file was synced, and a name only if its folder was; of the rest
any part may be there, in any order. Ext4-like: names keep their order, and any sync brings all names before it to the disk; content as
strict. In both a write that was not synced may be there in part, by sectors of 512 bytes, and a file's length with or without its bytes.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.faults.shim import Change
from tests.faults.templates import Template

STRICT, EXT4 = "strict", "ext4"
NONE, ALL, SOME = "none", "all", "some"

_SECTOR = 512


@dataclass(eq=False, slots=True)
class _File:
    """One file: what is on the disk for certain, and what was written since the last sync."""

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[str, int, bytes]] = field(default_factory=list)

    def synced(self) -> None:
        for change in self.waiting:
            _apply(self.durable, *change)
        self.waiting.clear()

    def after_cut(self, rng: random.Random, how: str) -> bytes:
        content = bytearray(self.durable)
        if how == ALL:
            for change in self.waiting:
                _apply(content, *change)
        elif how == SOME:
            for op, offset, written in self.waiting:
                kept = rng.random()
                if op == "T" or kept > 2 / 3:
                    if kept > 1 / 3:
                        _apply(content, op, offset, written)
                elif kept > 1 / 3:
                    for start in range(0, len(written), _SECTOR):
                        if rng.random() < 0.5:
                            _apply(content, "W", offset + start, written[start : start + _SECTOR])
        return bytes(content)


def _apply(content: bytearray, op: str, offset: int, written: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if op == "T":
        del content[offset:]
    else:
        content[offset : offset + len(written)] = written


# A change of names that is not on the disk for certain: the operation, the path, the other path, the file.
_Name = tuple[str, str, str, "_File | None"]


@dataclass
class _Names:
    """The folders and the files by their paths."""

    folders: set[str]
    files: dict[str, _File]

    def apply(self, op: str, path: str, other: str, file: "_File | None") -> None:
        if op == "M":
            self.folders.add(path)
        elif op == "D":
            self.folders.discard(path)
        elif op == "U":
            self.files.pop(path, None)
        elif op in "CL":
            assert file is not None
            self.files[other or path] = file
        elif op == "R" and file is not None:
            self.files.pop(path, None)
            self.files[other] = file
        elif op == "R":
            self._rename_folder(path, other)

    def _rename_folder(self, path: str, other: str) -> None:
        def moved(name: str) -> str:
            return other + name[len(path) :] if name == path or name.startswith(f"{path}/") else name

        self.folders = {moved(name) for name in self.folders}
        self.files = {moved(name): file for name, file in self.files.items()}


class Disk:
    """A disk that forgets: fed with the changes one after the other, it can be cut off after any of them."""

    def __init__(self, template: Template, world: str, model: str) -> None:
        self._world = world
        self._model = model
        files = {name: _File(bytearray(content)) for name, content in template.files.items()}
        self._live = _Names(set(template.folders), dict(files))
        self._durable = _Names(set(template.folders), dict(files))
        self._waiting: list[_Name] = []
        self.version = 0

    def _inner(self, path: str) -> str:
        return path[len(self._world) + 1 :]

    def feed(self, change: Change) -> None:
        """Take the next change."""
        path, other = self._inner(change.path), self._inner(change.other)
        if change.op in "WT":
            # A file that has no name any more is nobody's loss.
            if (file := self._live.files.get(path)) is not None:
                file.waiting.append((change.op, change.offset, change.content))
        elif change.op == "S":
            self._sync(path)
        elif change.op != "H":
            file = _File() if change.op == "C" else self._live.files.get(path)
            entry = (change.op, path, other, file)
            self._live.apply(*entry)
            self._waiting.append(entry)

    def _sync(self, path: str) -> None:
        self.version += 1
        file = self._live.files.get(path)
        if file is not None:
            file.synced()
        if self._model == EXT4:
            self._bring(self._waiting)
        elif file is None:
            self._bring(
                [entry for entry in self._waiting if path in (_folder(entry[1]), _folder(entry[2] or entry[1]))]
            )

    def _bring(self, entries: Iterable[_Name]) -> None:
        brought = list(entries)
        for entry in brought:
            self._durable.apply(*entry)
        self._waiting = [entry for entry in self._waiting if all(entry is not done for done in brought)]

    def after_cut(self, rng: random.Random, how: str) -> tuple[tuple[str, ...], dict[str, bytes]]:
        """Folders and files as they may be found after a power cut now."""
        names = _Names(set(self._durable.folders), dict(self._durable.files))
        if how == ALL:
            kept = self._waiting
        elif how == NONE:
            kept = []
        elif self._model == EXT4:
            kept = self._waiting[: rng.randint(0, len(self._waiting))]
        else:
            kept = [entry for entry in self._waiting if rng.random() < 0.5]
        for entry in kept:
            names.apply(*entry)
        # A folder whose own name was lost takes everything in it along.
        folders: list[str] = []
        for folder in sorted(names.folders):
            if _folder(folder) in ("", *folders):
                folders.append(folder)
        reachable = {"", *folders}
        files = {
            path: file.after_cut(rng, how) for path, file in sorted(names.files.items()) if _folder(path) in reachable
        }
        return tuple(folders), files


def _folder(path: str) -> str:
    folder = str(PurePosixPath(path).parent)
    return "" if folder == "." else folder
