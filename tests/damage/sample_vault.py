"""A small vault with a file of every sort in it, everything that it holds as plain values, and what the program says of it."""

import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ism_desktop.documents import texts
from ism_desktop.errors import IsmError, VaultDamaged
from ism_desktop.records import safekeeping
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.vault import DatabaseError, KeyCost, Vault, create, header_files, inbox, keys, opening, unlock
from ism_desktop.vault.document_files import DocumentFiles
from ism_desktop.vault.inbox import NewItem
from ism_desktop.vault.integrity import Finding
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device import Computer, OlderThanLastSeen
from ism_desktop.vault.sealed import Seal
from ism_desktop.worker import PageText
from tests.conftest import PASSPHRASE
from tests.vault.filing import file_document, forget_document, note_medication, rows
from tests.vault.paths import every_file

CHEAPEST = KeyCost(memory_kib=1024, iterations=1, lanes=1)
THUMBNAIL = "thumbnail/a document"
PICTURE = b"a picture " * 300
DRAFTS = (b"typed first", b"typed first, and then more")
NOTHING_LOST = ("READ ME - how to open this.txt", "in-use.json", "cache/")


@contextmanager
def folder_in_memory() -> Generator[Path]:
    """A folder on a disk in memory, where there is one: thousands of blows would wear out a real one."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="ism-damage-", dir=memory if memory.is_dir() else None))
    try:
        yield made
    finally:
        shutil.rmtree(made)


@dataclass
class Subject:
    """The vault, closed, and everything about it."""

    path: Path
    computer: Computer
    key: VaultKey
    rows: Mapping[str, list[tuple[Any, ...]]]
    contents: Mapping[str, bytes]
    titles: Mapping[str, str]
    left: Mapping[str, bytes]
    sound: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def remember(self) -> None:
        """Take what lies in the folder now for sound."""
        self.sound = {name_of(self.path, path): path.read_bytes() for path in every_file(self.path)}

    def put_right(self) -> None:
        """Bring every file back to what it was, and remove what was not there."""
        for path in every_file(self.path):
            name = name_of(self.path, path)
            if name not in self.sound:
                path.unlink()
            elif path.read_bytes() != self.sound[name]:
                path.write_bytes(self.sound[name])
        for name, content in self.sound.items():
            if not (self.path / name).exists():
                (self.path / name).parent.mkdir(parents=True, exist_ok=True)
                (self.path / name).write_bytes(content)
        self.computer.saw(self.key, self.generation, 1)

    @property
    def generation(self) -> int:
        return int(dict(self.rows["meta"])["generation"])

    def file_id(self, name: str) -> str | None:
        """The id of a document file in its place."""
        return Path(name).stem if name.startswith("blobs/") else None


def name_of(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def everything(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    with vault.read() as session:
        meta = [(str(name), str(value)) for name, value in session.connection().exec_driver_sql("SELECT * FROM meta")]
    return {**rows(vault), "meta": meta}


def key_of(path: Path) -> VaultKey:
    return opening.key_for(path, header_files.find(path), PASSPHRASE)


def make(folder: Path, name: str = "vault", *, crashed: bool = False) -> Subject:
    """A vault with records, documents of several lengths, a snapshot, trash and cache.

    Args:
        folder: where.
        name: the vault's folder in it.
        crashed: as it lies after a kill, with its last changes in the log alone.
    """
    computer = Computer(folder / f"{name} config", "Desk")
    path = folder / name
    create(path, PASSPHRASE, cost=CHEAPEST).close()
    vault = unlock(path, PASSPHRASE, computer=computer)
    text = texts.packed([PageText("tryptase 31", (), "ocr")], [(595.0, 842.0)])
    contents = {
        "Biopsy 2019": bytes(range(256)) * 700,
        "Letter of Dr Meyer": b"a short letter",
        "Empty scan": b"",
        "Exactly one piece": bytes(65536),
        "Blood test": b"tryptase 11.4 " * 300,
    }
    for title, content in contents.items():
        file_document(vault, title, content, text if title == "Blood test" else None)
    for number in range(4):
        note_medication(vault, f"Medication {number}")
    forget_document(vault, file_document(vault, "Thrown away", b"no longer wanted"))
    vault.cache_files.put(THUMBNAIL, PICTURE)
    with closing(vault.connect_cache("search")) as cache:
        cache.execute("CREATE TABLE words (text)")
        cache.executemany("INSERT INTO words VALUES (?)", [(f"word {number}",) for number in range(50)])
    for content in DRAFTS:
        vault.draft_files.write(content)
    vault.snapshot()
    note_medication(vault, "Noted after the snapshot")
    held = everything(vault)
    with vault.read() as session:
        filed = filed_files(session)
    titles = {file.file_id: file.title for file in filed}
    documents = {file_id: vault.files.read(file_id) for file_id in vault.files.ids()}
    if crashed:
        lies = folder / f"{name} as it lies"
        shutil.copytree(path, lies)
        vault.close()
        shutil.rmtree(path)
        lies.rename(path)
    else:
        vault.close()
    for thing in (
        NewItem("note", text="ate a plum, hives after ten minutes"),
        NewItem("photo", name="hives.jpg", content=PICTURE),
    ):
        inbox.leave(path, thing, computer=computer)
    subject = Subject(path, computer, key_of(path), held, documents, titles, _left(path))
    subject.remember()
    return subject


def _left(path: Path) -> dict[str, bytes]:
    """What lies in the inbox, read in a copy: opening a crashed vault would change it."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(path, Path(scratch) / "vault")
        vault = unlock(Path(scratch) / "vault", PASSPHRASE)
        left = {item.id: inbox.content(vault, item.id) for item in inbox.items(vault)}
        vault.close()
    return left


