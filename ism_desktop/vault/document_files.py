"""The encrypted document files: `blobs/ab/ab12….ismd`, one for each document version, written once and never changed.

A file is written under a temporary name, synced, renamed, and its folder synced, before the database may name it. Discarding goes the
other way round: first the database forgets, then the file moves to `trash/` (docs/security-design.md, Document files).
"""

import contextlib
import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ism_desktop.errors import FileUnreadable, IsmError, VaultDamaged, VaultNotWritable
from ism_desktop.language import tr, tr_lazy
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import durable, flaws
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.sealed import OpenSeal, Seal, SealBroken
from ism_desktop.vault.tally import Tally

FOLDER = "blobs"
TRASH = "trash"
ENDING = ".ismd"

_DAY = 24 * 60 * 60
_TRASH_DAYS = 30
_LONGEST_NAME = 1024
_SETTLED_SECONDS = 600
_RECALL_ON_ACCESS = 0x0044_0000  # FILE_ATTRIBUTE_RECALL_ON_OPEN and …_ON_DATA_ACCESS of Windows

DOWNLOAD_IT = tr_lazy(
    "If a cloud service keeps this folder, let it finish and choose “always keep on this device”, then try again. "
    "Otherwise restore the file from a backup."
)
_FILE_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is safely on the disk: what a database row needs to name it."""

    file_id: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to hold when every byte was decrypted."""

    front: Mapping[str, Any]
    size: int
    sha256: str


