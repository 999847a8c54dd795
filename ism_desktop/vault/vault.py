"""An open vault: its sessions, its files, its cache, and the message that goes up after every commit."""

import contextlib
import hashlib
import hmac
import logging
import sqlite3
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from ism_desktop.errors import IsmError, VaultClosed, VaultNotWritable
from ism_desktop.language import tr_lazy
from ism_desktop.vault import cache, durable, header_files, inbox_key, keys, rescue_copies, snapshots
from ism_desktop.vault.cache import CacheFiles
from ism_desktop.vault.database import WRITING, Database
from ism_desktop.vault.document_files import DocumentFiles, read_only_here
from ism_desktop.vault.draft_files import DraftFiles
from ism_desktop.vault.header import PASSPHRASE, Header, Slot, parse
from ism_desktop.vault.header_files import Noticed
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.message import message
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.multi_device.concerns import Concern, OpenElsewhere
from ism_desktop.vault.multi_device.presence import Presence
from ism_desktop.vault.sealed import Seal

_log = logging.getLogger(__name__)

Listener = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """The way in by which a vault was opened: the slot's id, kind and label.

    `is_owner`: it is the passphrase of whoever made the vault. `others`: somebody else has a passphrase of their own.
    """

    id: str
    kind: str
    label: str
    is_owner: bool
    others: bool

    @classmethod
    def of(cls, slot: Slot, ways: Header) -> "OpenedBy":
        """What is known of who opens a vault with this slot, from all its ways in."""
        passphrases = [each for each in ways.slots if each.kind == PASSPHRASE]
        # Whoever made the vault has no name in it; a second person's passphrase that outlived theirs still is not theirs.
        owner = passphrases[0].id if passphrases and not passphrases[0].label else ""
        return cls(slot.id, slot.kind, slot.label, slot.id == owner, any(each.id != owner for each in passphrases))


class _BlockSession(Session):
    """A session whose block decides: what it did is kept at the block's end or not at all, never at a place in between."""

    def commit(self) -> None:
        raise RuntimeError("the block commits by itself when its end is reached")

    def keep(self) -> None:
        super().commit()


