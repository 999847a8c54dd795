"""One search over everything: records, and the text of every page of every document.

The index is a throw-away encrypted database of its own. It remembers the vault's generation that it has seen and catches up from there;
when it is damaged, missing, or has seen a vault that never was (an older vault was restored), it is built anew.
"""

import re
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ism_desktop.language import in_use, tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import folding, matching, store, vault_settings
from ism_desktop.records.erasing import ERASED
from ism_desktop.records.kind import Input, Kind, shown, titled
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.table import FormerValues
from ism_desktop.vault import Vault

HIT_START, HIT_END = "\x02", "\x03"

_LAYOUT = "6"
_BATCH = 200
_TOO_MANY_TO_RANK = 2_000
# Letters before and behind the first hit in a snippet. What was typed is folded, and may be written with several letters for one.
_BEFORE, _BEHIND, _WRITTEN = 40, 110, 4
_BLANK = re.compile(r"\s+")
_SCHEMA = (
    "CREATE TABLE seen (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    (
        "CREATE TABLE entries"
        " (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, title TEXT NOT NULL, page INTEGER, body TEXT NOT NULL,"
        " belongs TEXT NOT NULL)"
    ),
    "CREATE INDEX entries_record ON entries (kind, record)",
    "CREATE INDEX entries_belongs ON entries (belongs) WHERE belongs != ''",
    # The texts in it are folded already; marks are letters here, for scripts that cannot be read without them.
    (
        "CREATE VIRTUAL TABLE words USING fts5(title, body, broken, holder, prefix='2 3',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ),
    # A medication stands before all that belongs to it.
    "INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.0, 1.0, 1.0, 0.05)')",
)
_OWN_WORDS = "title body broken"
_HOLDERS = frozenset(kind.field(kind.belongs_to).refers_to for kind in KINDS if kind.belongs_to)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand.

    `snippet` is the text around them, each hit between `HIT_START` and `HIT_END`. For a page of a document `page` counts from 1
    and `document_id` equals `record_id`.
    """

    kind: str
    record_id: str
    title: str
    snippet: str
    document_id: str | None
    page: int | None


def _query(words: str) -> str:
    """Every word must stand there, or begin a word that does; what a person types is never FTS syntax."""
    return " ".join(
        f'"{folding.spaced(term).strip()}"' if folding.is_dense(term) else f'"{term}"*'
        for term in matching.terms(words)
    )


def _snippet(title: str, body: str, wanted: list[str]) -> str:
    """The text around the first place where what was wanted stands, as it was written, with every such place in it marked."""
    text = body
    first = matching.first_spot(body, wanted)
    if first is None and (first := matching.first_spot(title, wanted)) is not None:
        text = title
    behind = max(_BEHIND, *(_WRITTEN * len(term) for term in wanted)) if wanted else _BEHIND
    start, end = _window(text, first or 0, behind)
    shown = text[start:end]
    parts: list[str] = ["…" if start > 0 else ""]
    at = 0
    for begin, finish in matching.spots(shown, wanted):
        parts += [shown[at:begin], HIT_START, shown[begin:finish], HIT_END]
        at = finish
    return "".join([*parts, shown[at:], "…" if end < len(text) else ""])


def _window(text: str, middle: int, behind: int) -> tuple[int, int]:
    """Some words around a place, from the beginning of one to the end of another where there are blanks."""
    start, end = max(0, middle - _BEFORE), min(len(text), middle + behind)
    if start > 0 and (blank := _BLANK.search(text, start, middle)):
        start = blank.end()
    if end < len(text):
        blanks = [blank.start() for blank in _BLANK.finditer(text, min(middle + _BEFORE, end), end)]
        end = blanks[-1] if blanks else end
    return folding.whole_letters(text, start, -1), folding.whole_letters(text, end, 1)


def _body(record: store.Record) -> str:
    lines = [
        shown(field, record.values.get(field.name)) if field.told is None else field.told(record.values)
        for field in record.kind.form_fields
        if field.input is not Input.REFERENCE
    ]
    lines += [str(record.values[name]) for name in ("file_name",) if record.values.get(name)]
    return "\n".join(line for line in lines if line)


def _holder(record: store.Record) -> str:
    """The id of the record without which this one says little; empty for most."""
    holder = record.values.get(record.kind.belongs_to)
    return holder if isinstance(holder, str) else ""


def _folded(text: str) -> str:
    """A text as the index holds it."""
    return folding.spaced(folding.folded(text))


def _storable(text: str) -> str:
    """A text as it can be kept: without halves of surrogate pairs, and without our own marks for a hit."""
    return text.encode("utf-8", "replace").decode().replace(HIT_START, "").replace(HIT_END, "")


class Index:
    """The search index of an open vault. Its methods may be called from any thread.

    Args:
        vault: the open vault.
        pages_of: gives the text of each page of a document from its encrypted text file's id.
    """

    def __init__(self, vault: Vault, pages_of: Callable[[str], Sequence[str]]) -> None:
        self._vault = vault
        self._pages_of = pages_of
        self._lock = threading.Lock()
        self._catching_up = threading.Lock()
        self._connection = vault.connect_cache("search")
        if self._remembered("layout") != _LAYOUT:
            self._rebuild()

    def close(self) -> None:
        """Close the index; the vault stays open."""
        with self._catching_up, self._lock:
            self._connection.close()

    def _remembered(self, key: str) -> str | None:
        with self._lock:
            exists = self._connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'seen'").fetchone()[0]
            row = (
                self._connection.execute("SELECT value FROM seen WHERE key = ?", (key,)).fetchone() if exists else None
            )
        return None if row is None else row[0]

    def _rebuild(self) -> None:
        with self._lock:
            run = self._connection.execute
            run("BEGIN IMMEDIATE")
            for name in ("words", "entries", "seen"):
                run(f"DROP TABLE IF EXISTS {name}")
            for statement in _SCHEMA:
                run(statement)
            run("INSERT INTO seen VALUES ('layout', ?), ('generation', '-1'), ('history', '')", (_LAYOUT,))
            run("INSERT INTO seen VALUES ('language', ?)", (in_use().tag,))
            run("COMMIT")

    def catch_up(self, progress: Progress = no_progress) -> None:
        """Index what changed since the last time. Slow after a large import: run it in the background.

        Raises:
            Cancelled: what was indexed so far is kept.
        """
        with self._catching_up:
            seen = int(self._remembered("generation") or -1)
            with self._vault.read() as session:
                target = self._vault.generation
                last_change = self._remembered("history")
                erased = vault_settings.get(session, ERASED)
                # The newest change may have been deleted for good together with its record; that is no other vault.
                strange = (
                    last_change
                    and last_change != erased.get("newest")
                    and session.get(FormerValues, last_change) is None
                )
                newest = session.scalar(select(FormerValues.id).order_by(FormerValues.at.desc()).limit(1)) or ""
            if seen > target or strange:
                self._rebuild()
                seen = -1
            if self._remembered("language") != in_use().tag:
                self._say_again(seen, progress)
            if seen == target:
                return
            if 0 <= seen < erased.get("generation", 0):
                self._forget_erased()
            for number, kind in enumerate(KINDS):
                progress(number, len(KINDS), tr("Reading for search"))
                self._catch_up_kind(kind, seen, progress)
            with self._lock:
                run = self._connection.execute
                run("BEGIN IMMEDIATE")
                run("UPDATE seen SET value = ? WHERE key = 'generation'", (str(target),))
                run("UPDATE seen SET value = ? WHERE key = 'history'", (newest,))
                run("COMMIT")

    def _forget_erased(self) -> None:
        """Forget every record that is not there any more, and leave no word of it in the index or its free pages."""
        for kind in KINDS:
            with self._vault.read() as session:
                there = set(session.scalars(select(kind.table.id)))
            with self._lock:
                run = self._connection.execute
                run("BEGIN IMMEDIATE")
                known = run("SELECT id, record FROM entries WHERE kind = ?", (kind.name,)).fetchall()
                for entry, record in known:
                    if record not in there:
                        self._name_holder(kind.name, record, "")
                        run("DELETE FROM words WHERE rowid = ?", (entry,))
                        run("DELETE FROM entries WHERE id = ?", (entry,))
                run("COMMIT")
        with self._lock:
            # Deleting marks a word as gone; only merging all parts of the index takes it out. Records in the trash were marked before.
            self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _catch_up_kind(self, kind: Kind, seen: int, progress: Progress) -> None:
        offset = 0
        while True:
            with self._vault.read() as session:
                batch = store.changed_since(session, kind, seen, limit=_BATCH, offset=offset)
            offset += len(batch)
            if batch:
                progress(offset, 0, tr("Reading for search"))
                self._put([(record, self._pages(record)) for record in batch])
            if len(batch) < _BATCH:
                return

    def _say_again(self, seen: int, progress: Progress) -> None:
        """Put in what every record says, in the language in use now. The pages of documents stay as they are."""
        tag = in_use().tag
        for kind in KINDS if seen >= 0 else ():
            offset, full = 0, True
            while full:
                with self._vault.read() as session:
                    batch = store.changed_since(session, kind, -1, limit=_BATCH, offset=offset)
                offset, full = offset + len(batch), len(batch) == _BATCH
                progress(offset, 0, tr("Reading for search"))
                with self._put_together():
                    for record in batch:
                        self._forget(record, "AND page IS NULL")
                        if record.deleted_at is None:
                            self._add(record, None, _body(record))
        with self._put_together() as run:
            run("UPDATE seen SET value = ? WHERE key = 'language'", (tag,))

    def _pages(self, record: store.Record) -> Sequence[str]:
        text_file = (
            record.values.get("text_file_id") if record.kind is DOCUMENTS and record.deleted_at is None else None
        )
        return self._pages_of(text_file) if text_file else ()

    def _put(self, batch: Sequence[tuple[store.Record, Sequence[str]]]) -> None:
        with self._put_together():
            for record, pages in batch:
                self._forget(record)
                if record.deleted_at is not None:
                    self._name_holder(record.kind.name, record.id, "")
                else:
                    self._add(record, None, _body(record))
                    for number, text in enumerate(pages, 1):
                        if text.strip():
                            self._add(record, number, text)

    @contextmanager
    def _put_together(self) -> Generator[Callable[..., Any]]:
        """Everything in the block, or nothing."""
        with self._lock:
            run = self._connection.execute
            run("BEGIN IMMEDIATE")
            try:
                yield run
            except BaseException:
                run("ROLLBACK")
                raise
            run("COMMIT")

    def _forget(self, record: store.Record, which: str = "") -> None:
        """Take out a record's entries, or those of which our own condition `which` is true."""
        run = self._connection.execute
        where = (record.kind.name, record.id)
        known = run(f"SELECT id FROM entries WHERE kind = ? AND record = ? {which}", where).fetchall()  # noqa: S608
        for (entry,) in known:
            run("DELETE FROM words WHERE rowid = ?", (entry,))
            run("DELETE FROM entries WHERE id = ?", (entry,))

    def _add(self, record: store.Record, page: int | None, words: str) -> None:
        """Put in what a record says (no page), or what stands on a page of a document."""
        run = self._connection.execute
        text = _storable(words)
        entry = run(
            "INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?, ?)",
            (record.kind.name, record.id, _storable(record.title), page, text, _holder(record)),
        ).lastrowid
        title = _folded(record.title) if page is None else ""
        body, broken = (folding.spaced(folded) for folded in (folding.folded(text), folding.broken_words(text)))
        holder = _folded(self._title_of_holder(record.kind.name, _holder(record)) or "") if page is None else ""
        run(
            "INSERT INTO words (rowid, title, body, broken, holder) VALUES (?, ?, ?, ?, ?)",
            (entry, title, body, broken, holder),
        )
        if page is None:
            self._name_holder(record.kind.name, record.id, title)

    def _name_holder(self, kind: str, record: str, title: str) -> None:
        """Let what belongs to a record be found by that one's title as well, as it is now; by nothing when it is gone."""
        if kind not in _HOLDERS:
            return
        run = self._connection.execute
        belonging = run("SELECT id FROM entries WHERE belongs = ? AND belongs != ''", (record,)).fetchall()
        for (entry,) in belonging:
            run("UPDATE words SET holder = ? WHERE rowid = ?", (title, entry))

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """The best places where all the words stand, each as typed or as the beginning of a longer word."""
        query = _query(words)
        if not query:
            return []
        wanted = matching.terms(words)
        with self._lock:
            rows = [(*row[:-1], self._full_title(row[0], row[2], row[-1])) for row in self._matches(query, limit)]
        return [
            Hit(kind, record, full, _snippet(title, body, wanted), record if kind == DOCUMENTS.name else None, page)
            for kind, record, title, page, body, full in rows
        ]

    def _full_title(self, kind: str, title: str, holder: str) -> str:
        """A title that means something by itself. What the record belongs to is asked now, as it may be called otherwise meanwhile."""
        of_holder = self._title_of_holder(kind, holder)
        return title if of_holder is None else titled(of_holder, title)

    def _title_of_holder(self, kind: str, holder: str) -> str | None:
        """What the record is called to which one of this kind belongs; None where it belongs to none, or that one is gone."""
        if not holder:
            return None
        of_kind = BY_NAME[kind].field(BY_NAME[kind].belongs_to).refers_to
        statement = "SELECT title FROM entries WHERE kind = ? AND record = ? AND page IS NULL"
        row = self._connection.execute(statement, (of_kind, holder)).fetchone()
        return None if row is None else row[0]

    def records_saying(self, kind: str, words: str) -> tuple[frozenset[str], int]:
        """The ids of all records of a kind that say the words themselves, and the generation of the vault up to which this is known."""
        seen = int(self._remembered("generation") or -1)
        query = _query(words)
        if not query:
            return frozenset(), -1
        statement = (
            "SELECT DISTINCT record FROM words JOIN entries ON entries.id = words.rowid"
            " WHERE words MATCH ? AND kind = ? AND page IS NULL"
        )
        with self._lock:
            rows = self._connection.execute(statement, (f"{{{_OWN_WORDS}}} : ({query})", kind)).fetchall()
        return frozenset(record for (record,) in rows), seen

    def _matches(self, query: str, limit: int) -> list[Any]:
        run = self._connection.execute
        many = len(run("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (query, _TOO_MANY_TO_RANK)).fetchall())
        # Ranking reads every match. Where a word stands nearly everywhere the newest are as good an answer, in a hundredth of the time.
        order = "rank" if many < _TOO_MANY_TO_RANK else "words.rowid DESC"
        statement = (
            "SELECT kind, record, entries.title, page, entries.body, entries.belongs"  # noqa: S608  (only our own word of order stands in it)
            f" FROM words JOIN entries ON entries.id = words.rowid WHERE words MATCH ? ORDER BY {order} LIMIT ?"
        )
        return run(statement, (query, limit)).fetchall()