class DocumentFiles:
    """Adds, reads and discards the encrypted files of one open vault. Safe to use from several threads."""

    def __init__(self, vault: Path, seal: Seal, *, read_only: bool) -> None:
        self._vault = vault
        self._folder = vault / FOLDER
        self._trash = vault / TRASH
        self._seal = seal
        self._read_only = read_only
        self._added: dict[str, float] = {}

    def add(
        self,
        untrusted: Iterable[bytes],
        *,
        name: str,
        media_type: str,
        size: int,
        sha256: str,
        document: str = "",
        progress: Progress = no_progress,
    ) -> StoredFile:
        """Encrypt a file into the vault; when this returns, it survives a power cut.

        Args:
            untrusted: the content, in pieces of any size.
            name: the file's name as the person knows it; kept inside, so that a lost database can be rebuilt.
            media_type: such as `application/pdf`.
            size: the content's length in bytes, and
            sha256: its digest in hex, as found when it was inspected: they stand before the content.
            document: the id of the document's record, if it is known already.
            progress: called for every MiB; may raise Cancelled, and then nothing is left.

        Raises:
            VaultNotWritable: the disk is full or the folder cannot be written.
            FileUnreadable: the content is not what `size` and `sha256` say, or reading it failed.
        """
        self._require_writable()
        file_id = secrets.token_hex(16)
        front = {
            "added": datetime.now(UTC).isoformat(timespec="seconds"),
            "document": document,
            "name": name[:_LONGEST_NAME],
            "sha256": sha256,
            "size": size,
            "type": media_type,
        }
        path = self.path_of(file_id)
        content = _counted(untrusted, size, sha256, progress)
        self._added[file_id] = time.monotonic()
        with durable.named_failures(self._vault):
            durable.require_space(self._vault, size)
            durable.make_folder(path.parent)
            durable.write_in_place(path, self._seal.seal(bytes.fromhex(file_id), front, size, content))
        return StoredFile(file_id, size, sha256)

    def add_bytes(
        self, untrusted: bytes, *, name: str, media_type: str, document: str = "", progress: Progress = no_progress
    ) -> StoredFile:
        """Encrypt content that is in memory already."""
        return self.add(
            (untrusted,),
            name=name,
            media_type=media_type,
            size=len(untrusted),
            sha256=hashlib.sha256(untrusted).hexdigest(),
            document=document,
            progress=progress,
        )

    def read(self, file_id: str) -> bytes:
        """The whole content, verified. Raises VaultDamaged naming the document."""
        return b"".join(self.stream(file_id))

    def stream(self, file_id: str) -> Iterator[bytes]:
        """The content in verified pieces of about 1 MiB.

        Each piece is genuine when it comes; that the file is whole is known only when the last has come. Raises VaultDamaged.
        """
        with self._opened(self.path_of(file_id), file_id) as opened:
            yield from opened.content()

    def front(self, file_id: str) -> Mapping[str, Any]:
        """What was said of the content when it was added: name, type, added, size, sha256, document. Raises VaultDamaged."""
        with self._opened(self.path_of(file_id), file_id) as opened:
            return opened.front

    def examine(self, path: Path, progress: Callable[[int], None], *, file_id: str = "") -> Examined:
        """Decrypt every byte of a file that lies at its place, in the trash or in a backup.

        Args:
            path: the file.
            progress: told the length of each piece; may raise Cancelled.
            file_id: its id, if it is not the file's name without the ending.

        Raises:
            OSError: the disk does not give it.
            SealBroken: it is not what was written; the text says how, in words that follow the file's name.
        """
        with path.open("rb") as file:
            opened = self._seal.open(bytes.fromhex(file_id or path.stem), file)
            tally = Tally.of(opened.content(), progress)
        return Examined(opened.front, tally.size, tally.sha256)

    def sealed(self, path: Path) -> Iterator[bytes]:
        """The encrypted bytes of a file as they lie on the disk, for a copy that shall not spread damage: decrypted as they pass.

        Only when the last piece has come is the file known to be sound. Raises OSError, SealBroken as `examine` does.
        """
        pieces: list[bytes] = []
        with path.open("rb", buffering=0) as raw, io.BufferedReader(_Watched(raw, pieces)) as file:
            opened = self._seal.open(bytes.fromhex(path.stem), file)
            for _ in opened.content():
                yield from pieces
                pieces.clear()
            yield from pieces

    def just_added(self) -> set[str]:
        """The ids of files that were added here in the last minutes: the records that shall name them may still be under way."""
        now = time.monotonic()
        return {file_id for file_id, at in self._added.copy().items() if now - at < _SETTLED_SECONDS}

    def ids(self) -> set[str]:
        """The ids of all files in their place, whether or not the database names them."""
        return {path.stem for path in self._folder.glob(f"??/*{ENDING}") if _FILE_ID.fullmatch(path.stem)}

    def discard(self, file_id: str) -> None:
        """Move a file that no record names any more to the vault's trash; it stays there for 30 days. Raises VaultNotWritable."""
        self._require_writable()
        path = self.path_of(file_id)
        with durable.named_failures(self._vault):
            if path.exists():
                # The trash counts days from the discarding, and a rename keeps the time of writing.
                os.utime(path)
                durable.replace(path, self._trash / path.name)

    @contextlib.contextmanager
    def taken_back_on_failure(self, written: list[str] | None = None) -> Generator[list[str]]:
        """Discard the files whose ids are put into the list that is given, or into `written`, if the block fails."""
        written = [] if written is None else written
        try:
            yield written
        except BaseException:
            for file_id in written:
                # What went wrong first is what the person must hear; a file that is left belongs to no record, and the next check finds it.
                with contextlib.suppress(IsmError):
                    self.discard(file_id)
            raise

    def erase(self, file_ids: Iterable[str]) -> None:
        """Remove files for good, and every copy of them in the vault's trash; no record may name them. Raises VaultNotWritable.

        What is not there any more is passed over: so this may be done again after it was cut off.
        """
        self._require_writable()
        touched: set[Path] = set()
        with durable.named_failures(self._vault):
            for file_id in file_ids:
                path = self.path_of(file_id)
                # In the trash also what a repair put aside, as ID.damaged-….
                waiting = (found for found in self._trash.glob(f"{file_id}.*"))
                for found in (path, *path.parent.glob(f"{path.name}.*{durable.TEMPORARY}"), *waiting):
                    durable.remove(found)
                    touched.add(found.parent)
            for folder in touched:
                if folder.is_dir():
                    durable.sync_folder(folder)

    def bring_back(self, file_id: str) -> None:
        """Take a discarded file out of the trash again. Raises VaultDamaged if it is there no longer, VaultNotWritable."""
        self._require_writable()
        path = self.path_of(file_id)
        waiting = self._trash / path.name
        if not waiting.exists():
            raise _damaged(path.name, flaws.NOT_IN_TRASH)
        with durable.named_failures(self._vault):
            durable.make_folder(path.parent)
            durable.replace(waiting, path)

    def tidy(self) -> None:
        """Remove what an interrupted import left (after a day) and what was discarded over 30 days ago.

        Files without a record are never removed: they are somebody's documents.
        """
        now = time.time()
        left = [(path, _DAY) for path in self._folder.glob(f"??/*{durable.TEMPORARY}")]
        for folder in ("drafts", "inbox"):
            left += [(path, _DAY) for path in (self._vault / folder).glob(f"*{durable.TEMPORARY}")]
        left += [
            (path, _TRASH_DAYS * _DAY) for path in self._trash.glob("*.ism[di]")
        ]  # documents, and what was in the inbox
        for path, age in left:
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > age:
                    durable.remove(path)

    @contextlib.contextmanager
    def _opened(self, path: Path, file_id: str) -> Generator[OpenSeal]:
        title = ""
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_size == 0:
                    what = tr("The file {file} has not been downloaded yet: it has 0 bytes.", file=path.name)
                    raise VaultDamaged(what, str(DOWNLOAD_IT))
                opened = self._seal.open(bytes.fromhex(file_id), file)
                title = str(opened.front["name"])
                yield opened
        except FileNotFoundError as error:
            raise _damaged(path.name, flaws.MISSING, title) from error
        except OSError as error:
            raise _damaged(path.name, flaws.UNREADABLE, title) from error
        except SealBroken as error:
            raise _damaged(path.name, error.flaw, title) from error

    def path_of(self, file_id: str) -> Path:
        """Where the file of this id lies, or would lie."""
        if not _FILE_ID.fullmatch(file_id):
            raise ValueError(f"not the id of a document file: {file_id!r}")
        return self._folder / file_id[:2] / f"{file_id}{ENDING}"

    def _require_writable(self) -> None:
        if self._read_only:
            raise read_only_here(self._vault)