# What the program says ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """What came out when the vault was opened, read and checked."""

    findings: tuple[Finding, ...]
    sentences: tuple[str, ...]
    older: bool
    wrong: tuple[str, ...]
    unreadable: frozenset[str]
    opened: bool
    records_whole: bool

    def names(self, name: str) -> bool:
        """Whether the file is named, by a finding or in a sentence."""
        last = name.rpartition("/")[2]
        return any(finding.file == name for finding in self.findings) or any(last in said for said in self.sentences)


def verdict(subject: Subject) -> Verdict:
    """Open the vault as the window does, read all of it, and run the full check; and where it does not open, read it without records."""
    sentences: list[str] = []
    older = False
    try:
        vault = unlock(subject.path, PASSPHRASE, computer=subject.computer)
    except VaultDamaged as damage:
        findings = safekeeping.check_without_records(subject.path, PASSPHRASE, damage)
        files = DocumentFiles(subject.path, Seal.of(subject.key, keys.DOCUMENT_FILES), read_only=True)
        wrong, unreadable = _documents(subject, files)
        said = (str(damage),)
        return Verdict(tuple(findings), said, older, wrong, unreadable, opened=False, records_whole=False)
    try:
        sentences += vault.notices
        older = any(isinstance(concern, OlderThanLastSeen) for concern in vault.concerns)
        found = safekeeping.full_check(vault)
        wrong, unreadable = _documents(subject, vault.files)
        records_whole = False
        try:
            held = everything(vault)
        except IsmError as error:
            sentences.append(str(error))
        else:
            records_whole = held == subject.rows
            if not records_whole and not older:
                wrong += ("records",)
        wrong += _cached(vault) + _waiting(subject, vault)
    finally:
        vault.close()
    return Verdict(tuple(found), tuple(sentences), older, wrong, unreadable, opened=True, records_whole=records_whole)


def _documents(subject: Subject, files: DocumentFiles) -> tuple[tuple[str, ...], frozenset[str]]:
    """Which documents came out with other bytes than went in (never one), and which did not come out."""
    wrong: list[str] = []
    unreadable: set[str] = set()
    for file_id, content in subject.contents.items():
        got = b""
        try:
            for piece in files.stream(file_id):
                got += piece
            if got != content:
                wrong.append(file_id)
        except VaultDamaged:
            unreadable.add(file_id)
            if not content.startswith(got):
                wrong.append(file_id)
    return tuple(wrong), frozenset(unreadable)


def _cached(vault: Vault) -> tuple[str, ...]:
    """The cache may forget, and never makes anything up."""
    wrong = () if vault.cache_files.get(THUMBNAIL) in {None, PICTURE} else ("cache",)
    wrong += () if vault.draft_files.read() in {None, *DRAFTS} else ("drafts",)
    with closing(vault.connect_cache("search")) as cache:
        try:
            words = [word for (word,) in cache.execute("SELECT text FROM words")]
        except DatabaseError:
            return wrong
    return wrong if words == [f"word {number}" for number in range(50)] else (*wrong, "search")


def _waiting(subject: Subject, vault: Vault) -> tuple[str, ...]:
    """Which things of the inbox came out wrong, or not at all without being named."""
    named = {Path(name).stem for name, _ in inbox.unreadable(vault)}
    wrong: list[str] = []
    for item_id in subject.left.keys() - named:
        try:
            if inbox.content(vault, item_id) != subject.left[item_id]:
                wrong.append(item_id)
        except VaultDamaged:
            wrong.append(item_id)
    return tuple(wrong)
