"""Small sketches of documents in an encrypted database of the cache, found by an index: among tens of thousands as fast as among few.

A sketch only says what may be alike. The database is open for one task at a time and closed again; lost, it is filled anew.
"""

import logging
import threading
from array import array
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

from ism_desktop.vault import DatabaseError, Vault

MOST = 64  # hashes of one sketch
CACHE = "likeness"

_LAYOUT = 3
_FIRST = 16
"""So many of the least hashes are in the index: two texts of which half is the same share one of these all but surely."""
_BITS = 32  # bytes of a picture
_PIECE = 2  # bytes
_SAME_PIECES = 4
"""Two pictures that differ in at most twelve of their bits have at least four of the sixteen pieces in common."""
_PIECES_BEGIN = 1 << 32  # beyond every hash: pieces of pictures and hashes stand in one index
_AT_A_TIME = 500
_MOST_FOUND = 200  # of papers on one form there may be thousands
_SCHEMA = (
    "CREATE TABLE sketches (place INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, content TEXT NOT NULL, runs BLOB, picture BLOB)",
    "CREATE TABLE parts (part INTEGER, place INTEGER, PRIMARY KEY (part, place)) WITHOUT ROWID",
    "CREATE TABLE seen (generation INTEGER NOT NULL)",
    "INSERT INTO seen VALUES (-1)",
    f"PRAGMA user_version = {_LAYOUT}",
)
Found = TypeVar("Found")
Run = Callable[..., Any]  # a statement of SQL, and what is bound to it
_log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sketch:
    """The least hashes of a text, and the bits of a picture; each may be empty."""

    runs: frozenset[int] = frozenset()
    picture: int = 0

    def parts(self) -> set[int]:
        """By what it is found: the first hashes, and each piece of the picture with its place."""
        drawn = self.picture.to_bytes(_BITS, "big") if self.picture else b""
        pieces = (drawn[start : start + _PIECE] for start in range(0, len(drawn), _PIECE))
        of_picture = {
            _PIECES_BEGIN + (place << 16) + int.from_bytes(piece, "big") for place, piece in enumerate(pieces)
        }
        return {*sorted(self.runs)[:_FIRST], *of_picture}


class Sketches:
    """The sketches of a vault by the ids of their documents, as they are while `with_sketches` runs."""

    def __init__(self, run: Run, run_many: Run) -> None:
        self._run = run
        self._run_many = run_many
        if self._run("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Forget everything."""
        for name in ("sketches", "parts", "seen"):
            self._run(f"DROP TABLE IF EXISTS {name}")
        for statement in _SCHEMA:
            self._run(statement)

    @property
    def seen(self) -> int:
        """Up to which generation of the vault all documents are known here."""
        return self._run("SELECT generation FROM seen").fetchone()[0]

    @seen.setter
    def seen(self, generation: int) -> None:
        self._run("UPDATE seen SET generation = ?", (generation,))

    def get(self, document_id: str) -> Sketch | None:
        """One sketch."""
        row = self._run("SELECT runs, picture FROM sketches WHERE document = ?", (document_id,)).fetchone()
        return None if row is None else _sketch(*row)

    def unknown(self, contents: Mapping[str, str]) -> set[str]:
        """Those of the documents, each with what its content is called, that have no sketch of this very content."""
        asked, known = list(contents), set[str]()
        for start in range(0, len(asked), _AT_A_TIME):
            some = asked[start : start + _AT_A_TIME]
            rows = self._run(f"SELECT document, content FROM sketches WHERE document IN ({_marks(some)})", some)  # noqa: S608 - question marks alone
            known |= {document for document, content in rows if contents[document] == content}
        return contents.keys() - known

    def put(self, document_id: str, content: str, sketch: Sketch) -> None:
        """Take a sketch in, in place of a former one. `content` names what was looked at, and is another when that is."""
        self._run("BEGIN IMMEDIATE")
        self._forget([document_id])
        runs = array("I", sorted(sketch.runs)).tobytes() if sketch.runs else None
        picture = sketch.picture.to_bytes(_BITS, "big") if sketch.picture else None
        place = self._run(
            "INSERT INTO sketches (document, content, runs, picture) VALUES (?, ?, ?, ?)",
            (document_id, content, runs, picture),
        ).lastrowid
        self._run_many("INSERT INTO parts VALUES (?, ?)", [(part, place) for part in sorted(sketch.parts())])
        self._run("COMMIT")

    def keep(self, ids: Collection[str]) -> None:
        """Forget all others."""
        known = {document for (document,) in self._run("SELECT document FROM sketches")}
        self._run("BEGIN IMMEDIATE")
        self._forget(known.difference(ids))
        self._run("COMMIT")

    def _forget(self, ids: Collection[str]) -> None:
        for document_id in ids:
            row = self._run("SELECT place, runs, picture FROM sketches WHERE document = ?", (document_id,)).fetchone()
            if row is not None:
                place = row[0]
                self._run_many(
                    "DELETE FROM parts WHERE part = ? AND place = ?",
                    [(part, place) for part in _sketch(*row[1:]).parts()],
                )
                self._run("DELETE FROM sketches WHERE place = ?", (place,))

    def sharing(self, own: Sketch) -> dict[str, Sketch]:
        """Those that share some of the first hashes of a text, or enough pieces of a picture."""
        places = {
            *self._sharing(own.runs, 1),
            *self._sharing({each for each in own.parts() if each >= _PIECES_BEGIN}, _SAME_PIECES),
        }
        found: dict[str, Sketch] = {}
        for place in places:
            row = self._run("SELECT document, runs, picture FROM sketches WHERE place = ?", (place,)).fetchone()
            found[row[0]] = _sketch(*row[1:])
        return found

    def _sharing(self, parts: Collection[int], enough: int) -> list[int]:
        wanted = f"part IN ({_marks(parts)}) GROUP BY place HAVING count(*) >= ?"
        statement = f"SELECT place FROM parts WHERE {wanted} ORDER BY count(*) DESC LIMIT ?"  # noqa: S608
        return [place for (place,) in self._run(statement, (*parts, enough, _MOST_FOUND))]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _sketch(runs: bytes | None, picture: bytes | None) -> Sketch:
    # The cache vouches that these are the bytes that `put` wrote.
    return Sketch(frozenset(array("I", runs or b"")), int.from_bytes(picture or b"", "big"))


def with_sketches(vault: Vault, work: Callable[[Sketches], Found]) -> Found | None:
    """Do something with the sketches of a vault, and give what it gives; where they turn out damaged, they begin anew first.

    None where they cannot be used at all, as on a full disk. Raises VaultClosed, VaultNotWritable.
    """
    for is_last in (False, True):
        with _one_at_a_time:
            try:
                with closing(vault.connect_cache(CACHE)) as connection:
                    return work(Sketches(connection.execute, connection.executemany))
            except DatabaseError as error:
                _log.info("the sketches of documents could not be used: %s", type(error).__name__)
            if not is_last:
                vault.discard_cache(CACHE)
    return None