class _Watched(io.RawIOBase):
    """A file that is read once from end to end, and leaves every piece of it in a list."""

    def __init__(self, file: io.FileIO, pieces: list[bytes]) -> None:
        super().__init__()
        self._file = file
        self._pieces = pieces

    def readable(self) -> bool:
        """Tell the buffer around it that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        """Read for the buffer around it."""
        view = memoryview(buffer)
        length = self._file.readinto(view)
        if length:
            self._pieces.append(bytes(view[:length]))
        return length


def read_only_here(vault: Path) -> VaultNotWritable:
    """The sentence for every change that is tried in a vault opened read-only."""
    return VaultNotWritable(
        tr(
            "The record in “{folder}” is open to view only: nothing can be written to its folder, or it was opened "
            "just to look.",
            folder=str(vault),
        ),
        tr(
            "Nothing was changed. To keep working in it, copy it to a folder of your own, or open it again and choose to change it."
        ),
    )


def is_file_id(text: str) -> bool:
    """Whether this is the id of a document file."""
    return _FILE_ID.fullmatch(text) is not None


def is_placeholder(status: os.stat_result) -> bool:
    """Whether a cloud service shows a file here that lies with it alone: empty, or marked so on Windows, where reading fetches it."""
    return status.st_size == 0 or bool(getattr(status, "st_file_attributes", 0) & _RECALL_ON_ACCESS)


def _damaged(file: str, flaw: Flaw, title: str = "") -> VaultDamaged:
    what = str(flaw.with_values(file=file))
    if title:
        what = tr("The document “{title}” cannot be opened. {flaw}", title=title, flaw=what)
    return VaultDamaged(
        what,
        tr("All other documents can be read. Restore this one from a backup, or scan the paper again."),
    )


def _counted(untrusted: Iterable[bytes], size: int, sha256: str, progress: Progress) -> Iterator[bytes]:
    digest = hashlib.sha256()
    done = 0
    try:
        for piece in untrusted:
            digest.update(piece)
            done += len(piece)
            if done > size:
                break
            progress(done, size, tr("Encrypting"))
            yield piece
    except OSError as error:
        # The source's trouble, not the vault's: it must not be reported as a vault that cannot be written.
        raise FileUnreadable(
            tr("The file could not be read to its end."), tr("Check the drive it is on, and try again.")
        ) from error
    # Reached before the last piece is sealed and the file renamed: a file that changed under us never gets its place.
    if done != size or digest.hexdigest() != sha256:
        raise FileUnreadable(
            tr("The file changed while it was being added."), tr("Try again when it has been saved completely.")
        )
