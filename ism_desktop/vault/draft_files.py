"""What was typed and not saved: two encrypted files `drafts/a.ismd` and `drafts/b.ismd`, written in turn, so that a torn one costs nothing.

Each is written beside its place, synced and renamed. Drafts are no part of a backup: a restored vault would offer sentences that were
finished long ago.
"""

import contextlib
from pathlib import Path

from ism_desktop.vault import durable, flaws, keys
from ism_desktop.vault.document_files import read_only_here
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.sealed import Seal, SealBroken

FOLDER = "drafts"

_NAMES = ("a", "b")
_ENDING = ".ismd"


class DraftFiles:
    """The drafts of one open vault, as bytes. For the window's thread alone."""

    def __init__(self, vault: Path, vault_key: VaultKey, *, read_only: bool) -> None:
        self._vault = vault
        self._seal = Seal.of(vault_key, keys.DRAFTS)
        self._read_only = read_only

    def read(self) -> bytes | None:
        """What was written last and can be read; none if nothing was. A damaged file is passed over in silence."""
        found = self._found()
        return found[max(found)][1] if found else None

    def write(self, content: bytes) -> None:
        """Keep this from now on; when this returns, it survives a power cut. Raises VaultNotWritable, and what was there stays."""
        if self._read_only:
            raise read_only_here(self._vault)
        with durable.named_failures(self._vault):
            self._write(content)

    def write_last(self, content: bytes) -> None:
        """As `write`, and forget what was there before: it was saved, or a person discarded it. Raises VaultNotWritable."""
        self.write(content)
        latest = max(self._found().items())[1][0]
        for name in _NAMES:
            if name != latest:
                with contextlib.suppress(OSError):
                    durable.remove(self._path(name))

    def _write(self, content: bytes) -> None:
        found = self._found()
        number = max(found, default=0)
        # Never over the one that counts.
        name = next(other for other in _NAMES if not found or other != found[number][0])
        durable.make_folder(self._vault / FOLDER)
        sealed = self._seal.seal(_file_id(name), {"number": number + 1}, len(content), (content,))
        durable.write_in_place(self._path(name), sealed)

    def _found(self) -> dict[int, tuple[str, bytes]]:
        """The sound files by their numbers: name and content."""
        found: dict[int, tuple[str, bytes]] = {}
        for name in _NAMES:
            with contextlib.suppress(OSError, SealBroken), self._path(name).open("rb") as file:
                opened = self._seal.open(_file_id(name), file)
                found[opened.front["number"]] = (name, b"".join(opened.content()))
        return found

    def unreadable(self) -> list[tuple[str, Flaw]]:
        """The files that are there and not what was written, each with what is wrong."""
        found: list[tuple[str, Flaw]] = []
        for name in _NAMES:
            try:
                with self._path(name).open("rb") as file:
                    for _ in self._seal.open(_file_id(name), file).content():
                        pass
            except FileNotFoundError:
                continue
            except (OSError, SealBroken) as error:
                flaw = error.flaw if isinstance(error, SealBroken) else flaws.UNREADABLE
                found.append((f"{FOLDER}/{self._path(name).name}", flaw))
        return found

    def _path(self, name: str) -> Path:
        return self._vault / FOLDER / f"{name}{_ENDING}"


def _file_id(name: str) -> bytes:
    return f"drafts/{name}".encode().ljust(16, b"\0")
