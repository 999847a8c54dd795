"""One search over everything: records, and the text of every page of every document.

The index is a throw-away encrypted database of its own. It remembers the vault's generation that it has seen and catches up from there;
when it is damaged, missing, or has seen a vault that never was (an older vault was restored), it is built anew.
What it is made of stands in `searching/`.
"""

import threading
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ism_desktop.language import in_use, tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import matching, paper_numbers, store, vault_settings
from ism_desktop.records.erasing import ERASED
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Kind, titled
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.searching import asking, writing
from ism_desktop.records.searching.asking import Narrowing
from ism_desktop.records.searching.query import OWN_WORDS, Query, named, parse, plain_pieces
from ism_desktop.records.searching.similar import Vocabulary, words_of
from ism_desktop.records.searching.snippets import HIT_END, HIT_START, snippet
from ism_desktop.records.table import FormerValues
from ism_desktop.vault import Vault

__all__ = ["HIT_END", "HIT_START", "Hit", "Index", "Narrowing", "Query", "asked"]

ENOUGH = 10
"""So many places where the words themselves stand are enough, and none is shown where a similar one does."""

_BATCH = 200
_WORDS_AT_A_TIME = 5_000  # of the vocabulary, read in turns so that nobody who searches waits


def asked(words: str, own: Collection[str] = ()) -> Query:
    """What was typed, taken apart, on this computer's day; `own` as in `query.parse`."""
    return parse(words, today=datetime.now().astimezone().date(), own=own)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand.

    `snippet` is the text around them, each hit between `HIT_START` and `HIT_END`. For a page of a document `page` counts from 1
    and `document_id` equals `record_id`. `words` are the words that stand there, to be marked on the page.
    """

    kind: str
    record_id: str
    title: str
    snippet: str
    document_id: str | None
    page: int | None
    words: tuple[str, ...] = ()


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
        self._vocabulary = Vocabulary()
        self._learned = False
        if self._remembered("layout") != writing.LAYOUT:
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
            for name in writing.TABLES:
                run(f"DROP TABLE IF EXISTS {name}")
            for statement in writing.SCHEMA:
                run(statement)
            self._forget_words()
            run("INSERT INTO seen VALUES ('layout', ?), ('generation', '-1'), ('history', '')", (writing.LAYOUT,))
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
            self._learn()
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
                writing.forget_gone(run, kind.name, there)
                run("COMMIT")
        with self._lock:
            writing.leave_no_word(self._connection.execute)
            self._forget_words()
        self._learn()

    def _forget_words(self) -> None:
        self._vocabulary.forget()
        self._learned = False

    def _learn(self) -> None:
        """Read the vocabulary, once."""
        last = ""
        while not self._learned:
            with self._lock:
                statement = "SELECT word FROM known WHERE word > ? ORDER BY word LIMIT ?"
                read = self._connection.execute(statement, (last, _WORDS_AT_A_TIME)).fetchall()
                self._vocabulary.learn([word for (word,) in read])
                self._learned = len(read) < _WORDS_AT_A_TIME
            last = read[-1][0] if read else last

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
                with self._put_together() as run:
                    for record in batch:
                        writing.forget(run, record, "AND page IS NULL")
                        if record.deleted_at is None:
                            writing.add(run, self._vocabulary, record, None, writing.body_of(record))
        with self._put_together() as run:
            run("UPDATE seen SET value = ? WHERE key = 'language'", (tag,))

    def _pages(self, record: store.Record) -> Sequence[str]:
        text_file = (
            record.values.get("text_file_id") if record.kind is DOCUMENTS and record.deleted_at is None else None
        )
        return self._pages_of(text_file) if text_file else ()

    def _put(self, batch: Sequence[tuple[store.Record, Sequence[str]]]) -> None:
        with self._put_together() as run:
            for record, pages in batch:
                writing.put(run, self._vocabulary, record, pages)

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
                self._forget_words()  # those of this block are not kept
                raise
            run("COMMIT")

    def asked(self, words: str) -> Query:
        """What was typed, taken apart; a field of the person's own may stand before a colon."""
        if not named(words):
            return asked(words)
        with self._lock:
            own = asking.own_keys(self._connection.execute)
        return asked(words, own)

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """The best places where all the words stand, each as typed or as the beginning of a longer word, and all conditions hold."""
        labelled, is_code = self._labelled(words)
        query = self.asked(words)
        if query.says_nothing or is_code:
            return labelled
        with self._lock:
            rows = self._titled(asking.rows(self._connection.execute, query, limit))
        hits = [_hit(row, query.terms) for row in rows if _is_own(row, query.terms)]
        first = {hit.record_id for hit in labelled}
        return [*labelled, *(hit for hit in hits if hit.page is not None or hit.record_id not in first)]

    def _labelled(self, words: str) -> tuple[list[Hit], bool]:
        """The documents whose number was typed, or read off a label by a scanner, and whether it was surely meant so."""
        key, is_code = paper_numbers.meant_by(words)
        if not key:
            return [], is_code
        with self._lock:
            rows = self._titled(asking.labelled(self._connection.execute, key))
        return [_hit(row, matching.terms(words) if not is_code else []) for row in rows], is_code

    def nearly(self, words: str, found: int, limit: int = 50) -> list[Hit]:
        """The best places where a word stands that is nearly one of the words, without those that `search` finds.

        None where that found enough: a person who typed a word that is there did not mean another one. It takes some ten milliseconds.

        Args:
            words: what was typed.
            found: how many places `search` gave for it.
            limit: how many places are wanted at most.
        """
        query = self.asked(words)
        if not query.terms or found >= ENOUGH:
            return []
        self._learn()
        near = {
            term: self._vocabulary.similar(term) for piece in query.pieces if not piece.together for term in piece.terms
        }
        if not any(near.values()):
            return []
        with self._lock:
            rows = self._titled(asking.nearly(self._connection.execute, query, lambda term: near.get(term, ()), limit))
        others = {other for words in near.values() for other in words}
        wanted = [(row, [*query.terms, *_standing_in(row, others)]) for row in rows]
        return [_hit(row, terms) for row, terms in wanted if _is_own(row, terms)]

    def narrowings(self, words: str) -> list[Narrowing]:
        """What would narrow the search: see `asking.narrowings`."""
        query = self.asked(words)
        if query.says_nothing:
            return []
        with self._lock:
            return asking.narrowings(self._connection.execute, query)

    def _titled(self, rows: list[Any]) -> list[Any]:
        """The rows with a title that means something by itself, and without the id of what they belong to."""
        return [
            (kind, record, self._full_title(kind, title, holder), page, body)
            for _, kind, record, title, page, body, holder in rows
        ]

    def _full_title(self, kind: str, title: str, holder: str) -> str:
        """What the record belongs to is asked now, as it may be called otherwise meanwhile."""
        of_holder = writing.title_of_holder(self._connection.execute, kind, holder)
        return title if of_holder is None else titled(of_holder, title)

    def records_saying(self, kind: str, words: str) -> tuple[frozenset[str], int]:
        """The ids of all records of a kind that say the words themselves, and the generation of the vault up to which this is known."""
        seen = int(self._remembered("generation") or -1)
        match = Query(words, plain_pieces(words)).match()
        if not match:
            return frozenset(), -1
        statement = (
            "SELECT DISTINCT record FROM words JOIN entries ON entries.id = words.rowid"
            " WHERE words MATCH ? AND kind = ? AND page IS NULL"
        )
        with self._lock:
            rows = self._connection.execute(statement, (f"{{{OWN_WORDS}}} : ({match})", kind)).fetchall()
        return frozenset(record for (record,) in rows), seen


def _hit(row: Any, wanted: list[str]) -> Hit:
    kind, record, title, page, body = row
    document = record if kind == DOCUMENTS.name else None
    return Hit(kind, record, title, snippet(title, body, wanted), document, page, tuple(wanted))


def _is_own(row: Any, wanted: list[str]) -> bool:
    """Whether one of the words stands in the place itself, and not only in the title of the document that the page is of."""
    page, body = row[3], row[4]
    return page is None or not wanted or matching.first_spot(body, wanted) is not None


def _standing_in(row: Any, words: set[str]) -> list[str]:
    """Those of the words that a place says."""
    return sorted(words & words_of(folded(f"{row[2]}\n{row[4]}")))