class Vault:
    """A vault that was unlocked. Every method may be called from any thread.

    `noticed` is what was found wrong with single files while it was opened; `concerns` is what may have happened to it elsewhere;
    `notices` are the sentences of both.
    """

    def __init__(
        self,
        path: Path,
        key: VaultKey,
        database: Database,
        header: bytes,
        noticed: tuple[Noticed, ...] = (),
        *,
        concerns: tuple[Concern, ...] = (),
        computer: Computer | None = None,
        opened_by: Slot | None = None,
    ) -> None:
        self.path = path
        self.vault_id = key.vault_id
        self.noticed = (*noticed, *inbox_key.prepare(path, key, computer, read_only=database.read_only))
        self.concerns = concerns
        self.read_only = database.read_only
        self.generation = database.generation
        self.files = DocumentFiles(path, Seal.of(key, keys.DOCUMENT_FILES), read_only=database.read_only)
        self.cache_files = CacheFiles(path, key, read_only=database.read_only)
        self.draft_files = DraftFiles(path, key, read_only=database.read_only)
        self._key: VaultKey | None = key
        self._database = database
        self._header = header
        ways = parse(header).header
        self._header_seq = ways.seq
        self._slot = opened_by
        self._opened_by = None if opened_by is None else OpenedBy.of(opened_by, ways)
        self._computer = computer
        self._presence = None if computer is None or database.read_only else Presence(path, computer)
        self._generation_kept = self.generation
        self._rescued: Path | None = None
        self._listeners: list[Listener] = []
        self._lock = threading.RLock()
        self._holder: int | None = None
        # Held by whoever copies files of the vault for minutes, and by whoever removes some for good: neither may disturb the other.
        self.undisturbed = threading.Lock()

    @property
    def notices(self) -> tuple[str, ...]:
        """Everything to tell the person at opening, in whole sentences."""
        return (*(found.sentence for found in self.noticed), *(concern.sentence for concern in self.concerns))

    @property
    def opened_by(self) -> OpenedBy | None:
        """The way in by which this vault was opened; none for one that was made a moment ago, by its owner."""
        return self._opened_by

    # Sessions -------------------------------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Generator[Session]:
        """A session to read with; whatever it changed is rolled back. Keep it for milliseconds: it holds the one connection.

        Raises:
            VaultDamaged: a page of the database does not verify.
            VaultClosed: the vault was locked meanwhile.
            RuntimeError: this thread holds a session already.
        """
        with self._held() as database, database.named_failures(), _BlockSession(database.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """A session to write with: committed if the end of the block is reached, else rolled back.

        `session.info["generation"]` is the number this transaction will have; `session.info["changed"]` takes the names of the kinds
        that it changed, which the listeners are told after the commit. A transaction that changes nothing gets no number.
        `session.info["opened_by"]` is the way in by which the vault was opened: by it the records know who changes them.

        Raises:
            VaultNotWritable: the disk is full, the folder read-only or gone, or the database was replaced under us.
            VaultDamaged, VaultClosed, RuntimeError: as for `read`.
        """
        changed: set[str] = set()
        with self._held() as database:
            if self.read_only:
                raise read_only_here(self.path)
            self._require_place(database)
            before = database.connection.total_changes
            generation = self.generation + 1
            engine = database.engine.execution_options(**{WRITING: True})
            with database.named_failures(), _BlockSession(engine, expire_on_commit=False) as session:
                session.info["generation"] = generation
                session.info["changed"] = changed
                session.info["opened_by"] = self._opened_by
                yield session
                session.flush()
                if changed or database.connection.total_changes != before:
                    database.set_generation(session.connection(), generation)
                    session.keep()
                    self.generation = generation
                    self._note_seen()
                    # Moved away during this very block: what was just saved goes into the rescue copy before anybody relies on it.
                    self._looked_for(database)
        if changed:
            self._tell(frozenset(changed))

    @contextmanager
    def _held(self) -> Generator[Database]:
        if self._holder == threading.get_ident():
            raise RuntimeError(
                "this thread holds a session of the vault already: one block inside another would see half a change"
            )
        with self._lock:
            if self._key is None:
                raise VaultClosed(
                    message(tr_lazy("Your record was locked while this was under way.")),
                    message(tr_lazy("Unlock it and repeat what you were doing.")),
                )
            self._holder = threading.get_ident()
            try:
                yield self._database
            finally:
                self._holder = None

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the names of the kinds after each commit that changed some, on the thread that committed.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def _tell(self, kinds: frozenset[str]) -> None:
        for listener in tuple(self._listeners):
            listener(kinds)

    # What lies beside the database ----------------------------------------------------------------------------------------

    def fingerprint(self, untrusted: bytes | Iterable[bytes]) -> str:
        """A keyed digest by which the same content is known again; it says nothing to whoever lacks the vault's key."""
        digest = hmac.new(self.open_key().derive(keys.DUPLICATES), digestmod=hashlib.sha256)
        for piece in (untrusted,) if isinstance(untrusted, bytes) else untrusted:
            digest.update(piece)
        return digest.hexdigest()

    def connect_cache(self, name: str) -> sqlite3.Connection:
        """The encrypted cache database of this name, made afresh if it does not open: see `cache.connect`. The caller closes it."""
        return cache.connect(self.path, self.open_key(), name, read_only=self.read_only)

    def discard_cache(self, name: str) -> None:
        """Delete a cache database that turned out damaged. Its connection must be closed before."""
        cache.discard(self.path, name)

    def require_open(self) -> None:
        """See, in the middle of long work, that the vault was not locked meanwhile. Raises VaultClosed."""
        self.open_key()

    def open_key(self) -> VaultKey:
        """The vault's key, for the other files of this room; nothing outside `vault/` has a use for it. Raises VaultClosed."""
        if self._key is None:
            raise VaultClosed(
                message(tr_lazy("Your record was locked while this was under way.")),
                message(tr_lazy("Unlock it and repeat what you were doing.")),
            )
        return self._key

    # What happens elsewhere ----------------------------------------------------------------------------------------------

    def heartbeat(self) -> OpenElsewhere | None:
        """Renew this window's sign of life in the vault's folder; to be called once a minute.

        Returns:
            The other computer that opened the vault meanwhile, if one did.
        """
        other = self._presence.heartbeat() if self._presence is not None else None
        return None if other is None else OpenElsewhere(other.computer, other.opened, other.heartbeat)

    def accept_older(self) -> None:
        """Go on with a vault that is older than the one last seen here: the warning is not repeated."""
        self._note_seen()

    def _note_seen(self) -> None:
        if self._computer is not None:
            self._computer.saw(self.open_key(), self.generation, self._header_seq)

    def still_there(self) -> VaultNotWritable | None:
        """Look whether the database still lies at its path; to be called every few seconds, which costs no more than one look.

        The first time that it does not, everything saved so far is kept in a rescue copy, and nothing is written until it is back.

        Returns:
            What happened and where the copy is; none while all is well.
        """
        if self.read_only or self._key is None or (self._rescued is None and self._database.displaced() is None):
            return None
        with self._held() as database:
            return self._looked_for(database)

    def _looked_for(self, database: Database) -> VaultNotWritable | None:
        found = database.displaced()
        if found is None:
            self._rescued = None  # the very same file came back, and took everything meanwhile
            return None
        if self._rescued is None:
            places = [self.path]
            if self._computer is not None:
                places.append(self._computer.rescue_folder(self.vault_id))
            self._rescued = rescue_copies.keep(database, self.open_key(), self._header, places)
        return rescue_copies.sentence(found, self._rescued)

    def _require_place(self, database: Database) -> None:
        displaced = self._looked_for(database)
        if displaced is not None:
            raise displaced

    # Keeping it sound -----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Path:
        """Copy the database into `snapshots/`, checked. Raises VaultNotWritable, VaultDamaged."""
        return self._kept(snapshots.take)

    def present_snapshot(self) -> Path:
        """A checked snapshot of the present state: the newest, if nothing changed since, or else a new one. Raises as `snapshot`."""
        return self._kept(snapshots.present)

    def purge_former_states(self) -> list[Path]:
        """Leave of what was deleted from the records no byte in the database's free pages, and no older copy of them in this folder.

        One snapshot stays, of the present state. Rescue copies stay too: they may hold changes that are nowhere else.

        Returns:
            The rescue copies. Raises VaultNotWritable, VaultDamaged: the older copies are left then.
        """
        with self._held() as database, database.named_failures():
            if self.read_only:
                raise read_only_here(self.path)
            self._require_place(database)
            database.compact()
            kept = snapshots.take(database, self.open_key(), self._header)
            self._generation_kept = self.generation
            with durable.named_failures(self.path):
                snapshots.remove_all_but(kept)
        places = [self.path]
        if self._computer is not None:
            places.append(self._computer.rescue_folder(self.vault_id))
        return rescue_copies.found(places)

    def _kept(self, keep: Callable[[Database, VaultKey, bytes], Path]) -> Path:
        with self._held() as database:
            if self.read_only:
                raise read_only_here(self.path)
            self._require_place(database)
            made = keep(database, self.open_key(), self._header)
            self._generation_kept = self.generation
            return made

    @property
    def header(self) -> bytes:
        """The key header that counts, as it lies in the folder twice."""
        return self._header

    def rewrite_header(self, change: Callable[[Header], Header]) -> Header:
        """Change the ways into the vault: both copies of the header, or neither, with the next number.

        Args:
            change: gives the new header for the present one; called while nobody else can change it. Its number does not matter.

        Returns:
            The header as it was written.

        Raises:
            VaultNotWritable: the disk is full, the folder read-only or gone; the ways in are as they were.
            VaultTooNew: a newer program changed the vault meanwhile.
            VaultClosed, RuntimeError: as for `read`.
        """
        with self._held() as database:
            if self.read_only:
                raise read_only_here(self.path)
            self._require_place(database)
            key = self.open_key()
            present = header_files.latest(self.path, key, self._header)
            changed = replace(change(present), seq=present.seq + 1)
            packed = changed.pack(key)
            with durable.named_failures(self.path):
                header_files.rewrite(self.path, packed, present.pack(key))
            self._header, self._header_seq = packed, changed.seq
            if self._slot is not None:
                self._opened_by = OpenedBy.of(self._slot, changed)
            self._note_seen()
            return changed

    def check_database(self) -> tuple[str, ...]:
        """Every fault that the database's own checks find, in their words; empty when it is sound. Raises VaultNotWritable."""
        with self._held() as database:
            return database.check()

    def close(self) -> None:
        """Keep a snapshot if something changed, empty the log, close the database and forget the keys. Twice does no harm."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a vault cannot be closed inside one of its own sessions")
        with self._lock:
            if self._key is None:
                return
            try:
                if self.generation != self._generation_kept and not self.read_only:
                    # A full disk must not keep a vault from being locked; the change itself is safe in the log.
                    try:
                        self.snapshot()
                    except IsmError as error:
                        _log.warning("no snapshot at closing: %s", type(error).__name__)
                with contextlib.suppress(IsmError), self._database.named_failures():
                    self._database.checkpoint()
            finally:
                if self._presence is not None:
                    self._presence.end()
                self._key = None
                self._database.close()
